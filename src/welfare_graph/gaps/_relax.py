"""People served more if a rule were relaxed."""

from __future__ import annotations

import numpy as np
import pandas as pd
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from welfare_graph.ecosystem import Ecosystem
from welfare_graph.gaps._arrays import floats, marked, positions
from welfare_graph.gaps._problem import NeedProblem, Problem, problem
from welfare_graph.gaps._reach import Pairs, pairs, pairs_of
from welfare_graph.gaps._solve import Solved, people_served, solved, tolerance
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
    short = np.array([bool(found[name].unmet(need).any()) for name, need in made.needs.items()])
    loose = _Loose(eco, rules, made) if short.any() else None
    gained = loose.gains(short, found) if loose is not None else {}
    rows = [
        (name, word, gained.get((place, word), 0.0))
        for place, name in enumerate(made.needs)
        for word in RELAXED
    ]
    table = pd.DataFrame(rows, columns=["need_id", "relaxed", "people"])
    return table.astype({"need_id": "str", "relaxed": "str", "people": "float64"})


class _Loose:
    """A territory whose rules can be relaxed, need by need."""

    def __init__(self, eco: Ecosystem, rules: Rules, made: Problem) -> None:
        self.eco, self.rules, self.made = eco, rules, made
        self.needs = list(made.needs.values())
        self.listed = rules.relational or len(eco.travel) > 0
        self.island = np.zeros(0, dtype=np.int64) if self.listed else _islands(eco, made.areas)
        rows = eco.active("catchments")
        self.owner = positions(made.actors, rows["actor_id"])
        self.owned = positions(made.areas, rows["area_id"])

    def gains(self, short: Bools, found: dict[str, Solved]) -> dict[tuple[int, str], float]:
        """Return the people served more under each relaxation that changes anything, need by need.

        What no time limit at all does not gain, more minutes do not either.
        """
        gains = {}
        for place in np.flatnonzero(short).tolist():
            need = self.needs[place]
            served = float(found[need.need_id].served.sum())
            for word, total in self._totals(place).items():
                gains[place, word] = _gain(total, served, need)
        wider = np.array([gains.get((place, "no_time_limit"), 0.0) > 0 for place in range(short.size)])
        if wider.any():
            wide = pairs_of(self.eco, self.rules, wider, extra=20.0)
            for place in np.flatnonzero(wider).tolist():
                need = self.needs[place]
                served = float(found[need.need_id].served.sum())
                for extra in (10, 20):
                    passes = (wide.over <= extra + _SLACK) & wide.eligible & wide.related
                    total = self._over(wide, place, passes)
                    gains[place, f"{extra}_more_minutes"] = _gain(total, served, need)
        return gains

    def _totals(self, place: int) -> dict[str, float]:
        """Return the people served of a need under the relaxations that leave the minutes or drop them."""
        need, reach = self.needs[place], pairs(self.eco, self.rules)
        near = reach.over <= _SLACK
        more = need.capacity * _MORE
        plain = Rules(minutes=self.rules.minutes)
        totals = {
            "no_time_limit": self._anywhere(place, self.rules, bound=True),
            "10_percent_more_capacity": people_served(need.area, need.service, need.demand, more),
            "all": self._anywhere(place, plain, bound=False, factor=_MORE),
        }
        if self.rules.relational:
            totals["no_relational_rule"] = self._over(reach, place, near & reach.eligible)
        if self.owner.size:
            totals["no_catchments"] = self._over(reach, place, near & reach.related)
        return totals

    def _over(self, found: Pairs, place: int, passes: Bools) -> float:
        """Return the people served of a need over the pairs that pass."""
        need = self.needs[place]
        part = np.arange(found.start[place], found.start[place + 1])
        part = part[passes[part]]
        service = np.searchsorted(need.services, found.service[part])
        return people_served(found.area[part], service, need.demand, need.capacity)

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


def _gain(total: float, served: float, need: NeedProblem) -> float:
    return total - served if total - served > tolerance(need) else 0.0


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
