"""Territories to begin with: a real one, a toy, and synthetic nations."""

from __future__ import annotations

from welfare_graph.datasets._synthetic import synthetic
from welfare_graph.datasets._two_valleys import two_valleys

__all__ = ["synthetic", "two_valleys"]
