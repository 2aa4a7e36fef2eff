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
_PRECISION = 1e-14
_CHECK = 1e-9
_ROUNDS = 8
_DECIMALS = (1.0, 10.0, 100.0)
_WHOLE = 1e-15


@dataclass(frozen=True)
class Flow:
    """A largest flow: what each pair carries, and what each end has left."""

    pairs: Floats
    unmet: Floats
    spare: Floats

    @property
    def value(self) -> float:
        """The amount that flows."""
        return float(self.pairs.sum())


def max_flow(rows: Ints, cols: Ints, supply: Floats, capacity: Floats) -> Flow:
    """Send as much as possible from rows (at most `supply`) to columns (at most `capacity`, finite).

    Notes
    -----
    Cost: a few runs of Dinic's algorithm (`scipy.sparse.csgraph.maximum_flow`), one when the data are
    integers whose sum is below 2**30.
    """
    order = np.lexsort((cols, rows))
    rows, cols, flow = rows[order], cols[order], np.zeros(rows.size)
    unmet, spare = supply.astype(np.float64), capacity.astype(np.float64)
    total = min(unmet.sum(), spare.sum())
    bound = total
    for _ in range(_ROUNDS):
        if bound <= total * _PRECISION or rows.size == 0:
            break
        scale, exact = _scale(unmet, spare, flow, bound)
        flow = flow + _augment(rows, cols, unmet, spare, flow, bound, scale)
        unmet = np.maximum(supply - np.bincount(rows, flow, supply.size), 0.0)
        spare = np.maximum(capacity - np.bincount(cols, flow, capacity.size), 0.0)
        if exact:
            break
        loose = np.count_nonzero(flow) + supply.size + capacity.size
        bound = min(loose / scale, bound, unmet.sum(), spare.sum())
    pairs = np.empty(rows.size)
    pairs[order] = flow
    return Flow(pairs, unmet, spare)


def _scale(unmet: Floats, spare: Floats, flow: Floats, bound: float) -> tuple[float, bool]:
    """Return the factor to integers, and whether scaling by it loses nothing: whole or decimal numbers."""
    scale = _LIMIT / bound
    for step in _DECIMALS:
        parts = [x * step for x in (unmet, spare, flow)] if scale >= step else []
        if parts and all(bool((np.abs(x - np.rint(x)) <= _WHOLE * x).all()) for x in parts):
            return step * float(np.floor(scale / step)), True
    return scale, False


def _augment(
    rows: Ints, cols: Ints, unmet: Floats, spare: Floats, flow: Floats, bound: float, scale: float
) -> Floats:
    """Add a largest integer flow of the residual graph at this scale; return the change of each pair."""
    n, m = unmet.size, spare.size
    source, sink = n + m, n + m + 1
    indptr, indices, order = _arcs(rows, cols, n, m)
    back = np.append(flow, spare)[order]  # by column: back along its pairs, then on to the sink
    room = np.concatenate([np.full(rows.size, bound), back, unmet])
    units = np.floor(np.minimum(room, bound) * scale * (1 + _WHOLE)).astype(np.int32)
    graph = sp.csr_array((units, indices, indptr), shape=(n + m + 2, n + m + 2))
    answer = maximum_flow(graph, source, sink).flow
    end = int(answer.indptr[n])
    forward = answer.indices[:end] < source
    return np.asarray(answer.data[:end][forward] / scale)


def _arcs(rows: Ints, cols: Ints, n: int, m: int) -> tuple[Ints, Ints, Ints]:
    """Lay out the residual graph row by row: pairs, then back along them and to the sink, then the source.

    The third array says which pair, or (counted after the pairs) which column, each arc of a column is.
    """
    by_col = np.concatenate([cols, np.arange(m)])
    order = np.argsort(by_col, kind="stable")
    ends = np.concatenate([rows, np.full(m, n + m + 1)])[order]
    indices = np.concatenate([n + cols, ends, np.arange(n)]).astype(np.int32)
    sizes = np.concatenate([np.bincount(rows, minlength=n), np.bincount(by_col, minlength=m), [n, 0]])
    return np.concatenate([[0], np.cumsum(sizes)]).astype(np.int32), indices, order


def smallest_cut(rows: Ints, cols: Ints, supply: Floats, capacity: Floats, flow: Flow) -> Bools:
    """Return the smallest set of rows whose supply exceeds all that they can reach by the unmet amount.

    It is the intersection of all such sets (minimum cuts form a lattice: Picard & Queyranne 1980); empty
    where nothing is unmet. The set is checked: supply(A) - capacity(N(A)) must equal what the flow leaves
    unmet (Ford & Fulkerson 1956).
    """
    tolerance = _tolerance(rows, supply, capacity)
    carries = flow.pairs > tolerance
    starts = np.flatnonzero(flow.unmet > tolerance)
    n = supply.size
    back = (n + cols[carries], rows[carries])
    extent = _reached((rows, n + cols), back, starts, n + capacity.size)[:n]
    _check_cut(extent, rows, cols, supply, capacity, flow)
    return extent


def largest_cut(rows: Ints, cols: Ints, supply: Floats, capacity: Floats, flow: Flow) -> Bools:
    """Return the largest such set: the rows that no rearrangement connects to a spare place."""
    tolerance = _tolerance(rows, supply, capacity)
    carries = flow.pairs > tolerance
    n = supply.size
    starts = n + np.flatnonzero(flow.spare > tolerance)
    back = (rows[carries], n + cols[carries])
    extent = ~_reached((n + cols, rows), back, starts, n + capacity.size)[:n]
    _check_cut(extent, rows, cols, supply, capacity, flow)
    return extent


def _tolerance(rows: Ints, supply: Floats, capacity: Floats) -> float:
    """Return the amount below which a flow or a remainder is rounding."""
    return float(min(supply.sum(), capacity.sum())) * _PRECISION * 10 if rows.size else 0.0


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
