"""Each fault is found, with its code, its place and the cell as it came; nothing else is."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from tests.territory_files import ACTORS, AREAS, NEEDS, TIES, findings, frame

import welfare_graph as wg
from welfare_graph.validation import SEVERITY

COLUMNS = ["table", "file", "row", "column", "value", "code", "severity", "message", "hint"]
INITIATIVES = {"initiative_id": ["p", "q"], "name": ["P", "Q"], "type": ["pact", "project"]}
SERVICES = {"service_id": ["s"], "actor_id": ["a"], "need_id": ["n"]}
DEMAND = {"area_id": ["001191"], "need_id": ["n"], "quantity": [10]}
VOCABULARY = {"kind": ["actor_type"], "code": ["guild"], "label_en": ["Guild"], "label_it": ["Gilda"]}
OUTLINES = {"area_id": ["001191"], "part": [1], "wkt": ["POLYGON ((7 44, 8 44, 7 45, 7 44))"]}
STANDARDS = {
    "standard_id": ["x"],
    "name_it": ["N"],
    "name_en": ["N"],
    "numerator": ["capacity:n"],
    "denominator": ["one"],
    "threshold": [1],
    "direction": ["min"],
    "level": ["area"],
}


def areas(**columns):
    return frame(AREAS, **columns)


def actors(**columns):
    return frame(ACTORS, **columns)


def ties(**columns):
    return frame(TIES, **columns)


FAULTS = [
    # code, tables, table, row, column, value
    ("missing_column", {"actors": actors().drop(columns="type")}, "actors", None, "type", None),
    ("unknown_column", {"actors": actors(emploiees=[1, 2, 3])}, "actors", None, "emploiees", "emploiees"),
    (
        "empty_id",
        {"actors": actors(actor_id=["a", "b", None]), "ties": ties().head(1)},
        "actors",
        4,
        "actor_id",
        None,
    ),
    (
        "duplicate_id",
        {"actors": actors(actor_id=["a", "b", "b"]), "ties": ties().head(1)},
        "actors",
        4,
        "actor_id",
        "b",
    ),
    ("missing_value", {"actors": actors(name=["A", "", "C"])}, "actors", 3, "name", ""),
    (
        "spaces_around",
        {"actors": actors(actor_id=["a", "b", "c "]), "ties": ties().head(1)},
        "actors",
        4,
        "actor_id",
        "c ",
    ),
    ("not_a_scalar", {"actors": actors(note=[None, ["x"], None])}, "actors", 3, "note", "['x']"),
    ("not_a_scalar", {"actors": actors(note=[None, {"x": 1}, None])}, "actors", 3, "note", "{'x': 1}"),
    ("not_text", {"actors": actors(name=["A", "\ud800", "C"])}, "actors", 3, "name", None),
    ("nul_byte", {"actors": actors(name=["A", "x\0y", "C"])}, "actors", 3, "name", "x\\x00y"),
    ("nul_byte", {"actors": actors(mine=["A", "x\0y", "C"])}, "actors", 3, "mine", "x\\x00y"),
    (
        "nul_byte",
        {"actors": actors(actor_id=["a", "b", "c\0"]), "ties": ties().head(1)},
        "actors",
        4,
        "actor_id",
        "c\\x00",
    ),
    ("not_a_number", {"actors": actors(employees=[1, "many", 2])}, "actors", 3, "employees", "many"),
    ("not_a_number", {"ties": ties(weight=[True, 1.0])}, "ties", 2, "weight", "True"),
    ("not_finite", {"ties": ties(weight=["nan", 1])}, "ties", 2, "weight", "nan"),
    ("not_finite", {"ties": ties(weight=[1.0, float("inf")])}, "ties", 3, "weight", "inf"),
    ("not_finite", {"ties": ties(weight=pd.Series([1.0, -np.inf]))}, "ties", 3, "weight", "-inf"),
    ("not_finite", {"ties": ties(weight=["1e999", 1])}, "ties", 2, "weight", "1e999"),
    ("not_an_integer", {"actors": actors(employees=[1, 2.5, 3])}, "actors", 3, "employees", "2.5"),
    ("not_an_integer", {"actors": actors(employees=["1", "2.5", "3"])}, "actors", 3, "employees", "2.5"),
    ("not_a_boolean", {"ties": ties(directed=["perhaps", None])}, "ties", 2, "directed", "perhaps"),
    ("not_a_date", {"actors": actors(start=["2020-02-30", None, None])}, "actors", 2, "start", "2020-02-30"),
    (
        "not_a_date",
        {"actors": actors(start=["30 June 2020", None, None])},
        "actors",
        2,
        "start",
        "30 June 2020",
    ),
    ("not_a_date", {"actors": actors(start=["06/30/2020", None, None])}, "actors", 2, "start", "06/30/2020"),
    ("not_a_date", {"actors": actors(start=["2020-13", None, None])}, "actors", 2, "start", "2020-13"),
    ("not_a_date", {"actors": actors(start=[True, None, None])}, "actors", 2, "start", "True"),
    (
        "time_of_day",
        {"actors": actors(start=[pd.Timestamp("2020-06-30 10:30"), None, None])},
        "actors",
        2,
        "start",
        "2020-06-30 10:30:00",
    ),
    ("ambiguous_decimal", {"ties": ties(weight=["1.5", "1,5"])}, "ties", 2, "weight", "1.5"),
    ("out_of_range", {"ties": ties(trust=[0.5, 1.01])}, "ties", 3, "trust", "1.01"),
    ("out_of_range", {"actors": actors(employees=[1, -1, 2])}, "actors", 3, "employees", "-1"),
    ("out_of_range", {"actors": actors(lat=[91, 44, 44], lon=[7, 7, 7])}, "actors", 2, "lat", "91"),
    ("weight_not_positive", {"ties": ties(weight=[0, 1])}, "ties", 2, "weight", "0"),
    ("weight_not_positive", {"ties": ties(weight=[-2, 1])}, "ties", 2, "weight", "-2"),
    (
        "reversed_dates",
        {"actors": actors(start=["2021", None, None], end=["2020-12-31", None, None])},
        "actors",
        2,
        "end",
        "2020-12-31",
    ),
    (
        "reversed_dates",
        {"actors": actors(start=["2021-02", None, None], end=["2021-01-31", None, None])},
        "actors",
        2,
        "end",
        "2021-01-31",
    ),
    ("unknown_word", {"actors": actors(type=["firm", "shcool", "firm"])}, "actors", 3, "type", "shcool"),
    ("unknown_word", {"actors": actors(status=["closed", None, None])}, "actors", 2, "status", "closed"),
    (
        "unknown_word",
        {"actors": actors(type=["guild", "bank", "firm"]), "vocabulary": frame(VOCABULARY)},
        "actors",
        3,
        "type",
        "bank",
    ),
    ("new_word", {"actors": actors(type=["firm", "guild", "firm"])}, "actors", 3, "type", "guild"),
    ("dangling_reference", {"ties": ties(target=["b", "cc"])}, "ties", 3, "target", "cc"),
    (
        "dangling_option",
        {"actors": actors(area_id=["001191", "001192", None]), "areas": areas()},
        "actors",
        3,
        "area_id",
        "001192",
    ),
    (
        "unchecked_reference",
        {"actors": actors(area_id=["001191", None, None])},
        "actors",
        None,
        "area_id",
        None,
    ),
    (
        "repaired_code",
        {"actors": actors(area_id=["1191", None, None]), "areas": areas()},
        "actors",
        2,
        "area_id",
        "1191",
    ),
    (
        "swapped_coordinates",
        {
            "areas": frame(
                {"area_id": ["1", "2", "3"], "name": ["A", "B", "C"]},
                lat=[44.88, 44.9, 7.2],
                lon=[7.33, 7.2, 44.9],
            )
        },
        "areas",
        4,
        "lat",
        "7.2",
    ),
    ("self_tie", {"ties": ties(target=["b", "b"])}, "ties", 3, "target", "b"),
    (
        "duplicate_tie",
        {"ties": frame({"source": ["a", "b"], "target": ["b", "a"], "type": ["collaborates"] * 2})},
        "ties",
        3,
        "source",
        "b / a / collaborates",
    ),
    (
        "ended_actor",
        {"actors": actors(end=["2020", None, None]), "ties": ties(start=["2021-01-01", None])},
        "ties",
        2,
        "source",
        "a",
    ),
    (
        "membership_cycle",
        {"initiatives": frame(INITIATIVES, part_of=["q", "p"])},
        "initiatives",
        2,
        "part_of",
        "q",
    ),
    (
        "membership_cycle",
        {"initiatives": frame(INITIATIVES, part_of=["p", None])},
        "initiatives",
        2,
        "part_of",
        "p",
    ),
    (
        "bad_pattern",
        {"standards": frame(STANDARDS, numerator=["people"])},
        "standards",
        2,
        "numerator",
        "people",
    ),
    ("bad_pattern", {"vocabulary": frame(VOCABULARY, color=["red"])}, "vocabulary", 2, "color", "red"),
    (
        "bad_outline",
        {"areas": areas(), "outlines": frame(OUTLINES, wkt=["POLYGON ((7 44, 8 44))"])},
        "outlines",
        2,
        "wkt",
        "POLYGON ((7 44, 8 44))",
    ),
    (
        "duplicate_key",
        {"areas": areas(), "outlines": pd.concat([frame(OUTLINES)] * 2, ignore_index=True)},
        "outlines",
        3,
        "area_id",
        None,
    ),
    (
        "duplicate_row",
        {
            "initiatives": frame(INITIATIVES),
            "memberships": frame(
                {"actor_id": ["a", "a"], "initiative_id": ["p", "p"], "role": ["lead", "lead"]}
            ),
        },
        "memberships",
        3,
        "actor_id",
        "a / p / lead",
    ),
    (
        "disordered_range",
        {
            "areas": areas(),
            "needs": frame(NEEDS),
            "services": frame(SERVICES),
            "demand": frame(DEMAND, low=[11]),
        },
        "demand",
        2,
        "low",
        "11",
    ),
    (
        "disordered_range",
        {
            "areas": areas(),
            "needs": frame(NEEDS),
            "services": frame(SERVICES),
            "demand": frame(DEMAND, high=[9]),
        },
        "demand",
        2,
        "high",
        "9",
    ),
    (
        "demand_without_service",
        {"areas": areas(), "needs": frame(NEEDS), "demand": frame(DEMAND)},
        "demand",
        None,
        "need_id",
        "n",
    ),
    ("unknown_table", {"actor": actors()}, "actor", None, None, "actor"),
    ("missing_table", {"ties": None}, "ties", None, None, None),
    (
        "travel_gap",
        {
            "areas": areas(),
            "travel": frame({"origin": ["001191"], "destination": ["001168"], "minutes": [5]}),
        },
        "travel",
        2,
        "destination",
        "001168",
    ),
    (
        "travel_asymmetric",
        {
            "areas": areas(),
            "travel": frame(
                {"origin": ["001191", "001168"], "destination": ["001168", "001191"], "minutes": [40, 5]}
            ),
        },
        "travel",
        2,
        "minutes",
        "40",
    ),
    (
        "out_of_range",
        {
            "areas": areas(),
            "travel": frame({"origin": ["001191"], "destination": ["001191"], "minutes": [-5]}),
        },
        "travel",
        2,
        "minutes",
        "-5",
    ),
    (
        "dangling_reference",
        {
            "areas": areas(),
            "people_groups": frame(
                {
                    "unit": ["area"],
                    "unit_id": ["001190"],
                    "dimension": ["age"],
                    "group": ["0-2"],
                    "count": [3],
                }
            ),
        },
        "people_groups",
        2,
        "unit_id",
        "001190",
    ),
    (
        "dangling_reference",
        {
            "people_groups": frame(
                {
                    "unit": ["area"],
                    "unit_id": ["001190"],
                    "dimension": ["age"],
                    "group": ["0-2"],
                    "count": [3],
                }
            )
        },
        "people_groups",
        2,
        "unit_id",
        "001190",
    ),
]


@pytest.mark.parametrize(
    ("code", "tables", "table", "row", "column", "value"),
    FAULTS,
    ids=lambda x: x if isinstance(x, str) else "",
)
def test_a_fault_is_found_where_it_is(code, tables, table, row, column, value):
    found = findings(**tables)
    assert list(found.columns) == COLUMNS
    assert isinstance(found.index, pd.RangeIndex)
    hits = found[found["code"] == code]
    assert len(hits) >= 1, found[["code", "table", "row", "column", "value"]]
    first = hits.iloc[0]
    assert first["table"] == table
    assert first["severity"] == SEVERITY[code]
    assert (None if pd.isna(first["row"]) else first["row"]) == row
    assert (first["column"] if isinstance(first["column"], str) else None) == column
    if value is not None:
        assert first["value"] == value
    assert isinstance(first["message"], str)
    assert isinstance(first["hint"], str)


@pytest.mark.parametrize("lang", ["en", "it"])
def test_every_fault_speaks_both_languages(lang):
    for _, tables, *_ in FAULTS:
        told = findings(lang=lang, **tables)
        assert told["message"].str.len().gt(0).all()
        assert not told["message"].str.contains(r"[{}]").any() or "x" in str(told["value"].tolist())


def test_errors_keep_a_territory_from_being_made():
    for code, tables, *_ in FAULTS:
        given = {"actors": actors(), "ties": ties(), **tables}
        if SEVERITY[code] != "error" or any(table is None for table in given.values()):
            continue
        with pytest.raises(wg.errors.ValidationError, match="error") as caught:
            wg.Ecosystem.from_tables(**given)
        assert code in set(caught.value.findings["code"])
        assert isinstance(caught.value, ValueError)


def test_every_finding_comes_at_once():
    found = findings(
        actors=actors(actor_id=["a", "a", "c"], employees=["x", -1, 1]),
        ties=ties(target=["zz", "c"], trust=[2, 0.5], weight=[0, 1]),
    )
    assert set(found["code"]) >= {
        "duplicate_id",
        "not_a_number",
        "out_of_range",
        "dangling_reference",
        "weight_not_positive",
    }


def test_several_sources_in_a_cell_are_looked_for_one_by_one():
    sources = frame({"source_id": ["x", "y"], "title": ["X", "Y"]})
    found = findings(sources=sources, ties=ties(source_id=["x; y", "y;z"]))
    told = found[found["column"] == "source_id"]
    assert told[["code", "row", "value"]].to_numpy().tolist() == [["dangling_option", 3, "y;z"]]


def test_a_word_of_ones_own_without_its_code_is_no_word():
    words = frame({**VOCABULARY, "code": [None]})
    found = findings(vocabulary=words, actors=actors(type=["guild", "school", "municipality"]))
    assert found[["code", "column"]].to_numpy().tolist() == [["missing_value", "code"], ["new_word", "type"]]
    known = findings(vocabulary=frame(VOCABULARY), actors=actors(type=["guild", "school", "municipality"]))
    assert "guild" not in set(known["value"])


def test_a_tie_that_ended_with_its_actor_is_right():
    closed = actors(end=["2020", None, None])
    for start, end, wrong in (("2018", "2020-06-30", []), ("2018", "2021", [2]), ("2018", None, [2])):
        found = findings(actors=closed, ties=ties(start=[start, None], end=[end, None]))
        assert found.loc[found["code"] == "ended_actor", "row"].tolist() == wrong, end


def test_what_is_like_a_wrong_word_is_looked_for_while_there_is_patience():
    from welfare_graph import schema
    from welfare_graph.validation._conform import Checked
    from welfare_graph.validation._findings import Raw

    checked = Checked(schema.TABLES["actors"], Raw(actors()), actors(), patience=1)
    known = ["Pinerolo", "Perosa"]
    assert [checked.like("Pinerollo", known) for _ in range(3)] == ["Pinerolo", None, None]
