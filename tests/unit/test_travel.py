"""Minutes between areas: given, along roads, in a straight line; each against a slow way to say the same."""

from __future__ import annotations

import itertools
import math

import networkx as nx
import numpy as np
import pandas as pd
import pytest
from tests.territory_files import territory

import welfare_graph as wg
from welfare_graph.errors import MissingTableError
from welfare_graph.travel import DETOUR, SPEED_KMH


def areas(count, seed=0):
    rng = np.random.default_rng(seed)
    ids = [f"{place:03d}" for place in range(count)]
    lat, lon = 44.5 + rng.random(count), 7 + rng.random(count)
    return pd.DataFrame({"area_id": ids, "name": ids, "lat": lat, "lon": lon})


def haversine(one, other):
    phi, psi = math.radians(one["lat"]), math.radians(other["lat"])
    across = math.radians(other["lon"] - one["lon"])
    half = math.sin((psi - phi) / 2) ** 2 + math.cos(phi) * math.cos(psi) * math.sin(across / 2) ** 2
    return 2 * 6371.0088 * math.asin(math.sqrt(half))


def as_dict(table):
    return {
        (o, d): m for o, d, m in zip(table["origin"], table["destination"], table["minutes"], strict=True)
    }


@pytest.mark.parametrize("within", [None, 0, 25.0, 60.0])
def test_straight_lines_equal_the_haversine_formula(within):
    places = areas(30)
    found = as_dict(wg.travel.minutes(territory(areas=places), within=within))
    rows = places.set_index("area_id").to_dict("index")
    expected = {
        (a, b): haversine(rows[a], rows[b]) * DETOUR / SPEED_KMH * 60
        for a, b in itertools.product(rows, repeat=2)
    }
    near = {pair: minutes for pair, minutes in expected.items() if within is None or minutes <= within}
    assert found.keys() == near.keys()
    assert max(abs(found[pair] - near[pair]) for pair in near) < 1e-9


def test_an_area_without_coordinates_reaches_itself_only():
    places = areas(4)
    places.loc[2, "lat"] = np.nan
    found = wg.travel.minutes(territory(areas=places))
    assert found.loc[found["origin"] == "002", "destination"].tolist() == ["002"]
    assert set(found.loc[found["minutes"] == 0, "grade"]) == {"documented"}


@pytest.mark.parametrize("within", [None, 40.0])
def test_roads_equal_shortest_paths_of_networkx(within):
    places, rng = areas(25, 3), np.random.default_rng(4)
    pairs = [(a, b) for a, b in itertools.combinations(places["area_id"], 2) if rng.random() < 0.12]
    table = pd.DataFrame(pairs, columns=["area_a", "area_b"])
    table["road"] = np.where(rng.random(len(table)) < 0.8, "yes", "no")
    table["minutes"] = rng.integers(1, 40, len(table)).astype(float)
    table.loc[::5, "minutes"] = np.nan
    table = pd.concat([table, table.head(3).assign(minutes=50.0)], ignore_index=True)
    found = as_dict(wg.travel.minutes(territory(areas=places, adjacency=table), within=within))
    rows, graph = places.set_index("area_id").to_dict("index"), nx.Graph()
    graph.add_nodes_from(rows)
    for a, b, road, minutes in table.itertuples(index=False):
        time = haversine(rows[a], rows[b]) * DETOUR / SPEED_KMH * 60 if math.isnan(minutes) else minutes
        if road == "yes" and time < graph.get_edge_data(a, b, {"minutes": math.inf})["minutes"]:
            graph.add_edge(a, b, minutes=time)
    expected = {
        (a, b): minutes
        for a, reached in nx.all_pairs_dijkstra_path_length(graph, weight="minutes")
        for b, minutes in reached.items()
        if within is None or minutes <= within
    }
    assert found.keys() == expected.keys()
    assert max(abs(found[pair] - expected[pair]) for pair in expected) < 1e-9


def test_a_road_of_no_minutes_still_joins():
    roads = pd.DataFrame({"area_a": ["000"], "area_b": ["001"], "road": ["yes"], "minutes": [0.0]})
    found = as_dict(wg.travel.minutes(territory(areas=areas(2), adjacency=roads)))
    assert found["000", "001"] == pytest.approx(0, abs=1e-9)


def test_grades_of_roads_are_the_weakest_they_rest_on():
    roads = {"area_a": ["000", "001"], "area_b": ["001", "002"], "road": "yes", "minutes": [5.0, 6.0]}
    known = pd.DataFrame({**roads, "grade": ["documented", "assumption"]})
    found = wg.travel.minutes(territory(areas=areas(3), adjacency=known))
    assert set(found.loc[found["minutes"] > 0, "grade"]) == {"assumption"}
    part = pd.DataFrame({**roads, "minutes": [5.0, np.nan], "grade": ["documented", "documented"]})
    found = wg.travel.minutes(territory(areas=areas(3), adjacency=part))
    assert set(found.loc[found["minutes"] > 0, "grade"]) == {"estimate"}


def test_given_minutes_are_never_mixed_with_estimates():
    given = pd.DataFrame(
        {
            "origin": ["000", "000", "001", "001"],
            "destination": ["001", "001", "000", "001"],
            "minutes": [9.0, 7.0, 12.0, 2.0],
            "mode": ["bus", "car", "car", "car"],
            "grade": ["estimate", "documented", None, None],
        }
    )
    found = wg.travel.minutes(territory(areas=areas(3), travel=given))
    assert as_dict(found) == {
        ("000", "000"): 0.0,
        ("000", "001"): 7.0,
        ("001", "000"): 12.0,
        ("001", "001"): 2.0,
        ("002", "002"): 0.0,
    }
    assert found.loc[found["minutes"] == 7.0, "grade"].tolist() == ["documented"]


def test_what_is_missing_is_named():
    with pytest.raises(MissingTableError, match=r"travel\.minutes needs the table areas"):
        wg.travel.minutes(territory())
    bare = pd.DataFrame({"area_id": ["a"], "name": ["A"]})
    with pytest.raises(MissingTableError, match="or areas with lat and lon"):
        wg.travel.minutes(territory(areas=bare))
    with pytest.raises(ValueError, match="within must be a number of minutes"):
        wg.travel.minutes(territory(areas=areas(2)), within=-1)


def test_pairs_cannot_be_written_to_and_row_order_does_not_matter():
    places = areas(12)
    found = wg.travel.pairs(territory(areas=places))
    with pytest.raises(ValueError, match="read-only"):
        found.minutes[0] = 1
    turned = wg.travel.minutes(territory(areas=places[::-1].reset_index(drop=True)))
    pd.testing.assert_frame_equal(turned, wg.travel.minutes(territory(areas=places)))
