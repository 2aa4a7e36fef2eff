"""Exact reductions of covering problems: what can be merged or dropped without losing an optimum."""

from __future__ import annotations

import numpy as np
from scipy import sparse

from welfare_graph.kernels.coverage import Bools, Covering, Floats, Ints, Reach

__all__ = ["dominated_candidates", "implied_areas", "merge_areas"]


def merge_areas(case: Covering) -> tuple[Covering, Ints]:
    """Merge areas that the same candidates reach; drop those without weight or without enough candidates.

    Returns the smaller question, in which every choice covers the same weight, and for each area kept its
    first position before.
    """
    reach, required = case.reach, case.required
    indptr, indices = reach.by_area
    sizes = np.diff(indptr)
    alive = np.flatnonzero((case.weights > 0) & (sizes >= required) & (required > 0))
    keys: dict[tuple[int, bytes], int] = {}
    first: list[int] = []
    group = np.empty(len(alive), dtype=np.int64)
    for position, area in enumerate(alive):
        key = (int(required[area]), indices[indptr[area] : indptr[area + 1]].tobytes())
        found = keys.setdefault(key, len(first))
        if found == len(first):
            first.append(int(area))
        group[position] = found
    kept = np.array(first, dtype=np.int64)
    merged: Floats = np.bincount(group, weights=case.weights[alive], minlength=len(kept)).astype(np.float64)
    part = reach.select(np.arange(reach.n_candidates), kept)
    return Covering(part, merged, required[kept], case.k), kept


def dominated_candidates(reach: Reach) -> Bools:
    """Candidates whose areas another candidate reaches as well (of equals the first stays)."""
    return _contained(reach.matrix)


def implied_areas(reach: Reach) -> Bools:
    """Areas that are covered whenever some other area is (of equals the first stays).

    Area i is implied by h when every candidate that reaches h reaches i.
    """
    turned = reach.matrix.T.tocsr()
    common = (turned @ turned.T).tocoo()
    size = np.diff(turned.indptr)
    inside = common.data >= size[common.col] - 0.5
    larger = (size[common.row] > size[common.col]) | (common.row > common.col)
    implied = np.zeros(reach.n_areas, dtype=np.bool_)
    implied[common.row[inside & larger & (common.row != common.col)]] = True
    return implied


def _contained(matrix: sparse.csr_array) -> Bools:
    """Rows of a 0/1 matrix whose ones lie within another row's."""
    common = (matrix @ matrix.T).tocoo()
    size = np.diff(matrix.indptr)
    inside = common.data >= size[common.row] - 0.5
    larger = (size[common.col] > size[common.row]) | (common.col < common.row)
    within = size == 0
    within[common.row[inside & larger & (common.row != common.col)]] = True
    return np.asarray(within)
