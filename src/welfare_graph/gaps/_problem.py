"""One need at a time, as arrays: who asks, what holds, and which pairs are reached.

`problem(eco, rules)` is what every gap and plan starts from. Areas are positions 0..n-1 of `Problem.areas`
(all areas, in id order); services of a need are positions of `NeedProblem.services`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
import pandas as pd

from welfare_graph._texts import Said
from welfare_graph.ecosystem import Ecosystem
from welfare_graph.errors import MissingTableError
from welfare_graph.gaps._arrays import floats, positions
from welfare_graph.gaps._reach import Pairs, Services, limits, pairs, services_of
from welfare_graph.kernels.flow import Bools, Floats, Ints
from welfare_graph.rules import Rules, as_rules

__all__ = ["NeedProblem", "Problem", "problem"]

_SLACK = 1e-9


@dataclass(frozen=True)
class NeedProblem:
    """One need: demand by area, capacity by service (both in people), and the pairs that are reached.

    `asked` marks the areas with a row of demand; `units` is the stated capacity in the need's own unit
    (missing: unknown), `capacity` the same in people as the rules read it (infinite: unlimited),
    `most_minutes` how far each may be (infinite: no limit).
    `services` are positions in `Problem.services`; `area` and `service` (local) are the pairs, sorted.
    """

    need_id: str
    unit: str
    per_unit: float
    asked: Bools
    demand: Floats
    low: Floats
    high: Floats
    services: Ints
    units: Floats
    capacity: Floats
    most_minutes: Floats
    area: Ints
    service: Ints
    minutes: Floats
    trust: Floats
    steps: Floats
    guess: Bools

    @property
    def known(self) -> Bools:
        """Whether each service's capacity is stated."""
        return np.asarray(~np.isnan(self.units))

    def reading(self, unknown: Literal["unlimited", "zero"] | float) -> NeedProblem:
        """Return the need with unknown capacities read another way."""
        return replace(self, capacity=_people(self.units, unknown, self.per_unit))

    def keep(self, pair: Bools) -> NeedProblem:
        """Return the need with some of its pairs."""
        names = ("area", "service", "minutes", "trust", "steps", "guess")
        return replace(self, **{name: getattr(self, name)[pair] for name in names})


@dataclass(frozen=True)
class Problem:
    """A territory's needs as arrays, with the ids that positions stand for (all in id order)."""

    areas: pd.Index
    actors: pd.Index
    services: Services
    needs: dict[str, NeedProblem]


def problem(eco: Ecosystem, rules: Rules | None = None) -> Problem:
    """Return the needs of `eco.current()` under the rules, built once for each.

    Raises
    ------
    MissingTableError
        If there are no areas, no needs or no demand.
    """
    rules = as_rules(rules)
    eco = eco.current()
    key = ("gaps", "problem", rules)
    if key not in eco._memo:
        require(eco, "gaps", "areas", "needs", "demand")
        found = pairs(eco, rules)
        passes = (found.over <= _SLACK) & found.eligible & found.related
        eco._memo[key] = build(eco, rules, found, passes)
    made: Problem = eco._memo[key]
    return made


_COLUMNS = {
    "areas": "area_id, name, zone, lat, lon",
    "needs": "need_id, name, unit, max_minutes",
    "demand": "area_id, need_id, quantity",
    "standards": "standard_id, name_it, name_en, numerator, denominator, threshold, direction, level",
}


def require(eco: Ecosystem, function: str, *tables: str) -> None:
    """Refuse a territory without a table that the question is about."""
    for name in tables:
        if not len(getattr(eco, name)):
            told = {"function": function, "table": name, "columns": _COLUMNS[name]}
            raise MissingTableError(Said("errors.needs_table", **told))


def build(eco: Ecosystem, rules: Rules, found: Pairs, passes: Bools) -> Problem:
    """Return the problem of all needs over the pairs that pass."""
    areas, services = eco.areas.index.sort_values(), services_of(eco)
    needs, limit = eco.needs.sort_index(), limits(eco, services, rules)
    per_unit = floats(needs["people_per_unit"])
    per_unit = np.where(np.isnan(per_unit), 1.0, per_unit)
    demand = _demand(eco, areas, needs.index)
    out = {}
    for place, need_id in enumerate(needs.index):
        mine = np.flatnonzero(services.need == place)
        part = np.arange(found.start[place], found.start[place + 1])
        part = part[passes[part]]
        units = services.capacity[mine]
        out[str(need_id)] = NeedProblem(
            need_id=str(need_id),
            unit=_unit(needs["unit"].iloc[place]),
            per_unit=float(per_unit[place]),
            asked=demand[0][place] > 0,
            demand=demand[1][place] * per_unit[place],
            low=demand[2][place] * per_unit[place],
            high=demand[3][place] * per_unit[place],
            services=mine,
            units=units,
            capacity=_people(units, rules.unknown_capacity, float(per_unit[place])),
            most_minutes=np.where(services.remote[mine], np.inf, limit[mine]),
            area=found.area[part],
            service=np.searchsorted(mine, found.service[part]),
            minutes=found.minutes[part],
            trust=found.trust[part],
            steps=found.steps[part],
            guess=found.guess[part],
        )
    return Problem(areas, eco.active("actors").index.sort_values(), services, out)


def _unit(value: object) -> str:
    return value if isinstance(value, str) else "persons"


def _people(units: Floats, unknown: str | float, per_unit: float) -> Floats:
    if isinstance(unknown, str):
        unknown = np.inf if unknown == "unlimited" else 0.0
    return np.where(np.isnan(units), unknown, units) * per_unit


def _demand(eco: Ecosystem, areas: pd.Index, needs: pd.Index) -> tuple[Floats, ...]:
    """Return tables (need x area) of: rows, quantity, low, high, in the needs' units."""
    rows = eco.active("demand")
    at = (positions(needs, rows["need_id"]), positions(areas, rows["area_id"]))
    value = floats(rows["quantity"])
    tables = []
    ends = (floats(rows[name]) for name in ("low", "high"))
    for column in (np.ones(len(rows)), value, *ends):
        table = np.zeros((len(needs), len(areas)))
        np.add.at(table, at, np.where(np.isnan(column), value, column))
        tables.append(table)
    return tuple(tables)
