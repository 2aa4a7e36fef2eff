"""The definitions of gaps written down once more, slowly, from tables: who is reached, and by what trust."""

from __future__ import annotations

from itertools import combinations, pairwise

import networkx as nx
import numpy as np
import pandas as pd

ASLEEP = {"planned", "proposed", "withdrawn", "ended"}


def trust_of(eco, rules):
    """Return {(area, actor): (trust, steps)}: the best product over all simple paths from its gateways."""
    graph = nx.Graph()
    graph.add_nodes_from(eco.actors.index)
    for tie in eco.ties.itertuples():
        if tie.status in ASLEEP:
            continue
        value = rules.default_trust if pd.isna(tie.trust) else tie.trust
        old = graph.get_edge_data(tie.source, tie.target, {"trust": -1.0})["trust"]
        graph.add_edge(tie.source, tie.target, trust=max(value, old))
    found = {}
    for area in eco.areas.index:
        doors = doors_of(eco, rules, area)
        for actor in graph:
            ways = [way for door in doors for way in _ways(graph, door, actor, rules.max_steps)]
            values = [(doors[way[0]] * _product(graph, way), 1 - len(way)) for way in ways]
            best = max(values, default=(0.0, -np.inf))
            found[area, actor] = (1.0, 0.0) if actor in doors else (best[0], -float(best[1]))
    return found


def doors_of(eco, rules, area):
    """Return the gateways of an area with their trust: stated ones, else the fallbacks in their order."""
    rows = eco.gateways[eco.gateways["area_id"] == area]
    if len(rows):
        trust = rows["trust"].fillna(rules.default_trust).groupby(rows["actor_id"]).max()
        return trust.to_dict()
    seated = eco.actors[eco.actors["area_id"] == area]
    for kind in ("micro_community", "municipality"):
        if (seated["type"] == kind).any():
            seated = seated[seated["type"] == kind]
            break
    return dict.fromkeys(seated.index, 1.0)


def _ways(graph, door, actor, cutoff):
    return nx.all_simple_paths(graph, door, actor, cutoff=cutoff) if door != actor else [[door]]


def _product(graph, way):
    return float(np.prod([graph[one][two]["trust"] for one, two in pairwise(way)]))


def reached(eco, rules, *, far=False, bound=True, related=True):
    """Return the reached pairs, condition by condition; `far` drops time, the others their own rule."""
    minutes = {(row.origin, row.destination): row.minutes for row in eco.travel.itertuples()}
    trust = trust_of(eco, rules) if related and rules.relational else None
    rows = []
    for name, service in eco.services.iterrows():
        served = set(eco.catchments.loc[eco.catchments["actor_id"] == service["actor_id"], "area_id"])
        for area in eco.areas.index:
            time = 0.0 if area == service["area_id"] else np.inf
            time = minutes.get((area, service["area_id"]), time)
            time = 0.0 if service["mode"] == "remote" else time
            allowed = [np.isfinite(time)]
            allowed += [] if far or service["mode"] == "remote" else [time <= _limit(eco, rules, service)]
            allowed += [not served or area in served] if bound else []
            if trust is not None:
                value, steps = trust[area, service["actor_id"]]
                allowed += [rules.min_trust is None or value >= rules.min_trust - 1e-9]
                allowed += [rules.max_steps is None or steps <= rules.max_steps]
            if all(allowed) and service["status"] not in ASLEEP:
                rows.append((area, name, service["need_id"], time))
    return pd.DataFrame(rows, columns=["area_id", "service_id", "need_id", "minutes"])


def _limit(eco, rules, service):
    given = [rules.minutes, service["max_minutes"], eco.needs.loc[service["need_id"], "max_minutes"]]
    return next((float(limit) for limit in given if pd.notna(limit)), np.inf)


def cause(eco, rules, need, area, *, certain):
    """Return the first condition that leaves an area without an admissible service of a need."""
    mine = eco.services[(eco.services["need_id"] == need) & ~eco.services["status"].isin(ASLEEP)]
    if not len(mine):
        return "absent"
    for word, loose in (
        ("far", {"bound": False, "related": False}),
        ("eligibility", {"related": False}),
        ("relational", {}),
    ):
        pairs = reached(eco, rules, **loose)
        if not ((pairs["need_id"] == need) & (pairs["area_id"] == area)).any():
            return word
    return "full" if certain else "unknown_capacity"


def deficient(pairs, demand, capacity):
    """Return the largest deficit, and the intersection and the union of the sets of areas that have it."""
    best, found = 0.0, []
    for size in range(len(demand) + 1):
        for areas in combinations(demand.index, size):
            near = pairs.loc[pairs["area_id"].isin(areas), "service_id"].unique()
            deficit = demand[list(areas)].sum() - capacity[near].sum()
            if deficit > best + 1e-7:
                best, found = deficit, []
            if deficit >= best - 1e-7:
                found.append(set(areas))
    return best, set.intersection(*found), set.union(*found)


def access(method, minutes, demand, capacity, decay):
    """Return the access of every area from a dense table of minutes (NaN: out of reach)."""
    weight = np.where(np.isnan(minutes), 0.0, decay(minutes))
    with np.errstate(invalid="ignore", divide="ignore"):
        of_area = np.nan_to_num(weight / weight.sum(axis=1, keepdims=True))
        of_service = np.nan_to_num(weight / weight.sum(axis=0))
        give, take = {"3sfca": (of_area * weight,) * 2, "bfca": (of_area, of_service)}.get(
            method, (weight,) * 2
        )
        level = np.nan_to_num(capacity / (give * demand[:, None]).sum(axis=0), posinf=0.0)
    return take @ level
