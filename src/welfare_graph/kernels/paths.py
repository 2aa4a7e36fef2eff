"""Shortest paths in ties, many sources at once: one bit a source, one level a step."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

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


@dataclass(frozen=True)
class Adjacency:
    """Arcs of a digraph by target: ``senders[start[v]:start[v + 1]]`` send an arc to v."""

    n: int
    start: Ints
    senders: Ints


def adjacency(n: int, source: Ints, target: Ints) -> Adjacency:
    """Sort arcs by target; for an undirected graph pass both arcs of every edge."""
    order = np.argsort(target, kind="stable")
    start = np.zeros(n + 1, dtype=np.int64)
    np.cumsum(np.bincount(target, minlength=n), out=start[1:])
    return Adjacency(n, start, np.ascontiguousarray(source[order]))


def gather(graph: Adjacency, bits: Words) -> Words:
    """Unite for each node the bits of those who send it an arc; ``bits`` has the nodes on its first axis."""
    out = np.zeros_like(bits)
    filled = np.flatnonzero(np.diff(graph.start))
    if len(filled):
        out[filled] = np.bitwise_or.reduceat(bits[graph.senders], graph.start[filled], axis=0)
    return out


def levels(graph: Adjacency, sources: Ints) -> Iterator[tuple[int, Words]]:
    """Yield each distance with the sources newly found at it: shape (n, words), bit s for source s."""
    frontier = np.zeros((graph.n, -(-len(sources) // 64)), dtype=np.uint64)
    place = np.arange(len(sources))
    bits = np.left_shift(np.uint64(1), (place % 64).astype(np.uint64))
    np.bitwise_or.at(frontier, (sources, place // 64), bits)
    seen = frontier.copy()
    level = 0
    while frontier.any():
        yield level, frontier
        level += 1
        frontier = gather(graph, frontier) & ~seen
        seen |= frontier


def blocks(sources: Ints, graph: Adjacency, memory: float = 6.4e7) -> Iterator[Ints]:
    """Split sources so that one step of a block gathers at most ``memory`` bytes."""
    words = max(1, min(64, int(memory / 8 / max(len(graph.senders), graph.n, 1))))
    for first in range(0, len(sources), 64 * words):
        yield sources[first : first + 64 * words]


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


def distance_sums(graph: Adjacency, sources: Ints) -> Sums:
    """Add up, for each node, the distances from every source along the arcs.

    Parameters
    ----------
    graph
        The arcs.
    sources
        Nodes to start from, each once.

    Returns
    -------
    Sums
        Arrays of length n.
    """
    count = np.zeros(graph.n, dtype=np.int64)
    far, near, far2, near2 = (np.zeros(graph.n) for _ in range(4))
    for block in blocks(sources, graph):
        for level, found in levels(graph, block):
            if level == 0:
                continue
            number = np.bitwise_count(found).sum(axis=1, dtype=np.int64)
            count += number
            far += number * float(level)
            near += number / level
            far2 += number * float(level) ** 2
            near2 += number / level**2
    return Sums(count, far, near, far2, near2)


def distances(graph: Adjacency, sources: Ints) -> NDArray[np.int32]:
    """Return distances from each source to every node, -1 where there is no path: shape (sources, n)."""
    out = np.full((len(sources), graph.n), -1, dtype=np.int32)
    done = 0
    for block in blocks(sources, graph):
        part = out[done : done + len(block)].T
        for level, found in levels(graph, block):
            flat = np.unpackbits(found.view(np.uint8), axis=1, bitorder="little", count=len(block))
            part[flat.astype(bool)] = level
        done += len(block)
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
