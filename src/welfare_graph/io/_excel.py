"""An Excel workbook: a sheet a table, findings with sheet and cell, text that stays text."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pandas as pd

from welfare_graph import schema
from welfare_graph._names import nearest
from welfare_graph._texts import LANGUAGES
from welfare_graph.ecosystem import METADATA
from welfare_graph.io._safe import MAX_COLUMNS, Refused
from welfare_graph.io._xlsx import Error, Sheet, Value, Workbook, letters, open_workbook, serial_date
from welfare_graph.validation import Finding, Raw

ABOUT = "about"
TYPE = "column:"
_LOOKED_AT = 40
_NEAR = 0.75
_EXACT = 1e15
_COMPARED = 200
_SHOWN = 20
_NUMBER = re.compile(r"[+-]?\d[\d.,]*")
_YEARS = (1000, 2200)
_SERIALS = (10_000, 80_000)
_TOTAL = re.compile(r"(sub)?(total[ei]?s?|somma|sum)\b", re.IGNORECASE)
_WITHOUT_VALUE = frozenset({"error_cell", "formula_without_value"})
_HEADINGS = frozenset({"id", "code", "codice", "name", "nome", "type", "tipo", "area", "note", "comune"})


Cell = Value | Error
Loaded = tuple[dict[str, Raw], dict[str, object], list[Finding]]


def read_workbook(path: Path) -> Loaded:
    """Return the tables of a workbook as they came, the metadata, and what was found on the way."""
    raws: dict[str, Raw] = {}
    with open_workbook(path) as book:
        about, own = _about(book)
        ours = "schema_version" in about
        findings = _about_book(book, path.name)
        by_name = {name.strip().casefold(): name for name in book.sheets}
        for table in schema.TABLES.values():
            name = by_name.get(table.name)
            if name is None:
                continue
            raw, found = _Reading(table, name, own.get(table.name, {}), ours).read(book.sheet(name))
            findings += found
            if raw is not None:
                raws[table.name] = raw
            elif table.name in {"actors", "ties"}:
                raws[table.name] = Raw(
                    pd.DataFrame(columns=list(table.required), dtype="str"), name, unread=True
                )
            if name in book.hidden:
                findings.append(Finding(code="hidden_sheet", table=table.name, file=name))
    return raws, about, findings


def _about_book(book: Workbook, file: str) -> list[Finding]:
    findings = []
    if book.has_macros:
        findings.append(Finding(code="macros_ignored", file=file))
    if book.has_links:
        findings.append(Finding(code="links_ignored", file=file))
    known = {name.strip().casefold() for name in book.sheets}
    if not known & set(schema.TABLES):
        shown = ", ".join(list(book.sheets)[:12])
        findings.append(Finding(code="no_known_sheet", file=file, value=shown[:200]))
    for name in book.sheets:
        word = name.strip().casefold()
        like = None
        if word not in schema.TABLES and word != ABOUT:
            like = nearest(word, [table for table in schema.TABLES if table not in known], _NEAR)
        if like is not None:
            findings.append(Finding(code="unknown_table", file=name, value=name, fields={"like": like}))
    return findings


def _about(book: Workbook) -> tuple[dict[str, object], dict[str, dict[str, str]]]:
    """Return the metadata, and the declared types of the user's own columns by table."""
    name = next((name for name in book.sheets if name.strip().casefold() == ABOUT), None)
    metadata: dict[str, object] = {}
    own: dict[str, dict[str, str]] = {}
    if name is None:
        return metadata, own
    for cells in book.sheet(name).rows.values():
        key, value = cells.get(1), cells.get(2)
        if not isinstance(key, str) or value is None or isinstance(value, Error):
            continue
        if key in (*METADATA, "schema_version"):
            metadata[key] = str(_plain(value))
        elif key.startswith(TYPE):
            table, _, column = key.removeprefix(TYPE).partition(".")
            own.setdefault(table, {})[column] = str(value)
    return metadata, own


def _plain(value: Cell) -> Value:
    """Return a day as ISO text, all else as it is."""
    if isinstance(value, dt.datetime):
        return value.date().isoformat() if value.time() == dt.time(0) else value.isoformat()
    return value.text if isinstance(value, Error) else value


@dataclass
class _Reading:
    """One sheet on its way to a table."""

    table: schema.Table
    file: str
    declared: Mapping[str, str]
    ours: bool
    findings: list[Finding] = field(default_factory=list)

    def add(
        self,
        code: str,
        row: int | None = None,
        column: tuple[int, str] | None = None,
        value: object = None,
        **fields: object,
    ) -> None:
        if row is not None and column is not None:
            fields["cell"] = f"{letters(column[0])}{row}"
        self.findings.append(
            Finding(
                code=code,
                table=self.table.name,
                file=self.file,
                row=row,
                column=column[1] if column else None,
                value=None if value is None else str(value)[:200],
                fields=fields,
            )
        )

    def read(self, sheet: Sheet) -> tuple[Raw | None, list[Finding]]:
        """Return the table as it came, and what was found on the way."""
        if not sheet.rows:
            self.add("empty_file")
            return None, self.findings
        top, header = self._header(sheet)
        if top is None:
            first = next(iter(sheet.rows.values()))
            shown = ", ".join(str(_plain(value)) for value in list(first.values())[:12])
            columns = ", ".join(self.table.by_name)
            self.add("no_header", row=next(iter(sheet.rows)), value=shown, columns=columns)
            return None, self.findings
        records = {
            row: cells
            for row, cells in sheet.rows.items()
            if row > top and _filled(cells, header, spaces=self.ours)
        }
        self._look_around(sheet, top, header, records)
        records = self._records(records, header)
        rows = np.array(list(records), dtype=np.int64)
        frame = pd.DataFrame(
            {place: self._column(name, place, records) for place, name in header.items()},
            index=range(len(records)),
        )
        frame.columns = pd.Index(list(header.values()))
        places = {name: letters(place) for place, name in header.items()}
        types = {
            name: kind
            for name in frame.columns[~frame.columns.duplicated()]
            if name not in self.table.by_name and (kind := _kind(frame[name])) is not None
        }
        told = frozenset(
            (f.row, f.column) for f in self.findings if f.code in _WITHOUT_VALUE and f.row and f.column
        )
        raw = Raw(frame, self.file, rows, "?", self.declared, told, textual=True, borne=types, letters=places)
        return raw, self.findings

    def _header(self, sheet: Sheet) -> tuple[int | None, dict[int, str]]:
        """Return the row that names most columns of the table, and its names by column."""
        best, top = 0.9, None
        for row in list(sheet.rows)[:_LOOKED_AT]:
            names = [str(v).strip() for v in sheet.rows[row].values() if isinstance(v, str)]
            if len(names) > 1 and 1.5 * len(names) > best:
                score = sum(self._likeness(name) for name in names[:_COMPARED])
                if score > best:
                    best, top = score, row
        if top is None:
            return None, {}
        if len(sheet.rows[top]) > MAX_COLUMNS:
            raise Refused("too_wide", row=top, found=len(sheet.rows[top]), most=MAX_COLUMNS)
        header = {}
        for place, value in sorted(sheet.rows[top].items()):
            name = str(_plain(value))
            if name in self.declared or name.strip():
                header[place] = name if name in self.declared else name.strip()
        return top, header

    def _likeness(self, name: str) -> float:
        if name in self.table.by_name:
            return 1.5
        return 0.5 if nearest(name[:60], self.table.by_name, _NEAR) is not None else 0.0

    def _look_around(
        self, sheet: Sheet, top: int, header: Mapping[int, str], records: Mapping[int, Mapping[int, Cell]]
    ) -> None:
        """Report what a person would miss: notes, stray and merged cells, hidden rows, totals, formulas."""
        above = [row for row, cells in sheet.rows.items() if row < top and not self._is_label(cells)]
        if above:
            words = ", ".join(str(_plain(value)) for value in sheet.rows[above[0]].values())
            self.add("notes_above", row=above[0], value=words, header=top)
        stray = [
            (row, place, value)
            for row, cells in sheet.rows.items()
            for place, value in cells.items()
            if row > top and place not in header and str(_plain(value)).strip()
        ]
        for row, place, value in stray[:_SHOWN]:
            self.add("stray_cell", row, (place, letters(place)), _plain(value))
        if len(stray) > _SHOWN:
            self.add("stray_cell", value=f"{len(stray) - _SHOWN} more")
        hidden = [row for row in sheet.hidden_rows if row in records]
        if hidden:
            self.add("hidden_rows", row=hidden[0], count=len(hidden))
        for first, left, last, right in sheet.merged:
            inside = [place for place in header if left <= place <= right]
            if last > top and inside and any(first <= row <= last for row in records):
                place = inside[0]
                reference = f"{letters(left)}{first}:{letters(right)}{last}"
                self.add("merged_cells", max(first, top + 1), (place, header[place]), reference)
        for (row, place), formula in sheet.formulas.items():
            if row > top and place in header:
                self._formula(row, place, header[place], formula, sheet.rows[row].get(place))
        shown = [
            letters(place)
            for place in header
            if any(first <= place <= last for first, last in sheet.hidden_columns)
        ]
        if shown:
            self.add("hidden_columns", value=", ".join(shown))

    def _is_label(self, cells: Mapping[int, Cell]) -> bool:
        """Say whether a row above the header is the template's row of labels."""
        words = {label(column, lang) for column in self.table.columns for lang in LANGUAGES}
        texts = [str(value).strip() for value in cells.values()]
        return sum(text in words for text in texts) > len(texts) / 2

    def _formula(self, row: int, place: int, name: str, formula: str, value: Cell | None) -> None:
        written = f"={formula}"[:80]
        if value is None:
            self.add("formula_without_value", row, (place, name), written)
        elif not isinstance(value, Error):
            self.add("formula_cell", row, (place, name), _plain(value), formula=written)

    def _records(
        self, rows: Mapping[int, dict[int, Cell]], header: Mapping[int, str]
    ) -> dict[int, dict[int, Cell]]:
        """Leave out the rows that are no records, each of them named."""
        records: dict[int, dict[int, Cell]] = {}
        first, last = min(rows, default=0), max(rows, default=0)
        for row, cells in rows.items():
            words = {place: str(_plain(value)).strip() for place, value in cells.items() if place in header}
            words = {place: word for place, word in words.items() if word}
            said = [place for place, word in words.items() if self._says(word, header[place], row == first)]
            if len(said) > 1 and 2 * len(said) > len(words):
                self.add("repeated_header", row, (said[0], header[said[0]]), words[said[0]])
                continue
            told = self._no_record(words, header, alone=row - 1 not in records, last=row == last)
            if told is None:
                records[row] = cells
            else:
                code, place = told
                self.add(code, row, (place, header[place]), words[place])
        return records

    def _no_record(
        self, words: Mapping[int, str], header: Mapping[int, str], *, alone: bool, last: bool
    ) -> tuple[str, int] | None:
        """Return what a row is that is no record, and the cell that says so."""
        filled = [header[place] for place in words if header[place] in self.table.required]
        if not words or len(filled) == len(self.table.required):
            return None
        total = next((place for place, word in words.items() if _TOTAL.match(word)), None)
        if total is not None:
            return "totals_row", total
        first = next(iter(words))
        if last and not filled and all(map(_is_number, words.values())):
            return "totals_row", first
        return ("note_row", first) if alone and len(words) == 1 and " " in words[first] else None

    def _says(self, word: str, name: str, below: bool) -> bool:
        """Say whether a cell repeats the name of its column or, just below it, what it is called."""
        if word == name:
            return True
        column = self.table.by_name.get(name)
        if column is None or not below or self.ours or _is_number(word):
            return False
        labels = [label(column, lang).rstrip(" *") for lang in LANGUAGES]
        known = [name, *labels, *(one.split()[0] for one in labels)]
        return word.casefold() in _HEADINGS or nearest(word[:60], known, _NEAR) is not None

    def _column(self, name: str, place: int, records: Mapping[int, Mapping[int, Cell]]) -> pd.Series:
        column = self.table.by_name.get(name)
        kind = column.kind if column is not None else "own"
        cells: list[object] = []
        for row, record in records.items():
            value = record.get(place)
            if isinstance(value, Error):
                self.add("error_cell", row, (place, name), value.text)
                value = None
            cells.append(None if value is None else self._cell(value, kind, (row, place, name)))
        if kind == "text":
            return pd.Series(cells, dtype="str")
        return pd.Series(cells, dtype=object)

    def _cell(self, value: Value, kind: str, where: tuple[int, int, str]) -> object:
        row, place, name = where
        if kind == "text":
            return as_text(value)
        if kind in ("float", "integer") and isinstance(value, float):
            return int(value) if value and value.is_integer() and abs(value) < _EXACT else value
        if kind != "date" or isinstance(value, str | bool | dt.datetime):
            return _plain(value)
        if float(value).is_integer() and _YEARS[0] <= value <= _YEARS[1]:
            return str(int(value))
        if not _SERIALS[0] <= value <= _SERIALS[1]:
            return value
        day = serial_date(value).date().isoformat()
        self.add("serial_date", row, (place, name), value, day=day)
        return day


def _filled(cells: Mapping[int, Cell], header: Mapping[int, str], *, spaces: bool) -> bool:
    return any(
        place in header and (spaces or not (isinstance(value, str) and not value.strip()))
        for place, value in cells.items()
    )


def as_text(value: Value) -> str:
    """Return a cell as the text a person sees."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e16 else repr(value)
    return str(_plain(value))


def _is_number(word: str) -> bool:
    return bool(_NUMBER.fullmatch(word))


def _kind(column: pd.Series) -> str | None:
    """Return the type that the cells of a column of the user's own bear; None where it is empty."""
    cells = [value for value in column if value is not None]
    if not cells:
        return None
    if all(isinstance(value, bool) for value in cells):
        return "boolean"
    if any(isinstance(value, str | bool) for value in cells):
        return "string"
    return "integer" if all(isinstance(value, int) for value in cells) else "number"


def label(column: schema.Column, lang: str) -> str:
    """Return the words a person reads above a column."""
    words = column.it if lang == "it" else column.en
    return re.split(r"[;(:]", words)[0].strip() + (" *" if column.required else "")
