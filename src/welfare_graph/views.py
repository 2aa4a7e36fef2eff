"""Graphs are views: the one room that turns the tables into igraph, networkx and sparse graphs, and back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from welfare_graph import schema
from welfare_graph._names import check
from welfare_graph.ecosystem import Ecosystem
from welfare_graph.errors import MissingTableError

if TYPE_CHECKING:
    import igraph
    import networkx
    from scipy import sparse

__all__ = ["from_igraph", "from_networkx", "project", "to_igraph", "to_networkx", "to_sparse"]

Layer = str | Iterable[str] | None
Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

UNKNOWN_TRUST = 0.5
"""Trust of a tie whose trust nobody knows, the `default_trust` of `Rules`."""


@dataclass(frozen=True)
class Edges:
    """The network behind a measure: actors are positions in sorted order of their ids.

    Parameters
    ----------
    ids
        Ids of all actors, sorted.
    source, target
        Ends of each united tie; undirected: source < target, each pair once; directed: arcs.
    weight
        What was asked for, united; 1 where no weight was asked for.
    ties
        How many rows of the ties table were united.
    directed
        Whether source and target are in order.
    rows
        Position of each row of the actors table in ``ids``.
    index
        Index of the actors table.
    """

    ids: NDArray[np.object_]
    source: Ints
    target: Ints
    weight: Floats
    ties: Ints
    directed: bool
    rows: Ints
    index: pd.Index

    @property
    def n(self) -> int:
        """Number of actors."""
        return len(self.ids)

    def arcs(self) -> tuple[Ints, Ints, Floats]:
        """Return source, target and weight of each arc: both directions of an undirected tie."""
        if self.directed:
            return self.source, self.target, self.weight
        return (
            np.concatenate([self.source, self.target]),
            np.concatenate([self.target, self.source]),
            np.concatenate([self.weight, self.weight]),
        )

    def pairs(self) -> tuple[Ints, Ints, Floats]:
        """Return the pairs of actors tied in either direction, with their weights added up."""
        if not self.directed:
            return self.source, self.target, self.weight
        low, high = np.minimum(self.source, self.target), np.maximum(self.source, self.target)
        u, v, place = _unite(self.n, low, high)
        return u, v, np.bincount(place, self.weight, len(u)).astype(float)

    def series(self, values: NDArray[Any], name: str) -> pd.Series:
        """Put values in sorted-id order back on the index of the actors table."""
        return pd.Series(np.asarray(values)[self.rows], index=self.index, name=name)

    def place(self, actor: str) -> int:
        """Return the position of an actor, or say which one was meant."""
        check(actor, self.index, "actor")
        return int(np.searchsorted(self.ids, actor))


def edges(eco: Ecosystem, *, layer: Layer = None, directed: bool = False, weight: str | None = None) -> Edges:
    """Return the ties that count today, parallel ones united, as positions in sorted order of ids.

    Parameters
    ----------
    eco
        The territory.
    layer
        Tie type or types; None unites all.
    directed
        Whether one-way ties keep their direction; the others then go both ways.
    weight
        Numeric column of ties, added up over parallel ties, a missing one counting 1; ``trust`` takes the
        largest instead, a missing one counting 0.5. None: every united tie weighs 1.

    Returns
    -------
    Edges
        Cached on the territory: its arrays are read-only.
    """
    now = eco.current()
    layers = None if layer is None else _layers(now, layer)
    key = ("views", "edges", layers, bool(directed), weight)
    if key not in now._memo:
        now._memo[key] = _edges(now, layers, directed, weight)
    found: Edges = now._memo[key]
    return found


def _layers(eco: Ecosystem, layer: str | Iterable[str]) -> tuple[str, ...]:
    names = [layer] if isinstance(layer, str) else list(layer)
    known = [*eco.ties["type"].unique(), *eco.words("tie_type").index]
    return tuple(sorted({check(name, known, "layer") for name in names}))


@dataclass(frozen=True)
class _Ends:
    """The rows of ties that count, as positions; self-ties left out."""

    ids: NDArray[np.object_]
    rows: Ints
    source: Ints
    target: Ints
    kept: NDArray[np.bool_]


def _ends(eco: Ecosystem) -> _Ends:
    key = ("views", "ends")
    if key not in eco._memo:
        index, ties = eco.actors.index, eco.active("ties")
        names = index.to_numpy(dtype=object)
        order = np.argsort(names, kind="stable")
        rows = np.empty(len(names), dtype=np.int64)
        rows[order] = np.arange(len(names))
        source, target = (_positions(index, ties[end]) for end in ("source", "target"))
        kept = source != target
        eco._memo[key] = _Ends(names[order], rows, rows[source[kept]], rows[target[kept]], kept)
    found: _Ends = eco._memo[key]
    return found


def _positions(index: pd.Index, ids: pd.Series) -> Ints:
    if not len(ids):
        return np.zeros(0, dtype=np.int64)
    return np.asarray(index.get_indexer(pd.Index(ids)), dtype=np.int64)


def _edges(eco: Ecosystem, layers: tuple[str, ...] | None, directed: bool, weight: str | None) -> Edges:
    ends = _ends(eco)
    ties = eco.active("ties")[ends.kept]
    source, target, values = ends.source, ends.target, _weights(ties, weight)
    if layers is not None:
        chosen = ties["type"].isin(layers).to_numpy(dtype=bool)
        source, target, values, ties = source[chosen], target[chosen], values[chosen], ties[chosen]
    if directed:
        mutual = ~_one_way(eco, ties)
        low, high = np.concatenate([source, target[mutual]]), np.concatenate([target, source[mutual]])
        values = np.concatenate([values, values[mutual]])
    else:
        low, high = np.minimum(source, target), np.maximum(source, target)
    u, v, place = _unite(len(ends.ids), low, high)
    count = np.bincount(place, minlength=len(u)).astype(np.int64)
    merged = np.ones(len(u)) if weight is None else _merged(values, place, len(u), weight)
    for array in (u, v, merged, count, ends.ids, ends.rows):
        array.flags.writeable = False
    return Edges(ends.ids, u, v, merged, count, directed, ends.rows, eco.actors.index)


def _unite(n: int, low: Ints, high: Ints) -> tuple[Ints, Ints, Ints]:
    """Return the distinct pairs in order, and the place of each given pair among them."""
    keys, place = np.unique(low * n + high, return_inverse=True)
    return keys // max(n, 1), keys % max(n, 1), place


def _merged(values: Floats, place: Ints, count: int, weight: str) -> Floats:
    if weight != "trust":
        return np.bincount(place, values, count).astype(float)
    largest = np.zeros(count)
    np.maximum.at(largest, place, values)
    return largest


def _weights(ties: pd.DataFrame, weight: str | None) -> Floats:
    """Return the weight of each row: 1 (trust: 0.5) where it is missing."""
    if weight is None:
        return np.ones(len(ties))
    check(weight, ties.columns, "column of ties")
    column = ties[weight]
    if not pd.api.types.is_numeric_dtype(column.dtype):
        raise ValueError(f"Ties cannot be weighted by {weight!r}: it does not hold numbers. Try weight='weight'.")
    values = column.to_numpy(dtype=np.float64, na_value=np.nan)
    values = np.where(np.isnan(values), UNKNOWN_TRUST if weight == "trust" else 1.0, values)
    if len(values) and values.min() < 0:
        raise ValueError(f"Ties cannot be weighted by {weight!r}: some of its numbers are below zero.")
    return values


def _one_way(eco: Ecosystem, ties: pd.DataFrame) -> NDArray[np.bool_]:
    """Say which ties have a direction: their own word, else the tie type's."""
    words = eco.words("tie_type")["directed"]
    one_way = set(words.index[words.fillna(False).astype(bool)])
    usual = ties["type"].isin(one_way).to_numpy(dtype=bool)
    own = ties["directed"]
    return np.where(own.isna().to_numpy(dtype=bool), usual, own.to_numpy(dtype=bool, na_value=False))


# -- engines of the measures -----------------------------------------------------------------------


def engine(
    eco: Ecosystem, *, layer: Layer = None, directed: bool = False, weight: str | None = None
) -> igraph.Graph:
    """Return the network as an igraph graph without names, for measures only: nobody may change it.

    With a weight each tie has a ``weight`` and a ``length`` (1 / weight); a tie of weight 0 is left out, for
    its length has no end.
    """
    found = edges(eco, layer=layer, directed=directed, weight=weight)
    now = eco.current()
    layers = None if layer is None else _layers(now, layer)
    key = ("views", "engine", layers, bool(directed), weight)
    if key not in now._memo:
        now._memo[key] = _bare(found, weighted=weight is not None)
    return now._memo[key]


def _bare(found: Edges, *, weighted: bool) -> igraph.Graph:
    import igraph

    kept = found.weight > 0
    graph = igraph.Graph(
        found.n, np.column_stack([found.source[kept], found.target[kept]]), directed=found.directed
    )
    if weighted:
        graph.es["weight"] = found.weight[kept]
        graph.es["length"] = 1 / found.weight[kept]
    return graph


def matrix(
    eco: Ecosystem, *, layer: Layer = None, directed: bool = False, weight: str | None = None
) -> sparse.csr_array:
    """Return the network as a sparse matrix in sorted order of ids, cached: nobody may change it."""
    from scipy import sparse

    found = edges(eco, layer=layer, directed=directed, weight=weight)
    now = eco.current()
    key = ("views", "matrix", None if layer is None else _layers(now, layer), bool(directed), weight)
    if key not in now._memo:
        source, target, values = found.arcs()
        now._memo[key] = sparse.csr_array((values, (source, target)), shape=(found.n, found.n))
    return now._memo[key]


# -- graphs for people -----------------------------------------------------------------------------


def to_sparse(
    eco: Ecosystem, layer: Layer = None, directed: bool = False, weight: str | None = None
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
        values = found.ties.astype(float) if directed else np.concatenate([found.ties, found.ties]).astype(float)
    row = _back(found)
    return sparse.csr_array((values, (row[source], row[target])), shape=(found.n, found.n))


def _back(found: Edges) -> Ints:
    """Return the row of the actors table of each position."""
    row = np.empty(found.n, dtype=np.int64)
    row[found.rows] = np.arange(found.n)
    return row


def to_igraph(
    eco: Ecosystem, layer: Layer = None, directed: bool = False, weight: str | None = None
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
    graph = igraph.Graph(
        found.n, np.column_stack([row[found.source], row[found.target]]), directed=directed
    )
    graph.vs["name"] = found.index.tolist()
    for name, values in _filled(eco.current().actors).items():
        graph.vs["label" if name == "name" else name] = values
    for name, values in _tie_attributes(eco, found, layer, weight).items():
        graph.es[name] = values
    return graph


def to_networkx(
    eco: Ecosystem, layer: Layer = None, directed: bool = False, weight: str | None = None
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
        cells = zip(found.index, values, strict=True)
        nx.set_node_attributes(graph, {node: value for node, value in cells if value is not None}, name)
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
        str(name): [None if missing else value for value, missing in zip(cells.tolist(), cells.isna(), strict=True)]
        for name, cells in kept.items()
    }


def _tie_attributes(eco: Ecosystem, found: Edges, layer: Layer, weight: str | None) -> dict[str, list[Any]]:
    """Return what is known of each united tie."""
    ends = _ends(eco.current())
    ties = eco.active("ties")[ends.kept].assign(u=ends.source, v=ends.target)
    if layer is not None:
        ties = ties[ties["type"].isin(_layers(eco.current(), layer))]
    if found.directed:
        mutual = ties[~_one_way(eco, ties)]
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


# -- two-mode --------------------------------------------------------------------------------------


def project(eco: Ecosystem, weighting: str = "count") -> Ecosystem:
    """Tie the actors who take part in the same initiatives.

    Shows who meets whom in pacts, projects and protocols. A large initiative ties all its members to each
    other, so one protocol of forty municipalities alone makes them look close: that is co-presence, not
    collaboration, and the reason why memberships never enter other measures by themselves.

    Parameters
    ----------
    eco
        The territory.
    weighting
        ``count``: the number of initiatives that two actors share; ``newman``: each shared initiative counts
        1 / (its members - 1), so that large ones weigh little.

    Returns
    -------
    Ecosystem
        Today's territory, its ties replaced by ``co_membership`` ones, graded ``computed``.

    Raises
    ------
    MissingTableError
        If there are no memberships.

    Notes
    -----
    An actor with two roles in an initiative is one member of it. Only what counts today is projected.

    References
    ----------
    Newman, M. E. J. (2001). Scientific collaboration networks. II. Physical Review E, 64, 016132.
    https://doi.org/10.1103/PhysRevE.64.016132

    Examples
    --------
    >>> import welfare_graph as wg
    >>> ties = wg.project(wg.datasets.two_valleys()).ties
    >>> ties.loc[ties["source"] == "asl", ["source", "target", "weight"]]
      source  target  weight
    0    asl   mutua     1.0
    1    asl  vicini     1.0
    """
    check(weighting, ["count", "newman"], "weighting")
    now = eco.current()
    if now.memberships.empty:
        raise MissingTableError(
            "project needs the table 'memberships' (actor_id, initiative_id, role), and it is empty."
        )
    return now.replace(ties=_shared(now, weighting))


def _shared(eco: Ecosystem, weighting: str) -> pd.DataFrame:
    """Return a tie for each pair of actors in a common initiative, in order of ids."""
    from scipy import sparse

    ids, actor, initiative, count = affiliations(eco)
    size = np.bincount(initiative, minlength=count)
    value = np.ones(count) if weighting == "count" else 1 / np.maximum(size - 1, 1)
    part = sparse.csr_array((np.ones(len(actor)), (actor, initiative)), shape=(len(ids), count))
    shared = sparse.coo_array(sparse.triu(part @ sparse.diags_array(value) @ part.T, k=1))
    order = np.lexsort((shared.coords[1], shared.coords[0]))
    source, target = (ids[ends[order]] for ends in shared.coords)
    ties = {"source": source, "target": target, "type": "co_membership", "weight": shared.data[order]}
    return pd.DataFrame(ties | {"grade": "computed"})


def affiliations(eco: Ecosystem) -> tuple[NDArray[np.object_], Ints, Ints, int]:
    """Return sorted ids of actors, actor and initiative of each distinct membership, number of initiatives.

    Initiatives without a member that counts stay in the number: they are part of the second mode.
    """
    now = eco.current()
    ends = _ends(now)
    members, initiatives = now.active("memberships"), now.active("initiatives")
    actor = ends.rows[_positions(now.actors.index, members["actor_id"])]
    initiative = _positions(initiatives.index, members["initiative_id"])
    count = len(initiatives)
    pairs = np.unique(actor * max(count, 1) + initiative)
    return ends.ids, pairs // max(count, 1), pairs % max(count, 1), count


# -- from other libraries --------------------------------------------------------------------------


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
    actors = [{"actor_id": str(node), **_plain(data)} for node, data in G.nodes(data=True)]
    ties = [
        {"source": str(one), "target": str(other), **_plain(data)} for one, other, data in G.edges(data=True)
    ]
    return _assemble(actors, ties, directed=bool(G.is_directed()))


def from_igraph(g: igraph.Graph) -> Ecosystem:
    """Make a territory from an igraph graph.

    Parameters
    ----------
    g
        Vertices become actors: the attribute ``name`` is the id (without it, the vertex number), ``label`` the
        actor's name, the others are columns. Edges become ties, as in `from_networkx`.

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
        actors.append({"actor_id": actor, "name": vertex.attributes().get("label"), **_plain(data)})
    ties = [
        {"source": ids[edge.source], "target": ids[edge.target], **_plain(edge.attributes())} for edge in g.es
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
