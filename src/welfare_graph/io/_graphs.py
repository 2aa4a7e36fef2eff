"""GraphML and GEXF: actors and ties with typed attributes, read without trusting a byte."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

import numpy as np
import pandas as pd

from welfare_graph import schema
from welfare_graph.ecosystem import METADATA, Ecosystem
from welfare_graph.errors import WelfareGraphError
from welfare_graph.io._excel import Loaded
from welfare_graph.io._package import own_type
from welfare_graph.io._safe import Reader, Refused, parse_xml, read_bytes
from welfare_graph.validation import Finding, Raw

LEFT_OUT = "left_out"
_ONE_WAY = "one_way"
_KINDS = {"text": "string", "date": "string", "float": "double", "integer": "long", "boolean": "boolean"}
_OWN = {"string": "string", "number": "double", "integer": "long", "boolean": "boolean"}
_BACK = {
    "string": "string",
    "anyURI": "string",
    "liststring": "string",
    "boolean": "boolean",
    "int": "integer",
    "integer": "integer",
    "long": "integer",
    "short": "integer",
    "float": "number",
    "double": "number",
}
_ILLEGAL = [*range(9), 11, 12, *range(14, 32), 0xFFFE, 0xFFFF]
_BAD = dict.fromkeys(_ILLEGAL)
_ATTRIBUTE = {"\n": "&#10;", "\r": "&#13;", "\t": "&#9;"}
_TEXT = {"\r": "&#13;"}
Cells = dict[str, str]


@dataclass
class Graph:
    """What a file says: cells of nodes and edges as text, the types of attributes, what it says of itself."""

    nodes: list[Cells] = field(default_factory=list)
    edges: list[Cells] = field(default_factory=list)
    node_lines: list[int] = field(default_factory=list)
    edge_lines: list[int] = field(default_factory=list)
    node_types: dict[str, str] = field(default_factory=dict)
    edge_types: dict[str, str] = field(default_factory=dict)
    about: Cells = field(default_factory=dict)

    @property
    def ours(self) -> bool:
        """Whether this package wrote the file."""
        return "schema_version" in self.about


# -- writing --------------------------------------------------------------------------------------


def frames(eco: Ecosystem) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return actors and ties with the columns that say something, and which ties go one way."""
    actors = eco.actors.reset_index()
    actors = actors[[c for c in actors.columns if c == "actor_id" or actors[c].notna().any()]]
    ties = eco.ties
    words = eco.words("tie_type")["directed"]
    default = ties["type"].map(words).astype("boolean").fillna(False)
    one_way = ties["directed"].fillna(default).astype(bool)
    keep = [c for c in ties.columns if c in ("source", "target") or ties[c].notna().any()]
    return actors, ties[keep].assign(**{_ONE_WAY: one_way})


def attribute_type(table: str, name: str, column: pd.Series) -> str:
    """Return the type that graph programs know a column by."""
    known = schema.TABLES[table].by_name.get(name)
    if known is not None:
        return _KINDS[known.kind]
    return _OWN[own_type(column)]


def about(eco: Ecosystem) -> Cells:
    """Return what the file says of itself, and which tables it cannot hold."""
    held = {name: eco.metadata[name] for name in METADATA if name in eco.metadata}
    left = [name for name in schema.TABLES if name not in ("actors", "ties") and len(getattr(eco, name))]
    return {**held, "schema_version": schema.VERSION, LEFT_OUT: ", ".join(left)}


def value_text(value: object) -> str:
    """Return a cell as text, numbers to the last digit."""
    if isinstance(value, bool | np.bool_):
        return str(bool(value)).lower()
    return repr(float(value)) if isinstance(value, float | np.floating) else str(value)


def quoted(word: str, where: str = "") -> str:
    """Quote an attribute's value; refuse characters that XML cannot hold."""
    return quoteattr(whole(word, where), _ATTRIBUTE)


def body(word: str, where: str = "") -> str:
    """Escape the text of an element."""
    return escape(whole(word, where), _TEXT)


def whole(word: str, where: str) -> str:
    """Return text that XML can hold, or say that it cannot."""
    if word.translate(_BAD) != word:
        raise WelfareGraphError(
            f"{where or 'A cell'} holds a control character, which GraphML and GEXF cannot: {word[:40]!r}. "
            "Take it out, or write a folder, a .zip or an .xlsx."
        )
    return word


def records(frame: pd.DataFrame) -> Iterator[dict[str, object]]:
    """Yield the filled cells of each row."""
    names = [str(name) for name in frame.columns]
    for row in zip(*(frame[name].astype(object).tolist() for name in frame.columns), strict=True):
        yield {n: v for n, v in zip(names, row, strict=True) if v is not None and v is not pd.NA and v == v}


# -- reading --------------------------------------------------------------------------------------


def read_graph(path: Path, reader: Callable[[], GraphReader]) -> Loaded:
    """Return actors and ties as they came, with the line where each stands."""
    receiver = reader()
    parse_xml(read_bytes(path), receiver)
    graph = receiver.graph
    if not receiver.found:
        raise Refused("not_a_graph", value="no graph element")
    findings = [Finding(code=c, file=path.name, row=r or None, value=v) for c, r, v in receiver.faults]
    if graph.about.get(LEFT_OUT):
        findings.append(Finding(code="left_out", file=path.name, value=graph.about[LEFT_OUT]))
    metadata: dict[str, object] = {name: graph.about[name] for name in METADATA if name in graph.about}
    actors = _raw(graph.nodes, graph.node_lines, graph.node_types, "actors", path.name)
    ties = _raw(graph.edges, graph.edge_lines, graph.edge_types, "ties", path.name)
    raws = {"actors": actors, "ties": ties}
    words = _own_words(raws)
    if words is not None:
        raws["vocabulary"] = words
    return raws, metadata, findings


def _raw(rows: list[Cells], lines: list[int], types: Mapping[str, str], table: str, file: str) -> Raw:
    required = schema.TABLES[table].required
    names = list(dict.fromkeys([*required, *types, *(name for row in rows for name in row)]))
    columns = {name: pd.array([row.get(name) or None for row in rows], dtype="str") for name in names}
    frame = pd.DataFrame(columns, index=range(len(rows)))
    own = {name: kind for name, kind in types.items() if name not in schema.TABLES[table].by_name}
    return Raw(frame, file, np.array(lines, dtype=np.int64), ".", own, textual=True)


def _own_words(raws: Mapping[str, Raw]) -> Raw | None:
    """Take the words that the default vocabulary lacks as the file's own."""
    rows = []
    for table, raw in raws.items():
        for column in schema.TABLES[table].columns:
            if column.words in schema.OPEN_KINDS and column.name in raw.frame:
                used = {str(word) for word in raw.frame[column.name].dropna()}
                rows += [(column.words, w) for w in sorted(used - set(schema.words(str(column.words))))]
    if not rows:
        return None
    kinds, codes = zip(*rows, strict=True)
    return Raw(
        pd.DataFrame({"kind": kinds, "code": codes, "label_en": codes, "label_it": codes}, dtype="str")
    )


class GraphReader(Reader):
    """What both formats share: nodes and edges, complete when their element ends."""

    def __init__(self) -> None:
        super().__init__()
        self.graph = Graph()
        self.found = False
        self.directed = False
        self.faults: list[tuple[str, int, str]] = []
        self._text: list[str] | None = None

    def fault(self, words: str) -> None:
        """Report a part that cannot be read as actors and ties."""
        self.faults.append(("not_a_graph", self.line, words[:200]))

    def listen(self) -> None:
        """Begin to take down text."""
        self._text = []

    def heard(self) -> str:
        """Return the text taken down."""
        words, self._text = "".join(self._text or []), None
        return words

    def characters(self, content: str) -> None:
        """Take down text where someone listens."""
        if self._text is not None:
            self._text.append(self.keep(content))

    def node(self, cells: Cells, line: int, label: str | None) -> None:
        """Add an actor; what a foreign file does not say is said as `from_networkx` does."""
        if not self.graph.ours:
            cells.setdefault("name", label or cells.get("label") or cells["actor_id"])
            cells.setdefault("type", "actor")
        self.graph.nodes.append(cells)
        self.graph.node_lines.append(line)

    def edge(self, cells: Cells, line: int, *, one_way: bool) -> None:
        """Add a tie."""
        if self.graph.ours:
            cells.pop(_ONE_WAY, None)
        else:
            cells.setdefault("type", "collaborates")
            cells.setdefault("directed", "true" if one_way else "false")
        self.graph.edges.append(cells)
        self.graph.edge_lines.append(line)


def declared(kind: str) -> str:
    """Return the type of a column from what a graph file calls it."""
    return _BACK.get(kind, "string")


def lines_of(parts: Iterable[str]) -> bytes:
    """Join lines as a file's bytes."""
    return ("\n".join(parts) + "\n").encode("utf-8")
