"""Territories as grids of cells, so that a fault can be put where a person would make it."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

from welfare_graph import schema

Cell = str | int | float | bool | None
Grid = list[list[Cell]]
_CALL = "FAULT-HERE"


@dataclass
class Grids:
    """Every table of a written territory with its header as first row; saved where it was read."""

    path: Path
    tables: dict[str, Grid] = field(default_factory=dict)
    others: dict[str, Grid] = field(default_factory=dict)
    after: list[Callable[[Path], object]] = field(default_factory=list)

    @property
    def excel(self) -> bool:
        """Whether the territory is a workbook."""
        return self.path.suffix.lower() == ".xlsx"

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
        self.after.append(lambda path: _put_formula(path, value))
        return str(value)

    def save(self) -> None:
        """Write every table back."""
        if self.excel:
            _save_workbook(self)
        else:
            _save_folder(self)
        for change in self.after:
            change(self.path)


def load(path: Path) -> Grids:
    """Read the grids of a folder or workbook that this package wrote."""
    grids = Grids(path)
    if grids.excel:
        for sheet in openpyxl.load_workbook(path).worksheets:
            home = grids.tables if sheet.title in schema.TABLES else grids.others
            home[sheet.title] = [list(row) for row in sheet.iter_rows(values_only=True)]
    else:
        for name in schema.TABLES:
            file = path / f"{name}.csv"
            if file.exists():
                records = csv.reader(io.StringIO(file.read_text("utf-8"), newline=""))
                grids.tables[name] = [[cell or None for cell in record] for record in records]
    return grids


def _save_folder(grids: Grids) -> None:
    for file in grids.path.glob("*.csv"):
        if file.stem in schema.TABLES:
            file.unlink()
    for name, grid in {**grids.tables, **grids.others}.items():
        text = io.StringIO(newline="")
        csv.writer(text, lineterminator="\n").writerows(grid)
        (grids.path / f"{name}.csv").write_bytes(text.getvalue().encode("utf-8"))


def _save_workbook(grids: Grids) -> None:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, grid in {**grids.tables, **grids.others}.items():
        sheet: Worksheet = book.create_sheet(name)
        for row, cells in enumerate(grid, start=1):
            for column, value in enumerate(cells, start=1):
                if value is None:
                    continue
                cell = sheet.cell(row, column)
                if isinstance(value, str):
                    cell._value, cell.data_type = value.replace("\0", "_x0000_"), "s"
                else:
                    cell.value = value
    book.save(grids.path)


def _put_formula(path: Path, value: Cell) -> None:
    """Turn the marked cell into a formula that shows a value."""
    kind = "n" if isinstance(value, int | float) else "str"
    shown = str(value).replace("&", "&amp;").replace("<", "&lt;").replace("\\", r"\\")
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            if name.startswith("xl/worksheets/"):
                pattern = rf'<c r="([A-Z]+\d+)"[^>]*><is><t[^>]*>{_CALL}</t></is></c>'
                new = rf'<c r="\g<1>" t="{kind}"><f>T("x")</f><v>{shown}</v></c>'
                data = re.sub(pattern, new, data.decode()).encode()
            archive.writestr(name, data)
