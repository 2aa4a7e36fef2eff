"""Three readings side by side: who is near, who is trusted, and who is both."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from welfare_graph.ecosystem import Ecosystem
from welfare_graph.gaps._allocate import fair_flow
from welfare_graph.gaps._problem import NeedProblem, Problem, build, problem, require
from welfare_graph.gaps._reach import pairs
from welfare_graph.gaps._relation import Relations
from welfare_graph.gaps._show import sections
from welfare_graph.gaps._solve import fair_served, solved, tolerance
from welfare_graph.kernels.flow import Floats
from welfare_graph.rules import Rules, as_rules

__all__ = ["Relational", "relational"]

_SLACK = 1e-9


@dataclass(frozen=True, eq=False)
class Relational:
    """People served by place alone, by relation alone, and by both.

    Attributes
    ----------
    areas
        Indexed `(area_id, need_id)`: `spatial, relational, both` (people served), `assumed` (people of
        `both` whose path rests on a trust that nobody stated).
    paths
        One row a pair that serves someone under both: `area_id, service_id, need_id, people, trust, steps,
        assumed, path` (ids of actors from the gateway to the provider, joined by " > ").

    Examples
    --------
    >>> import welfare_graph as wg
    >>> wg.gaps.relational(wg.datasets.two_valleys()).areas.columns.tolist()
    ['spatial', 'relational', 'both', 'assumed']
    """

    areas: pd.DataFrame
    paths: pd.DataFrame

    def _repr_html_(self) -> str:
        return sections("Relational reach", {"areas": self.areas, "paths": self.paths})


def relational(eco: Ecosystem, *, rules: Rules | None = None) -> Relational:
    """Compare who is served by place alone, by relation alone, and by both, with the path that carries it.

    A planner sees where a service stands next door and nobody brings people to it, and where trust reaches
    farther than the bus. The path names the actors, in order, from the area's gateway to the provider.

    Parameters
    ----------
    eco
        Territory with `areas`, `needs`, `demand`; `ties` and `gateways` for the relation.
    rules
        What counts as reached; None is `Rules()`, which asks nothing of relations, so that "both" equals
        "spatial".

    Returns
    -------
    Relational
        People served by area and need, and the carrying paths.

    Raises
    ------
    MissingTableError
        If there are no areas, needs or demand.

    Notes
    -----
    Each reading is a fair allocation (`allocate`): "spatial" without the relational rules, "relational"
    without the time rule, "both" with all. In total "both" never serves more than either; a single area
    may gain when others lose reach. Ties count in both directions; their trust is the largest of parallel
    ones. Cost: trust spreads over steps x areas x ties. A path says what trust could carry, not that
    anyone has walked it.

    References
    ----------
    Richters, O., & Peixoto, T. P. (2011). Trust transitivity in social networks. PLoS ONE, 6(4).
    https://doi.org/10.1371/journal.pone.0018384

    Examples
    --------
    >>> import welfare_graph as wg
    >>> rules = wg.Rules(min_trust=0.5)
    >>> found = wg.gaps.relational(wg.datasets.two_valleys(), rules=rules)
    >>> found.paths.loc[0, ["area_id", "service_id", "path"]].tolist()
    ['001001', 'micronido', 'vicini > coop']
    """
    rules, eco = as_rules(rules), eco.current()
    require(eco, "gaps.relational", "areas", "needs", "demand")
    made, both = problem(eco, rules), solved(eco, rules)
    spatial = solved(eco, replace(rules, min_trust=None, max_steps=None))
    free = _no_time_rule(eco, rules)
    flows = {name: fair_flow(need, both[name]) for name, need in made.needs.items()}
    paths = _paths(eco, rules, made, flows)
    return Relational(
        pd.concat(
            [
                _areas(
                    made, name, spatial[name].served, fair_served(free.needs[name]), both[name].served, paths
                )
                for name in made.needs
            ]
        ).sort_index(),
        paths,
    )


def _no_time_rule(eco: Ecosystem, rules: Rules) -> Problem:
    found = pairs(eco, rules, extra=np.inf)
    return build(eco, rules, found, found.eligible & found.related)


def _areas(
    made: Problem, name: str, spatial: Floats, relation: Floats, both: Floats, paths: pd.DataFrame
) -> pd.DataFrame:
    need = made.needs[name]
    guessed = paths[paths["assumed"] & (paths["need_id"] == name)].groupby("area_id")["people"].sum()
    areas = made.areas[need.asked]
    table = pd.DataFrame(
        {
            "spatial": spatial[need.asked],
            "relational": relation[need.asked],
            "both": both[need.asked],
            "assumed": guessed.reindex(areas, fill_value=0.0).to_numpy(),
        }
    )
    names = pd.Index([name] * len(areas), dtype="str")
    table.index = pd.MultiIndex.from_arrays([areas, names], names=["area_id", "need_id"])
    return table


def _paths(eco: Ecosystem, rules: Rules, made: Problem, flows: dict[str, Floats]) -> pd.DataFrame:
    """Return the pairs that serve someone, with the actors that carry the relation."""
    parts = [_carried(made, need, flows[name]) for name, need in made.needs.items()]
    table = pd.concat(parts, ignore_index=True)
    relations = Relations.of(eco, rules)
    area, actor = table.pop("area").to_numpy(), table.pop("actor").to_numpy()
    table["trust"], table["steps"], table["assumed"] = relations.reach(area, actor)
    chains = relations.paths(area, actor)
    ids = made.actors.to_numpy(dtype=object)
    table["path"] = pd.Series([" > ".join(ids[chain]) if chain else None for chain, _ in chains], dtype="str")
    return table


def _carried(made: Problem, need: NeedProblem, flow: Floats) -> pd.DataFrame:
    kept = np.flatnonzero(flow > tolerance(need))
    service = need.services[need.service[kept]]
    return pd.DataFrame(
        {
            "area_id": made.areas.take(need.area[kept]),
            "service_id": made.services.ids.take(service),
            "need_id": pd.Index([need.need_id] * kept.size, dtype="str"),
            "people": flow[kept],
            "area": need.area[kept],
            "actor": made.services.actor[service],
        }
    )
