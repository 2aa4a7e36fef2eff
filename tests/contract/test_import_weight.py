"""`import welfare_graph` is light: what is heavy loads on first use."""

from __future__ import annotations

import json
import subprocess
import sys

HEAVY = {
    "igraph",
    "networkx",
    "matplotlib",
    "geopandas",
    "pyvis",
    "joblib",
    "scipy",
    "pyarrow.dataset",
    "openpyxl",
}
LOADED = "import json, sys; import welfare_graph; {use}; print(json.dumps(sorted(sys.modules)))"


def loaded(use: str = "pass") -> set[str]:
    done = subprocess.run(
        [sys.executable, "-c", LOADED.format(use=use)], capture_output=True, check=True, text=True
    )
    return set(json.loads(done.stdout))


def test_importing_the_package_loads_nothing_heavy():
    assert HEAVY & loaded() == set()


def test_submodules_load_on_first_use():
    assert "welfare_graph.travel" not in loaded()
    assert "welfare_graph.travel" in loaded("welfare_graph.travel")
