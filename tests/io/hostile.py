# ruff: noqa: E501
"""Files made to hurt whoever opens them, each by its name; nothing in them is ever run."""

from __future__ import annotations

import io
import os
import random
import struct
import warnings
import zipfile
from collections.abc import Callable
from pathlib import Path

HEAD = '<?xml version="1.0" encoding="UTF-8"?>'
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
ACTORS = ("actor_id", "name", "type")
TIES = ("source", "target", "type")
LAUGHS = (
    '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">'
    '<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;"><!ENTITY d SYSTEM "file:///etc/passwd">]>'
)


def row(number: int, *cells: str) -> str:
    """A row of text cells from column A."""
    letters = "ABCDEFGHIJ"
    inside = "".join(
        f'<c r="{letters[i]}{number}" t="inlineStr"><is><t>{cell}</t></is></c>'
        for i, cell in enumerate(cells)
    )
    return f'<row r="{number}">{inside}</row>'


def sheet(*rows: str, after: str = "") -> str:
    """A worksheet part."""
    return f'{HEAD}<worksheet xmlns="{MAIN}"><sheetData>{"".join(rows)}</sheetData>{after}</worksheet>'


def people(*more: str, after: str = "") -> str:
    """A sheet of two actors, and what is added to it."""
    return sheet(row(1, *ACTORS), row(2, "a", "A", "firm"), row(3, "b", "B", "firm"), *more, after=after)


def links() -> str:
    return sheet(row(1, *TIES), row(2, "a", "b", "collaborates"))


def book(
    path: Path,
    actors: str | None = None,
    *,
    sheets: str | None = None,
    parts: dict[str, bytes | str] | None = None,
    level: int = 6,
) -> Path:
    """Write a workbook from raw parts."""
    listed = sheets or (
        '<sheet name="actors" sheetId="1" r:id="r1"/><sheet name="ties" sheetId="2" r:id="r2"/>'
    )
    rels = "".join(
        f'<Relationship Id="r{i}" Type="{OFFICE}/worksheet" Target="worksheets/sheet{i}.xml"/>'
        for i in (1, 2)
    )
    files: dict[str, bytes | str] = {
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}"><Relationship Id="r" '
        f'Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'{HEAD}<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>{listed}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}">{rels}</Relationships>',
        "xl/worksheets/sheet1.xml": actors or people(),
        "xl/worksheets/sheet2.xml": links(),
    }
    files |= parts or {}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=level) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return path


def noise(size: int) -> bytes:
    """Bytes that do not compress, so that the sums look harmless."""
    return random.Random(0).randbytes(size)


def _bomb(path: Path) -> Path:
    spaces = people().replace("<sheetData>", " " * 210_000_000 + "<sheetData>")
    return book(path, spaces, level=1)


def _small_bomb(path: Path) -> Path:
    return book(path, people().replace("<sheetData>", " " * 30_000_000 + "<sheetData>"), level=9)


def _lying_sizes(path: Path) -> Path:
    data = bytearray(_small_bomb(path).read_bytes())
    for mark, place in ((b"PK\x01\x02", 24), (b"PK\x03\x04", 22)):
        at = data.find(mark)
        while at >= 0:
            size = struct.unpack_from("<I", data, at + place)[0]
            struct.pack_into("<I", data, at + place, min(size, 1000))
            at = data.find(mark, at + 4)
    path.write_bytes(bytes(data))
    return path


def _overlapping(path: Path) -> Path:
    """Many names for one compressed stretch of 4 MB."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("actors.csv", " " * 4_000_000)
    raw = buffer.getvalue()
    start = raw.index(b"PK\x01\x02")
    entry, end = raw[start : raw.index(b"PK\x05\x06")], raw[raw.index(b"PK\x05\x06") :]
    many = entry * 500
    tail = bytearray(end)
    struct.pack_into("<HHI", tail, 8, 500, 500, len(many))
    path.write_bytes(raw[:start] + many + bytes(tail))
    return path


def _many_parts(path: Path) -> Path:
    listed = "".join(f'<sheet name="s{i}" sheetId="{i}" r:id="r{i}"/>' for i in range(1, 100_001))
    parts: dict[str, bytes | str] = {f"xl/worksheets/sheet{i}.xml": "<a/>" for i in range(3, 100_001)}
    return book(path, sheets=listed, parts=parts, level=0)


def _many_sheets(path: Path) -> Path:
    listed = "".join(f'<sheet name="s{i}" sheetId="{i}" r:id="r1"/>' for i in range(1, 100_001))
    return book(path, sheets=listed, parts={"noise.bin": noise(100_000)})


def _wide(path: Path) -> Path:
    names = "".join(f'<c t="inlineStr"><is><t>x{i}</t></is></c>' for i in range(16_380))
    return book(path, sheet(row(1, *ACTORS).replace("</row>", f"{names}</row>"), row(2, "a", "A", "firm")))


def _million_cells(path: Path) -> Path:
    line = "<c><v>1</v></c>" * 1000
    rows = "".join(f'<row r="{i}">{line}</row>' for i in range(4, 2004))
    return book(path, people(rows), parts={"noise.bin": noise(1_000_000)}, level=1)


def _huge_cell(path: Path) -> Path:
    text = "x" * 50_000_000
    return book(path, people(row(4, "c", text, "firm")), parts={"noise.bin": noise(1_000_000)}, level=1)


def _huge_attribute(path: Path) -> Path:
    text = "x" * 60_000_000
    return book(path, people(f'<row r="4" x="{text}"/>'), parts={"noise.bin": noise(1_000_000)}, level=1)


def _deep(path: Path) -> Path:
    return book(path, people("<a>" * 2_000_000), parts={"noise.bin": noise(100_000)})


def _csv_folder(path: Path, actors: bytes | str, **files: bytes | str) -> Path:
    path.mkdir()
    for name, data in {"actors": actors, "ties": "source,target,type\na,a2,refers\n", **files}.items():
        (path / f"{name}.csv").write_bytes(data if isinstance(data, bytes) else data.encode())
    return path


def _locked(path: Path) -> Path:
    """A zip whose entries say that they are under a password."""
    data = bytearray(_zip(path, "x.csv").read_bytes())
    for mark, place in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        at = data.find(mark)
        while at >= 0:
            data[at + place] |= 1
            at = data.find(mark, at + 4)
    path.write_bytes(bytes(data))
    return path


def _long_directory(path: Path) -> Path:
    """A zip that says its list of contents takes 4 GB."""
    data = bytearray(_zip(path, "x.csv").read_bytes())
    struct.pack_into("<I", data, data.rindex(b"PK\x05\x06") + 12, 2**32 - 2)
    path.write_bytes(bytes(data))
    return path


def _zip(path: Path, name: str, data: str = "x", mode: int = 0, packing: int = zipfile.ZIP_STORED) -> Path:
    with zipfile.ZipFile(path, "w") as archive, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        archive.writestr("actors.csv", "actor_id,name,type\na,A,firm\n")
        archive.writestr("ties.csv", "source,target,type\n")
        entry = zipfile.ZipInfo(name)
        entry.external_attr = mode << 16
        entry.compress_type = packing
        archive.writestr(entry, data)
    return path


def _linked_folder(path: Path) -> Path:
    _csv_folder(path, "actor_id,name,type\na,A,firm\n")
    (path / "sources.csv").symlink_to("/etc/passwd")
    return path


def _sparse(path: Path) -> Path:
    _csv_folder(path, "actor_id,name,type\n")
    with (path / "ties.csv").open("r+b") as file:
        file.truncate(3_000_000_000)
    return path


def _formats(path: Path) -> Path:
    """A year-long list of links to other files, and a program."""
    return book(
        path,
        people(
            '<row r="4"><c r="A4" t="str"><f>[1]x!A1</f><v>c</v></c>'
            '<c r="B4" t="inlineStr"><is><t>C</t></is></c><c r="C4" t="inlineStr"><is><t>firm</t></is></c></row>'
        ),
        parts={
            "xl/externalLinks/externalLink1.xml": "<externalLink/>",
            "xl/externalLinks/_rels/externalLink1.xml.rels": f'<Relationships xmlns="{PACKAGE}"><Relationship '
            'Id="r" Type="x" TargetMode="External" Target="file://///10.0.0.1/share/x.xlsx"/></Relationships>',
            "xl/vbaProject.bin": b"\xd0\xcf\x11\xe0",
        },
    )


FILES: dict[str, tuple[str, Callable[[Path], Path], str | None]] = {
    "zip bomb of 210 MB": ("x.xlsx", _bomb, "zip_bomb"),
    "zip bomb of 30 MB": ("x.xlsx", _small_bomb, "zip_bomb"),
    "sizes that lie": ("x.xlsx", _lying_sizes, "not_a_zip"),
    "overlapping entries": ("x.zip", _overlapping, "zip_bomb"),
    "one far cell": (
        "x.xlsx",
        lambda p: book(p, people('<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>')),
        "stray_cell",
    ),
    "a far row": ("x.xlsx", lambda p: book(p, people(row(1_048_576, "c", "C", "firm"))), None),
    "a row past the end": ("x.xlsx", lambda p: book(p, people('<row r="99999999999"/>')), "not_a_workbook"),
    "a column past the end": (
        "x.xlsx",
        lambda p: book(p, people('<row r="9"><c r="ZZZ9"><v>1</v></c></row>')),
        "not_a_workbook",
    ),
    "100,000 parts": ("x.xlsx", _many_parts, "zip_bomb"),
    "100,000 sheets": ("x.xlsx", _many_sheets, "too_many_sheets"),
    "16,383 columns": ("x.xlsx", _wide, "too_wide"),
    "2 million cells": ("x.xlsx", _million_cells, "too_many_cells"),
    "a cell of 50 MB": ("x.xlsx", _huge_cell, "too_large"),
    "an attribute of 60 MB": ("x.xlsx", _huge_attribute, "too_large"),
    "two million elements deep": ("x.xlsx", _deep, "too_many_cells"),
    "entities in a sheet": ("x.xlsx", lambda p: book(p, people().replace(HEAD, HEAD + LAUGHS)), "doctype"),
    "entities in shared strings": (
        "x.xlsx",
        lambda p: book(p, parts={"xl/sharedStrings.xml": f"{HEAD}{LAUGHS}<sst><si><t>&c;</t></si></sst>"}),
        "doctype",
    ),
    "links and macros": ("x.xlsm", _formats, "macros_ignored"),
    "a string that is not there": (
        "x.xlsx",
        lambda p: book(p, people('<row r="4"><c r="A4" t="s"><v>7</v></c></row>')),
        "not_a_workbook",
    ),
    "no workbook inside": ("x.xlsx", lambda p: _zip(p, "readme.txt"), "not_a_workbook"),
    "an old workbook": (
        "x.xlsx",
        lambda p: p.write_bytes(b"\xd0\xcf\x11\xe0" + noise(5000)) and p,
        "old_office",
    ),
    "an empty file": ("x.xlsx", lambda p: p.write_bytes(b"") or p, "not_a_zip"),
    "noise": ("x.zip", lambda p: p.write_bytes(noise(50_000)) and p, "not_a_zip"),
    "a truncated workbook": (
        "x.xlsx",
        lambda p: p.write_bytes(book(p).read_bytes()[:-300]) and p,
        "not_a_zip",
    ),
    "a damaged part": (
        "x.xlsx",
        lambda p: p.write_bytes(book(p).read_bytes().replace(b"sheet1.xml", b"sheet1.xmx", 1)) and p,
        "not_a_zip",
    ),
    "a path out of the zip": ("x.zip", lambda p: _zip(p, "../../etc/cron.d/x"), "unsafe_entry"),
    "an absolute path": ("x.zip", lambda p: _zip(p, "/etc/passwd"), "unsafe_entry"),
    "a Windows path": ("x.zip", lambda p: _zip(p, "..\\..\\x.csv"), "unsafe_entry"),
    "a link in the zip": ("x.zip", lambda p: _zip(p, "sources.csv", "/etc/passwd", 0o120777), "unsafe_entry"),
    "a link out of the folder": ("x", _linked_folder, "unsafe_entry"),
    "a file of 3 GB": ("x", _sparse, "too_large"),
    "a header of a million columns": (
        "x",
        lambda p: _csv_folder(p, "actor_id,name,type," + "x," * 1_000_000 + "\na,A,firm\n"),
        "too_wide",
    ),
    "a cell of 30 MB": (
        "x",
        lambda p: _csv_folder(p, f"actor_id,name,type\na,{'x' * 30_000_000},firm\n"),
        None,
    ),
    "a quote never closed": (
        "x",
        lambda p: _csv_folder(p, 'actor_id,name,type\na,"' + "x,y\n" * 5_000_000),
        "ragged_row",
    ),
    "NUL bytes": ("x", lambda p: _csv_folder(p, b"actor_id,name,type\n" + b"\0" * 10_000_000), None),
    "100,000 unknown codes": (
        "x",
        lambda p: _csv_folder(
            p,
            "actor_id,name,type\n" + "".join(f"a{i},A,firm\n" for i in range(20_000)),
            ties="source,target,type\n" + "".join(f"b{i},c{i},refers\n" for i in range(20_000)),
        ),
        "dangling_reference",
    ),
    "deep JSON": (
        "x",
        lambda p: (
            (_csv_folder(p, "actor_id,name,type\na,A,firm\n") / "datapackage.json").write_text(
                "[" * 5_000_000
            )
            and p
        ),
        "not_json",
    ),
    "a locked zip": ("x.zip", _locked, "encrypted"),
    "a packing nobody uses": ("x.zip", lambda p: _zip(p, "x.csv", packing=zipfile.ZIP_BZIP2), "not_a_zip"),
    "a directory longer than all": ("x.zip", _long_directory, "zip_bomb"),
    "a name of two worlds": ("x.zip", lambda p: _zip(p, "C:\\x.csv"), "unsafe_entry"),
    "a name twice": ("x.zip", lambda p: _zip(p, "actors.csv"), "not_a_zip"),
    "no part for the workbook": ("x.xlsx", lambda p: book(p, parts={"_rels/.rels": "<a/>"}), None),
    "a relation to nothing": (
        "x.xlsx",
        lambda p: book(p, sheets='<sheet name="actors" sheetId="1" r:id="r9"/>'),
        "no_known_sheet",
    ),
    "a folder as a workbook": ("x.xlsx", lambda p: _csv_folder(p, "actor_id,name,type\na,A,firm\n"), None),
    "XML that breaks off": ("x.xlsx", lambda p: book(p, people()[:-30]), "not_xml"),
    "XML in no known alphabet": (
        "x.xlsx",
        lambda p: book(p, people().replace("UTF-8", "klingon")),
        "not_xml",
    ),
    "a row that is no number": ("x.xlsx", lambda p: book(p, people('<row r="x"/>')), "not_a_workbook"),
    "a column that is no letter": (
        "x.xlsx",
        lambda p: book(p, people('<row r="9"><c r="a9"><v>1</v></c></row>')),
        "not_a_workbook",
    ),
    "a cell that is nowhere": (
        "x.xlsx",
        lambda p: book(p, people('<row r="9"><c r="9"><v>1</v></c></row>')),
        "not_a_workbook",
    ),
    "a number that is none": (
        "x.xlsx",
        lambda p: book(p, people('<row r="4"><c r="A4"><v>1e</v></c><c r="B4"><v/></c></row>')),
        "missing_value",
    ),
    "billion laughs in a graph": (
        "x.graphml",
        lambda p: p.write_text(f"{HEAD}{LAUGHS}<graphml><graph>&c;</graph></graphml>") and p,
        "doctype",
    ),
    "an endless number in JSON": (
        "x",
        lambda p: (
            (_csv_folder(p, "actor_id,name,type\na,A,firm\n") / "areas.geojson").write_text(
                '{"features":[{"properties":{"area_id":"1"},"geometry":{"type":"Polygon","coordinates":[[['
                + "9" * 4000
                + ",1]]]}}]}"
            )
            and p
        ),
        "not_geojson",
    ),
}


HEAVY = (
    "zip bomb of 210 MB",
    "100,000 parts",
    "2 million cells",
    "a cell of 50 MB",
    "an attribute of 60 MB",
    "two million elements deep",
    "a file of 3 GB",
    "a header of a million columns",
    "a cell of 30 MB",
    "a quote never closed",
    "NUL bytes",
    "100,000 unknown codes",
    "deep JSON",
)
"""Those that take long to make or to read: each is read in a process of its own."""


def make(folder: Path, name: str) -> Path:
    """Write one hostile file and return its path."""
    file, maker, _ = FILES[name]
    place = folder / str(list(FILES).index(name))
    os.makedirs(place, exist_ok=True)  # noqa: PTH103
    return maker(place / file)
