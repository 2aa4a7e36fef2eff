"""Columns of a payload: table cells as text, numbers and positions that JSON can hold."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd

__all__ = ["Column", "Columns", "column", "number", "positions", "text", "where"]

Column = list[Any]
Columns = dict[str, Column]


def text(values: Iterable[Any]) -> Column:
    return ["" if value is None or value is pd.NA or value != value else str(value) for value in values]


def number(values: Iterable[Any], digits: int = 2) -> Column:
    """Numbers as short as they can be; missing and infinite ones as null."""
    out: Column = []
    for value in values:
        real = math.nan if value is None or value is pd.NA else float(value)
        if not math.isfinite(real):
            out.append(None)
        else:
            short = round(real, digits)
            out.append(int(short) if short == int(short) else short)
    return out


def where(values: Iterable[Any], index: Mapping[Any, int]) -> Column:
    return [index.get(value, -1) for value in text(values)]


def positions(labels: Iterable[Any]) -> dict[str, int]:
    return {str(label): place for place, label in enumerate(labels)}


def column(frame: pd.DataFrame, name: str) -> Iterable[Any]:
    return frame[name] if name in frame.columns else [None] * len(frame)
