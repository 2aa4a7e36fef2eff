"""Plans against their peer and against themselves: CPU seconds, with the gap that was proven."""

from __future__ import annotations

import warnings

import numpy as np
import pytest
from benchmarks.measure import cpu_seconds
from scipy.spatial import cKDTree
from scipy.spatial.distance import cdist

import welfare_graph as wg
from welfare_graph.kernels.coverage import Covering, Reach, greedy_coverage
from welfare_graph.plan._cover import solve_cover, solve_coverage
from welfare_graph.plan._distance import solve_median
from welfare_graph.plan._solved import Clock


def scattered(n, near, seed=0):
    """Points, whole weights with a heavy tail, and the radius within which each has `near` others."""
    rng = np.random.default_rng(seed)
    points = rng.random((n, 2))
    return points, rng.lognormal(8, 1, n).round(), float(np.sqrt(near / n / np.pi))


def reach_of(points, radius):
    tree = cKDTree(points)
    pairs = tree.query_pairs(radius, output_type="ndarray").astype(np.int64)
    own = np.arange(len(points))
    one = np.concatenate([pairs[:, 0], pairs[:, 1], own])
    two = np.concatenate([pairs[:, 1], pairs[:, 0], own])
    return Reach.from_pairs(one, two, (len(points), len(points)))


@pytest.fixture(scope="module")
def synthetic():
    """The synthetic territory of 7,900 areas: who reaches whom within 30 minutes, and demand."""
    eco = wg.datasets.synthetic(areas=7900, actors=30000, ties=60000, needs=1)
    table = wg.travel.minutes(eco, within=30)
    areas = eco.areas.index.sort_values()
    people = eco.demand.set_index("area_id")["quantity"].reindex(areas).fillna(0.0).to_numpy()
    origin, destination = areas.get_indexer(table["origin"]), areas.get_indexer(table["destination"])
    return origin.astype(np.int64), destination.astype(np.int64), table["minutes"].to_numpy(), people


def show(name, seconds, found):
    gap = abs(found.bound - found.objective) / max(abs(found.objective), 1e-9)
    print(f"{name}: {seconds:.2f} s CPU, {found.objective:,.0f}, gap {100 * gap:.2f} %, {found.method}")
    return gap


@pytest.mark.parametrize("near", [10, 40])
def test_coverage_to_the_optimum_against_spopt(near):
    from pulp import HiGHS
    from spopt.locate import MCLP

    points, weights, radius = scattered(1200, near)
    table = cdist(points, points)
    answers = {}

    def peer():
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            model = MCLP.from_cost_matrix(table, weights, radius, p_facilities=50)
            model.solve(HiGHS(msg=False, threads=1, gapRel=0.0))
        answers["peer"] = model.problem.objective.value()

    def ours():
        reach = reach_of(points, radius)
        needed = np.ones(1200, dtype=np.int64)
        answers["ours"] = solve_coverage(reach, weights, needed, 50, gap=0.0, clock=Clock(300))

    seconds, other = cpu_seconds(ours), cpu_seconds(peer)
    show(f"coverage 1,200 x 1,200, k = 50, {near} in reach", seconds, answers["ours"])
    print(f"spopt {other:.2f} s CPU: {other / seconds:.1f}x")
    assert answers["ours"].status == "optimal"
    assert answers["ours"].objective == pytest.approx(answers["peer"])
    assert other / seconds >= 20


@pytest.mark.parametrize(("k", "most"), [(50, 1.0), (100, 1.0), (1000, 6.0)])
def test_large_coverage_to_one_per_cent(synthetic, k, most):
    origin, destination, _, people = synthetic
    reach = Reach.from_pairs(destination, origin, (7900, 7900))
    found = {}

    def run():
        needed = np.ones(7900, dtype=np.int64)
        found["plan"] = solve_coverage(reach, people, needed, k, gap=0.01, clock=Clock(60))

    seconds = cpu_seconds(run)
    gap = show(f"coverage 7,900 x 7,900, k = {k}", seconds, found["plan"])
    assert gap <= 0.01
    assert seconds <= most


def test_set_cover_of_7900(synthetic):
    origin, destination, minutes, _ = synthetic
    for limit in (10.0, 30.0):
        near = minutes <= limit
        reach = Reach.from_pairs(destination[near], origin[near], (7900, 7900))
        found = {}

        def run(reach=reach, found=found):
            found["plan"] = solve_cover(reach, gap=0.01, clock=Clock(120))

        seconds = cpu_seconds(run)
        gap = show(f"set cover 7,900 within {limit:.0f} minutes", seconds, found["plan"])
        assert gap <= (0.01 if limit == 10 else 0.18)


@pytest.mark.parametrize("near", [4, 5, 6])
def test_set_cover_of_7900_scattered_areas(near):
    """Where greedy ends 10 to 17 % above the bound, 1 % is proven within 60 s."""
    points, _, radius = scattered(7900, near)
    reach = reach_of(points, radius)
    found = {}

    def run():
        found["plan"] = solve_cover(reach, gap=0.01, clock=Clock(60))

    seconds = cpu_seconds(run)
    gap = show(f"set cover 7,900 scattered areas, {near} others in reach", seconds, found["plan"])
    greedy = len(greedy_coverage(Covering.of_all(reach)))
    print(f"greedy alone {greedy}: {100 * (greedy / found['plan'].bound - 1):.1f} % above the bound")
    assert gap <= 0.01
    assert seconds <= 60


@pytest.mark.parametrize(("n", "k", "most"), [(200, 10, 0.0), (1200, 20, 0.05)])
def test_median(n, k, most):
    points, weights, _ = scattered(n, 10, seed=1)
    cost = cdist(points, points) * 100 * weights[:, None]
    found = {}

    def run():
        found["plan"] = solve_median(cost, np.full(n, np.inf), k, gap=1e-4, clock=Clock(60))

    gap = show(f"median {n} x {n}, k = {k}", cpu_seconds(run), found["plan"])
    assert gap <= most + 1e-9


@pytest.mark.parametrize("rules", [None, wg.Rules(min_trust=0.3, max_steps=3)], ids=["spatial", "relational"])
def test_joint_on_the_pinerolese(rules):
    eco = wg.datasets.pinerolese()
    found = {}

    def run():
        found["plan"] = wg.plan.joint(eco, 500_000, rules=rules)

    seconds = cpu_seconds(run)
    gap = show("joint plan of the Pinerolese, 500,000 EUR", seconds, found["plan"])
    assert gap <= 1e-3
    assert seconds <= 30
