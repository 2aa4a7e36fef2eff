"""The same numbers from a cluster as from one process, also when a worker dies half way."""

import os
import signal
import threading

import joblib
import pandas as pd
import pytest

import welfare_graph as wg

distributed = pytest.importorskip("distributed")
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::ResourceWarning")


@pytest.fixture(scope="module")
def client():
    with (
        distributed.LocalCluster(
            n_workers=2, threads_per_worker=1, dashboard_address=None, processes=True
        ) as cluster,
        distributed.Client(cluster) as connected,
    ):
        yield connected


def test_a_cluster_gives_the_same_numbers_also_when_a_worker_dies_half_way(client):
    eco = wg.datasets.two_valleys()
    alone = wg.robustness.intervals(eco, "harmonic", repeats=32)
    with joblib.parallel_config(backend="dask"):
        spread = wg.robustness.intervals(eco, "harmonic", repeats=32, n_jobs=2)
        pd.testing.assert_frame_equal(alone, spread)
        victim = next(iter(client.run(os.getpid).values()))
        killer = threading.Timer(0.3, os.kill, (victim, signal.SIGKILL))
        killer.start()
        again = wg.robustness.intervals(eco, "harmonic", repeats=32, n_jobs=2)
        killer.join()
    pd.testing.assert_frame_equal(alone, again)
