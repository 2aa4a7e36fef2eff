"""Which k candidates bring people nearest: least total minutes (median), least worst minutes (center)."""

from __future__ import annotations

import numpy as np
from scipy import sparse

from welfare_graph.kernels.coverage import Floats, Ints, Reach
from welfare_graph.kernels.median import bound_median, open_in_vain, swap_median, total_cost
from welfare_graph.plan._cover import NONE, solve_cover
from welfare_graph.plan._program import Program, solve
from welfare_graph.plan._solved import SMALL, Clock, Solved, proven, unsettled

__all__ = ["median_program", "solve_center", "solve_median"]


def solve_median(
    cost: Floats, base: Floats, k: int, *, fixed: Ints = NONE, gap: float = 1e-4, clock: Clock
) -> Solved | None:
    """Choose k candidates, ``fixed`` among them, with the least total cost; None where none serves all.

    `cost` is areas x candidates (infinite: out of reach), `base` what an area pays at nodes that stay.
    """
    base = np.minimum(base, cost[:, fixed].min(axis=1, initial=np.inf))
    free = np.setdiff1d(np.arange(cost.shape[1]), fixed)
    target = 0.0 if cost.shape[1] <= SMALL else gap
    large, short, high = _finite(cost[:, free], base)
    start = _serving(short, high, large, k - len(fixed), clock)
    if start is None:
        return None
    found, bound, method = _median_ladder(short, high, start, target, clock)
    chosen = np.concatenate([fixed, free[found]])
    value = total_cost(cost, base, chosen)
    return proven(chosen, value, min(bound, value), method, gap)


def _finite(cost: Floats, base: Floats) -> tuple[float, Floats, Floats]:
    """Replace infinite costs by one larger than any plan that serves everybody."""
    worst = np.where(np.isfinite(cost), cost, 0.0).max(axis=1, initial=0.0)
    large = float(2.0 * np.maximum(worst, np.where(np.isfinite(base), base, 0.0)).sum() + 1.0)
    return large, np.where(np.isfinite(cost), cost, large), np.where(np.isfinite(base), base, large)


def _serving(cost: Floats, base: Floats, large: float, k: int, clock: Clock) -> Ints | None:
    """Choose k candidates that serve every area, at little cost; None where there are none.

    Where greed leaves an area out, a cover of those that nothing standing serves comes first.
    """
    if k <= 0 or k >= cost.shape[1]:
        chosen = np.arange(cost.shape[1]) if k > 0 else NONE
        return chosen if total_cost(cost, base, chosen) < large else None
    chosen = swap_median(cost, base, k, expired=clock.expired)
    if total_cost(cost, base, chosen) < large:
        return chosen
    alone = np.flatnonzero(base >= large)
    area, candidate = np.nonzero(cost[alone] < large)
    reach = Reach.from_pairs(candidate, area, (cost.shape[1], len(alone)))
    if len(np.unique(area)) < len(alone):
        return None
    cover = solve_cover(reach, gap=0.0, clock=Clock(clock.left / 2), enough=k)
    if cover.bound > k + 1e-9:
        return None
    if len(cover.chosen) > k:
        raise unsettled(f"The fewest nodes found that serve everybody are {len(cover.chosen)}, not {k}.")
    return swap_median(cost, base, k, start=cover.chosen, expired=clock.expired)


def _median_ladder(
    cost: Floats, base: Floats, chosen: Ints, gap: float, clock: Clock
) -> tuple[Ints, float, str]:
    """Prove a choice that serves everybody, or find a better one."""
    k = len(chosen)
    if k == 0 or k == cost.shape[1]:
        return chosen, total_cost(cost, base, chosen), "trivial"
    value = total_cost(cost, base, chosen)
    bound = bound_median(cost, base, k, value, gap=gap, expired=clock.expired)
    if value - bound.value <= max(gap * value, 1e-9 * max(1.0, value)) or clock.expired():
        return chosen, bound.value, "lagrangian"
    keep = np.flatnonzero(~open_in_vain(bound, k, value))
    if len(keep) * len(cost) > 400_000:
        return chosen, bound.value, "lagrangian"
    answer = solve(median_program(cost[:, keep], base, k), gap=gap, time_limit=clock.left)
    if answer.solution is not None:
        picked = keep[answer.solution[: len(keep)] > 0.5]
        if len(picked) == k and total_cost(cost, base, picked) < value:
            chosen = picked
    return chosen, max(bound.value, min(answer.bound, total_cost(cost, base, chosen))), "highs"


def median_program(cost: Floats, base: Floats, k: int) -> Program:
    """Open x, serve y: least cost with each area served once, only at open candidates or where it stands."""
    areas, candidates = cost.shape
    area, candidate = np.nonzero(cost < base[:, None])
    arcs = len(area)
    place = np.arange(arcs)
    ones = np.ones(arcs)
    served = sparse.csr_array((ones, (area, candidates + place)), shape=(areas, candidates + arcs))
    link = sparse.csr_array(
        (np.concatenate([ones, -ones]), (np.tile(place, 2), np.concatenate([candidates + place, candidate]))),
        shape=(arcs, candidates + arcs),
    )
    count = sparse.csr_array(np.concatenate([np.ones(candidates), np.zeros(arcs)])[None, :])
    stay = sparse.csr_array((np.ones(areas), (np.arange(areas), np.arange(areas))), shape=(areas, areas))
    empty = sparse.csr_array((arcs + 1, areas))
    matrix = sparse.vstack(
        [sparse.hstack([served, stay]), sparse.hstack([sparse.vstack([link, count]), empty])]
    )
    stands = np.isfinite(base)
    return Program(
        cost=np.concatenate([np.zeros(candidates), cost[area, candidate], np.where(stands, base, 0.0)]),
        lower=np.zeros(candidates + arcs + areas),
        upper=np.concatenate([np.ones(candidates + arcs), stands.astype(np.float64)]),
        integer=np.concatenate([np.ones(candidates, dtype=np.bool_), np.zeros(arcs + areas, dtype=np.bool_)]),
        matrix=sparse.csr_array(matrix),
        row_lower=np.concatenate([np.ones(areas), np.full(arcs, -np.inf), [float(k)]]),
        row_upper=np.concatenate([np.ones(areas), np.zeros(arcs), [float(k)]]),
    )


def solve_center(
    minutes: Floats, base: Floats, k: int, *, fixed: Ints = NONE, clock: Clock, gap: float = 1e-4
) -> Solved | None:
    """Choose k candidates that make the worst minutes over the areas least; None where none serves all.

    Searches among the minutes that occur; for each, whether k candidates cover all areas within it.
    """
    base = np.minimum(base, minutes[:, fixed].min(axis=1, initial=np.inf))
    values = np.unique(np.concatenate([minutes[np.isfinite(minutes)], base[np.isfinite(base)], [0.0]]))
    best: tuple[float, Ints] | None = None
    low, high = 0, len(values) - 1
    certain = 0
    while low <= high:
        middle = (low + high) // 2
        cover = _within(minutes, base, values[middle], fixed, clock, k)
        if cover is not None and len(cover.chosen) <= k:
            best, high = (float(values[middle]), cover.chosen), middle - 1
        elif cover is None or cover.bound > k + 1e-9:
            low = certain = middle + 1
        else:
            low = middle + 1
    if best is None and certain < len(values):
        raise unsettled("How few nodes are within reach of everybody was not settled.")
    if best is None:
        return None
    chosen = _fill_near(minutes, best[1], k)
    value = float(np.minimum(base, minutes[:, chosen].min(axis=1, initial=np.inf)).max(initial=0.0))
    bound = float(values[min(certain, len(values) - 1)])
    return proven(chosen, value, min(bound, value), "bisection", gap)


def _within(minutes: Floats, base: Floats, limit: float, fixed: Ints, clock: Clock, k: int) -> Solved | None:
    """Cover the areas within the limit; None where an area has no candidate within it."""
    far = np.flatnonzero(base > limit)
    near = minutes[far] <= limit
    if len(far) and not near.any(axis=1).all():
        return None
    area, candidate = np.nonzero(near)
    reach = Reach.from_pairs(candidate, area, (minutes.shape[1], len(far)))
    return solve_cover(reach, fixed=fixed, gap=0.0, clock=clock, enough=k)


def _fill_near(minutes: Floats, chosen: Ints, k: int) -> Ints:
    """Add the candidates that lower total minutes most, until there are k."""
    current = list(chosen)
    now = minutes[:, chosen].min(axis=1, initial=np.inf)
    while len(current) < k:
        ahead = np.minimum(minutes, now[:, None])
        gains = -np.where(np.isfinite(ahead), ahead, 1e9).sum(axis=0)
        gains[current] = -np.inf
        current.append(int(np.argmax(gains)))
        now = np.minimum(now, minutes[:, current[-1]])
    return np.sort(np.array(current, dtype=np.int64))
