"""How much service each area can reach, given who else reaches it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

import numpy as np
import pandas as pd

from welfare_graph._names import check
from welfare_graph.ecosystem import Ecosystem
from welfare_graph.gaps._problem import NeedProblem, Problem, problem, require
from welfare_graph.gaps._reach import pairs, services_of
from welfare_graph.kernels.catchment import balanced, decay_weights, rational_agents, three_step, two_step
from welfare_graph.kernels.flow import Floats
from welfare_graph.rules import Rules, as_rules

__all__ = ["access", "reach"]

_METHODS = ("e2sfca", "2sfca", "3sfca", "bfca", "raam")
_DECAYS = ("step", "gaussian", "gravity", "exponential")
_STEPS = {10.0: 1.0, 20.0: 0.68, 30.0: 0.22}
_TAU = 60.0
_HOUR = 60.0
_SLACK = 1e-9


def reach(eco: Ecosystem, *, rules: Rules | None = None) -> pd.DataFrame:
    """Return the pairs of area and service that are reached under the rules.

    A planner reads it as: the people of this area can use this service. Time, catchment and, if the
    rules ask, relation must all hold.

    Parameters
    ----------
    eco
        Territory with `areas` and `needs`; without `services` nothing is reached.
    rules
        What counts as reached; None is `Rules()`.

    Returns
    -------
    DataFrame
        `area_id, service_id, need_id, minutes` (0 for a remote service), sorted by need, area and
        service; with `trust` (0 to 1) and `steps` of the most reliable path where the rules ask for them.

    Raises
    ------
    MissingTableError
        If there are no areas or needs, or nothing to compute minutes from.

    Notes
    -----
    A pair is reached when minutes <= the rules' limit (else the service's, else the need's; remote
    services have none), the catchment of the service's actor holds the area (if it has any), and trust and
    steps pass the rules. Trust is the largest product of tie trusts over paths from a gateway of the area
    to the service's actor (Richters & Peixoto 2011). Cost: a radius query; 0.5 s for 1.2 million pairs.

    References
    ----------
    Richters, O., & Peixoto, T. P. (2011). Trust transitivity in social networks. PLoS ONE, 6(4).
    https://doi.org/10.1371/journal.pone.0018384

    Examples
    --------
    >>> import welfare_graph as wg
    >>> table = wg.gaps.reach(wg.datasets.two_valleys())
    >>> table[table["area_id"] == "001001"][["service_id", "minutes"]].values.tolist()
    [['micronido', 15.0], ['domiciliare', 15.0]]
    """
    rules, eco = as_rules(rules), eco.current()
    require(eco, "gaps.reach", "areas", "needs")
    found, services = pairs(eco, rules), services_of(eco)
    kept = np.flatnonzero((found.over <= _SLACK) & found.eligible & found.related)
    service = found.service[kept]
    table = pd.DataFrame(
        {
            "area_id": eco.areas.index.sort_values().take(found.area[kept]),
            "service_id": services.ids.take(service),
            "need_id": eco.needs.index.sort_values().take(services.need[service]),
            "minutes": found.minutes[kept],
        }
    )
    if rules.relational:
        table = table.assign(trust=found.trust[kept], steps=found.steps[kept])
    return table


def access(
    eco: Ecosystem,
    *,
    method: Literal["e2sfca", "2sfca", "3sfca", "bfca", "raam"] = "e2sfca",
    decay: str | Mapping[float, float] | None = None,
    need: str | None = None,
    rules: Rules | None = None,
) -> pd.DataFrame:
    """Return how much of each need's services every area has within reach, shared with all who reach them.

    A planner compares areas with it: 0.6 means six tenths of a place for each place needed here, once the
    neighbours have had theirs. It ranks places; it does not say how many people go unserved (`allocate`).

    Parameters
    ----------
    eco
        Territory with `areas`, `needs`, `demand`, `services`.
    method
        "2sfca" (catchments), "e2sfca" (nearer weighs more), "3sfca" (people choose among what they
        reach), "bfca" (balanced: nobody is counted twice), "raam" (people go where travel and crowding
        cost least; a cost, so less is better).
    decay
        How minutes lower the weight of a pair: "step", "gaussian", "gravity", "exponential" (1 at 0
        minutes, 0.01 at the pair's limit, or at 60 minutes without one), or your own steps as
        {minutes: weight}. None is the method's own: none for "2sfca", else steps 10, 20, 30 minutes = 1,
        0.68, 0.22.
    need
        One need only; None gives all.
    rules
        What counts as reached; None is `Rules()`.

    Returns
    -------
    DataFrame
        Indexed `(area_id, need_id)`, a row for every area and need of `demand`: `access` (0 or more; 0
        where nothing is in reach; for "raam" a cost, missing there; missing also where a service of
        unknown capacity is in reach and the rules read it as unlimited), `reached`, `unit`.

    Raises
    ------
    MissingTableError
        If there are no areas, needs or demand.
    UnknownNameError
        If there is no such method, decay or need.

    Notes
    -----
    2SFCA: A_a = sum_s w_as C_s / sum_b w_bs D_b, with w = 1; E2SFCA with steps; 3SFCA with w G, where G_as =
    w_as / sum_t w_at; balanced: both sums use weights that add to 1. The first three conserve supply: the
    sum of A x D is the capacity of the services that anyone reaches. RAAM: load / (rho C) + minutes / 60 at
    the equilibrium in which nobody gains by going elsewhere, rho = demand / capacity. Minutes are those
    from the area to the service. Cost: sparse sums over the pairs; RAAM some hundred sweeps. Decays do not
    describe people's real choices; compare several.

    References
    ----------
    Luo, W., & Wang, F. (2003). Measures of spatial accessibility to health care in a GIS environment.
    Environment and Planning B, 30(6). https://doi.org/10.1068/b29120

    Luo, W., & Qi, Y. (2009). An enhanced two-step floating catchment area (E2SFCA) method. Health & Place,
    15(4). https://doi.org/10.1016/j.healthplace.2009.06.002

    Wan, N., Zou, B., & Sternberg, T. (2012). A three-step floating catchment area method. International
    Journal of Geographical Information Science, 26(6). https://doi.org/10.1080/13658816.2011.624987

    Paez, A., Higgins, C. D., & Vivona, S. F. (2019). Demand and level of service inflation in floating
    catchment area methods. PLoS ONE, 14(6). https://doi.org/10.1371/journal.pone.0218773

    Saxon, J., & Snow, D. (2020). A rational agent model for the spatial accessibility of primary health
    care. Annals of the American Association of Geographers, 110(1).
    https://doi.org/10.1080/24694452.2019.1629870

    Examples
    --------
    >>> import welfare_graph as wg
    >>> table = wg.gaps.access(wg.datasets.two_valleys(), need="childcare")
    >>> table["access"].droplevel("need_id").round(2).tolist()
    [0.14, 0.7, 0.86, 0.0]
    """
    check(method, _METHODS, "method")
    if isinstance(decay, str):
        check(decay, _DECAYS, "decay")
    rules, eco = as_rules(rules), eco.current()
    require(eco, "gaps.access", "areas", "needs", "demand")
    made = problem(eco, rules)
    chosen = list(made.needs) if need is None else [check(need, made.needs, "need")]
    parts = [_of_need(made, made.needs[name], method, decay) for name in chosen]
    return pd.concat(parts).sort_index()


def _of_need(
    made: Problem, need: NeedProblem, method: str, decay: str | Mapping[float, float] | None
) -> pd.DataFrame:
    weight = _weights(need, method, decay)
    reached = np.zeros(need.demand.size, bool)
    reached[need.area[weight > 0]] = True
    endless = np.isinf(need.capacity)
    capacity = np.where(endless, 0.0, need.capacity)
    pairs = need.area, need.service
    if method == "raam":
        value = rational_agents(*pairs, need.minutes, need.demand, need.capacity, _TAU)
        reached = ~np.isnan(value)
    else:
        formula = {"3sfca": three_step, "bfca": balanced}.get(method, two_step)
        value = formula(*pairs, weight, need.demand, capacity).astype(np.float64)
        value[need.area[endless[need.service] & (weight > 0)]] = np.nan
    unit = "cost" if method == "raam" else f"{need.unit} / {need.unit}"
    asked = need.asked
    index = pd.MultiIndex.from_arrays(
        [made.areas[asked], pd.Index([need.need_id] * int(asked.sum()), dtype="str")],
        names=["area_id", "need_id"],
    )
    columns = {"access": value[asked], "reached": reached[asked]}
    return pd.DataFrame(columns, index=index).assign(unit=pd.Series(unit, index=index, dtype="str"))


def _weights(need: NeedProblem, method: str, decay: str | Mapping[float, float] | None) -> Floats:
    """Return the weight of each pair."""
    if decay is None:
        decay = _STEPS if method in ("e2sfca", "3sfca", "bfca") else {np.inf: 1.0}
    if decay == "step":
        decay = _STEPS
    if isinstance(decay, str):
        limit = need.most_minutes[need.service]
        return decay_weights(decay, need.minutes, np.where(np.isfinite(limit) & (limit > 0), limit, _HOUR))
    ends = np.array(sorted(decay), dtype=np.float64)
    values = np.array([*(decay[end] for end in sorted(decay)), 0.0], dtype=np.float64)
    if (values < 0).any() or np.isnan(values).any():
        raise ValueError("decay must give weights of 0 or more.")
    return np.asarray(values[np.searchsorted(ends + _SLACK, need.minutes)])
