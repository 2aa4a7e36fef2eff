"""What the territory loses if one actor, service, tie, initiative or road fails."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

import numpy as np
import pandas as pd

from welfare_graph._names import check
from welfare_graph.ecosystem import Ecosystem
from welfare_graph.errors import MissingTableError
from welfare_graph.gaps._arrays import marked
from welfare_graph.gaps._problem import NeedProblem, problem, require
from welfare_graph.gaps._reach import Pairs, pairs, pairs_with_ways, related
from welfare_graph.gaps._relation import Relations
from welfare_graph.gaps._solve import clean, fair_served, people_served, solved, tolerance
from welfare_graph.kernels.flow import Bools, Ints
from welfare_graph.kernels.loss import Residual
from welfare_graph.rules import Rules, as_rules

__all__ = ["fragility"]

_KINDS = ("actor", "service", "tie", "initiative", "road")
_SLACK = 1e-9
_MOST_SOLVED = 300


def fragility(
    eco: Ecosystem,
    *,
    of: Literal["actor", "service", "tie", "initiative", "road"] = "actor",
    rules: Rules | None = None,
) -> pd.DataFrame:
    """Say how many people would lose their service if one element failed, one element at a time.

    A planner reads it as: if this co-operative stopped, these many people would have nowhere to go, even
    after everybody else took in as many as they can. An element that costs nobody can be replaced by
    those that are there.

    Parameters
    ----------
    eco
        Territory with `areas`, `needs`, `demand`.
    of
        What fails: an "actor" (with its services and ties), a "service", a "tie", an "initiative" (its
        services and ties, and those of its parts: a funder's end), a "road" between two areas.
    rules
        What counts as reached; None is `Rules()`.

    Returns
    -------
    DataFrame
        One row an element, most people first: `element` (id; two ids for a tie that counts or a road),
        `people_lost` (people served now and by nobody after), `areas_hit` (areas whose fair amount falls;
        missing when more than 300 losses had to be solved again).

    Raises
    ------
    MissingTableError
        If there are no areas, needs or demand; for roads, if minutes do not come from `adjacency`.
    UnknownNameError
        If `of` is no such kind.

    Notes
    -----
    people_lost = largest allocation now - largest allocation of the territory without the element, exactly,
    gateways found anew. Only what the loss touches is solved again: what the lost capacity carried looks
    for augmenting paths. Without relational rules a tie carries nobody. Cost: one flow a need and a local
    search an element; with relational rules, and for roads, a flow for each element that carries someone. It
    says nothing of two failures at once.

    References
    ----------
    Ahuja, R. K., Magnanti, T. L., & Orlin, J. B. (1993). Network flows. Prentice Hall. ISBN 0-13-617549-X.

    Examples
    --------
    >>> import welfare_graph as wg
    >>> wg.gaps.fragility(wg.datasets.two_valleys(), of="service").head(3)
           element  people_lost  areas_hit
    0   infermieri         68.0          3
    1         nido         25.0          3
    2  domiciliare          9.0          1
    """
    check(of, _KINDS, "kind of element")
    rules, eco = as_rules(rules), eco.current()
    require(eco, "gaps.fragility", "areas", "needs", "demand")
    losses = _Losses(eco, rules)
    if of == "road":
        rows = losses.roads()
    else:
        elements = {"actor": _actors, "service": _services, "tie": _ties, "initiative": _initiatives}[of](eco)
        rows = [(name, *losses.of(*gone)) for name, gone in elements]
    table = pd.DataFrame(rows, columns=["element", "people_lost", "areas_hit"])
    table = table.astype({"element": "str", "people_lost": "float64", "areas_hit": "Int64"})
    return table.sort_values(["people_lost", "element"], ascending=[False, True], ignore_index=True)


Gone = tuple[Ints, Ints, Ints]
"""Positions of services, actors (both in id order) and ties (rows that count) that fail together."""


def _nothing() -> Ints:
    return np.zeros(0, dtype=np.int64)


def _actors(eco: Ecosystem) -> list[tuple[str, Gone]]:
    services = eco.active("services").sort_index()
    actors = eco.active("actors").index.sort_values()
    rows = services.groupby("actor_id").indices
    ends = eco.active("ties").reset_index(drop=True)
    of_tie = [ends.groupby(end).indices for end in ("source", "target")]
    out = []
    for name in eco.actors.index.sort_values():
        ties = np.unique(np.concatenate([_nothing(), *(index.get(name, _nothing()) for index in of_tie)]))
        seat = actors.get_indexer(pd.Index([name]))
        out.append((str(name), (np.asarray(rows.get(name, _nothing())), seat[seat >= 0], ties)))
    return out


def _services(eco: Ecosystem) -> list[tuple[str, Gone]]:
    active = eco.active("services").index.sort_values()
    place = {name: row for row, name in enumerate(active)}
    return [
        (str(name), (np.array([place[name]]) if name in place else _nothing(), _nothing(), _nothing()))
        for name in eco.services.index.sort_values()
    ]


def _ties(eco: Ecosystem) -> list[tuple[str, Gone]]:
    ties = eco.active("ties")
    return [
        (f"{tie.source} > {tie.target} ({tie.type})", (_nothing(), _nothing(), np.array([row])))
        for row, tie in enumerate(ties.itertuples(index=False))
    ]


def _initiatives(eco: Ecosystem) -> list[tuple[str, Gone]]:
    table = eco.initiatives
    services, ties = eco.active("services").sort_index(), eco.active("ties")
    parent = dict(zip(table.index, table["part_of"], strict=True))
    out = []
    for name in table.index.sort_values():
        family = [one for one in table.index if name in _line(one, parent)]
        gone = [np.flatnonzero(frame["initiative_id"].isin(family).to_numpy()) for frame in (services, ties)]
        out.append((str(name), (gone[0], _nothing(), gone[1])))
    return out


def _line(name: str, parent: dict[str, str]) -> set[str]:
    """Return an initiative and all that it is part of."""
    seen: set[str] = set()
    while isinstance(name, str) and name not in seen:
        seen.add(name)
        name = parent.get(name, "")
    return seen


class _Losses:
    """The territory as it is, ready to lose one element after the other."""

    def __init__(self, eco: Ecosystem, rules: Rules) -> None:
        self.eco, self.rules = eco, rules
        self.made, self.found = problem(eco, rules), solved(eco, rules)
        self.needs = list(self.made.needs.values())
        self.residual: dict[str, Residual] = {}
        self.solved = 0
        self.web = _Web(eco, rules) if rules.relational else None

    def of(self, services: Ints, actors: Ints, ties: Ints) -> tuple[float, int | None]:
        """Return people lost and areas hit when these fail together."""
        if self.web is not None:
            hit = self.web.touched(actors, ties)
            if hit.any():
                return self._again(services, self.web.related_without(actors, ties, hit))
        lost, areas = 0.0, np.zeros(len(self.made.areas), bool)
        for place in np.unique(self.made.services.need[services]).tolist():
            need = self.needs[place]
            local = np.searchsorted(need.services, services[self.made.services.need[services] == place])
            gone = self._residual(need).lost(local)
            if gone > tolerance(need):
                lost += gone
                areas |= self._fallen(need, need.keep(~np.isin(need.service, local)))
        return lost, self._count(areas)

    def _residual(self, need: NeedProblem) -> Residual:
        if need.need_id not in self.residual:
            made = Residual(need.area, need.service, need.demand, need.capacity)
            self.residual[need.need_id] = made
        return self.residual[need.need_id]

    def _fallen(self, need: NeedProblem, after: NeedProblem) -> Bools:
        """Mark the areas whose fair amount falls."""
        self.solved += 1
        if self.solved > _MOST_SOLVED:
            return np.zeros(need.demand.size, bool)
        fall = self.found[need.need_id].served - fair_served(after)
        return np.asarray(clean(fall, tolerance(need)) > 0)

    def _count(self, areas: Bools) -> int | None:
        return None if self.solved > _MOST_SOLVED else int(areas.sum())

    def _again(self, services: Ints, passes: Bools) -> tuple[float, int | None]:
        """Solve again the needs whose pairs change."""
        reach = pairs(self.eco, self.rules)
        passes = passes & ~np.isin(reach.service, services)
        return self._compare(reach, passes & (reach.over <= _SLACK) & reach.eligible)

    def _compare(self, reach: Pairs, passes: Bools) -> tuple[float, int | None]:
        lost, areas = 0.0, np.zeros(len(self.made.areas), bool)
        for place, need in enumerate(self.needs):
            part = np.arange(reach.start[place], reach.start[place + 1])
            part = part[passes[part]]
            area, service = reach.area[part], np.searchsorted(need.services, reach.service[part])
            if np.array_equal(area, need.area) and np.array_equal(service, need.service):
                continue
            served = people_served(area, service, need.demand, need.capacity)
            gone = float(self.found[need.need_id].served.sum()) - served
            if abs(gone) > tolerance(need):
                lost += gone
                areas |= self._fallen(need, replace(need, area=area, service=service))
        return lost, self._count(areas)

    def roads(self) -> list[tuple[str, float, int | None]]:
        """Return the loss of every road, each closed in turn."""
        table = self.eco.adjacency
        rows = np.flatnonzero((table["road"] == "yes").to_numpy(dtype=bool, na_value=False))
        if len(self.eco.travel) or not rows.size:
            raise MissingTableError(
                "gaps.fragility(of='road') needs minutes along roads: the table adjacency "
                "(area_a, area_b, road) and no table travel."
            )
        out = []
        for row in rows.tolist():
            one, two = table["area_a"].iloc[row], table["area_b"].iloc[row]
            closed = table.copy(deep=True)
            closed.loc[row, "area_b"] = one
            tables = {name: getattr(self.eco, name) for name in ("areas", "travel")} | {"adjacency": closed}
            ways = type(self.eco)(tables, {})
            reach = pairs_with_ways(self.eco, self.rules, ways)
            passes = (reach.over <= _SLACK) & reach.eligible & reach.related
            out.append((f"{one} - {two}", *self._compare(reach, passes)))
        return out


class _Web:
    """Which areas' relations pass through which actors and ties."""

    def __init__(self, eco: Ecosystem, rules: Rules) -> None:
        self.eco, self.rules = eco, rules
        reach = pairs(eco, rules)
        self.reach = reach
        self.actor = problem(eco, rules).services.actor[reach.service]
        relations = Relations.of(eco, rules)
        self.size, self.ties = len(relations.actors), len(eco.active("ties"))
        self.areas = len(eco.areas)
        self.by_actor: dict[int, set[int]] = {}
        self.by_tie: dict[int, set[int]] = {}
        for area, actor in zip(relations.area.tolist(), relations.actor.tolist(), strict=True):
            self.by_actor.setdefault(actor, set()).add(area)
        chains = relations.paths(reach.area, self.actor)
        for area, (actors, ties) in zip(reach.area.tolist(), chains, strict=True):
            for actor in actors:
                self.by_actor.setdefault(actor, set()).add(area)
            for tie in ties:
                self.by_tie.setdefault(tie, set()).add(area)

    def touched(self, actors: Ints, ties: Ints) -> Bools:
        """Mark the areas with a path through one of these."""
        found = [self.by_actor.get(actor, set()) for actor in actors.tolist()]
        found += [self.by_tie.get(tie, set()) for tie in ties.tolist()]
        return marked(np.array(sorted(set().union(*found)), dtype=np.int64), self.areas)

    def related_without(self, actors: Ints, ties: Ints, hit: Bools) -> Bools:
        """Return which pairs pass the relational rules without these; only the areas hit are looked at."""
        gone = Relations.without(self.eco, self.rules, marked(actors, self.size), marked(ties, self.ties))
        passes = self.reach.related.copy()
        part = np.flatnonzero(hit[self.reach.area])
        trust, steps, _ = gone.reach(self.reach.area[part], self.actor[part])
        passes[part] = related(self.rules, trust, steps)
        return passes
