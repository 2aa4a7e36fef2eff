"""Same input, same output: whatever the hash seed, the number of workers, the order of rows."""

from __future__ import annotations

import dataclasses
import json
import os
import subprocess
import sys

import pandas as pd
import pytest
from tests.contract.surface import call, on_a_territory

import welfare_graph as wg
from welfare_graph.schema import TABLES


def process(repository, hash_seed, options):
    environment = os.environ | {"PYTHONHASHSEED": str(hash_seed), "PYTHONPATH": os.pathsep.join(sys.path)}
    command = [sys.executable, "-m", "tests.contract.surface", json.dumps(options)]
    return subprocess.Popen(command, cwd=repository, env=environment, stdout=subprocess.PIPE, text=True)


def test_neither_hash_seed_nor_workers_matter(repository):
    runs = [process(repository, 1, {}), process(repository, 2024, {"n_jobs": 2})]
    one, other = (json.loads(run.communicate()[0]) for run in runs)
    assert one.keys() == other.keys()
    assert [name for name in one if one[name] != other[name]] == []


@pytest.fixture(scope="module")
def territories():
    """The toy, and the same with the rows of every table in another order."""
    eco = wg.datasets.two_valleys()
    tables = {name: getattr(eco, name).iloc[::-1] for name in TABLES if len(getattr(eco, name))}
    plain = {
        name: table if TABLES[name].index else table.reset_index(drop=True) for name, table in tables.items()
    }
    return eco, eco.replace(**plain)


def same(one, other, name):
    """Whether two results say the same of every id."""
    if isinstance(one, pd.DataFrame | pd.Series):
        if sorted(map(str, one.index)) == sorted(map(str, other.index)):
            other = other.reindex(one.index)
        check = (
            pd.testing.assert_frame_equal if isinstance(one, pd.DataFrame) else pd.testing.assert_series_equal
        )
        check(one, other, obj=name, rtol=1e-9, atol=1e-12)
    elif dataclasses.is_dataclass(one):
        for field in dataclasses.fields(one):
            same(getattr(one, field.name), getattr(other, field.name), f"{name}.{field.name}")
    elif isinstance(one, float):
        assert one == pytest.approx(other, rel=1e-9, nan_ok=True), name
    elif isinstance(one, int | bool | type(None)) or (isinstance(one, str) and len(one) < 100):
        assert one == other, name


BY_ROW = {"testing.seed_faults"}
"""What speaks of a row by its number, so that its order is its meaning."""


@pytest.mark.parametrize("name", sorted(on_a_territory().keys() - BY_ROW))
def test_the_order_of_rows_does_not_matter(name, territories, tmp_path):
    eco, shuffled = territories
    first, second = (tmp_path / "first", tmp_path / "second")
    first.mkdir()
    second.mkdir()
    same(call(name, eco, first), call(name, shuffled, second), name)
