"""GeoJSON: outlines in by any property, areas and outlines out, nothing lost in silence."""

from __future__ import annotations

import json

import pytest

import welfare_graph as wg
from welfare_graph.io import add_outlines

RING = [[7.0, 44.9], [7.1, 44.9], [7.1, 45.0], [7.0, 44.9]]
FAR = [[x + 1, y] for x, y in RING]
EVERYTHING_ELSE = {"demand", "services", "ties"}


def feature(shape="Polygon", coordinates=(RING,), **properties):
    geometry = {"type": shape, "coordinates": list(coordinates)}
    return {"type": "Feature", "properties": properties, "geometry": geometry}


@pytest.fixture
def file(tmp_path):
    def write(*features):
        path = tmp_path / "borders.geojson"
        path.write_text(json.dumps({"type": "FeatureCollection", "features": features}), encoding="utf-8")
        return path

    return write


@pytest.fixture(scope="module")
def toy():
    return wg.datasets.two_valleys()


@pytest.mark.parametrize("code", ["001001", 1001, "1001"])
def test_any_property_may_hold_the_codes(toy, file, code):
    path = file(feature(COMUNE="Alpetta", PRO_COM=code), feature(COMUNE="Borgo", PRO_COM="001003"))
    eco = add_outlines(toy, path)
    assert eco.outlines["area_id"].tolist() == ["001001", "001003"]
    assert len(toy.outlines) == 0
    assert add_outlines(toy, path, key="PRO_COM") == eco


def test_a_key_that_is_not_there_says_which_was_meant(toy, file):
    with pytest.raises(wg.errors.UnknownNameError, match="Did you mean 'PRO_COM'"):
        add_outlines(toy, file(feature(PRO_COM="001001")), key="PROCOM")


def test_codes_that_are_nowhere_are_an_error_with_the_likely_name(toy, file):
    with pytest.raises(wg.errors.ValidationError, match="did you mean area_idd"):
        add_outlines(toy, file(feature(area_idd="999")))


def test_outlines_of_other_areas_are_left_out_and_parts_are_kept_apart(toy, file):
    path = file(
        feature("MultiPolygon", ([RING], [FAR]), area_id="001002"),
        feature(area_id="058091"),
    )
    outlines = add_outlines(toy, path).outlines
    assert outlines[["area_id", "part"]].to_numpy().tolist() == [["001002", 1], ["001002", 2]]


@pytest.mark.parametrize("text", ["", "[]", '{"features":[{"properties":{"area_id":"1"},"geometry":null}]}'])
def test_what_is_no_geojson_says_so(toy, tmp_path, text):
    path = tmp_path / "x.geojson"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(wg.errors.ValidationError, match="GeoJSON"):
        add_outlines(toy, path)
    assert wg.validate(path)["code"].tolist() == ["not_geojson"]


@pytest.mark.parametrize("text", ["", '{"features":[]}'])
def test_a_file_without_properties_has_no_such_key(toy, tmp_path, text):
    (tmp_path / "x.geojson").write_text(text, encoding="utf-8")
    with pytest.raises(wg.errors.UnknownNameError, match="There are none"):
        add_outlines(toy, tmp_path / "x.geojson", key="other")


def test_a_file_that_is_too_long_is_refused(toy, tmp_path):
    path = tmp_path / "x.geojson"
    with path.open("wb") as data:
        data.truncate(300_000_000)
    with pytest.raises(wg.errors.ValidationError, match="too large"):
        add_outlines(toy, path)


def test_areas_and_outlines_go_out_and_come_back(toy, file, tmp_path):
    shapes = file(feature("MultiPolygon", ([RING], [FAR]), area_id="001001"), feature(area_id="001003"))
    eco = add_outlines(toy, shapes)
    again = wg.read(wg.write(eco, tmp_path / "out.geojson"))
    assert again.outlines.equals(eco.outlines)
    there = eco.areas.loc[["001001", "001003"]].dropna(axis="columns", how="all")
    assert again.areas[there.columns].equals(there)
    assert again.title == eco.title
    said = again.findings.set_index("code").loc["left_out", "value"]
    assert set(said.split(", ")) >= EVERYTHING_ELSE
    assert (len(again.actors), len(again.ties)) == (0, 0)


def test_the_outlines_of_the_pinerolese_come_back(tmp_path):
    eco = wg.datasets.pinerolese()
    again = wg.read(wg.write(eco, tmp_path / "x.geojson"))
    shape = ["area_id", "part", "wkt"]
    assert again.outlines[shape].equals(eco.outlines[shape])


def test_areas_of_others_are_named_by_their_code(file):
    eco = wg.read(file(feature(area_id="001001", zone="Alta")))
    assert eco.areas["name"].tolist() == ["001001"]
    assert eco.areas["zone"].tolist() == ["Alta"]


def test_there_must_be_outlines_to_write(toy, tmp_path):
    with pytest.raises(wg.errors.MissingTableError, match="needs the table outlines"):
        wg.write(toy, tmp_path / "x.geojson")
