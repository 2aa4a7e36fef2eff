"""Measures that count ties."""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from welfare_graph import views
from welfare_graph._names import check
from welfare_graph.ecosystem import Ecosystem
from welfare_graph.views import Layer

MODES = ("all", "in", "out")


def degree(eco: Ecosystem, *, layer: Layer = None, directed: bool = False, mode: str = "all") -> pd.Series:
    """Count the actors that each actor works with.

    How many others an actor can turn to without going through anybody. It says nothing on how strong those
    ties are or where they lead.

    Parameters
    ----------
    eco
        The territory.
    layer
        Tie type, or list of types; None unites all.
    directed
        Whether one-way ties keep their direction, for ``mode``.
    mode
        ``all``: neighbours in either direction, each once; ``in``: those from whom a tie comes; ``out``:
        those to whom one goes. Without ``directed`` the three are the same.

    Returns
    -------
    Series
        On ``eco.current().actors.index``: whole numbers from 0.

    Raises
    ------
    UnknownNameError
        If there is no such layer or mode.

    Notes
    -----
    Parallel ties count once, self-ties never. Cost: linear in the ties.

    References
    ----------
    Freeman, L. C. (1978). Centrality in social networks: conceptual clarification. Social Networks, 1(3),
    215-239. https://doi.org/10.1016/0378-8733(78)90021-7

    Examples
    --------
    >>> import welfare_graph as wg
    >>> wg.centrality.degree(wg.datasets.two_valleys()).nlargest(2)
    actor_id
    mutua    4
    coop     3
    Name: degree, dtype: int64
    """
    found = views.edges(eco, layer=layer, directed=directed)
    source, target, _ = found.pairs() if check(mode, MODES, "mode") == "all" else found.arcs()
    count = np.zeros(found.n, dtype=np.int64)
    if mode in ("all", "out"):
        count += np.bincount(source, minlength=found.n)
    if mode in ("all", "in"):
        count += np.bincount(target, minlength=found.n)
    return found.series(count, "degree")


def strength(
    eco: Ecosystem,
    *,
    layer: Layer = None,
    directed: bool = False,
    weight: str | None = None,
    mode: str = "all",
) -> pd.Series:
    """Add up the weights of each actor's ties.

    How much an actor is engaged, many weak ties and few strong ones alike.

    Parameters
    ----------
    eco
        The territory.
    layer
        Tie type, or list of types; None unites all.
    directed
        Whether one-way ties keep their direction, for ``mode``.
    weight
        Numeric column of ties, a missing one counting 1; ``trust``: parallel ties count by the most trusted,
        a missing trust 0.5; None counts ties, parallel ones too.
    mode
        ``all``, ``in`` or ``out``, as in `degree`.

    Returns
    -------
    Series
        On ``eco.current().actors.index``, from 0, in the unit of the weight.

    Raises
    ------
    UnknownNameError
        If there is no such layer, column or mode.

    References
    ----------
    Barrat, A., Barthelemy, M., Pastor-Satorras, R. & Vespignani, A. (2004). The architecture of complex
    weighted networks. PNAS, 101(11), 3747-3752. https://doi.org/10.1073/pnas.0400087101

    Examples
    --------
    >>> import welfare_graph as wg
    >>> wg.centrality.strength(wg.datasets.two_valleys(), weight="weight")["mutua"]
    np.float64(7.0)
    """
    sided = directed and check(mode, MODES, "mode") != "all"
    check(mode, MODES, "mode")
    found = views.edges(eco, layer=layer, directed=sided, weight=weight)
    values = found.ties.astype(float) if weight is None else found.weight
    total = np.zeros(found.n)
    if mode != "in" or not sided:
        total += np.bincount(found.source, values, found.n)
    if mode != "out" or not sided:
        total += np.bincount(found.target, values, found.n)
    return found.series(total, "strength")


def core_number(eco: Ecosystem, *, layer: Layer = None, directed: bool = False) -> pd.Series:
    """Return the largest k for which an actor belongs to a group where everyone has k ties inside.

    Tells the nucleus of organisations that all work with each other from those that hang on to it.

    Parameters
    ----------
    eco
        The territory.
    layer
        Tie type, or list of types; None unites all.
    directed
        Whether a tie that goes both ways counts twice (in and out degree added), as in networkx.

    Returns
    -------
    Series
        On ``eco.current().actors.index``: whole numbers from 0.

    Raises
    ------
    UnknownNameError
        If there is no such layer.

    Notes
    -----
    Cost: linear in the ties.

    References
    ----------
    Seidman, S. B. (1983). Network structure and minimum degree. Social Networks, 5(3), 269-287.
    https://doi.org/10.1016/0378-8733(83)90028-X

    Examples
    --------
    >>> import welfare_graph as wg
    >>> wg.centrality.core_number(wg.datasets.two_valleys()).to_dict()["asl"]
    1
    """
    found = views.edges(eco, layer=layer, directed=directed)
    graph = views.engine(eco, layer=layer, directed=directed)
    values = graph.coreness(mode="all") if found.n else []
    return found.series(_whole(values), "core_number")


def _whole(values: list[int]) -> NDArray[np.int64]:
    """Return a list of whole numbers as an array; small ones travel as bytes, three times faster."""
    try:
        return np.frombuffer(bytes(values), dtype=np.uint8).astype(np.int64)
    except ValueError:
        return np.array(values, dtype=np.int64)


def participation(eco: Ecosystem, *, layer: Layer = None, weight: str | None = None) -> pd.Series:
    """Say how evenly an actor's ties spread over the layers, from 0 (one layer) to 1 (all alike).

    An actor that refers, funds and shares space alike joins kinds of work that others keep apart.

    Parameters
    ----------
    eco
        The territory.
    layer
        Layers to compare; None takes every tie type that has a tie.
    weight
        Weight of a tie, as in `strength`; None counts neighbours in each layer.

    Returns
    -------
    Series
        On ``eco.current().actors.index``, 0 to 1; missing for an actor without ties, and for all where there
        are fewer than two layers.

    Raises
    ------
    UnknownNameError
        If there is no such layer or column.

    Notes
    -----
    P = M / (M - 1) [1 - sum over layers of (k_a / o)^2], with M layers, k_a the degree in a layer and o
    their sum.

    References
    ----------
    Battiston, F., Nicosia, V. & Latora, V. (2014). Structural measures for multiplex networks. Physical
    Review E, 89, 032804. https://doi.org/10.1103/PhysRevE.89.032804

    Examples
    --------
    >>> import welfare_graph as wg
    >>> wg.centrality.participation(wg.datasets.two_valleys()).round(2)["coop"]
    np.float64(0.89)
    """
    whole = views.edges(eco, layer=layer)
    present = sorted(eco.current().active("ties")["type"].unique())
    names = present if layer is None else views.layer_names(eco.current(), layer)
    parts = []
    for name in names:
        found = views.edges(eco, layer=name, weight=weight)
        if len(found.source) or layer is not None:
            ends = np.concatenate([found.source, found.target])
            parts.append(np.bincount(ends, np.tile(found.weight, 2), found.n))
    values = np.full(whole.n, np.nan)
    if len(parts) > 1:
        total = np.sum(parts, axis=0)
        shares = np.divide(parts, total, out=np.full((len(parts), whole.n), np.nan), where=total > 0)
        values = len(parts) / (len(parts) - 1) * (1 - (shares**2).sum(axis=0))
    return whole.series(values, "participation")
