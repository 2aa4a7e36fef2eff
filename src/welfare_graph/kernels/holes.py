"""Burt's structural holes, from the triangles of the network."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from welfare_graph.kernels.triangles import Triangles, list_triangles

__all__ = ["structural_holes"]

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]


def structural_holes(
    n: int, u: Ints, v: Ints, mutual: Floats, triangles: Triangles | None = None
) -> tuple[Floats, Floats, Floats, Floats]:
    """Return effective size, efficiency, constraint and hierarchy of every node (Burt 1992).

    Parameters
    ----------
    n
        Number of nodes.
    u, v
        Pairs of contacts, each once.
    mutual
        Mutual weight of each pair: the weights of both directions added up.
    triangles
        Triangles of the pairs, where they are known already.

    Returns
    -------
    tuple of ndarray
        Four arrays of length n; NaN for a node without contacts.
    """
    t = list_triangles(n, u, v) if triangles is None else triangles
    total = _sum_at_ends(n, u, v, mutual, mutual)
    highest = np.zeros(n)
    np.maximum.at(highest, u, mutual)
    np.maximum.at(highest, v, mutual)
    degree = (np.bincount(u, minlength=n) + np.bincount(v, minlength=n)).astype(float)
    share = _Sides(_ratio(mutual, total[u]), _ratio(mutual, total[v]), u)
    level = _Sides(_ratio(mutual, highest[u]), _ratio(mutual, highest[v]), u)
    size = degree - _redundancy(n, t, share, level)
    here, there = _local_constraint(len(u), t, share)
    constraint = _sum_at_ends(n, u, v, here, there)
    alone = degree == 0
    hierarchy = _hierarchy(n, u, v, here, there, constraint, degree)
    efficiency = np.divide(size, degree, out=np.full(n, np.nan), where=~alone)
    for values in (size, constraint, hierarchy):
        values[alone] = np.nan
    return size, efficiency, constraint, hierarchy


class _Sides:
    """A number of each edge seen from either of its ends."""

    def __init__(self, from_u: Floats, from_v: Floats, u: Ints) -> None:
        self.from_u, self.from_v, self.u = from_u, from_v, u

    def seen(self, node: Ints, edge: Ints) -> Floats:
        """Return the number of each edge as its given end sees it."""
        return np.where(self.u[edge] == node, self.from_u[edge], self.from_v[edge])


def _sum_at_ends(n: int, u: Ints, v: Ints, here: Floats, there: Floats) -> Floats:
    out = np.zeros(n)
    out += np.bincount(u, here, n)
    out += np.bincount(v, there, n)
    return out


def _ratio(top: Floats, bottom: Floats) -> Floats:
    return np.divide(top, bottom, out=np.zeros(len(top)), where=bottom > 0)


def _corners(t: Triangles) -> tuple[tuple[Ints, Ints, Ints, Ints, Ints, Ints], ...]:
    """Return (ego, one, other, ego-one, ego-other, one-other) for each corner of the triangles."""
    return (
        (t.a, t.b, t.c, t.ab, t.ac, t.bc),
        (t.b, t.a, t.c, t.ab, t.bc, t.ac),
        (t.c, t.a, t.b, t.ac, t.bc, t.ab),
    )


def _redundancy(n: int, t: Triangles, share: _Sides, level: _Sides) -> Floats:
    """Return sum over contacts j and q of p(i, q) m(j, q)."""
    out = np.zeros(n)
    for ego, one, other, first, second, across in _corners(t):
        value = share.seen(ego, second) * level.seen(one, across)
        value += share.seen(ego, first) * level.seen(other, across)
        out += np.bincount(ego, value, n)
    return out


def _local_constraint(edges: int, t: Triangles, share: _Sides) -> tuple[Floats, Floats]:
    """Return (p(i, j) + sum over q of p(i, q) p(q, j)) squared, seen from u and from v of each edge."""
    here, there = np.zeros(edges), np.zeros(edges)
    for ego, one, other, first, second, across in _corners(t):
        for contact, tie, around in ((one, first, second), (other, second, first)):
            between = other if contact is one else one
            value = share.seen(ego, around) * share.seen(between, across)
            mine = share.u[tie] == ego
            here += np.bincount(tie[mine], value[mine], edges)
            there += np.bincount(tie[~mine], value[~mine], edges)
    return (share.from_u + here) ** 2, (share.from_v + there) ** 2


def _hierarchy(
    n: int, u: Ints, v: Ints, here: Floats, there: Floats, constraint: Floats, degree: Floats
) -> Floats:
    """Return the Coleman-Theil disorder of each node's constraint; 1 with a single contact."""
    mean = np.divide(constraint, degree, out=np.zeros(n), where=degree > 0)
    terms = []
    for end, local in ((u, here), (v, there)):
        ratio = _ratio(local, mean[end])
        terms.append(ratio * np.log(ratio, out=np.zeros(len(ratio)), where=ratio > 0))
    out = _sum_at_ends(n, u, v, *terms)
    most = degree * np.log(np.maximum(degree, 1))
    return np.divide(out, most, out=np.ones(n), where=degree > 1)
