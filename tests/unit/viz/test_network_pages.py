"""The network as a page: what gives colours and sizes, what is drawn, what pyvis is told."""

from __future__ import annotations

import json
import re
from decimal import Decimal

import numpy as np
import pandas as pd
import pytest
from tests.territory_files import ACTORS, frame, territory

import welfare_graph as wg
from welfare_graph._texts import text
from welfare_graph.errors import UnknownNameError
from welfare_graph.viz._colours import HUES
from welfare_graph.viz._pyvis import SafeNetwork


@pytest.fixture(scope="module")
def toy():
    return wg.datasets.two_valleys()


def told(page):
    """What the page holds, as data."""
    return json.loads(re.search(r'<script type="application/json" id="data">(.*?)</script>', page, re.S)[1])


def nodes(page):
    return {node["id"]: node for node in told(page)["nodes"]}


def test_zones_give_the_colours_the_largest_first(toy):
    page = wg.viz.network(toy, color="zone")
    assert [(line["key"], line["n"], line["color"]) for line in told(page)["legend"]] == [
        ("Valle Bassa", 5, HUES["blue"]),
        ("Valle Alta", 3, HUES["orange"]),
    ]
    zones = toy.actors["area_id"].map(toy.areas["zone"])
    assert {key: node["group_key"] for key, node in nodes(page).items()} == zones.to_dict()


def test_a_column_gives_the_colours_and_what_it_leaves_out_is_grey_and_last():
    eco = territory(actors=frame(ACTORS, sector=[None, "public", "public"]))
    legend = told(wg.viz.network(eco, color="sector", lang="it"))["legend"]
    assert [(line["key"], line["n"], line["color"]) for line in legend] == [
        ("public", 2, HUES["blue"]),
        ("", 1, HUES["grey"]),
    ]
    assert legend[-1]["label"] == text("page.ui.grade.none", "it")


def test_where_there_are_no_areas_places_are_zones():
    eco = territory()
    assert {node["group_key"] for node in nodes(wg.viz.network(eco, color="zone")).values()} == {""}


def test_unknown_columns_and_measures_are_refused_with_a_suggestion(toy):
    with pytest.raises(UnknownNameError, match="sector"):
        wg.viz.network(toy, color="sectr")
    with pytest.raises(UnknownNameError, match="degree"):
        wg.viz.network(toy, size="degre")


def test_more_groups_than_colours_share_the_grey(toy):
    legend = told(wg.viz.network(toy, color="name"))["legend"]
    assert len({line["color"] for line in legend[:6]} - {HUES["grey"]}) == 6
    assert {line["color"] for line in legend[6:]} == {HUES["grey"]}


def test_sizes_go_by_the_square_root_of_a_measure_of_ones_own(toy):
    given = pd.Series({"coop": 16.0, "asl": 4.0, "mutua": -1.0})
    sizes = {key: node["size"] for key, node in nodes(wg.viz.network(toy, size=given)).items()}
    assert sizes == dict.fromkeys(toy.actors.index, 5.0) | {"coop": 22.0, "asl": 13.5}


def test_a_measure_is_the_same_by_its_name_and_as_a_function(toy):
    by_name = nodes(wg.viz.network(toy, size="degree"))
    assert by_name == nodes(wg.viz.network(toy, size=wg.centrality.degree))
    assert {node["size"] for node in by_name.values()} > {22.0}


def test_one_layer_draws_its_ties_and_keeps_every_actor(toy):
    page = wg.viz.network(toy, layer="refers")
    drawn = {(tie["from"], tie["to"]) for tie in told(page)["edges"]}
    ties = toy.active("ties")
    ties = ties[ties["type"] == "refers"]
    assert drawn == set(zip(ties["source"], ties["target"], strict=True))
    assert drawn
    assert list(nodes(page)) == list(toy.current().actors.index)


def test_too_many_actors_are_told_where_to_go():
    ids = [f"a{place}" for place in range(2_001)]
    eco = wg.Ecosystem.from_tables(
        actors=pd.DataFrame({"actor_id": ids, "name": ids, "type": "firm"}),
        ties=pd.DataFrame({"source": [], "target": [], "type": []}, dtype=str),
    )
    with pytest.raises(
        ValueError, match=r"2,001 actors are too many .* \(at most 2,000\): draw wg\.viz\.atlas"
    ):
        wg.viz.network(eco)


def test_an_id_known_already_is_left_as_it_is_and_any_value_is_json():
    net = SafeNetwork()
    net.add_node("a", "First", tags=("x", [1, None]), share=Decimal("0.5"))
    net.add_node("a", "Second")
    assert told(net.generate_html())["nodes"] == [
        {"id": "a", "label": "First", "tags": ["x", [1, None]], "share": "0.5", "x": None, "y": None}
    ]


def test_options_of_a_node_are_plain_json_and_a_known_id_stays_as_it_is():
    net = SafeNetwork()
    net.add_node("a", font={"size": np.int64(3), "shown": (True, None)}, day=pd.Timestamp("2020-06-30"))
    net.add_node("a", label="another")
    assert net.nodes == [
        {"id": "a", "label": "a", "font": {"size": 3, "shown": [True, None]}, "day": "2020-06-30 00:00:00"}
    ]
