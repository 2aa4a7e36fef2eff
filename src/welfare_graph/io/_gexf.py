"""GEXF 1.3, as Gephi and networkx read it; colours without alpha, which networkx cannot read back."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
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

_SPACE = "http://gexf.net/1.3"
_VIZ = "http://gexf.net/1.3/viz"
_ENDS = ("source", "target")
_SAID = re.compile(r"^([a-z_]+)=(.*)$")


def read_gexf(path: Path) -> Loaded:
    """Return the actors and ties of a GEXF file as they came."""
    return read_graph(path, GexfReader)


def gexf_bytes(eco: Ecosystem) -> bytes:
    """Return actors and ties as GEXF."""
    return lines_of(_lines(eco))


def _lines(eco: Ecosystem) -> Iterator[str]:
    actors, ties = frames(eco)
    directed = bool(len(ties)) and bool(ties["one_way"].all())
    colours = eco.words("actor_type")["color"].dropna().to_dict()
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    yield f'<gexf xmlns="{_SPACE}" xmlns:viz="{_VIZ}" version="1.3">'
    yield "<meta>"
    yield "<creator>welfare_graph</creator>"
    yield f"<title>{body(eco.title or '', 'title')}</title>"
    said = [f"{name}={_folded(value)}" for name, value in about(eco).items()]
    yield f"<description>{body(chr(10).join(said), 'title')}</description>"
    yield "</meta>"
    yield f'<graph mode="static" defaultedgetype="{"directed" if directed else "undirected"}">'
    node_columns = _attributes(actors.drop(columns="actor_id"))
    edge_columns = _attributes(ties.drop(columns=list(_ENDS)))
    yield from _declare("node", "actors", actors, node_columns)
    yield from _declare("edge", "ties", ties, edge_columns)
    yield "<nodes>"
    for row in records(actors):
        actor = str(row["actor_id"])
        where = f"actors {actor!r}"
        inside = _values(row, node_columns, where) + _colour(colours.get(row.get("type")))
        label = quoted(str(row.get("name", actor)), where)
        yield f"<node id={quoted(actor, where)} label={label}>{inside}</node>"
    yield "</nodes>"
    yield "<edges>"
    for number, row in enumerate(records(ties)):
        ends = " ".join(f"{end}={quoted(str(row[end]))}" for end in _ENDS)
        where = f"ties {row['source']!r} - {row['target']!r}"
        weight = f' weight="{value_text(row["weight"])}"' if "weight" in row else ""
        yield f'<edge id="{number}" {ends}{weight}>{_values(row, edge_columns, where)}</edge>'
    yield "</edges>"
    yield "</graph>"
    yield "</gexf>"


def _folded(value: str) -> str:
    return value.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r")


def _unfolded(value: str) -> str:
    signs = {"\\n": "\n", "\\r": "\r", "\\\\": "\\"}
    return re.sub(r"\\[nr\\]", lambda found: signs[found[0]], value)


def _attributes(frame: pd.DataFrame) -> dict[str, int]:
    return {str(name): place for place, name in enumerate(frame.columns)}


def _declare(element: str, table: str, frame: pd.DataFrame, columns: Mapping[str, int]) -> Iterator[str]:
    yield f'<attributes class="{element}" mode="static">'
    for name, place in columns.items():
        kind = attribute_type(table, name, frame[name])
        yield f'<attribute id="{place}" title={quoted(name, "A column name")} type="{kind}"/>'
    yield "</attributes>"


def _values(row: Mapping[str, object], columns: Mapping[str, int], where: str) -> str:
    cells = "".join(
        f'<attvalue for="{columns[name]}" value={quoted(value_text(value), f"{where}, {name},")}/>'
        for name, value in row.items()
        if name in columns
    )
    return f"<attvalues>{cells}</attvalues>" if cells else ""


def _colour(colour: object) -> str:
    if not isinstance(colour, str):
        return ""
    red, green, blue = (int(colour[place : place + 2], 16) for place in (1, 3, 5))
    return f'<viz:color r="{red}" g="{green}" b="{blue}"/>'


class GexfReader(GraphReader):
    """Receives a GEXF file."""

    def __init__(self) -> None:
        super().__init__()
        self._class = "node"
        self._names: dict[str, dict[str, str]] = {"node": {}, "edge": {}}
        self._defaults: dict[str, Cells] = {"node": {}, "edge": {}}
        self._inside: list[tuple[str, Cells, int, str | None, bool]] = []
        self._attribute = ""

    def start(self, name: str, attrs: Cells) -> None:
        """Begin an element."""
        if name == "graph":
            self.found = True
            self.directed = attrs.get("defaultedgetype") == "directed"
        elif name == "attributes":
            self._class = "edge" if attrs.get("class") == "edge" else "node"
        elif name == "attribute":
            self._begin_attribute(attrs)
        elif name == "node":
            if any(kind == "node" for kind, *_ in self._inside):
                self.fault("a node inside a node")
            self._inside.append(
                ("node", {"actor_id": attrs.get("id", "")}, self.line, attrs.get("label"), False)
            )
        elif name == "edge":
            cells = {end: attrs.get(end, "") for end in _ENDS}
            if "weight" in attrs:
                cells["weight"] = attrs["weight"]
            kind = attrs.get("type")
            one_way = self.directed if kind is None else kind == "directed"
            self._inside.append(("edge", cells, self.line, attrs.get("label"), one_way))
        elif name == "attvalue" and self._inside:
            self._value(attrs)
        elif name in ("description", "default"):
            self.listen()

    def _begin_attribute(self, attrs: Cells) -> None:
        self._attribute = attrs.get("id", "")
        title = attrs.get("title", self._attribute)
        self._names[self._class][self._attribute] = title
        types = self.graph.edge_types if self._class == "edge" else self.graph.node_types
        types[title] = declared(attrs.get("type", "string"))

    def _value(self, attrs: Cells) -> None:
        kind, cells, *_ = self._inside[-1]
        place = attrs.get("for", attrs.get("id", ""))
        name = self._names[kind].get(place, place)
        if name not in ("actor_id", *_ENDS):
            cells[name] = attrs.get("value", "")

    def end(self, name: str) -> None:
        """Complete an element."""
        if name == "description":
            self._describe(self.heard())
        elif name == "default":
            title = self._names[self._class].get(self._attribute, self._attribute)
            self._defaults[self._class][title] = self.heard()
        elif name in ("node", "edge") and self._inside:
            kind, cells, line, label, one_way = self._inside.pop()
            cells = {**self._defaults[kind], **cells}
            if kind == "node":
                self.node(cells, line, label)
            else:
                self.edge(cells, line, one_way=one_way)

    def _describe(self, words: str) -> None:
        for line in words.split("\n"):
            found = _SAID.match(line)
            if found is not None:
                self.graph.about[found[1]] = _unfolded(found[2])
