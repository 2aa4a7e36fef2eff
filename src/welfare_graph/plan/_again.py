"""One more plan, as different as can be from those before, and nearly as good."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd
from scipy import sparse

from welfare_graph.ecosystem import Ecosystem
from welfare_graph.kernels.coverage import Floats
from welfare_graph.plan._joint import case_of, limits_of, plan_of
from welfare_graph.plan._model import Model, read_choice
from welfare_graph.plan._plan import Plan
from welfare_graph.plan._program import Program, solve
from welfare_graph.plan._sites import plan_of_sites
from welfare_graph.plan._siting import siting_of, siting_program
from welfare_graph.plan._solved import Clock, Solved

__all__ = ["again", "keys_of"]

_SAME = ("action", "need_id", "area_id", "service_id", "source", "target")

Key = tuple[Any, ...]


def keys_of(rows: pd.DataFrame) -> list[Key]:
    """What makes an action the same: need, area and ends; places and host apart."""
    plain = rows.assign(service_id=rows["service_id"].where(rows["action"] == "expand"))
    return [tuple("" if value != value else value for value in row) for row in plain[list(_SAME)].to_numpy()]


def again(
    eco: Ecosystem, plan: Plan, before: Sequence[pd.DataFrame], within: float, time_limit: float
) -> Plan | None:
    """Find a plan within the share that shares fewest actions with those before; None: no other is left."""
    clock = Clock(time_limit)
    if plan.parameters["kind"] == "sites":
        return _other_sites(eco, plan, before, within, clock)
    return _other_joint(eco, plan, before, within, clock)


def _nearest(program: Program, shared: Floats, least: float, sets: Sequence[list[int]]) -> Program:
    """Minimise what is shared, with the old objective kept and no set before taken whole."""
    width = len(program.cost)
    rows = [program.matrix, sparse.csr_array(program.cost[None, :])]
    high = [least]
    for columns in sets:
        row = np.zeros(width)
        row[columns] = 1.0
        rows.append(sparse.csr_array(row[None, :]))
        high.append(len(columns) - 1.0)
    return replace(
        program,
        cost=shared,
        matrix=sparse.csr_array(sparse.vstack(rows)),
        row_lower=np.concatenate([program.row_lower, np.full(len(high), -np.inf)]),
        row_upper=np.concatenate([program.row_upper, high]),
    )


def _other_sites(
    eco: Ecosystem, plan: Plan, before: Sequence[pd.DataFrame], within: float, clock: Clock
) -> Plan | None:
    case = siting_of(eco, plan.parameters)
    place = {area: position for position, area in enumerate(case.candidates)}
    sets = [[place[area] for area in rows["area_id"]] for rows in before]
    lower = plan.parameters["objective"] in {"all", "median", "center"}
    share = 1 + within if lower else 1 - within
    program, constant = siting_program(case, plan.parameters, plan.objective * share)
    shared = np.zeros(len(program.cost))
    for columns in sets:
        shared[columns] += 1.0
    limit = plan.objective * share - constant if lower else constant - plan.objective * share
    answer = solve(
        _nearest(program, shared, limit + 1e-7 * max(1.0, abs(limit)), sets), gap=1e-6, time_limit=clock.left
    )
    if answer.solution is None:
        return None
    chosen = np.flatnonzero(answer.solution[: case.m] > 0.5)
    return plan_of_sites(case, chosen, plan)


def _other_joint(
    eco: Ecosystem, plan: Plan, before: Sequence[pd.DataFrame], within: float, clock: Clock
) -> Plan | None:
    asked = plan.parameters
    case = case_of(eco, asked)
    model = Model(case, limits_of(case, asked))
    place = _columns(model)
    sets = [sorted({column for key in keys_of(rows) for column in place[key]}) for rows in before]
    program = model.program()
    shared = np.zeros(model.width)
    for columns in sets:
        shared[columns] += 1.0
    least = plan.objective * (1 - within)
    while True:
        wanted = _nearest(program, shared, -least + 1e-7 * max(1.0, least), [])
        wanted = _leave_one(wanted, model, before, place)
        answer = solve(wanted, gap=1e-6, time_limit=clock.left)
        if answer.solution is None:
            return None
        choice = read_choice(answer, model, plan.bound)
        if choice is None:
            program = model.program()
            continue
        if choice.value < least - 1e-6:
            return None
        found = Solved(np.empty(0, dtype=np.int64), choice.value, plan.bound, "gap_reached", "highs")
        return plan_of(case, replace(choice, bound=plan.bound), asked, found)


def _columns(model: Model) -> dict[Key, list[int]]:
    """Columns that stand for each action: the hosts of one spot together."""
    case = model.case
    place: dict[Key, list[int]] = {}
    for position, lever in enumerate(case.levers):
        service = lever.service_id if lever.action == "expand" else ""
        key = (lever.action, lever.need_id, lever.area_id, service, "", "")
        place.setdefault(key, []).append(model.on + position)
    for position, tie in enumerate(case.ties):
        assert case.unlock is not None
        one, two = (str(case.unlock.relations.actors[end]) for end in tie)
        place[("tie", "", "", "", one, two)] = [model.tie + position]
    return place


def _leave_one(
    program: Program, model: Model, before: Sequence[pd.DataFrame], place: dict[Key, list[int]]
) -> Program:
    """Leave out at least one action of every plan before."""
    rows, high = [program.matrix], []
    for table in before:
        keys = keys_of(table)
        row = np.zeros(model.width)
        for key in keys:
            row[place[key]] = 1.0
        rows.append(sparse.csr_array(row[None, :]))
        high.append(len(keys) - 1.0)
    return replace(
        program,
        matrix=sparse.csr_array(sparse.vstack(rows)),
        row_lower=np.concatenate([program.row_lower, np.full(len(high), -np.inf)]),
        row_upper=np.concatenate([program.row_upper, high]),
    )
