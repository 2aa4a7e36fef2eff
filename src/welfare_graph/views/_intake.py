"""Territories made from graphs of other libraries."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from welfare_graph import schema
from welfare_graph.ecosystem import Ecosystem

if TYPE_CHECKING:
    import igraph
    import networkx


def from_networkx(G: networkx.Graph) -> Ecosystem:
    """Make a territory from a networkx graph of any kind.

    Parameters
    ----------
    G
        Nodes become actors, their attributes columns; edges become ties, their attributes columns. Parallel
        edges are kept; the edges of a directed graph are one-way ties.

    Returns
    -------
    Ecosystem
        Ids are the nodes as text. Where nodes have no ``name`` or ``type`` the id and ``actor`` are taken,
        where edges have no ``type``, ``collaborates``. Words of your own go into the table ``vocabulary``.

    Raises
    ------
    ValidationError
        If an attribute bears the name of a column of the data model and breaks its rules, or two nodes are
        the same text.

    Examples
    --------
    >>> import networkx as nx
    >>> import welfare_graph as wg
    >>> eco = wg.from_networkx(nx.krackhardt_kite_graph())
    >>> len(eco.actors), len(eco.ties)
    (10, 18)
    """
    actors = [{**_plain(data), "actor_id": str(node)} for node, data in G.nodes(data=True)]
    ties = [
        {**_plain(data), "source": str(one), "target": str(other)} for one, other, data in G.edges(data=True)
    ]
    return _assemble(actors, ties, directed=bool(G.is_directed()))


def from_igraph(g: igraph.Graph) -> Ecosystem:
    """Make a territory from an igraph graph.

    Parameters
    ----------
    g
        Vertices become actors: the attribute ``name`` is the id (without it, the vertex number), ``label``
        the actor's name, the others are columns. Edges become ties, as in `from_networkx`.

    Returns
    -------
    Ecosystem
        Like `from_networkx` makes.

    Raises
    ------
    ValidationError
        As in `from_networkx`.

    Examples
    --------
    >>> import igraph
    >>> import welfare_graph as wg
    >>> eco = wg.from_igraph(igraph.Graph.Famous("Zachary"))
    >>> len(eco.actors), len(eco.ties)
    (34, 78)
    """
    ids = [str(vertex["name"] if "name" in g.vs.attributes() else vertex.index) for vertex in g.vs]
    actors = []
    for vertex, actor in zip(g.vs, ids, strict=True):
        data = {key: value for key, value in vertex.attributes().items() if key not in ("name", "label")}
        actors.append({**_plain(data), "actor_id": actor, "name": vertex.attributes().get("label")})
    ties = [
        {**_plain(edge.attributes()), "source": ids[edge.source], "target": ids[edge.target]} for edge in g.es
    ]
    return _assemble(actors, ties, directed=bool(g.is_directed()))


def _plain(data: Mapping[Any, Any]) -> dict[str, Any]:
    """Return attributes as cells: what is neither text, number, truth nor missing becomes text."""
    kinds = (str, bool, int, float, np.generic, type(None))
    return {str(key): value if isinstance(value, kinds) else str(value) for key, value in data.items()}


def _assemble(actors: list[dict[str, Any]], ties: list[dict[str, Any]], *, directed: bool) -> Ecosystem:
    people = pd.DataFrame(actors, columns=_columns(actors, "actor_id", "name", "type"))
    people["name"] = people["name"].where(people["name"].notna(), people["actor_id"])
    people["type"] = people["type"].where(people["type"].notna(), "actor")
    links = pd.DataFrame(ties, columns=_columns(ties, "source", "target", "type"))
    links["type"] = links["type"].where(links["type"].notna(), "collaborates")
    if "directed" not in links:
        links["directed"] = directed
    words = _own_words({"actors": people, "ties": links})
    return Ecosystem.from_tables(actors=people, ties=links, vocabulary=words)


def _columns(rows: list[dict[str, Any]], *first: str) -> list[str]:
    """Return the columns of some rows, in the order they appear, after those that must be there."""
    return list(dict.fromkeys([*first, *(name for row in rows for name in row)]))


def _own_words(frames: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """Return a vocabulary of the words that the default one does not hold."""
    rows = []
    for table, frame in frames.items():
        for column in schema.TABLES[table].columns:
            kind = column.words
            if kind in schema.OPEN_KINDS and column.name in frame:
                used = {str(word) for word in frame[column.name].dropna()}
                rows += [(kind, word) for word in sorted(used - set(schema.words(kind)))]
    words = pd.DataFrame(rows, columns=["kind", "code"])
    return words.assign(label_en=words["code"], label_it=words["code"])
