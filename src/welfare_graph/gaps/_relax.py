"""People served more if a rule were relaxed."""

from __future__ import annotations

import numpy as np
import pandas as pd
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from welfare_graph.ecosystem import Ecosystem
from welfare_graph.gaps._arrays import floats, marked, positions
from welfare_graph.gaps._problem import NeedProblem, Problem, problem
from welfare_graph.gaps._reach import pairs
from welfare_graph.gaps._solve import people_served, solved, tolerance
from welfare_graph.kernels.fairness import equal_sets
from welfare_graph.kernels.flow import Bools, Floats, Ints
from welfare_graph.rules import Rules

__all__ = ["RELAXED", "relaxations"]

RELAXED = (
    "10_more_minutes",
    "20_more_minutes",
    "no_time_limit",
    "no_relational_rule",
    "no_catchments",
    "10_percent_more_capacity",
    "all",
)
_SLACK = 1e-9
_MORE = 1.1


def relaxations(eco: Ecosystem, rules: Rules) -> pd.DataFrame:
    """Return `need_id, relaxed, people`, a row a need and a relaxation of `RELAXED`."""
    made, found = problem(eco, rules), solved(eco, rules)
    short = [found[name].unmet(need).any() for name, need in made.needs.items()]
    loose = _Loose(eco, rules, made) if any(short) else None
    rows = []
    for place, name in enumerate(made.needs):
        served = float(found[name].served.sum())
        gained = loose.gains(place, served) if short[place] and loose is not None else {}
        rows += [(name, word, gained.get(word, 0.0)) for word in RELAXED]
    table = pd.DataFrame(rows, columns=["need_id", "relaxed", "people"])
    return table.astype({"need_id": "str", "relaxed": "str", "people": "float64"})


class _Loose:
    """A territory whose rules can be relaxed, need by need."""

    def __init__(self, eco: Ecosystem, rules: Rules, made: Problem) -> None:
        self.eco, self.rules, self.made = eco, rules, made
        self.needs = list(made.needs.values())
        self.wide = pairs(eco, rules, extra=20.0)
        self.listed = rules.relational or len(eco.travel) > 0
        self.island = np.zeros(0, dtype=np.int64) if self.listed else _islands(eco, made.areas)
        rows = eco.active("catchments")
        self.owner, self.owned = (
            positions(made.actors, rows["actor_id"]),
            positions(made.areas, rows["area_id"]),
        )

    def gains(self, place: int, served: float) -> dict[str, float]:
        """Return the people served more under each relaxation that changes anything.

        What no time limit at all does not gain, more minutes do not either.
        """
        need, wide = self.needs[place], self.wide
        part = slice(int(wide.start[place]), int(wide.start[place + 1]))
        area, service = wide.area[part], np.searchsorted(need.services, wide.service[part])
        over, eligible, related = wide.over[part], wide.eligible[part], wide.related[part]

        def gain(total: float) -> float:
            return total - served if total - served > tolerance(need) else 0.0

        def more(passes: Bools, factor: float = 1.0) -> float:
            return gain(people_served(area[passes], service[passes], need.demand, need.capacity * factor))

        near = over <= _SLACK
        gains = {"no_time_limit": gain(self._anywhere(place, self.rules, bound=True))}
        if gains["no_time_limit"]:
            for extra in (10, 20):
                gains[f"{extra}_more_minutes"] = more((over <= extra + _SLACK) & eligible & related)
        if self.rules.relational:
            gains["no_relational_rule"] = more(near & eligible)
        if not eligible.all():
            gains["no_catchments"] = more(near & related)
        gains["10_percent_more_capacity"] = more(near & eligible & related, _MORE)
        plain = Rules(minutes=self.rules.minutes)
        gains["all"] = gain(self._anywhere(place, plain, bound=False, factor=_MORE))
        return gains

    def _anywhere(self, place: int, rules: Rules, *, bound: bool, factor: float = 1.0) -> float:
        """Return the people served with no time limit; `bound` keeps catchments."""
        need = self.needs[place]
        if self.listed:
            found = pairs(self.eco, rules, extra=np.inf)
            part = slice(int(found.start[place]), int(found.start[place + 1]))
            passes = found.related[part] & (found.eligible[part] if bound else True)
            service = np.searchsorted(need.services, found.service[part][passes])
            return people_served(found.area[part][passes], service, need.demand, need.capacity * factor)
        area, pool, capacity = self._pools(need, bound=bound)
        alike = equal_sets(area, pool, need.demand.size)
        one = np.unique(alike[area] * capacity.size + pool)
        return people_served(
            *np.divmod(one, capacity.size), np.bincount(alike, need.demand), capacity * factor
        )

    def _pools(self, need: NeedProblem, *, bound: bool) -> tuple[Ints, Ints, Floats]:
        """Merge the services that the same areas reach when time is no object: pairs of area and pool."""
        island, services = self.island, self.made.services
        everywhere = int(island.max()) + 1
        home = np.where(services.area >= 0, island[services.area], -1)[need.services]
        home = np.where(services.remote[need.services], everywhere, home)
        limited = np.zeros(need.services.size, bool)
        if bound:
            limited = marked(self.owner, len(self.made.actors))[services.actor[need.services]]
        pooled = ~limited & (home >= 0)
        capacity = np.zeros(everywhere + 1 + need.services.size)
        np.add.at(capacity, home[pooled], need.capacity[pooled])
        everyone = np.arange(island.size)
        area, pool = [everyone, everyone], [island, np.full(island.size, everywhere)]
        for place in np.flatnonzero(limited & (home >= 0)):
            served = self.owned[self.owner == services.actor[need.services[place]]]
            same = np.unique(served if home[place] == everywhere else served[island[served] == home[place]])
            capacity[everywhere + 1 + place] = need.capacity[place]
            area.append(same)
            pool.append(np.full(same.size, everywhere + 1 + place))
        return np.concatenate(area), np.concatenate(pool), capacity


def _islands(eco: Ecosystem, areas: pd.Index) -> Ints:
    """Label the areas between which one can travel at all."""
    places = eco.areas.loc[areas]
    known = ~(np.isnan(floats(places["lat"])) | np.isnan(floats(places["lon"])))
    roads = eco.adjacency[eco.adjacency["road"] == "yes"]
    if not len(roads):
        return np.where(known, 0, np.arange(1, len(areas) + 1))
    a, b = positions(areas, roads["area_a"]), positions(areas, roads["area_b"])
    usable = ~np.isnan(floats(roads["minutes"])) | (known[a] & known[b])
    graph = coo_array((np.ones(usable.sum()), (a[usable], b[usable])), shape=(len(areas), len(areas)))
    return np.asarray(connected_components(graph, directed=False)[1], dtype=np.int64)
