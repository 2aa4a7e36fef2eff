"""How likely is a tie between two nodes that have none? Scores of pairs, and how well they rank."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.stats import rankdata

__all__ = ["LOCAL", "affinity", "auc", "local_scores", "open_pairs"]

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

LOCAL = ("common_neighbours", "jaccard", "adamic_adar", "resource_allocation", "preferential_attachment")
"""Predictors that look at the neighbours of the two nodes only."""


def local_scores(arcs: sparse.csr_array, u: Ints, v: Ints, predictor: str) -> Floats:
    """Score pairs of nodes by their neighbourhoods.

    Parameters
    ----------
    arcs
        Symmetric matrix of ones.
    u, v
        Pairs to score.
    predictor
        One of ``LOCAL``.
    """
    degree = np.diff(arcs.indptr).astype(float)
    if predictor == "preferential_attachment":
        return np.asarray(degree[u] * degree[v])
    worth: dict[str, Callable[[Floats], Floats]] = {
        "common_neighbours": np.ones_like,
        "jaccard": np.ones_like,
        "adamic_adar": lambda d: np.where(d > 1, 1 / np.log(np.maximum(d, 2)), 0.0),
        "resource_allocation": lambda d: np.where(d > 0, 1 / np.maximum(d, 1), 0.0),
    }
    weighed = (arcs @ sparse.diags_array(worth[predictor](degree))).tocsr()
    parts = [
        np.asarray((weighed[u[some]] * arcs[v[some]]).sum(axis=1)).ravel()
        for some in np.array_split(np.arange(len(u)), max(1, len(u) // 20_000))
    ]
    shared = np.concatenate(parts)
    if predictor != "jaccard":
        return shared
    union = degree[u] + degree[v] - shared
    return np.asarray(shared / np.maximum(union, 1))


def affinity(group: Ints, groups: int, arcs: sparse.csr_array, u: Ints, v: Ints) -> Floats:
    """Score pairs by the share of all pairs of their two groups that are tied."""
    found = sparse.coo_array(arcs)
    tied = np.bincount(group[found.coords[0]] * groups + group[found.coords[1]], minlength=groups**2)
    size = np.bincount(group, minlength=groups).astype(float)
    possible = np.outer(size, size) - np.diag(size)
    share = tied.reshape(groups, groups) / np.maximum(possible, 1)
    return np.asarray(share[group[u], group[v]], dtype=float)


def auc(hits: Floats, others: Floats) -> float:
    """Return the probability that a hit outranks another, equals counting a half; NaN without either."""
    if not len(hits) or not len(others):
        return float("nan")
    ranks = rankdata(np.concatenate([hits, others]))[: len(hits)]
    return float((ranks.sum() - len(hits) * (len(hits) + 1) / 2) / (len(hits) * len(others)))


def open_pairs(arcs: sparse.csr_array, most: int) -> tuple[Ints, Ints]:
    """Return the pairs u < v without a tie: all of them up to ``most`` nodes, else those two steps apart."""
    n = arcs.shape[0]
    if n <= most:
        u, v = (np.asarray(side, dtype=np.int64) for side in np.triu_indices(n, k=1))
    else:
        near = sparse.coo_array(sparse.triu(arcs @ arcs, k=1))
        u, v = (np.asarray(side, dtype=np.int64) for side in near.coords)
    found = sparse.coo_array(sparse.triu(arcs, k=1))
    known = found.coords[0].astype(np.int64) * n + found.coords[1]
    kept = ~np.isin(u * n + v, known)
    return u[kept], v[kept]
