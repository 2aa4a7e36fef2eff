"""What a synthetic territory promises, at any size."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

import welfare_graph as wg


def test_sizes_are_those_asked_for_and_the_same_seed_gives_the_same_territory():
    eco = wg.datasets.synthetic()
    assert [len(t) for t in (eco.areas, eco.actors, eco.ties, eco.needs)] == [50, 300, 1500, 5]
    assert len(eco.demand) == 250
    assert eco == wg.datasets.synthetic()
    assert eco.fingerprint != wg.datasets.synthetic(seed=1).fingerprint
    assert len(wg.validate(eco)) == 0


def test_ties_have_no_loops_and_degrees_a_heavy_tail_and_most_are_near():
    eco = wg.datasets.synthetic(areas=400, actors=3000, ties=9000, needs=2)
    ties = eco.ties
    assert (ties["source"] != ties["target"]).all()
    ends = pd.concat([ties["source"], ties["target"]]).value_counts()
    assert ends.max() > 8 * ends.mean()
    seat = eco.actors["area_id"].astype(int)
    apart = (ties["source"].map(seat) - ties["target"].map(seat)).abs()
    assert (apart <= 20).mean() > 0.5


def test_no_status_no_dates_no_roads_and_one_service_with_capacity_an_actor():
    eco = wg.datasets.synthetic(areas=9, actors=40, ties=60, needs=3)
    for name in ("actors", "ties", "services"):
        frame = getattr(eco, name)
        assert frame[["start", "end", "status"]].isna().all(axis=None)
    assert eco.services["actor_id"].tolist() == eco.actors.index.tolist()
    assert eco.services["capacity"].notna().all()
    assert eco.needs["max_minutes"].notna().all()
    assert eco.areas[["lat", "lon"]].notna().all(axis=None)
    assert len(eco.travel) == 0
    assert len(eco.adjacency) == 0


def test_about_150_services_are_within_reach_in_a_nation():
    eco = wg.datasets.synthetic(areas=7900, actors=30_000, ties=100, needs=1)
    pairs = wg.travel.pairs(eco, within=float(eco.needs["max_minutes"].iloc[0]))
    services = eco.services.groupby("area_id").size().reindex(pairs.areas, fill_value=0).to_numpy()
    reached = np.bincount(pairs.origin, weights=services[pairs.destination], minlength=len(pairs.areas))
    assert 100 < reached.mean() < 200


@pytest.mark.parametrize("actors", [2, 60])
def test_a_complete_network_can_be_asked_for(actors):
    ties = actors * (actors - 1) // 2
    eco = wg.datasets.synthetic(areas=1, actors=actors, ties=ties, needs=1)
    assert len({frozenset(pair) for pair in zip(eco.ties["source"], eco.ties["target"], strict=True)}) == ties


def test_one_actor_alone_has_a_service_and_no_tie():
    eco = wg.datasets.synthetic(areas=1, actors=1, ties=0, needs=1)
    assert [len(table) for table in (eco.areas, eco.actors, eco.ties, eco.services)] == [1, 1, 0, 1]
    assert wg.validate(eco).empty


@pytest.mark.parametrize(
    ("sizes", "message"),
    [
        ({"areas": 0}, "areas must be 1 or more"),
        ({"actors": 0}, "actors must be 1 or more"),
        ({"needs": 0}, "needs must be 1 or more"),
        ({"ties": -1}, "ties must be 0 or more"),
        ({"actors": 3, "ties": 4}, "3 actors have at most 3 ties"),
    ],
)
def test_sizes_that_cannot_be_are_refused(sizes, message):
    with pytest.raises(ValueError, match=message):
        wg.datasets.synthetic(**sizes)


def test_shipped_territories_are_named():
    with pytest.raises(KeyError, match="Did you mean 'pinerolese'"):
        wg.datasets.load("pinerolesse")
