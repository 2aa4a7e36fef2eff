"""One need as a siting question, its engines, and who blocks it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pandas as pd
from scipy import sparse

from welfare_graph import actions as deeds
from welfare_graph.ecosystem import Ecosystem
from welfare_graph.errors import InfeasiblePlanError
from welfare_graph.gaps import NeedProblem, pairs, people_served, problem
from welfare_graph.kernels.coverage import Bools, Covering, Floats, Ints, Reach
from welfare_graph.kernels.seating import Places
from welfare_graph.plan._capacitated import places_program, solve_places, solve_places_center
from welfare_graph.plan._cover import cover_program, coverage_program, solve_cover, solve_coverage
from welfare_graph.plan._distance import median_program, solve_center, solve_median
from welfare_graph.plan._hosts import rank_hosts
from welfare_graph.plan._program import Program
from welfare_graph.plan._solved import Clock, Solved, unsettled
from welfare_graph.rules import Rules

__all__ = ["Siting", "siting_of", "siting_program", "solve_siting", "worth"]


@dataclass(frozen=True)
class Siting:
    """One need as a siting question: candidates first, standing services after them."""

    eco: Ecosystem
    rules: Rules
    need: NeedProblem
    candidates: list[str]
    hosts: pd.DataFrame
    people: Floats
    room: Floats
    area: Ints
    node: Ints
    minutes: Floats
    fixed: Ints

    @property
    def m(self) -> int:
        """Number of candidates."""
        return len(self.candidates)

    def matrix(self, nodes: Bools) -> Floats:
        """Minutes areas x nodes (infinite: out of reach) of the marked nodes, in order."""
        place = np.cumsum(nodes) - 1
        kept = nodes[self.node]
        table = np.full((len(self.people), int(nodes.sum())), np.inf)
        table[self.area[kept], place[self.node[kept]]] = self.minutes[kept]
        return table

    def distances(self) -> tuple[Floats, Floats]:
        """Minutes from areas with people to candidates, and to the nearest service that stands."""
        asked = np.flatnonzero(self.people > 0)
        standing = np.arange(len(self.room)) >= self.m
        base = self.matrix(standing & (self.room > 0))[asked].min(axis=1, initial=np.inf)
        return self.matrix(~standing)[asked], base

    def reach(self) -> Reach:
        """Candidates x areas within reach."""
        new = self.node < self.m
        return Reach.from_pairs(self.node[new], self.area[new], (self.m, len(self.people)))

    def already(self) -> Ints:
        """How many services that stand reach each area."""
        there = (self.node >= self.m) & (self.room[self.node] > 0)
        return np.bincount(self.area[there], minlength=len(self.people))

    def places(self) -> Places:
        """The same with what each node holds."""
        room = np.minimum(self.room, float(self.people.sum()))
        return Places(self.people, room, self.m, self.area, self.node, self.minutes, self.fixed)


def siting_of(eco: Ecosystem, asked: dict[str, Any]) -> Siting:
    """Open every candidate in a copy of the territory, and read there who reaches what."""
    rules, need, candidates = asked["rules"], asked["need"], asked["candidates"]
    hosts = rank_hosts(eco, need, candidates, rules, most=3) if rules.relational else None
    first = {} if hosts is None else dict(hosts[hosts["rank"] == 1][["area_id", "host_id"]].to_numpy())
    closed = asked["closed"]
    ids = deeds.name_services(eco, [need] * len(candidates), candidates)
    rows = pd.DataFrame({"action": "open", "need_id": need, "area_id": candidates, "service_id": ids})
    rows["host_id"] = pd.Series([first.get(area) for area in candidates], dtype="str")
    trial = deeds.apply(eco, rows.assign(quantity=asked["capacity"]), closed=closed).current()
    made = problem(trial, rules)
    part = made.needs[need]
    if not (part.demand > 0).any():
        raise ValueError(f"Nobody has the need {need!r}: add rows for it to the table demand.")
    area, service, minutes = part.area, part.service, part.minutes
    if asked["objective"] in {"median", "center"}:
        area, service, minutes = _any_time(trial, rules, part, sorted(trial.needs.index).index(need))
    names = made.services.ids[part.services]
    place = pd.Series(np.arange(len(ids)), index=ids)
    node = np.array(place.reindex(names), dtype=np.float64)
    standing = np.flatnonzero(np.isnan(node))
    node[standing] = len(ids) + np.arange(len(standing))
    room = np.empty(len(names))
    room[node.astype(np.int64)] = part.capacity
    kept = part.demand[area] > 0
    order = np.searchsorted(candidates, asked["fixed"])
    return Siting(
        eco,
        rules,
        part,
        candidates,
        pd.DataFrame() if hosts is None else hosts,
        part.demand,
        room,
        area[kept],
        node.astype(np.int64)[service[kept]],
        minutes[kept],
        order.astype(np.int64),
    )


def _any_time(trial: Ecosystem, rules: Rules, part: NeedProblem, row: int) -> tuple[Ints, Ints, Floats]:
    """Pairs of the need at any distance, as far as the other rules allow."""
    found = pairs(trial, rules, extra=np.inf)
    at = np.arange(found.start[row], found.start[row + 1])
    at = at[found.eligible[at] & found.related[at]]
    return found.area[at], np.searchsorted(part.services, found.service[at]), found.minutes[at]


def solve_siting(
    case: Siting, objective: str, k: int | None, capacity: float | None, gap: float, clock: Clock
) -> Solved:
    found = (
        _uncapacitated(case, objective, k, gap, clock)
        if capacity is None
        else _with_places(case, objective, k, gap, clock)
    )
    if found is None:
        raise _blocked(case, objective, capacity)
    return found


def _uncapacitated(case: Siting, objective: str, k: int | None, gap: float, clock: Clock) -> Solved | None:
    asked = np.flatnonzero(case.people > 0)
    if objective in {"median", "center"}:
        table, base = case.distances()
        assert k is not None
        if objective == "center":
            return solve_center(table, base, k, fixed=case.fixed, clock=clock, gap=gap)
        people = case.people[asked]
        return solve_median(table * people[:, None], base * people, k, fixed=case.fixed, gap=gap, clock=clock)
    reach, already = case.reach(), case.already()
    if objective == "all":
        left = asked[already[asked] == 0]
        part = reach.select(np.arange(case.m), left)
        if (part.counts(np.arange(case.m)) == 0).any():
            return None
        found = solve_cover(part, fixed=case.fixed, gap=gap if k is None else 0.0, clock=clock)
        if k is not None and found.bound > k + 1e-9:
            return None
        if k is not None and len(found.chosen) > k:
            raise unsettled(f"The fewest nodes found that reach everybody are {len(found.chosen)}, not {k}.")
        return found
    required = np.maximum((2 if objective == "backup" else 1) - already, 0)
    assert k is not None
    return solve_coverage(reach, case.people, required, k, fixed=case.fixed, gap=gap, clock=clock)


def _with_places(case: Siting, objective: str, k: int | None, gap: float, clock: Clock) -> Solved | None:
    """Solve with places, from what is best as if they never filled."""
    places = case.places()
    if objective == "center":
        assert k is not None
        return solve_places_center(places, k, gap=gap, clock=clock)
    loose = replace(case, room=np.full(len(case.room), np.inf))
    count = None if objective == "all" else k
    rough = _uncapacitated(loose, objective, count, 0.05, Clock(min(clock.left / 4, 5.0)))
    if rough is None:
        return None
    return solve_places(places, objective, k, gap=gap, clock=clock, start=rough.chosen, loose=rough.bound)


def _blocked(case: Siting, objective: str, capacity: float | None) -> InfeasiblePlanError:
    """Name the areas that no candidate serves, and the rule that keeps them out."""
    names = case.eco.areas.index.sort_values()
    reached = np.zeros(len(case.people), dtype=np.bool_)
    reached[case.area] = True
    need = case.need.need_id
    lost = np.flatnonzero((case.people > 0) & ~reached)
    if len(lost):
        rule = "relation" if case.rules.relational else "minutes"
        blocking = pd.DataFrame({"need_id": need, "area_id": names[lost], "rule": rule})
        shown = ", ".join(names[lost][:5]) + (" and others" if len(lost) > 5 else "")
        message = (
            f"Nobody in {shown} can be reached for the need {need!r} by any candidate ({rule}). "
            f"Allow more candidates, more minutes or steps, or use objective='coverage'."
        )
        return InfeasiblePlanError(message, blocking)
    rule = "k" if capacity is None else "capacity"
    areas = names[np.flatnonzero(case.people > 0)]
    blocking = pd.DataFrame({"need_id": need, "area_id": areas, "rule": rule})
    more = "more nodes" if capacity is None else "more nodes or more places a node"
    message = (
        f"No choice of candidates serves everybody's need {need!r} in {len(areas)} areas "
        f"(objective={objective!r}, rule: {rule}). Allow {more}, or use objective='coverage'."
    )
    return InfeasiblePlanError(message, blocking)


def siting_program(case: Siting, asked: dict[str, Any], target: float) -> tuple[Program, float]:
    """The question as one program with candidates first, and the part of the objective that is constant.

    Coverage and backup are the constant less the cost; the others the constant and the cost. For "center",
    the program holds where nobody is farther than the target.
    """
    objective, k = asked["objective"], asked["k"]
    if asked["capacity"] is not None:
        places = case.places()
        if objective == "center":
            return _exactly(places_program(places.within(target), "all", k), case.m, k, free=True), 0.0
        return places_program(places, objective, k), 0.0
    if objective in {"median", "center"}:
        table, base = case.distances()
        if objective == "median":
            people = case.people[case.people > 0]
            return _fixed(median_program(table * people[:, None], base * people, k), case), 0.0
        far = np.flatnonzero(base > target + 1e-9)
        area, candidate = np.nonzero(table[far] <= target + 1e-9)
        near = cover_program(Reach.from_pairs(candidate, area, (case.m, len(far))))
        return _fixed(_exactly(near, case.m, k, free=True), case), 0.0
    already = case.already()
    asks = case.people > 0
    if objective == "all":
        left = np.flatnonzero(asks & (already == 0))
        return _fixed(cover_program(case.reach().select(np.arange(case.m), left)), case), 0.0
    required = np.maximum((2 if objective == "backup" else 1) - already, 0)
    left = np.flatnonzero(asks & (required > 0))
    part = case.reach().select(np.arange(case.m), left)
    program = coverage_program(Covering(part, case.people[left], required[left], k))
    constant = float(case.people[asks & (required == 0)].sum())
    return _fixed(_exactly(program, case.m, k), case), constant


def _fixed(program: Program, case: Siting) -> Program:
    lower = program.lower.copy()
    lower[case.fixed] = 1.0
    return replace(program, lower=lower)


def _exactly(program: Program, m: int, k: int, *, free: bool = False) -> Program:
    """Open exactly k; `free` takes the old cost off."""
    row = np.zeros(len(program.cost))
    row[:m] = 1.0
    return replace(
        program,
        cost=np.zeros(len(row)) if free else program.cost,
        matrix=sparse.csr_array(sparse.vstack([program.matrix, sparse.csr_array(row[None, :])])),
        row_lower=np.concatenate([program.row_lower, [float(k)]]),
        row_upper=np.concatenate([program.row_upper, [float(k)]]),
    )


def worth(case: Siting, chosen: Ints, objective: str, capacity: float | None) -> float | None:
    """The objective of a choice, counted afresh from the pairs; None where only a program can say."""
    if objective == "all":
        return float(len(chosen))
    open_node = np.concatenate([np.zeros(case.m, dtype=np.bool_), case.room[case.m :] > 0])
    open_node[chosen] = True
    kept = open_node[case.node]
    if capacity is not None:
        if objective != "coverage":
            return None
        return people_served(case.area[kept], case.node[kept], case.people, case.room)
    if objective in {"coverage", "backup"}:
        counts = np.bincount(case.area[kept], minlength=len(case.people))
        return float(case.people[counts >= (2 if objective == "backup" else 1)].sum())
    nearest = np.full(len(case.people), np.inf)
    np.minimum.at(nearest, case.area[kept], case.minutes[kept])
    asked = case.people > 0
    if objective == "median":
        return float((nearest[asked] * case.people[asked]).sum())
    return float(nearest[asked].max(initial=0.0))
