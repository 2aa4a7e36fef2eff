"""Gould-Fernandez brokerage: counts of open ordered pairs by the groups of their three actors."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from welfare_graph.kernels.triangles import Triangles, list_triangles

__all__ = [
    "Closed",
    "ROLES",
    "closed_pairs",
    "closed_triples",
    "count_roles",
    "exclusive_pairs",
    "moments",
    "permuted_moments",
]

ROLES = ("coordinator", "itinerant", "gatekeeper", "representative", "liaison")

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Closed:
    """Arcs of a simple digraph with its transitive triples i -> v -> k, i -> k.

    Parameters
    ----------
    n
        Number of nodes.
    source, target
        Ends of each arc.
    sender, broker, receiver
        The i, v and k of each transitive triple.
    mutual
        Positions of the arcs whose reverse is an arc too.
    symmetric
        Whether the graph is undirected; then each triple stands for itself and for its mirror.
    """

    n: int
    source: Ints
    target: Ints
    sender: Ints
    broker: Ints
    receiver: Ints
    mutual: Ints
    symmetric: bool


def closed_triples(n: int, source: Ints, target: Ints) -> Closed:
    """List the transitive triples of a simple digraph from the triangles of its underlying graph.

    Parameters
    ----------
    n
        Number of nodes.
    source, target
        Arcs: no loop, each ordered pair once.

    Returns
    -------
    Closed
        The arcs with their transitive triples.
    """
    low, high = np.minimum(source, target), np.maximum(source, target)
    pair, inverse = np.unique(low * n + high, return_inverse=True)
    u, v = pair // max(n, 1), pair % max(n, 1)
    forward = np.zeros(len(pair), dtype=bool)
    backward = np.zeros(len(pair), dtype=bool)
    forward[inverse[source < target]] = True
    backward[inverse[source > target]] = True
    mutual = np.flatnonzero((forward & backward)[inverse])
    triples = _transitive(list_triangles(n, u, v), u, forward, backward)
    return Closed(n, source, target, *triples, mutual=mutual, symmetric=False)


def closed_pairs(n: int, u: Ints, v: Ints, triangles: Triangles | None = None) -> Closed:
    """List the closed pairs around each broker of an undirected simple graph.

    Parameters
    ----------
    n
        Number of nodes.
    u, v
        Edges: no loop, each pair once.
    triangles
        Triangles of the graph, where they are known already.

    Returns
    -------
    Closed
        Both arcs of every edge; one triple for each broker of a triangle, its mirror left out.
    """
    t = list_triangles(n, u, v) if triangles is None else triangles
    return Closed(
        n=n,
        source=np.concatenate([u, v]),
        target=np.concatenate([v, u]),
        sender=np.concatenate([t.b, t.a, t.a]),
        broker=np.concatenate([t.a, t.b, t.c]),
        receiver=np.concatenate([t.c, t.c, t.b]),
        mutual=np.arange(2 * len(u)),
        symmetric=True,
    )


def _transitive(
    t: Triangles, u: Ints, forward: NDArray[np.bool_], backward: NDArray[np.bool_]
) -> tuple[Ints, Ints, Ints]:
    """Return the triples i -> v -> k with i -> k among the six orders of each triangle."""
    nodes, edges = (t.a, t.b, t.c), {(0, 1): t.ab, (0, 2): t.ac, (1, 2): t.bc}

    def arc(i: int, j: int) -> NDArray[np.bool_]:
        edge = edges[min(i, j), max(i, j)]
        return np.where(u[edge] == nodes[i], forward[edge], backward[edge])

    arcs = {(i, j): arc(i, j) for i in range(3) for j in range(3) if i != j}
    parts = []
    for i, v, k in ((0, 1, 2), (0, 2, 1), (1, 0, 2), (1, 2, 0), (2, 0, 1), (2, 1, 0)):
        kept = arcs[i, v] & arcs[v, k] & arcs[i, k]
        parts.append((nodes[i][kept], nodes[v][kept], nodes[k][kept]))
    sender, broker, receiver = (np.concatenate(part) for part in zip(*parts, strict=True))
    return sender, broker, receiver


def count_roles(closed: Closed, group: Ints) -> Ints:
    """Count the five brokerage roles of every node.

    The ordered pairs i -> v -> k with i != k follow from degrees by group; the closed ones are taken off.

    Parameters
    ----------
    closed
        The digraph and its transitive triples.
    group
        Group of each node, 0 to G - 1.

    Returns
    -------
    ndarray
        Shape (n, 5), columns in the order of ``ROLES``.
    """
    groups = int(group.max()) + 1 if closed.n else 1
    shape = (closed.n, groups)
    source, target = closed.source, closed.target
    one = np.ones(len(source), dtype=np.int64)
    senders = sparse.csr_array((one, (target, group[source])), shape=shape)
    receivers = senders if closed.symmetric else sparse.csr_array((one, (source, group[target])), shape=shape)
    same = group[source] == group[target]
    sent_own = np.bincount(target[same], minlength=closed.n)
    received_own = sent_own if closed.symmetric else np.bincount(source[same], minlength=closed.n)
    sent = np.bincount(target, minlength=closed.n)
    received = np.bincount(source, minlength=closed.n)
    mutual = np.bincount(source[closed.mutual], minlength=closed.n)
    mutual_own = np.bincount(source[closed.mutual][same[closed.mutual]], minlength=closed.n)
    counts = np.empty((closed.n, 5), dtype=np.int64)
    counts[:, 0] = sent_own * received_own - mutual_own
    like = np.asarray((senders * receivers).sum(axis=1)).ravel().astype(np.int64)
    counts[:, 1] = like - sent_own * received_own - (mutual - mutual_own)
    counts[:, 2] = (sent - sent_own) * received_own
    counts[:, 3] = sent_own * (received - received_own)
    counts[:, 4] = sent * received - mutual - counts[:, :4].sum(axis=1)
    return counts - _closed_roles(closed, group)


def _closed_roles(closed: Closed, group: Ints) -> Ints:
    """Count the transitive triples of each broker by role."""
    i, v, k = group[closed.sender], group[closed.broker], group[closed.receiver]
    role = np.where(i == k, np.where(i == v, 0, 1), np.where(v == k, 2, np.where(v == i, 3, 4)))
    counts = np.bincount(closed.broker * 5 + role, minlength=closed.n * 5).reshape(closed.n, 5)
    if closed.symmetric:
        counts = counts + counts[:, [0, 1, 3, 2, 4]]
    return counts


def moments(closed: Closed, group: Ints) -> tuple[Floats, Floats]:
    """Return Gould and Fernandez' expectation and standard deviation of each role and of the total.

    The null model keeps the groups and draws every tie independently with the density of the network. In a
    directed network arcs are independent; in an undirected one ties are, and a pair counts in both orders.

    Returns
    -------
    tuple of ndarray
        Two arrays of shape (n, 6): the five roles and the total.
    """
    n = closed.n
    size = np.bincount(group).astype(float) if n else np.zeros(1)
    density = len(closed.source) / (n * (n - 1)) if n > 1 else 0.0
    p = density**2 * (1 - density)
    shared = density**3 * (1 - density) ** 3
    pairs, neighbours = _pairs_by_group(size)
    expected = p * pairs
    variance = expected * (1 - p) + shared * neighbours
    if closed.symmetric:
        twice = np.array([2.0, 2.0, 1.0, 1.0, 2.0, 2.0])
        variance = twice * expected * (1 - p) + twice * shared * neighbours
    return expected[group], np.sqrt(variance)[group]


def _pairs_by_group(size: Floats) -> tuple[Floats, Floats]:
    """Return the pairs a broker of each group can join, by role, and the couples of them sharing an end."""
    n, own = size.sum(), size
    others = n - own
    mate = np.maximum(own - 1, 0)
    squares, falling = size * (size - 1), size * (size - 1) * (size - 2)
    mixed = others**2 - (np.sum(size**2) - own**2)
    rest = np.maximum(n - size[None, :] - own[:, None], 0)
    chosen = size[None, :] * rest * (rest - 1) * (1 - np.eye(len(size)))
    bridge = mate * others * (others - 1) + others * mate * (own - 2)
    pairs = [mate * (own - 2), squares.sum() - squares, mate * others, mate * others, mixed]
    couples = [
        2 * mate * (own - 2) * (own - 3),
        2 * (falling.sum() - falling),
        bridge,
        bridge,
        2 * chosen.sum(axis=1),
    ]
    pairs.append(np.full(len(size), (n - 1) * (n - 2)))
    couples.append(np.full(len(size), 2 * (n - 1) * (n - 2) * (n - 3)))
    return np.column_stack(pairs), np.column_stack(couples)


def permuted_moments(
    closed: Closed, group: Ints, repeats: int, generator: np.random.Generator
) -> tuple[Floats, Floats]:
    """Return mean and standard deviation of each role when group labels are dealt anew.

    Ties stay as they are, so the total of an actor never changes. The moments are those of the permutations
    drawn; the standard deviation divides by ``repeats - 1``.

    Returns
    -------
    tuple of ndarray
        Two arrays of shape (n, 6): the five roles and the total.
    """
    mean = np.zeros((closed.n, 6))
    square = np.zeros((closed.n, 6))
    for drawn in range(1, repeats + 1):
        counts = count_roles(closed, generator.permutation(group)).astype(float)
        counts = np.column_stack([counts, counts.sum(axis=1)])
        step = counts - mean
        mean += step / drawn
        square += step * (counts - mean)
    return mean, np.sqrt(square / max(repeats - 1, 1))


def exclusive_pairs(closed: Closed, block: int = 2048) -> Ints:
    """Count the open ordered pairs i -> v -> k, no i -> k, that have no broker but v.

    Cost: the number of two-step paths, a block of senders at a time.
    """
    n = closed.n
    arcs = sparse.csr_array((np.ones(len(closed.source)), (closed.source, closed.target)), shape=(n, n))
    named = sparse.csr_array((closed.target.astype(float) + 1, (closed.source, closed.target)), shape=(n, n))
    known = closed.source * n + closed.target
    alone = np.zeros(n, dtype=np.int64)
    for start in range(0, n, block):
        rows = slice(start, min(start + block, n))
        paths = sparse.coo_array(arcs[rows] @ arcs)
        names = sparse.coo_array(named[rows] @ arcs)
        i, k = paths.coords[0] + start, paths.coords[1]
        lone = (paths.data == 1) & (i != k)
        lone[lone] = ~np.isin(i[lone].astype(np.int64) * n + k[lone], known)
        alone += np.bincount(names.data[lone].astype(np.int64) - 1, minlength=n)
    return alone
