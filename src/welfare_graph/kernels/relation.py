"""The most reliable path from an area's gateways to every actor, in at most so many steps.

Trust multiplies along a path (Richters & Peixoto 2011), so the best path of k + 1 steps extends a best path
of at most k steps: dynamic programming over steps, many areas at once, on the arcs sorted by their end.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from welfare_graph.kernels.flow import Bools, Floats, Ints

__all__ = ["Arcs", "Reliable", "assumed_paths", "carrying_path", "reliable"]


@dataclass(frozen=True)
class Arcs:
    """Directed arcs sorted by (head, tail): trust, and the tie each comes from."""

    tail: Ints
    head: Ints
    trust: Floats
    tie: Ints
    size: int

    @classmethod
    def of(cls, one: Ints, two: Ints, trust: Floats, size: int) -> Arcs:
        """Build both directions of every tie; of parallel ties the most trusted counts."""
        kept = np.flatnonzero(one != two)
        tail = np.concatenate([one[kept], two[kept]])
        head = np.concatenate([two[kept], one[kept]])
        value, tie = np.tile(trust[kept], 2), np.tile(kept, 2)
        order = np.lexsort((tie, -value, tail, head))
        tail, head, value, tie = tail[order], head[order], value[order], tie[order]
        new = np.ones(order.size, bool)
        new[1:] = (tail[1:] != tail[:-1]) | (head[1:] != head[:-1])
        return cls(tail[new], head[new], value[new], tie[new], size)


@dataclass(frozen=True)
class Reliable:
    """Per source: the largest trust of every node, its steps (-1: no path), and the arc it came by.

    `arc` has one layer a step, so that a path can be walked back: layer k holds the arc by which the node's
    best value changed at step k, -1 where it did not.
    """

    trust: Floats
    steps: Ints
    arc: list[Ints]


def reliable(arcs: Arcs, start: Floats, max_steps: int | None) -> Reliable:
    """Spread trust from `start` (sources x nodes; negative = not a gateway) over at most `max_steps` steps.

    Notes
    -----
    Of equally reliable paths the one with fewest steps counts, then the arc from the node with the lowest
    position. A path of trust 0 is a path. Cost: steps x sources x arcs.
    """
    best = start.copy()
    steps = np.where(best >= 0, 0, -1).astype(np.int64)
    layers: list[Ints] = []
    if arcs.head.size == 0:
        return Reliable(np.maximum(best, 0.0), steps, layers)
    first = np.flatnonzero(np.diff(arcs.head, prepend=-1))
    heads = arcs.head[first]
    last = arcs.size if max_steps is None else max_steps
    while len(layers) < last:
        offered = np.where(best[:, arcs.tail] >= 0, best[:, arcs.tail] * arcs.trust, -1.0)
        top = np.maximum.reduceat(offered, first, axis=1)
        better = top > best[:, heads]
        if not better.any():
            break
        came = np.full(best.shape, -1, dtype=np.int64)
        who, where = np.nonzero(better)
        came[who, heads[where]] = _first_arc(offered, top, first, who, where)
        best[who, heads[where]] = top[who, where]
        steps[who, heads[where]] = len(layers) + 1
        layers.append(came)
    return Reliable(np.maximum(best, 0.0), steps, layers)


def _first_arc(offered: Floats, top: Floats, first: Ints, who: Ints, where: Ints) -> Ints:
    """Return, for each changed node, the first of its arcs that offers the top value."""
    size = np.diff(first, append=offered.shape[1])[where]
    start = first[where]
    owner = np.repeat(np.arange(where.size), size)
    inner = np.arange(owner.size) - np.repeat(np.cumsum(size) - size, size)
    arc = start[owner] + inner
    hit = offered[who[owner], arc] >= top[who[owner], where[owner]]
    found = np.full(where.size, -1, dtype=np.int64)
    at = np.flatnonzero(hit)[::-1]
    found[owner[at]] = arc[at]
    return found


def carrying_path(arcs: Arcs, result: Reliable, source: int, node: int) -> list[int]:
    """Return the arcs of the best path from a gateway of `source` to `node`, in order."""
    path: list[int] = []
    layer = int(result.steps[source, node])
    while layer > 0:
        arc = int(result.arc[layer - 1][source, node])
        path.append(arc)
        node = int(arcs.tail[arc])
        layer -= 1  # what improved a node last step is what its neighbour gained the step before
    return path[::-1]


def assumed_paths(arcs: Arcs, result: Reliable, known: Bools, gateway_known: Bools) -> Bools:
    """Mark, by source and node, the best paths that rest on a trust nobody has stated."""
    guess = ~gateway_known
    for layer in result.arc:
        who, node = np.nonzero(layer >= 0)
        arc = layer[who, node]
        guess[who, node] = guess[who, arcs.tail[arc]] | ~known[arc]
    return guess
