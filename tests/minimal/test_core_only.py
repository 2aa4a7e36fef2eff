"""The package as built, with its core dependencies and nothing else: the whole way from tables to a page."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest

import welfare_graph as wg
from welfare_graph.schema import TABLES

EXTRAS = ["pyarrow", "geopandas", "matplotlib", "dask", "hypothesis", "playwright"]
COMMAND = Path(sys.executable).with_name("welfare-graph")


@pytest.fixture(scope="module")
def eco():
    return wg.datasets.two_valleys()


@pytest.mark.parametrize("module", EXTRAS)
def test_the_environment_is_minimal(module):
    assert importlib.util.find_spec(module) is None


def test_the_built_package_is_the_one_tested():
    assert "site-packages" in Path(wg.__file__).parts
    assert (Path(wg.__file__).parent / "py.typed").is_file()


def test_text_is_text_without_pyarrow(eco):
    assert eco.actors["name"].dtype == "str"


@pytest.mark.parametrize("name", ["folder", "packed.zip"])
def test_a_territory_goes_round(eco, tmp_path, name):
    assert wg.read(wg.write(eco, tmp_path / name)) == eco


def test_the_shipped_territory_is_in_the_package():
    eco = wg.datasets.pinerolese()
    assert len(eco.areas) == 47
    assert eco.findings[eco.findings["severity"] == "error"].empty
    assert {name for name in TABLES if len(getattr(eco, name))} >= {"actors", "ties", "services", "demand"}


def test_measures_stand_on_the_actors(eco):
    table = wg.centrality.table(eco)
    pd.testing.assert_index_equal(table.index, eco.current().actors.index)


def test_the_command_line_finds_what_is_wrong(eco, tmp_path):
    folder = wg.write(eco, tmp_path / "territory")
    right = subprocess.run([COMMAND, "validate", folder], capture_output=True, text=True, check=False)
    assert right.returncode == 0, right.stdout + right.stderr
    ties = folder / "ties.csv"
    ties.write_text(ties.read_text(encoding="utf-8").replace("asl", "als"), encoding="utf-8")
    wrong = subprocess.run([COMMAND, "validate", folder], capture_output=True, text=True, check=False)
    assert wrong.returncode == 1
    assert "asl" in wrong.stdout
