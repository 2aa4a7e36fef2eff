"""The fair way to serve: shares as equal as reach and capacity allow, and as many people as can be.

Shares (served / demand) are lexicographically max-min: the worst-served area is served as well as possible,
then the next, and so on. It is the lexicographically optimal base of a polymatroid (Megiddo 1974; Fujishige
1980): unique, and its total is the largest flow. It is found by dividing: serve every area of a block at the
block's mean share; where that cannot be, the smallest minimum cut splits the block in two, each solved alone.
"""

from __future__ import annotations

import numpy as np

from welfare_graph.errors import SolverError
from welfare_graph.kernels.flow import Bools, Floats, Flow, Ints, components, max_flow, smallest_cut

__all__ = ["equal_sets", "fair_shares"]

_CHECK = 1e-7
_EVEN = 1e-12


def fair_shares(rows: Ints, cols: Ints, demand: Floats, capacity: Floats) -> Floats:
    """Return the share of its demand that each row (area) gets from the columns (services) that it reaches.

    Capacities may be infinite; a row without demand has share 1, a row without a pair share 0.

    Notes
    -----
    Equal rows and equal columns are merged first. Cost: as many largest flows as the division is deep (about
    ten on real maps), each over what is still open. The answer is checked before it is returned: every column
    that a short row can use is full, and serves nobody who is better off than that row; this is sufficient
    for the optimum of a separable convex problem.
    """
    share = np.where(demand > 0, 0.0, 1.0)
    share[rows[np.isinf(capacity[cols])]] = 1.0
    kept = (share[rows] < 1.0) & (capacity[cols] > 0)
    rows, cols = rows[kept], cols[kept]
    if rows.size == 0:
        return share
    row_of, col_of = _merge(rows, cols, share.size, capacity.size)
    pairs = np.unique(row_of[rows] * (int(col_of.max()) + 1) + col_of[cols])
    few_rows, few_cols = np.divmod(pairs, int(col_of.max()) + 1)
    used_rows, used_cols = row_of >= 0, col_of >= 0
    few_demand = np.bincount(row_of[used_rows], demand[used_rows])
    few_capacity = np.bincount(col_of[used_cols], capacity[used_cols])
    few = _divide(few_rows, few_cols, few_demand, few_capacity)
    share[used_rows] = few[row_of[used_rows]]
    return share


def _merge(rows: Ints, cols: Ints, n: int, m: int) -> tuple[Ints, Ints]:
    """Number the distinct rows and columns of the pairs; -1 for one without a pair."""
    col_of = equal_sets(cols, rows, m)
    return equal_sets(rows, cols, n), col_of


def equal_sets(owners: Ints, members: Ints, n: int) -> Ints:
    """Give owners with the same set of members the same number (two 64-bit hashes); -1 for an empty set."""
    order = np.argsort(owners, kind="stable")
    owners, members = owners[order], members[order]
    present, first = np.unique(owners, return_index=True)
    number = np.full(n, -1, dtype=np.int64)
    if present.size == 0:
        return number
    one, two = (np.add.reduceat(_hashed(members, seed), first) for seed in (1, 2))
    by_key = np.lexsort((two, one))
    new = (np.diff(one[by_key], prepend=one[by_key[0]]) != 0) | (
        np.diff(two[by_key], prepend=two[by_key[0]]) != 0
    )
    number[present[by_key]] = np.cumsum(new)
    return number


def _hashed(values: Ints, seed: int) -> np.ndarray:
    """Return well-mixed 64-bit words of whole numbers (the finaliser of splitmix64)."""
    word = (values.astype(np.uint64) + np.uint64(seed)) * np.uint64(0x9E3779B97F4A7C15)
    word = (word ^ (word >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    word = (word ^ (word >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return np.asarray(word ^ (word >> np.uint64(31)))


def _divide(rows: Ints, cols: Ints, demand: Floats, capacity: Floats) -> Floats:
    """Return the shares of a problem without unlimited columns, by dividing blocks until they are even."""
    n, m = demand.size, capacity.size
    share, carried = np.zeros(n), np.zeros(rows.size)
    live = np.arange(rows.size)
    while live.size:
        r, c = rows[live], cols[live]
        row_block, col_block = components(r, c, n, m)
        open_rows, open_cols = _marked(r, n), _marked(c, m)
        wanted = np.bincount(row_block[open_rows], demand[open_rows], n + m)
        held = np.bincount(col_block[open_cols], capacity[open_cols], n + m)
        mean = np.minimum(np.divide(held, wanted, out=np.ones(n + m), where=wanted > 0), 1.0)
        supply = np.where(open_rows, mean[row_block] * demand, 0.0)
        room = np.where(open_cols, capacity, 0.0)
        flow = max_flow(r, c, supply, room)
        short, settled = _split(r, c, supply, room, flow, row_block, wanted)
        done = open_rows & (settled[row_block] | ((mean[row_block] >= 1.0) & ~short))
        share[done] = mean[row_block[done]]
        taken = _marked(c[short[r]], m)
        carried[live[done[r]]] = flow.pairs[done[r]]
        live = live[~done[r] & (short[r] | ~taken[c])]
    _check(rows, cols, demand, capacity, share, carried)
    return share


def _marked(positions: Ints, size: int) -> Bools:
    marks = np.zeros(size, bool)
    marks[positions] = True
    return marks


def _split(
    rows: Ints, cols: Ints, supply: Floats, room: Floats, flow: Flow, block: Ints, wanted: Floats
) -> tuple[Bools, Bools]:
    """Return the rows that fall short of their block's mean, and the blocks that are even."""
    lacking = np.bincount(block, flow.unmet, wanted.size)
    even = lacking <= _EVEN * wanted
    if even[block].all():
        return np.zeros(supply.size, bool), even
    short = smallest_cut(rows, cols, supply, room, flow) & ~even[block] & _marked(rows, supply.size)
    inside = np.bincount(block[short], supply[short], wanted.size)
    whole = np.bincount(block, supply, wanted.size)
    stuck = ~even & ((inside <= 0) | (inside >= whole))
    return short & ~stuck[block], even | stuck


def _check(rows: Ints, cols: Ints, demand: Floats, capacity: Floats, share: Floats, flow: Floats) -> None:
    """Refuse shares that the flow does not deliver, or that moving a place could make fairer."""
    served = np.bincount(rows, flow, demand.size)
    used = np.bincount(cols, flow, capacity.size)
    scale = max(float(demand.sum()), 1.0) * _CHECK
    worst = np.full(capacity.size, 1.0)
    np.minimum.at(worst, cols, share[rows])
    best = np.zeros(capacity.size)
    carries = flow > demand[rows] * _CHECK
    np.maximum.at(best, cols[carries], share[rows[carries]])
    wrong = (
        np.abs(served - share * demand).sum() > scale
        or (used - capacity).max(initial=0.0) > scale
        or ((capacity - used)[worst < 1 - _CHECK]).sum() > scale
        or bool((best > worst + _CHECK).any())
    )
    if wrong:
        raise SolverError(
            "the fair shares do not pass their own check: the numbers span too many orders of magnitude; "
            "check demand and capacity"
        )
