"""GraphML, as networkx, igraph, Gephi, yEd and Cytoscape read it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pandas as pd

from welfare_graph.ecosystem import Ecosystem
from welfare_graph.io._excel import Loaded
from welfare_graph.io._graphs import (
    Cells,
    GraphReader,
    about,
    attribute_type,
    body,
    declared,
    frames,
    lines_of,
    quoted,
    read_graph,
    records,
    value_text,
)

_SPACE = "http://graphml.graphdrawing.org/xmlns"
_ENDS = ("source", "target")


def read_graphml(path: Path) -> Loaded:
    """Return the actors and ties of a GraphML file as they came."""
    return read_graph(path, GraphmlReader)


def graphml_bytes(eco: Ecosystem) -> bytes:
    """Return actors and ties as GraphML."""
    return lines_of(_lines(eco))


def _lines(eco: Ecosystem) -> Iterator[str]:
    actors, ties = frames(eco)
    directed = bool(len(ties)) and bool(ties["one_way"].all())
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    yield f'<graphml xmlns="{_SPACE}">'
    said = about(eco)
    for name in said:
        yield f'<key id="g_{name}" for="graph" attr.name={quoted(name)} attr.type="string"/>'
    node_keys = list(_keys("node", "actors", actors.drop(columns="actor_id")))
    edge_keys = list(_keys("edge", "ties", ties.drop(columns=list(_ENDS))))
    for _, line in (*node_keys, *edge_keys):
        yield line
    yield f'<graph id="G" edgedefault="{"directed" if directed else "undirected"}">'
    for name, value in said.items():
        yield f'<data key="g_{name}">{body(value, name)}</data>'
    places = {name: f"n{i}" for i, (name, _) in enumerate(node_keys)}
    for row in records(actors):
        actor = str(row.pop("actor_id"))
        yield f"<node id={quoted(actor, 'actor_id')}>{_data(row, places, f'actors {actor!r}')}</node>"
    places = {name: f"e{i}" for i, (name, _) in enumerate(edge_keys)}
    for number, row in enumerate(records(ties)):
        source, target = (str(row.pop(end)) for end in _ENDS)
        ends = f"source={quoted(source)} target={quoted(target)}"
        yield f'<edge id="t{number}" {ends}>{_data(row, places, f"ties {source!r} - {target!r}")}</edge>'
    yield "</graph>"
    yield "</graphml>"


def _keys(element: str, table: str, frame: pd.DataFrame) -> Iterator[tuple[str, str]]:
    for place, name in enumerate(frame.columns):
        kind = attribute_type(table, str(name), frame[name])
        named = f"attr.name={quoted(str(name), 'A column name')} attr.type={quoted(kind)}"
        yield str(name), f'<key id="{element[0]}{place}" for="{element}" {named}/>'


def _data(row: dict[str, object], places: dict[str, str], where: str) -> str:
    return "".join(
        f'<data key="{places[name]}">{body(value_text(value), f"{where}, {name},")}</data>'
        for name, value in row.items()
    )


class GraphmlReader(GraphReader):
    """Receives a GraphML file."""

    def __init__(self) -> None:
        super().__init__()
        self._keys: dict[str, tuple[str, str]] = {}
        self._defaults: dict[str, Cells] = {"node": {}, "edge": {}}
        self._inside: list[str] = []
        self._cells: Cells = {}
        self._at = 0
        self._one_way = False
        self._key = ""

    def start(self, name: str, attrs: Cells) -> None:
        """Begin an element."""
        if name == "key":
            self._begin_key(attrs)
        elif name == "graph":
            if self._inside:
                self.fault("a graph inside a node")
            elif self.found:
                self.fault("a second graph")
            self.found = True
            self.directed = attrs.get("edgedefault") == "directed"
        elif name == "node":
            self._inside.append(name)
            self._cells, self._at = {"actor_id": attrs.get("id", "")}, self.line
        elif name == "edge":
            self._inside.append(name)
            self._cells, self._at = {end: attrs.get(end, "") for end in _ENDS}, self.line
            self._one_way = attrs.get("directed", str(self.directed).lower()) == "true"
        elif name in ("hyperedge", "port"):
            self.fault(name)
        elif name in ("data", "default"):
            self._key = attrs.get("key", self._key)
            self.listen()

    def _begin_key(self, attrs: Cells) -> None:
        self._key = attrs.get("id", "")
        name, kind = attrs.get("attr.name", self._key), declared(attrs.get("attr.type", "string"))
        home = attrs.get("for", "all")
        self._keys[self._key] = (home, name)
        types = {"node": [self.graph.node_types], "edge": [self.graph.edge_types]}
        for found in types.get(home, [] if home == "graph" else [*types["node"], *types["edge"]]):
            found[name] = kind

    def end(self, name: str) -> None:
        """Complete an element."""
        if name == "data":
            self._end_data(self.heard())
        elif name == "default":
            home, attribute = self._keys.get(self._key, ("all", self._key))
            words = self.heard()
            for element in ("node", "edge"):
                if home in (element, "all"):
                    self._defaults[element][attribute] = words
        elif name == "node" and self._inside:
            self._inside.pop()
            self.node({**self._defaults["node"], **self._cells}, self._at, None)
        elif name == "edge" and self._inside:
            self._inside.pop()
            self.edge({**self._defaults["edge"], **self._cells}, self._at, one_way=self._one_way)

    def _end_data(self, words: str) -> None:
        _, attribute = self._keys.get(self._key, ("all", self._key))
        if self._inside:
            ends = ("actor_id",) if self._inside[-1] == "node" else _ENDS
            if attribute in ends:
                return
            self._cells[attribute] = words
        elif self.found:
            self.graph.about[attribute] = words
