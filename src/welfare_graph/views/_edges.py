"""The ties that count, united, as positions: what every measure starts from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from welfare_graph._names import check
from welfare_graph.ecosystem import Ecosystem

if TYPE_CHECKING:
    import igraph
    from scipy import sparse

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
        return pd.Series(np.asarray(values)[self.rows], index=self.index, name=name, copy=False)

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
    layers = None if layer is None else layer_names(now, layer)
    key = ("views", "edges", layers, bool(directed), weight)
    if key not in now._memo:
        now._memo[key] = _edges(now, layers, directed, weight)
    found: Edges = now._memo[key]
    return found


def layer_names(eco: Ecosystem, layer: str | Iterable[str]) -> tuple[str, ...]:
    names = {layer} if isinstance(layer, str) else set(layer)
    key = ("views", "layers")
    if key not in eco._memo:
        eco._memo[key] = list(eco.ties["type"].unique())
    present = eco._memo[key]
    for name in sorted(names.difference(present), key=str):
        check(name, [*present, *eco.words("tie_type").index], "layer")
    return tuple(sorted(names))


@dataclass(frozen=True)
class Ends:
    """The rows of ties that count, as positions; self-ties left out."""

    ids: NDArray[np.object_]
    rows: Ints
    source: Ints
    target: Ints
    kept: NDArray[np.bool_]


def ends_of(eco: Ecosystem) -> Ends:
    key = ("views", "ends")
    if key not in eco._memo:
        index, ties = eco.actors.index, eco.active("ties")
        names, order = index.to_numpy(dtype=object), _id_order(index)
        rows = np.empty(len(names), dtype=np.int64)
        rows[order] = np.arange(len(names))
        source, target = (positions(index, ties[end]) for end in ("source", "target"))
        kept = source != target
        eco._memo[key] = Ends(names[order], rows, rows[source[kept]], rows[target[kept]], kept)
    found: Ends = eco._memo[key]
    return found


def positions(index: pd.Index, ids: pd.Series) -> Ints:
    """Return the row of each id in an index."""
    if not len(ids):
        return np.zeros(0, dtype=np.int64)
    if _arrow(index) and _arrow(ids):
        import pyarrow as pa
        from pyarrow import compute

        found = compute.index_in(pa.array(ids.array), value_set=pa.array(index.array))
        return np.asarray(found.fill_null(-1).to_numpy(), dtype=np.int64)
    return np.asarray(index.get_indexer(pd.Index(ids)), dtype=np.int64)


def _arrow(cells: pd.Index | pd.Series) -> bool:
    """Say whether text is stored as pyarrow stores it, which finds it faster."""
    return getattr(cells.dtype, "storage", None) == "pyarrow"


def _id_order(index: pd.Index) -> Ints:
    """Return the order of ids by code points."""
    if len(index) and _arrow(index):
        import pyarrow as pa
        from pyarrow import compute

        return np.asarray(compute.sort_indices(pa.array(index.array)).to_numpy(), dtype=np.int64)
    return np.asarray(np.argsort(index.to_numpy(dtype=object), kind="stable"), dtype=np.int64)


def _edges(eco: Ecosystem, layers: tuple[str, ...] | None, directed: bool, weight: str | None) -> Edges:
    ends = ends_of(eco)
    ties = eco.active("ties")[ends.kept]
    source, target, values = ends.source, ends.target, _weights(ties, weight)
    if layers is not None:
        chosen = ties["type"].isin(layers).to_numpy(dtype=bool)
        source, target, values, ties = source[chosen], target[chosen], values[chosen], ties[chosen]
    if directed:
        mutual = ~one_way(eco, ties)
        low, high = np.concatenate([source, target[mutual]]), np.concatenate([target, source[mutual]])
        values = np.concatenate([values, values[mutual]])
    else:
        low, high = np.minimum(source, target), np.maximum(source, target)
    if weight is None:
        keys, count = np.unique(low * len(ends.ids) + high, return_counts=True)
        u, v = keys // max(len(ends.ids), 1), keys % max(len(ends.ids), 1)
        merged = np.ones(len(u))
    else:
        u, v, place = _unite(len(ends.ids), low, high)
        count = np.bincount(place, minlength=len(u)).astype(np.int64)
        merged = _merged(values, place, len(u), weight)
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
        raise ValueError(
            f"Ties cannot be weighted by {weight!r}: it does not hold numbers. Try weight='weight'."
        )
    values = column.to_numpy(dtype=np.float64, na_value=np.nan)
    values = np.where(np.isnan(values), UNKNOWN_TRUST if weight == "trust" else 1.0, values)
    if len(values) and values.min() < 0:
        raise ValueError(f"Ties cannot be weighted by {weight!r}: some of its numbers are below zero.")
    return values


def one_way(eco: Ecosystem, ties: pd.DataFrame) -> NDArray[np.bool_]:
    """Say which ties have a direction: their own word, else the tie type's."""
    words = eco.words("tie_type")["directed"]
    directed = set(words.index[words.fillna(False).astype(bool)])
    usual = ties["type"].isin(directed).to_numpy(dtype=bool)
    own = ties["directed"]
    return np.where(own.isna().to_numpy(dtype=bool), usual, own.to_numpy(dtype=bool, na_value=False))


def engine(
    eco: Ecosystem, *, layer: Layer = None, directed: bool = False, weight: str | None = None
) -> igraph.Graph:
    """Return the network as an igraph graph without names, for measures only: nobody may change it.

    With a weight each tie has a ``weight`` and a ``length``: 1 / weight, in lengths of the shortest, for
    igraph cannot tell lengths below 1e-10 apart. A tie of weight 0 is left out, for its length has no end.
    """
    found = edges(eco, layer=layer, directed=directed, weight=weight)
    now = eco.current()
    layers = None if layer is None else layer_names(now, layer)
    key = ("views", "engine", layers, bool(directed), weight)
    if key not in now._memo:
        now._memo[key] = _bare(found, weighted=weight is not None)
    return now._memo[key]


def _bare(found: Edges, *, weighted: bool) -> igraph.Graph:
    import igraph

    with np.errstate(divide="ignore", over="ignore", invalid="ignore"):
        length = found.weight.max(initial=0) / found.weight
    kept = np.isfinite(length)
    graph = igraph.Graph(found.n, tie_pairs(found.source[kept], found.target[kept]), directed=found.directed)
    if weighted:
        graph.es["weight"] = found.weight[kept]
        graph.es["length"] = length[kept]
    return graph


def tie_pairs(source: Ints, target: Ints) -> Iterator[tuple[int, int]]:
    """Return pairs of whole numbers, which igraph takes four times faster than an array."""
    return zip(source.tolist(), target.tolist(), strict=True)


def matrix(
    eco: Ecosystem, *, layer: Layer = None, directed: bool = False, weight: str | None = None
) -> sparse.csr_array:
    """Return the network as a sparse matrix in sorted order of ids, without ties of weight 0.

    Cached: nobody may change it.
    """
    from scipy import sparse

    found = edges(eco, layer=layer, directed=directed, weight=weight)
    now = eco.current()
    key = ("views", "matrix", None if layer is None else layer_names(now, layer), bool(directed), weight)
    if key not in now._memo:
        source, target, values = found.arcs()
        kept = values > 0
        ends = source[kept], target[kept]
        now._memo[key] = sparse.csr_array((values[kept], ends), shape=(found.n, found.n))
    made: sparse.csr_array = now._memo[key]
    return made
