"""Borgatti's key players: the sets of k nodes whose removal fragments most, or who reach most."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import combinations, islice
from math import comb

import numpy as np
from numpy.typing import NDArray

from welfare_graph.kernels.paths import Adjacency, distance_sums, distances, gather

__all__ = ["Best", "fragmentation", "most_fragmenting", "most_reaching", "reach"]

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Score = Callable[[NDArray[np.int64]], Floats]

_TOLERANCE = 1e-9
_MOST_SETS = 10_000
_EFFORT = 4e9


@dataclass(frozen=True)
class Best:
    """The best sets found, as sorted tuples of nodes in order.

    Parameters
    ----------
    sets
        Sets of the best value.
    value
        That value; NaN where it is not defined.
    exact
        Whether no set is better.
    complete
        Whether every set of that value is listed.
    """

    sets: list[tuple[int, ...]]
    value: float
    exact: bool
    complete: bool


def fragmentation(graph: Adjacency, removed: Ints) -> tuple[Floats, Floats]:
    """Return Borgatti's D_F and F of a symmetric graph without each of some sets.

    Parameters
    ----------
    graph
        Both arcs of every edge.
    removed
        Shape (sets, k): nodes taken out.

    Returns
    -------
    tuple of ndarray
        D_F and F of each set; NaN where fewer than two nodes are left.
    """
    sets, k = removed.shape
    weighted, plain = np.full(sets, np.nan), np.full(sets, np.nan)
    left = graph.n - k
    if left < 2:
        return weighted, plain
    words = -(-graph.n // 64)
    width = max(1, int(6.4e7 / 8 / words / max(len(graph.senders), graph.n, 1)))
    for first in range(0, sets, width):
        near, joined = _residual_sums(graph, removed[first : first + width], words)
        weighted[first : first + width] = 1 - near / (left * (left - 1))
        plain[first : first + width] = 1 - joined / (left * (left - 1))
    return weighted, plain


def _residual_sums(graph: Adjacency, removed: Ints, words: int) -> tuple[Floats, Floats]:
    """Return sum of 1 / distance and number of joined ordered pairs among the nodes left, for each set."""
    n, sets = graph.n, len(removed)
    alive = np.ones((n, sets), dtype=bool)
    alive[removed, np.arange(sets)[:, None]] = False
    node = np.arange(n)
    frontier = np.zeros((n, sets, words), dtype=np.uint64)
    frontier[node, :, node // 64] = np.left_shift(np.uint64(1), (node % 64).astype(np.uint64))[:, None]
    frontier *= alive[:, :, None]
    seen = frontier.copy()
    near, joined, level = np.zeros(sets), np.zeros(sets), 0
    while True:
        level += 1
        frontier = gather(graph, frontier) & ~seen
        frontier *= alive[:, :, None]
        found = np.bitwise_count(frontier).sum(axis=(0, 2), dtype=np.int64)
        if not found.any():
            return near, joined
        near += found / level
        joined += found
        seen |= frontier


def reach(nearness: Floats, members: Ints) -> Floats:
    """Return D_R of each set: mean over all nodes of 1 / distance from the set, members counting 1.

    Parameters
    ----------
    nearness
        Shape (candidates, n): 1 / distance, 1 on the node itself, 0 without a path.
    members
        Shape (sets, k): rows of ``nearness``.
    """
    n = nearness.shape[1]
    out = np.zeros(len(members))
    if members.shape[1] == 0 or n == 0:
        return out
    width = max(1, int(4e6 / n / members.shape[1]))
    for first in range(0, len(members), width):
        out[first : first + width] = nearness[members[first : first + width]].max(axis=1).sum(axis=1) / n
    return out


def most_fragmenting(graph: Adjacency, k: int, effort: float = _EFFORT, pool: int = 128) -> Best:
    """Return the sets whose removal leaves the largest D_F (Borgatti 2006).

    Every set is tried where that fits the effort; else a greedy choice is improved by swaps among
    the ``pool`` nodes with the most ties.

    Parameters
    ----------
    graph
        Both arcs of every edge.
    k
        Size of the set, 0 to n.
    effort
        Machine words that an exhaustive search may touch.
    """
    if graph.n - k < 2:
        sets = [tuple(range(graph.n))] if k == graph.n else [*combinations(range(graph.n), k)]
        return Best(sets[:_MOST_SETS], float("nan"), exact=True, complete=len(sets) <= _MOST_SETS)

    def score(sets: Ints) -> Floats:
        return fragmentation(graph, sets)[0]

    cost = (len(graph.senders) + graph.n) * (-(-graph.n // 64)) * 8.0
    if comb(graph.n, k) * cost <= effort:
        return _every_set(score, graph.n, k)
    degree = np.diff(graph.start)
    candidates = np.sort(np.argsort(-degree, kind="stable")[: max(pool, 2 * k)])
    return _improve(score, candidates, k)


def most_reaching(graph: Adjacency, k: int, effort: float = _EFFORT, pool: int = 1024) -> Best:
    """Return the sets with the largest D_R (Borgatti 2006).

    Branch and bound: D_R is submodular, so what k members add is at most the sum of what each adds alone.
    Above 4,000 nodes only the ``pool`` nodes nearest to all others are tried, and the result is not exact.

    Parameters
    ----------
    graph
        Both arcs of every edge.
    k
        Size of the set, 0 to n.
    effort
        Numbers that the search may touch before it gives up on exactness.
    """
    if k == 0:
        return Best([()], 0.0, exact=True, complete=True)
    candidates = np.arange(graph.n)
    if graph.n > 4000:
        some = np.linspace(0, graph.n - 1, 512).astype(np.int64)
        order = np.argsort(-distance_sums(graph, some).near, kind="stable")
        candidates = np.sort(order[: max(pool, 2 * k)])
    steps = distances(graph, candidates)
    nearness = np.divide(1.0, steps, out=np.zeros(steps.shape), where=steps > 0)
    nearness[np.arange(len(candidates)), candidates] = 1.0

    def score(sets: Ints) -> Floats:
        return reach(nearness, sets)

    start = _improve(score, np.arange(len(candidates)), k)
    found = start
    if graph.n <= 4000:
        found = _branch_and_bound(nearness, k, start, effort)
    sets = [tuple(candidates[list(chosen)].tolist()) for chosen in found.sets]
    return Best(sets, found.value, found.exact, found.complete)


def _chunks(items: Iterator[tuple[int, ...]], k: int, size: int) -> Iterator[Ints]:
    while chunk := list(islice(items, size)):
        yield np.array(chunk, dtype=np.int64).reshape(len(chunk), k)


def _every_set(score: Score, n: int, k: int) -> Best:
    """Try all sets and keep those of the best value."""
    best, complete = -np.inf, True
    kept: list[tuple[int, ...]] = []
    for sets in _chunks(combinations(range(n), k), k, 20_000):
        values = score(sets)
        top = float(values.max())
        if top > best + _TOLERANCE:
            best, kept, complete = top, [], True
        hits = sets[values >= best - _TOLERANCE].tolist()
        complete &= len(kept) + len(hits) <= _MOST_SETS
        kept += [tuple(hit) for hit in hits[: _MOST_SETS - len(kept)]]
    return Best(kept, best, exact=True, complete=complete)


def _improve(score: Score, candidates: Ints, k: int) -> Best:
    """Add the best node k times, then swap one member for one outsider while that helps."""
    chosen: list[int] = []
    for _ in range(k):
        chosen, value = _best_of(score, [[*chosen, c] for c in candidates.tolist() if c not in chosen])
    value = float(score(np.array([sorted(chosen)], dtype=np.int64).reshape(1, k))[0])
    while True:
        outside = [c for c in candidates.tolist() if c not in chosen]
        swaps = [[*chosen[:i], *chosen[i + 1 :], c] for i in range(k) for c in outside]
        if not swaps:
            break
        better, reached = _best_of(score, swaps)
        if reached <= value + _TOLERANCE:
            break
        chosen, value = better, reached
    return Best([tuple(sorted(chosen))], value, exact=False, complete=False)


def _best_of(score: Score, sets: list[list[int]]) -> tuple[list[int], float]:
    """Return the set of the best score, the smallest in order among equals."""
    rows = np.sort(np.array(sets, dtype=np.int64), axis=1)
    values = score(rows)
    top = np.flatnonzero(values >= values.max() - _TOLERANCE)
    first = min(rows[top].tolist())
    return first, float(values.max())


class _Search:
    """Depth-first search for every set of the best reach."""

    def __init__(self, nearness: Floats, k: int, start: Best, effort: float) -> None:
        self.nearness, self.k = nearness, k
        self.n = nearness.shape[1]
        self.best, self.kept = start.value * self.n, set(start.sets)
        self.slack = _TOLERANCE * max(self.n, 1)
        self.left, self.complete = effort, True

    def run(self) -> None:
        order = np.argsort(-self.nearness.sum(axis=1), kind="stable")
        self._open((), np.zeros(self.n), order)

    def _open(self, chosen: tuple[int, ...], covered: Floats, candidates: Ints) -> None:
        missing = self.k - len(chosen)
        if self.left < 0 or len(candidates) < missing:
            return
        self.left -= len(candidates) * self.n
        gains = np.maximum(self.nearness[candidates] - covered, 0).sum(axis=1)
        value = float(covered.sum())
        if missing == 1:
            self._close(chosen, candidates, value + gains)
            return
        order = np.argsort(-gains, kind="stable")
        candidates, gains = candidates[order], gains[order]
        for place in range(len(candidates) - missing + 1):
            if value + gains[place : place + missing].sum() < self.best - self.slack:
                return
            node = int(candidates[place])
            self._open((*chosen, node), np.maximum(covered, self.nearness[node]), candidates[place + 1 :])

    def _close(self, chosen: tuple[int, ...], candidates: Ints, values: Floats) -> None:
        top = float(values.max())
        if top > self.best + self.slack:
            self.best, self.kept, self.complete = top, set(), True
        for node in candidates[values >= self.best - self.slack].tolist():
            if len(self.kept) >= _MOST_SETS:
                self.complete = False
                return
            self.kept.add(tuple(sorted((*chosen, node))))


def _branch_and_bound(nearness: Floats, k: int, start: Best, effort: float) -> Best:
    """Return all sets of the best reach, or the start where the effort is spent before the proof."""
    search = _Search(nearness, k, start, effort)
    search.run()
    exact = search.left >= 0
    return Best(sorted(search.kept), search.best / search.n, exact, exact and search.complete)
