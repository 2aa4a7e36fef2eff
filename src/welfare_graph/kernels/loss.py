"""What a loss costs: the largest flow without some of its pairs, from the flow that was there.

Only what the loss touches is looked at. What the lost pairs carried looks for another way: first a spare
place next door, then a chain of moves (augmenting paths of the residual graph). Rows inside the largest
minimum cut have none by definition, so nothing is searched for them.
"""

from __future__ import annotations

from collections import deque

import numpy as np

from welfare_graph.kernels.flow import Floats, Ints, largest_cut, max_flow

__all__ = ["Residual"]

_SMALL = 1e-10


class Residual:
    """A largest flow, kept with its residual graph so that losses can be tried one after the other."""

    def __init__(self, rows: Ints, cols: Ints, demand: Floats, capacity: Floats) -> None:
        total = float(demand.sum())
        self.demand = demand
        self.capacity = np.minimum(capacity, total)
        self.rows, self.cols = rows, cols
        flow = max_flow(rows, cols, demand, self.capacity)
        self.flow = flow.pairs
        self.spare = flow.spare
        self.stuck = largest_cut(rows, cols, demand, self.capacity, flow)
        self._small = _SMALL * max(float(demand.max(initial=0.0)), 1e-300)
        self._row_start = np.searchsorted(rows, np.arange(demand.size + 1))
        order = np.lexsort((rows, cols))
        self._by_col = order
        self._col_start = np.searchsorted(cols[order], np.arange(capacity.size + 1))

    @property
    def served(self) -> float:
        """People served by the largest flow."""
        return float(self.flow.sum())

    def pairs_of_columns(self, columns: Ints) -> Ints:
        """Return the positions of the pairs of some columns."""
        parts = [self._by_col[self._col_start[c] : self._col_start[c + 1]] for c in columns]
        return np.sort(np.concatenate(parts)) if parts else np.zeros(0, dtype=np.int64)

    def lost(self, pairs: Ints) -> float:
        """Return by how much the largest flow falls when these pairs (all of them at once) are gone."""
        moved = pairs[self.flow[pairs] > self._small]
        if moved.size == 0:
            return 0.0
        stuck = self.stuck[self.rows[moved]]
        gone = float(self.flow[moved[stuck]].sum())
        moving = moved[~stuck]
        if moving.size == 0:
            return gone
        return gone + _Search(self, set(pairs.tolist())).leftover(moving)


class _Search:
    """One trial: local changes of flow and spare places over those of the residual graph."""

    def __init__(self, base: Residual, gone: set[int]) -> None:
        self.base = base
        self.gone = gone
        self.flow: dict[int, float] = {}
        self.spare: dict[int, float] = {}

    def leftover(self, moving: Ints) -> float:
        """Return what finds no other place."""
        left = 0.0
        for pair in moving.tolist():
            amount = float(self.base.flow[pair])
            row = int(self.base.rows[pair])
            while amount > self.base._small:
                path, room = self._path(row)
                if not path:
                    break
                step = min(amount, room)
                self._push(path, step)
                amount -= step
            left += max(amount, 0.0)
        return left if left > self.base._small else 0.0

    def _spare(self, col: int) -> float:
        return self.spare.get(col, float(self.base.spare[col]))

    def _flow(self, pair: int) -> float:
        return self.flow.get(pair, float(self.base.flow[pair]))

    def _path(self, start: int) -> tuple[list[tuple[int, int]], float]:
        """Return the shortest augmenting path as (pair, +1 or -1), and how much fits through it."""
        base, small = self.base, self.base._small
        came: dict[int, tuple[int, int]] = {}
        by: dict[int, tuple[int, int]] = {start: (-1, -1)}
        queue = deque([start])
        while queue:
            row = queue.popleft()
            for pair in range(int(base._row_start[row]), int(base._row_start[row + 1])):
                col = int(base.cols[pair])
                if col in came or pair in self.gone:
                    continue
                came[col] = (row, pair)
                if self._spare(col) > small:
                    return self._trace(col, came, by)
                for place in range(int(base._col_start[col]), int(base._col_start[col + 1])):
                    back = int(base._by_col[place])
                    other = int(base.rows[back])
                    if other not in by and back not in self.gone and self._flow(back) > small:
                        by[other] = (col, back)
                        queue.append(other)
        return [], 0.0

    def _trace(
        self, col: int, came: dict[int, tuple[int, int]], by: dict[int, tuple[int, int]]
    ) -> tuple[list[tuple[int, int]], float]:
        path: list[tuple[int, int]] = []
        room = self._spare(col)
        while col >= 0:
            row, pair = came[col]
            path.append((pair, 1))
            col, back = by[row]
            if back >= 0:
                path.append((back, -1))
                room = min(room, self._flow(back))
        return path, room

    def _push(self, path: list[tuple[int, int]], amount: float) -> None:
        last = int(self.base.cols[path[0][0]])
        self.spare[last] = self._spare(last) - amount
        for pair, sign in path:
            self.flow[pair] = self._flow(pair) + sign * amount
