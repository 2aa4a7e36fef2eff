"""People served more if a rule were relaxed."""

from __future__ import annotations

import numpy as np
import pandas as pd
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from welfare_graph.ecosystem import Ecosystem
from welfare_graph.gaps._arrays import floats, marked, positions
from welfare_graph.gaps._problem import NeedProblem, Problem, problem
from welfare_graph.gaps._reach import Pairs, pairs
from welfare_graph.gaps._solve import people_served, solved, tolerance
from welfare_graph.kernels.flow import Bools, Ints
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
    short = {name: found[name].unmet(need).sum() > 0 for name, need in made.needs.items()}
    wide = pairs(eco, rules, extra=20.0) if any(short.values()) else None
    rows = []
    for place, name in enumerate(made.needs):
        served = float(found[name].served.sum())
        gained = _gains(eco, rules, made, place, wide, served) if short[name] and wide is not None else {}
        rows += [(name, word, gained.get(word, 0.0)) for word in RELAXED]
    table = pd.DataFrame(rows, columns=["need_id", "relaxed", "people"])
    return table.astype({"need_id": "str", "relaxed": "str", "people": "float64"})


def _gains(
    eco: Ecosystem, rules: Rules, made: Problem, place: int, wide: Pairs, served: float
) -> dict[str, float]:
    """Return the people served more under each relaxation that changes anything."""
    need = list(made.needs.values())[place]
    part = slice(int(wide.start[place]), int(wide.start[place + 1]))
    area, service = wide.area[part], np.searchsorted(need.services, wide.service[part])
    over, eligible, related = wide.over[part], wide.eligible[part], wide.related[part]

    def more(passes: Bools, factor: float = 1.0) -> float:
        total = people_served(area[passes], service[passes], need.demand, need.capacity * factor)
        return _gain(total, served, need)

    gains = {
        f"{extra}_more_minutes": more((over <= extra + _SLACK) & eligible & related) for extra in (10, 20)
    }
    near = over <= _SLACK
    if rules.relational:
        gains["no_relational_rule"] = more(near & eligible)
    if not eligible.all():
        gains["no_catchments"] = more(near & related)
    gains["10_percent_more_capacity"] = more(near & eligible & related, _MORE)
    gains["no_time_limit"] = _gain(_anywhere(eco, rules, made, place, bound=True), served, need)
    plain = Rules(minutes=rules.minutes)
    gains["all"] = _gain(_anywhere(eco, plain, made, place, bound=False, factor=_MORE), served, need)
    return gains


def _gain(total: float, served: float, need: NeedProblem) -> float:
    return total - served if total - served > tolerance(need) else 0.0


def _anywhere(
    eco: Ecosystem, rules: Rules, made: Problem, place: int, *, bound: bool, factor: float = 1.0
) -> float:
    """Return the people served with no time limit; `bound` keeps catchments."""
    need = list(made.needs.values())[place]
    if rules.relational or len(eco.travel):
        found = pairs(eco, rules, extra=np.inf)
        part = slice(int(found.start[place]), int(found.start[place + 1]))
        passes = found.related[part] & (found.eligible[part] if bound else True)
        service = np.searchsorted(need.services, found.service[part][passes])
        return people_served(found.area[part][passes], service, need.demand, need.capacity * factor)
    area, pool, capacity = _pools(eco, made, need, bound=bound)
    return people_served(area, pool, need.demand, capacity * factor)


def _pools(eco: Ecosystem, made: Problem, need: NeedProblem, *, bound: bool) -> tuple[Ints, Ints, np.ndarray]:
    """Merge the services that the same areas reach when time is no object: pairs of area and pool."""
    island = _islands(eco, made.areas)
    everywhere = int(island.max()) + 1
    services = made.services
    home = np.where(services.area >= 0, island[services.area], -1)[need.services]
    home = np.where(services.remote[need.services], everywhere, home)
    limited = np.zeros(need.services.size, bool)
    rows = eco.active("catchments")
    owner = positions(made.actors, rows["actor_id"])
    if bound:
        limited = marked(owner, len(made.actors))[services.actor[need.services]]
    pooled = ~limited & (home >= 0)
    capacity = np.zeros(everywhere + 1 + need.services.size)
    np.add.at(capacity, home[pooled], need.capacity[pooled])
    everyone = np.arange(island.size)
    area, pool = [everyone, everyone], [island, np.full(island.size, everywhere)]
    for place in np.flatnonzero(limited & (home >= 0)):
        served = positions(made.areas, rows["area_id"])[owner == services.actor[need.services[place]]]
        same = served if home[place] == everywhere else served[island[served] == home[place]]
        capacity[everywhere + 1 + place] = need.capacity[place]
        area.append(np.unique(same))
        pool.append(np.full(np.unique(same).size, everywhere + 1 + place))
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
