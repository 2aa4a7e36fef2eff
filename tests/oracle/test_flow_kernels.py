"""Flows, fair shares, routes and losses against linear programmes and enumeration."""

import numpy as np
import pytest
from tests import gaps_oracles as slow

from welfare_graph.kernels.fairness import equal_sets, fair_shares
from welfare_graph.kernels.flow import largest_cut, max_flow, smallest_cut
from welfare_graph.kernels.loss import Residual
from welfare_graph.kernels.routing import least_minutes, nearest_largest


def territories(count, seed):
    rng = np.random.default_rng(seed)
    return [slow.small_territory(rng) for _ in range(count)]


def finite(demand, capacity):
    return np.minimum(capacity, demand.sum())


def test_the_largest_flow_equals_the_linear_programme():
    for rows, cols, demand, capacity in territories(80, 1):
        flow = max_flow(rows, cols, demand, finite(demand, capacity))
        unit = demand.max() or 1.0
        assert flow.value == pytest.approx(slow.most_served(rows, cols, demand, capacity), abs=1e-6 * unit)
        assert (np.bincount(rows, flow.pairs, demand.size) <= demand * (1 + 1e-12)).all()
        assert (np.bincount(cols, flow.pairs, capacity.size) <= capacity * (1 + 1e-12)).all()


def test_sums_beyond_32_bits_and_fractions_are_exact():
    rows, cols = np.array([0, 0, 1]), np.array([0, 1, 1])
    demand, capacity = np.array([3e12 + 0.25, 5e11]), np.array([1e12 + 0.5, 2e12])
    assert max_flow(rows, cols, demand, capacity).value == pytest.approx(3e12 + 0.5, abs=1e-2)


def test_cuts_are_the_ends_of_the_lattice():
    for rows, cols, demand, capacity in territories(60, 2):
        room = finite(demand, capacity)
        flow = max_flow(rows, cols, demand, room)
        unmet, smallest, largest = slow.deficient_sets(rows, cols, demand, room)
        assert flow.unmet.sum() == pytest.approx(unmet, abs=1e-7 * (demand.max() or 1.0))
        assert set(np.flatnonzero(smallest_cut(rows, cols, demand, room, flow))) == smallest
        assert set(np.flatnonzero(largest_cut(rows, cols, demand, room, flow))) == largest


def test_fair_shares_equal_the_slow_lexicographic_programme():
    for rows, cols, demand, capacity in territories(60, 3):
        expected = slow.lexicographic_shares(rows, cols, demand, capacity)
        assert fair_shares(rows, cols, demand, capacity) == pytest.approx(expected, abs=1e-6)


def test_fair_shares_serve_the_most():
    for rows, cols, demand, capacity in territories(60, 4):
        total = (fair_shares(rows, cols, demand, capacity) * demand).sum()
        most = max_flow(rows, cols, demand, finite(demand, capacity)).value
        assert total == pytest.approx(most, rel=1e-9)


def test_routes_cost_least():
    rng = np.random.default_rng(5)
    for rows, cols, demand, capacity in territories(60, 5):
        minutes = np.round(rng.random(rows.size) * 30)
        served = fair_shares(rows, cols, demand, capacity) * demand
        flow = least_minutes(rows, cols, minutes, served, capacity)
        unit = demand.max() or 1.0
        assert np.bincount(rows, flow, demand.size) == pytest.approx(served, abs=1e-7 * unit)
        assert (np.bincount(cols, flow, capacity.size) <= capacity + 1e-7 * unit).all()
        if rows.size:
            least = slow.least_cost(rows, cols, minutes, served, capacity)
            assert (flow * minutes).sum() == pytest.approx(least, rel=1e-5, abs=1e-4 * unit)


def test_nearest_largest_is_a_largest_flow_of_least_minutes():
    rng = np.random.default_rng(6)
    for rows, cols, demand, capacity in territories(60, 6):
        minutes = np.round(rng.random(rows.size) * 30)
        flow = nearest_largest(rows, cols, minutes, demand, capacity)
        most = max_flow(rows, cols, demand, finite(demand, capacity)).value
        unit = demand.max() or 1.0
        assert flow.sum() == pytest.approx(most, rel=1e-7, abs=1e-9)
        other = least_minutes(
            rows, cols, minutes, fair_shares(rows, cols, demand, capacity) * demand, capacity
        )
        assert (flow * minutes).sum() <= (other * minutes).sum() * (1 + 1e-6) + 1e-5 * unit


def test_equal_minutes_go_to_the_first_service():
    rows, cols = np.array([0, 0, 1, 1]), np.array([0, 1, 0, 1])
    flow = least_minutes(rows, cols, np.full(4, 5.0), np.array([1.0, 1.0]), np.array([1.0, 1.0]))
    assert flow.tolist() == [0, 1, 1, 0] or flow.tolist() == [1, 0, 0, 1]
    again = least_minutes(rows, cols, np.full(4, 5.0), np.array([1.0, 1.0]), np.array([9.0, 9.0]))
    assert again.tolist() == [1, 0, 1, 0]


def test_losses_equal_solving_again():
    for rows, cols, demand, capacity in territories(80, 7):
        residual = Residual(rows, cols, demand, capacity)
        for col in range(capacity.size):
            kept = cols != col
            after = max_flow(rows[kept], cols[kept], demand, finite(demand, capacity)).value
            lost = residual.lost(np.array([col]))
            assert lost == pytest.approx(residual.served - after, abs=1e-8 * (demand.max() or 1.0))


def test_equal_sets_get_equal_numbers():
    owners, members = np.array([0, 0, 1, 2, 2, 4]), np.array([1, 2, 1, 2, 1, 0])
    number = equal_sets(owners, members, 5)
    assert number[0] == number[2]
    assert number[3] == -1
    assert len(set(number.tolist())) == 4
