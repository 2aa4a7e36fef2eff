"""Slow, readable answers for the kernels of gaps: linear programmes and enumeration."""

from __future__ import annotations

from itertools import combinations

import numpy as np
from scipy.optimize import linprog


def small_territory(rng, most_rows=7, most_cols=6):
    """Draw a small bipartite problem: whole, fractional, huge and empty numbers, some columns unlimited."""
    n, m = rng.integers(1, most_rows), rng.integers(1, most_cols)
    rows, cols = np.nonzero(rng.random((n, m)) < 0.5)
    digits = rng.integers(0, 4)
    demand = np.where(rng.random(n) < 0.1, 0, np.round(rng.random(n) * 10, digits))
    demand = demand * 10.0 ** rng.integers(-2, 10)
    unit = demand.max() or 1.0
    capacity = np.where(rng.random(m) < 0.1, 0, np.round(rng.random(m) * 10, digits)) * unit / 8
    if rng.random() < 0.2:
        capacity[rng.integers(m)] = np.inf
    return rows, cols, demand, capacity


def incidence(rows, cols, n, m):
    """Return the matrices that add a flow up by row and by column."""
    by_row, by_col = np.zeros((n, len(rows))), np.zeros((m, len(rows)))
    by_row[rows, np.arange(len(rows))] = 1
    by_col[cols, np.arange(len(rows))] = 1
    return by_row, by_col


def most_served(rows, cols, demand, capacity):
    """Return the largest amount that can be served, by linear programming."""
    if len(rows) == 0:
        return 0.0
    unit = demand.max() or 1.0
    by_row, by_col = incidence(rows, cols, len(demand), len(capacity))
    room = np.minimum(np.concatenate([demand, capacity]) / unit, 1e9)
    return -linprog(-np.ones(len(rows)), A_ub=np.vstack([by_row, by_col]), b_ub=room).fun * unit


def least_cost(rows, cols, cost, served, capacity):
    """Return the least total cost to deliver fixed amounts, by linear programming."""
    unit = served.max() or 1.0
    by_row, by_col = incidence(rows, cols, len(served), len(capacity))
    room = np.minimum(capacity / unit, 1e9)
    answer = linprog(cost, A_ub=by_col, b_ub=room + 1e-9, A_eq=by_row, b_eq=served / unit)
    assert answer.success
    return answer.fun * unit


def lexicographic_shares(rows, cols, demand, capacity):
    """Return lexicographically max-min shares: raise all open rows together, fix those that cannot rise."""
    unit = demand.max() or 1.0
    demand, capacity = demand / unit, np.minimum(capacity / unit, 1e9)
    fixed = {row: 1.0 for row in range(len(demand)) if demand[row] <= 0}
    while len(fixed) < len(demand):
        level = _highest_level(rows, cols, demand, capacity, fixed)
        still = [row for row in range(len(demand)) if row not in fixed]
        blocked = [
            row
            for row in still
            if _highest_alone(rows, cols, demand, capacity, fixed, level, row) <= demand[row] * (level + 1e-7)
        ]
        assert blocked
        fixed.update(dict.fromkeys(blocked, level))
    return np.array([fixed[row] for row in range(len(demand))])


def _highest_level(rows, cols, demand, capacity, fixed):
    by_row, by_col = incidence(rows, cols, len(demand), len(capacity))
    rise = np.array([[0.0] if row in fixed else [-demand[row]] for row in range(len(demand))])
    amount = [fixed.get(row, 0.0) * demand[row] for row in range(len(demand))]
    answer = linprog(
        np.append(np.zeros(len(rows)), -1.0),
        A_ub=np.hstack([by_col, np.zeros((len(capacity), 1))]),
        b_ub=capacity + 1e-12,
        A_eq=np.hstack([by_row, rise]),
        b_eq=amount,
        bounds=[(0, None)] * len(rows) + [(0, 1)],
    )
    assert answer.success
    return -answer.fun


def _highest_alone(rows, cols, demand, capacity, fixed, level, row):
    by_row, by_col = incidence(rows, cols, len(demand), len(capacity))
    low = [fixed.get(other, level) * demand[other] for other in range(len(demand))]
    if len(rows) == 0:
        return 0.0
    answer = linprog(
        -by_row[row],
        A_ub=np.vstack([by_col, -by_row, by_row]),
        b_ub=np.concatenate([capacity + 1e-9, -np.array(low) + 1e-9, demand]),
    )
    assert answer.success
    return -answer.fun


def deficient_sets(rows, cols, demand, capacity):
    """Return the intersection and the union of all row sets of largest deficit, by enumeration."""
    unit = demand.max() or 1.0
    best, found = 0.0, []
    everyone = range(len(demand))
    for size in range(len(demand) + 1):
        for chosen in combinations(everyone, size):
            near = {int(col) for row, col in zip(rows, cols, strict=True) if row in chosen}
            deficit = (sum(demand[row] for row in chosen) - sum(capacity[col] for col in near)) / unit
            if deficit > best + 1e-9:
                best, found = deficit, []
            if deficit >= best - 1e-9:
                found.append(set(chosen))
    return best * unit, set.intersection(*found), set.union(*found)


def best_paths(ties, gateways, max_steps):
    """Return {actor: (trust, steps)} over simple paths from gateways, by walking all of them."""
    best: dict[int, tuple[float, int]] = {}

    def walk(actor, trust, steps, seen):
        old = best.get(actor, (-1.0, 0))
        if trust > old[0] + 1e-15 or (abs(trust - old[0]) <= 1e-15 and steps < old[1]):
            best[actor] = (trust, steps)
        if max_steps is not None and steps == max_steps:
            return
        for one, two, value in ties:
            for here, there in ((one, two), (two, one)):
                if here == actor and there not in seen:
                    walk(there, trust * value, steps + 1, seen | {there})

    for gateway, trust in gateways.items():
        walk(gateway, trust, 0, {gateway})
    return best
