"""One CSV file: its encoding, its delimiter, its records, each cell as text."""

from __future__ import annotations

import codecs
import csv
import io
import re
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import numpy as np
import pandas as pd

from welfare_graph import _optional
from welfare_graph.io._regular import Distinct, read_regular
from welfare_graph.io._safe import MAX_COLUMNS, Refused
from welfare_graph.schema import Table
from welfare_graph.validation import Finding, Raw

_DELIMITERS = ",;\t|"
_KNOWN_COLUMNS = 2
_ESCAPED = re.compile(r"'+[=+\-@\t\r]")
_UNSAFE = re.compile(r"'*[=+\-@\t\r]")
_LONGEST_FIELD = 1_000_000
_LONGEST_HEADER = 100_000
_BLOCK = 1_000_000_000


@dataclass(frozen=True)
class CsvFile:
    """The bytes of a file, the table it should hold, and the ids of the tables read before it."""

    table: Table
    file: str
    data: bytes
    declared: Mapping[str, str]
    escaped: bool = False
    ids: dict[str, Distinct] = field(default_factory=dict)

    def finding(
        self, code: str, *, row: int | None = None, value: str | None = None, **fields: object
    ) -> Finding:
        """Make a finding about this file."""
        return Finding(code=code, table=self.table.name, file=self.file, row=row, value=value, fields=fields)


def read_csv(source: CsvFile) -> tuple[Raw | None, list[Finding]]:
    """Read a file as a table of text, and say what was found on the way; None where it cannot be read."""
    data, findings = _utf8(source)
    if data is None:
        return None, findings
    if not data or data.isspace():
        return None, [*findings, source.finding("empty_file")]
    header, delimiter = _header(data, source)
    known = [name for name in header if name in source.table.by_name]
    if len(known) < _KNOWN_COLUMNS:
        line = data[:_LONGEST_HEADER].decode("utf-8", "ignore").splitlines()[0][:120]
        columns = ", ".join(source.table.by_name)
        return None, [*findings, source.finding("unknown_delimiter", row=1, value=line, columns=columns)]
    if len(header) > MAX_COLUMNS:
        raise Refused("too_wide", row=1, found=len(header), most=MAX_COLUMNS)
    fast = _fast(data, header, delimiter, source)
    rows: np.ndarray | None
    if fast is not None:
        frame, rows = _records(fast)
    else:
        frame, rows, ragged = _slow(source, data, len(header), delimiter)
        findings = findings + ragged
    frame.columns = pd.Index([name or f"unnamed_{place}" for place, name in enumerate(header, start=1)])
    nameless = [
        c for c, name in zip(frame.columns, header, strict=True) if not name and frame[c].isna().all()
    ]
    frame = frame.drop(columns=nameless)
    if b"=" in data:
        findings = findings + _formulas(source, frame, rows)
    if source.escaped and b"'" in data:
        frame = frame.apply(_unescape)
    decimal = "," if delimiter == ";" else "."
    clean = b"\0" not in data
    return Raw(frame, source.file, rows, decimal, source.declared, textual=True, clean=clean), findings


def _formulas(source: CsvFile, frame: pd.DataFrame, rows: np.ndarray | None) -> list[Finding]:
    """Name the cells that a spreadsheet would run; one that we wrote ourselves has a ' before it."""
    findings = []
    for name in frame.columns[~frame.columns.duplicated()]:
        live = frame[name].astype("str").str.startswith("=").to_numpy(dtype=bool, na_value=False)
        for place in np.flatnonzero(live).tolist():
            row = place + 2 if rows is None else int(rows[place])
            value = str(frame[name].iloc[place])
            found = source.finding("formula_text", row=row, value=value[:200])
            findings.append(replace(found, column=str(name)))
    return findings


def release_memory() -> None:
    """Give back what the parser keeps for later; a large territory is read once."""
    if "pyarrow" in sys.modules:
        sys.modules["pyarrow"].default_memory_pool().release_unused()


def _utf8(source: CsvFile) -> tuple[bytes | None, list[Finding]]:
    """Return UTF-8, read by BOM, else as it is, else as Windows-1252 with a finding; never by a guess."""
    data = source.data
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        try:
            return data.decode("utf-16").encode("utf-8"), []
        except UnicodeDecodeError:
            return None, [source.finding("mixed_encoding")]
    if _is_utf8(data):
        return data.removeprefix(codecs.BOM_UTF8), []
    lines = data.split(b"\n")
    broken = [number for number, line in enumerate(lines, start=1) if not _is_utf8(line)]
    mixed = any(not line.isascii() and _is_utf8(line) for line in lines)
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError:
        mixed = True
    if mixed:
        return None, [source.finding("mixed_encoding", row=broken[0])]
    return text.encode("utf-8"), [source.finding("encoding_cp1252")]


def _is_utf8(data: bytes) -> bool:
    try:
        return data.isascii() or data.decode("utf-8") is not None
    except UnicodeDecodeError:
        return False


def _header(data: bytes, source: CsvFile) -> tuple[list[str], str]:
    """Return the header split by the delimiter that gives most known columns, then most columns."""
    best: tuple[int, int, list[str], str] = (-1, -1, [], ",")
    start = data[:_LONGEST_HEADER].decode("utf-8", "ignore")
    for delimiter in _DELIMITERS:
        first = next(csv.reader(io.StringIO(start, newline=""), delimiter=delimiter))
        cells = [_column_name(cell, source) for cell in first]
        known = sum(cell in source.table.by_name for cell in cells)
        if (known, len(cells)) > best[:2]:
            best = (known, len(cells), cells, delimiter)
    return best[2], best[3]


def _column_name(cell: str, source: CsvFile) -> str:
    if source.escaped and _ESCAPED.match(cell):
        cell = cell[1:]
    return cell if cell in source.declared else cell.strip()


def _fast(data: bytes, header: list[str], delimiter: str, source: CsvFile) -> pd.DataFrame | None:
    """Parse a regular file at once; None where a closer look is needed."""
    lone = b"\r" in data and data.count(b"\r") != data.count(b"\r\n")
    if lone or b"\0" in data or not all(header):
        return None
    if b'"' not in data:
        return _regular(data, header, delimiter, source)
    return _arrow(data, header, delimiter) if _optional.available("pyarrow") else None


def _regular(data: bytes, header: list[str], delimiter: str, source: CsvFile) -> pd.DataFrame | None:
    """Parse a file without quotes; its references are told by the ids of the tables read before."""
    table, ids = source.table, source.ids
    refers = [table.by_name[name].refers if name in table.by_name else None for name in header]
    columns = read_regular(data, delimiter, [ids.get(home or "") for home in refers])
    if columns is None:
        return None
    if table.index in header:
        ids[table.name] = columns[header.index(table.index)][1]
    return pd.DataFrame({place: cells for place, (cells, _) in enumerate(columns)}, copy=False)


def _records(frame: pd.DataFrame) -> tuple[pd.DataFrame, np.ndarray | None]:
    """Leave out rows without any cell, which are no records; return the rows of the file that are left."""
    blank = np.ones(len(frame), dtype=bool)
    for name in frame.columns:
        blank &= frame[name].isna().to_numpy()
        if not blank.any():
            return frame, None
    return frame[~blank].reset_index(drop=True), np.flatnonzero(~blank) + 2


def _arrow(data: bytes, header: list[str], delimiter: str) -> pd.DataFrame | None:
    if b"\n\n" in data.strip() or b"\n\r\n" in data.strip():
        return None
    import pyarrow as pa
    from pyarrow import csv as arrow_csv

    names = [str(place) for place in range(len(header))]
    try:
        table = arrow_csv.read_csv(
            pa.BufferReader(data),
            read_options=arrow_csv.ReadOptions(
                column_names=names,
                skip_rows_after_names=1,
                block_size=min(len(data) + 1, _BLOCK),
                use_threads=False,
            ),
            parse_options=arrow_csv.ParseOptions(delimiter=delimiter, newlines_in_values=b'"' in data),
            convert_options=arrow_csv.ConvertOptions(
                column_types=dict.fromkeys(names, pa.large_string()),
                null_values=[""],
                strings_can_be_null=True,
                check_utf8=False,
            ),
        )
    except pa.ArrowInvalid:
        return None
    text = pd.StringDtype("pyarrow", na_value=np.nan)
    columns = [pd.array(column, dtype=text) for column in table.columns]
    return pd.DataFrame(dict(enumerate(columns)), copy=False)


def _slow(
    source: CsvFile, data: bytes, width: int, delimiter: str
) -> tuple[pd.DataFrame, np.ndarray, list[Finding]]:
    """Parse record by record; rows without any cell are no records, other misfits are findings."""
    if b"\n" not in data:
        data = data.replace(b"\r", b"\n")
    before = csv.field_size_limit(_LONGEST_FIELD)
    records: list[list[str | None]] = []
    rows: list[int] = []
    findings: list[Finding] = []
    try:
        lines = io.TextIOWrapper(io.BytesIO(data), encoding="utf-8", newline="")
        reader = csv.reader(lines, delimiter=delimiter)
        next(reader)
        for row, cells in enumerate(reader, start=2):
            while len(cells) > width and not cells[-1]:
                cells.pop()
            if not any(cells):
                continue
            if len(cells) != width:
                shown = delimiter.join(cells)[:80]
                findings.append(
                    source.finding("ragged_row", row=row, value=shown, found=len(cells), expected=width)
                )
                continue
            records.append([cell or None for cell in cells])
            rows.append(row)
    except csv.Error as error:
        findings.append(
            source.finding("ragged_row", row=len(rows) + 2, value=str(error), found="?", expected=width)
        )
    finally:
        csv.field_size_limit(before)
    columns = list(zip(*records, strict=True)) if records else [()] * width
    frame = pd.DataFrame({place: pd.array(list(cells), dtype="str") for place, cells in enumerate(columns)})
    return frame, np.array(rows, dtype=np.int64), findings


def escape(column: pd.Series) -> pd.Series:
    """Put one ' before a text cell that a spreadsheet would run as a formula."""
    return column.map(lambda cell: f"'{cell}" if isinstance(cell, str) and _UNSAFE.match(cell) else cell)


def _unescape(column: pd.Series) -> pd.Series:
    return column.map(
        lambda cell: cell[1:] if isinstance(cell, str) and _ESCAPED.match(cell) else cell
    ).astype("str")


def write_csv(frame: pd.DataFrame) -> bytes:
    """Write a typed table as UTF-8 with commas; numbers as they are to the last digit."""
    columns = {}
    for name in frame.columns:
        column = frame[name]
        if isinstance(column.dtype, pd.StringDtype):
            joined = "\n".join(column.dropna())
            column = escape(column) if re.search(r"(?:^|\n)'*[=+\-@\t\r]", joined) else column
        elif pd.api.types.is_bool_dtype(column.dtype):
            column = column.map({True: "true", False: "false"})
        columns[f"'{name}" if _UNSAFE.match(name) else name] = column
    whole = pd.DataFrame(columns, copy=False)
    text = str(whole.to_csv(index=False, lineterminator="\n"))
    if "\r" in text:  # a bare one would end a record
        text = str(whole.to_csv(index=False, lineterminator="\n", quoting=csv.QUOTE_ALL))
    return text.encode("utf-8")
