"""The fewest candidates that cover everything: a search from above, a Lagrangian bound from below."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from scipy import sparse
from scipy.sparse.csgraph import connected_components

from welfare_graph.kernels.coverage import TINY, Bools, Floats, Ints, Reach

__all__ = ["CoverBound", "bound_cover", "needless", "search_cover", "separate"]


@dataclass(frozen=True)
class CoverBound:
    """A lower bound on the number of candidates, with the reduced costs behind it."""

    value: float
    reduced: Floats


def separate(reach: Reach) -> Ints:
    """Label candidates by parts that share no area; the fewest of the whole are the fewest of each part."""
    table = reach.matrix
    both = sparse.block_array([[None, table], [table.T, None]], format="csr")
    _, labels = connected_components(both, directed=False)
    return np.asarray(labels[: reach.n_candidates], dtype=np.int64)


def bound_cover(
    reach: Reach, size: int, *, rounds: int = 3000, expired: Callable[[], bool] = lambda: False
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
        if idle > 25:
            scale, idle, prices, direction = scale * 0.7, 0, kept, np.zeros(reach.n_areas)
        slope = 1.0 - turned @ inside.astype(np.float64)
        slope[(prices <= 0) & (slope < 0)] = 0.0
        direction = 0.8 * direction + slope
        norm = max(float(direction @ direction), TINY)
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
    steps: int = 100_000,
    sure: int = 0,
    seed: int = 0,
    expired: Callable[[], bool] = lambda: False,
) -> Ints:
    """Take candidates out one at a time and repair by weighted exchanges, down to ``least`` or ``steps``.

    ``expired`` ends it too, but not before ``sure`` steps.
    Each step takes out the candidate whose loss weighs least, draws an area not covered, lets in the
    candidate that gives most there, and makes what is still uncovered weigh more, so that areas that are
    hard to keep come to count (row weighting: Gao, Weise and Li 2015).
    """
    best, state = start, _Exchange(reach, start)
    draws = np.random.default_rng(seed).random(steps)
    for step, draw in enumerate(draws.tolist()):
        while not len(state.bare):
            best = state.chosen()
            if len(best) <= max(least, 1):
                return best
            state.remove(int(np.argmin(state.loss)))
        if step >= sure and step % 64 == 0 and expired():
            break
        state.exchange(draw, step)
    return best if len(state.bare) else state.chosen()


class _Exchange:
    """A choice with what each candidate in it alone covers, in weights that grow where nobody does.

    ``owner`` sums the positions of the chosen that reach an area: where one does, it is that one.
    """

    def __init__(self, reach: Reach, start: Ints) -> None:
        self.reach = reach
        self.starts, self.reachers = reach.by_area
        self.weights = np.ones(reach.n_areas)
        self.counts = np.zeros(reach.n_areas, dtype=np.int64)
        self.owner = np.zeros(reach.n_areas, dtype=np.int64)
        self.loss = np.full(reach.n_candidates, np.inf)
        self.when = np.full(reach.n_candidates, -1, dtype=np.int64)
        self.bare: Ints = np.arange(reach.n_areas)
        self.last = -1
        for candidate in start.tolist():
            self.add(candidate)

    def chosen(self) -> Ints:
        """Positions of the choice."""
        return np.flatnonzero(np.isfinite(self.loss))

    def _areas(self, candidate: int) -> Ints:
        return self.reach.indices[self.reach.indptr[candidate] : self.reach.indptr[candidate + 1]]

    def add(self, candidate: int) -> None:
        """Let a candidate in."""
        areas = self._areas(candidate)
        counts = self.counts[areas]
        shared = areas[counts == 1]
        np.subtract.at(self.loss, self.owner[shared], self.weights[shared])
        self.loss[candidate] = float(self.weights[areas[counts == 0]].sum())
        self.counts[areas] = counts + 1
        self.owner[areas] += candidate
        self.bare = self.bare[self.counts[self.bare] == 0]

    def remove(self, candidate: int) -> None:
        """Take a candidate out."""
        areas = self._areas(candidate)
        counts = self.counts[areas] - 1
        self.counts[areas] = counts
        self.owner[areas] -= candidate
        alone = areas[counts == 1]
        np.add.at(self.loss, self.owner[alone], self.weights[alone])
        self.loss[candidate] = np.inf
        self.bare = np.concatenate([self.bare, areas[counts == 0]])

    def exchange(self, draw: float, step: int) -> None:
        """Take the least missed out (not the last that came in), and let one in for an uncovered area."""
        chosen = self.chosen()
        chosen = chosen[chosen != self.last] if len(chosen) > 1 else chosen
        loss = self.loss[chosen]
        gone = self._oldest(chosen[loss <= loss.min() + 1e-9])
        self.remove(gone)
        self.when[gone] = step
        area = int(self.bare[int(draw * len(self.bare))])
        able = self.reachers[self.starts[area] : self.starts[area + 1]]
        gains = self._gains(able[able != gone] if len(able) > 1 else able)
        self.last = self._oldest(gains)
        self.add(self.last)
        self.when[self.last] = step
        self.weights[self.bare] += 1.0

    def _gains(self, able: Ints) -> Ints:
        """Those of the candidates that cover most of what nobody covers, by weight."""
        reachers = self.reach.candidates_of(self.bare)
        lengths = self.starts[self.bare + 1] - self.starts[self.bare]
        found = np.bincount(
            reachers, weights=np.repeat(self.weights[self.bare], lengths), minlength=self.reach.n_candidates
        )[able]
        return np.asarray(able[found >= found.max() - 1e-9])

    def _oldest(self, candidates: Ints) -> int:
        return int(candidates[np.argmin(self.when[candidates])])
