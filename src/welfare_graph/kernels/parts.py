"""What falls off when a node goes: sizes of the pieces around it, from the blocks of the network."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.sparse import csgraph

__all__ = ["cut_off"]

Ints = NDArray[np.int64]


def cut_off(n: int, node: Ints, block: Ints) -> Ints:
    """Return how many nodes lose their way to the largest rest of their component without each node.

    Nodes and blocks (biconnected components) form a forest; without a node its component falls into the
    parts behind its blocks. Cost: linear.

    Parameters
    ----------
    n
        Number of nodes.
    node, block
        Each membership of a node in a block, blocks numbered from 0.

    Returns
    -------
    ndarray
        Length n; 0 for a node whose loss separates nobody.
    """
    size = np.concatenate([np.ones(n, np.int64), np.zeros(block.max(initial=-1) + 1, np.int64)])
    forest = sparse.csr_array((np.ones(len(node)), (node, n + block)), shape=(len(size), len(size)))
    label = csgraph.connected_components(forest, directed=False)[1]
    whole = np.bincount(label[:n], minlength=n)[label[:n]]
    order, parent = _hanging(forest, np.unique(label, return_index=True)[1])
    for item in order[::-1].tolist():
        if parent[item] >= 0:
            size[parent[item]] += size[item]
    largest = whole - size[:n]
    below = order[(order >= n) & (parent[order] >= 0)]
    np.maximum.at(largest, parent[below], size[below])
    return np.asarray(whole - 1 - largest)


def _hanging(forest: sparse.csr_array, roots: Ints) -> tuple[Ints, Ints]:
    """Return an order in which parents come first, and the parent of each item (-1: none)."""
    count = forest.shape[0]
    if not count:
        return np.zeros(0, np.int64), np.zeros(0, np.int64)
    held = sparse.coo_array(forest)
    ends = (
        np.concatenate([held.coords[0], roots]),
        np.concatenate([held.coords[1], np.full(len(roots), count)]),
    )
    whole = sparse.csr_array((np.ones(len(ends[0])), ends), shape=(count + 1, count + 1))
    order, parent = csgraph.breadth_first_order(whole, count, directed=False)
    parent = np.where(parent == count, -1, parent)[:count]
    return order[1:].astype(np.int64), parent.astype(np.int64)
