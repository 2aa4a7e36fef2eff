"""Who could host a new node: actors of a fitting type near the place, ranked by trust."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from welfare_graph import travel
from welfare_graph.ecosystem import Ecosystem
from welfare_graph.gaps import Relations
from welfare_graph.rules import Rules

__all__ = ["HOST_COLUMNS", "hosts_of", "rank_hosts"]

HOST_COLUMNS = ["area_id", "need_id", "host_id", "rank", "trust", "steps", "minutes"]

_ANY_NEED = (
    "association",
    "consortium",
    "foundation",
    "health_authority",
    "municipality",
    "mutual_aid_society",
    "other_third_sector",
    "religious_body",
    "social_cooperative",
    "social_services_consortium",
    "union_of_municipalities",
)


def rank_hosts(
    eco: Ecosystem, need: str, areas: Sequence[str], rules: Rules, *, most: int = 3
) -> pd.DataFrame:
    """Rank the actors that could host a node for the need in each of the areas, at most `most` an area.

    Fitting: of a type that delivers the need somewhere in the territory, else (where none is near) of a type
    that usually delivers services; seated within the minutes that people go for the need; without a
    catchment, which would shut others out. Ranked by trust from the area's gateways, then steps, minutes, id.
    """
    actors, fits = _fitting(eco, need)
    if not len(actors) or not len(areas):
        return pd.DataFrame(columns=HOST_COLUMNS)
    minutes = _near(eco, need, rules)
    order = eco.areas.index.sort_values()
    row = {area: place for place, area in enumerate(order)}
    seats = actors["area_id"].map(row)
    relations = Relations.of(eco, rules)
    place = pd.Series(relations.actors.get_indexer(actors.index), index=actors.index)
    found = []
    for area in areas:
        near = seats.map(minutes.get(row[area], {})).dropna()
        near = near[fits[near.index]] if fits[near.index].any() else near
        if not len(near):
            continue
        ids, there = near.index, np.full(len(near), row[area], dtype=np.int64)
        trust, steps, _ = relations.reach(there, place[ids].to_numpy(dtype=np.int64))
        table = pd.DataFrame({"host_id": ids, "trust": trust, "steps": steps, "minutes": near.to_numpy()})
        table = table.sort_values(
            ["trust", "steps", "minutes", "host_id"], ascending=[False, True, True, True]
        )
        table = table.head(most).assign(area_id=area, need_id=need, rank=range(1, min(most, len(table)) + 1))
        found.append(table)
    if not found:
        return pd.DataFrame(columns=HOST_COLUMNS)
    return pd.concat(found, ignore_index=True)[HOST_COLUMNS]


def hosts_of(eco: Ecosystem, rows: pd.DataFrame, rules: Rules, known: pd.DataFrame) -> pd.DataFrame:
    """Who could host each node that a plan opens, by need and area; what is `known` is not sought again."""
    opened = rows.loc[rows["action"] == "open", ["need_id", "area_id"]].drop_duplicates()
    if len(known):
        return known.merge(opened, on=["need_id", "area_id"])[HOST_COLUMNS]
    groups = opened.sort_values(["need_id", "area_id"]).groupby("need_id")["area_id"]
    found = [rank_hosts(eco, str(need), list(areas), rules) for need, areas in groups]
    found = [table for table in found if len(table)]
    return pd.concat(found, ignore_index=True) if found else pd.DataFrame(columns=HOST_COLUMNS)


def _fitting(eco: Ecosystem, need: str) -> tuple[pd.DataFrame, pd.Series]:
    """Actors that could host, and which of them are of a type that delivers the need."""
    actors = eco.active("actors").sort_index()
    services = eco.active("services")
    types = actors["type"].reindex(services.loc[services["need_id"] == need, "actor_id"])
    wanted = set(types) - {"facility"}
    bound = eco.active("catchments")["actor_id"]
    free = actors["area_id"].notna() & ~actors.index.isin(bound)
    kept = actors[free & actors["type"].isin(wanted | set(_ANY_NEED))]
    return kept, kept["type"].isin(wanted)


def _near(eco: Ecosystem, need: str, rules: Rules) -> dict[int, dict[int, float]]:
    """Minutes from each area to the areas that people of the need can go to."""
    limit = rules.minutes if rules.minutes is not None else float(eco.needs["max_minutes"][need])
    pairs = travel.pairs(eco, within=None if np.isnan(limit) else limit)
    out: dict[int, dict[int, float]] = {}
    near = zip(pairs.origin.tolist(), pairs.destination.tolist(), pairs.minutes.tolist(), strict=True)
    for origin, destination, value in near:
        out.setdefault(origin, {})[destination] = value
    return out
