"""Why people cannot be served: the certificate, the cause, and what would change if a rule were relaxed."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from welfare_graph.ecosystem import Ecosystem
from welfare_graph.gaps._arrays import floats
from welfare_graph.gaps._problem import NeedProblem, Problem, problem
from welfare_graph.gaps._reach import Pairs, pairs
from welfare_graph.gaps._relax import relaxations
from welfare_graph.gaps._show import sections
from welfare_graph.gaps._solve import Solved, clean, largest_flow, solved, tolerance
from welfare_graph.kernels.flow import Bools, components, largest_cut, smallest_cut
from welfare_graph.rules import Rules

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
    rules, eco = rules or Rules(), eco.current()
    proof = certify(eco, rules)
    return Explanation(**proof, causes=causes(eco, rules), relaxations=relaxations(eco, rules))


def certify(eco: Ecosystem, rules: Rules) -> dict[str, pd.DataFrame]:
    """Return the certificates, their areas, services and parts, by name; those of `eco.current()`."""
    made, found = problem(eco, rules), solved(eco, rules)
    tables: dict[str, list[pd.DataFrame]] = {"certificates": [], "areas": [], "services": [], "parts": []}
    for name, need in made.needs.items():
        if found[name].unmet(need).any():
            _certify(made, need, tables)
    return {
        "certificates": _joined(tables["certificates"], _CERTIFICATES),
        "certificate_areas": _joined(tables["areas"], _AREAS),
        "certificate_services": _joined(tables["services"], _SERVICES),
        "parts": _joined(tables["parts"], _PARTS),
    }


_CERTIFICATES = {"certificate_id": "str", "need_id": "str", "extent": "str"} | dict.fromkeys(
    ("demand", "capacity", "unmet"), "float64"
)
_AREAS = {"certificate_id": "str", "area_id": "str", "part": "int64"}
_SERVICES = {"certificate_id": "str", "service_id": "str", "capacity": "float64", "part": "int64"}
_PARTS = {"certificate_id": "str", "part": "int64", "areas": "int64", "services": "int64"} | dict.fromkeys(
    ("demand", "capacity", "unmet"), "float64"
)
_CAUSE = {"area_id": "str", "need_id": "str", "cause": "str", "people": "float64"}


def _joined(frames: list[pd.DataFrame], columns: dict[str, str]) -> pd.DataFrame:
    if not frames:
        return pd.DataFrame({name: pd.Series([], dtype=kind) for name, kind in columns.items()})
    return pd.concat(frames, ignore_index=True)[list(columns)].astype(columns)


def _certify(made: Problem, need: NeedProblem, tables: dict[str, list[pd.DataFrame]]) -> None:
    """Add the two certificates of a need."""
    rest, flow = largest_flow(need)
    ends = (rest.area, rest.service, rest.demand, rest.capacity, flow)
    free = need.demand > rest.demand
    for extent, cut in (("smallest", smallest_cut), ("largest", largest_cut)):
        name = f"{need.need_id}/{extent}"
        inside = cut(*ends) & need.asked & ~free
        _describe(made, rest, inside, name, extent, tables)


def _describe(
    made: Problem,
    need: NeedProblem,
    inside: Bools,
    name: str,
    extent: str,
    tables: dict[str, list[pd.DataFrame]],
) -> None:
    """Add a certificate: its sums, its areas, what they reach, and its connected parts."""
    pair = inside[need.area]
    reached = np.unique(need.service[pair])
    part_of_area, part_of_service = _parts(need, inside, pair)
    areas = pd.DataFrame(
        {"area_id": made.areas[inside], "part": part_of_area[inside], "demand": need.demand[inside]}
    )
    services = pd.DataFrame(
        {
            "service_id": made.services.ids.take(need.services[reached]),
            "capacity": need.capacity[reached],
            "part": part_of_service[reached],
        }
    )
    parts = pd.DataFrame(
        {
            "areas": areas.groupby("part").size(),
            "services": services.groupby("part").size(),
            "demand": areas.groupby("part")["demand"].sum(),
            "capacity": services.groupby("part")["capacity"].sum(),
        }
    ).fillna(0.0)
    parts["unmet"] = clean(floats(parts["demand"] - parts["capacity"]), tolerance(need))
    sums = {"demand": areas["demand"].sum(), "capacity": services["capacity"].sum()}
    sums["unmet"] = sums["demand"] - sums["capacity"]
    certificate = pd.DataFrame([{"need_id": need.need_id, "extent": extent, **sums}])
    frames = (certificate, areas, services, parts.rename_axis("part").reset_index())
    for table, frame in zip(tables.values(), frames, strict=True):
        table.append(frame.assign(certificate_id=name))


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
    parts = []
    for place, (name, need) in enumerate(made.needs.items()):
        unmet = found[name].unmet(need)
        hit = np.flatnonzero(unmet > 0)
        word = _cause_of_areas(need, reach, place, found[name])[hit]
        parts.append(
            pd.DataFrame(
                {
                    "area_id": made.areas[hit],
                    "need_id": name,
                    "cause": np.array(CAUSES, dtype=object)[word],
                    "people": unmet[hit],
                }
            )
        )
    return _joined(parts, _CAUSE)


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
