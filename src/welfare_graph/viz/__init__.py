"""Pictures and pages: each is one file that works offline and runs nothing that came from the data."""

from __future__ import annotations

from welfare_graph.viz import charts
from welfare_graph.viz._atlas import atlas, map, matrix  # noqa: A004
from welfare_graph.viz._html import Html
from welfare_graph.viz._network import network

__all__ = ["Html", "atlas", "charts", "map", "matrix", "network"]
