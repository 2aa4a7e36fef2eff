"""Which k candidates serve most when places fill: one mixed-integer program for every objective."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import replace

import numpy as np
from scipy import sparse

from welfare_graph.kernels.coverage import Floats, Ints
from welfare_graph.kernels.seating import Places
from welfare_graph.kernels.setcover import bound_cover
from welfare_graph.plan._choices import fill_near, first_choices, hopeless, seat_all
from welfare_graph.plan._program import Answer, Program, solve
from welfare_graph.plan._solved import Clock, Solved, proven, unsettled

__all__ = ["places_program", "solve_places", "solve_places_center"]

ROUNDS = 200
"""Steps of a bound on the nodes that reach everybody within so many minutes."""

FEW = 50
"""Candidates up to which plans with places are proven best whatever the gap."""


def solve_places(
    places: Places,
    objective: str,
    k: int | None,
    *,
    gap: float,
    clock: Clock,
    start: Ints | None = None,
    loose: float | None = None,
) -> Solved | None:
    """Choose nodes for one of coverage, backup, all, median; None where nothing keeps the rules.

    Coverage and backup are at most (people), all and median at least (nodes, person-minutes). `start` and
    `loose` are a choice and a bound found as if nodes never filled.
    """
    most = objective in {"coverage", "backup"}
    if not most and hopeless(places, k):
        return None
    program = places_program(places, objective, k)
    target = 0.0 if places.candidates <= FEW else gap
    answer = _at_once(program, places, target, clock)
    if answer is None:
        starts = first_choices(places, objective, k, clock, start)
        answer = _solve(program, places, target, clock, starts)
    if answer.status == "infeasible":
        return None
    if answer.solution is None:
        raise unsettled("No choice of nodes found has a place for everybody.")
    chosen = np.flatnonzero(answer.solution[: places.candidates] > 0.5)
    value = -answer.objective if most else answer.objective
    bounds = [_simple(places, objective, k), *([] if loose is None else [loose])]
    bound = min(-answer.bound, *bounds) if most else max(answer.bound, *bounds)
    if objective == "all":
        value, bound = float(len(chosen)), float(np.ceil(bound - 1e-6))
    ends = max(bound, value) if most else min(bound, value)
    if target == 0.0 and answer.status == "optimal":
        ends = value
    return proven(chosen, value, ends, "highs", gap)


def _simple(places: Places, objective: str, k: int | None) -> float:
    """A bound from people and places alone, for when time runs out before any other."""
    m, people = places.candidates, float(places.people.sum())
    stands, each = float(places.places[m:].sum()), float(places.places[:m].max(initial=0.0))
    if objective == "all":
        return float(np.ceil(max(people - stands, 0.0) / each - 1e-9)) if each > 0 else 0.0
    if objective == "median":
        return 0.0
    share = 2.0 if objective == "backup" else 1.0
    return min(people, (stands + each * (m if k is None else k)) / share)


def _at_once(program: Program, places: Places, gap: float, clock: Clock) -> Answer | None:
    """What HiGHS settles alone, where candidates are few; None where they are not or it takes long."""
    if places.candidates > FEW:
        return None
    answer = solve(program, gap=gap, time_limit=clock.left / 2)
    return None if answer.status == "time_limit" else answer


def _solve(program: Program, places: Places, gap: float, clock: Clock, starts: list[Ints]) -> Answer:
    """Solve from the flows that the best of the start choices allows; on time-out these are the answer."""
    known: Answer | None = None
    for start in starts:
        found = _flows(program, places, start)
        if found.solution is not None and (known is None or found.objective < known.objective):
            known = found
    answer = solve(program, gap=gap, time_limit=clock.left, start=None if known is None else known.solution)
    if known is None or answer.status == "infeasible" or answer.objective <= known.objective:
        return answer
    return Answer(known.solution, known.objective, answer.bound, "time_limit")


def _flows(program: Program, places: Places, chosen: Ints) -> Answer:
    """The best flows once the nodes are chosen."""
    lower, upper = program.lower.copy(), program.upper.copy()
    opened = np.zeros(places.candidates)
    opened[chosen] = 1.0
    lower[: places.candidates] = upper[: places.candidates] = opened
    none = np.zeros(len(program.cost), dtype=np.bool_)
    return solve(replace(program, lower=lower, upper=upper, integer=none))


def places_program(places: Places, objective: str, k: int | None) -> Program:
    """Variables: x (open), f (people from an area to a node), and for backup u (people served twice)."""
    n, m, arcs = len(places.people), places.candidates, len(places.area)
    twice = objective == "backup"
    width = m + arcs + (n if twice else 0)
    flow, double = m + np.arange(arcs), m + arcs + np.arange(n)
    rows = [_rows(places.area, flow, np.ones(arcs), (n, width))]
    served = (np.zeros(n), places.people) if objective not in {"all", "median"} else (places.people,) * 2
    if twice:
        rows[0] = rows[0] - _rows(np.arange(n), double, np.full(n, 2.0), (n, width))
        served = (np.zeros(n), np.zeros(n))
    lows, highs = [served[0]], [served[1]]
    nodes = len(places.places)
    full = _rows(places.node, flow, np.ones(arcs), (nodes, width))
    full = full - _rows(np.arange(m), np.arange(m), places.places[:m], (nodes, width))
    rows.append(full)
    lows.append(np.full(nodes, -np.inf))
    highs.append(np.concatenate([np.zeros(m), places.places[m:]]))
    new = np.flatnonzero(places.node < m)
    most = np.minimum(places.people[places.area[new]], places.places[places.node[new]])
    link = _rows(np.arange(len(new)), flow[new], np.ones(len(new)), (len(new), width))
    rows.append(link - _rows(np.arange(len(new)), places.node[new], most, (len(new), width)))
    lows.append(np.full(len(new), -np.inf))
    highs.append(np.zeros(len(new)))
    if twice:
        each = _rows(np.arange(arcs), flow, np.ones(arcs), (arcs, width))
        rows.append(each - _rows(np.arange(arcs), double[places.area], np.ones(arcs), (arcs, width)))
        lows.append(np.full(arcs, -np.inf))
        highs.append(np.zeros(arcs))
    if k is not None:
        rows.append(_rows(np.zeros(m, dtype=np.int64), np.arange(m), np.ones(m), (1, width)))
        lows.append(np.array([0.0 if objective == "all" else float(k)]))
        highs.append(np.array([float(k)]))
    lower = np.zeros(width)
    lower[places.fixed] = 1.0
    upper = np.concatenate([np.ones(m), places.people[places.area], places.people if twice else np.empty(0)])
    return Program(
        cost=_cost(places, objective, width),
        lower=lower,
        upper=upper,
        integer=np.arange(width) < m,
        matrix=sparse.csr_array(sparse.vstack(rows)),
        row_lower=np.concatenate(lows),
        row_upper=np.concatenate(highs),
    )


def _cost(places: Places, objective: str, width: int) -> Floats:
    m, arcs = places.candidates, len(places.area)
    cost = np.zeros(width)
    if objective == "coverage":
        cost[m : m + arcs] = -1.0
    elif objective == "backup":
        cost[m + arcs :] = -1.0
    elif objective == "all":
        cost[:m] = 1.0
    else:
        cost[m : m + arcs] = places.minutes
    return cost


def _rows(row: Ints, column: Ints, value: Floats, shape: tuple[int, int]) -> sparse.csr_array:
    return sparse.csr_array((value, (row, column)), shape=shape)


def solve_places_center(places: Places, k: int, *, gap: float, clock: Clock) -> Solved | None:
    """Choose k nodes that seat everybody within the least worst minutes, among those that occur."""
    values = np.unique(np.concatenate([places.minutes, [0.0]]))
    certain = bisect_left(values, True, key=lambda limit: not _never(places.within(limit), k))
    if certain == len(values):
        return None
    best: tuple[int, Ints] | None = None
    low, high = certain, len(values) - 1
    while low <= high:
        middle = (low + high) // 2
        chosen, sure = _within(places.within(float(values[middle])), k, clock, best is None)
        if chosen is not None:
            best, high = (middle, chosen), middle - 1
        else:
            low = middle + 1
            certain = low if sure else certain
    if best is None and certain == len(values):
        return None
    if best is None:
        raise unsettled("No choice of nodes found has a place for everybody.")
    worst, bound = float(values[best[0]]), float(values[min(certain, best[0])])
    return proven(fill_near(places, best[1], k), worst, bound, "bisection", gap)


def _never(places: Places, k: int) -> bool:
    """Whether counting places, or nodes as if they never filled, shows that k cannot seat everybody."""
    if hopeless(places, k):
        return True
    stands = np.bincount(places.area[places.node >= places.candidates], minlength=len(places.people))
    alone = np.flatnonzero((places.people > 0) & (stands == 0))
    part = places.reach.select(np.arange(places.candidates), alone)
    return len(alone) > 0 and bound_cover(part, k + 1, rounds=ROUNDS).value > k + 1e-6


def _within(places: Places, k: int, clock: Clock, first: bool) -> tuple[Ints | None, bool]:
    """Up to k nodes that seat everybody, and whether it is certain that there are none."""
    program = places_program(places, "all", k)
    program = replace(program, cost=np.zeros(len(program.cost)))
    answer = _at_once(program, places, 0.0, clock)
    if answer is None:
        chosen = seat_all(places, k, clock, patient=first)
        if chosen is not None:
            return chosen, False
        answer = solve(program, time_limit=clock.left / 2)
    if answer.solution is None:
        return None, answer.status == "infeasible"
    return np.flatnonzero(answer.solution[: places.candidates] > 0.5), False
