"""Ties that are not there yet and could well be."""

from welfare_graph.links._links import PREDICTORS as PREDICTORS
from welfare_graph.links._links import evaluate, suggest

__all__ = ["evaluate", "suggest"]
