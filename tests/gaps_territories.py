"""Small territories for the tests of gaps: drawn at random, or put together by hand."""

from __future__ import annotations

from functools import cache

import numpy as np
import pandas as pd

import welfare_graph as wg


def territory(demand, services, minutes, *, needs=None, **tables):
    """Return a territory from {(area, need): people}, service rows and {(a, b): minutes}."""
    areas = sorted({area for area, _ in demand} | {row["area_id"] for row in services if row.get("area_id")})
    named = sorted({need for _, need in demand} | {row["need_id"] for row in services})
    named = named if needs is None else needs
    actors = sorted({row["actor_id"] for row in services} | {"someone"})
    frames = {
        "areas": pd.DataFrame({"area_id": areas, "name": areas, "lat": 45.0, "lon": 7.0}),
        "actors": pd.DataFrame({"actor_id": actors, "name": actors, "type": "association"}),
        "ties": pd.DataFrame({"source": [], "target": [], "type": []}, dtype="str"),
        "needs": named
        if isinstance(named, pd.DataFrame)
        else pd.DataFrame({"need_id": named, "name": named, "unit": "persons", "max_minutes": 30.0}),
        "demand": pd.DataFrame(
            [(area, need, people) for (area, need), people in demand.items()],
            columns=["area_id", "need_id", "quantity"],
        ),
        "services": pd.DataFrame(services),
        "travel": pd.DataFrame(
            [(one, two, time) for (one, two), time in minutes.items()],
            columns=["origin", "destination", "minutes"],
        ),
    }
    return wg.Ecosystem.from_tables(**(frames | tables))


def bare(eco, **tables):
    """Return the territory with some tables changed, unchecked: rows taken away from what was checked."""
    return wg.Ecosystem(dict(eco._tables) | tables, eco.metadata)


@cache
def drawn(seed, *, unknown=0.2, catchments=True, trust=True):
    """Draw a small territory with every feature: fractions, unknown capacities, catchments, ties."""
    rng = np.random.default_rng(seed)
    areas = [f"a{k}" for k in range(rng.integers(1, 6))]
    actors = [f"x{k}" for k in range(rng.integers(1, 7))]
    needs = ["care", "play"]
    services = pd.DataFrame(
        {
            "service_id": [f"s{k}" for k in range(rng.integers(1, 8))],
        }
    )
    count = len(services)
    services["actor_id"] = rng.choice(actors, count)
    services["need_id"] = rng.choice(needs, count)
    services["area_id"] = rng.choice(areas, count)
    services["capacity"] = np.where(rng.random(count) < unknown, np.nan, np.round(rng.random(count) * 20, 1))
    services["mode"] = rng.choice(["on_site", "home", "remote"], count, p=[0.6, 0.3, 0.1])
    ties = pd.DataFrame(rng.choice(actors, (len(actors) * 2, 2)), columns=["source", "target"])
    ties = ties[ties["source"] != ties["target"]].drop_duplicates().assign(type="collaborates")
    ties["trust"] = np.where(rng.random(len(ties)) < 0.3, np.nan, np.round(rng.random(len(ties)), 1))
    pairs = [(one, two) for one in areas for two in areas if one != two and rng.random() < 0.8]
    bound = [(actor, area) for actor in actors[:1] for area in areas if rng.random() < 0.6]
    tables = {
        "areas": pd.DataFrame({"area_id": areas, "name": areas, "zone": "up"}),
        "actors": pd.DataFrame(
            {
                "actor_id": actors,
                "name": actors,
                "type": rng.choice(["firm", "micro_community", "municipality"], len(actors)),
                "area_id": rng.choice(areas, len(actors)),
            }
        ),
        "ties": ties if trust else ties.head(0),
        "needs": pd.DataFrame(
            {
                "need_id": needs,
                "name": needs,
                "unit": "places",
                "people_per_unit": [1.0, 2.5],
                "max_minutes": 20.0,
            }
        ),
        "demand": pd.DataFrame(
            [
                (area, need, np.round(rng.random() * 15, 1))
                for area in areas
                for need in needs
                if rng.random() < 0.9
            ]
            or [(areas[0], "care", 1.0)],
            columns=["area_id", "need_id", "quantity"],
        ),
        "services": services,
        "travel": pd.DataFrame(
            [(*pair, float(rng.integers(1, 40))) for pair in pairs],
            columns=["origin", "destination", "minutes"],
        ),
    }
    if catchments and bound:
        tables["catchments"] = pd.DataFrame(bound, columns=["actor_id", "area_id"])
    return wg.Ecosystem.from_tables(**tables)
