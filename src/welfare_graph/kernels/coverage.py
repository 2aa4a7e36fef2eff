"""Maximum coverage on arrays: greedy and swap from below, a Lagrangian bound from above.

Candidates are rows of a sparse 0/1 reach matrix, areas its columns. An area counts when at least
``required`` of the chosen candidates reach it (1: covered; 2: covered with a backup).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

__all__ = [
    "Bound",
    "Covering",
    "Reach",
    "bound_coverage",
    "fixable",
    "greedy_coverage",
    "improve_coverage",
    "swap_coverage",
]

EARLY = 0.5
"""Part of its even share that an area pays for a candidate that does not yet cover it."""

TINY = 1e-12
"""What a direction without length is divided by: it leads nowhere."""

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]


@dataclass(frozen=True)
class Reach:
    """Which candidate reaches which area, by candidate and by area."""

    n_candidates: int
    n_areas: int
    indptr: Ints
    indices: Ints

    @classmethod
    def from_pairs(cls, candidates: Ints, areas: Ints, shape: tuple[int, int]) -> Reach:
        """Build from pairs of positions; a repeated pair counts once."""
        ones = np.ones(len(candidates), dtype=np.int8)
        matrix = sparse.csr_array((ones, (candidates, areas)), shape=shape)
        matrix.sum_duplicates()
        matrix.sort_indices()
        return cls(shape[0], shape[1], matrix.indptr.astype(np.int64), matrix.indices.astype(np.int64))

    @cached_property
    def matrix(self) -> sparse.csr_array:
        """Candidates x areas, ones."""
        data = np.ones(len(self.indices))
        shape = (self.n_candidates, self.n_areas)
        return sparse.csr_array((data, self.indices, self.indptr), shape=shape)

    @cached_property
    def by_area(self) -> tuple[Ints, Ints]:
        """``indptr`` and ``indices`` of the transposed matrix."""
        turned = self.matrix.T.tocsr()
        turned.sort_indices()
        return turned.indptr.astype(np.int64), turned.indices.astype(np.int64)

    def areas_of(self, candidates: Ints) -> Ints:
        """Areas reached by each of the candidates, one after the other."""
        return gather(self.indptr, self.indices, candidates)

    def candidates_of(self, areas: Ints) -> Ints:
        """Candidates that reach each of the areas, one after the other."""
        return gather(*self.by_area, areas)

    def counts(self, chosen: Ints) -> Ints:
        """How many of the chosen candidates reach each area."""
        return np.bincount(self.areas_of(chosen), minlength=self.n_areas)

    def select(self, candidates: Ints, areas: Ints) -> Reach:
        """The part of the matrix with these candidates and areas, in the order given."""
        part = self.matrix[candidates][:, areas].tocsr()
        part.sort_indices()
        rows, columns = part.shape
        return Reach(rows, columns, part.indptr.astype(np.int64), part.indices.astype(np.int64))


@dataclass(frozen=True)
class Covering:
    """What to cover: who reaches what, the weight of an area, how many it needs, how many may be chosen."""

    reach: Reach
    weights: Floats
    required: Ints
    k: int

    @classmethod
    def of_all(cls, reach: Reach) -> Covering:
        """Every area once, all weighing the same, by as many candidates as it takes."""
        needed = np.ones(reach.n_areas, dtype=np.int64)
        return cls(reach, np.ones(reach.n_areas), needed, reach.n_candidates)

    def worth(self, chosen: Ints) -> float:
        """Weight of the areas that enough of the chosen candidates reach."""
        return float(self.weights[self.reach.counts(chosen) >= self.required].sum())


@dataclass(frozen=True)
class Bound:
    """An upper bound on the weight covered, with the prices that prove it."""

    value: float
    prices: Floats
    profits: Floats
    rounds: int


def gather(indptr: Ints, indices: Ints, rows: Ints) -> Ints:
    """Concatenate ``indices[indptr[r]:indptr[r + 1]]`` over the rows."""
    starts = indptr[rows]
    lengths = indptr[rows + 1] - starts
    ends = np.cumsum(lengths)
    if len(ends) == 0 or ends[-1] == 0:
        return np.empty(0, dtype=np.int64)
    offsets = np.repeat(starts - (ends - lengths), lengths)
    return np.asarray(indices[offsets + np.arange(ends[-1])])


def greedy_coverage(case: Covering, start: Ints | None = None) -> Ints:
    """Choose up to k candidates one at a time, each adding most weight (ties: lowest position).

    The gains are kept current instead of being recomputed, so the whole run touches each pair once per
    required count. An area that needs two candidates pays half its weight for the first.
    """
    state = _Gains(case, start)
    state.refill(case.k)
    return np.flatnonzero(state.inside)


def swap_coverage(case: Covering, chosen: Ints, *, passes: int = 20) -> Ints:
    """Exchange one chosen candidate for one outside while that adds weight (first improvement).

    Where areas need more than one, the first of them counts its share, then hardly anything.
    """
    for early in (1.0, EARLY)[: int(case.required.max(initial=0))]:
        state = _Gains(case, chosen, early)
        for _ in range(passes):
            if not state.exchange(np.flatnonzero(state.inside)):
                break
        found = np.flatnonzero(state.inside)
        chosen = found if case.worth(found) >= case.worth(chosen) else chosen
    return chosen


def improve_coverage(
    case: Covering,
    chosen: Ints,
    *,
    rounds: int = 400,
    seed: int = 0,
    expired: Callable[[], bool] = lambda: False,
) -> Ints:
    """Rebuild one neighbourhood of the choice after the other, keeping what is not worse.

    Each round takes out a few neighbouring candidates, refills with some noise and exchanges around there.
    Neighbourhoods are drawn around areas not covered, if any.
    """
    rng = np.random.default_rng(seed)
    state = _Gains(case, chosen, EARLY)
    size = len(chosen)
    for _ in range(rounds if size > 1 else 0):
        if expired():
            break
        value = state.value()
        before = state.inside.copy()
        near = state.neighbours(state.draw(rng), rng)
        dropped = rng.permutation(near)[:6]
        for candidate in dropped:
            state.remove(int(candidate))
        state.refill(size, 1.0 + 0.3 * (rng.random(case.reach.n_candidates) - 0.5))
        inside = np.flatnonzero(state.inside & ~before)
        for _ in range(2):
            if not state.exchange(np.union1d(inside, near[state.inside[near]])):
                break
            inside = np.flatnonzero(state.inside & ~before)
        if state.value() < value - state.tolerance or state.inside.sum() < size:
            state.restore(before)
    return np.flatnonzero(state.inside)


class _Gains:
    """What each candidate would add, kept current while candidates come and go.

    An area pays its even share for each candidate that it needs, or where ``early`` is below 1 that part of
    the share, and the rest of its weight for the last.
    """

    def __init__(self, case: Covering, start: Ints | None = None, early: float = 1.0) -> None:
        reach, weights, required = case.reach, case.weights, case.required
        self.reach = reach
        self.weights = weights
        self.required = required
        first = early * weights / np.maximum(required, 1)
        last = weights - np.maximum(required - 1, 0) * first
        self.prices = np.stack([np.zeros(reach.n_areas), last, first])
        self.counts = np.zeros(reach.n_areas, dtype=np.int64)
        self.pays = self._pay(np.arange(reach.n_areas))
        self.gains = reach.matrix @ self.pays
        self.tolerance = 1e-9 * max(1.0, float(weights.sum()))
        self.inside = np.zeros(reach.n_candidates, dtype=np.bool_)
        for candidate in np.empty(0, dtype=np.int64) if start is None else start:
            self.add(int(candidate))

    def value(self) -> float:
        """Weight covered now."""
        return float(self.weights[self.counts >= self.required].sum())

    def _pay(self, areas: Ints) -> Floats:
        """What each of the areas pays for one more candidate."""
        missing = self.required[areas] - self.counts[areas]
        return np.asarray(self.prices[np.minimum(np.maximum(missing, 0), 2), areas])

    def add(self, candidate: int) -> None:
        self._count(candidate, 1)
        self.inside[candidate] = True
        self.gains[candidate] = -np.inf

    def remove(self, candidate: int) -> None:
        self.inside[candidate] = False
        areas = self._count(candidate, -1)
        self.gains[candidate] = float(self.pays[areas].sum())

    def refill(self, k: int, noise: Floats | float = 1.0) -> None:
        """Add the candidate with the largest (noisy) gain until there are k or nothing is left to gain."""
        for _ in range(k - int(self.inside.sum())):
            best = int(np.argmax(self.gains * noise))
            if self.gains[best] <= self.tolerance:
                break
            self.add(best)

    def exchange(self, candidates: Ints) -> bool:
        """Replace each of the candidates by the best one outside where that is better; whether any was."""
        moved = False
        for candidate in candidates:
            self.remove(int(candidate))
            best = int(np.argmax(self.gains))
            better = self.gains[best] > self.gains[candidate] + self.tolerance
            self.add(best if better else int(candidate))
            moved |= bool(better)
        return moved

    def draw(self, rng: np.random.Generator) -> int:
        """Draw an area, every other time one that still misses candidates."""
        short = np.flatnonzero(self.counts < self.required)
        if len(short) and rng.random() < 0.5:
            return int(rng.choice(short))
        return int(rng.integers(self.reach.n_areas))

    def neighbours(self, area: int, rng: np.random.Generator) -> Ints:
        """Chosen candidates that share areas with those that reach the area."""
        reached = np.unique(self.reach.areas_of(self.reach.candidates_of(np.array([area]))))
        if len(reached) > 60:
            reached = rng.choice(reached, 60, replace=False)
        near = np.unique(self.reach.candidates_of(reached))
        return near[self.inside[near]]

    def restore(self, inside: Bools) -> None:
        """Go back to an earlier choice."""
        for candidate in np.flatnonzero(self.inside & ~inside):
            self.remove(int(candidate))
        for candidate in np.flatnonzero(inside & ~self.inside):
            self.add(int(candidate))

    def _count(self, candidate: int, step: int) -> Ints:
        """Count a candidate in or out; what its areas pay the others changes with it."""
        areas = self.reach.indices[self.reach.indptr[candidate] : self.reach.indptr[candidate + 1]]
        self.counts[areas] += step
        now = self._pay(areas)
        change = now - self.pays[areas]
        moved = change.nonzero()[0]
        if len(moved):
            changed = areas[moved]
            self.pays[changed] = now[moved]
            indptr, _ = self.reach.by_area
            each = np.repeat(change[moved], indptr[changed + 1] - indptr[changed])
            touched = self.reach.candidates_of(changed)
            self.gains += np.bincount(touched, weights=each, minlength=self.reach.n_candidates)
        return areas


def bound_coverage(
    case: Covering,
    chosen: Ints,
    *,
    gap: float = 0.0,
    rounds: int = 300,
    start: Bound | None = None,
    expired: Callable[[], bool] = lambda: False,
) -> Bound:
    """Bound the best weight k candidates can cover, by subgradient steps on the Lagrangian dual.

    Each area i has a price u_i in [0, w_i / r_i] that its coverage pays to the candidates reaching it; then
    no choice of k candidates covers more than sum_i (w_i - r_i u_i) + the k largest sums of prices.
    Steps are scaled by the weights and carry momentum; they stop when the bound is within ``gap`` of what
    ``chosen`` covers, after ``rounds``, or when ``expired``.
    """
    reach, required = case.reach, case.required
    incumbent = case.worth(chosen)
    limit = case.weights / required
    counts = reach.counts(chosen)
    prices = np.where(counts < required, limit, np.where(counts > required, 0.0, limit * 0.5))
    best = Bound(float(case.weights.sum()), limit, reach.matrix @ limit, 0) if start is None else start
    prices = prices if start is None else start.prices
    scale, idle, direction = 1.0, 0, np.zeros(len(prices))
    for step in range(1, rounds + 1):
        profits = reach.matrix @ prices
        top = _largest(profits, case.k)
        value = float((case.weights - required * prices).sum() + profits[top].sum())
        idle = 0 if value < best.value * (1 - 1e-5) else idle + 1
        if value < best.value:
            best = Bound(value, prices, profits, step)
        if best.value - incumbent <= gap * incumbent or scale < 1e-5 or expired():
            break
        if idle > 12:
            scale, idle, prices, direction = scale / 2, 0, best.prices, np.zeros(len(prices))
        slope = (reach.counts(top) - required).astype(np.float64)
        slope[((prices >= limit) & (slope < 0)) | ((prices <= 0) & (slope > 0))] = 0.0
        direction = 0.7 * direction + slope
        norm = max(float((direction * limit) @ direction), TINY)
        prices = np.clip(prices - scale * (value - incumbent) / norm * limit * direction, 0.0, limit)
    return best


def _largest(values: Floats, k: int) -> Ints:
    """Positions of the k largest values."""
    if k >= len(values):
        return np.arange(len(values))
    return np.argpartition(-values, k - 1)[:k] if k else np.empty(0, dtype=np.int64)


def fixable(bound: Bound, k: int, incumbent: float) -> tuple[Bools, Bools]:
    """Candidates that no choice better than the incumbent contains, and those that each such choice does.

    A candidate outside the k largest profits costs the bound the difference to the k-th when forced in; one
    inside costs the difference to the next when forced out.
    """
    profits = bound.profits
    out = np.zeros(len(profits), dtype=np.bool_)
    if not 0 < k < len(profits):
        return out, out.copy()
    order = np.sort(profits)[::-1]
    inside = profits >= order[k - 1]
    margin = 1e-7 * max(1.0, abs(incumbent))
    out = ~inside & (bound.value - order[k - 1] + profits < incumbent - margin)
    sure = (profits > order[k]) & (bound.value - profits + order[k] < incumbent - margin)
    return out, sure
