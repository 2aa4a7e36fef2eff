"""Pieces of the network, what holds them together, and groups that work with each other most."""

from __future__ import annotations

import random

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from welfare_graph import views
from welfare_graph.ecosystem import Ecosystem
from welfare_graph.views import Layer

Ints = NDArray[np.int64]


def components(eco: Ecosystem, *, layer: Layer = None, strong: bool = False) -> pd.Series:
    """Number the pieces of the network: inside one, everyone can reach everyone.

    Pieces that no tie joins cannot refer anybody to each other.

    Parameters
    ----------
    eco
        The territory.
    layer
        Tie type, or list of types; None unites all.
    strong
        Whether one-way ties may only be walked along; then a piece is where everyone reaches everyone so.

    Returns
    -------
    Series
        On ``eco.current().actors.index``: whole numbers, 0 the largest piece; of equals, the one with the
        smallest id comes first. An isolate is a piece of its own.

    Raises
    ------
    UnknownNameError
        If there is no such layer.

    References
    ----------
    Tarjan, R. (1972). Depth-first search and linear graph algorithms. SIAM Journal on Computing, 1(2),
    146-160. https://doi.org/10.1137/0201010

    Examples
    --------
    >>> import welfare_graph as wg
    >>> wg.cohesion.components(wg.datasets.two_valleys()).value_counts().to_dict()
    {0: 7, 1: 1}
    """
    found = views.edges(eco, layer=layer, directed=strong)
    graph = views.engine(eco, layer=layer, directed=strong)
    label = graph.connected_components(mode="strong" if strong else "weak").membership if found.n else []
    return found.series(by_size(np.array(label, dtype=np.int64)), "components")


def by_size(label: Ints) -> Ints:
    """Number labels anew: the largest 0; of equals, the one that holds the first position comes first."""
    _, first, inverse, count = np.unique(label, return_index=True, return_inverse=True, return_counts=True)
    rank = np.empty(len(count), dtype=np.int64)
    rank[np.lexsort((first, -count))] = np.arange(len(count))
    return rank[inverse]


def cut_actors(eco: Ecosystem, *, layer: Layer = None) -> pd.Series:
    """Say which actors hold pieces together: without one of them its piece falls apart.

    These would be missed first. An actor that is no cut actor may still be the only broker of many pairs.

    Parameters
    ----------
    eco
        The territory.
    layer
        Tie type, or list of types; None unites all.

    Returns
    -------
    Series
        On ``eco.current().actors.index``: true or false.

    Raises
    ------
    UnknownNameError
        If there is no such layer.

    References
    ----------
    Hopcroft, J. & Tarjan, R. (1973). Algorithm 447: efficient algorithms for graph manipulation.
    Communications of the ACM, 16(6), 372-378. https://doi.org/10.1145/362248.362272

    Examples
    --------
    >>> import welfare_graph as wg
    >>> cut = wg.cohesion.cut_actors(wg.datasets.two_valleys())
    >>> cut.index[cut].tolist()
    ['borgo', 'mutua']
    """
    found = views.edges(eco, layer=layer)
    cut = np.zeros(found.n, dtype=bool)
    if found.n:
        cut[views.engine(eco, layer=layer).articulation_points()] = True
    return found.series(cut, "cut_actors")


def bridges(eco: Ecosystem, *, layer: Layer = None) -> pd.DataFrame:
    """List the ties that hold pieces together: without one of them its piece falls apart.

    Collaborations nobody else backs up.

    Parameters
    ----------
    eco
        The territory.
    layer
        Tie type, or list of types; None unites all. Parallel ties are one.

    Returns
    -------
    DataFrame
        ``source, target`` with source before target, in order; a row a bridge.

    Raises
    ------
    UnknownNameError
        If there is no such layer.

    References
    ----------
    Tarjan, R. (1974). A note on finding the bridges of a graph. Information Processing Letters, 2(6),
    160-161. https://doi.org/10.1016/0020-0190(74)90003-9

    Examples
    --------
    >>> import welfare_graph as wg
    >>> wg.cohesion.bridges(wg.datasets.two_valleys()).to_numpy().tolist()
    [['asl', 'borgo'], ['borgo', 'mutua'], ['mutua', 'officina']]
    """
    found = views.edges(eco, layer=layer)
    place = np.sort(np.array(views.engine(eco, layer=layer).bridges() if found.n else [], dtype=np.int64))
    return pd.DataFrame(
        {
            "source": pd.Series(found.ids[found.source[place]], dtype="str"),
            "target": pd.Series(found.ids[found.target[place]], dtype="str"),
        }
    )


def communities(
    eco: Ecosystem,
    *,
    layer: Layer = None,
    weight: str | None = None,
    resolution: float = 1.0,
    seed: int = 0,
) -> pd.Series:
    """Group actors that work with each other more than chance would have it (Leiden, modularity).

    Set beside zones or sectors (`mixing`, `ei_index`) it shows whether the valleys are silos. Communities
    are a reading, not a fact: another seed or resolution may draw other borders.

    Parameters
    ----------
    eco
        The territory.
    layer
        Tie type, or list of types; None unites all.
    weight
        Column of ties, added up over parallel ones (missing: 1); ``trust``: the largest (missing: 0.5);
        None: every tie weighs 1.
    resolution
        Above 1: more and smaller communities; below 1: fewer and larger ones.
    seed
        Seed of the search.

    Returns
    -------
    Series
        On ``eco.current().actors.index``: whole numbers, 0 the largest community; of equals, the one with the
        smallest id comes first. An isolate is a community of its own.

    Raises
    ------
    UnknownNameError
        If there is no such layer or column.

    References
    ----------
    Traag, V. A., Waltman, L. & van Eck, N. J. (2019). From Louvain to Leiden: guaranteeing well-connected
    communities. Scientific Reports, 9, 5233. https://doi.org/10.1038/s41598-019-41695-z

    Examples
    --------
    >>> import welfare_graph as wg
    >>> wg.cohesion.communities(wg.datasets.two_valleys())["asl"]
    np.int64(0)
    """
    import igraph

    found = views.edges(eco, layer=layer, weight=weight)
    graph = views.engine(eco, layer=layer, weight=weight)
    if not graph.ecount():
        return found.series(np.arange(found.n), "communities")
    generator = np.random.default_rng(seed)
    igraph.set_random_number_generator(_Draws(generator))
    try:
        parts = graph.community_leiden(
            objective_function="modularity",
            weights=None if weight is None else "weight",
            resolution=resolution,
            n_iterations=-1,
        )
    finally:
        igraph.set_random_number_generator(random)
    return found.series(by_size(np.array(parts.membership, dtype=np.int64)), "communities")


class _Draws:
    """What igraph asks of a source of chance, from a seeded generator."""

    def __init__(self, generator: np.random.Generator) -> None:
        self._generator = generator

    def getrandbits(self, k: int) -> int:
        """Return k random bits."""
        return int.from_bytes(self._generator.bytes(-(-k // 8)), "little") & ((1 << k) - 1)

    def randint(self, low: int, high: int) -> int:
        """Return a whole number from low to high, both included."""
        return int(self._generator.integers(low, high, endpoint=True))

    def random(self) -> float:
        """Return a number from 0 to 1."""
        return float(self._generator.random())

    def gauss(self, mu: float, sigma: float) -> float:
        """Return a number drawn from a normal distribution."""
        return float(self._generator.normal(mu, sigma))
