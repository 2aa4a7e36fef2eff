"""Catchment areas: conservation of supply, dense formulas, and the equilibrium of rational agents."""

import numpy as np
import pytest

from welfare_graph.kernels.catchment import balanced, decay_weights, rational_agents, three_step, two_step

STEPS = {10: 1.0, 20: 0.68, 30: 0.22}


def drawn(seed, n=12, m=5):
    rng = np.random.default_rng(seed)
    rows, cols = np.nonzero(rng.random((n, m)) < 0.6)
    minutes = np.round(rng.random(rows.size) * 35, 1)
    return rows, cols, minutes, rng.integers(1, 90, n).astype(float), rng.integers(1, 50, m).astype(float)


def stepped(minutes):
    return np.select([minutes <= end for end in STEPS], list(STEPS.values()), 0.0)


@pytest.mark.parametrize("formula", [two_step, three_step])
@pytest.mark.parametrize("kind", ["step", "gaussian", "gravity", "exponential"])
def test_supply_is_conserved(formula, kind):
    for seed in range(5):
        rows, cols, minutes, demand, capacity = drawn(seed)
        weight = (
            stepped(minutes) if kind == "step" else decay_weights(kind, minutes, np.full(rows.size, 30.0))
        )
        reached = np.bincount(cols, weight, capacity.size) > 0
        access = formula(rows, cols, weight, demand, capacity)
        assert (access * demand).sum() == pytest.approx(capacity[reached].sum())


def test_decays_start_at_one_and_end_at_a_hundredth():
    for kind in ("gaussian", "exponential", "gravity"):
        assert decay_weights(kind, np.array([0.0, 30.0]), np.array([30.0, 30.0])) == pytest.approx(
            [1.0, 0.01]
        )


def test_balanced_shares_add_to_one():
    rows, cols, minutes, demand, capacity = drawn(3)
    weight = stepped(minutes)
    dense = np.zeros((demand.size, capacity.size))
    dense[rows, cols] = weight
    with np.errstate(all="ignore"):
        of_row = np.nan_to_num(dense / dense.sum(axis=1, keepdims=True))
        of_col = np.nan_to_num(dense / dense.sum(axis=0))
        level = np.nan_to_num(capacity / (of_row * demand[:, None]).sum(axis=0))
    assert balanced(rows, cols, weight, demand, capacity) == pytest.approx(of_col @ level)


@pytest.mark.parametrize("seed", range(5))
def test_nobody_gains_by_going_elsewhere(seed):
    rows, cols, minutes, demand, capacity = drawn(seed)
    capacity[0] = np.inf if seed % 2 else capacity[0]
    cost = rational_agents(rows, cols, minutes, demand, capacity, 60.0)
    finite = capacity[np.isfinite(capacity)]
    rho = demand.sum() / finite.sum()
    load = np.maximum.reduce([np.zeros(capacity.size)])
    room = np.where(np.isfinite(capacity), capacity, 0.0) * rho
    for col in np.flatnonzero(room > 0):
        mine = cols == col
        load[col] = room[col] * max(0.0, (cost[rows[mine]] - minutes[mine] / 60).max(initial=0.0))
    served = demand[np.unique(rows)].sum()
    assert load.sum() == pytest.approx(served) if np.isfinite(capacity).all() else load.sum() <= served
    here = minutes / 60 + np.where(
        np.isfinite(capacity[cols]), load[cols] / np.maximum(room[cols], 1e-300), 0.0
    )
    best = np.full(demand.size, np.inf)
    np.minimum.at(best, rows, here)
    assert best[np.unique(rows)] == pytest.approx(cost[np.unique(rows)], abs=1e-6)


def test_out_of_reach_is_missing():
    none = np.zeros(0, dtype=int)
    assert np.isnan(rational_agents(none, none, np.zeros(0), np.ones(2), np.ones(1), 60.0)).all()


def test_all_the_people_of_one_place_share_its_crowding():
    cost = rational_agents(
        np.array([0, 1]), np.array([0, 0]), np.array([0.0, 30.0]), np.array([1.0, 3.0]), np.array([2.0]), 60.0
    )
    assert cost == pytest.approx([1.0, 1.5])
