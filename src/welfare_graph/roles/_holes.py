"""Burt's structural holes."""

from __future__ import annotations

import pandas as pd

from welfare_graph import views
from welfare_graph.ecosystem import Ecosystem
from welfare_graph.kernels import holes as kernel
from welfare_graph.views import Layer


def structural_holes(
    eco: Ecosystem, *, layer: Layer = None, directed: bool = False, weight: str | None = None
) -> pd.DataFrame:
    """Say how far each actor's contacts are strangers to each other.

    Contacts who do not know each other bring different news and need the actor to meet; contacts who all know
    each other leave it little room. Little constraint is an advantage for the actor, not for the territory.

    Parameters
    ----------
    eco
        The territory.
    layer
        Tie type, or list of types; None unites all.
    directed
        Whether one-way ties count once and the others twice, once a direction.
    weight
        Column of ties, added up over parallel ones (missing: 1); ``trust``: the largest (missing: 0.5);
        None: every tie weighs 1.

    Returns
    -------
    DataFrame
        On ``eco.current().actors.index``: ``effective_size`` (contacts less their redundancy, 1 to degree
        where ties
        weigh the same), ``efficiency`` (its share of the degree), ``constraint`` (from 0, about 1 and a
        little
        more where all is redundant), ``hierarchy`` (0: every contact constrains alike; 1: one does it all).
        Missing for an isolate; an actor with one contact has hierarchy 1.

    Raises
    ------
    UnknownNameError
        If there is no such layer or column.

    Notes
    -----
    p(i, j) is the share of i's ties, both directions added, that goes to j; m(j, q) is j's tie with q over
    its largest. Effective size = sum over contacts j of [1 - sum over q of p(i, q) m(j, q)]; constraint = sum
    over
    contacts j of [p(i, j) + sum over q of p(i, q) p(q, j)]^2; hierarchy is Coleman and Theil's disorder of
    the terms of constraint. An actor that only receives ties has values too (networkx leaves them out). Cost:
    linear in ties and triangles.

    References
    ----------
    Burt, R. S. (1992). Structural Holes. Harvard University Press, ch. 2. ISBN 978-0-674-84371-4
    Borgatti, S. P. (1997). Structural holes: unpacking Burt's redundancy measures. Connections, 20(1), 35-38.

    Examples
    --------
    >>> import welfare_graph as wg
    >>> wg.roles.structural_holes(wg.datasets.two_valleys()).round(2).loc["mutua"].to_dict()
    {'effective_size': 3.5, 'efficiency': 0.88, 'constraint': 0.35, 'hierarchy': 0.03}
    """
    found = views.edges(eco, layer=layer, directed=directed, weight=weight)
    u, v, mutual = found.pairs()
    values = kernel.structural_holes(found.n, u, v, mutual, views.triangles(eco, layer=layer))
    names = ("effective_size", "efficiency", "constraint", "hierarchy")
    return pd.DataFrame({name: found.series(part, name) for name, part in zip(names, values, strict=True)})
