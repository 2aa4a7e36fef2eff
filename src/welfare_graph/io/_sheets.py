"""Writing .xlsx files: typed cells, no live formulas, the same bytes each time."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping, Sequence

import openpyxl
import pandas as pd
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from welfare_graph import schema
from welfare_graph._texts import Said
from welfare_graph.ecosystem import METADATA, Ecosystem
from welfare_graph.errors import WelfareGraphError
from welfare_graph.io._excel import ABOUT, TYPE
from welfare_graph.io._order import ORDER
from welfare_graph.io._package import own_type

_LONGEST = 32_767
_ROWS = 1_048_576
_COLUMNS = 16_384
_EPOCH = (1980, 1, 1, 0, 0, 0)
_CLEAN = re.compile("_x(?=[0-9A-Fa-f]{4}_)|[\x00-\x08\x0b-\x1f\ufffe\uffff]")
_STAMPS = re.compile(rb"<dcterms:(created|modified)[^>]*>[^<]*</dcterms:\1>")
_WIDEST = 44
_NARROWEST = 9

HEAD = PatternFill("solid", fgColor="1F4E5F")
REQUIRED = PatternFill("solid", fgColor="9C4A1A")
_LINE = Border(bottom=Side(style="thin", color="9FB4BC"))


def workbook() -> openpyxl.Workbook:
    """Return a workbook without sheets."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    return book


def put(cell: Cell, value: object) -> None:
    """Put a value into a cell: numbers to the last digit, text as text and never as a formula."""
    if value is None or value is pd.NA or value != value:
        return
    if isinstance(value, bool):
        cell.value = value
    elif isinstance(value, str):
        cell._value = _escaped(value, cell)
        cell.data_type = "s"
        cell.number_format = "@"
    else:
        number = value.item() if hasattr(value, "item") else value
        cell._value = number if isinstance(number, int) else repr(float(number))  # type: ignore[arg-type]
        cell.data_type = "n"


def _escaped(text: str, cell: Cell) -> str:
    """Write characters that XML cannot hold as a spreadsheet does; refuse what would be cut."""
    if len(text.encode("utf-16-le")) // 2 > _LONGEST:
        told = {"sheet": cell.parent.title, "cell": cell.coordinate, "found": len(text), "most": _LONGEST}
        raise WelfareGraphError(Said("errors.long_text", **told))
    return _CLEAN.sub(lambda found: f"_x{ord(found[0][0]):04X}_" + found[0][1:], text)


def for_paper(sheet: Worksheet, rows: str = "1:1") -> None:
    """Print a sheet one page wide, its heading on every page."""
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_title_rows = rows


def header(sheet: Worksheet, names: Sequence[str], row: int = 1) -> None:
    """Write the names of columns, and keep them in view."""
    for place, name in enumerate(names, start=1):
        cell = sheet.cell(row, place)
        put(cell, name)
        cell.font = Font(name="Calibri", bold=True, color="FFFFFF")
        cell.fill = HEAD
        cell.alignment = Alignment(vertical="center")
        cell.border = _LINE
    sheet.freeze_panes = sheet.cell(row + 1, 2)
    for_paper(sheet, f"{row}:{row}")


def fill(sheet: Worksheet, frame: pd.DataFrame, row: int = 2) -> None:
    """Write the rows of a typed table below its header."""
    for place, name in enumerate(frame.columns, start=1):
        for offset, value in enumerate(frame[name].astype(object).tolist()):
            if value is not None and value is not pd.NA and value == value:
                put(sheet.cell(row + offset, place), value)
    for place, name in enumerate(frame.columns, start=1):
        longest = max([len(str(name)), *(len(str(v)) for v in frame[name].dropna().head(200))])
        width = min(max(longest + 2, _NARROWEST), _WIDEST)
        sheet.column_dimensions[get_column_letter(place)].width = width


def to_bytes(book: openpyxl.Workbook) -> bytes:
    """Return the file's bytes; the same workbook gives the same bytes."""
    made, fixed = io.BytesIO(), io.BytesIO()
    book.save(made)
    with (
        zipfile.ZipFile(made) as old,
        zipfile.ZipFile(fixed, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for entry in old.infolist():
            data = old.read(entry)
            if entry.filename == "docProps/core.xml":
                data = _STAMPS.sub(b"", data)
            stamped = zipfile.ZipInfo(entry.filename, date_time=_EPOCH)
            stamped.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(stamped, data)
    return fixed.getvalue()


def workbook_bytes(eco: Ecosystem) -> bytes:
    """Return a territory as a workbook: a sheet a table, and one about it all."""
    book = workbook()
    held = {}
    for name in ORDER:
        frame = table_of(eco, name)
        if not len(frame) and name not in ("actors", "ties"):
            continue
        if len(frame) >= _ROWS or len(frame.columns) > _COLUMNS:
            sizes = {"rows": len(frame), "columns": len(frame.columns)}
            most = {"most_rows": _ROWS - 1, "most_columns": _COLUMNS}
            raise WelfareGraphError(Said("errors.large_table", table=name, **sizes, **most))
        held[name] = frame
        sheet = book.create_sheet(name)
        header(sheet, list(frame.columns))
        fill(sheet, frame)
    about_sheet(book, about_rows(eco, held))
    return to_bytes(book)


def about_rows(eco: Ecosystem, held: Mapping[str, pd.DataFrame]) -> list[tuple[str, str | None]]:
    """Return what a territory says of itself, and the types of the user's own columns."""
    own = [
        (f"{TYPE}{name}.{column}", own_type(frame[column]))
        for name, frame in held.items()
        for column in frame.columns
        if column not in schema.TABLES[name].by_name
    ]
    return [*metadata_rows(eco.metadata), *own]


def metadata_rows(metadata: Mapping[str, str]) -> list[tuple[str, str | None]]:
    """Return the rows of the sheet about a territory, its header first."""
    rows = [(name, metadata.get(name)) for name in METADATA]
    return [("name", "value"), *rows, ("schema_version", schema.VERSION)]


def table_of(eco: Ecosystem, name: str) -> pd.DataFrame:
    """Return a table with its id as a column, without the columns that say nothing."""
    table = schema.TABLES[name]
    frame: pd.DataFrame = getattr(eco, name)
    frame = frame.reset_index() if table.index else frame
    keep = [c for c in frame.columns if c in table.required or frame[c].notna().any()]
    return frame[keep]


def about_sheet(book: openpyxl.Workbook, rows: Sequence[tuple[str, str | None]]) -> Worksheet:
    """Write what the territory says of itself."""
    sheet = book.create_sheet(ABOUT)
    header(sheet, list(map(str, rows[0])))
    for row, (name, value) in enumerate(rows[1:], start=2):
        put(sheet.cell(row, 1), name)
        put(sheet.cell(row, 2), value)
        sheet.cell(row, 2).number_format = "@"
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 28, 50
    return sheet
