"""Measures that are the solution of a linear system over the ties: PageRank, Katz, eigenvector."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.sparse import csgraph
from scipy.sparse import linalg as sparse_linalg

__all__ = ["eigenvector", "katz", "pagerank", "spectral_radius"]

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

_PARTS = ("indptr", "indices", "data")


def pagerank(arcs: sparse.csr_array, damping: float = 0.85, error: float = 1e-10) -> Floats:
    """Return PageRank by power iteration, to a stated L1 error.

    The step contracts by ``damping``, so the error after a step of L1 length s is at most
    s * damping / (1 - damping); the iteration stops when that is below ``error``.

    Parameters
    ----------
    arcs
        Square matrix: weight of the arc from row to column.
    damping
        Probability of following a tie.
    error
        Largest L1 distance to the exact solution.
    """
    n = arcs.shape[0]
    if n == 0:
        return np.zeros(0)
    out = np.asarray(arcs.sum(axis=1)).ravel()
    share = arcs.data / np.repeat(out, np.diff(arcs.indptr)) * damping
    back = sparse.csr_array((share, arcs.indices, arcs.indptr), shape=arcs.shape).T.tocsr()
    x = np.full(n, 1 / n)
    limit = error * (1 - damping) / damping
    while True:
        step = back @ x
        step += (1 - step.sum()) / n
        moved = np.abs(step - x).sum()
        x = np.asarray(step)
        if moved <= limit:
            x /= x.sum()
            return x


def spectral_radius(arcs: sparse.csr_array) -> float:
    """Return the largest absolute eigenvalue of a non-negative matrix."""
    inside, parts = _cyclic(arcs)
    return max((_perron(inside, part)[0] for part in parts), default=0.0)


def katz(arcs: sparse.csr_array, alpha: float, beta: float = 1.0) -> Floats:
    """Return the solution of x = alpha A'x + beta, scaled to unit length as networkx does.

    A symmetric system is solved by conjugate gradients first; then x is replaced by the right-hand side,
    which adds up the series beta (1 + alpha A' + alpha^2 A'^2 ...), until that no longer changes it. Both
    converge where ``alpha`` is below one over the spectral radius.

    Parameters
    ----------
    arcs
        Square matrix of non-negative weights, row to column.
    alpha
        Attenuation of one step.
    beta
        What each node has by itself.
    """
    n = arcs.shape[0]
    back, symmetric = _turned(arcs)
    back = back * alpha
    x = np.full(n, float(beta))
    if n and symmetric:
        system = sparse.eye_array(n, format="csr") - back
        x = sparse_linalg.cg(system, x, x0=x, rtol=1e-13, maxiter=10_000)[0]
    while True:
        step = back @ x + beta
        if np.abs(step - x).max(initial=0.0) <= 1e-14 * np.abs(step).max(initial=0.0):
            length = float(np.linalg.norm(step)) if n else 1.0
            return np.asarray(step / length)
        x = np.asarray(step)


def eigenvector(arcs: sparse.csr_array) -> tuple[Floats, float]:
    """Return the eigenvector of A' for its largest eigenvalue, of unit length, and that eigenvalue.

    Only strong components with a cycle have one; the largest eigenvalue of any of them is the network's. Of
    components with the same value the one that holds the smallest node is taken, among those from which no
    other of them can be reached. The vector is positive on it and on what it reaches, 0 elsewhere.

    Parameters
    ----------
    arcs
        Square matrix of non-negative weights, row to column.

    Returns
    -------
    tuple
        The vector (all 0 where the network has no cycle) and the eigenvalue.
    """
    n = arcs.shape[0]
    out = np.zeros(n)
    inside, parts = _cyclic(arcs)
    found = [(part, *_perron(inside, part)) for part in parts]
    if not found:
        return out, 0.0
    top = max(value for _, value, _ in found)
    best = [(part, vector) for part, value, vector in found if value >= top * (1 - 1e-10)]
    part, vector = _most_downstream(arcs, best)
    out[part] = vector
    below = np.setdiff1d(_reached(arcs, part), part)
    if len(below):
        back = arcs.T.tocsr()
        system = top * sparse.eye_array(len(below), format="csc") - back[below][:, below].tocsc()
        out[below] = sparse_linalg.spsolve(system.tocsc(), back[below][:, part] @ vector)
    return out / np.linalg.norm(out), top


def _cyclic(arcs: sparse.csr_array) -> tuple[sparse.csr_array, list[Ints]]:
    """Return the arcs inside strong components, and the components that can hold the largest eigenvalue."""
    if arcs.nnz == 0:
        return arcs, []
    label = csgraph.connected_components(arcs, directed=True, connection="strong")[1].astype(np.int64)
    inside = _within(arcs, label)
    return inside, _parts(inside, label)


def _within(arcs: sparse.csr_array, label: Ints) -> sparse.csr_array:
    """Keep the arcs inside strong components."""
    kept = sparse.coo_array(arcs)
    row, column = kept.coords
    same = label[row] == label[column]
    if same.all():
        return arcs
    return sparse.csr_array((kept.data[same], (row[same], column[same])), shape=arcs.shape)


def _parts(inside: sparse.csr_array, label: Ints) -> list[Ints]:
    """Return the components that can hold the largest eigenvalue, by their smallest node.

    A component's eigenvalue lies between its mean and its largest row sum, which rules most of them out.
    """
    order = np.argsort(label, kind="stable")
    cuts = np.flatnonzero(np.diff(label[order])) + 1
    rows = np.asarray(inside.sum(axis=1)).ravel()
    columns = np.asarray(inside.sum(axis=0)).ravel()
    first = np.concatenate([[0], cuts])
    highest = np.minimum(np.maximum.reduceat(rows[order], first), np.maximum.reduceat(columns[order], first))
    lowest = np.maximum(np.minimum.reduceat(rows[order], first), np.minimum.reduceat(columns[order], first))
    bound = lowest.max()
    parts = np.split(order, cuts)
    kept = np.flatnonzero((highest > 0) & (highest >= bound * (1 - 1e-12)))
    return sorted((parts[i] for i in kept), key=lambda part: int(part[0]))


def _perron(inside: sparse.csr_array, part: Ints) -> tuple[float, Floats]:
    """Return the largest eigenvalue of a strong component's A' and its positive vector."""
    block, symmetric = _turned(inside if len(part) == inside.shape[0] else inside[part][:, part])
    if len(part) <= 64:
        values, vectors = np.linalg.eig(block.toarray())
        top = int(np.argmax(values.real))
        vector = np.abs(vectors[:, top].real)
    else:
        start = block @ (block @ np.ones(len(part)))
        if symmetric:
            _, vectors = sparse_linalg.eigsh(block, k=1, which="LA", v0=start, tol=1e-13)
        else:
            _, vectors = sparse_linalg.eigs(block, k=1, which="LR", v0=start, tol=1e-13)
        vector = np.abs(vectors[:, 0].real)
    vector = vector / np.linalg.norm(vector)
    return float(vector @ (block @ vector)), vector


def _turned(arcs: sparse.csr_array) -> tuple[sparse.csr_array, bool]:
    """Return A' and whether it equals A; the indices of A are sorted."""
    back = arcs.T.tocsr()
    same = all(np.array_equal(getattr(arcs, part), getattr(back, part)) for part in _PARTS)
    return back, same


def _reached(arcs: sparse.csr_array, part: Ints) -> Ints:
    """Return all nodes that a component reaches along the arcs, itself included."""
    return np.sort(csgraph.breadth_first_order(arcs, int(part[0]), return_predecessors=False)).astype(
        np.int64
    )


def _most_downstream(arcs: sparse.csr_array, best: list[tuple[Ints, Floats]]) -> tuple[Ints, Floats]:
    """Return the first component from which no other of the same eigenvalue can be reached."""
    first = {int(part[0]) for part, _ in best}
    return next(found for found in best if len(first & set(_reached(arcs, found[0]).tolist())) == 1)
