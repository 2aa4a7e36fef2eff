"""What keeps a reader safe: files that are refused, zips opened by their sums, XML without DOCTYPE."""

from __future__ import annotations

import io
import os
import stat
import struct
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import IO
from xml.sax import SAXException
from xml.sax.handler import ContentHandler

from defusedxml import DefusedXmlException
from defusedxml.expatreader import DefusedExpatParser

from welfare_graph.validation import Finding

MAX_BYTES = 200_000_000
MAX_RATIO = 100
MAX_ENTRIES = 10_000
MAX_ELEMENTS = 1_000_000
MAX_DEPTH = 64
MAX_TOKEN = 8_000_000
MAX_TEXT = 20_000_000
MAX_COLUMNS = 1_000
_MAX_DIRECTORY = 4_000_000
_SMALL = 20_000
_CHUNK = 65_536
_END = b"PK\x05\x06"
_END_SIZE = 22
_COMMENT = 65_535
_OLD_OFFICE = b"\xd0\xcf\x11\xe0"


class Refused(Exception):  # noqa: N818 - it never leaves this package: readers turn it into a finding
    """A file, or a part of it, that is not read; it becomes one finding."""

    def __init__(
        self, code: str, *, row: int | None = None, value: str | None = None, **fields: object
    ) -> None:
        super().__init__(code)
        self.code, self.row, self.value, self.fields = code, row, value, fields

    def finding(self, file: str | None, table: str | None = None) -> Finding:
        """Return what is said about the file."""
        return Finding(
            code=self.code, table=table, file=file, row=self.row, value=self.value, fields=self.fields
        )


def read_bytes(path: Path) -> bytes:
    """Read a file that is not absurdly long."""
    size = path.stat().st_size
    if size > MAX_BYTES:
        raise Refused("too_large", value=path.name, size=f"{size:,}", most=f"{MAX_BYTES:,}")
    return path.read_bytes()


@contextmanager
def open_zip(path: Path) -> Iterator[zipfile.ZipFile]:
    """Open a zip whose sums are within reason; what is wrong inside is `Refused`, never a crash."""
    with path.open("rb") as file:
        _check_directory(file)
        try:
            with zipfile.ZipFile(file) as archive:
                _check_entries(archive)
                yield archive
        # zipfile says NotImplementedError of a compression it does not know
        except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError) as error:
            raise Refused("not_a_zip", value=str(error)[:80]) from error
        except (OSError, ValueError, struct.error, UnicodeDecodeError, KeyError) as error:
            raise Refused("not_a_zip", value=str(error)[:80]) from error
        except Exception as error:
            if type(error).__module__ == "zlib":
                raise Refused("not_a_zip", value=str(error)[:80]) from error
            raise


def _check_directory(file: IO[bytes]) -> None:
    """Refuse a list of contents that is itself too long to read."""
    if file.read(4) == _OLD_OFFICE:
        raise Refused("old_office")
    file.seek(0, os.SEEK_END)
    size = file.tell()
    if size > MAX_BYTES:
        raise Refused("zip_bomb", size=f"{size:,}", files="?", most=f"{MAX_BYTES:,}", ratio=MAX_RATIO)
    file.seek(max(0, size - _COMMENT - _END_SIZE))
    tail = file.read()
    place = tail.rfind(_END)
    if place < 0 or len(tail) - place < _END_SIZE:
        raise Refused("not_a_zip", value="no end of central directory")
    entries, directory = struct.unpack("<HI", tail[place + 10 : place + 16])
    if directory > _MAX_DIRECTORY:
        raise Refused("zip_bomb", size="?", files=f"> {entries:,}", most=f"{MAX_BYTES:,}", ratio=MAX_RATIO)
    file.seek(0)


def _check_entries(archive: zipfile.ZipFile) -> None:
    entries = archive.infolist()
    size = sum(entry.file_size for entry in entries)
    packed = sum(entry.compress_size for entry in entries)
    if len(entries) > MAX_ENTRIES or size > MAX_BYTES or size > MAX_RATIO * max(packed, _SMALL):
        raise Refused(
            "zip_bomb", size=f"{size:,}", files=f"{len(entries):,}", most=f"{MAX_BYTES:,}", ratio=MAX_RATIO
        )
    for entry in entries:
        if entry.flag_bits & 0x1:
            raise Refused("encrypted")
        if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise Refused("not_a_zip", value=f"compression {entry.compress_type}")
        if _unsafe_name(entry.filename) or stat.S_ISLNK(entry.external_attr >> 16):
            raise Refused("unsafe_entry", value=ascii(entry.filename)[1:81])


def _unsafe_name(name: str) -> bool:
    path = PurePosixPath(name.replace("\\", "/"))
    return path.is_absolute() or ".." in path.parts or ":" in name.split("/")[0][:2] or "\0" in name


class Reader(ContentHandler):
    """Receives the elements of an XML file by their local names, within bounds."""

    def __init__(self) -> None:
        super().__init__()
        self.depth = 0
        self.elements = 0
        self.kept = 0
        self._line: Callable[[], int | None] = int

    @property
    def line(self) -> int:
        """The line of the file that is being read."""
        return self._line() or 0

    def locate(self, line: Callable[[], int | None]) -> None:
        """Say how to find the line that is being read."""
        self._line = line

    def keep(self, text: str) -> str:
        """Count text that is kept in memory."""
        self.kept += len(text)
        if self.kept > MAX_TEXT:
            raise Refused("too_large", size=f"> {MAX_TEXT:,}", most=f"{MAX_TEXT:,}")
        return text

    def opened(self, name: str, attrs: dict[str, str]) -> None:
        """Count, then hand over to `start`."""
        self.depth += 1
        self.elements += 1
        if self.elements > MAX_ELEMENTS or self.depth > MAX_DEPTH:
            raise Refused("too_many_cells", most=f"{MAX_ELEMENTS:,}", depth=MAX_DEPTH)
        self.start(name.rpartition(":")[2] if ":" in name else name, attrs)

    def closed(self, name: str) -> None:
        """Hand over to `end`."""
        self.depth -= 1
        self.end(name.rpartition(":")[2] if ":" in name else name)

    def start(self, name: str, attrs: dict[str, str]) -> None:
        """Receive the beginning of an element."""

    def end(self, name: str) -> None:
        """Receive the end of an element."""

    def characters(self, content: str) -> None:
        """Receive text."""


def parse_xml(stream: IO[bytes] | bytes, reader: Reader) -> None:
    """Read XML in pieces; a DOCTYPE, an endless token or broken XML is `Refused`."""
    source = io.BytesIO(stream) if isinstance(stream, bytes) else stream
    parser = DefusedExpatParser(forbid_dtd=True)
    parser.start_element, parser.end_element = reader.opened, reader.closed
    parser.setContentHandler(reader)
    reader.locate(parser.getLineNumber)
    silent, seen = 0, -1
    try:
        while chunk := source.read(_CHUNK):
            parser.feed(chunk)
            silent = silent + len(chunk) if reader.elements == seen else 0
            seen = reader.elements
            if silent > MAX_TOKEN:
                raise Refused("too_large", size=f"> {MAX_TOKEN:,}", most=f"{MAX_TOKEN:,}")
        parser.close()
    except DefusedXmlException as error:
        raise Refused("doctype") from error
    except (SAXException, LookupError, ValueError, RecursionError) as error:
        line = parser.getLineNumber()
        raise Refused("not_xml", row=line or None, value=str(error)[:120]) from error
