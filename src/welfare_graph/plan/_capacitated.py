"""Which k candidates serve most when places fill: one mixed-integer program for every objective."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from scipy import sparse

from welfare_graph.kernels.coverage import Floats, Ints
from welfare_graph.plan._program import Answer, Program, solve
from welfare_graph.plan._solved import Clock, Solved, proven, unsettled

__all__ = ["Places", "places_program", "solve_places", "solve_places_center"]

FEW = 50
"""Candidates up to which plans with places are proven best whatever the gap."""


@dataclass(frozen=True)
class Places:
    """Areas with people, nodes with places, and who reaches what.

    Nodes 0..`candidates`-1 may be opened, the others stand already; `area`, `node` and `minutes` are the
    pairs within reach.
    """

    people: Floats
    places: Floats
    candidates: int
    area: Ints
    node: Ints
    minutes: Floats
    fixed: Ints

    def within(self, limit: float) -> Places:
        """Keep the pairs within so many minutes."""
        near = self.minutes <= limit
        return replace(self, area=self.area[near], node=self.node[near], minutes=self.minutes[near])


def solve_places(
    places: Places, objective: str, k: int | None, *, gap: float, clock: Clock, start: Ints | None = None
) -> Solved | None:
    """Choose nodes for one of coverage, backup, all, median; None where nothing keeps the rules.

    Coverage and backup are at most (people), all and median at least (nodes, person-minutes).
    """
    program = places_program(places, objective, k)
    target = 0.0 if places.candidates <= FEW else gap
    most = objective in {"coverage", "backup"}
    answer = _solve(program, places, target, clock, start)
    if answer.status == "infeasible":
        return None
    if answer.solution is None:
        answer = _any(program, clock, answer.bound)
    assert answer.solution is not None
    chosen = np.flatnonzero(answer.solution[: places.candidates] > 0.5)
    value = -answer.objective if most else answer.objective
    simple = _simple(places, objective, k)
    bound = min(-answer.bound, simple) if most else max(answer.bound, simple)
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


def _any(program: Program, clock: Clock, bound: float) -> Answer:
    """Look for any plan at all once time is up: all rules, no objective."""
    answer = solve(replace(program, cost=np.zeros(len(program.cost))), time_limit=max(clock.left, 10.0))
    if answer.solution is None:
        raise unsettled()
    value = float(program.cost @ answer.solution)
    return Answer(answer.solution, value, bound, "time_limit")


def _solve(program: Program, places: Places, gap: float, clock: Clock, start: Ints | None) -> Answer:
    """Solve from the flows that the start choice allows; on time-out these are the answer."""
    known = None
    if start is not None:
        upper = program.upper.copy()
        lower = program.lower.copy()
        opened = np.zeros(places.candidates)
        opened[start] = 1.0
        lower[: places.candidates] = upper[: places.candidates] = opened
        none = np.zeros(len(program.cost), dtype=np.bool_)
        known = solve(replace(program, lower=lower, upper=upper, integer=none))
    values = None if known is None else known.solution
    answer = solve(program, gap=gap, time_limit=clock.left, start=values)
    if answer.solution is None and answer.status == "time_limit" and known is not None and values is not None:
        return Answer(values, known.objective, answer.bound, "time_limit")
    return answer


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
    best: tuple[float, Ints] | None = None
    low, high, certain = 0, len(values) - 1, 0
    while low <= high:
        middle = (low + high) // 2
        program = places_program(places.within(float(values[middle])), "all", k)
        count = solve(program, gap=0.0, time_limit=max(clock.left, 0.01))
        if count.solution is not None and count.objective <= k + 0.5:
            chosen = np.flatnonzero(count.solution[: places.candidates] > 0.5)
            best, high = (float(values[middle]), chosen), middle - 1
        else:
            low = middle + 1
            certain = low if count.status == "infeasible" else certain
    if best is None and certain >= len(values):
        return None
    if best is None:
        answer = _any(places_program(places, "all", k), clock, 0.0)
        assert answer.solution is not None
        used = answer.solution[places.candidates :] > 1e-9
        chosen = np.flatnonzero(answer.solution[: places.candidates] > 0.5)
        best = float(places.minutes[used].max(initial=0.0)), chosen
    spare = np.setdiff1d(np.arange(places.candidates), best[1])[: max(k - len(best[1]), 0)]
    chosen = np.sort(np.concatenate([best[1], spare]))
    bound = min(best[0], float(values[min(certain, len(values) - 1)]))
    return proven(chosen, best[0], bound, "bisection", gap)
