"""The workbook one fills in: made from the schema, so that the two never disagree."""

from __future__ import annotations

from collections.abc import Mapping

import openpyxl
import pandas as pd
from openpyxl.cell import Cell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from welfare_graph import schema
from welfare_graph._texts import text
from welfare_graph.ecosystem import Ecosystem
from welfare_graph.io._excel import label
from welfare_graph.io._order import ORDER
from welfare_graph.io._sheets import (
    HEAD,
    REQUIRED,
    about_sheet,
    for_paper,
    metadata_rows,
    put,
    table_of,
    to_bytes,
    workbook,
)

LISTS = "_lists"
ROWS = 1_000
_FIRST = 2
_WIDE = frozenset({"name", "title", "note", "wkt", "label_en", "label_it", "url", "method", "law"})
_SHOWN = 3
_NOTE_WIDTH, _NOTE_HEIGHT = 320, 150


def template_bytes(lang: str = "en", example: Ecosystem | None = None) -> bytes:
    """Return an empty workbook with a sheet a table, drop-down lists, notes and instructions."""
    book = workbook()
    _instructions(book, lang)
    places = _lists(book)
    for name in ORDER:
        if name != "outlines":
            _table_sheet(book, schema.TABLES[name], places, lang)
    about_sheet(book, metadata_rows({"language": lang}))
    if example is not None:
        _example(book, example, lang)
    book.move_sheet(LISTS, offset=len(book.sheetnames))
    book[LISTS].sheet_state = "hidden"
    return to_bytes(book)


def _instructions(book: openpyxl.Workbook, lang: str) -> None:
    sheet = book.create_sheet(text("template.sheet", lang))
    sheet.sheet_view.showGridLines = False
    put(sheet["A1"], text("template.title", lang))
    sheet["A1"].font = Font(name="Calibri", bold=True, size=16, color="1F4E5F")
    for step in range(1, 8):
        put(sheet.cell(step + 2, 1), text(f"template.step_{step}", lang))
    row = 12
    for place, key in enumerate(("order", "row_is", "needed"), start=1):
        _head(sheet.cell(row, place), text(f"template.{key}", lang), required=False)
    for name in ORDER:
        if name == "outlines":
            continue
        row += 1
        table = schema.TABLES[name]
        put(sheet.cell(row, 1), name)
        sheet.cell(row, 1).hyperlink = f"#'{name}'!A2"
        sheet.cell(row, 1).font = Font(name="Calibri", underline="single", color="1F4E5F")
        put(sheet.cell(row, 2), table.it if lang == "it" else table.en)
        need = "required" if name in ("actors", "ties") else "optional"
        put(sheet.cell(row, 3), text(f"template.{need}", lang))
    _words(sheet, row + 2, lang)
    for column, width in (("A", 26), ("B", 70), ("C", 26)):
        sheet.column_dimensions[column].width = width
    for_paper(sheet, "1:1")


def _words(sheet: Worksheet, row: int, lang: str) -> None:
    """List the words one can choose, with what they mean."""
    put(sheet.cell(row, 1), text("template.lists", lang))
    sheet.cell(row, 1).font = Font(name="Calibri", bold=True, size=13, color="1F4E5F")
    places: dict[str, str] = {}
    for name in ORDER:
        for column in schema.TABLES[name].columns:
            if column.words is not None:
                places.setdefault(column.words, f"{name}: {column.name}")
    for kind in (kind for kind in schema.WORDS if kind != "word_kind"):
        for word in schema.WORDS[kind]:
            row += 1
            put(sheet.cell(row, 1), word.code)
            put(sheet.cell(row, 2), word.it if lang == "it" else word.en)
            put(sheet.cell(row, 3), places[kind])
            sheet.cell(row, 3).font = Font(name="Calibri", color="7A8A90")


def _lists(book: openpyxl.Workbook) -> dict[str, str]:
    """Write the words in a hidden sheet, and return where each kind stands."""
    sheet = book.create_sheet(LISTS)
    places = {}
    for column, kind in enumerate(schema.WORDS, start=1):
        put(sheet.cell(1, column), kind)
        for row, code in enumerate(schema.words(kind), start=2):
            put(sheet.cell(row, column), code)
        letter = get_column_letter(column)
        places[kind] = f"'{LISTS}'!${letter}$2:${letter}${len(schema.words(kind)) + 1}"
    return places


def _table_sheet(book: openpyxl.Workbook, table: schema.Table, places: Mapping[str, str], lang: str) -> None:
    sheet = book.create_sheet(table.name)
    for place, column in enumerate(table.columns, start=1):
        head = sheet.cell(1, place)
        _head(head, column.name, required=column.required)
        head.comment = Comment(meaning(column, lang), "", _NOTE_HEIGHT, _NOTE_WIDTH)
        letter = get_column_letter(place)
        sheet.column_dimensions[letter].width = _width(column)
        if column.kind in ("text", "date"):
            sheet.column_dimensions[letter].number_format = "@"
        _drop_down(sheet, letter, column, _choices(column, places), lang)
    sheet.row_dimensions[1].height = 26
    sheet.freeze_panes = "B2"
    for_paper(sheet)


def _head(cell: Cell, words: str, *, required: bool) -> None:
    put(cell, words)
    cell.font = Font(name="Calibri", bold=True, color="FFFFFF")
    cell.fill = REQUIRED if required else HEAD
    cell.alignment = Alignment(vertical="center", wrap_text=True)


def _width(column: schema.Column) -> float:
    if column.name in _WIDE:
        return 34
    if column.words is not None or column.refers is not None:
        return 24
    return max(13, len(column.name) + 4)


def meaning(column: schema.Column, lang: str) -> str:
    """Return what a column means, in the sentences of its note."""
    parts = [f"{label(column, lang)}", column.it if lang == "it" else column.en]
    parts = list(dict.fromkeys(part.rstrip(" *") for part in parts))
    if column.unit is not None and column.kind != "date":
        parts.append(text("template.unit", lang, unit=column.unit))
    if column.kind == "date":
        parts.append(text("template.date", lang))
    if column.kind == "boolean":
        parts.append(text("template.truth", lang))
    if column.refers is not None:
        parts.append(text("template.refers", lang, table=column.refers))
    if column.several:
        parts.append(text("template.several", lang))
    if column.words is not None and column.words not in schema.OPEN_KINDS:
        parts.append(text("template.words", lang, words=", ".join(schema.words(column.words))))
    if column.required:
        parts.append(text("template.must", lang))
    return "\n".join(parts)


def _choices(column: schema.Column, places: Mapping[str, str]) -> str | None:
    """Return where the cells one may choose from stand."""
    if column.words is not None:
        return places[column.words]
    if column.kind == "boolean":
        return '"true,false"'
    if column.refers is not None and not column.several:
        return f"'{column.refers}'!$A${_FIRST}:$A${_FIRST + ROWS}"
    return None


def _drop_down(sheet: Worksheet, letter: str, column: schema.Column, choices: str | None, lang: str) -> None:
    """Offer what one may choose from, and say what the column means where one types."""
    kind = None if choices is None else "list"
    listed = DataValidation(type=kind, formula1=choices, allow_blank=True, showInputMessage=True)
    listed.promptTitle = label(column, lang)[:32]
    listed.prompt = meaning(column, lang)[:250]
    listed.add(f"{letter}{_FIRST}:{letter}{_FIRST + ROWS}")
    sheet.add_data_validation(listed)


def _example(book: openpyxl.Workbook, eco: Ecosystem, lang: str) -> None:
    """Show the first rows of a small territory, a table below another."""
    sheet = book.create_sheet(text("template.example", lang))
    put(sheet["A1"], text("template.from_toy", lang))
    sheet["A1"].font = Font(name="Calibri", bold=True, size=13, color="1F4E5F")
    row = 3
    for name in ORDER:
        frame = table_of(eco, name)
        if len(frame):
            row = _block(sheet, row, name, frame.head(_SHOWN)) + 1
    for place in range(1, 14):
        sheet.column_dimensions[get_column_letter(place)].width = 18
    for_paper(sheet, "1:1")


def _block(sheet: Worksheet, row: int, name: str, frame: pd.DataFrame) -> int:
    put(sheet.cell(row, 1), name)
    sheet.cell(row, 1).font = Font(name="Calibri", bold=True, color="9C4A1A")
    for place, column in enumerate(frame.columns, start=1):
        head = sheet.cell(row + 1, place)
        _head(head, str(column), required=column in schema.TABLES[name].required)
        for offset, value in enumerate(frame[column].astype(object).tolist(), start=2):
            put(sheet.cell(row + offset, place), value)
    return row + 2 + len(frame)
