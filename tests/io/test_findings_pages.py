"""Findings for people: the page of a file, and the page of every code."""

import json
import re

import pytest
from tools.findings_page import PAGES, page
from typer.testing import CliRunner

import welfare_graph as wg
from welfare_graph.cli import app
from welfare_graph.io import findings_html
from welfare_graph.testing import seed_faults
from welfare_graph.validation import SEVERITY


@pytest.mark.parametrize("lang", PAGES)
def test_the_committed_page_lists_every_code(lang):
    assert PAGES[lang].read_text(encoding="utf-8") == page(lang)
    assert set(re.findall(r"^\| `(\w+)`", page(lang), re.MULTILINE)) == set(SEVERITY)


def test_the_command_writes_a_page_and_fails_on_errors(tmp_path):
    path = tmp_path / "x.xlsx"
    fault = seed_faults(wg.datasets.two_valleys(), path, "not_a_number")
    run = CliRunner().invoke(app, ["validate", str(path), "--html", str(tmp_path / "f.html")])
    assert run.exit_code == 1
    html = (tmp_path / "f.html").read_text()
    assert "<code>dodici</code>" in html
    assert f"<td>{fault.row}</td><td>{fault.column}</td>" in html
    assert "Che cosa non va" in html


def test_cells_are_quoted_not_run(tmp_path):
    eco = wg.datasets.two_valleys()
    ties = eco.ties.assign(target="<script>alert(1)</script>")
    html = findings_html(wg.validate({"actors": eco.actors, "ties": ties}), "<b>x</b>")
    assert "<script>" not in html
    assert "<b>x" not in html
    assert "Nothing to correct" in findings_html(wg.validate(eco), "x")


def test_kumu_gets_elements_and_connections(tmp_path):
    eco = wg.datasets.two_valleys()
    eco = eco.replace(actors=eco.actors.assign(name=["=x", "A", "A", *"BCDEF"]))
    path = wg.write(eco, tmp_path / "x.kumu")
    assert sorted(file.name for file in path.iterdir()) == ["connections.csv", "elements.csv"]
    elements, connections = ((path / f"{n}.csv").read_text() for n in ("elements", "connections"))
    assert elements.splitlines()[0].startswith("Label,Type,ID")
    assert "A (borgo)" in elements
    assert "'=x" in elements
    assert connections.splitlines()[0].startswith("From,To,Type,Direction")
    assert len(connections.splitlines()) == len(eco.ties) + 1


@pytest.mark.parametrize("code", ["001001", 1001])
def test_outlines_may_bear_the_code_under_another_name(tmp_path, code):
    path = wg.write(wg.datasets.two_valleys(), tmp_path / "toy")
    ring = [[7.0, 44.9], [7.1, 44.9], [7.1, 45.0], [7.0, 44.9]]
    feature = {
        "type": "Feature",
        "properties": {"COMUNE": "Alpetta", "PRO_COM": code},
        "geometry": {"type": "Polygon", "coordinates": [ring]},
    }
    text = json.dumps({"type": "FeatureCollection", "features": [feature]})
    (path / "areas.geojson").write_text(text)
    eco = wg.read(path)
    assert eco.outlines["area_id"].tolist() == ["001001"]
    assert "outline_key" in set(eco.findings["code"])
    (path / "areas.geojson").write_text(text.replace("PRO_COM", "area_idd").replace("1001", "9"))
    found = wg.validate(path)
    assert "did you mean area_idd" in found.set_index("code").loc["not_geojson", "message"]
