"""What the kernels of gaps refuse, and the corners that random territories seldom reach."""

import numpy as np
import pytest
from tests import gaps_oracles as slow

from welfare_graph.errors import SolverError
from welfare_graph.kernels import catchment, fairness, flow, routing

ONE = np.array([0])


def test_an_equilibrium_that_does_not_settle_is_refused(monkeypatch):
    monkeypatch.setattr(catchment, "_SWEEPS", 1)
    with pytest.raises(SolverError, match="did not settle"):
        catchment.rational_agents(ONE, ONE, np.zeros(1), np.ones(1), np.ones(1), 60.0)


def test_shares_that_the_flow_does_not_deliver_are_refused():
    with pytest.raises(SolverError, match="do not pass their own check"):
        fairness._check(ONE, ONE, np.ones(1), np.ones(1), np.ones(1), np.zeros(1))


def test_a_flow_that_its_cut_does_not_prove_is_refused():
    false = flow.Flow(np.zeros(1), np.ones(1), np.ones(1))
    with pytest.raises(SolverError, match="but its cut proves"):
        flow.smallest_cut(ONE, ONE, np.ones(1), np.ones(1), false)


def test_a_flow_stops_after_its_rounds(monkeypatch):
    monkeypatch.setattr(flow, "_ROUNDS", 1)
    found = flow.max_flow(ONE, ONE, np.array([1 / 3]), np.array([0.7]))
    assert found.value == pytest.approx(1 / 3, abs=1e-8)


def test_nothing_flows_where_the_only_way_is_shut():
    found = flow.max_flow(ONE, ONE, np.array([1.0]), np.array([0.0, 1.0]))
    assert found.value == 0


def test_amounts_that_do_not_fit_are_refused():
    with pytest.raises(SolverError, match="do not fit"):
        routing.least_minutes(ONE, ONE, np.zeros(1), np.array([2.0]), np.array([1.0]))


def test_an_impossible_route_is_refused():
    whole = np.ones(1, bool)
    problem = routing._Problem(ONE, ONE, np.zeros(1), np.array([2.0]), np.array([1.0]), whole, whole)
    with pytest.raises(SolverError, match="do not fit in the capacities within reach: "):
        routing._solve(problem, ONE)


def test_pairs_left_out_at_first_come_in_when_prices_call_for_them(monkeypatch):
    monkeypatch.setattr(routing, "_NEAREST", 1)
    rng = np.random.default_rng(1)
    for size in (30, 40):
        rows, cols = (grid.ravel() for grid in np.indices((size, size)))
        minutes = rng.random(rows.size) * 30
        served = rng.random(size) * 10
        capacity = np.full(size, served.sum() / size)
        found = routing.least_minutes(rows, cols, minutes, served, capacity)
        least = slow.least_cost(rows, cols, minutes, served, capacity)
        assert (found * minutes).sum() == pytest.approx(least, rel=1e-5)


def test_what_is_below_the_solver_s_tolerance_is_routed_all_the_same():
    rows, cols = np.array([0, 0, 1, 2, 2]), np.array([0, 1, 0, 0, 1])
    served, capacity = np.array([1e12, 4e11, 1.0]), np.array([1e12, 1e12])
    flow = routing.least_minutes(rows, cols, np.array([1.0, 9, 1, 2, 3]), served, capacity)
    assert np.bincount(rows, flow) == pytest.approx(served, rel=1e-5)  # 1e-17 of all
    assert (np.bincount(cols, flow) <= capacity).all()


def test_amounts_that_do_not_fit_are_refused_before_the_solver_is_asked(monkeypatch):
    monkeypatch.setattr(routing, "_NEAREST", 1)
    with pytest.raises(SolverError, match=r"within reach$"):
        routing.least_minutes(np.array([0, 0]), np.array([0, 1]), np.arange(2.0), np.array([3.0]), np.ones(2))


def test_pairs_in_any_order_give_the_same_flow():
    rows, cols = np.array([1, 0, 1, 0]), np.array([1, 1, 0, 0])
    found = flow.max_flow(rows, cols, np.array([2.0, 3.0]), np.array([1.0, 3.5]))
    assert found.value == pytest.approx(4.5)
    assert np.bincount(rows, found.pairs) == pytest.approx(np.array([2.0, 3.0]) - found.unmet)


def test_decimals_are_solved_exactly_in_one_round(monkeypatch):
    monkeypatch.setattr(flow, "_ROUNDS", 1)
    rows, cols = np.array([0, 0, 1]), np.array([0, 1, 1])
    found = flow.max_flow(rows, cols, np.array([1.1, 2.2]), np.array([0.7, 2.35]))
    assert found.value == pytest.approx(3.05, abs=1e-15)
