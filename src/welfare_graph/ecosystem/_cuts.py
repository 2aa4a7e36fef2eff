"""Which rows exist on a day, which count, and what goes with a row that is gone."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Mapping

import numpy as np
import pandas as pd

from welfare_graph import schema

_FULL = len("2020-06-30")


def exists(frame: pd.DataFrame, day: str) -> np.ndarray:
    """Say which rows exist on a day; both ends are included, a reduced date covers its whole period."""
    mask = np.ones(len(frame), dtype=bool)
    today = last_day(day)
    for name in ("start", "end"):
        if name not in frame or frame[name].isna().all():
            continue
        codes, uniques = pd.factorize(frame[name], use_na_sentinel=True)
        inside = [
            first_day(str(date)) <= today if name == "start" else today <= last_day(str(date))
            for date in uniques
        ]
        mask &= np.array([*inside, True])[codes]
    return mask


def first_day(date: str) -> str:
    """Return the first day of a full or reduced ISO date."""
    return date + "-01-01"[len(date) - 4 :] if len(date) < _FULL else date


def last_day(date: str) -> str:
    """Return the last day of a full or reduced ISO date."""
    if len(date) == _FULL:
        return date
    year, month = int(date[:4]), int(date[5:7] or 12)
    return f"{year:04d}-{month:02d}-{monthrange(year, month)[1]:02d}"


def counts(frame: pd.DataFrame, day: str | None) -> np.ndarray:
    """Say which rows count, given that they exist: status, unless a date decides."""
    mask = np.ones(len(frame), dtype=bool)
    if "status" not in frame or "start" not in frame or frame["status"].isna().all():
        return mask
    for status, date in schema.NOT_COUNTING.items():
        says = (frame["status"] == status).to_numpy(dtype=bool, na_value=False)
        decided = frame[date].notna().to_numpy() if day is not None else np.zeros(len(frame), dtype=bool)
        mask &= ~says | decided
    return mask


def inside(areas: list[str], actors: pd.DataFrame, services: pd.DataFrame) -> dict[str, np.ndarray]:
    """Say which services are in some areas, and which actors are seated there or run one of them."""
    there = services["area_id"].isin(areas).to_numpy()
    running = actors.index.isin(services.loc[there, "actor_id"])
    return {"services": there, "actors": actors["area_id"].isin(areas).to_numpy() | running}


def _follow(
    name: str, frame: pd.DataFrame, kept: Mapping[str, pd.DataFrame], before: Mapping[str, pd.DataFrame]
) -> pd.DataFrame:
    """Drop rows whose required reference went, and empty optional references that went."""
    for column in schema.TABLES[name].columns:
        home = column.refers
        gone = home is not None and (home == name or (home in kept and len(kept[home]) < len(before[home])))
        if not gone or home is None or column.several or frame[column.name].isna().all():
            continue
        present = frame.index if home == name else kept[home].index
        if home == name and len(frame) == len(before[name]):
            continue
        lost = frame[column.name].notna().to_numpy() & ~_among(frame[column.name], present)
        if column.required:
            frame = frame[~lost]
        else:  # a reference that never resolved is the user's, and stays
            lost = lost & _among(frame[column.name], before[home].index)
            frame = frame.assign(**{column.name: frame[column.name].mask(lost)}) if lost.any() else frame
    return _follow_units(frame, kept, before) if name == "people_groups" else frame


def _among(ids: pd.Series, index: pd.Index) -> np.ndarray:
    """Say which ids are in an index; text that pyarrow stores is not unpacked for it."""
    if all(getattr(cells.dtype, "storage", None) == "pyarrow" for cells in (ids, index)):
        import pyarrow as pa
        from pyarrow import compute

        return np.asarray(compute.is_in(pa.array(ids.array), value_set=pa.array(index.array)), dtype=bool)
    return ids.isin(index).to_numpy()


def _follow_units(
    frame: pd.DataFrame, kept: Mapping[str, pd.DataFrame], before: Mapping[str, pd.DataFrame]
) -> pd.DataFrame:
    for unit, home in (("area", "areas"), ("actor", "actors"), ("initiative", "initiatives")):
        if home in kept and len(kept[home]) < len(before[home]):
            frame = frame[~((frame["unit"] == unit) & ~frame["unit_id"].isin(kept[home].index))]
    return frame


def renumber(name: str, frame: pd.DataFrame) -> pd.DataFrame:
    return frame if schema.TABLES[name].index is not None else frame.reset_index(drop=True)


def listed(value: object) -> list[object]:
    if isinstance(value, str) or not isinstance(value, Iterable):
        return [value]
    return list(value)


def cut(tables: Mapping[str, pd.DataFrame], masks: Mapping[str, np.ndarray]) -> dict[str, pd.DataFrame]:
    """Return the tables with some rows, and without what needs a row that is gone.

    A table from which nothing went is the same object as before.
    """
    frames: dict[str, pd.DataFrame] = {}
    for name in [table for table in schema.TABLES if table in tables]:
        frame = tables[name]
        mask = masks.get(name)
        if mask is not None and not mask.all():
            frame = frame[mask]
        frames[name] = _follow(name, frame, frames, tables)
    return {n: f if f is tables[n] else renumber(n, f) for n, f in frames.items()}


def with_planned(name: str, frame: pd.DataFrame, day: str | None) -> pd.DataFrame:
    """Return a table in which what is planned or proposed counts on a day as if it were there."""
    if name == "commitments" or "status" not in schema.TABLES[name].by_name:
        return frame
    frame = frame.copy(deep=True)
    planned = frame["status"].isin(["planned", "proposed"])
    frame.loc[planned, "status"] = np.nan
    if day is not None:
        later = planned & ~exists(frame.assign(end=np.nan), day)
        frame.loc[later, "start"] = np.nan
    return frame
