"""Shortest paths in ties, many sources at once: one bit a source, one level a step."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.sparse import csgraph

__all__ = [
    "Adjacency",
    "Sums",
    "adjacency",
    "distance_sums",
    "distances",
    "group_betweenness",
    "reached_from",
]

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Words = NDArray[np.uint64]

_WIDE = 8
_HUBS = 256


@dataclass(frozen=True)
class Adjacency:
    """Arcs of a digraph by target: ``senders[start[v]:start[v + 1]]`` send an arc to v."""

    n: int
    start: Ints
    senders: Ints

    @cached_property
    def layers(self) -> Layers:
        """The same arcs dealt out: one sender of every node, a second of those that have two, and so on."""
        degree = np.diff(self.start)
        order = np.argsort(-degree, kind="stable")
        first, falling = self.start[order], -degree[order]
        dealt: list[Ints] = []
        while (count := int(np.searchsorted(falling, -len(dealt)))) > self.n // _HUBS:
            dealt.append(self.senders[first[:count] + len(dealt)])
        left = degree[order[:count]] - len(dealt)
        starts = np.cumsum(left) - left
        places = np.repeat(first[:count] + len(dealt) - starts, left) + np.arange(left.sum())
        return Layers(order, dealt, self.senders[places], starts)


@dataclass(frozen=True)
class Layers:
    """Nodes from most arcs to least; their senders, layer by layer; what is left to the hubs, one by one."""

    order: Ints
    dealt: list[Ints]
    hub_senders: Ints
    hub_starts: Ints


def adjacency(n: int, source: Ints, target: Ints) -> Adjacency:
    """Sort arcs by target; for an undirected graph pass both arcs of every edge."""
    order = np.argsort(target, kind="stable")
    start = np.zeros(n + 1, dtype=np.int64)
    np.cumsum(np.bincount(target, minlength=n), out=start[1:])
    return Adjacency(n, start, np.ascontiguousarray(source[order]))


def gather(graph: Adjacency, bits: Words) -> Words:
    """Unite for each node the bits of those who send it an arc; ``bits`` has the nodes on its first axis."""
    flat = bits.reshape(graph.n, -1)
    united = _by_layers(graph.layers, flat) if flat.shape[1] >= _WIDE else _by_columns(graph, flat)
    return united.reshape(bits.shape)


def _by_columns(graph: Adjacency, bits: Words) -> Words:
    """Unite a few words, one after the other."""
    out = np.zeros_like(bits)
    filled = np.flatnonzero(np.diff(graph.start))
    for column, sent in enumerate(np.ascontiguousarray(bits.T) if len(filled) else ()):
        out[filled, column] = np.bitwise_or.reduceat(sent[graph.senders], graph.start[filled])
    return out


def _by_layers(layers: Layers, bits: Words) -> Words:
    """Unite many words, one sender of every node at a time."""
    united, out = np.zeros_like(bits), np.empty_like(bits)
    for senders in layers.dealt:
        united[: len(senders)] |= bits[senders]
    if len(layers.hub_starts):
        rest = np.bitwise_or.reduceat(bits[layers.hub_senders], layers.hub_starts, axis=0)
        united[: len(rest)] |= rest
    out[layers.order] = united
    return out


def levels(graph: Adjacency, sources: Ints, slots: Ints | None = None) -> Iterator[tuple[int, Words]]:
    """Yield each distance with the slots newly found at it: shape (n, words), a bit a slot.

    Each source has its own slot, unless ``slots`` lets sources that reach nobody in common share one.
    """
    place = np.arange(len(sources)) if slots is None else slots
    frontier = np.zeros((graph.n, -(-int(place.max(initial=-1) + 1) // 64)), dtype=np.uint64)
    bits = np.left_shift(np.uint64(1), (place % 64).astype(np.uint64))
    np.bitwise_or.at(frontier, (sources, place // 64), bits)
    seen = frontier.copy()
    level = 0
    while frontier.any():
        yield level, frontier
        level += 1
        known = seen
        seen = gather(graph, frontier) | known
        frontier = seen ^ known


def blocks(slots: Ints, graph: Adjacency, memory: float = 8e6) -> Iterator[tuple[Ints, int]]:
    """Split sources by slot so that their bits fill at most ``memory`` bytes; yield places and first slot."""
    width = 64 * max(1, min(64, int(memory / 8 / max(graph.n, 1))))
    for first in range(0, int(slots.max(initial=-1)) + 1, width):
        yield np.flatnonzero((slots >= first) & (slots < first + width)), first


@dataclass(frozen=True)
class Sums:
    """Sums over the sources that reach a node, the node itself left out.

    Parameters
    ----------
    count
        How many sources reach it.
    far, near
        Sum of distances; sum of 1 / distance.
    far_squares, near_squares
        Sums of their squares, for the error of a sample.
    """

    count: Ints
    far: Floats
    near: Floats
    far_squares: Floats
    near_squares: Floats


def distance_sums(graph: Adjacency, sources: Ints, slots: Ints | None = None) -> Sums:
    """Add up, for each node, the distances from every source along the arcs.

    Parameters
    ----------
    graph
        The arcs.
    sources
        Nodes to start from, each once.
    slots
        Numbers from 0; sources of different components may share one, which saves work.

    Returns
    -------
    Sums
        Arrays of length n.
    """
    place = np.arange(len(sources)) if slots is None else slots
    count = np.zeros(graph.n, dtype=np.int64)
    far, near, far2, near2 = (np.zeros(graph.n) for _ in range(4))
    for block, first in blocks(place, graph):
        for level, found in levels(graph, sources[block], place[block] - first):
            if level == 0:
                continue
            number = np.bitwise_count(found).sum(axis=1, dtype=np.int64)
            count += number
            far += number * float(level)
            near += number / level
            far2 += number * float(level) ** 2
            near2 += number / level**2
    return Sums(count, far, near, far2, near2)


def length_sums(lengths: sparse.csr_array, sources: Ints, slots: Ints) -> Sums:
    """Add up, for each node, the lengths of the shortest paths from every source (Dijkstra).

    Parameters
    ----------
    lengths
        Length of the arc from row to column, above 0.
    sources
        Nodes to start from, each once.
    slots
        Numbers from 0; sources of different components may share one.

    Returns
    -------
    Sums
        Arrays of length n.
    """
    n = lengths.shape[0]
    count = np.zeros(n, dtype=np.int64)
    far, near, far2, near2 = (np.zeros(n) for _ in range(4))
    order = np.argsort(slots, kind="stable")
    for block in np.split(sources[order], np.flatnonzero(np.diff(slots[order])) + 1):
        steps = csgraph.dijkstra(lengths, indices=block, min_only=True) if len(block) else np.full(n, np.inf)
        hit = np.isfinite(steps) & (steps > 0)
        found, nearness = steps[hit], 1 / steps[hit]
        count[hit] += 1
        with np.errstate(over="ignore"):
            far[hit] += found
            near[hit] += nearness
            far2[hit] += found**2
            near2[hit] += nearness**2
    return Sums(count, far, near, far2, near2)


def distances(graph: Adjacency, sources: Ints) -> NDArray[np.int32]:
    """Return distances from each source to every node, -1 where there is no path: shape (sources, n)."""
    out = np.full((len(sources), graph.n), -1, dtype=np.int32)
    for block, first in blocks(np.arange(len(sources)), graph):
        part = out[first : first + len(block)].T
        for level, found in levels(graph, sources[block]):
            flat = np.unpackbits(found.view(np.uint8), axis=1, bitorder="little", count=len(block))
            part[flat.astype(bool)] = level
    return out


def reached_from(graph: Adjacency, members: Ints) -> NDArray[np.int64]:
    """Return the distance of every node from the nearest member, -1 where none is reached."""
    out = np.full(graph.n, -1, dtype=np.int64)
    frontier = np.zeros((graph.n, 1), dtype=np.uint64)
    frontier[members] = 1
    level = 0
    while frontier.any():
        out[frontier[:, 0] > 0] = level
        level += 1
        frontier = gather(graph, frontier)
        frontier[out >= 0] = 0
    return out


def group_betweenness(graph: Adjacency, members: Ints, sources: Ints, width: int = 64) -> float:
    """Sum over pairs (s, t) outside a group the share of shortest paths that pass through it.

    Paths are counted twice: all of them, and those that leave the group aside; a pair whose distance grows
    without the group depends on it wholly.

    Parameters
    ----------
    graph
        The arcs.
    members
        The group.
    sources
        Starts s to add up over, none of them a member.

    Returns
    -------
    float
        Sum over ordered pairs.
    """
    outside = np.ones(graph.n, dtype=bool)
    outside[members] = False
    total = 0.0
    for first in range(0, len(sources), width):
        block = sources[first : first + width]
        level, paths = _count_paths(graph, block, np.ones(graph.n, dtype=bool))
        around, kept = _count_paths(graph, block, outside)
        pair = (level > 0) & outside[:, None]
        share = np.where(around == level, kept, 0.0)[pair] / paths[pair]
        total += float((1 - share).sum())
    return total


def _count_paths(graph: Adjacency, sources: Ints, allowed: NDArray[np.bool_]) -> tuple[Ints, Floats]:
    """Return distance and number of shortest paths from each source: two arrays of shape (n, sources)."""
    level = np.full((graph.n, len(sources)), -1, dtype=np.int64)
    paths = np.zeros((graph.n, len(sources)))
    column = np.arange(len(sources))
    level[sources, column], paths[sources, column] = 0, 1.0
    filled = np.flatnonzero(np.diff(graph.start))
    frontier = paths.copy()
    step = 0
    while len(filled) and frontier.any():
        step += 1
        arrived = np.zeros_like(frontier)
        arrived[filled] = np.add.reduceat(frontier[graph.senders], graph.start[filled], axis=0)
        arrived[(level >= 0) | ~allowed[:, None]] = 0
        level[arrived > 0] = step
        paths += arrived
        frontier = arrived
    return level, paths


def bridging(graph: Adjacency, u: Ints, v: Ints) -> Floats:
    """Return how much the sum of 1 / distance over ordered pairs falls when each edge is taken out.

    Parameters
    ----------
    graph
        Both arcs of every edge, senders in order.
    u, v
        Edges.

    Returns
    -------
    ndarray
        A number an edge.
    """
    words = -(-graph.n // 64)
    width = max(1, int(6.4e7 / 8 / max(words, 1) / max(len(graph.senders), graph.n, 1)))
    whole = _nearness_without(graph, np.zeros((2, 0), dtype=np.int64), 1)[0]
    target = np.repeat(np.arange(graph.n), np.diff(graph.start))
    keys = target * graph.n + graph.senders
    order = np.argsort(keys)
    arcs = np.stack([order[np.searchsorted(keys[order], b * graph.n + a)] for a, b in ((u, v), (v, u))])
    parts = [
        whole - _nearness_without(graph, arcs[:, first : first + width], None)
        for first in range(0, len(u), width)
    ]
    return np.concatenate(parts) if parts else np.zeros(0)


def _nearness_without(graph: Adjacency, arcs: Ints, columns: int | None) -> Floats:
    """Return sum of 1 / distance without the arcs of each column: one network a column."""
    sets = arcs.shape[1] if columns is None else columns
    node = np.arange(graph.n)
    frontier = np.zeros((graph.n, sets, -(-graph.n // 64)), dtype=np.uint64)
    frontier[node, :, node // 64] = np.left_shift(np.uint64(1), (node % 64).astype(np.uint64))[:, None]
    filled = np.flatnonzero(np.diff(graph.start))
    seen, near, level = frontier.copy(), np.zeros(sets), 0
    while len(filled) and frontier.any():
        level += 1
        sent = frontier[graph.senders]
        sent[arcs, np.arange(arcs.shape[1])] = 0
        frontier = np.zeros_like(seen)
        frontier[filled] = np.bitwise_or.reduceat(sent, graph.start[filled], axis=0)
        frontier &= ~seen
        seen |= frontier
        near += np.bitwise_count(frontier).sum(axis=(0, 2), dtype=np.int64) / level
    return near
