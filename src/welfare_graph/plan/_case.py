"""A joint plan as arrays: people, nodes, levers, and which ties open which pairs."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from welfare_graph import actions as deeds
from welfare_graph.ecosystem import Ecosystem
from welfare_graph.gaps import Relations, people_served, problem
from welfare_graph.kernels.coverage import Bools, Floats, Ints
from welfare_graph.plan._costs import Cost, Costs
from welfare_graph.plan._hosts import HOST_COLUMNS, rank_hosts
from welfare_graph.plan._unlock import Tie, Unlock
from welfare_graph.rules import Rules

__all__ = ["Case", "Lever", "build_case"]


@dataclass(frozen=True)
class Lever:
    """A node that may be opened or grow: what it costs, and the most units it can add."""

    action: str
    need_id: str
    area_id: str
    actor_id: str | None
    service_id: str
    node: int
    per_unit: float
    cost: Cost
    most: float


@dataclass(frozen=True)
class Case:
    """Claims (an area's demand for a need) against nodes (services that stand or may be opened).

    `eco` is the territory once what is promised is done, `before` the one of today.
    `claim`, `node` are the pairs within time and catchment; `key` is the relation each asks for: -1 none,
    else a position in the asks (area, provider), which `ties` may open. `room` is people a node holds today.
    """

    eco: Ecosystem
    rules: Rules
    claims: pd.DataFrame
    people: Floats
    room: Floats
    claim: Ints
    node: Ints
    key: Ints
    levers: list[Lever]
    unlock: Unlock | None
    ask_area: Ints
    ask_actor: Ints
    ties: list[Tie]
    tie_cost: Floats
    single: list[set[int]]
    hosts: pd.DataFrame
    before: Ecosystem
    promised: pd.DataFrame

    @property
    def several(self) -> bool:
        """Whether two new ties may help where none does alone."""
        return self.unlock is not None and self.unlock.several

    def open_keys(self, made: Iterable[int]) -> Bools:
        """Which of `asks` hold once these ties (positions) are made."""
        if self.unlock is None or not len(self.ask_area):
            return np.ones(len(self.ask_area), dtype=np.bool_)
        reached = self.unlock.reached([self.ties[tie] for tie in made])
        return np.asarray(reached[self.ask_area, self.ask_actor])

    def room_with(self, added: Floats) -> Floats:
        """People each node holds with so many units on each lever."""
        room = self.room.copy()
        for units, lever in zip(added, self.levers, strict=True):
            room[lever.node] += units * lever.per_unit
        return room

    def value(self, added: Floats, made: Iterable[int]) -> float:
        """Most people served with so many units on each lever and these ties."""
        room = self.room_with(added)
        holds = np.concatenate([self.open_keys(made), [True]])[self.key]
        return people_served(self.claim[holds], self.node[holds], self.people, room)


def build_case(
    eco: Ecosystem,
    rules: Rules,
    costs: Costs,
    *,
    places: bool = True,
    excluded: frozenset[str] = frozenset(),
    tie_cost: float | None = None,
    promised: pd.DataFrame | None = None,
) -> Case:
    """Gather everything a joint plan may do in the territory. Without `places` only ties are levers.

    What is promised is done first; nodes that it opens are then neither expanded nor tied.
    """
    before, promised = eco, _no_rows() if promised is None else promised
    eco = deeds.apply(eco, promised, rules=rules).current() if len(promised) else eco
    excluded |= set(promised.loc[promised["action"] == "open", "service_id"])
    rows, hosts = _openings(eco, rules, costs, excluded) if places else (_no_rows(), _no_hosts())
    trial = deeds.apply(eco, rows).current() if len(rows) else eco
    made = problem(trial, replace(rules, min_trust=None, max_steps=None))
    names = made.services.ids
    claims: list[tuple[str, str]] = []
    people, parts = [], []
    for name in sorted(made.needs):
        need = made.needs[name]
        asked = np.flatnonzero(need.asked)
        place = np.full(len(need.demand), -1, dtype=np.int64)
        place[asked] = len(claims) + np.arange(len(asked))
        claims += [(str(area), name) for area in made.areas[asked]]
        people.append(need.demand[asked])
        kept = need.demand[need.area] > 0
        parts.append((place[need.area[kept]], need.services[need.service[kept]], need.area[kept]))
    room = _room(made, len(names))
    opened = pd.Index(rows["service_id"]) if len(rows) else pd.Index([])
    room[names.isin(opened)] = 0.0
    claim, node, area = (np.concatenate([part[i] for part in parts]).astype(np.int64) for i in range(3))
    table = pd.DataFrame(claims, columns=["area_id", "need_id"])
    weights = np.concatenate(people)
    levers = _levers(eco, rows, costs, made, claim, node, weights, excluded) if places else []
    case = Case(
        eco, rules, table, weights, room, claim, node, np.full(len(claim), -1), levers, None,
        np.empty(0, dtype=np.int64), np.empty(0, dtype=np.int64), [], np.empty(0), [], hosts,
        before, promised,
    )  # fmt: skip
    if not rules.relational:
        return case
    price = costs.of("tie") if tie_cost is None else Cost(tie_cost, 0.0, np.inf)
    return _related(case, trial, area, made.services.actor, price, costs, excluded)


def _no_rows() -> pd.DataFrame:
    return pd.DataFrame(columns=list(deeds.COLUMNS))


def _no_hosts() -> pd.DataFrame:
    return pd.DataFrame(columns=HOST_COLUMNS)


def _openings(
    eco: Ecosystem, rules: Rules, costs: Costs, excluded: frozenset[str]
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """One row for each node that may be opened: need, area and, where relations matter, host."""
    demand = eco.active("demand")
    needs = sorted(set(demand.loc[demand["quantity"] > 0, "need_id"]))
    areas = [area for area in sorted(eco.areas.index) if area not in excluded]
    rows: list[tuple[str, str, str | None]] = []
    ranked = []
    for need in needs:
        here = [area for area in areas if costs.of("open", need, area) is not None]
        if not rules.relational or not here:
            rows += [(need, area, None) for area in here]
            continue
        hosts = rank_hosts(eco, need, here, rules)
        hosts = hosts[~hosts["host_id"].isin(excluded)]
        ranked.append(hosts)
        rows += list(zip(hosts["need_id"], hosts["area_id"], hosts["host_id"], strict=True))
        without = sorted(set(here) - set(hosts["area_id"]))
        rows += [(need, area, None) for area in without]
    frame = pd.DataFrame(rows, columns=["need_id", "area_id", "host_id"]).astype("str")
    frame["service_id"] = deeds.name_services(eco, frame["need_id"], frame["area_id"])
    hosts = pd.concat(ranked, ignore_index=True) if ranked else _no_hosts()
    return frame.assign(action="open", quantity=0.0), hosts


def _room(made: object, size: int) -> Floats:
    room = np.zeros(size)
    for need in made.needs.values():  # type: ignore[attr-defined]
        room[need.services] = need.capacity
    return room


def _levers(
    eco: Ecosystem,
    rows: pd.DataFrame,
    costs: Costs,
    made: object,
    claim: Ints,
    node: Ints,
    people: Floats,
    excluded: frozenset[str],
) -> list[Lever]:
    """Nodes to open, and services of known capacity to expand, that reach anybody."""
    services, needs = made.services, made.needs  # type: ignore[attr-defined]
    reachable = np.bincount(node, weights=people[claim], minlength=len(services.ids))
    out: list[Lever] = []
    hosts = dict(zip(rows["service_id"], rows["host_id"], strict=True))
    for name in sorted(needs):
        need = needs[name]
        for place, units in zip(need.services.tolist(), need.units.tolist(), strict=True):
            service = str(services.ids[place])
            opens = service in hosts
            area = str(made.areas[services.area[place]]) if services.area[place] >= 0 else ""  # type: ignore[attr-defined]
            cost = costs.of("open" if opens else "expand", name, area)
            if cost is None or service in excluded or (not opens and np.isnan(units)):
                continue
            most = min(cost.most, float(np.ceil(reachable[place] / need.per_unit - 1e-9)))
            if most < 1:
                continue
            host = hosts.get(service)
            actor = host if isinstance(host, str) else None
            kind = "open" if opens else "expand"
            out.append(
                Lever(kind, name, area, actor, service, place, need.per_unit, cost, float(np.floor(most)))
            )
    return out


def _related(
    case: Case,
    trial: Ecosystem,
    area: Ints,
    actor_of: Ints,
    price: Cost | None,
    costs: Costs,
    excluded: frozenset[str],
) -> Case:
    """Drop pairs that no tie can relate, and say which ties open the others."""
    unlock = Unlock(Relations.of(trial, case.rules), case.rules)
    provider = actor_of[case.node]
    today = unlock.reached([])[area, provider]
    names = unlock.relations.actors
    new = [lever.service_id for lever in case.levers]
    barred = {int(place) for place in names.get_indexer(pd.Index([*excluded, *new])) if place >= 0}
    asked = np.unique(np.stack([area[~today], provider[~today]], axis=1), axis=0)
    offered: list[Tie] = []
    if price is not None and len(asked):
        offered = unlock.offered(asked[:, 0], asked[:, 1], barred)
    best = unlock.reached(offered)[asked[:, 0], asked[:, 1]] if offered else np.zeros(len(asked), dtype=bool)
    asked = asked[best]
    single = [found & set(offered) for found in unlock.single(asked[:, 0], asked[:, 1])]
    if not unlock.several:
        offered = sorted(set().union(*single)) if single else []
    place = {tie: position for position, tie in enumerate(offered)}
    size = len(names)
    code = area * size + provider
    codes = asked[:, 0] * size + asked[:, 1]
    at = np.searchsorted(codes, code)
    known = (at < len(codes)) & (
        codes[np.minimum(at, max(len(codes) - 1, 0))] == code if len(codes) else False
    )
    kept = today | known
    key = np.where(today, -1, at)[kept]
    fixed = 0.0 if price is None else price.fixed
    return replace(
        case,
        claim=case.claim[kept],
        node=case.node[kept],
        key=key,
        unlock=unlock,
        ask_area=asked[:, 0],
        ask_actor=asked[:, 1],
        ties=offered,
        tie_cost=np.full(len(offered), fixed),
        single=[{place[tie] for tie in found} for found in single],
    )
