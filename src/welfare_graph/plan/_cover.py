"""Which k candidates cover most: reduce, greedy and swap, Lagrangian bound, HiGHS on what is left."""

from __future__ import annotations

from typing import cast

import numpy as np
from scipy import sparse

from welfare_graph.kernels.coverage import (
    Bools,
    Bound,
    Floats,
    Ints,
    Reach,
    bound_coverage,
    covered_weight,
    fixable,
    greedy_coverage,
    improve_coverage,
    swap_coverage,
)
from welfare_graph.kernels.reduction import dominated_candidates, implied_areas, merge_areas
from welfare_graph.kernels.setcover import bound_cover, needless, search_cover
from welfare_graph.plan._program import Program, solve
from welfare_graph.plan._solved import SMALL, Clock, Solved, proven

__all__ = ["cover_program", "coverage_program", "solve_cover", "solve_coverage"]

LEAN = 30_000
"""Pairs left of a set cover up to which HiGHS alone is quicker than the search."""

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
    budget = k - len(fixed)
    part, merged, needs, _ = merge_areas(reach.select(free, np.arange(reach.n_areas)), weights, missing)
    found = _ladder(part, merged, needs, budget, target, clock)
    chosen = np.concatenate([fixed, free[found.chosen]])
    chosen = _fill(reach, weights, chosen, k)
    return proven(chosen, found.objective + constant, found.bound + constant, found.method, gap)


def _ladder(reach: Reach, weights: Floats, required: Ints, k: int, gap: float, clock: Clock) -> Solved:
    """Climb until the gap is proven; say which step proved it."""
    total = float(weights.sum())
    if k >= reach.n_candidates or k <= 0 or reach.n_areas == 0:
        chosen = np.arange(reach.n_candidates) if reach.n_areas and k > 0 else NONE
        value = covered_weight(reach, weights, required, chosen)
        return proven(chosen, value, value, "trivial", gap)
    chosen = greedy_coverage(reach, weights, required, k)
    chosen = swap_coverage(reach, weights, required, chosen, NONE)
    value = covered_weight(reach, weights, required, chosen)
    if value >= total * (1 - 1e-12):
        return proven(chosen, value, value, "greedy", gap)
    whole = bool((weights == np.round(weights)).all())
    bound: Bound | None = None
    ladder = ((0, 120), (150, 300), (1000, 600))
    for rounds, steps in ladder if len(reach.indices) > 50_000 else ladder[:2]:
        chosen = improve_coverage(reach, weights, required, chosen, rounds=rounds, expired=clock.expired)
        value = covered_weight(reach, weights, required, chosen)
        bound = bound_coverage(
            reach, weights, required, k, chosen, gap=gap, rounds=steps, start=bound, expired=clock.expired
        )
        upper = _whole(bound.value, whole)
        if _within(value, upper, gap) or clock.expired():
            return proven(chosen, value, max(upper, value), "lagrangian", gap)
    out, sure = fixable(cast("Bound", bound), k, value)
    best, highest = _branch(reach, weights, required, k, chosen, out, sure, gap, clock)
    best_value = covered_weight(reach, weights, required, best)
    upper = max(best_value, min(upper, _whole(highest, whole)))
    return proven(best, best_value, upper, "highs", gap)


def _within(value: float, bound: float, gap: float) -> bool:
    return bound - value <= max(gap * abs(value), 1e-7 * max(1.0, abs(value)))


def _whole(bound: float, whole: bool) -> float:
    """Round the bound down where only whole values are possible."""
    return float(np.floor(bound + 1e-6)) if whole else bound


def _branch(
    reach: Reach,
    weights: Floats,
    required: Ints,
    k: int,
    chosen: Ints,
    out: Bools,
    sure: Bools,
    gap: float,
    clock: Clock,
) -> tuple[Ints, float]:
    """Solve what the bound leaves open; the choice found (or the one given) and a bound on every choice."""
    value = covered_weight(reach, weights, required, chosen)
    kept = np.flatnonzero(sure)
    left = np.maximum(required - reach.counts(kept), 0)
    constant = float(weights[left == 0].sum())
    free = np.flatnonzero(~out & ~sure)
    part, merged, needs, _ = merge_areas(reach.select(free, np.arange(reach.n_areas)), weights, left)
    if needs.max(initial=1) == 1:
        live = ~dominated_candidates(part)
        free, part = free[live], part.select(np.flatnonzero(live), np.arange(part.n_areas))
        part, merged, needs, _ = merge_areas(part, merged, needs)
    program = coverage_program(part, merged, needs, k - len(kept))
    answer = solve(program, gap=gap, time_limit=clock.left)
    highest = max(value, constant - answer.bound) if np.isfinite(answer.bound) else np.inf
    if answer.solution is None:
        return chosen, highest
    picked = np.flatnonzero(answer.solution[: part.n_candidates] > 0.5)
    trial = np.concatenate([kept, free[picked]])
    better = covered_weight(reach, weights, required, trial) > value
    return (trial if better else chosen), highest


def coverage_program(reach: Reach, weights: Floats, required: Ints, k: int) -> Program:
    """Choose x, count y: maximise w y with r_i y_i <= sum of x that reach i and at most k of x."""
    candidates, areas = reach.n_candidates, reach.n_areas
    turned = reach.matrix.T.tocsr()
    ones = sparse.csr_array(np.concatenate([np.ones(candidates), np.zeros(areas)])[None, :])
    matrix = sparse.vstack([sparse.hstack([-turned, sparse.diags_array(required.astype(float))]), ones])
    return Program(
        cost=np.concatenate([np.zeros(candidates), -weights]),
        lower=np.zeros(candidates + areas),
        upper=np.ones(candidates + areas),
        integer=np.concatenate([np.ones(candidates, dtype=np.bool_), required > 1]),
        matrix=sparse.csr_array(matrix),
        row_lower=np.full(areas + 1, -np.inf),
        row_upper=np.concatenate([np.zeros(areas), [float(k)]]),
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
    """Reduce, search, bound; HiGHS on the candidates that a smaller cover could still contain."""
    if reach.n_areas == 0:
        return Solved(NONE, 0.0, 0.0, "optimal", "trivial")
    free, part = _reduce(reach)
    ones, required = np.ones(part.n_areas), np.ones(part.n_areas, dtype=np.int64)
    cover = greedy_coverage(part, ones, required, part.n_candidates)
    bound = bound_cover(part, len(cover), expired=clock.expired)
    lowest = np.ceil(bound.value - 1e-6)
    small = part.n_candidates <= SMALL
    if len(part.indices) <= LEAN:
        answer = solve(cover_program(part), gap=gap, time_limit=clock.left / 2)
        if answer.solution is not None and answer.status == "optimal":
            chosen = np.flatnonzero(answer.solution > 0.5)
            lowest = max(lowest, float(np.ceil(answer.bound - 1e-6)))
            return proven(free[chosen], float(len(chosen)), min(lowest, float(len(chosen))), "highs", gap)
    half = Clock(clock.left / 2)
    enough = max(wanted, lowest if small else np.ceil(lowest * (1 + gap) - 1e-9))
    cover = search_cover(part, cover, int(enough), rounds=300 if small else 3000, expired=half.expired)
    settled = len(cover) <= max(lowest * (1 + gap), wanted) or lowest > max(wanted, len(cover) - 1)
    if settled or 0 <= wanted < lowest or clock.expired():
        return proven(free[cover], float(len(cover)), lowest, "lagrangian", gap)
    keep = np.flatnonzero(~needless(bound, len(cover)))
    answer = solve(cover_program(part.select(keep, np.arange(part.n_areas))), gap=gap, time_limit=clock.left)
    if answer.status == "infeasible":
        return proven(free[cover], float(len(cover)), float(len(cover)), "highs", gap)
    better = answer.solution is not None and round(answer.objective) < len(cover)
    if better and answer.solution is not None:
        cover = keep[answer.solution > 0.5]
    lowest = min(float(len(cover)), max(lowest, np.ceil(answer.bound - 1e-6)))
    return proven(free[cover], float(len(cover)), lowest, "highs", gap)


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
