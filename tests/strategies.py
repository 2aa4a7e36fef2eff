"""Territories drawn by hypothesis: valid ones, with everything a table of the world may hold.

`ecosystems()` draws an `Ecosystem`; `territories()` draws the frames it is made from, for
`Ecosystem.from_tables(**frames)`. Texts are nasty, codes keep their zeros, cells are missing, dates
are full and reduced, tables are empty or absent, the user's own columns are of every kind.
"""

from __future__ import annotations

import string
from collections.abc import Iterable, Mapping

import numpy as np
import pandas as pd
from hypothesis import strategies as st

import welfare_graph as wg
from welfare_graph.schema import OPEN_KINDS, TABLES, Column, Table, words

NASTY = (
    "None",
    "NA",
    "nan",
    "NULL",
    "N/A",
    "-",
    "0",
    "001191",
    "01",
    "1e5",
    "1.200,5",
    "35.778",
    "true",
    "=1+1",
    "'=1+1",
    "+39 0121",
    "-1",
    "@home",
    "\tTab",
    "two\nlines",
    "two\r\nlines",
    "old\rMac",
    " spaces ",
    '"quoted"',
    'a "b", c; d|e',
    "'",
    ",",
    ";",
    "Cantù, città più su",
    "Società di mutuo soccorso «Pinerolo»",
    "\u00a0",
    "\ufeffBOM",
    "e\u0301",
    "\u202eright",
    "福祉",
    "🏔️",
    "</script><b>&amp;",
    "\x1f",
    "\x85",
    "\u2028",
)
"""Texts that files, spreadsheets and pages have been seen to spoil."""

CODES = ("001191", "001168", "1", "01", "None", "NA", "nan", "a", "b", "A", "=c", "x,y", "x;y", "è", "1e3")
PLAIN_CODES = tuple("abcdefgh")
DATES = ("1848", "2019", "2019-12", "2020", "2020-02-29", "2020-06", "2020-06-30", "2021-01-01", "2024-06")
STATUSES = words("status")
OWN_NAMES = ("nota mia", "age_0_2", "età", "x", "=y", "a,b", "None", "level", "codice ISTAT")

texts = st.one_of(
    st.sampled_from(NASTY),
    st.text(alphabet=string.ascii_letters + " àè'", min_size=1, max_size=6),
    st.text(
        alphabet=st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1, max_size=4
    ),
)
"""Any text a cell may hold: not empty, no NUL, no half of a surrogate pair."""

numbers = st.one_of(
    st.sampled_from([0.0, 0.1, 0.5, 1.0, 1e-9, 2 / 3, 1200.5, 35778.0, 1e15]),
    st.floats(min_value=0, max_value=1e12, allow_nan=False),
)


def dates() -> st.SearchStrategy[str]:
    """ISO dates, full or reduced, between 1848 and 2024."""
    return st.sampled_from(DATES)


@st.composite
def ecosystems(draw: st.DrawFn, **options: object) -> wg.Ecosystem:
    """Draw a territory; options are those of `territories`."""
    return wg.Ecosystem.from_tables(**draw(territories(**options)))


@st.composite
def territories(
    draw: st.DrawFn,
    *,
    tables: Iterable[str] | None = None,
    min_actors: int = 0,
    max_rows: int = 4,
    nasty: bool = True,
    own_columns: bool = True,
    dated: bool = True,
    metadata: bool = True,
) -> dict[str, object]:
    """Draw the arguments of `Ecosystem.from_tables`.

    `tables` are the optional tables that may be there (None: any; each is there or not, and may be
    empty); `nasty` lets codes and texts be hard to read; `own_columns` adds the user's own; `dated`
    fills start, end and status; `metadata` adds a title, a language, a licence and a reference date.
    """
    world = _World(draw, nasty=nasty, own_columns=own_columns, dated=dated, max_rows=max_rows)
    optional = sorted(set(TABLES if tables is None else tables) - {"actors", "ties"})
    chosen = draw(st.sets(st.sampled_from(optional), max_size=8)) if optional else set()
    for name, table in TABLES.items():
        if name in {"actors", "ties", *chosen, *(_needed(chosen) & set(optional))}:
            world.add(table, min_actors if name == "actors" else 0)
    return {**world.frames, **(draw(_metadata()) if metadata else {})}


def _needed(chosen: Iterable[str]) -> set[str]:
    """The tables without which rows of these cannot be."""
    return {c.refers for name in chosen for c in TABLES[name].columns if c.required and c.refers}


def _metadata() -> st.SearchStrategy[dict[str, str]]:
    return st.fixed_dictionaries(
        {},
        optional={
            "title": texts,
            "language": st.sampled_from(["it", "en"]),
            "licence": st.sampled_from(["CC-BY-4.0", "=licence"]),
            "reference_date": dates(),
        },
    )


class _World:
    """The tables drawn so far; what comes next may refer to them."""

    def __init__(
        self, draw: st.DrawFn, *, nasty: bool, own_columns: bool, dated: bool, max_rows: int
    ) -> None:
        self.draw = draw
        self.own_columns = own_columns
        self.dated = dated
        self.max_rows = max_rows
        self.codes = st.sampled_from(CODES if nasty else PLAIN_CODES)
        self.texts = texts if nasty else st.sampled_from(PLAIN_CODES)
        self.frames: dict[str, pd.DataFrame] = {}
        self.ids: dict[str, list[str]] = {}
        self.own_words: dict[str, list[str]] = {}

    def add(self, table: Table, least: int) -> None:
        rows = self.draw(st.integers(least, max(least, self.max_rows)))
        if any(column.required and not self.possible(column) for column in table.columns):
            rows = 0
        columns = {column.name: self.cells(column, rows) if rows else [] for column in table.columns}
        if table.index is not None:
            self.ids[table.name] = columns[table.index] = self.draw(
                st.lists(self.codes, min_size=rows, max_size=rows, unique=True)
            )
        self.settle(table, columns, rows)
        mask = self.draw(st.integers(0, 2 ** len(table.columns) - 1))
        keep = [c.name for place, c in enumerate(table.columns) if c.required or mask >> place & 1]
        frame = self.unique(table, pd.DataFrame(columns, dtype=object)[keep])
        if self.own_columns and self.draw(st.booleans()):
            frame = frame.assign(**self.own(table, len(frame)))
        self.frames[table.name] = self.dressed(table, frame)
        if table.name == "vocabulary":
            for kind, code in zip(frame["kind"], frame["code"], strict=True):
                self.own_words.setdefault(kind, []).append(code)

    def possible(self, column: Column) -> bool:
        return column.refers is None or bool(self.ids.get(column.refers))

    def cells(self, column: Column, rows: int) -> list[object]:
        one = self.cell(column)
        if not column.required:
            one = st.none() | one
        return self.draw(st.lists(one, min_size=rows, max_size=rows))

    def cell(self, column: Column) -> st.SearchStrategy[object]:
        if column.refers is not None:
            known = self.ids.get(column.refers)
            return st.sampled_from(known) if known else st.none()
        if column.words is not None:
            own = self.own_words.get(column.words, []) if column.words in OPEN_KINDS else []
            return st.sampled_from([*words(column.words), *own])
        if column.kind == "date":
            return dates() if self.dated else st.none()
        if column.kind == "boolean":
            return st.booleans()
        if column.kind == "integer":
            return st.integers(0, 10**6)
        if column.kind == "float":
            return _float(column)
        return self.texts

    def settle(self, table: Table, columns: dict[str, list[object]], rows: int) -> None:
        """Put cells in the order and the form that only several of them together have."""
        _in_order(columns, "start", "end", _late)
        _in_order(columns, "valid_from", "valid_to", _late)
        if not self.dated and "status" in columns and table.name != "commitments":
            columns["status"] = [None] * rows
        if table.name == "demand":
            _in_order(columns, "low", "quantity", float)
            _in_order(columns, "quantity", "high", float)
            _in_order(columns, "low", "quantity", float)
        elif table.name == "initiatives":
            ids = self.ids["initiatives"]
            for place in range(rows):
                columns["part_of"][place] = self.draw(st.sampled_from([None, *ids[:place]]))
        elif table.name == "outlines":
            columns["wkt"] = self.draw(st.lists(outlines(), min_size=rows, max_size=rows))
        elif table.name == "vocabulary":
            columns["kind"] = self.draw(
                st.lists(st.sampled_from(sorted(OPEN_KINDS)), min_size=rows, max_size=rows)
            )
            columns["color"] = [self.draw(st.sampled_from([None, "#1a2B3c"])) for _ in range(rows)]
        elif table.name == "standards":
            columns["numerator"] = ["capacity:need", "count:a b", "column:età", "column:x"][:rows]
            columns["denominator"] = ["one", "column:population", "one", "one"][:rows]
        elif table.name == "people_groups":
            self.settle_groups(columns, rows)

    def settle_groups(self, columns: dict[str, list[object]], rows: int) -> None:
        homes = {"area": "areas", "actor": "actors", "initiative": "initiatives"}
        known = [(unit, code) for unit, home in homes.items() for code in self.ids.get(home, [])]
        chosen = [self.draw(st.sampled_from(known)) for _ in range(rows)] if known else []
        columns["unit"] = [unit for unit, _ in chosen]
        columns["unit_id"] = [code for _, code in chosen]
        for name in ("dimension", "group", "count"):
            columns[name] = columns[name][: len(chosen)]

    def unique(self, table: Table, frame: pd.DataFrame) -> pd.DataFrame:
        """Keep one row a key, where a key may stand only once."""
        if table.name in {"ties", "memberships", "catchments", "gateways", "adjacency"}:
            return frame
        key = [name for name in table.key if name in frame.columns]
        return frame.drop_duplicates(key, ignore_index=True)

    def own(self, table: Table, rows: int) -> dict[str, list[object]]:
        names = self.draw(st.lists(st.sampled_from(OWN_NAMES), unique=True, max_size=2))
        kinds = (
            self.texts,
            numbers,
            st.integers(-(10**9), 10**9),
            st.booleans(),
            st.sampled_from(["01", "2", "NA"]),
        )
        return {
            name: self.draw(
                st.lists(st.none() | self.draw(st.sampled_from(kinds)), min_size=rows, max_size=rows)
            )
            for name in names
            if name not in table.by_name
        }

    def dressed(self, table: Table, frame: pd.DataFrame) -> pd.DataFrame:
        """Give the frame one of the forms in which people hold tables."""
        form = self.draw(st.sampled_from(["object", "inferred", "category"]))
        if form == "inferred":
            frame = frame.infer_objects()
        elif form == "category":
            chosen = [c.name for c in table.columns if c.kind in {"text", "date"} and c.name in frame]
            frame = frame.astype(dict.fromkeys(chosen, "category"))
        if table.index is not None and self.draw(st.booleans()):
            return frame.set_index(table.index)
        return frame


def _float(column: Column) -> st.SearchStrategy[float]:
    low = 0.0 if column.minimum is None else column.minimum
    if column.maximum is not None:
        ends = [low, column.maximum, (low + column.maximum) / 2]
        return st.sampled_from(ends) | st.floats(low, column.maximum)
    return numbers.filter(lambda value: value > low) if column.above else numbers


def _late(date: object) -> str:
    """The last day of a date, near enough to put two dates in order."""
    return f"{date}-12-31"[:10] if len(str(date)) == 4 else f"{date}-31"[:10]


def _in_order(columns: dict[str, list[object]], first: str, second: str, key: object) -> None:
    """Swap two cells of a row that are in the wrong order."""
    if first not in columns or second not in columns:
        return
    for place, (a, b) in enumerate(zip(columns[first], columns[second], strict=True)):
        if a is not None and b is not None and key(a) > key(b):  # type: ignore[operator]
            columns[first][place], columns[second][place] = b, a


@st.composite
def outlines(draw: st.DrawFn) -> str:
    """Draw a triangle or two in longitude, latitude."""

    def ring() -> str:
        x, y = draw(st.floats(-170, 170)), draw(st.floats(-80, 80))
        return f"(({x!r} {y!r}, {x + 1!r} {y!r}, {x!r} {y + 1!r}, {x!r} {y!r}))"

    return draw(st.sampled_from([f"POLYGON {ring()}", f"MULTIPOLYGON ({ring()}, {ring()})"]))


def as_frames(eco: wg.Ecosystem) -> dict[str, pd.DataFrame]:
    """The tables of a territory that have rows, the required ones in any case, ids as columns."""
    frames = {name: getattr(eco, name) for name in TABLES}
    return {
        name: frame.reset_index() if TABLES[name].index else frame
        for name, frame in frames.items()
        if len(frame) or name in {"actors", "ties"}
    }


def relabelled(eco: wg.Ecosystem, table: str, new: Mapping[str, str]) -> wg.Ecosystem:
    """The territory with other codes for the rows of one table, wherever they are named."""
    frames = as_frames(eco)
    for name, frame in frames.items():
        for column in TABLES[name].columns:
            if column.refers == table or (name == table and column.name == TABLES[name].index):
                frames[name] = frames[name].assign(**{column.name: frame[column.name].replace(new)})
        if name == "people_groups":
            unit = {"areas": "area", "actors": "actor", "initiatives": "initiative"}.get(table)
            mine = (frame["unit"] == unit).to_numpy(dtype=bool, na_value=False)
            renamed = np.where(mine, frame["unit_id"].replace(new), frame["unit_id"])
            frames[name] = frames[name].assign(unit_id=renamed)
    return wg.Ecosystem.from_tables(**frames, **eco.metadata)
