"""Actors and initiatives measured as one network of two kinds of nodes."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import sparse
from scipy.sparse import csgraph

from welfare_graph import views
from welfare_graph._names import check
from welfare_graph.ecosystem import Ecosystem
from welfare_graph.errors import MissingTableError
from welfare_graph.kernels import paths, spectral

Floats = NDArray[np.float64]
KINDS = ("degree", "closeness", "betweenness", "eigenvector")


def two_mode(eco: Ecosystem, measure: str | Callable[..., pd.Series] = "degree") -> pd.Series:
    """Measure actors by the initiatives they take part in, without tying members to each other.

    Shows who joins pacts and projects. Projecting memberships on actors makes every member of one large
    protocol look close to all others; the two-mode measure does not.

    Parameters
    ----------
    eco
        The territory, with ``memberships``.
    measure
        ``degree``, ``closeness``, ``betweenness`` or ``eigenvector``, or the function of that name.

    Returns
    -------
    Series
        On ``eco.current().actors.index``, 0 to 1: divided by what a node of its mode could at most have.

    Raises
    ------
    MissingTableError
        If there are no memberships.
    UnknownNameError
        If there is no such measure.

    Notes
    -----
    With n actors and m initiatives: degree / m; (m + 2(n - 1)) / sum of distances, in a network in pieces
    both over the piece and times the share of nodes it holds; betweenness over the largest one in a two-mode
    network of these sizes; eigenvector, of unit length over both modes, times the square root of 2, on the
    piece with the largest eigenvalue. Two roles in one initiative are one membership.

    References
    ----------
    Borgatti, S. P. & Everett, M. G. (1997). Network analysis of 2-mode data. Social Networks, 19(3), 243-269.
    https://doi.org/10.1016/S0378-8733(96)00301-2

    Examples
    --------
    >>> import welfare_graph as wg
    >>> wg.centrality.two_mode(wg.datasets.two_valleys(), "degree")["mutua"]
    np.float64(1.0)
    """
    name = check(name_of(measure), KINDS, "two-mode measure")
    if eco.current().memberships.empty:
        raise MissingTableError(
            "two_mode needs the table 'memberships' (actor_id, initiative_id, role), and it is empty."
        )
    _, actor, initiative, count = views.affiliations(eco)
    found = views.edges(eco)
    kernel = dict(zip(KINDS, (_degree, _closeness, _betweenness, _eigenvector), strict=True))[name]
    return found.series(kernel(found.n, count, actor, found.n + initiative), name)


def name_of(measure: str | Callable[..., object]) -> str:
    """Return the name of a measure given by name or as a function."""
    return measure if isinstance(measure, str) else measure.__name__


def _degree(n: int, m: int, actor: NDArray[np.int64], initiative: NDArray[np.int64]) -> Floats:
    return np.bincount(actor, minlength=n) / max(m, 1)


def _closeness(n: int, m: int, actor: NDArray[np.int64], initiative: NDArray[np.int64]) -> Floats:
    """Return the least sum of distances to the nodes reached over the true one, times the share reached."""
    ends = np.concatenate([actor, initiative]), np.concatenate([initiative, actor])
    sums = paths.distance_sums(paths.adjacency(n + m, *ends), np.arange(n + m))
    label = csgraph.connected_components(
        sparse.csr_array((np.ones(2 * len(actor)), ends), shape=(n + m, n + m)), directed=False
    )[1]
    actors, initiatives = (
        np.bincount(label[side], minlength=n + m)[label[:n]] for side in (slice(n), slice(n, None))
    )
    least = initiatives + 2 * (actors - 1)
    far, reached = sums.far[:n], sums.count[:n] / max(n + m - 1, 1)
    return np.asarray(np.divide(least * reached, far, out=np.zeros(n), where=far > 0))


def _betweenness(n: int, m: int, actor: NDArray[np.int64], initiative: NDArray[np.int64]) -> Floats:
    values = np.array(views.two_mode_engine(n + m, actor, initiative).betweenness()[:n], dtype=float)
    most = _largest_betweenness(n, m)
    return values / most if most else values


def _eigenvector(n: int, m: int, actor: NDArray[np.int64], initiative: NDArray[np.int64]) -> Floats:
    ends = np.concatenate([actor, initiative]), np.concatenate([initiative, actor])
    both = sparse.csr_array((np.ones(2 * len(actor)), ends), shape=(n + m, n + m))
    return np.asarray(spectral.eigenvector(both)[0][:n] * np.sqrt(2))


def _largest_betweenness(n: int, m: int) -> float:
    """Return the largest betweenness of a node among n, when the other mode has m (Borgatti and Everett)."""
    if m == 0:
        return 0.0
    s, t = divmod(n - 1, m)
    return (m**2 * (s + 1) ** 2 + m * (s + 1) * (2 * t - s - 1) - t * (2 * s - t + 3)) / 2
