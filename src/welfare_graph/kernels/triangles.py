"""Closed triples of an undirected simple graph, listed once and shared by every measure that needs them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

__all__ = ["Triangles", "clustering", "list_triangles", "transitivity"]

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Triangles:
    """Triangles a-b-c with the position of each of their edges in the list they were found in.

    Parameters
    ----------
    a, b, c
        Nodes of each triangle; each triangle appears once.
    ab, ac, bc
        Positions of the edges {a, b}, {a, c}, {b, c} in the edge list.
    """

    a: Ints
    b: Ints
    c: Ints
    ab: Ints
    ac: Ints
    bc: Ints

    def __len__(self) -> int:
        return len(self.a)


def list_triangles(n: int, u: Ints, v: Ints) -> Triangles:
    """List every triangle of an undirected simple graph once.

    Ties are oriented from low to high degree, which bounds the work by m to the power 1.5; every pair of
    outgoing ties of a node is then looked up as a tie of its own.

    Parameters
    ----------
    n
        Number of nodes.
    u, v
        Ends of the edges: no loop, each pair once, in either order.

    Returns
    -------
    Triangles
        Nodes and edge positions.
    """
    degree = np.bincount(u, minlength=n) + np.bincount(v, minlength=n)
    rank = np.empty(n, dtype=np.int64)
    rank[np.argsort(degree, kind="stable")] = np.arange(n)
    low, high = np.minimum(rank[u], rank[v]), np.maximum(rank[u], rank[v])
    order = np.argsort(low * n + high)
    low, high = low[order], high[order]
    keys = low * n + high
    last = np.searchsorted(low, low, side="right")
    first, second = _pairs_after(last)
    closing = _find(keys, high[first] * n + high[second])
    kept = closing >= 0
    first, second, third = first[kept], second[kept], closing[kept]
    node = np.empty(n, dtype=np.int64)
    node[rank] = np.arange(n)
    return Triangles(
        a=node[low[first]],
        b=node[high[first]],
        c=node[high[second]],
        ab=order[first],
        ac=order[second],
        bc=order[third],
    )


def _pairs_after(last: Ints) -> tuple[Ints, Ints]:
    """Return positions (p, q), p < q, of all pairs of rows of one block; ``last[p]`` ends the block of p."""
    rows = np.arange(len(last))
    count = last - rows - 1
    first = np.repeat(rows, count)
    start = np.cumsum(count) - count
    second = np.arange(len(first)) - np.repeat(start - rows - 1, count)
    return first, second


def _find(keys: Ints, wanted: Ints) -> Ints:
    """Return the position of each wanted key among sorted unique keys, -1 where it is none."""
    found = np.full(len(wanted), -1, dtype=np.int64)
    if not len(keys) or not len(wanted):
        return found
    likely = np.arange(len(wanted)) if len(wanted) < _FEW else np.flatnonzero(_sieve(keys)[_hash(wanted)])
    position = np.searchsorted(keys, wanted[likely])
    position[position == len(keys)] = 0
    hit = keys[position] == wanted[likely]
    found[likely[hit]] = position[hit]
    return found


_BITS = 22
_FEW = 50_000


def _hash(keys: Ints) -> Ints:
    mixed = keys.astype(np.uint64) * np.uint64(0x9E3779B97F4A7C15)
    return (mixed >> np.uint64(64 - _BITS)).astype(np.int64)


def _sieve(keys: Ints) -> NDArray[np.bool_]:
    """Mark the hashes that keys have: rejects most pairs that are no tie without a search."""
    marked = np.zeros(1 << _BITS, dtype=bool)
    marked[_hash(keys)] = True
    return marked


def clustering(n: int, u: Ints, v: Ints, triangles: Triangles) -> Floats:
    """Return each node's local clustering coefficient; 0 with fewer than two neighbours."""
    degree = np.bincount(u, minlength=n) + np.bincount(v, minlength=n)
    closed = sum(np.bincount(x, minlength=n) for x in (triangles.a, triangles.b, triangles.c))
    pairs = degree * (degree - 1) / 2
    return np.divide(closed, pairs, out=np.zeros(n), where=pairs > 0)


def transitivity(n: int, u: Ints, v: Ints, triangles: Triangles) -> float:
    """Return the share of open or closed triples that are closed; 0 without any triple."""
    degree = np.bincount(u, minlength=n) + np.bincount(v, minlength=n)
    triples = int((degree * (degree - 1) // 2).sum())
    return 3 * len(triangles) / triples if triples else 0.0
