"""Largest flows between areas that need and services that hold, exact to the floating point.

SciPy's compiled Dinic engine takes 32-bit integers only. `max_flow` scales its capacities to integers, keeps
what the rounding left over, and solves the residual graph again at a finer scale, until what could still flow
is below rounding; the answer is checked by its own minimum cut before anyone sees it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import scipy.sparse as sp
from scipy.sparse.csgraph import breadth_first_order, connected_components, maximum_flow

from welfare_graph.errors import SolverError

__all__ = ["Bools", "Floats", "Flow", "Ints", "components", "largest_cut", "max_flow", "smallest_cut"]

Floats: TypeAlias = np.ndarray
Ints: TypeAlias = np.ndarray
Bools: TypeAlias = np.ndarray

_LIMIT = 2**30 - 1
_ENOUGH = 5e-13
_NOISE = 1e-13
_CHECK = 1e-9
_ROUNDS = 8
_DECIMALS = (1.0, 10.0, 100.0)
_WHOLE = 1e-15


@dataclass(frozen=True)
class Flow:
    """A largest flow: what each pair carries, what each end has left, and the most that rounding withheld."""

    pairs: Floats
    unmet: Floats
    spare: Floats
    slack: float = 0.0

    @property
    def value(self) -> float:
        """The amount that flows."""
        return float(self.pairs.sum())


def max_flow(rows: Ints, cols: Ints, supply: Floats, capacity: Floats) -> Flow:
    """Send as much as possible from rows (at most `supply`) to columns (at most `capacity`, finite).

    Notes
    -----
    Cost: one run of Dinic's algorithm (`scipy.sparse.csgraph.maximum_flow`) when the data are integers or
    decimals whose sum is below 2**30; else two, each six digits finer, and a third for thousands of ends.
    What is left out then is below 5e-13 of the total, and `slack` bounds it.
    """
    order = _sorted(rows, cols, capacity.size)
    rows, cols, flow = rows[order], cols[order], np.zeros(rows.size)
    unmet, spare = supply.astype(np.float64), capacity.astype(np.float64)
    total = bound = float(min(unmet.sum(), spare.sum())) if rows.size else 0.0
    arcs, scale = _Arcs(rows, cols, supply.size, capacity.size), 0.0
    for _ in range(_ROUNDS):
        if bound <= total * _ENOUGH:
            break
        scale, exact = _finer(scale, bound) if scale else _scale(unmet, spare, bound)
        gained, lost = arcs.augment(flow, unmet, spare, bound, scale)
        flow = flow + gained
        unmet = np.maximum(supply - np.bincount(rows, flow, supply.size), 0.0)
        spare = np.maximum(capacity - np.bincount(cols, flow, capacity.size), 0.0)
        bound = 0.0 if exact else float(min(lost, bound, unmet.sum(), spare.sum()))
    pairs = np.empty(rows.size)
    pairs[order] = flow
    return Flow(pairs, unmet, spare, bound)


def _sorted(rows: Ints, cols: Ints, m: int) -> Ints | slice:
    """Return the order by row, then column; all of it where the pairs stand so."""
    keys = rows * m + cols
    return slice(None) if (keys[1:] > keys[:-1]).all() else np.argsort(keys, kind="stable")


def _scale(unmet: Floats, spare: Floats, bound: float) -> tuple[float, bool]:
    """Return the factor to integers, and whether scaling by it loses nothing: whole or decimal numbers."""
    scale = _LIMIT / bound
    for step in _DECIMALS:
        parts = [x * step for x in (unmet, spare)] if scale >= step else []
        if parts and all(bool((np.abs(x - np.rint(x)) <= _WHOLE * x).all()) for x in parts):
            return step * float(np.floor(scale / step)), True
    return scale, False


def _finer(scale: float, bound: float) -> tuple[float, bool]:
    """Return a whole multiple of the last scale, at which what already flows is still whole."""
    return scale * max(float(np.floor(_LIMIT / bound / scale)), 1.0), False


class _Arcs:
    """The residual graph, laid out once: pairs by row, back along them and to the sink, then the source."""

    def __init__(self, rows: Ints, cols: Ints, n: int, m: int) -> None:
        self.n, self.m, count = n, m, rows.size
        self.back = np.argsort(cols, kind="stable")
        self.at_back = np.arange(count) + cols[self.back]
        self.at_sink = np.cumsum(np.bincount(cols, minlength=m)) + np.arange(m)
        self.at_pair = np.arange(count) + rows  # in the answer each row has an arc back to the source
        ends = np.empty(count + m, dtype=np.int32)
        ends[self.at_back], ends[self.at_sink] = rows[self.back], n + m + 1
        self.indices = np.concatenate([(n + cols).astype(np.int32), ends, np.arange(n, dtype=np.int32)])
        sizes = [np.bincount(rows, minlength=n), np.bincount(cols, minlength=m) + 1, [n, 0]]
        self.indptr = np.concatenate([[0], *sizes]).cumsum().astype(np.int32)

    def augment(
        self, flow: Floats, unmet: Floats, spare: Floats, bound: float, scale: float
    ) -> tuple[Floats, float]:
        """Add a largest integer flow at this scale; return each pair's change, and the most still to add."""
        n, m, count = self.n, self.m, flow.size
        real = np.empty(count + m + n)
        real[self.at_back], real[self.at_sink], real[count + m :] = flow[self.back], spare, unmet
        real *= scale
        most = float(np.floor(bound * scale * (1 + _WHOLE)))
        whole = np.floor(real * (1 + _WHOLE))
        lost = np.maximum(real - whole, 0.0)[whole < most].sum() + 1.0
        units = np.full(2 * count + m + n, most, dtype=np.int32)
        units[count:] = np.minimum(whole, most)
        graph = sp.csr_array((units, self.indices, self.indptr), shape=(n + m + 2, n + m + 2))
        answer = maximum_flow(graph, n + m, n + m + 1).flow
        return answer.data[self.at_pair] / scale, float(lost / scale)


def smallest_cut(rows: Ints, cols: Ints, supply: Floats, capacity: Floats, flow: Flow) -> Bools:
    """Return the smallest set of rows whose supply exceeds all that they can reach by the unmet amount.

    It is the intersection of all such sets (minimum cuts form a lattice: Picard & Queyranne 1980); empty
    where nothing is unmet. The set is checked: supply(A) - capacity(N(A)) must equal what the flow leaves
    unmet (Ford & Fulkerson 1956).
    """
    tolerance = _tolerance(rows, supply, capacity, flow)
    carries = flow.pairs > tolerance
    starts = np.flatnonzero(flow.unmet > tolerance)
    n = supply.size
    back = (n + cols[carries], rows[carries])
    extent = _reached((rows, n + cols), back, starts, n + capacity.size)[:n]
    _check_cut(extent, rows, cols, supply, capacity, flow)
    return extent


def largest_cut(rows: Ints, cols: Ints, supply: Floats, capacity: Floats, flow: Flow) -> Bools:
    """Return the largest such set: the rows that no rearrangement connects to a spare place."""
    tolerance = _tolerance(rows, supply, capacity, flow)
    carries = flow.pairs > tolerance
    n = supply.size
    starts = n + np.flatnonzero(flow.spare > tolerance)
    back = (rows[carries], n + cols[carries])
    extent = ~_reached((n + cols, rows), back, starts, n + capacity.size)[:n]
    _check_cut(extent, rows, cols, supply, capacity, flow)
    return extent


def _tolerance(rows: Ints, supply: Floats, capacity: Floats, flow: Flow) -> float:
    """Return the amount below which a flow or a remainder is rounding."""
    return flow.slack + float(min(supply.sum(), capacity.sum())) * _NOISE if rows.size else 0.0


def _reached(one: tuple[Ints, Ints], two: tuple[Ints, Ints], starts: Ints, size: int) -> Bools:
    """Mark the nodes reached from `starts` along two sets of arcs."""
    heads = np.concatenate([one[0], two[0], np.full(starts.size, size)])
    tails = np.concatenate([one[1], two[1], starts])
    graph = sp.csr_array((np.ones(heads.size, np.int8), (heads, tails)), shape=(size + 1, size + 1))
    seen = np.zeros(size + 1, bool)
    seen[breadth_first_order(graph, size, return_predecessors=False)] = True
    return seen[:size]


def _check_cut(extent: Bools, rows: Ints, cols: Ints, supply: Floats, capacity: Floats, flow: Flow) -> None:
    """Refuse a flow that its own cut does not prove."""
    near = np.zeros(capacity.size, bool)
    near[cols[extent[rows]]] = True
    proved = supply[extent].sum() - capacity[near].sum()
    size = max(float(supply.sum()), 1.0)
    if abs(proved - flow.unmet.sum()) > _CHECK * size:
        raise SolverError(
            f"the flow leaves {flow.unmet.sum():.6g} unmet but its cut proves {proved:.6g}: "
            "the numbers span too many orders of magnitude; check demand and capacity"
        )


def components(rows: Ints, cols: Ints, n: int, m: int) -> tuple[Ints, Ints]:
    """Label rows and columns by the connected part that they lie in."""
    graph = sp.coo_array((np.ones(rows.size, np.int8), (rows, n + cols)), shape=(n + m, n + m))
    labels = connected_components(graph, directed=False)[1].astype(np.int64)
    return labels[:n], labels[n:]
