"""Who goes where: the least total minutes, for given amounts served or among the largest flows.

A transportation problem solved by HiGHS on few pairs at a time: the nearest ones and those of one feasible
flow first, then whatever pair the prices say is missing, until none is. Nobody moves where every area fits in
its nearest service. Equal minutes go to the first row and column.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from welfare_graph.errors import SolverError
from welfare_graph.kernels.fairness import equal_sets
from welfare_graph.kernels.flow import Bools, Floats, Ints, max_flow, smallest_cut
from welfare_graph.kernels.linear import Optimum, least_cost

__all__ = ["least_minutes", "nearest_largest"]

_NEAREST = 16
_PRICE = 1e-9
_TIE = 1e-7
_CHECK = 1e-6
_EXACT = 1e-9
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
    few = _merged(rows, cols, minutes, np.minimum(capacity, total))
    supply, room = served / total, np.minimum(few.capacity, total) / total
    cost = _broken_ties(few.rows, few.cols, few.minutes)
    full = np.ones(supply.size, bool), np.zeros(room.size, bool)
    amounts = _generate(_Problem(few.rows, few.cols, cost, supply, room, *full))
    return few.dealt(amounts * total)


@dataclass(frozen=True)
class _Merged:
    """Pairs in which the columns that the same rows reach in the same minutes are one, `group` by `group`."""

    all_rows: Ints
    all_cols: Ints
    all_capacity: Floats
    group: Ints
    rows: Ints
    cols: Ints
    minutes: Floats
    capacity: Floats

    def dealt(self, amounts: Floats) -> Floats:
        """Share each group's amounts out to its columns: first rows fill first columns."""
        m, used = self.all_capacity.size, np.flatnonzero(amounts > 0)
        used = used[np.argsort(self.cols[used], kind="stable")]
        row, part = self.rows[used], self.cols[used]
        members = np.argsort(self.group, kind="stable")
        members = members[self.group[members] >= 0]
        ends = np.arange(self.capacity.size + 1)
        at_used, at_member = (np.searchsorted(x, ends) for x in (part, self.group[members]))
        alone = np.diff(at_member) == 1
        single = alone[part]
        keys = [row[single] * m + members[at_member[part[single]]]]
        sizes = [amounts[used[single]]]
        for one in np.flatnonzero(~alone & (np.diff(at_used) > 0)).tolist():
            mine, places = slice(*at_used[one : one + 2]), members[slice(*at_member[one : one + 2])]
            moves = _in_turn(amounts[used[mine]].tolist(), self.all_capacity[places].tolist())
            who, where, size = (np.array(column) for column in zip(*moves, strict=True))
            keys.append(row[mine][who] * m + places[where])
            sizes.append(size)
        flow = np.zeros(self.all_rows.size)
        places = np.searchsorted(self.all_rows * m + self.all_cols, np.concatenate(keys))
        flow[places] = np.concatenate(sizes)
        return flow


def _merged(rows: Ints, cols: Ints, minutes: Floats, capacity: Floats) -> _Merged:
    group = _alike(rows, cols, minutes, capacity.size)
    count, inside = int(group.max()) + 1, group >= 0
    held = np.bincount(group[inside], capacity[inside], count)
    pairs, first = np.unique(rows * count + group[cols], return_index=True)
    few_rows, few_cols = np.divmod(pairs, count)
    return _Merged(rows, cols, capacity, group, few_rows, few_cols, minutes[first], held)


def _alike(rows: Ints, cols: Ints, minutes: Floats, m: int) -> Ints:
    """Number the columns so that those with the same rows and minutes share a number."""
    times, code = np.unique(minutes, return_inverse=True)
    return equal_sets(cols, rows * times.size + code, m)


def _in_turn(amounts: list[float], rooms: list[float]) -> list[tuple[int, int, float]]:
    """Fill the rooms one after the other, the last with whatever is left: who goes where, how many."""
    moves, where, left = [], 0, rooms[0]
    for who, amount in enumerate(amounts):
        while amount > left and where < len(rooms) - 1:
            moves.append((who, where, left))
            where, amount, left = where + 1, amount - left, rooms[where + 1]
        moves.append((who, where, amount))
        left -= amount
    return moves


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
    few = _merged(rows, cols, minutes, np.minimum(capacity, total))
    supply, room = demand / total, np.minimum(few.capacity, total) / total
    start = max_flow(few.rows, few.cols, supply, room)
    short = smallest_cut(few.rows, few.cols, supply, room, start)
    taken = np.zeros(room.size, bool)
    taken[few.cols[short[few.rows]]] = True
    kept = short[few.rows] | ~taken[few.cols]
    cost = _broken_ties(few.rows, few.cols, few.minutes)[kept]
    problem = _Problem(few.rows[kept], few.cols[kept], cost, supply, room, ~short & (supply > 0), taken)
    amounts = np.zeros(few.rows.size)
    amounts[kept] = _generate(problem, start.pairs[kept]) * total
    return few.dealt(amounts)


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
    n = problem.supply.size
    places = np.column_stack([rows, n + problem.cols[kept]])
    most = np.concatenate([problem.supply, problem.capacity])
    full = np.concatenate([problem.all_of_row, problem.all_of_col])
    least = np.where(full, most, -np.inf)
    found = _asked(problem.cost[kept], places, np.ones(places.shape), least, most)
    amounts = np.zeros(problem.rows.size)
    amounts[kept] = found.amounts
    return amounts, found.prices[:n], found.prices[n:]


def _from_the_nearest(problem: _Problem, kept: Ints) -> tuple[Floats, Floats, Floats]:
    """Solve as changes to everyone going to the nearest: half as many steps of the simplex method."""
    n, m = problem.supply.size, problem.capacity.size
    rows, cols, cost = problem.rows[kept], problem.cols[kept], problem.cost[kept]
    order = np.lexsort((cost, rows))
    first = order[np.flatnonzero(np.diff(rows[order], prepend=-1))]
    nearest, least = np.zeros(n, dtype=np.int64), np.zeros(n)
    nearest[rows[first]], least[rows[first]] = cols[first], cost[first]
    other = np.setdiff1d(np.arange(kept.size), first)
    r, c = rows[other], cols[other]
    places = np.column_stack([r, n + c, n + nearest[r]])
    values = np.broadcast_to([1.0, 1.0, -1.0], places.shape)
    used = np.bincount(cols[first], problem.supply[rows[first]], m)
    room = np.concatenate([problem.supply, problem.capacity - used])
    found = _asked(cost[other] - least[r], places, values, np.full(n + m, -np.inf), room)
    amounts = np.zeros(problem.rows.size)
    amounts[kept[other]] = found.amounts
    left = problem.supply - np.bincount(r, found.amounts, n)
    amounts[kept[first]] = np.maximum(left[rows[first]], 0.0)
    row_price, col_price = found.prices[:n], found.prices[n:]
    return amounts, least + row_price - col_price[nearest], col_price


def _asked(cost: Floats, places: Ints, values: Floats, low: Floats, high: Floats) -> Optimum:
    try:
        return least_cost(cost, places, values, low, high)
    except SolverError as error:
        raise SolverError(f"{_NO_ROOM}: {error}") from error
