"""Graphs for people who go on in another library."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from welfare_graph.ecosystem import Ecosystem
from welfare_graph.views._edges import Edges, Ints, Layer, edges, ends_of, layer_names, one_way, tie_pairs

if TYPE_CHECKING:
    import igraph
    import networkx
    from scipy import sparse


def to_sparse(
    eco: Ecosystem, layer: Layer = None, *, directed: bool = False, weight: str | None = None
) -> sparse.csr_array:
    """Return the network as a sparse matrix, a row and a column an actor.

    For the researcher who computes a measure of their own. Rows and columns are in the order of
    ``eco.current().actors``.

    Parameters
    ----------
    eco
        The territory.
    layer
        Tie type, or list of types; None unites all.
    directed
        Whether one-way ties keep their direction; the others go both ways.
    weight
        Column of ties to add up (a missing one counts 1); ``trust``: the largest (a missing one counts 0.5);
        None counts ties.

    Returns
    -------
    csr_array
        Square; the entry at (i, j) weighs the ties from actor i to actor j.

    Raises
    ------
    UnknownNameError
        If there is no such layer or column.

    Examples
    --------
    >>> import welfare_graph as wg
    >>> eco = wg.datasets.two_valleys()
    >>> matrix = wg.to_sparse(eco, weight="weight")
    >>> matrix.shape, float(matrix.sum())
    ((8, 8), 28.0)
    """
    from scipy import sparse

    found = edges(eco, layer=layer, directed=directed, weight=weight)
    source, target, values = found.arcs()
    if weight is None:
        values = (
            found.ties.astype(float) if directed else np.concatenate([found.ties, found.ties]).astype(float)
        )
    row = _back(found)
    return sparse.csr_array((values, (row[source], row[target])), shape=(found.n, found.n))


def _back(found: Edges) -> Ints:
    """Return the row of the actors table of each position."""
    row = np.empty(found.n, dtype=np.int64)
    row[found.rows] = np.arange(found.n)
    return row


def to_igraph(
    eco: Ecosystem, layer: Layer = None, *, directed: bool = False, weight: str | None = None
) -> igraph.Graph:
    """Return the network as an igraph graph.

    For the researcher who goes on in igraph. Vertices are the actors in the order of their table.

    Parameters
    ----------
    eco
        The territory.
    layer
        Tie type, or list of types; None unites all.
    directed
        Whether one-way ties keep their direction; the others become two arcs.
    weight
        Column of ties that becomes the edge attribute ``weight``, united as in `to_sparse`; None: no weight.

    Returns
    -------
    Graph
        Vertex attributes: ``name`` (the id), ``label`` (the actor's name) and every filled column of actors.
        Edge attributes: ``ties`` (how many were united), ``type`` (``other`` where they differ), ``layers``,
        ``trust`` (the largest known) and ``weight``.

    Raises
    ------
    UnknownNameError
        If there is no such layer or column.

    Examples
    --------
    >>> import welfare_graph as wg
    >>> g = wg.to_igraph(wg.datasets.two_valleys())
    >>> g.vcount(), g.ecount(), g.vs[0]["name"]
    (8, 8, 'asl')
    """
    import igraph

    found = edges(eco, layer=layer, directed=directed, weight=weight)
    row = _back(found)
    graph = igraph.Graph(found.n, tie_pairs(row[found.source], row[found.target]), directed=directed)
    graph.vs["name"] = found.index.tolist()
    for name, values in _filled(eco.current().actors).items():
        graph.vs["label" if name == "name" else name] = values
    for name, values in _tie_attributes(eco, found, layer, weight).items():
        graph.es[name] = values
    return graph


def to_networkx(
    eco: Ecosystem, layer: Layer = None, *, directed: bool = False, weight: str | None = None
) -> networkx.Graph | networkx.DiGraph:
    """Return the network as a networkx graph.

    For the researcher who goes on in networkx. Nodes are the actors' ids in the order of their table.

    Parameters
    ----------
    eco
        The territory.
    layer
        Tie type, or list of types; None unites all.
    directed
        Whether to return a DiGraph: one-way ties keep their direction, the others become two arcs.
    weight
        Column of ties that becomes the edge attribute ``weight``, united as in `to_sparse`; None: no weight.

    Returns
    -------
    Graph or DiGraph
        Node attributes: the filled cells of actors. Edge attributes: ``ties`` (how many were united),
        ``type`` (``other`` where they differ), ``layers``, ``trust`` (the largest known) and ``weight``.

    Raises
    ------
    UnknownNameError
        If there is no such layer or column.

    Examples
    --------
    >>> import welfare_graph as wg
    >>> G = wg.to_networkx(wg.datasets.two_valleys(), weight="weight")
    >>> G.number_of_edges(), G["borgo"]["asl"]["weight"], G.nodes["asl"]["sector"]
    (8, 3.0, 'public')
    """
    import networkx as nx

    found = edges(eco, layer=layer, directed=directed, weight=weight)
    graph: networkx.Graph = nx.DiGraph() if directed else nx.Graph()
    graph.add_nodes_from(found.index.tolist())
    for name, values in _filled(eco.current().actors).items():
        known = {node: value for node, value in zip(found.index, values, strict=True) if value is not None}
        nx.set_node_attributes(graph, known, name)
    attributes = _tie_attributes(eco, found, layer, weight)
    source, target = found.ids[found.source].tolist(), found.ids[found.target].tolist()
    for place, (one, other) in enumerate(zip(source, target, strict=True)):
        cells = ((name, values[place]) for name, values in attributes.items())
        graph.add_edge(one, other, **{name: value for name, value in cells if value is not None})
    return graph


def _filled(frame: pd.DataFrame) -> dict[str, list[Any]]:
    """Return the columns that say something as lists of plain values, None where missing."""
    kept = frame.dropna(axis="columns", how="all")
    return {
        str(name): [
            None if missing else value for value, missing in zip(cells.tolist(), cells.isna(), strict=True)
        ]
        for name, cells in kept.items()
    }


def _tie_attributes(eco: Ecosystem, found: Edges, layer: Layer, weight: str | None) -> dict[str, list[Any]]:
    """Return what is known of each united tie."""
    ends = ends_of(eco.current())
    ties = eco.active("ties")[ends.kept].assign(u=ends.source, v=ends.target)
    if layer is not None:
        ties = ties[ties["type"].isin(layer_names(eco.current(), layer))]
    if found.directed:
        mutual = ties[~one_way(eco, ties)]
        ties = pd.concat([ties, mutual.rename(columns={"u": "v", "v": "u"})])
    else:
        ties = ties.assign(u=ties[["u", "v"]].min(axis=1), v=ties[["u", "v"]].max(axis=1))
    united = ties.groupby(["u", "v"], sort=True)
    layers = united["type"].agg(lambda types: ";".join(sorted(set(types)))).tolist() if len(ties) else []
    trust = united["trust"].max()
    out: dict[str, list[Any]] = {
        "type": ["other" if ";" in words else words for words in layers],
        "layers": layers,
        "ties": found.ties.tolist(),
        "trust": [None if np.isnan(value) else value for value in trust.tolist()],
    }
    if weight is not None:
        out["weight"] = found.weight.tolist()
    return out
