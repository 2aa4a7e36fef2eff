"""When two territories are equal, and the short text that says so."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping

import numpy as np
import pandas as pd


def fingerprint(tables: Mapping[str, pd.DataFrame], metadata: Mapping[str, str]) -> str:
    """Return a short text that is the same for equal tables and metadata."""
    digest = hashlib.sha256(json.dumps(dict(sorted(metadata.items()))).encode())
    for name, table in tables.items():
        if not len(table):
            continue
        frame = _filled(table)
        digest.update(f"\0{name}\0{len(frame)}".encode())
        for column in sorted(frame.columns):
            digest.update(f"\0{column}\0".encode())
            for part in _bytes(frame[column]):
                digest.update(part)
    return digest.hexdigest()[:16]


def _filled(frame: pd.DataFrame) -> pd.DataFrame:
    """Return the columns that say something, the id included."""
    frame = frame.reset_index() if frame.index.name else frame
    return frame[[name for name in frame.columns if frame[name].notna().any()]]


def same(one: pd.DataFrame, other: pd.DataFrame) -> bool:
    if len(one) != len(other) or not len(one):
        return len(one) == len(other)
    first, second = _filled(one), _filled(other)
    if set(first.columns) != set(second.columns):
        return False
    return all(_same_cells(first[name], second[name]) for name in first.columns)


def _same_cells(one: pd.Series, other: pd.Series) -> bool:
    text = isinstance(one.dtype, pd.StringDtype), isinstance(other.dtype, pd.StringDtype)
    if text[0] != text[1]:
        return False
    if text[0]:
        return bool(one.astype(object).equals(other.astype(object)))
    a, b = (column.to_numpy(dtype=np.float64, na_value=np.nan) for column in (one, other))
    alike = bool(np.array_equal(a, b, equal_nan=True)) and _plain(one) == _plain(other)
    return alike and _beyond(one) == _beyond(other)


def _beyond(column: pd.Series) -> list[tuple[int, int]]:
    """Return what a float cannot hold of large whole numbers, and where."""
    if not pd.api.types.is_integer_dtype(column.dtype):
        return []
    cells = enumerate(column.to_numpy(dtype=np.int64, na_value=0).tolist())
    return [(place, cell - int(float(cell))) for place, cell in cells if cell != float(cell)]


def _plain(column: pd.Series) -> str:
    return "boolean" if pd.api.types.is_bool_dtype(column.dtype) else "number"


def _bytes(column: pd.Series) -> Iterable[bytes]:
    """Yield a column as bytes that do not depend on how it is stored."""
    if isinstance(column.dtype, pd.StringDtype):
        cells = [
            cell.encode("utf-8") if isinstance(cell, str) else None for cell in column.to_numpy(dtype=object)
        ]
        lengths = np.array([-1 if cell is None else len(cell) for cell in cells], dtype="<i8")
        yield lengths.tobytes()
        yield b"".join(cell for cell in cells if cell is not None)
    else:
        numbers = column.to_numpy(dtype="<f8", na_value=np.nan) + 0.0
        numbers[np.isnan(numbers)] = np.nan
        yield _plain(column).encode()
        yield numbers.tobytes()
        yield repr(_beyond(column) or "").encode()
