"""The searches and bounds behind plans on cases large enough to make them work, and on their corners."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.spatial.distance import cdist

from welfare_graph.kernels.coverage import (
    Bound,
    Covering,
    Reach,
    bound_coverage,
    fixable,
    greedy_coverage,
    improve_coverage,
    swap_coverage,
)
from welfare_graph.kernels.median import bound_median, open_in_vain, swap_median, total_cost
from welfare_graph.kernels.setcover import bound_cover, search_cover
from welfare_graph.plan._cover import cover_program, coverage_program
from welfare_graph.plan._program import solve

ONES = np.ones(150, dtype=int)


@pytest.fixture(scope="module")
def points():
    return np.random.default_rng(5).random((150, 2))


@pytest.fixture(scope="module")
def reach(points):
    return Reach.from_pairs(*np.nonzero(cdist(points, points) < 0.13), (150, 150))


@pytest.fixture(scope="module")
def weights():
    return np.random.default_rng(6).integers(1, 50, 150).astype(float)


def test_the_row_weighting_search_finds_the_fewest(reach):
    fewest = round(solve(cover_program(reach)).objective)
    greedy = greedy_coverage(Covering.of_all(reach))
    found = search_cover(reach, greedy, fewest, steps=20_000)
    assert len(found) == fewest < len(greedy)
    assert (reach.counts(found) > 0).all()
    assert np.array_equal(found, search_cover(reach, greedy, fewest, steps=20_000))


def test_the_search_stops_on_time_with_a_cover(reach):
    greedy = greedy_coverage(Covering.of_all(reach))
    for found in (
        search_cover(reach, greedy, 1, steps=60),
        search_cover(reach, greedy, 1, steps=500, expired=lambda: True),
    ):
        assert len(found) <= len(greedy)
        assert (reach.counts(found) > 0).all()


def test_an_area_that_one_candidate_alone_reaches_keeps_it():
    table = np.array([[1, 1, 0, 0], [0, 0, 1, 0], [0, 1, 1, 1]], dtype=bool)
    alone = Reach.from_pairs(*np.nonzero(table), table.shape)
    assert search_cover(alone, np.arange(3), 1, steps=50).tolist() == [0, 2]


def test_the_bound_of_a_cover_nears_the_linear_bound(reach):
    program = cover_program(reach)
    linear = solve(type(program)(**{**vars(program), "integer": np.zeros(150, dtype=bool)})).objective
    bound = bound_cover(reach, 30).value
    assert 0.97 * linear <= bound <= linear + 1e-9
    assert bound_cover(reach, 30, expired=lambda: True).value <= bound
    assert bound_cover(reach, 30, rounds=3).value <= bound
    own = Reach.from_pairs(np.arange(4), np.arange(4), (4, 4))
    assert bound_cover(own, 9).value == 4


@pytest.mark.parametrize("required", [ONES, 2 * ONES])
def test_improving_closes_on_the_optimum_and_the_bound_stays_above(reach, weights, required):
    case = Covering(reach, weights, required, 12)
    best = -solve(coverage_program(case)).objective
    greedy = greedy_coverage(case)
    swapped = swap_coverage(case, greedy)
    better = improve_coverage(case, swapped, rounds=400)
    values = [case.worth(chosen) for chosen in (greedy, swapped, better)]
    assert values == sorted(values)
    assert values[-1] <= best + 1e-9
    assert values[-1] >= 0.97 * best or required[0] == 2
    assert len(better) == 12
    bound = bound_coverage(case, better)
    assert best - 1e-9 <= bound.value <= float(weights.sum())
    assert bound_coverage(case, better, start=bound, rounds=5).value <= bound.value
    assert bound_coverage(case, better, gap=1.0).rounds <= 1


def test_improving_stops_on_time_and_a_single_choice_is_left_alone(reach, weights):
    case = Covering(reach, weights, ONES, 12)
    greedy = greedy_coverage(case)
    assert np.array_equal(improve_coverage(case, greedy, expired=lambda: True), greedy)
    assert improve_coverage(case, greedy[:1]).tolist() == greedy[:1].tolist()
    assert len(swap_coverage(case, greedy, passes=0)) == 12


def test_with_as_many_as_there_are_or_none_the_bound_is_exact(reach, weights):
    for k in (0, 150):
        case = Covering(reach, weights, ONES, k)
        chosen = np.arange(k)
        assert bound_coverage(case, chosen, rounds=2000).value == pytest.approx(case.worth(chosen), abs=60)
    none = fixable(Bound(1.0, np.ones(3), np.ones(3), 0), 3, 1.0)
    assert not none[0].any()
    assert not none[1].any()


def test_a_wide_neighbourhood_is_sampled(weights):
    wide = Reach.from_pairs(*np.nonzero(np.random.default_rng(1).random((150, 150)) < 0.5), (150, 150))
    case = Covering(wide, weights, 8 * ONES, 10)
    start = greedy_coverage(case)
    assert case.worth(improve_coverage(case, start, rounds=30)) >= case.worth(start)


def test_the_median_search_and_bound_close_in(points, weights):
    cost = cdist(points, points) * weights[:, None]
    never = np.full(150, np.inf)
    found = swap_median(cost, never, 8)
    value = total_cost(cost, never, found)
    bound = bound_median(cost, never, 8, value)
    assert 0.95 * value <= bound.value <= value + 1e-9
    assert total_cost(cost, never, swap_median(cost, never, 8, passes=0)) >= value
    assert len(swap_median(cost, never, 8, expired=lambda: True)) == 8
    assert bound_median(cost, never, 150, 0.0).value <= 1e-9
    assert not open_in_vain(bound, 150, value).any()
    closed = open_in_vain(bound, 8, value)
    assert not closed[found].any()
    assert bound_median(cost, never, 8, value, rounds=2).value <= bound.value
    free = np.zeros(150)
    assert bound_median(cost, free, 3, 0.0).value == pytest.approx(0.0)
