"""Other networks of territorial welfare: every member collected is there, and nothing else."""

from __future__ import annotations

import csv
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

import welfare_graph as wg

ROOT = Path(__file__).resolve().parents[3]
FOLDER = ROOT / "datasets" / "wecare_piemonte"
MADE_BY_HAND = {"build.py", "choices", "facts"}


def read(name: str) -> list[dict[str, str]]:
    with (FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def eco():
    return wg.datasets.wecare_piemonte()


def test_build_gives_the_same_bytes(tmp_path):
    subprocess.run([sys.executable, str(FOLDER / "build.py"), "--out", str(tmp_path)], check=True)
    shipped = {path.name: path for path in FOLDER.iterdir()}
    assert {path.name for path in tmp_path.iterdir()} == set(shipped) - MADE_BY_HAND - {"__pycache__"}
    for path in tmp_path.iterdir():
        assert path.read_bytes() == shipped[path.name].read_bytes()


def test_nothing_is_wrong_with_it():
    findings = wg.validate(FOLDER)
    assert findings["code"].tolist() == ["empty_table"]  # no source gives a tie between bodies


def test_every_member_is_there_with_role_and_source(eco):
    facts = [row for row in read("facts/networks") if not row["actor"].startswith("(")]
    rows = eco.memberships
    kept = zip(
        rows["initiative_id"],
        rows["name_documented"],
        rows["role_documented"],
        rows["source_id"],
        strict=True,
    )
    assert list(kept) == [tuple(row.values()) for row in facts]
    assert len(facts) == 58
    assert set(rows["grade"]) == {"documented"}


def test_networks_bodies_and_sources_are_counted_once(eco):
    assert (len(eco.actors), len(eco.initiatives), len(eco.sources)) == (53, 10, 10)
    assert set(eco.initiatives["source_id"]) == set(eco.sources.index)
    assert eco.actors["name"].is_unique


def test_a_type_is_inferred_or_not_stated(eco):
    unknown = eco.actors["type"] == "unknown"
    assert sorted(eco.actors.index[unknown]) == ["dedalo", "prevenzione_piemonte", "welfare_lab"]
    assert set(eco.actors.loc[~unknown, "grade"]) == {"estimate"}


def test_bodies_of_the_pinerolese_bear_the_same_id(eco):
    both = eco.actors.index.intersection(wg.datasets.pinerolese().actors.index)
    assert sorted(both) == ["cittametro", "regione_piemonte", "secondowelfare"]


def test_wheel_ships_what_is_built():
    hatch = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["hatch"]["build"]["targets"]["wheel"]
    names = {path.name for path in FOLDER.iterdir()} - MADE_BY_HAND - {"__pycache__"}
    assert {old: new for old, new in hatch["force-include"].items() if "wecare" in old} == {
        f"datasets/wecare_piemonte/{name}": f"welfare_graph/datasets/data/wecare_piemonte/{name}"
        for name in names
    }
