"""Gaps at the size of a region and of a nation: against PySAL `access`, and in CPU seconds of their own."""

from __future__ import annotations

import warnings
from functools import cache

import numpy as np
import pandas as pd
import pytest
from access import fca, weights
from benchmarks.measure import compare, cpu_seconds, median_cpu

import welfare_graph as wg

STEPS = {10: 1.0, 20: 0.68, 30: 0.22}
NATION = {"areas": 7900, "actors": 30_000, "ties": 1000, "needs": 1}


@cache
def nation() -> wg.Ecosystem:
    return wg.datasets.synthetic(**NATION)


def peer_frames(eco: wg.Ecosystem) -> dict[str, pd.DataFrame]:
    pairs = wg.gaps.reach(eco)
    return {
        "demand_df": eco.demand.set_index("area_id")[["quantity"]].rename(columns={"quantity": "demand"}),
        "supply_df": eco.services[["capacity"]].rename(columns={"capacity": "supply"}),
        "cost_df": pairs.rename(columns={"area_id": "origin", "service_id": "dest", "minutes": "cost"}),
    }


def pysal(name: str, frames: dict[str, pd.DataFrame]) -> pd.Series:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        run = getattr(fca, name)
        options = {"demand_index": True, "supply_index": True, "max_cost": 1e9}
        return run(**frames, **options, weight_fn=weights.step_fn(STEPS))


@pytest.mark.parametrize(("method", "name"), [("e2sfca", "two_stage_fca"), ("3sfca", "three_stage_fca")])
def test_access_equals_pysal(method: str, name: str) -> None:
    eco = wg.datasets.synthetic(areas=60, actors=40, ties=0, needs=1, seed=2)
    rng = np.random.default_rng(0)
    areas = eco.areas.index.to_numpy()
    one, two = (grid.ravel() for grid in np.meshgrid(areas, areas))
    given = pd.DataFrame(
        {"origin": one, "destination": two, "minutes": np.round(rng.random(one.size) * 40, 2)}
    )
    eco = eco.replace(travel=given)
    ours = wg.gaps.access(eco, method=method)["access"].droplevel("need_id")
    theirs = pysal(name, peer_frames(eco)).dropna()
    assert len(theirs) > 0
    assert ours[theirs.index].to_numpy() == pytest.approx(theirs.to_numpy(), rel=1e-9)


def test_e2sfca_of_given_pairs_against_pysal() -> None:
    eco = nation()
    frames = peer_frames(eco)
    ratio = compare(lambda: wg.gaps.access(eco), lambda: pysal("two_stage_fca", frames))
    print(f"E2SFCA, {len(frames['cost_df']):,} pairs given: {ratio}")
    assert ratio.times >= 50


def test_e2sfca_with_the_pairs_found_on_the_way_against_pysal() -> None:
    frames = peer_frames(nation())
    tables = nation()
    ratio = compare(
        lambda: wg.gaps.access(wg.Ecosystem(tables._tables, tables.metadata)),
        lambda: pysal("two_stage_fca", frames),
    )
    print(f"E2SFCA, pairs found on the way: {ratio}")
    assert ratio.times >= 5


def test_reachable_pairs_of_a_nation() -> None:
    from welfare_graph.gaps._problem import problem

    tables = nation()
    seconds = median_cpu(lambda: problem(wg.Ecosystem(tables._tables, tables.metadata)))
    print(f"pairs reached at 7,900 areas and 30,000 services: {seconds:.2f} s CPU")
    assert seconds < 0.5


@pytest.mark.parametrize(
    ("areas", "actors", "repeats", "most"), [(1200, 8000, 3, 3.0), (7900, 30_000, 1, 60.0)]
)
def test_allocate_and_explain_twenty_needs(areas: int, actors: int, repeats: int, most: float) -> None:
    tables = wg.datasets.synthetic(areas=areas, actors=actors, ties=1000, needs=20)

    def run() -> object:
        eco = wg.Ecosystem(tables._tables, tables.metadata)
        return wg.gaps.allocate(eco), wg.gaps.explain(eco)

    seconds = median_cpu(run, repeats)
    print(f"allocate and explain, {areas:,} areas, 20 needs: {seconds:.1f} s CPU")
    assert seconds < most


def test_every_actor_of_a_region_lost_in_turn() -> None:
    eco = wg.datasets.synthetic(areas=1200, actors=15_000, ties=1000, needs=5)
    seconds = cpu_seconds(lambda: wg.gaps.fragility(eco))
    print(f"N-1 over 15,000 actors: {seconds:.1f} s CPU")
    assert seconds < 60


def test_every_actor_of_the_pinerolese_lost_in_turn() -> None:
    eco = wg.datasets.pinerolese()
    seconds = median_cpu(lambda: wg.gaps.fragility(wg.Ecosystem(eco.current()._tables, eco.metadata)))
    print(f"N-1 over the actors of the Pinerolese: {seconds:.2f} s CPU")
    assert seconds < 1
