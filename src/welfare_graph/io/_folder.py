"""A folder of CSV files, or a zip of it: the same files, read and written the same way."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path, PurePosixPath

import pandas as pd

from welfare_graph import schema
from welfare_graph._names import nearest
from welfare_graph.ecosystem import Ecosystem
from welfare_graph.errors import WelfareGraphError
from welfare_graph.io import _geojson, _package
from welfare_graph.io._csv import CsvFile, read_csv, write_csv
from welfare_graph.validation import Finding, Raw

Files = Mapping[str, Callable[[], bytes]]

_NEAR = 0.75
_MAX_BYTES = 200_000_000
_MAX_RATIO = 100
_MAX_ENTRIES = 1_000
_EPOCH = (1980, 1, 1, 0, 0, 0)


def folder_files(path: Path) -> Files:
    """Return the files of a folder by name."""
    return {file.name: file.read_bytes for file in sorted(path.iterdir()) if file.is_file()}


def zip_files(path: Path) -> Files:
    """Return the files of a zip by name: those at its root, or in its one folder."""
    try:
        with zipfile.ZipFile(path) as archive:
            entries = [entry for entry in archive.infolist() if not entry.is_dir()]
            _refuse_bombs(entries, path)
            roots = {str(PurePosixPath(entry.filename).parent) for entry in entries}
            root = roots.pop() if len(roots) == 1 else "."
            contents = {
                PurePosixPath(entry.filename).name: archive.read(entry)
                for entry in entries
                if str(PurePosixPath(entry.filename).parent) == root
            }
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError) as error:
        if isinstance(error, OSError) and not path.exists():
            raise
        raise WelfareGraphError(f"{path.name} is not a zip that can be read: {error}") from error
    return {name: lambda data=data: data for name, data in contents.items()}  # type: ignore[misc]


def _refuse_bombs(entries: Iterable[zipfile.ZipInfo], path: Path) -> None:
    entries = list(entries)
    size = sum(entry.file_size for entry in entries)
    packed = sum(entry.compress_size for entry in entries)
    if len(entries) > _MAX_ENTRIES or size > _MAX_BYTES or size > _MAX_RATIO * max(packed, 1_000):
        raise WelfareGraphError(
            f"{path.name} unpacks to {size:,} bytes in {len(entries):,} files: refused. "
            f"At most {_MAX_BYTES:,} bytes, {_MAX_ENTRIES:,} files and {_MAX_RATIO} times its size are read."
        )


def read_files(files: Files) -> tuple[dict[str, Raw], dict[str, object], list[Finding]]:
    """Return the tables as they came, the metadata, and what was found on the way."""
    package, findings = _package.read_package(files[_package.FILE]() if _package.FILE in files else None)
    raws: dict[str, Raw] = {}
    for name, table in schema.TABLES.items():
        file = f"{name}.csv"
        if file in files:
            declared = package.declared.get(name, {})
            raw, found = read_csv(CsvFile(table, file, files[file](), declared, package.escaped))
            findings += found
            if raw is not None:
                raws[name] = raw
            elif name in {"actors", "ties"}:
                raws[name] = Raw(pd.DataFrame(columns=list(table.required), dtype="str"), file)
    if _geojson.FILE in files:
        outlines, found = _geojson.read_outlines(files[_geojson.FILE]())
        findings += found
        if outlines is not None:
            raws["outlines"] = outlines
    return raws, dict(package.metadata), findings + _strangers(files, package.paths)


def _strangers(files: Files, declared: frozenset[str]) -> list[Finding]:
    """Name files that look like a table under another name."""
    findings = []
    for file in files:
        stem, _, suffix = file.rpartition(".")
        if suffix.lower() != "csv" or stem in schema.TABLES or file in declared:
            continue
        like = nearest(stem, [name for name in schema.TABLES if f"{name}.csv" not in files], _NEAR)
        if like is not None:
            findings.append(Finding(code="unknown_table", file=file, value=stem, fields={"like": like}))
    return findings


def files_of(eco: Ecosystem) -> dict[str, bytes]:
    """Return the files of a territory by name: its tables, its outlines, its datapackage.json."""
    tables: dict[str, pd.DataFrame] = {}
    for name, table in schema.TABLES.items():
        frame = getattr(eco, name)
        frame = frame.reset_index() if table.index else frame
        if name != "outlines" and (len(frame) or name in {"actors", "ties"}):
            keep = [c for c in frame.columns if c in table.required or frame[c].notna().any()]
            tables[name] = frame[keep]
    files = {f"{name}.csv": write_csv(frame) for name, frame in tables.items()}
    outlines = eco.outlines
    if len(outlines):
        files[_geojson.FILE] = _geojson.write_outlines(outlines)
    files[_package.FILE] = _package.write_package(
        eco.metadata, tables, _geojson.FILE if len(outlines) else None
    )
    return files


def zip_bytes(files: Mapping[str, bytes]) -> bytes:
    """Pack files in order; the same files give the same bytes."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            entry = zipfile.ZipInfo(name, date_time=_EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, data)
    return buffer.getvalue()
