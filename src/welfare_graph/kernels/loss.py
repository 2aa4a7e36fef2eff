"""What a loss costs: by how much the largest flow falls when columns lose capacity.

Columns reached by the same rows are one group. Capacity that a group loses beyond what it has spare must find
another way, along augmenting paths of the residual graph; what cannot is lost. Groups used by rows of the
largest minimum cut have no way out by definition, so nothing is searched for them; how much can leave a group
is searched once, whichever of its columns is lost.
"""

from __future__ import annotations

from collections import deque

import numpy as np

from welfare_graph.kernels.fairness import equal_sets
from welfare_graph.kernels.flow import Floats, Ints, largest_cut, max_flow

__all__ = ["Residual"]

_SMALL = 1e-10


class Residual:
    """A largest flow, kept with its residual graph so that losses can be tried one after the other.

    Infinite capacities are allowed. Pairs must be sorted by row, then column.
    """

    def __init__(self, rows: Ints, cols: Ints, demand: Floats, capacity: Floats) -> None:
        self.total = float(demand.sum())
        self.capacity = capacity
        self.group = equal_sets(cols, rows, capacity.size)
        count = int(self.group.max(initial=-1)) + 1
        pairs = np.unique(rows * max(count, 1) + self.group[cols])
        self.rows, self.cols = np.divmod(pairs, max(count, 1))
        inside = self.group >= 0
        self.whole = np.bincount(self.group[inside], capacity[inside], count)
        room = np.minimum(self.whole, self.total)
        flow = max_flow(self.rows, self.cols, demand, room)
        self.served = flow.value
        self.flow, self.spare = flow.pairs.tolist(), flow.spare.tolist()
        self.used = np.bincount(self.cols, flow.pairs, count)
        self.small = _SMALL * max(float(demand.max(initial=0.0)), 1e-300)
        stuck = largest_cut(self.rows, self.cols, demand, room, flow)
        self.closed = np.zeros(count, bool)
        self.closed[self.cols[stuck[self.rows]]] = True
        self._of_row = _lists(self.rows, demand.size)
        self._of_col = _lists(self.cols, count)
        self._ends = self.rows.tolist(), self.cols.tolist()
        self._way_out: dict[int, tuple[float, float]] = {}

    def lost(self, cols: Ints) -> float:
        """Return by how much the largest flow falls when these columns (all of them at once) are gone."""
        cols = cols[self.group[cols] >= 0]
        touched = np.unique(self.group[cols])
        over: dict[int, float] = {}
        spare: dict[int, float] = {}
        for group in touched.tolist():
            left = self._left(group, cols)
            excess = float(self.used[group]) - left
            if excess > self.small:
                over[group] = excess
            spare[group] = max(-excess, 0.0)
        if not over:
            return 0.0
        stuck = sum(excess for group, excess in over.items() if self.closed[group])
        moving = {group: excess for group, excess in over.items() if not self.closed[group]}
        if len(touched) == 1 and moving:
            group, excess = moving.popitem()
            return max(excess - self._out_of(group, excess), 0.0)
        return stuck + (_Search(self, spare).stranded(moving) if moving else 0.0)

    def _left(self, group: int, cols: Ints) -> float:
        """Return the capacity that a group keeps."""
        rest = self.group == group
        rest[cols] = False
        return float(self.capacity[rest].sum())

    def _out_of(self, group: int, wanted: float) -> float:
        """Return how much of `wanted` can leave a group that has no spare place."""
        tried, found = self._way_out.get(group, (0.0, 0.0))
        if wanted > tried and found >= tried - self.small:
            found = wanted - _Search(self, {group: 0.0}).stranded({group: wanted})
            tried = wanted
            self._way_out[group] = (tried, found)
        return min(found, wanted)


def _lists(keys: Ints, size: int) -> list[list[int]]:
    """Return the positions of each key."""
    order = np.argsort(keys, kind="stable")
    bounds = np.searchsorted(keys[order], np.arange(size + 1)).tolist()
    places = order.tolist()
    return [places[bounds[k] : bounds[k + 1]] for k in range(size)]


class _Search:
    """One trial: changes of flow and of spare places over those of the residual graph."""

    def __init__(self, base: Residual, spare: dict[int, float]) -> None:
        self.base = base
        self.spare = spare
        self.flow: dict[int, float] = {}

    def stranded(self, over: dict[int, float]) -> float:
        """Return what cannot leave the groups that hold too much."""
        left = 0.0
        for group, amount in sorted(over.items()):
            rest = amount
            while rest > self.base.small:
                path, room = self._path(group)
                if not path:
                    break
                step = min(rest, room)
                self._push(path, step)
                rest -= step
            left += max(rest, 0.0)
        return left if left > self.base.small else 0.0

    def _free(self, col: int) -> float:
        return self.spare[col] if col in self.spare else self.base.spare[col]

    def _carried(self, pair: int) -> float:
        return self.flow[pair] if pair in self.flow else self.base.flow[pair]

    def _path(self, start: int) -> tuple[list[tuple[int, int]], float]:
        """Return the shortest way from a group to a spare place as (pair left, pair taken), and its room."""
        base, small = self.base, self.base.small
        row_of, col_of = base._ends
        came: dict[int, tuple[int, int, int]] = {start: (-1, -1, -1)}
        seen: set[int] = set()
        queue = deque([start])
        while queue:
            col = queue.popleft()
            for leaving in base._of_col[col]:
                row = row_of[leaving]
                if row in seen or self._carried(leaving) <= small:
                    continue
                seen.add(row)
                for taking in base._of_row[row]:
                    other = col_of[taking]
                    if other not in came:
                        came[other] = (col, leaving, taking)
                        if self._free(other) > small:
                            return self._trace(other, came)
                        queue.append(other)
        return [], 0.0

    def _trace(self, col: int, came: dict[int, tuple[int, int, int]]) -> tuple[list[tuple[int, int]], float]:
        room, path = self._free(col), []
        while came[col][0] >= 0:
            before, leaving, taking = came[col]
            path.append((leaving, taking))
            room = min(room, self._carried(leaving))
            col = before
        return path, room

    def _push(self, path: list[tuple[int, int]], amount: float) -> None:
        last = self.base._ends[1][path[0][1]]
        self.spare[last] = self._free(last) - amount
        for leaving, taking in path:
            self.flow[leaving] = self._carried(leaving) - amount
            self.flow[taking] = self._carried(taking) + amount
