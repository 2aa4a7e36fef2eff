"""Reading a million ties with every check, against networkx's reader, which checks nothing."""

from __future__ import annotations

import subprocess
import sys

import networkx as nx
import numpy as np
import pandas as pd
import pytest
from benchmarks.measure import compare

import welfare_graph as wg
from welfare_graph import _optional

ACTORS, TIES = 120_000, 1_000_000


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    folder = tmp_path_factory.mktemp("million")
    rng = np.random.default_rng(0)
    ids = np.array([f"actor_{number:06d}" for number in range(ACTORS)], dtype=object)
    source = rng.integers(0, ACTORS, TIES)
    target = (source + rng.integers(1, ACTORS, TIES)) % ACTORS
    types = rng.choice(["collaborates", "refers", "funds"], TIES)
    ties = pd.DataFrame({"source": ids[source], "target": ids[target], "type": types})
    ties.to_csv(folder / "ties.csv", index=False)
    pd.DataFrame({"actor_id": ids, "name": ids, "type": "firm"}).to_csv(folder / "actors.csv", index=False)
    edges = folder.parent / "edges.txt"
    ties[["source", "target"]].to_csv(edges, sep=" ", header=False, index=False)
    return folder, edges


def read_with_networkx(edges):
    return nx.read_edgelist(edges, create_using=nx.MultiGraph)


def test_with_pyarrow_15_times_faster_than_networkx(files):
    folder, edges = files
    wg.read(folder)
    ratio = compare(lambda: wg.read(folder), lambda: read_with_networkx(edges))
    print(f"\nreading {TIES:,} ties, pyarrow: {ratio}")
    assert ratio.times >= 15


def test_with_core_dependencies_5_times_faster_than_networkx(files, monkeypatch):
    folder, edges = files
    monkeypatch.setattr(_optional, "available", lambda package: False)
    with pd.option_context("mode.string_storage", "python"):
        ratio = compare(lambda: wg.read(folder), lambda: read_with_networkx(edges))
    print(f"\nreading {TIES:,} ties, core dependencies: {ratio}")
    assert ratio.times >= 5


@pytest.mark.parametrize("storage", ["python", "pyarrow"])
def test_a_fifth_of_the_memory_of_the_networkx_graph(files, storage):
    folder, edges = files
    ours = _resident(
        "import pandas as pd, welfare_graph as wg; from welfare_graph import _optional;"
        f"pd.set_option('mode.string_storage', '{storage}');"
        f"{'' if storage == 'pyarrow' else '_optional.available = lambda package: False;'}"
        "wg.read(wg.datasets.folder('two_valleys')); import gc;",
        f"kept = wg.read({str(folder)!r})",
    )
    theirs = _resident(
        "import networkx as nx, gc;", f"kept = nx.read_edgelist({str(edges)!r}, create_using=nx.MultiGraph)"
    )
    held = f"ours {ours / 1e6:.0f} MB, networkx {theirs / 1e6:.0f} MB: {theirs / ours:.1f}x"
    print(f"\nmemory held, {storage}: {held}")
    assert theirs >= 5 * ours


def _resident(before: str, run: str) -> int:
    """Bytes that stay with the process after a statement, and only because of it."""
    size = "int(open('/proc/self/statm').read().split()[1]) * 4096"
    trim = "gc.collect(); ctypes.CDLL(None).malloc_trim(0)"
    code = f"import ctypes\n{before}\n{trim}; start = {size}\n{run}\n{trim}; print({size} - start)"
    return int(
        subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True).stdout
    )
