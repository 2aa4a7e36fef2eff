"""What several measures read off the network: its groups, its triangles."""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from welfare_graph._names import check
from welfare_graph.ecosystem import Ecosystem
from welfare_graph.kernels.triangles import Triangles, list_triangles
from welfare_graph.views._edges import Edges, Layer, edges, layer_names

MISSING = "(missing)"
"""The group of actors without a value."""


def groups(eco: Ecosystem, by: str, found: Edges) -> tuple[NDArray[np.int64], list[str]]:
    """Return the group of each actor in sorted-id order, and the groups' names in order.

    Groups are numbered in sorted order of their values, so that row order never matters; actors without a
    value come last, as ``(missing)``.
    """
    now = eco.current()
    if by == "zone" and "zone" not in now.actors:
        column = now.actors["area_id"].map(now.areas["zone"])
    else:
        column = now.actors[check(by, [*now.actors.columns, "zone"], "column of actors")]
    codes, words = pd.factorize(column, sort=True)
    names = [str(word) for word in words]
    labels = np.where(codes < 0, len(names), codes).astype(np.int64)
    if (labels == len(names)).any():
        names = [*names, MISSING]
    ordered = np.empty(found.n, dtype=np.int64)
    ordered[found.rows] = labels
    return ordered, names


def triangles(eco: Ecosystem, *, layer: Layer = None) -> Triangles:
    """Return the triangles of the undirected network, listed once for all measures that need them."""
    now = eco.current()
    key = ("views", "triangles", None if layer is None else layer_names(now, layer))
    if key not in now._memo:
        found = edges(eco, layer=layer)
        now._memo[key] = list_triangles(found.n, found.source, found.target)
    known: Triangles = now._memo[key]
    return known
