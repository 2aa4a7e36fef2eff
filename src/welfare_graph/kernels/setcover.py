"""The fewest candidates that cover everything: a search from above, a Lagrangian bound from below."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from welfare_graph.kernels.coverage import (
    Bools,
    Floats,
    Ints,
    Reach,
    covered_weight,
    greedy_coverage,
    improve_coverage,
)

__all__ = ["CoverBound", "bound_cover", "needless", "search_cover"]


@dataclass(frozen=True)
class CoverBound:
    """A lower bound on the number of candidates, with the reduced costs behind it."""

    value: float
    reduced: Floats


def bound_cover(
    reach: Reach, size: int, *, rounds: int = 800, expired: Callable[[], bool] = lambda: False
) -> CoverBound:
    """Bound the number of candidates that cover every area, by subgradient steps on the Lagrangian dual.

    With a price u_i >= 0 on each area, every cover has at least sum_i u_i + sum_j min(0, 1 - sum of prices
    that j reaches) candidates. ``size`` is that of a known cover. Stops once no smaller cover can exist.
    """
    indptr, indices = reach.by_area
    sizes = np.diff(reach.indptr)
    prices = 1.0 / np.maximum.reduceat(sizes[indices], indptr[:-1]).astype(np.float64)
    best, kept = CoverBound(0.0, np.ones(reach.n_candidates)), prices
    scale, idle, direction = 1.0, 0, np.zeros(reach.n_areas)
    turned = reach.matrix.T.tocsr()
    for _ in range(rounds):
        reduced = 1.0 - reach.matrix @ prices
        inside = reduced < 0
        value = float(prices.sum() + reduced[inside].sum())
        idle = 0 if value > best.value * (1 + 1e-5) else idle + 1
        if value > best.value:
            best, kept = CoverBound(value, reduced), prices
        if best.value > size - 1 + 1e-6 or scale < 1e-5 or expired():
            break
        if idle > 15:
            scale, idle, prices, direction = scale / 2, 0, kept, np.zeros(reach.n_areas)
        slope = 1.0 - turned @ inside.astype(np.float64)
        slope[(prices <= 0) & (slope < 0)] = 0.0
        direction = 0.8 * direction + slope
        norm = float(direction @ direction)
        if norm <= 0:
            break
        prices = np.clip(prices + scale * (size - value) / norm * direction, 0.0, 1.0)
    return best


def needless(bound: CoverBound, size: int) -> Bools:
    """Candidates that no cover smaller than ``size`` contains."""
    return np.ceil(bound.value + np.maximum(bound.reduced, 0.0) - 1e-6) >= size


def search_cover(
    reach: Reach,
    start: Ints,
    least: int,
    *,
    rounds: int = 3000,
    expired: Callable[[], bool] = lambda: False,
) -> Ints:
    """Take candidates out one at a time and repair what is uncovered, down to ``least`` or until stuck."""
    ones, required = np.ones(reach.n_areas), np.ones(reach.n_areas, dtype=np.int64)
    cover = start
    while len(cover) > max(least, 1) and not expired():
        trial = np.delete(cover, _cheapest(reach, cover))
        trial = improve_coverage(
            reach, ones, required, trial, rounds=rounds, target=reach.n_areas, expired=expired
        )
        if covered_weight(reach, ones, required, trial) < reach.n_areas:
            trial = greedy_coverage(reach, ones, required, len(cover), start=trial)
            if len(trial) >= len(cover) or covered_weight(reach, ones, required, trial) < reach.n_areas:
                break
        cover = trial
    return cover


def _cheapest(reach: Reach, cover: Ints) -> int:
    """Position in the cover of the candidate that alone covers fewest areas."""
    counts = reach.counts(cover)
    areas = reach.areas_of(cover)
    owner = np.repeat(np.arange(len(cover)), reach.indptr[cover + 1] - reach.indptr[cover])
    return int(np.argmin(np.bincount(owner[counts[areas] == 1], minlength=len(cover))))
