"""Territories to begin with: a real one, a toy, and synthetic ones of any size."""

from __future__ import annotations

from welfare_graph.datasets._folders import pinerolese, two_valleys
from welfare_graph.datasets._synthetic import synthetic

__all__ = ["pinerolese", "synthetic", "two_valleys"]
