"""A folder of CSV files, or a zip of it: the same files, read and written the same way."""

from __future__ import annotations

import io
import shutil
import zipfile
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path, PurePosixPath

import pandas as pd

from welfare_graph import schema
from welfare_graph._atomic import atomic_folder
from welfare_graph._names import nearest
from welfare_graph.ecosystem import Ecosystem
from welfare_graph.io import _geojson, _package
from welfare_graph.io._csv import CsvFile, read_csv, write_csv
from welfare_graph.io._regular import Distinct
from welfare_graph.io._safe import Refused, open_zip, read_bytes
from welfare_graph.validation import Finding, Raw

Files = Mapping[str, Callable[[], bytes]]

_NEAR = 0.75
_READ = frozenset({".csv", ".json", ".geojson"})
_OURS = frozenset({*(f"{name}.csv" for name in schema.TABLES), _geojson.FILE, _package.FILE})
_EPOCH = (1980, 1, 1, 0, 0, 0)


def folder_files(path: Path) -> Files:
    """Return the files of a folder by name; a link out of the folder is refused."""
    home = path.resolve()
    files = [file for file in sorted(path.iterdir()) if file.is_file()]
    ours = [file for file in files if file.suffix.lower() in _READ]
    for file in ours:
        if file.is_symlink() and home not in file.resolve().parents:
            raise Refused("unsafe_entry", value=file.name)
    return {file.name: partial(read_bytes, file) for file in ours}


def zip_files(path: Path) -> Files:
    """Return the files of a zip by name: those at its root, or in its one folder."""
    with open_zip(path) as archive:
        entries = [entry for entry in archive.infolist() if not entry.is_dir() and not _is_litter(entry)]
        roots = {str(PurePosixPath(entry.filename).parent) for entry in entries}
        root = roots.pop() if len(roots) == 1 else "."
        contents: dict[str, bytes] = {}
        for entry in entries:
            place = PurePosixPath(entry.filename)
            if str(place.parent) == root and place.suffix.lower() in _READ:
                if place.name in contents:
                    raise Refused("not_a_zip", value=f"{place.name} twice")
                contents[place.name] = archive.read(entry)
    return {name: lambda data=data: data for name, data in contents.items()}  # type: ignore[misc]


def _is_litter(entry: zipfile.ZipInfo) -> bool:
    return entry.filename.startswith("__MACOSX/") or PurePosixPath(entry.filename).name == ".DS_Store"


def read_files(files: Files) -> tuple[dict[str, Raw], dict[str, object], list[Finding]]:
    """Return the tables as they came, the metadata, and what was found on the way."""
    package, findings = _package.read_package(files[_package.FILE]() if _package.FILE in files else None)
    raws: dict[str, Raw] = {}
    ids: dict[str, Distinct] = {}
    for name, table in schema.TABLES.items():
        file = f"{name}.csv"
        if file in files:
            declared = package.declared.get(name, {})
            try:
                raw, found = read_csv(CsvFile(table, file, files[file](), declared, package.escaped, ids))
            except Refused as refusal:
                raw, found = None, [refusal.finding(file, name)]
            findings += found
            if raw is not None:
                raws[name] = raw
            elif name in {"actors", "ties"}:
                raws[name] = Raw(pd.DataFrame(columns=list(table.required), dtype="str"), file, unread=True)
    if _geojson.FILE in files:
        codes = raws["areas"].frame.get("area_id") if "areas" in raws else None
        areas = [] if codes is None else codes.dropna().astype(str).tolist()
        outlines, found = _geojson.read_outlines(files[_geojson.FILE](), areas=areas)
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


def write_folder(target: Path, files: Mapping[str, bytes]) -> Path:
    """Write files as a folder, whole or not at all; what else is there stays."""
    with atomic_folder(target) as temporary:
        if target.is_dir():
            _keep_others(target, temporary)
        for name, data in files.items():
            (temporary / name).write_bytes(data)
    return target


def _keep_others(old: Path, new: Path) -> None:
    """Carry over the files of a folder that are not ours."""
    for entry in old.iterdir():
        if entry.name in _OURS:
            continue
        if entry.is_dir() and not entry.is_symlink():
            shutil.copytree(entry, new / entry.name, symlinks=True)
        else:
            shutil.copy2(entry, new / entry.name, follow_symlinks=False)
