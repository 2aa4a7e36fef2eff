"""A small valid territory as frames and as CSV text, to spoil one cell at a time."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

import welfare_graph as wg

ACTORS = {"actor_id": ["a", "b", "c"], "name": ["A", "B", "C"], "type": ["firm", "school", "municipality"]}
TIES = {"source": ["a", "b"], "target": ["b", "c"], "type": ["collaborates", "refers"]}
AREAS = {
    "area_id": ["001191", "001168"],
    "name": ["Pinerolo", "None"],
    "lat": [44.88, 44.9],
    "lon": [7.33, 7.2],
}
NEEDS = {"need_id": ["n"], "name": ["Need"], "unit": ["persons"]}


def frame(table: dict[str, list[object]], **columns: object) -> pd.DataFrame:
    """A table as a frame of Python objects, some columns put over it."""
    return pd.DataFrame({**table, **columns}, dtype=object)


def frames(**tables: pd.DataFrame | None) -> dict[str, pd.DataFrame]:
    """Actors and ties, and whatever else is given; None leaves a table out."""
    both = {"actors": frame(ACTORS), "ties": frame(TIES), **tables}
    return {name: table for name, table in both.items() if table is not None}


def findings(lang: str = "en", **tables: pd.DataFrame | None) -> pd.DataFrame:
    """What `wg.validate` says of actors and ties, and of whatever else is given."""
    return wg.validate(frames(**tables), lang=lang)


def territory(**tables: object) -> wg.Ecosystem:
    """Actors and ties as a territory, and whatever else is given."""
    return wg.Ecosystem.from_tables(**{"actors": frame(ACTORS), "ties": frame(TIES), **tables})


def folder(path: Path, **files: str | bytes) -> Path:
    """A folder of CSV files: valid actors and ties, and whatever else is given (name without .csv)."""
    texts = {
        "actors": "actor_id,name,type\na,A,firm\nb,B,school\n",
        "ties": "source,target,type\na,b,collaborates\n",
        **files,
    }
    path.mkdir(exist_ok=True)
    for name, content in texts.items():
        data = content.encode() if isinstance(content, str) else content
        (path / (name if "." in name else f"{name}.csv")).write_bytes(data)
    return path
