"""The parts of an .xlsx file, read in one pass each: values, formulas, merged and hidden cells."""

from __future__ import annotations

import datetime as dt
import posixpath
import re
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from welfare_graph.io._safe import Reader, Refused, open_zip, parse_xml

MAX_ROWS = 1_048_576
MAX_COLUMNS = 16_384
MAX_SHEETS = 2_000
_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")
_REFERENCE = re.compile(r"\$?([A-Z]{1,3})\$?([1-9]\d{0,6})")
_WHOLE = re.compile(r"-?\d{1,15}")
_ZEROS = re.compile("0{2,}")
_NOT_FORMAT = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?!h|m|s)[^\]]*\]', re.IGNORECASE)
_DATE_FORMATS = frozenset({*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)})
_EPOCH = dt.datetime(1899, 12, 30)
_EPOCH_1904 = dt.datetime(1904, 1, 1)
_LEAP_BUG = 61
_LAST_DAY = 2_958_466

Value = str | int | float | bool | dt.datetime


@dataclass(frozen=True)
class Error:
    """A cell that shows an error, such as #REF!."""

    text: str


@dataclass
class Sheet:
    """The filled cells of a sheet by row and column (from 1), and what a person may not see."""

    rows: dict[int, dict[int, Value | Error]] = field(default_factory=dict)
    formulas: dict[tuple[int, int], str] = field(default_factory=dict)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    hidden_rows: list[int] = field(default_factory=list)
    hidden_columns: list[tuple[int, int]] = field(default_factory=list)


@dataclass
class Workbook:
    """An open .xlsx: its sheets by name, and what is shared between them."""

    archive: zipfile.ZipFile
    sheets: dict[str, str] = field(default_factory=dict)
    hidden: set[str] = field(default_factory=set)
    strings: list[str] = field(default_factory=list)
    formats: list[str] = field(default_factory=list)
    epoch: dt.datetime = _EPOCH
    cells: int = 0

    @property
    def has_macros(self) -> bool:
        """Whether programs are in the file; they are never run."""
        return any(name.lower().endswith(("vbaproject.bin", "xlmacrosheet.xml")) for name in self._names)

    @property
    def has_links(self) -> bool:
        """Whether the file refers to other files; they are never opened."""
        return any("externallinks/" in name.lower() for name in self._names)

    @property
    def _names(self) -> list[str]:
        return self.archive.namelist()

    def sheet(self, name: str) -> Sheet:
        """Read one sheet."""
        reader = _SheetReader(self)
        reader.elements = self.cells
        with self.archive.open(self.sheets[name]) as stream:
            parse_xml(stream, reader)
        self.cells = reader.elements
        reader.sheet.rows = dict(sorted(reader.sheet.rows.items()))
        return reader.sheet


@contextmanager
def open_workbook(path: Path) -> Iterator[Workbook]:
    """Open an .xlsx; what is wrong in it is `Refused`."""
    with open_zip(path) as archive:
        book = Workbook(archive)
        names = set(archive.namelist())
        main = _main_part(archive, names)
        _read_workbook_part(book, main, names)
        folder = posixpath.dirname(main)
        strings = posixpath.join(folder, "sharedStrings.xml")
        if strings in names:
            shared = _StringsReader()
            _parse(archive, strings, shared)
            book.strings = shared.strings
        styles = posixpath.join(folder, "styles.xml")
        if styles in names:
            reader = _StylesReader()
            _parse(archive, styles, reader)
            book.formats = reader.formats()
        yield book


def letters(column: int) -> str:
    """Return the letters of a column: 1 is A, 27 is AA."""
    name = ""
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name


def unescape(text: str) -> str:
    """Read `_x0009_` as the character it stands for."""
    if "_x" not in text:
        return text
    read = _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)
    try:
        return read.encode("utf-16", "surrogatepass").decode("utf-16")
    except UnicodeDecodeError:  # half a character: what is written is what it says
        return text


def _parse(archive: zipfile.ZipFile, part: str, reader: Reader) -> None:
    with archive.open(part) as stream:
        parse_xml(stream, reader)


def _main_part(archive: zipfile.ZipFile, names: set[str]) -> str:
    if "_rels/.rels" in names:
        relations = _RelationsReader()
        _parse(archive, "_rels/.rels", relations)
        for kind, target in relations.found.values():
            if kind.endswith("/officeDocument"):
                main = target.lstrip("/")
                if main in names:
                    return main
    if "xl/workbook.xml" in names:
        return "xl/workbook.xml"
    raise Refused("not_a_workbook")


def _read_workbook_part(book: Workbook, main: str, names: set[str]) -> None:
    reader = _WorkbookReader()
    _parse(book.archive, main, reader)
    folder, file = posixpath.split(main)
    part = posixpath.join(folder, "_rels", f"{file}.rels")
    relations = _RelationsReader()
    if part in names:
        _parse(book.archive, part, relations)
    book.epoch = _EPOCH_1904 if reader.date1904 else _EPOCH
    for name, (relation, state) in reader.sheets.items():
        kind, target = relations.found.get(relation, ("", ""))
        place = target.lstrip("/") if target.startswith("/") else posixpath.join(folder, target)
        if kind.endswith("/worksheet") and posixpath.normpath(place) in names:
            book.sheets[name] = posixpath.normpath(place)
            if state != "visible":
                book.hidden.add(name)


class _RelationsReader(Reader):
    def __init__(self) -> None:
        super().__init__()
        self.found: dict[str, tuple[str, str]] = {}

    def start(self, name: str, attrs: dict[str, str]) -> None:
        if name == "Relationship" and attrs.get("TargetMode") != "External":
            self.found[attrs.get("Id", "")] = (attrs.get("Type", ""), attrs.get("Target", ""))


class _WorkbookReader(Reader):
    def __init__(self) -> None:
        super().__init__()
        self.sheets: dict[str, tuple[str, str]] = {}
        self.date1904 = False

    def start(self, name: str, attrs: dict[str, str]) -> None:
        if name == "sheet":
            relation = next((value for key, value in attrs.items() if key.endswith(":id")), "")
            self.sheets[unescape(attrs.get("name", ""))] = (relation, attrs.get("state", "visible"))
            if len(self.sheets) > MAX_SHEETS:
                raise Refused("too_many_sheets", most=f"{MAX_SHEETS:,}")
        elif name == "workbookPr":
            self.date1904 = attrs.get("date1904") in ("1", "true", "on")


class _StringsReader(Reader):
    def __init__(self) -> None:
        super().__init__()
        self.strings: list[str] = []
        self._parts: list[str] = []
        self._on = False
        self._phonetic = 0

    def start(self, name: str, attrs: dict[str, str]) -> None:
        if name == "si":
            self._parts = []
        elif name == "rPh":
            self._phonetic += 1
        elif name == "t":
            self._on = not self._phonetic

    def end(self, name: str) -> None:
        if name == "t":
            self._on = False
        elif name == "rPh":
            self._phonetic -= 1
        elif name == "si":
            self.strings.append(unescape("".join(self._parts)))

    def characters(self, content: str) -> None:
        if self._on:
            self._parts.append(self.keep(content))


class _StylesReader(Reader):
    def __init__(self) -> None:
        super().__init__()
        self._codes: dict[str, str] = {}
        self._cells: list[str] = []
        self._inside = False

    def start(self, name: str, attrs: dict[str, str]) -> None:
        if name == "numFmt":
            self._codes[attrs.get("numFmtId", "")] = attrs.get("formatCode", "")
        elif name == "cellXfs":
            self._inside = True
        elif name == "xf" and self._inside:
            self._cells.append(attrs.get("numFmtId", "0"))

    def end(self, name: str) -> None:
        if name == "cellXfs":
            self._inside = False

    def formats(self) -> list[str]:
        """Return, for each cell style, ``date``, zeros to fill up to, or nothing."""
        return [self._format(number) for number in self._cells]

    def _format(self, number: str) -> str:
        code = self._codes.get(number)
        if code is None:
            return "date" if number.isdigit() and int(number) in _DATE_FORMATS else ""
        if _ZEROS.fullmatch(code):
            return code
        return "date" if re.search("[dmyhs]", _NOT_FORMAT.sub("", code.lower())) else ""


class _SheetReader(Reader):
    def __init__(self, book: Workbook) -> None:
        super().__init__()
        self.sheet = Sheet()
        self._book = book
        self._columns: dict[str, int] = {}
        self._row = self._column = 0
        self._cells: dict[int, Value | Error] = {}
        self._type = self._style = ""
        self._parts: list[str] | None = None
        self._value: str | None = None
        self._texts: list[str] = []
        self._formula: str | None = None
        self._phonetic = 0

    def start(self, name: str, attrs: dict[str, str]) -> None:
        if name == "c":
            self._place(attrs.get("r"))
            self._type, self._style = attrs.get("t", "n"), attrs.get("s", "")
            self._value = self._formula = None
            self._texts = []
        elif name in ("v", "f") or (name == "t" and not self._phonetic):
            self._parts = []
        elif name == "row":
            self._begin_row(attrs)
        elif name == "rPh":
            self._phonetic += 1
        elif name == "col" and attrs.get("hidden") in ("1", "true"):
            ends = (attrs.get("min", ""), attrs.get("max", ""))
            if all(end.isdigit() and len(end) <= 5 for end in ends):
                self.sheet.hidden_columns.append((int(ends[0]), int(ends[1])))
        elif name == "mergeCell":
            self._merge(attrs.get("ref", ""))

    def characters(self, content: str) -> None:
        if self._parts is not None:
            self._parts.append(self.keep(content))

    def end(self, name: str) -> None:
        if name == "c":
            self._end_cell()
        elif name == "rPh":
            self._phonetic -= 1
        elif self._parts is not None and name in ("v", "f", "t"):
            text, self._parts = "".join(self._parts), None
            if name == "v":
                self._value = text
            elif name == "f":
                self._formula = text
            else:
                self._texts.append(text)

    def _begin_row(self, attrs: dict[str, str]) -> None:
        row = attrs.get("r", str(self._row + 1))
        self._row = int(row) if row.isdigit() and len(row) <= 7 else MAX_ROWS + 1
        if not 1 <= self._row <= MAX_ROWS:
            raise Refused("not_a_workbook", value=f"row {row[:20]}")
        self._column = 0
        self._cells = self.sheet.rows.get(self._row, {})
        if attrs.get("hidden") in ("1", "true"):
            self.sheet.hidden_rows.append(self._row)

    def _place(self, reference: str | None) -> None:
        if reference is None:
            self._column += 1
            return
        name = reference.rstrip("0123456789")
        column = self._columns.get(name)
        if column is None:
            column = self._columns[name] = _number(name)
        self._column = column

    def _merge(self, reference: str) -> None:
        ends = [_REFERENCE.fullmatch(end) for end in reference.split(":")]
        if len(ends) == 2 and ends[0] and ends[1]:
            first, last = ends[0], ends[1]
            self.sheet.merged.append((int(first[2]), _number(first[1]), int(last[2]), _number(last[1])))

    def _end_cell(self) -> None:
        if self._formula is not None:
            self.sheet.formulas[self._row, self._column] = self._formula
            self.sheet.rows[self._row] = self._cells
        value = self._read()
        if value is not None and value != "":
            self._cells[self._column] = value
            self.sheet.rows[self._row] = self._cells

    def _read(self) -> Value | Error | None:
        raw = self._value
        if self._type == "inlineStr":
            return unescape("".join(self._texts))
        if raw is None:
            return None
        if self._type == "s":
            place = int(raw) if raw.strip().isdigit() and len(raw) < 10 else len(self._book.strings)
            if place >= len(self._book.strings):
                raise Refused("not_a_workbook", value=f"{letters(self._column)}{self._row}")
            return self._book.strings[place]
        if self._type in ("str", "d"):
            return unescape(raw)
        if self._type == "b":
            return raw.strip() in ("1", "true")
        if self._type == "e":
            return Error(raw[:20])
        return self._number(raw.strip())

    def _number(self, raw: str) -> Value | None:
        style = int(self._style) if self._style.isdigit() and len(self._style) < 7 else 0
        form = self._book.formats[style] if style < len(self._book.formats) else ""
        if not raw:
            return None
        try:
            number = int(raw) if _WHOLE.fullmatch(raw) else float(raw)
        except ValueError:
            return raw
        if form == "date" and 1 <= number < _LAST_DAY:
            return serial_date(number, self._book.epoch)
        return str(number).zfill(len(form)) if form.startswith("0") and isinstance(number, int) else number


def serial_date(number: float, epoch: dt.datetime = _EPOCH) -> dt.datetime:
    """Return the day, and the second, that a spreadsheet's day number means."""
    if epoch == _EPOCH and number < _LEAP_BUG:
        number += 1
    return epoch + dt.timedelta(days=int(number), seconds=round((number % 1) * 86_400))


def _number(name: str) -> int:
    column = 0
    for letter in name[:4]:
        if not "A" <= letter <= "Z":
            raise Refused("not_a_workbook", value=f"column {name[:20]}")
        column = column * 26 + ord(letter) - 64
    if not 1 <= column <= MAX_COLUMNS or len(name) > 3:
        raise Refused("not_a_workbook", value=f"column {name[:20]}")
    return column
