"""Who goes where: the least total minutes, for given amounts served or among the largest flows.

A transportation problem solved by HiGHS on few pairs at a time: the nearest ones and those of one feasible
flow first, then whatever pair the prices say is missing, until none is. Nobody moves where every area fits in
its nearest service. Equal minutes go to the first row and column.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import scipy.sparse as sp
from scipy.optimize import linprog

from welfare_graph.errors import SolverError
from welfare_graph.kernels.fairness import equal_sets
from welfare_graph.kernels.flow import Bools, Floats, Ints, max_flow, smallest_cut

__all__ = ["least_minutes", "nearest_largest"]

_NEAREST = 16
_PRICE = 1e-9
_TIE = 1e-7
_CHECK = 1e-6
_EXACT = 1e-9
_OPTIONS = {
    "presolve": False,
    "primal_feasibility_tolerance": 1e-10,
    "simplex_dual_edge_weight_strategy": "devex",
}
_NO_ROOM = "the amounts to route do not fit in the capacities within reach"


@dataclass(frozen=True)
class _Problem:
    """Pairs with their cost, and which rows and columns must be used to the full."""

    rows: Ints
    cols: Ints
    cost: Floats
    supply: Floats
    capacity: Floats
    all_of_row: Bools
    all_of_col: Bools


def least_minutes(rows: Ints, cols: Ints, minutes: Floats, served: Floats, capacity: Floats) -> Floats:
    """Route exactly `served` from every row within the capacities; return the amount on each pair.

    Pairs must be sorted by row, then column; `served` must be deliverable, as fair amounts are. Columns that
    the same rows reach in the same minutes are one until the end; then first rows fill first columns.
    """
    flow = _everyone_to_the_nearest(rows, cols, minutes, served, capacity)
    if flow is not None:
        return flow
    total = float(served.sum())
    group = _alike(rows, cols, minutes, capacity.size)
    count = int(group.max()) + 1
    inside = group >= 0
    held = np.bincount(group[inside], np.minimum(capacity[inside], total), count)
    pairs, first = np.unique(rows * count + group[cols], return_index=True)
    few_rows, few_cols = np.divmod(pairs, count)
    supply, room = served / total, np.minimum(held, total) / total
    cost = _broken_ties(few_rows, few_cols, minutes[first])
    full = np.ones(supply.size, bool), np.zeros(room.size, bool)
    problem = _Problem(few_rows, few_cols, cost, supply, room, *full)
    amounts = _generate(problem) * total
    return _deal(rows, cols, pairs, amounts, group, np.minimum(capacity, total))


def _alike(rows: Ints, cols: Ints, minutes: Floats, m: int) -> Ints:
    """Number the columns so that those with the same rows and minutes share a number."""
    times, code = np.unique(minutes, return_inverse=True)
    return equal_sets(cols, rows * times.size + code, m)


def _deal(rows: Ints, cols: Ints, pairs: Ints, amounts: Floats, group: Ints, capacity: Floats) -> Floats:
    """Share each group's amounts out to its columns: first rows fill first columns."""
    count = int(group.max()) + 1
    flow = np.zeros(rows.size)
    order = np.lexsort((pairs, pairs % count))
    part = pairs[order] % count
    members = np.argsort(group, kind="stable")
    members = members[group[members] >= 0]
    at_pair = np.searchsorted(part, np.arange(count + 1))
    at_member = np.searchsorted(group[members], np.arange(count + 1))
    keys = rows * capacity.size + cols
    alone = np.diff(at_member) == 1
    single = order[alone[part]]
    own = members[at_member[pairs[single] % count]]
    flow[np.searchsorted(keys, pairs[single] // count * capacity.size + own)] = amounts[single]
    for one in np.flatnonzero(~alone).tolist():
        mine = order[at_pair[one] : at_pair[one + 1]]
        places = members[at_member[one] : at_member[one + 1]]
        row = pairs[mine] // count
        ends = np.cumsum(amounts[mine])
        walls = np.cumsum(capacity[places])
        walls[-1] = max(walls[-1], ends[-1])
        cuts = np.unique(np.concatenate([ends, walls[walls < ends[-1]]]))
        size = np.diff(cuts, prepend=0.0)
        whose, where = np.searchsorted(ends, cuts), np.searchsorted(walls, cuts)
        np.add.at(flow, np.searchsorted(keys, row[whose] * capacity.size + places[where]), size)
    return flow


def nearest_largest(rows: Ints, cols: Ints, minutes: Floats, demand: Floats, capacity: Floats) -> Floats:
    """Return, among the largest flows, one of least total minutes, as the amount on each pair.

    Infinite capacities are allowed. Pairs must be sorted by row, then column. A flow is a largest one exactly
    when the rows outside the smallest minimum cut are served in full, away from the cut's columns, and those
    columns are full.
    """
    flow = _everyone_to_the_nearest(rows, cols, minutes, demand, capacity)
    if flow is not None:
        return flow
    total = float(demand.sum())
    supply, room = demand / total, np.minimum(capacity, total) / total
    start = max_flow(rows, cols, supply, room)
    short = smallest_cut(rows, cols, supply, room, start)
    taken = np.zeros(room.size, bool)
    taken[cols[short[rows]]] = True
    kept = short[rows] | ~taken[cols]
    flow = np.zeros(rows.size)
    rows, cols, cost = rows[kept], cols[kept], _broken_ties(rows, cols, minutes)[kept]
    problem = _Problem(rows, cols, cost, supply, room, ~short & (supply > 0), taken)
    flow[kept] = _generate(problem, start.pairs[kept]) * total
    return flow


def _everyone_to_the_nearest(
    rows: Ints, cols: Ints, minutes: Floats, amount: Floats, capacity: Floats
) -> Floats | None:
    """Send each row to its nearest column; None where that overfills one or leaves a row out."""
    order = np.lexsort((np.arange(rows.size), minutes, rows))
    first = order[np.flatnonzero(np.diff(rows[order], prepend=-1))]
    flow = np.zeros(rows.size)
    flow[first] = amount[rows[first]]
    return flow if (np.bincount(cols, flow, capacity.size) <= capacity).all() else None


def _broken_ties(rows: Ints, cols: Ints, minutes: Floats) -> Floats:
    """Add a trace that makes first rows meet first columns where minutes are equal."""
    scale = max(float(minutes.max()), 1.0)
    rank = (rows / max(int(rows.max()), 1)) * (cols / max(int(cols.max()), 1))
    return minutes - scale * _TIE * rank


def _generate(problem: _Problem, start: Floats | None = None) -> Floats:
    """Solve over the nearest pairs and those of a start; add what prices call for, as long as they do."""
    chosen = _nearest(problem)
    if not chosen.all():
        chosen |= (_some_way(problem) if start is None else start) > 0
    tolerance = _PRICE * max(float(np.abs(problem.cost).max()), 1.0)
    while True:
        amounts, row_price, col_price = _solve(problem, np.flatnonzero(chosen))
        gain = problem.cost - row_price[problem.rows] - col_price[problem.cols]
        missing = ~chosen & (gain < -tolerance)
        if not missing.any():
            return _exact(problem, amounts)
        chosen = chosen | (missing & _among_best(problem.rows, gain))


def _exact(problem: _Problem, amounts: Floats) -> Floats:
    """Send what the solver's tolerance left out or added, over the ways that it chose."""
    got = np.bincount(problem.rows, amounts, problem.supply.size)
    held = np.bincount(problem.cols, amounts, problem.capacity.size)
    off = problem.all_of_row & (np.abs(got - problem.supply) > _EXACT * problem.supply)
    if not off.any() and (held <= problem.capacity * (1 + _EXACT)).all():
        return amounts
    ways = np.flatnonzero((amounts > 0) | off[problem.rows])
    flow = max_flow(problem.rows[ways], problem.cols[ways], problem.supply, problem.capacity)
    amounts = np.zeros(amounts.size)
    amounts[ways] = flow.pairs
    return amounts


def _some_way(problem: _Problem) -> Floats:
    """Return amounts that route every row."""
    flow = max_flow(problem.rows, problem.cols, problem.supply, problem.capacity)
    if flow.unmet.sum() > _CHECK:
        raise SolverError(_NO_ROOM)
    return flow.pairs


def _nearest(problem: _Problem) -> Bools:
    """Mark the few nearest pairs of every row."""
    order = np.lexsort((problem.cost, problem.rows))
    start = np.flatnonzero(np.diff(problem.rows[order], prepend=-1))
    place = np.arange(order.size) - np.repeat(start, np.diff(start, append=order.size))
    marks = np.zeros(order.size, bool)
    marks[order[place < _NEAREST]] = True
    return marks


def _among_best(rows: Ints, gain: Floats) -> Bools:
    """Mark the pairs whose reduced cost is at most half its row's lowest."""
    best = np.zeros(int(rows.max()) + 1)
    np.minimum.at(best, rows, gain)
    return np.asarray(gain <= best[rows] / 2)


def _solve(problem: _Problem, kept: Ints) -> tuple[Floats, Floats, Floats]:
    """Solve the linear programme over the kept pairs; return amounts on all pairs and the two prices."""
    rows = problem.rows[kept]
    choice = np.unique(rows).size < rows.size
    if choice and problem.all_of_row[rows].all() and not problem.all_of_col.any():
        return _from_the_nearest(problem, kept)
    n, count = problem.supply.size, kept.size
    nodes = np.concatenate([rows, n + problem.cols[kept]])
    pairs = np.concatenate([np.arange(count), np.arange(count)])
    room = np.concatenate([problem.supply, problem.capacity])
    ends = sp.csr_array((np.ones(2 * count), (nodes, pairs)), shape=(room.size, count))
    full = np.concatenate([problem.all_of_row, problem.all_of_col])
    limits = {"A_ub": ends[~full], "b_ub": room[~full], "A_eq": ends[full], "b_eq": room[full]}
    answer = _asked(problem.cost[kept], limits)
    prices = np.zeros(room.size)
    prices[~full], prices[full] = answer.ineqlin.marginals, answer.eqlin.marginals
    amounts = np.zeros(problem.rows.size)
    amounts[kept] = np.maximum(answer.x, 0.0)
    return amounts, prices[:n], prices[n:]


def _from_the_nearest(problem: _Problem, kept: Ints) -> tuple[Floats, Floats, Floats]:
    """Solve as changes to everyone going to the nearest: half as many steps of the simplex method."""
    n, m = problem.supply.size, problem.capacity.size
    rows, cols, cost = problem.rows[kept], problem.cols[kept], problem.cost[kept]
    order = np.lexsort((cost, rows))
    first = order[np.flatnonzero(np.diff(rows[order], prepend=-1))]
    nearest, least = np.zeros(n, dtype=np.int64), np.zeros(n)
    nearest[rows[first]], least[rows[first]] = cols[first], cost[first]
    other = np.setdiff1d(np.arange(kept.size), first)
    r, c, each = rows[other], cols[other], np.arange(other.size)
    values = np.repeat([1.0, 1.0, -1.0], other.size)
    places = np.concatenate([r, n + c, n + nearest[r]]), np.tile(each, 3)
    changes = sp.coo_array((values, places), shape=(n + m, other.size)).tocsr()
    used = np.bincount(cols[first], problem.supply[rows[first]], m)
    room = np.concatenate([problem.supply, problem.capacity - used])
    answer = _asked(cost[other] - least[r], {"A_ub": changes, "b_ub": room})
    moved, prices = np.maximum(answer.x, 0.0), answer.ineqlin.marginals
    amounts = np.zeros(problem.rows.size)
    amounts[kept[other]] = moved
    left = problem.supply - np.bincount(r, moved, n)
    amounts[kept[first]] = np.maximum(left[rows[first]], 0.0)
    return amounts, least + prices[:n] - prices[n:][nearest], prices[n:]


def _asked(cost: Floats, limits: dict[str, Any]) -> Any:
    answer = linprog(cost, **limits, method="highs-ds", options=_OPTIONS)
    if answer.x is None:
        raise SolverError(f"{_NO_ROOM}: {answer.message}")
    return answer
