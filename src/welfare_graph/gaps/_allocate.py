"""Who can be served at best, and by whom."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
import pandas as pd

from welfare_graph._names import check
from welfare_graph.ecosystem import Ecosystem
from welfare_graph.gaps._inventory import completeness
from welfare_graph.gaps._problem import NeedProblem, Problem, problem, require
from welfare_graph.gaps._show import sections
from welfare_graph.gaps._solve import Solved, clean, solved, tolerance
from welfare_graph.kernels.flow import Floats
from welfare_graph.kernels.routing import least_minutes, nearest_largest
from welfare_graph.rules import Rules, as_rules

__all__ = ["Allocation", "allocate", "fair_flow"]

_EQUAL = 1e-9
_AREAS = ["demand", "served", "unmet", "unmet_low", "unmet_high"]


@dataclass(frozen=True, eq=False)
class Allocation:
    """The most people that the services can serve, need by need.

    Attributes
    ----------
    areas
        Indexed `(area_id, need_id)`, a row for every area and need of `demand`: `demand, served, unmet,
        unmet_low, unmet_high`, in people.
    services
        On the services of the current territory: `capacity, used` (people), `counts`.
    flows
        `area_id, service_id, need_id, people, minutes`, one row a pair that serves someone.
    totals
        On the needs: the sums of `areas`, and `inventory`.
    rule
        "fair" or "near".

    Examples
    --------
    >>> import welfare_graph as wg
    >>> wg.gaps.allocate(wg.datasets.two_valleys()).rule
    'fair'
    """

    areas: pd.DataFrame
    services: pd.DataFrame
    flows: pd.DataFrame
    totals: pd.DataFrame
    rule: str

    def _repr_html_(self) -> str:
        return sections("Allocation", {"totals": self.totals, "areas": self.areas, "flows": self.flows})


def allocate(
    eco: Ecosystem, *, rule: Literal["fair", "near"] = "fair", rules: Rules | None = None
) -> Allocation:
    """Serve as many people as the services can, whatever anyone does, and say who is left out.

    A planner reads it as: of the people who need this, so many can be served by what there is; the rest
    cannot, however places are shared. Coverage within minutes alone overstates, for it forgets that
    places fill.

    Parameters
    ----------
    eco
        Territory with `areas`, `needs`, `demand`; without `services` nobody is served.
    rule
        Who is served when not all can be, for the total alone is unique. "fair": shares served are as
        equal as they can be (lexicographically max-min), and people then go where it takes least minutes.
        "near": least total minutes among the largest allocations.
    rules
        What counts as reached; None is `Rules()`.

    Returns
    -------
    Allocation
        Tables of areas, services, flows and totals, in people. `unmet_low` reads unknown capacities as
        unlimited, `unmet_high` as zero.

    Raises
    ------
    MissingTableError
        If there are no areas, needs or demand.
    SolverError
        If an answer does not pass its own check.

    Notes
    -----
    Per need, a maximum flow from areas (demand) through the pairs reached to services (capacity); people
    = quantity x people_per_unit. The total and, under "fair", the amount of each area are unique
    (lexicographically optimal base: Megiddo 1974; Fujishige 1980); capacities may be fractions and sums
    of any size. Equal minutes go to the first area and service by id. Cost: about ten maximum flows and one
    linear programme a need. It plans no queue, price or choice: it is a bound that no practice passes.

    References
    ----------
    Megiddo, N. (1974). Optimal flows in networks with multiple sources and sinks. Mathematical
    Programming, 7. https://doi.org/10.1007/BF01585506

    Fujishige, S. (1980). Lexicographically optimal base of a polymatroid with respect to a weight
    vector. Mathematics of Operations Research, 5(2). https://doi.org/10.1287/moor.5.2.186

    Examples
    --------
    >>> import welfare_graph as wg
    >>> wg.gaps.allocate(wg.datasets.two_valleys()).areas["unmet"].xs("childcare", level="need_id").round(1)
    area_id
    001001    0.4
    001002    1.4
    001003    6.2
    001004    4.0
    Name: unmet, dtype: float64
    """
    check(rule, ("fair", "near"), "rule")
    rules, eco = as_rules(rules), eco.current()
    require(eco, "gaps.allocate", "areas", "needs", "demand")
    made, found = problem(eco, rules), solved(eco, rules)
    flows = {name: _flow(need, found[name], rule) for name, need in made.needs.items()}
    if rule == "near":
        found = {name: _near_amounts(need, flows[name]) for name, need in made.needs.items()}
    areas = _areas(made, found)
    return Allocation(
        areas, _services(eco, made, flows), _flows(made, flows), _totals(eco, made, areas), rule
    )


def _flow(need: NeedProblem, solution: Solved, rule: str) -> Floats:
    if rule == "near":
        return nearest_largest(need.area, need.service, need.minutes, need.demand, need.capacity)
    return fair_flow(need, solution)


def fair_flow(need: NeedProblem, solution: Solved) -> Floats:
    """Return who goes where in least minutes, given the fair amounts."""
    kept = _may_carry(need, solution.served)
    flow = np.zeros(need.area.size)
    part = need.keep(kept)
    flow[kept] = least_minutes(part.area, part.service, part.minutes, solution.served, need.capacity)
    return flow


def _may_carry(need: NeedProblem, served: Floats) -> np.ndarray:
    """Mark the pairs that fair amounts can use: a service is for the worst-served who reach it."""
    share = np.divide(served, need.demand, out=np.ones_like(served), where=need.demand > 0)
    worst = np.ones(need.capacity.size)
    np.minimum.at(worst, need.service, share[need.area])
    useful = (served[need.area] > 0) & (need.capacity[need.service] > 0)
    return np.asarray(useful & (share[need.area] <= worst[need.service] + _EQUAL))


def _near_amounts(need: NeedProblem, flow: Floats) -> Solved:
    def served(reading: NeedProblem) -> Floats:
        carried = nearest_largest(
            reading.area, reading.service, reading.minutes, reading.demand, reading.capacity
        )
        return np.bincount(reading.area, carried, reading.demand.size)

    here = np.bincount(need.area, flow, need.demand.size)
    if need.known.all():
        return Solved(here, here, here)
    return Solved(here, served(need.reading("unlimited")), served(need.reading("zero")))


def _areas(made: Problem, found: dict[str, Solved]) -> pd.DataFrame:
    columns: dict[str, list[Floats]] = {name: [] for name in _AREAS}
    areas, names = made.areas.to_numpy(dtype=object), np.array(list(made.needs), dtype=object)
    for name, need in made.needs.items():
        asked, small = need.asked, tolerance(need)
        amounts = [found[name].served, found[name].most, found[name].least]
        unmet, low, high = (clean(need.demand - amount, small)[asked] for amount in amounts)
        values = need.demand[asked], need.demand[asked] - unmet, unmet, low, high
        for column, part in zip(columns.values(), values, strict=True):
            column.append(part)
    asked_by_need = np.array([need.asked for need in made.needs.values()])
    need_of, area_of = np.nonzero(asked_by_need)
    order = np.lexsort((need_of, area_of))
    index = pd.MultiIndex.from_arrays(
        [pd.Index(areas[area_of[order]], dtype="str"), pd.Index(names[need_of[order]], dtype="str")],
        names=["area_id", "need_id"],
    )
    return pd.DataFrame({name: np.concatenate(parts)[order] for name, parts in columns.items()}, index=index)


def _services(eco: Ecosystem, made: Problem, flows: dict[str, Floats]) -> pd.DataFrame:
    ids = made.services.ids
    capacity, used = np.zeros(len(ids)), np.zeros(len(ids))
    for name, need in made.needs.items():
        capacity[need.services] = need.capacity
        used[need.services] = np.bincount(need.service, flows[name], need.services.size)
    table = pd.DataFrame({"capacity": capacity, "used": used, "counts": True}, index=ids)
    table = table.reindex(eco.services.index)
    table["counts"] = table["counts"].notna()
    return table.fillna({"capacity": 0.0, "used": 0.0}).rename_axis("service_id")


def _flows(made: Problem, flows: dict[str, Floats]) -> pd.DataFrame:
    parts = []
    for place, (name, need) in enumerate(made.needs.items()):
        kept = np.flatnonzero(flows[name] > tolerance(need))
        service = need.services[need.service[kept]]
        of_need = np.full(kept.size, place)
        parts.append((need.area[kept], service, of_need, flows[name][kept], need.minutes[kept]))
    area, service, of_need, people, minutes = (np.concatenate(column) for column in zip(*parts, strict=True))
    return pd.DataFrame(
        {
            "area_id": made.areas.take(area),
            "service_id": made.services.ids.take(service),
            "need_id": pd.Index(list(made.needs), dtype="str").take(of_need),
            "people": people,
            "minutes": minutes,
        }
    )


def _totals(eco: Ecosystem, made: Problem, areas: pd.DataFrame) -> pd.DataFrame:
    totals = areas.groupby(level="need_id")[_AREAS].sum().reindex(eco.needs.index, fill_value=0.0)
    totals["inventory"] = completeness(eco, made.areas).groupby("need_id")["complete"].agg(_together)
    return totals.rename_axis("need_id")


def _together(words: pd.Series) -> str:
    return str(words.iloc[0]) if (words == words.iloc[0]).all() else "mixed"
