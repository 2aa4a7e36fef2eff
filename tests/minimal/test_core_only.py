"""The package as built, with its core dependencies and nothing else."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest

import welfare_graph as wg

EXTRAS = ["pyarrow", "geopandas", "matplotlib", "dask", "hypothesis", "playwright"]


@pytest.mark.parametrize("module", EXTRAS)
def test_the_environment_is_minimal(module):
    assert importlib.util.find_spec(module) is None


def test_the_built_package_is_the_one_tested():
    assert "site-packages" in Path(wg.__file__).parts
    assert (Path(wg.__file__).parent / "py.typed").is_file()
