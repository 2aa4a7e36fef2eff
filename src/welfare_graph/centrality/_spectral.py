"""Measures by which an actor counts through those it is tied to."""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from welfare_graph import views
from welfare_graph.ecosystem import Ecosystem
from welfare_graph.kernels import spectral
from welfare_graph.views import Layer


def eigenvector(
    eco: Ecosystem, *, layer: Layer = None, directed: bool = False, weight: str | None = None
) -> pd.Series:
    """Rate actors by the ratings of those they work with.

    High for those who work with the well connected: the inner circle, not the gatekeeper of a far valley.

    Parameters
    ----------
    eco
        The territory.
    layer
        Tie type, or list of types; None unites all.
    directed
        Whether one-way ties keep their direction: then an actor is rated by those from whom ties come.
    weight
        Column of ties, added up over parallel ones (missing: 1); ``trust``: the largest (missing: 0.5); None:
        every tie weighs 1.

    Returns
    -------
    Series
        On ``eco.current().actors.index``, 0 to 1, of unit length as in networkx.

    Raises
    ------
    UnknownNameError
        If there is no such layer or column.

    Notes
    -----
    The vector x with A'x = lambda x for the largest lambda. It is not zero on the component with the largest
    lambda only; of two with the same lambda, the one with the smallest id is taken. In a directed network the
    component is a strong one, and what it reaches is rated too; without any cycle all are 0.

    References
    ----------
    Bonacich, P. (1972). Factoring and weighting approaches to status scores and clique identification.
    Journal of Mathematical Sociology, 2(1), 113-120. https://doi.org/10.1080/0022250X.1972.9989806

    Examples
    --------
    >>> import welfare_graph as wg
    >>> wg.centrality.eigenvector(wg.datasets.two_valleys()).round(2).nlargest(1)
    actor_id
    mutua    0.52
    Name: eigenvector, dtype: float64
    """
    found = views.edges(eco, layer=layer, directed=directed, weight=weight)
    vector, _ = _leading(eco, layer=layer, directed=directed, weight=weight)
    return found.series(vector, "eigenvector")


def _leading(
    eco: Ecosystem, *, layer: Layer, directed: bool, weight: str | None
) -> tuple[NDArray[np.float64], float]:
    """Return the leading vector and eigenvalue, found once for all measures that need them."""
    now = eco.current()
    layers = None if layer is None else views.layer_names(now, layer)
    key = ("centrality", "leading", layers, directed, weight)
    if key not in now._memo:
        arcs = views.matrix(eco, layer=layer, directed=directed, weight=weight)
        now._memo[key] = spectral.eigenvector(arcs)
    found: tuple[NDArray[np.float64], float] = now._memo[key]
    return found


def pagerank(
    eco: Ecosystem,
    *,
    layer: Layer = None,
    directed: bool = False,
    weight: str | None = None,
    damping: float = 0.85,
) -> pd.Series:
    """Return the share of time a random walk along the ties spends at each actor.

    Where people who are sent on from actor to actor end up most.

    Parameters
    ----------
    eco
        The territory.
    layer
        Tie type, or list of types; None unites all.
    directed
        Whether one-way ties keep their direction.
    weight
        As in `eigenvector`.
    damping
        Probability of following a tie instead of starting anew anywhere, 0 to 1 (not included).

    Returns
    -------
    Series
        On ``eco.current().actors.index``; the shares add up to 1.

    Raises
    ------
    UnknownNameError
        If there is no such layer or column.
    ValueError
        If damping is not between 0 and 1.

    Notes
    -----
    Power iteration until the L1 distance to the exact solution is below 1e-10. From an actor without outgoing
    ties the walk starts anew anywhere. Cost: linear in the ties times some hundred steps.

    References
    ----------
    Page, L., Brin, S., Motwani, R. & Winograd, T. (1999). The PageRank citation ranking: bringing order to
    the web. Stanford InfoLab. http://ilpubs.stanford.edu:8090/422/

    Examples
    --------
    >>> import welfare_graph as wg
    >>> float(wg.centrality.pagerank(wg.datasets.two_valleys()).sum().round(9))
    1.0
    """
    if not 0 < damping < 1:
        raise ValueError(f"damping is a probability between 0 and 1, not {damping}. Try damping=0.85.")
    found = views.edges(eco, layer=layer, directed=directed, weight=weight)
    arcs = views.matrix(eco, layer=layer, directed=directed, weight=weight)
    return found.series(spectral.pagerank(arcs, damping), "pagerank")


def katz(
    eco: Ecosystem,
    *,
    layer: Layer = None,
    directed: bool = False,
    weight: str | None = None,
    alpha: float | None = None,
) -> pd.Series:
    """Count the ways along ties that lead to an actor, long ones less than short ones.

    Between degree (short ways only) and eigenvector (all alike), defined on every component.

    Parameters
    ----------
    eco
        The territory.
    layer
        Tie type, or list of types; None unites all.
    directed
        Whether one-way ties keep their direction: then ways lead to an actor along them.
    weight
        As in `eigenvector`.
    alpha
        What one more step is worth, above 0 and below 1 / lambda, lambda the largest eigenvalue. None: 0.1,
        or 0.9 / lambda where that is less.

    Returns
    -------
    Series
        On ``eco.current().actors.index``, above 0, of unit length as in networkx.

    Raises
    ------
    UnknownNameError
        If there is no such layer or column.
    ValueError
        If alpha is too large, or not above 0: the sum has no limit.

    Notes
    -----
    x = alpha A'x + 1.

    References
    ----------
    Katz, L. (1953). A new status index derived from sociometric analysis. Psychometrika, 18(1), 39-43.
    https://doi.org/10.1007/BF02289026

    Examples
    --------
    >>> import welfare_graph as wg
    >>> wg.centrality.katz(wg.datasets.two_valleys()).idxmax()
    'mutua'
    """
    found = views.edges(eco, layer=layer, directed=directed, weight=weight)
    arcs = views.matrix(eco, layer=layer, directed=directed, weight=weight)
    _, limit = _leading(eco, layer=layer, directed=directed, weight=weight)
    if alpha is None:
        alpha = min(0.1, 0.9 / limit) if limit else 0.1
    if alpha <= 0 or alpha * limit >= 1:
        most = f"{1 / limit:.6g}" if limit else "any limit"
        raise ValueError(
            f"alpha must be above 0 and below {most} on this network, not {alpha}. Leave it out."
        )
    return found.series(spectral.katz(arcs, alpha), "katz")
