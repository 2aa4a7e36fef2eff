"""Freeman's centralisation."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd

from welfare_graph import centrality, views
from welfare_graph._names import check
from welfare_graph.ecosystem import Ecosystem
from welfare_graph.views import Layer

MEASURES = ("degree", "closeness", "betweenness")


def centralisation(
    eco: Ecosystem, measure: str | Callable[..., pd.Series] = "degree", *, layer: Layer = None
) -> float:
    """Say how far the network hangs on its most central actor, from 0 (all alike) to 1 (a star).

    A star is quick to coordinate and falls with its centre.

    Parameters
    ----------
    eco
        The territory.
    measure
        ``degree``, ``closeness`` or ``betweenness``, or the function of that name.
    layer
        Tie type, or list of types; None unites all.

    Returns
    -------
    float
        0 to 1; missing (NaN) with fewer than three actors, and for closeness where the network is in pieces.

    Raises
    ------
    UnknownNameError
        If there is no such measure or layer.

    Notes
    -----
    Sum of the differences to the largest value, over the same sum in a star of as many actors: (n - 1)(n -
    2) for degree, (n - 1)(n - 2) / (2n - 3) for closeness, n - 1 for betweenness as a share.

    References
    ----------
    Freeman, L. C. (1978). Centrality in social networks: conceptual clarification. Social Networks, 1(3),
    215-239. https://doi.org/10.1016/0378-8733(78)90021-7

    Examples
    --------
    >>> import welfare_graph as wg
    >>> round(wg.cohesion.centralisation(wg.datasets.two_valleys()), 3)
    0.381
    """
    name = check(
        measure if isinstance(measure, str) else measure.__name__, MEASURES, "centralisation measure"
    )
    found = views.edges(eco, layer=layer)
    n = found.n
    if n < 3:
        return float("nan")
    if name == "closeness" and not views.engine(eco, layer=layer).is_connected():
        return float("nan")
    values = getattr(centrality, name)(eco, layer=layer).to_numpy(dtype=float)
    star = {"degree": (n - 1) * (n - 2), "closeness": (n - 1) * (n - 2) / (2 * n - 3), "betweenness": n - 1}
    return float(np.sum(values.max() - values) / star[name])
