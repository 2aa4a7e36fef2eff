"""From a user's frames to typed tables that nobody can change."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

import numpy as np
import pandas as pd
from pandas.arrays import NumpyExtensionArray

from welfare_graph import schema
from welfare_graph.errors import ValidationError, WrongTypeError
from welfare_graph.validation import Finding, Raw, conform, empty_frame, has_errors, iso_date, to_frame

Taken = tuple[dict[str, pd.DataFrame], dict[str, str], list[Finding]]

METADATA = ("title", "language", "licence", "reference_date")
"""What a territory says of itself, beside its tables."""


def taken(raws: Mapping[str, Raw], metadata: Mapping[str, object], findings: list[Finding]) -> Taken:
    """Return typed tables, metadata and findings of tables as they came, or raise with every finding."""
    kept, faults = clean_metadata(metadata)
    frames, found = conform(raws)
    findings = [*findings, *faults, *found]
    if has_errors(findings):
        raise ValidationError(to_frame(findings))
    return {name: index_by_id(name, frame) for name, frame in frames.items()}, kept, findings


def raw_table(name: str, frame: pd.DataFrame) -> Raw:
    """Take a user's frame, its id as a column, without touching it."""
    index = schema.TABLES[name].index if name in schema.TABLES else None
    if not isinstance(frame, pd.DataFrame):
        raise WrongTypeError(f"{name} must be a pandas DataFrame, not {type(frame).__name__}.")
    empty = frame.shape == (0, 0) and name in schema.TABLES
    copy = pd.DataFrame(columns=schema.TABLES[name].required) if empty else frame.copy(deep=True)
    copy.columns = [str(column) for column in copy.columns]
    if index is not None and index not in copy.columns and frame.index.name == index:
        copy.insert(0, index, frame.index.array.copy())
    return Raw(copy.reset_index(drop=True))


def clean_metadata(metadata: Mapping[str, object]) -> tuple[dict[str, str], list[Finding]]:
    """Return the metadata that are set, as text, and the findings about them."""
    kept: dict[str, str] = {}
    findings = []
    for name in METADATA:
        value = metadata.get(name)
        if value is None or value == "":
            continue
        word = iso_date(str(value).strip()) if name == "reference_date" else str(value)
        if word is None:
            findings.append(
                Finding(code="bad_metadata", column=name, value=str(value), fields={"expected": "2020-06-30"})
            )
        else:
            kept[name] = word
    return kept, findings


def index_by_id(name: str, frame: pd.DataFrame) -> pd.DataFrame:
    index = schema.TABLES[name].index
    return frame.set_index(index) if index is not None else frame


@cache
def without_rows(name: str, storage: str) -> pd.DataFrame:
    """Return an absent table, typed; made once for each way in which pandas stores text. Hand out copies."""
    return index_by_id(name, empty_frame(schema.TABLES[name]))


def freeze(frame: pd.DataFrame) -> pd.DataFrame:
    """Return a frame of the same cells, every buffer read-only.

    It is built anew: pandas makes a fresh view of a number column each time, which asks the block behind it.
    """
    return pd.DataFrame(
        {name: _read_only(column) for name, column in frame.items()}, index=frame.index, copy=False
    )


def _read_only(column: pd.Series) -> Any:
    array = column.array
    for part in ("_ndarray", "_data", "_mask"):
        buffer = getattr(array, part, None)
        if isinstance(buffer, np.ndarray):
            buffer.flags.writeable = False
    return array._ndarray if type(array) is NumpyExtensionArray else array
