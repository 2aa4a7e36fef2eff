"""Territories as grids of cells, so that a fault can be put where a person would make it."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from dataclasses import dataclass, field, replace
from pathlib import Path
from xml.sax.saxutils import escape

import pandas as pd

from welfare_graph import schema
from welfare_graph._atomic import atomic_write
from welfare_graph.ecosystem import Ecosystem
from welfare_graph.io._excel import ABOUT
from welfare_graph.io._folder import files_of, write_folder
from welfare_graph.io._order import ORDER
from welfare_graph.io._sheets import about_rows, put, table_of, to_bytes, workbook

Cell = str | int | float | bool | None
Grid = list[list[Cell]]
_CALL = "FAULT-HERE"


@dataclass
class Grids:
    """Every table of a territory with its header as first row, and the other files of its folder."""

    excel: bool
    tables: dict[str, Grid] = field(default_factory=dict)
    others: dict[str, Grid] = field(default_factory=dict)
    files: dict[str, bytes] = field(default_factory=dict)
    shows: Cell = None

    def copy(self) -> Grids:
        """Return the same, to be spoilt on its own."""
        tables = {name: [row.copy() for row in grid] for name, grid in self.tables.items()}
        return replace(self, tables=tables, others=self.others.copy(), files=self.files.copy())

    def header(self, table: str) -> list[str]:
        """Return the names of the columns of a table."""
        return [str(name) for name in self.tables[table][0]]

    def column(self, table: str, name: str) -> int:
        """Return the place of a column, made where the table lacks it."""
        header = self.tables[table][0]
        if name not in header:
            for place, row in enumerate(self.tables[table]):
                row.append(name if place == 0 else None)
        return header.index(name)

    def rows(self, table: str) -> range:
        """Return the places of the records of a table; record 1 stands in row 2."""
        return range(1, len(self.tables[table]))

    def get(self, table: str, row: int, name: str) -> Cell:
        """Return a cell."""
        return self.tables[table][row][self.column(table, name)]

    def set(self, table: str, row: int, name: str, value: Cell) -> None:
        """Set a cell."""
        self.tables[table][row][self.column(table, name)] = value

    def formula(self, table: str, row: int, name: str) -> str:
        """Put a formula where a value was; a workbook keeps the value beside it."""
        value = self.get(table, row, name)
        if not self.excel:
            self.set(table, row, name, "=1+1")
            return "=1+1"
        self.set(table, row, name, _CALL)
        self.shows = value
        return str(value)

    def write(self, path: Path) -> None:
        """Write every table, whole or not at all."""
        if self.excel:
            atomic_write(path, self._workbook())
        else:
            write_folder(path, {**self.files, **self._csv()})

    def _csv(self) -> dict[str, bytes]:
        files = {}
        for name, grid in {**self.tables, **self.others}.items():
            text = io.StringIO(newline="")
            csv.writer(text, lineterminator="\n").writerows(grid)
            files[f"{name}.csv"] = text.getvalue().encode("utf-8")
        return files

    def _workbook(self) -> bytes:
        book = workbook()
        for name, grid in {**self.tables, **self.others}.items():
            sheet = book.create_sheet(name)
            for row, cells in enumerate(grid, start=1):
                for column, value in enumerate(cells, start=1):
                    if value is not None:
                        put(sheet.cell(row, column), value)
        data = to_bytes(book)
        return data if self.shows is None else _with_formula(data, self.shows)


def grids_of(eco: Ecosystem, *, excel: bool) -> Grids:
    """Return the tables of a territory as they stand in a workbook, or in a folder of CSV files."""
    key = ("grids", excel)
    if key not in eco._memo:
        eco._memo[key] = _grids(eco, excel=excel)
    grids: Grids = eco._memo[key].copy()
    return grids


def _grids(eco: Ecosystem, *, excel: bool) -> Grids:
    grids = Grids(excel)
    if excel:
        frames = {name: table_of(eco, name) for name in ORDER}
        held = {n: f for n, f in frames.items() if len(f) or n in ("actors", "ties")}
        grids.tables = {name: _cells(frame) for name, frame in held.items()}
        grids.others[ABOUT] = [list(row) for row in about_rows(eco, held)]
        return grids
    grids.files = dict(files_of(eco))
    for name in schema.TABLES:
        data = grids.files.pop(f"{name}.csv", None)
        if data is not None:
            records = csv.reader(io.StringIO(data.decode("utf-8"), newline=""))
            grids.tables[name] = [[cell or None for cell in record] for record in records]
    return grids


def _cells(frame: pd.DataFrame) -> Grid:
    names: list[Cell] = [str(name) for name in frame.columns]
    rows = frame.astype(object).where(frame.notna(), None).to_numpy().tolist()
    return [names, *rows]


def _with_formula(data: bytes, value: Cell) -> bytes:
    """Turn the marked cell of a workbook into a formula that shows a value."""
    kind = "n" if isinstance(value, int | float) else "str"
    shown = escape(str(value)).replace("\\", r"\\")
    pattern = rf'<c r="([A-Z]+\d+)"[^>]*><is><t[^>]*>{_CALL}</t></is></c>'
    new = rf'<c r="\g<1>" t="{kind}"><f>T("x")</f><v>{shown}</v></c>'
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as fixed:
        for entry in old.infolist():
            part = old.read(entry)
            if entry.filename.startswith("xl/worksheets/"):
                part = re.sub(pattern, new, part.decode()).encode()
            fixed.writestr(entry, part)
    return made.getvalue()
