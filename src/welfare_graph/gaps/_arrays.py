"""Small steps between tables and arrays."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import pandas as pd

from welfare_graph.kernels.flow import Bools, Floats, Ints

__all__ = ["alone", "floats", "marked", "positions", "records"]


def positions(index: pd.Index, values: pd.Series) -> Ints:
    """Return where each value stands in an index; -1 where it does not."""
    return np.asarray(index.get_indexer(pd.Index(values)), dtype=np.int64)


def floats(values: pd.Series) -> Floats:
    """Return a column as plain numbers, missing as NaN."""
    return values.to_numpy(dtype=np.float64, na_value=np.nan)


def marked(places: Ints, size: int) -> Bools:
    """Return `size` marks, true at some places."""
    marks = np.zeros(size, bool)
    marks[places] = True
    return marks


def alone(area: Ints, actor: Ints, size: int) -> Bools:
    """Mark the areas reached by one actor and no other."""
    least, most = np.full(size, np.iinfo(np.int64).max), np.full(size, -1)
    np.minimum.at(least, area, actor)
    np.maximum.at(most, area, actor)
    return np.asarray(least == most)


def records(table: pd.DataFrame) -> Iterator[Any]:
    """Yield the rows of a table, its columns as attributes."""
    yield from table.itertuples()
