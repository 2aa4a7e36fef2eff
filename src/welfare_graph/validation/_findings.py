"""Findings: what is wrong, where, how badly, and what to type instead."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

import numpy as np
import pandas as pd

from welfare_graph._texts import text

NOTHING_LIKE = "-"
COLUMNS = ("table", "file", "row", "column", "value", "code", "severity", "message", "hint")

SEVERITY: Mapping[str, str] = MappingProxyType(
    {
        "missing_table": "error",
        "unknown_table": "warning",
        "missing_column": "error",
        "unknown_column": "warning",
        "extra_column": "info",
        "duplicate_column": "error",
        "empty_table": "info",
        "empty_id": "error",
        "duplicate_id": "error",
        "duplicate_key": "error",
        "missing_value": "error",
        "spaces_around": "warning",
        "not_a_scalar": "error",
        "not_text": "error",
        "not_a_number": "error",
        "not_finite": "error",
        "not_an_integer": "error",
        "not_a_boolean": "error",
        "not_a_date": "error",
        "ambiguous_decimal": "error",
        "out_of_range": "error",
        "weight_not_positive": "error",
        "disordered_range": "error",
        "reversed_dates": "error",
        "bad_pattern": "error",
        "bad_outline": "error",
        "unknown_word": "error",
        "new_word": "warning",
        "dangling_reference": "error",
        "dangling_option": "warning",
        "unchecked_reference": "info",
        "repaired_code": "warning",
        "short_code": "warning",
        "swapped_coordinates": "warning",
        "foreign_coordinates": "warning",
        "self_tie": "warning",
        "duplicate_tie": "warning",
        "duplicate_row": "warning",
        "ended_actor": "warning",
        "membership_cycle": "error",
        "demand_without_service": "warning",
        "travel_gap": "warning",
        "travel_asymmetric": "warning",
        "encoding_cp1252": "warning",
        "mixed_encoding": "error",
        "empty_file": "error",
        "unknown_delimiter": "error",
        "ragged_row": "error",
        "nul_byte": "error",
        "not_geojson": "error",
        "not_json": "error",
        "bad_metadata": "error",
        "too_large": "error",
        "zip_bomb": "error",
        "not_a_zip": "error",
        "old_office": "error",
        "encrypted": "error",
        "unsafe_entry": "error",
        "too_many_cells": "error",
        "too_many_sheets": "error",
        "too_wide": "error",
        "not_a_workbook": "error",
        "doctype": "error",
        "not_xml": "error",
        "not_a_graph": "error",
        "no_known_sheet": "error",
        "no_header": "error",
        "unknown_question": "error",
        "repeated_header": "error",
        "totals_row": "error",
        "note_row": "error",
        "merged_cells": "error",
        "formula_without_value": "error",
        "error_cell": "error",
        "formula_cell": "warning",
        "formula_text": "warning",
        "serial_date": "warning",
        "time_of_day": "warning",
        "stray_cell": "warning",
        "hidden_rows": "warning",
        "hidden_columns": "warning",
        "hidden_sheet": "warning",
        "macros_ignored": "warning",
        "links_ignored": "warning",
        "notes_above": "info",
        "left_out": "info",
        "outline_key": "info",
    }
)
"""Every code a finding can have, with its severity."""


@dataclass(frozen=True, kw_only=True)
class Finding:
    """One fault: a stable code, its place, the value found, and the fields of its message."""

    code: str
    table: str | None = None
    file: str | None = None
    row: int | None = None
    column: str | None = None
    value: str | None = None
    fields: Mapping[str, object] = field(default_factory=dict)

    @property
    def severity(self) -> str:
        """How bad it is: error, warning or info."""
        return SEVERITY[self.code]

    def sentences(self, lang: str) -> tuple[str, str]:
        """Return message and hint in a language."""
        values = {"column": self.column, "value": self.value, "table": self.table, **self.fields}
        message = text(f"validation.{self.code}", lang, **values)
        if "cell" in self.fields:
            message += " " + text("validation.cell", lang, **self.fields)
        alone = "_alone" if self.fields.get("like") == NOTHING_LIKE else ""
        return message, text(f"validation.{self.code}_hint{alone}", lang, **values)


def has_errors(findings: Iterable[Finding]) -> bool:
    """Say whether something keeps the tables from being stored."""
    return any(finding.severity == "error" for finding in findings)


def to_frame(findings: Sequence[Finding], lang: str = "en") -> pd.DataFrame:
    """Return findings as the table users read."""
    sentences = [finding.sentences(lang) for finding in findings]
    rows = pd.array([finding.row for finding in findings], dtype="Int64")
    data: dict[str, object] = {
        name: pd.array([_storable(getattr(finding, name)) for finding in findings], dtype="str")
        for name in ("table", "file", "column", "value", "code", "severity")
    }
    data |= {
        "row": rows,
        "message": pd.array([_storable(message) for message, _ in sentences], dtype="str"),
        "hint": pd.array([_storable(hint) for _, hint in sentences], dtype="str"),
    }
    return pd.DataFrame(data, columns=list(COLUMNS))


def _storable(word: str | None) -> str | None:
    """Write halves of surrogate pairs, which no file can hold, as escapes."""
    return None if word is None else word.encode("utf-8", "backslashreplace").decode()


@dataclass(frozen=True)
class Raw:
    """A table as it came in: id as a column, and where each record stood.

    `rows` are record numbers as the user sees them (header = row 1); `decimal` is the sign the file's
    dialect prefers (``?``: none); `declared` are types of the user's own columns where the file says
    them; `told` are cells (row, column) that the reader has reported already; `textual` says that cells are
    text as a file holds it, `clean` that no cell holds characters that are not text; `borne` are types of
    the user's own columns as its cells bear them; `letters` are the columns as a spreadsheet names them;
    `unread` says that the table is there and could not be read.
    """

    frame: pd.DataFrame
    file: str | None = None
    rows: np.ndarray | None = None
    decimal: str = "."
    declared: Mapping[str, str] = field(default_factory=dict)
    told: frozenset[tuple[int, str]] = frozenset()
    textual: bool = False
    clean: bool = False
    borne: Mapping[str, str] = field(default_factory=dict)
    letters: Mapping[str, str] = field(default_factory=dict)
    unread: bool = False

    def row(self, position: int) -> int:
        """Return the record number of a position."""
        return int(self.rows[position]) if self.rows is not None else int(position) + 2
