"""Territories to begin with: real ones, a toy, and synthetic ones of any size."""

from __future__ import annotations

from welfare_graph.datasets._folders import SHIPPED, folder, load, pinerolese, two_valleys, wecare_piemonte
from welfare_graph.datasets._synthetic import synthetic

__all__ = ["SHIPPED", "folder", "load", "pinerolese", "synthetic", "two_valleys", "wecare_piemonte"]
