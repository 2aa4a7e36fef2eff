"""Why people cannot be served: the certificate, the cause, and what would change if a rule were relaxed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import pandas as pd

from welfare_graph.ecosystem import Ecosystem
from welfare_graph.gaps._problem import NeedProblem, Problem, problem, require
from welfare_graph.gaps._reach import Pairs, pairs
from welfare_graph.gaps._relax import relaxations
from welfare_graph.gaps._show import sections
from welfare_graph.gaps._solve import Solved, clean, largest_flow, solved, tolerance
from welfare_graph.kernels.flow import Bools, Floats, components, largest_cut, smallest_cut
from welfare_graph.rules import Rules, as_rules

__all__ = ["CAUSES", "Explanation", "causes", "certify", "explain"]

CAUSES = ("absent", "far", "eligibility", "relational", "full", "unknown_capacity")
_SLACK = 1e-9


@dataclass(frozen=True, eq=False)
class Explanation:
    """The proof that people cannot be served, and why.

    Attributes
    ----------
    certificates
        For each need with unmet people two rows, the smallest and the largest set of areas that proves
        it: `certificate_id, need_id, extent, demand, capacity, unmet`; unmet = demand - capacity, in
        people.
    certificate_areas, certificate_services
        `certificate_id, area_id, part` and `certificate_id, service_id, capacity, part`: who is in the
        set, and everything that they can reach.
    parts
        The connected parts of each certificate: `certificate_id, part, areas, services, demand, capacity,
        unmet`.
    causes
        `area_id, need_id, cause, people`: one cause an area and need; they add up to the unmet.
    relaxations
        `need_id, relaxed, people`: people served more, in the whole territory, if one rule or all are
        relaxed.

    Examples
    --------
    >>> import welfare_graph as wg
    >>> wg.gaps.explain(wg.datasets.two_valleys()).causes["cause"].tolist()
    ['full', 'full', 'full', 'far', 'eligibility']
    """

    certificates: pd.DataFrame
    certificate_areas: pd.DataFrame
    certificate_services: pd.DataFrame
    parts: pd.DataFrame
    causes: pd.DataFrame
    relaxations: pd.DataFrame

    def _repr_html_(self) -> str:
        tables = {"certificates": self.certificates, "parts": self.parts, "causes": self.causes}
        return sections("Explanation", tables)


def explain(eco: Ecosystem, *, rules: Rules | None = None) -> Explanation:
    """Prove that people cannot be served, name the cause, and say what relaxing a rule would change.

    A planner reads a certificate as: these seven municipalities need 312 places; everything that they can
    reach holds 190; so 122 people go without, whatever anyone does inside the rules. The smallest set is
    where the shortage bites; the largest adds the areas that are full to the brim with it.

    Parameters
    ----------
    eco
        Territory with `areas`, `needs`, `demand`.
    rules
        What counts as reached; None is `Rules()`.

    Returns
    -------
    Explanation
        Certificates with their areas, services and connected parts; causes; relaxations; in people.

    Raises
    ------
    MissingTableError
        If there are no areas, needs or demand.
    SolverError
        If a certificate does not prove the flow.

    Notes
    -----
    Unmet = demand(A) - capacity(N(A)) by max-flow min-cut (Ford & Fulkerson 1956; Gale 1957; Hall 1935);
    the minimum cuts form a lattice with a smallest and a largest one (Picard & Queyranne 1980). Each
    certificate is checked before it is returned. The cause of an area is the first condition that leaves
    it without an admissible service, in the order absent (none in the territory), far, eligibility,
    relational; else full; else unknown_capacity, where the answer hangs on capacities nobody states.
    Relaxations: 10 and 20 more minutes, no time limit, no relational rule, no catchments, 10 % more
    capacity, all of them but the minutes; people of different relaxations do not add up. A certificate
    says what is impossible; it does not say whose fault it is.

    References
    ----------
    Ford, L. R., & Fulkerson, D. R. (1956). Maximal flow through a network. Canadian Journal of
    Mathematics, 8. https://doi.org/10.4153/CJM-1956-045-5

    Picard, J.-C., & Queyranne, M. (1980). On the structure of all minimum cuts in a network and
    applications. Mathematical Programming Studies, 13. https://doi.org/10.1007/BFb0120902

    Examples
    --------
    >>> import welfare_graph as wg
    >>> wg.gaps.explain(wg.datasets.two_valleys()).certificates[["certificate_id", "unmet"]]
            certificate_id  unmet
    0   childcare/smallest   12.0
    1    childcare/largest   12.0
    2   home_care/smallest   20.0
    3    home_care/largest   20.0
    """
    rules, eco = as_rules(rules), eco.current()
    require(eco, "gaps.explain", "areas", "needs", "demand")
    proof = certify(eco, rules)
    return Explanation(**proof, causes=causes(eco, rules), relaxations=relaxations(eco, rules))


def certify(eco: Ecosystem, rules: Rules) -> dict[str, pd.DataFrame]:
    """Return the certificates, their areas, services and parts, by name; those of `eco.current()`."""
    made, found = problem(eco, rules), solved(eco, rules)
    rows: dict[str, list[Columns]] = {name: [] for name in _TABLES}
    for name, need in made.needs.items():
        if found[name].unmet(need).any():
            for table, columns in _certify(made, need):
                rows[table].append(columns)
    return {name: _stacked(rows[name], kinds) for name, kinds in _TABLES.items()}


Columns: TypeAlias = dict[str, np.ndarray]
_SUMS = dict.fromkeys(("demand", "capacity", "unmet"), "float64")
_TABLES = {
    "certificates": {"certificate_id": "str", "need_id": "str", "extent": "str"} | _SUMS,
    "certificate_areas": {"certificate_id": "str", "area_id": "str", "part": "int64"},
    "certificate_services": {
        "certificate_id": "str",
        "service_id": "str",
        "capacity": "float64",
        "part": "int64",
    },
    "parts": {"certificate_id": "str", "part": "int64", "areas": "int64", "services": "int64"} | _SUMS,
}
_CAUSE = {"area_id": "str", "need_id": "str", "cause": "str", "people": "float64"}


def _stacked(rows: list[Columns], kinds: dict[str, str]) -> pd.DataFrame:
    """Put columns under each other and name their types."""
    columns = {name: [part[name] for part in rows] for name in kinds}
    joined = {name: np.concatenate([[], *parts]) for name, parts in columns.items()}
    return pd.DataFrame({name: pd.Series(joined[name], dtype=kind) for name, kind in kinds.items()})


def _certify(made: Problem, need: NeedProblem) -> Iterator[tuple[str, Columns]]:
    """Yield the rows of the two certificates of a need, table by table."""
    rest, flow, free = largest_flow(need)
    ends = (rest.area, rest.service, rest.demand, rest.capacity, flow)
    for extent, cut in (("smallest", smallest_cut), ("largest", largest_cut)):
        name = f"{need.need_id}/{extent}"
        for table, columns in _describe(made, rest, cut(*ends) & need.asked & ~free):
            size = len(next(iter(columns.values())))
            named = {"certificate_id": name, "need_id": need.need_id, "extent": extent}
            texts = {key: np.full(size, word, dtype=object) for key, word in named.items()}
            yield table, columns | texts


def _describe(made: Problem, need: NeedProblem, inside: Bools) -> Iterator[tuple[str, Columns]]:
    """Yield a certificate: its sums, its areas, what they reach, and its connected parts."""
    areas, pair = np.flatnonzero(inside), inside[need.area]
    reached = np.unique(need.service[pair])
    of_area, of_service = _parts(need, inside, pair)
    demand, capacity = need.demand[areas], need.capacity[reached]
    yield "certificates", _sums(np.array([demand.sum()]), np.array([capacity.sum()]), 0.0)
    ids = made.areas.to_numpy(dtype=object), made.services.ids.to_numpy(dtype=object)
    yield "certificate_areas", {"area_id": ids[0][areas], "part": of_area[areas]}
    yield (
        "certificate_services",
        {
            "service_id": ids[1][need.services[reached]],
            "capacity": capacity,
            "part": of_service[reached],
        },
    )
    part = np.arange(1, int(of_area[areas].max(initial=0)) + 1)
    counts = (
        np.bincount(number, minlength=part.size + 1) for number in (of_area[areas], of_service[reached])
    )
    held = np.bincount(of_service[reached], capacity, part.size + 1)
    sums = _sums(np.bincount(of_area[areas], demand)[1:], held[1:], tolerance(need))
    sizes = dict(zip(("areas", "services"), (count[1:] for count in counts), strict=True))
    yield "parts", {"part": part} | sizes | sums


def _sums(demand: Floats, capacity: Floats, small: float) -> Columns:
    return {"demand": demand, "capacity": capacity, "unmet": clean(demand - capacity, small)}


def _parts(need: NeedProblem, inside: Bools, pair: Bools) -> tuple[np.ndarray, np.ndarray]:
    """Number the connected parts from 1, the most unmet people first, then the first area."""
    areas, services = components(need.area[pair], need.service[pair], need.demand.size, need.capacity.size)
    labels = areas[inside]
    demand = np.bincount(labels, need.demand[inside], need.demand.size + need.capacity.size)
    reached = np.unique(need.service[pair])
    held = np.bincount(services[reached], need.capacity[reached], demand.size)
    present, first = np.unique(labels, return_index=True)
    order = np.lexsort((first, -(demand - held)[present]))
    number = np.zeros(demand.size, dtype=np.int64)
    number[present[order]] = np.arange(1, present.size + 1)
    return number[areas], number[services]


def causes(eco: Ecosystem, rules: Rules) -> pd.DataFrame:
    """Return the cause of every area's unmet need: `area_id, need_id, cause, people`."""
    made, found, reach = problem(eco, rules), solved(eco, rules), pairs(eco, rules)
    ids, words = made.areas.to_numpy(dtype=object), np.array(CAUSES, dtype=object)
    rows = []
    for place, (name, need) in enumerate(made.needs.items()):
        unmet = found[name].unmet(need)
        hit = np.flatnonzero(unmet > 0)
        cause = words[_cause_of_areas(need, reach, place, found[name])[hit]]
        needs = np.full(hit.size, name, dtype=object)
        rows.append({"area_id": ids[hit], "need_id": needs, "cause": cause, "people": unmet[hit]})
    return _stacked(rows, _CAUSE)


def _cause_of_areas(need: NeedProblem, reach: Pairs, place: int, solution: Solved) -> np.ndarray:
    """Return the position in `CAUSES` of the first condition that leaves each area without a service."""
    if need.services.size == 0:
        return np.zeros(need.demand.size, dtype=np.int64)
    part = slice(int(reach.start[place]), int(reach.start[place + 1]))
    near = reach.over[part] <= _SLACK
    eligible = near & reach.eligible[part]
    word = np.full(need.demand.size, CAUSES.index("full"))
    for name, passes in (
        ("relational", eligible & reach.related[part]),
        ("eligibility", eligible),
        ("far", near),
    ):
        some = np.zeros(need.demand.size, bool)
        some[reach.area[part][passes]] = True
        word[~some] = CAUSES.index(name)
    certain = clean(need.demand - solution.most, tolerance(need)) > 0
    word[(word == CAUSES.index("full")) & ~certain] = CAUSES.index("unknown_capacity")
    return word
