"""Reading, writing and checking territories: one format a file."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from welfare_graph._atomic import atomic_write, recover
from welfare_graph._names import suggest
from welfare_graph._texts import Said
from welfare_graph.ecosystem import Ecosystem, build, clean_metadata, raw_table
from welfare_graph.errors import ValidationError
from welfare_graph.io._areas import geojson_bytes, read_geojson, with_outlines
from welfare_graph.io._csv import release_memory, write_csv
from welfare_graph.io._excel import Loaded, read_workbook
from welfare_graph.io._findings_page import findings_by_place as findings_by_place
from welfare_graph.io._findings_page import findings_counted as findings_counted
from welfare_graph.io._findings_page import findings_empty as findings_empty
from welfare_graph.io._findings_page import findings_html
from welfare_graph.io._folder import files_of, folder_files, read_files, write_folder, zip_bytes, zip_files
from welfare_graph.io._gexf import gexf_bytes, read_gexf
from welfare_graph.io._graphml import graphml_bytes, read_graphml
from welfare_graph.io._kumu import kumu_files
from welfare_graph.io._questions import Merge, merge_answers, questions_bytes
from welfare_graph.io._safe import Refused
from welfare_graph.schema import TABLES
from welfare_graph.validation import Finding, Raw, conform, has_errors, to_frame

if TYPE_CHECKING:
    from welfare_graph.io._grids import Cell as Cell
    from welfare_graph.io._grids import Grids as Grids

__all__ = [
    "Merge",
    "add_outlines",
    "ask",
    "findings_html",
    "merge",
    "read",
    "template",
    "validate",
    "write",
    "write_csv",
]

_READERS: Mapping[str, Callable[[Path], Loaded]] = {
    ".zip": lambda path: read_files(zip_files(path)),
    ".xlsx": read_workbook,
    ".xlsm": read_workbook,
    ".graphml": read_graphml,
    ".gexf": read_gexf,
    ".geojson": read_geojson,
}
READABLE = tuple(_READERS)
"""The suffixes of the files that `read` takes."""
_WRITERS: Mapping[str, Callable[[Ecosystem], bytes]] = {
    ".zip": lambda eco: zip_bytes(files_of(eco)),
    ".graphml": graphml_bytes,
    ".gexf": gexf_bytes,
    ".geojson": geojson_bytes,
    ".xlsx": lambda eco: import_module("welfare_graph.io._sheets").workbook_bytes(eco),
}


def read(path: str | os.PathLike[str]) -> Ecosystem:
    """Read a territory from a folder of CSV files, a zip of it or an Excel workbook.

    A planner's folder is read as a spreadsheet program saves it: commas or semicolons, UTF-8 or
    Windows-1252, decimal points or commas. Nothing is dropped and nothing guessed: what could be read
    in two ways is an error that says where. Warnings stay with the territory, in `eco.findings`.

    Parameters
    ----------
    path
        A folder with `actors.csv`, `ties.csv` and any other table of the data model, with or without
        `datapackage.json`; a ``.zip`` of it; an ``.xlsx`` with a sheet a table; or
        a ``.graphml`` or ``.gexf``, whose nodes are actors and edges are ties; or a ``.geojson`` of areas,
        with an `area_id` each.

    Returns
    -------
    Ecosystem
        The territory.

    Raises
    ------
    ValidationError
        If a finding is an error; it carries all of them.
    FileNotFoundError
        If there is no such path.

    Examples
    --------
    >>> import tempfile, welfare_graph as wg
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = wg.write(wg.datasets.two_valleys(), f"{folder}/toy.zip")
    ...     wg.read(path) == wg.datasets.two_valleys()
    True
    """
    try:
        raws, metadata, findings = _load(Path(path))
        if not raws and has_errors(findings):
            raise ValidationError(to_frame(findings))
        return build(raws, metadata, findings)
    finally:
        release_memory()


def write(eco: Ecosystem, path: str | os.PathLike[str]) -> Path:
    """Write a territory to a folder of CSV files, a zip or a workbook, whole or not at all.

    What is read back is equal to the last value. In CSV, text that a spreadsheet would run as a formula
    is written with a ``'`` before it, which reading takes off again; in a workbook it is typed as text.
    Other files in the folder stay.

    Parameters
    ----------
    eco
        The territory, its whole history included.
    path
        A folder, or a file that ends in ``.zip`` or ``.xlsx``; ``.graphml`` and ``.gexf`` hold actors and
        ties only, ``.geojson`` areas and their outlines only, and they say inside which tables were left
        out; a name that ends in ``.kumu`` makes a folder with the two CSV files that Kumu imports, and
        cannot be read back.

    Returns
    -------
    Path
        Where it was written.

    Raises
    ------
    ValueError
        If the suffix is not one that can be written.

    Examples
    --------
    >>> import tempfile, welfare_graph as wg
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     wg.write(wg.datasets.two_valleys(), f"{folder}/toy").name
    'toy'
    """
    target = Path(path)
    suffix = target.suffix.lower()
    if suffix in _WRITERS:
        return atomic_write(target, _WRITERS[suffix](eco))
    if suffix != ".kumu":
        _refuse_suffix(target)
    return write_folder(target, kumu_files(eco) if suffix == ".kumu" else files_of(eco))


def template(path: str | os.PathLike[str], *, lang: str = "en", example: Ecosystem | None = None) -> Path:
    """Write the workbook one fills in: a sheet a table, made from the data model.

    Codes are typed as text, words and codes are chosen from lists, each heading says what its column
    means, and a sheet of instructions says in which order to go on.

    Parameters
    ----------
    path
        A file that ends in ``.xlsx``.
    lang
        Language of headings, notes and instructions: ``en`` or ``it``.
    example
        A small territory whose first rows are shown in a sheet of their own, which is never read.

    Returns
    -------
    Path
        Where it was written.

    Raises
    ------
    ValueError
        If the path does not end in ``.xlsx``.

    Examples
    --------
    >>> import tempfile, welfare_graph as wg
    >>> from welfare_graph.io import template
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = template(f"{folder}/valle.xlsx", lang="it")
    ...     sorted(set(wg.validate(path)["code"]))
    ['empty_table']
    """
    make = import_module("welfare_graph.io._template").template_bytes
    return atomic_write(_workbook_path(path), make(lang, example))


def ask(eco: Ecosystem, path: str | os.PathLike[str], *, lang: str = "en") -> Path:
    """Write the workbook that asks what a territory's data do not say: a sheet a municipality.

    Each sheet asks for the capacities of its services, its needs and the trust of its actors' ties; what
    is known is there to be corrected, what is not comes first. `merge` brings the answers back.

    Parameters
    ----------
    eco
        The territory.
    path
        A file that ends in ``.xlsx``.
    lang
        Language of the questions: ``en`` or ``it``.

    Returns
    -------
    Path
        Where it was written.

    Raises
    ------
    ValueError
        If the path does not end in ``.xlsx``.

    Examples
    --------
    >>> import tempfile, welfare_graph as wg
    >>> from welfare_graph.io import ask, merge
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = ask(wg.datasets.two_valleys(), f"{folder}/domande.xlsx", lang="it")
    ...     len(merge(wg.datasets.two_valleys(), path).changes)
    0
    """
    return atomic_write(_workbook_path(path), questions_bytes(eco, lang))


def merge(eco: Ecosystem, path: str | os.PathLike[str], *, lang: str = "en") -> Merge:
    """Lay the answers of a workbook made by `ask` over a territory; nothing is written.

    Parameters
    ----------
    eco
        The territory that was asked about.
    path
        The workbook with answers.
    lang
        Language of the questions in `changes`, and of findings: ``en`` or ``it``.

    Returns
    -------
    Merge
        `changes`, a row an answer that changes a cell, with its question, and `territory`, with them. A
        new quantity of a need empties its old bounds.

    Raises
    ------
    ValidationError
        If an answer is no number, out of range or of no question; it carries all of them, with their cell.

    Examples
    --------
    >>> import tempfile, welfare_graph as wg
    >>> from welfare_graph.io import ask, merge
    >>> eco = wg.datasets.two_valleys()
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     merge(eco, ask(eco, f"{folder}/questions.xlsx")).territory == eco
    True
    """
    return merge_answers(eco, Path(path), lang)


def add_outlines(eco: Ecosystem, path: str | os.PathLike[str], *, key: str | None = None) -> Ecosystem:
    """Give the areas of a territory their outlines from any GeoJSON, such as the national borders.

    Parameters
    ----------
    eco
        The territory, with its areas.
    path
        A ``.geojson`` of polygons in longitude and latitude (WGS 84).
    key
        The property that holds the codes of areas. By default `area_id`, else the one whose values are the
        codes of most features; a code that lost its zeros is read with them.

    Returns
    -------
    Ecosystem
        The territory with `outlines`; those of areas that it does not have are left out.

    Raises
    ------
    ValidationError
        If the file is no GeoJSON of polygons, or no property holds the codes of areas.
    UnknownNameError
        If no feature has the property `key`.

    Examples
    --------
    >>> import json, tempfile, welfare_graph as wg
    >>> from welfare_graph.io import add_outlines
    >>> ring = [[7.1, 44.9], [7.2, 44.9], [7.2, 45.0], [7.1, 44.9]]
    >>> shape = {"type": "Polygon", "coordinates": [ring]}
    >>> feature = {"type": "Feature", "properties": {"PRO_COM": 1001}, "geometry": shape}
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     with open(f"{folder}/borders.geojson", "w") as file:
    ...         json.dump({"type": "FeatureCollection", "features": [feature]}, file)
    ...     add_outlines(wg.datasets.two_valleys(), f"{folder}/borders.geojson").outlines["area_id"].tolist()
    ['001001']
    """
    return with_outlines(eco, Path(path), key)


def validate(
    path_or_tables: str | os.PathLike[str] | Ecosystem | Mapping[str, pd.DataFrame], lang: str = "en"
) -> pd.DataFrame:
    """Return everything that is wrong with a territory, all at once.

    Parameters
    ----------
    path_or_tables
        A path as for `read`, a territory, or a dict of DataFrames by table name.
    lang
        Language of messages and hints: ``en`` or ``it``.

    Returns
    -------
    DataFrame
        One row a finding: `table, file, row, column, value, code, severity, message, hint`; `row` is
        the record's number as a spreadsheet shows it (header = row 1). Empty means valid.

    Raises
    ------
    FileNotFoundError
        If there is no such path.

    Examples
    --------
    >>> import welfare_graph as wg
    >>> eco = wg.datasets.two_valleys()
    >>> len(wg.validate(eco))
    0
    >>> ties = eco.ties.assign(target="mutuaa")
    >>> wg.validate({"actors": eco.actors, "ties": ties})["hint"].iloc[-1]
    "Did you mean 'mutua'? Otherwise add it to actors."
    """
    if isinstance(path_or_tables, Ecosystem):
        tables = {name: getattr(path_or_tables, name) for name in TABLES}
        given: Mapping[str, pd.DataFrame] = {
            n: f for n, f in tables.items() if len(f) or n in {"actors", "ties"}
        }
        metadata: Mapping[str, object] = path_or_tables.metadata
    elif isinstance(path_or_tables, Mapping):
        given, metadata = dict(path_or_tables), {}
    else:
        raws, metadata, findings = _load(Path(path_or_tables))
        return to_frame(_all_findings(raws, metadata, findings), lang)
    return to_frame(_all_findings({n: raw_table(n, f) for n, f in given.items()}, metadata, []), lang)


def grids_of(eco: Ecosystem, *, excel: bool) -> Grids:
    """Return the tables of a territory cell by cell, as a workbook or a folder holds them; for `testing`."""
    from welfare_graph.io._grids import grids_of as of

    return of(eco, excel=excel)


def _all_findings(
    raws: Mapping[str, Raw], metadata: Mapping[str, object], found: list[Finding]
) -> list[Finding]:
    if not raws and has_errors(found):
        return found
    return [*found, *clean_metadata(metadata)[1], *conform(raws)[1]]


def _load(path: Path) -> tuple[dict[str, Raw], dict[str, object], list[Finding]]:
    recover(path)
    if not path.exists():
        near = suggest(path.name, [p.name for p in path.parent.iterdir()]) if path.parent.is_dir() else ""
        raise FileNotFoundError(f"There is no {path}. {near}".strip())
    suffix = path.suffix.lower()
    if not path.is_dir() and not (path.is_file() and suffix in _READERS):
        known = ", ".join(_READERS)
        raise ValueError(f"{path.name}: a territory is read from a folder of CSV files, or a file {known}.")
    try:
        return read_files(folder_files(path)) if path.is_dir() else _READERS[suffix](path)
    except Refused as refusal:
        return {}, {}, [refusal.finding(path.name)]


def _workbook_path(path: str | os.PathLike[str]) -> Path:
    if Path(path).suffix.lower() != ".xlsx":
        raise ValueError(f"{Path(path).name} is to be a workbook; give a name that ends in .xlsx.")
    return Path(path)


def _refuse_suffix(path: Path) -> None:
    if path.suffix and not path.is_dir():
        known = ", ".join([*_WRITERS, ".kumu"])
        raise ValueError(Said("errors.not_written", suffix=path.suffix, known=known))
