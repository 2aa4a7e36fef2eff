"""Rules, errors, names, optional packages, parallel work, tables for notebooks."""

from __future__ import annotations

import math
import pickle

import numpy as np
import pandas as pd
import pytest
from tests.territory_files import findings, frame

import welfare_graph as wg
from welfare_graph import _names, _optional, parallel, schema
from welfare_graph._repr import frame_html
from welfare_graph._texts import number, plural, text
from welfare_graph.errors import InfeasiblePlanError, MissingDependencyError, UnknownNameError


@pytest.mark.parametrize(
    ("rule", "message"),
    [
        ({"minutes": -1}, "minutes must be a number 0 or more"),
        ({"minutes": math.nan}, "minutes must be"),
        ({"minutes": math.inf}, "minutes must be"),
        ({"min_trust": 1.1}, "min_trust must be a number from 0 to 1"),
        ({"default_trust": None}, "default_trust must be"),
        ({"tie_trust": "much"}, "tie_trust must be"),
        ({"max_steps": 1.5}, "max_steps must be a whole number"),
        ({"max_steps": True}, "max_steps must be a number"),
        ({"unknown_capacity": "some"}, "'unlimited', 'zero' or a number"),
        ({"unknown_capacity": -5}, "unknown_capacity must be"),
    ],
)
def test_rules_that_cannot_be_are_refused(rule, message):
    with pytest.raises(ValueError, match=message):
        wg.Rules(**rule)


def test_rules():
    assert wg.Rules().added_trust == 0.5
    assert wg.Rules(tie_trust=0.8).added_trust == 0.8
    assert wg.Rules(max_steps=2).relational
    assert wg.Rules(minutes=np.float64(3), unknown_capacity=np.int64(4)) == wg.Rules(
        minutes=3, unknown_capacity=4
    )
    with pytest.raises(AttributeError, match="cannot assign"):
        wg.Rules().minutes = 3


def test_names():
    assert _names.suggest("coop", []) == "There are none."
    assert _names.suggest("zzz", ["a", "b"]) == "There are: 'a', 'b'."
    assert "and 3 more" in _names.suggest("qqq", [f"x{n:02d}" for n in range(15)])
    assert str(UnknownNameError()) == ""


def test_schema_names_what_it_does_not_know():
    with pytest.raises(UnknownNameError, match="There is no table"):
        schema.table("tie")
    with pytest.raises(UnknownNameError, match="There is no kind of word"):
        schema.words("colour")
    assert schema.table("services").dated
    assert not schema.table("areas").dated
    assert schema.weakest_grade(None, "guess") == "documented"


def test_an_absent_package_names_its_extra():
    with pytest.raises(MissingDependencyError, match=r"welfare_graph\[charts\]"):
        _optional.require("a_package_nobody_has", extra="charts")
    assert _optional.require("numpy", extra="fast") is np
    assert not _optional.available("a_package_nobody_has")


def test_an_infeasible_plan_keeps_who_blocks():
    blocking = pd.DataFrame({"need_id": ["n"], "rule": ["minutes"]})
    copy = pickle.loads(pickle.dumps(InfeasiblePlanError("no", blocking)))
    assert str(copy) == "no"
    assert copy.blocking.equals(blocking)


def test_the_package_names_what_it_has():
    with pytest.raises(AttributeError, match="no attribute 'gasp'"):
        _ = wg.gasp
    assert {"gaps", "read", "Ecosystem"} <= set(dir(wg))


def _square(value):
    return value * value


@pytest.mark.parametrize("n_jobs", [1, 2])
def test_results_come_in_the_order_of_the_items(n_jobs):
    assert parallel.map_items(_square, list(range(7)), n_jobs=n_jobs, what="squares") == [
        0,
        1,
        4,
        9,
        16,
        25,
        36,
    ]
    assert len(parallel.spawn_seeds(0, 3)) == 3


def test_tables_of_notebooks_are_escaped_and_short():
    table = pd.DataFrame(
        {"name": ["<b>", None], "many": [1234.5678, 1e6], "count": [1200, 3], "yes": [True, False]},
        dtype=object,
    )
    html = frame_html(table)
    assert "<b>" not in html
    assert "1,235" in html
    assert "1,000,000" in html
    assert "1,200" in html
    assert "more rows" in frame_html(pd.concat([table] * 20), limit=5)


def test_numbers_and_words_as_each_language_writes_them():
    assert number(1234.5, "it", 1) == "1.234,5"
    assert number(-0.2) == "0"
    assert [plural(n, "ente", "enti") for n in (1, 2)] == ["ente", "enti"]
    with pytest.raises((UnknownNameError, KeyError), match="fr"):
        text("cli.error", "fr")


def test_travel_that_leaves_an_area_alone_is_named():
    areas = frame({"area_id": ["x", "y", "z"], "name": ["X", "Y", "Z"]})
    travel = frame({"origin": ["x", "y"], "destination": ["y", "x"], "minutes": [5, 50]})
    needs = frame({"need_id": ["n"], "name": ["N"], "unit": ["persons"]})
    demand = frame({"area_id": ["x", "z"], "need_id": ["n", "n"], "quantity": [1, 1]})
    services = frame(
        {"service_id": ["s", "t"], "actor_id": ["a", "a"], "need_id": ["n", "n"], "area_id": ["x", "y"]}
    )
    found = findings(areas=areas, travel=travel, needs=needs, demand=demand, services=services)
    alone = found[(found["code"] == "travel_gap") & found["row"].isna()]
    assert alone[["column", "value"]].to_numpy().tolist() == [["origin", "z"]]
    assert "travel_asymmetric" in found["code"].tolist()
    apart = findings(
        areas=areas, travel=travel, needs=needs, demand=demand.head(1), services=services.assign(area_id="z")
    )
    lost = apart[(apart["code"] == "travel_gap") & apart["row"].isna()]
    assert ["destination", "z"] in lost[["column", "value"]].to_numpy().tolist()


def test_an_outline_must_be_there_and_be_one():
    areas = frame({"area_id": ["x"], "name": ["X"]})
    outlines = frame({"area_id": ["x", "x"], "part": [1, 2], "wkt": [None, "POINT (1 2)"]})
    assert findings(areas=areas, outlines=outlines)["code"].tolist() == ["missing_value", "bad_outline"]
    huge = frame({"area_id": ["x"], "part": [1], "wkt": ["POLYGON ((" + "1 1, " * 9000 + "1 1))"]})
    assert findings(areas=areas, outlines=huge)["code"].tolist() == ["bad_outline"]
