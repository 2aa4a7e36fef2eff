"""From a solved choice to a `Plan`: rows of actions, effect, equity, limits, an independent check."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
import pandas as pd

from welfare_graph import actions as deeds
from welfare_graph.ecosystem import Ecosystem
from welfare_graph.gaps import people_served
from welfare_graph.kernels.coverage import Ints
from welfare_graph.plan._costs import Costs
from welfare_graph.plan._effect import effect_of, equity_of, served_in
from welfare_graph.plan._hosts import hosts_of, rank_hosts
from welfare_graph.plan._plan import Plan
from welfare_graph.plan._siting import Siting
from welfare_graph.plan._solved import Solved

__all__ = ["action_table", "finish", "site_actions", "typed"]

_TEXT = ("action", "need_id", "area_id", "host_id", "service_id", "source", "target", "commitment_id")
_NUMBERS = ("quantity", "cost_eur", "people", "trust", "promised_eur")


def action_table(rows: Iterable[dict[str, Any]]) -> pd.DataFrame:
    """Rows of actions as a table with the columns of the contract and fixed types."""
    return typed(pd.DataFrame(list(rows), columns=[*deeds.COLUMNS, "trust"]))


def typed(frame: pd.DataFrame) -> pd.DataFrame:
    """The same rows in the fixed types."""
    kinds = {**dict.fromkeys(_TEXT, "str"), **dict.fromkeys(_NUMBERS, "float64")}
    return frame.astype({name: kind for name, kind in kinds.items() if name in frame})


def site_actions(case: Siting, chosen: Ints, capacity: float | None) -> pd.DataFrame:
    """One row a node: where, with whom, how many places, and who would miss it."""
    need = case.need.need_id
    areas = [case.candidates[place] for place in chosen]
    ids = deeds.name_services(case.eco, [need] * len(areas), areas)
    hosts = case.hosts
    if not case.rules.relational:
        hosts = rank_hosts(case.eco, need, areas, case.rules, most=1)
    first = dict(hosts[hosts["rank"] == 1][["area_id", "host_id"]].to_numpy()) if len(hosts) else {}
    reached = np.bincount(case.node, weights=case.people[case.area], minlength=len(case.room))
    costs = Costs(case.eco, None)
    rows = []
    for place, area, service in zip(chosen, areas, ids, strict=True):
        quantity = capacity if capacity is not None else reached[place] / case.need.per_unit
        cost = costs.of("open", need, area)
        priced = cost is not None and (capacity is not None or cost.unit == 0)
        rows.append(
            {
                "action": "open",
                "need_id": need,
                "area_id": area,
                "host_id": first.get(area),
                "service_id": service,
                "quantity": quantity,
                "cost_eur": cost.fixed + cost.unit * quantity if cost is not None and priced else np.nan,
                "people": _missed(case, chosen, int(place), capacity),
            }
        )
    return action_table(rows)


def _missed(case: Siting, chosen: Ints, place: int, capacity: float | None) -> float:
    """People served fewer without this node; without a capacity, those that no other open node reaches."""
    if capacity is not None:
        return _seated(case, chosen) - _seated(case, chosen[chosen != place])
    standing = (case.node >= case.m) & (case.room[case.node] > 0)
    others = standing | (np.isin(case.node, chosen) & (case.node != place))
    reached = np.zeros(len(case.people), dtype=np.bool_)
    reached[case.area[others]] = True
    mine = case.area[case.node == place]
    return float(case.people[mine[~reached[mine]]].sum())


def _seated(case: Siting, chosen: Ints) -> float:
    """Most people served by the chosen nodes and those that stand."""
    kept = (case.node >= case.m) | np.isin(case.node, chosen)
    return people_served(case.area[kept], case.node[kept], case.people, case.room)


def finish(
    eco: Ecosystem,
    rows: pd.DataFrame,
    solved: Solved,
    asked: dict[str, Any],
    *,
    needs: Sequence[str] | None,
    limits: Sequence[tuple[str, float, float]],
    hosts: pd.DataFrame,
) -> Plan:
    """Apply the actions to the territory and put everything a plan says into one."""
    rules = asked["rules"]
    after = deeds.apply(eco, rows, rules=rules, closed=asked.get("closed", ()))
    effect = effect_of(served_in(eco, rules, needs), served_in(after, rules, needs))
    binding = pd.DataFrame(list(limits), columns=["limit", "allowed", "used"])
    binding["binds"] = binding["used"] >= binding["allowed"] - 1e-6
    slack = abs(solved.bound - solved.objective)
    gap = slack / max(abs(solved.objective), 1e-9) if np.isfinite(slack) and slack > 0 else slack
    return Plan(
        actions=rows,
        objective=solved.objective,
        bound=solved.bound,
        gap=float(gap),
        status=solved.status,
        method=solved.method,
        budget_used=float(rows["cost_eur"].sum(skipna=False)),
        effect=effect,
        parameters={**asked, "names": _names(after), "names_it": _italian(after)},
        equity=equity_of(effect),
        binding=binding,
        hosts=hosts_of(eco, rows, rules, hosts),
    )


def _italian(eco: Ecosystem) -> dict[str, str]:
    """Italian names of needs, where there are any."""
    column = eco.needs["name_it"].dropna()
    return dict(zip(column.index.astype(str), column, strict=True))


def _names(eco: Ecosystem) -> dict[str, str]:
    """Names of areas, actors, needs and services, to show a plan with."""
    words: dict[str, str] = {}
    for name in ("services", "actors", "needs", "areas"):
        column = getattr(eco, name)["name"].dropna()
        words.update(zip(column.index.astype(str), column, strict=True))
    return words
