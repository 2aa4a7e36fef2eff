"""Which k candidates cover most: reduce, greedy and swap, Lagrangian bound, HiGHS on what is left."""

from __future__ import annotations

from dataclasses import replace
from typing import cast

import numpy as np
from scipy import sparse

from welfare_graph.kernels.coverage import (
    Bools,
    Bound,
    Covering,
    Floats,
    Ints,
    Reach,
    bound_coverage,
    fixable,
    greedy_coverage,
    improve_coverage,
    swap_coverage,
)
from welfare_graph.kernels.reduction import dominated_candidates, implied_areas, merge_areas
from welfare_graph.kernels.setcover import bound_cover, needless, search_cover, separate
from welfare_graph.plan._program import Program, solve
from welfare_graph.plan._solved import SMALL, Clock, Solved, proven

__all__ = ["cover_program", "coverage_program", "solve_cover", "solve_coverage"]

LEAN = 30_000
"""Pairs left of a set cover up to which HiGHS alone is quicker than the search."""

SURE = 640
"""Steps of search for a smaller cover that are made however little time there is."""

NONE = np.empty(0, dtype=np.int64)


def solve_coverage(
    reach: Reach,
    weights: Floats,
    required: Ints,
    k: int,
    *,
    fixed: Ints = NONE,
    gap: float = 1e-4,
    clock: Clock,
) -> Solved:
    """Choose exactly k candidates, ``fixed`` among them, that cover the largest weight.

    ``required`` is how many chosen candidates an area still needs (0: covered already). Up to 200 candidates
    the choice is proven optimal whatever the gap.
    """
    target = 0.0 if reach.n_candidates <= SMALL else gap
    missing = np.maximum(required - reach.counts(fixed), 0)
    constant = float(weights[missing == 0].sum())
    free = np.setdiff1d(np.arange(reach.n_candidates), fixed)
    part = reach.select(free, np.arange(reach.n_areas))
    case, _ = merge_areas(Covering(part, weights, missing, k - len(fixed)))
    found = _ladder(case, target, clock)
    chosen = np.concatenate([fixed, free[found.chosen]])
    chosen = _fill(reach, weights, chosen, k)
    return proven(chosen, found.objective + constant, found.bound + constant, found.method, gap)


def _ladder(case: Covering, gap: float, clock: Clock) -> Solved:
    """Climb until the gap is proven; say which step proved it."""
    reach, total = case.reach, float(case.weights.sum())
    if case.k >= reach.n_candidates or case.k <= 0 or reach.n_areas == 0:
        chosen = np.arange(reach.n_candidates) if reach.n_areas and case.k > 0 else NONE
        value = case.worth(chosen)
        return proven(chosen, value, value, "trivial", gap)
    chosen = swap_coverage(case, greedy_coverage(case))
    value = case.worth(chosen)
    if value >= total * (1 - 1e-12):
        return proven(chosen, value, value, "greedy", gap)
    whole = bool((case.weights == np.round(case.weights)).all())
    bound: Bound | None = None
    ladder = ((0, 120), (150, 300), (1000, 600))
    for rounds, steps in ladder if len(reach.indices) > 50_000 else ladder[:2]:
        chosen = improve_coverage(case, chosen, rounds=rounds, expired=clock.expired)
        value = case.worth(chosen)
        bound = bound_coverage(case, chosen, gap=gap, rounds=steps, start=bound, expired=clock.expired)
        upper = _whole(bound.value, whole)
        if _within(value, upper, gap) or clock.expired():
            return proven(chosen, value, max(upper, value), "lagrangian", gap)
    out, sure = fixable(cast("Bound", bound), case.k, value)
    best, highest = _branch(case, chosen, out, sure, gap, clock)
    best_value = case.worth(best)
    upper = max(best_value, min(upper, _whole(highest, whole)))
    return proven(best, best_value, upper, "highs", gap)


def _within(value: float, bound: float, gap: float) -> bool:
    return bound - value <= max(gap * abs(value), 1e-7 * max(1.0, abs(value)))


def _whole(bound: float, whole: bool) -> float:
    """Round the bound down where only whole values are possible."""
    return float(np.floor(bound + 1e-6)) if whole else bound


def _branch(
    case: Covering, chosen: Ints, out: Bools, sure: Bools, gap: float, clock: Clock
) -> tuple[Ints, float]:
    """Solve what the bound leaves open; the choice found (or the one given) and a bound on every choice."""
    value = case.worth(chosen)
    kept = np.flatnonzero(sure)
    left = np.maximum(case.required - case.reach.counts(kept), 0)
    constant = float(case.weights[left == 0].sum())
    free = np.flatnonzero(~out & ~sure)
    part = case.reach.select(free, np.arange(case.reach.n_areas))
    small, _ = merge_areas(Covering(part, case.weights, left, case.k - len(kept)))
    if small.required.max(initial=1) == 1:
        live = np.flatnonzero(~dominated_candidates(small.reach))
        free, part = free[live], small.reach.select(live, np.arange(small.reach.n_areas))
        small, _ = merge_areas(replace(small, reach=part))
    answer = solve(coverage_program(small), gap=gap, time_limit=clock.left)
    highest = max(value, constant - answer.bound) if np.isfinite(answer.bound) else np.inf
    if answer.solution is None:
        return chosen, highest
    picked = np.flatnonzero(answer.solution[: len(free)] > 0.5)
    trial = np.concatenate([kept, free[picked]])
    return (trial if case.worth(trial) > value else chosen), highest


def coverage_program(case: Covering) -> Program:
    """Choose x, count y: maximise w y with r_i y_i <= sum of x that reach i and at most k of x."""
    candidates, areas = case.reach.n_candidates, case.reach.n_areas
    turned = case.reach.matrix.T.tocsr()
    ones = sparse.csr_array(np.concatenate([np.ones(candidates), np.zeros(areas)])[None, :])
    needs = sparse.diags_array(case.required.astype(np.float64))
    matrix = sparse.vstack([sparse.hstack([-turned, needs]), ones])
    return Program(
        cost=np.concatenate([np.zeros(candidates), -case.weights]),
        lower=np.zeros(candidates + areas),
        upper=np.ones(candidates + areas),
        integer=np.concatenate([np.ones(candidates, dtype=np.bool_), case.required > 1]),
        matrix=sparse.csr_array(matrix),
        row_lower=np.full(areas + 1, -np.inf),
        row_upper=np.concatenate([np.zeros(areas), [float(case.k)]]),
    )


def _fill(reach: Reach, weights: Floats, chosen: Ints, k: int) -> Ints:
    """Add candidates where they give most people a second choice, until there are k."""
    short = k - len(chosen)
    if short <= 0:
        return chosen
    once = np.where(reach.counts(chosen) <= 1, weights, 0.0)
    order = np.argsort(-(reach.matrix @ once), kind="stable")
    extra = order[~np.isin(order, chosen)][:short]
    return np.concatenate([chosen, extra])


def solve_cover(
    reach: Reach, *, fixed: Ints = NONE, gap: float = 1e-4, clock: Clock, enough: int = 0
) -> Solved:
    """Choose the fewest candidates, ``fixed`` among them, that cover every area (each must be reachable).

    Stops early once a cover has at most ``enough`` candidates, or none can have so few.
    """
    left = np.flatnonzero(reach.counts(fixed) == 0)
    free = np.setdiff1d(np.arange(reach.n_candidates), fixed)
    part = reach.select(free, left)
    target = 0.0 if reach.n_candidates <= SMALL else gap
    found = _cover_ladder(part, target, clock, enough - len(fixed))
    chosen = np.concatenate([fixed, free[found.chosen]])
    size = float(len(chosen))
    return proven(chosen, size, found.bound + len(fixed), found.method, gap)


def _cover_ladder(reach: Reach, gap: float, clock: Clock, wanted: int) -> Solved:
    """Reduce; HiGHS alone where that is quick, else one part after the other."""
    if reach.n_areas == 0:
        return Solved(NONE, 0.0, 0.0, "optimal", "trivial")
    free, part = _reduce(reach)
    if len(part.indices) <= LEAN:
        found = _cover_exactly(part, gap, clock)
        if found is not None:
            return replace(found, chosen=free[found.chosen])
    labels = separate(part)
    single = not labels.any()
    parts = [_cover_part(part, np.flatnonzero(labels == label), gap, clock, wanted if single else -1)
             for label in range(labels.max() + 1)]  # fmt: skip
    chosen = np.concatenate([one.chosen for one in parts])
    lowest = sum(one.bound for one in parts)
    methods = {one.method for one in parts}
    method = "highs" if "highs" in methods else "lagrangian"
    return proven(free[chosen], float(len(chosen)), lowest, method, gap)


def _cover_exactly(reach: Reach, gap: float, clock: Clock) -> Solved | None:
    """The cover that HiGHS alone proves in half the time; None where it does not."""
    answer = solve(cover_program(reach), gap=gap, time_limit=clock.left / 2)
    if answer.solution is None or answer.status != "optimal":
        return None
    chosen = np.flatnonzero(answer.solution > 0.5)
    size = float(len(chosen))
    return proven(chosen, size, min(float(np.ceil(answer.bound - 1e-6)), size), "highs", gap)


def _cover_part(reach: Reach, members: Ints, gap: float, clock: Clock, wanted: int) -> Solved:
    """Search, bound; HiGHS on the candidates that a smaller cover could still contain."""
    areas = np.unique(reach.areas_of(members))
    part = reach.select(members, areas)
    cover = greedy_coverage(Covering.of_all(part))
    small = part.n_candidates <= SMALL
    steps = 2_000 if small else 150_000
    bound = bound_cover(part, len(cover), expired=clock.expired)
    lowest = float(np.ceil(bound.value - 1e-6))
    enough = max(wanted, int(np.ceil(lowest * (1 + (0.0 if small else gap)) - 1e-9)))
    half = Clock(clock.left / 2)
    cover = search_cover(part, cover, enough, steps=steps, sure=SURE, expired=half.expired)
    size = len(cover)
    settled = size <= enough or lowest > max(wanted, size - 1)
    if settled or 0 <= wanted < lowest or clock.expired():
        return proven(members[cover], float(size), min(lowest, float(size)), "lagrangian", gap)
    keep = np.flatnonzero(~needless(bound, size))
    program = cover_program(part.select(keep, np.arange(part.n_areas)))
    start = np.isin(keep, cover).astype(np.float64)
    answer = solve(program, gap=gap, time_limit=clock.left, start=start)
    if answer.status == "infeasible":
        return proven(members[cover], float(size), float(size), "highs", gap)
    if answer.solution is not None and round(answer.objective) < size:
        cover = keep[answer.solution > 0.5]
    lowest = min(float(len(cover)), max(lowest, float(np.ceil(answer.bound - 1e-6))))
    return proven(members[cover], float(len(cover)), lowest, "highs", gap)


def _reduce(reach: Reach) -> tuple[Ints, Reach]:
    """Drop dominated candidates and implied areas until neither is left."""
    free, part, before = np.arange(reach.n_candidates), reach, (-1, -1)
    while before != (part.n_candidates, part.n_areas):
        before = (part.n_candidates, part.n_areas)
        live = np.flatnonzero(~dominated_candidates(part))
        free, part = free[live], part.select(live, np.arange(part.n_areas))
        part = part.select(np.arange(len(live)), np.flatnonzero(~implied_areas(part)))
    return free, part


def cover_program(reach: Reach) -> Program:
    n = reach.n_candidates
    return Program(
        cost=np.ones(n),
        lower=np.zeros(n),
        upper=np.ones(n),
        integer=np.ones(n, dtype=np.bool_),
        matrix=sparse.csr_array(reach.matrix.T.tocsr()),
        row_lower=np.ones(reach.n_areas),
        row_upper=np.full(reach.n_areas, np.inf),
    )
