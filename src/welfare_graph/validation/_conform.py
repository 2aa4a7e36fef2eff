"""One table at a time: its columns named, typed and checked cell by cell."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any, SupportsIndex

import numpy as np
import pandas as pd
from pandas.api.extensions import ExtensionArray

from welfare_graph import schema
from welfare_graph._names import nearest
from welfare_graph.validation._cells import BAD_TEXT, Cells, factorized, read_cells, read_extra
from welfare_graph.validation._findings import NOTHING_LIKE, Finding, Raw

_NEAR = 0.75
_THOUSAND = 1000
_PATIENCE = 100_000
_LONGEST_WORD = 80
_DTYPES = {"text": "str", "float": "float64", "integer": "Int64", "boolean": "boolean", "date": "str"}


@dataclass
class Checked:
    """A typed table with its id still a column, its place in the world, and what was found in it."""

    table: schema.Table
    raw: Raw
    frame: pd.DataFrame
    findings: list[Finding] = field(default_factory=list)
    ends: tuple[np.ndarray, np.ndarray] | None = None
    _cells: dict[str, Any] = field(default_factory=dict)
    patience: int = _PATIENCE
    _coded: dict[str, Coded] = field(default_factory=dict)
    _blanks: dict[str, pd.Series] = field(default_factory=dict)
    _words: ExtensionArray | None = None

    def coded(self, column: str, values: pd.Series | None = None) -> Coded:
        """Return the different cells of a text column once, and which one each row holds."""
        if column not in self._coded:
            return self.remember(column, Coded.of(self.frame[column] if values is None else values))
        return self._coded[column]

    def blank(self, dtype: str) -> pd.Series:
        """Return a column without any cell; all of one kind share their buffer, which is never written."""
        if dtype not in self._blanks:
            self._blanks[dtype] = blank(dtype, self.raw.frame.index)
        return self._blanks[dtype]

    def filled(self, column: str) -> np.ndarray:
        """Say which rows have a cell in a column."""
        if column not in self.raw.frame.columns:
            return np.zeros(len(self.frame), dtype=bool)
        if column in self._coded:
            return np.asarray(self._coded[column].codes >= 0)
        return ~np.asarray(self.frame[column].array.isna(), dtype=bool)

    def remember(self, column: str, coded: Coded) -> Coded:
        """Keep the different cells of a column for later checks."""
        self._coded[column] = coded
        return coded

    def ids(self) -> pd.Index:
        """Return the different ids of the table."""
        return self.coded(str(self.table.index)).uniques

    def words(self, series: pd.Series) -> ExtensionArray | None:
        """Return the different ids as a text array, made once; None for a column not coded by them."""
        if not isinstance(series.dtype, pd.CategoricalDtype) or series.cat.categories is not self.ids():
            return None
        if self._words is None:
            self._words = pd.array(self.ids().to_numpy(), dtype="str")
        return self._words

    def forget(self, column: str) -> None:
        """Drop what is remembered of a column that changed."""
        self._coded.pop(column, None)

    def like(self, word: str, known: Collection[str], cutoff: float = 0.6) -> str | None:
        """Return the nearest known word, while there is patience: a table may hold a million wrong ones."""
        if self.patience < 0:
            return None
        self.patience -= len(known)
        return nearest(word[:_LONGEST_WORD], known, cutoff)

    def add(
        self,
        code: str,
        positions: Iterable[SupportsIndex],
        column: str,
        values: Mapping[int, object] | None = None,
        **fields: Any,
    ) -> None:
        """Report one finding a position."""
        for position in positions:
            self.findings.append(self.at(code, int(position), column, values, fields))

    def at(
        self,
        code: str,
        position: int,
        column: str,
        values: Mapping[int, object] | None,
        fields: Mapping[str, object],
    ) -> Finding:
        """Make the finding of one position; the value quoted is the cell as it came."""
        value = values[position] if values is not None else self._cell(position, column)
        row = self.raw.row(position)
        if column in self.raw.letters:
            fields = {**fields, "cell": f"{self.raw.letters[column]}{row}"}
        return Finding(
            code=code,
            table=self.table.name,
            file=self.raw.file,
            row=row,
            column=column,
            value=None if value is None else str(value),
            fields=fields,
        )

    def whole(self, code: str, column: str | None = None, value: str | None = None, **fields: object) -> None:
        """Report a finding of the whole table."""
        self.findings.append(
            Finding(
                code=code,
                table=self.table.name,
                file=self.raw.file,
                column=column,
                value=value,
                fields=fields,
            )
        )

    def _cell(self, position: int, column: str) -> object:
        if column not in self._cells:
            self._cells[column] = self.raw.frame[column].array
        value = self._cells[column][position]
        return None if value is None or value is pd.NA or value != value else value


@dataclass(frozen=True)
class Coded:
    """The different cells of a column: `uniques[codes[row]]` is the cell, code -1 is missing."""

    codes: np.ndarray
    uniques: pd.Index

    @classmethod
    def of(cls, values: pd.Series) -> Coded:
        """Code a column; Python strings hash once, so that later look-ups are quick."""
        codes, uniques = factorized(values)
        return cls(codes, uniques)

    @classmethod
    def among(cls, cells: Cells, ids: pd.Index) -> Coded | None:
        """Code a column by the ids of another table, at once; None where a cell is no such id."""
        if cells.coded is not None:
            codes, uniques = cells.coded
            if uniques is ids:
                return cls(codes, ids)
            known = ids.get_indexer(uniques)
            return None if (known < 0).any() else cls(np.append(known, -1)[codes], ids)
        if getattr(cells.column.dtype, "storage", None) != "pyarrow" or not len(cells.column):
            return None
        import pyarrow as pa
        from pyarrow import compute

        words = pa.array(cells.column)
        places = compute.index_in(words, value_set=pa.array(ids, pa.large_string()))
        if places.null_count > words.null_count:
            return None
        return cls(places.fill_null(-1).to_numpy(), ids)

    @cached_property
    def first(self) -> np.ndarray:
        """First position of each different cell."""
        places = np.full(len(self.uniques), -1)
        filled = np.flatnonzero(self.codes >= 0)
        places[self.codes[filled[::-1]]] = filled[::-1]
        return places

    def rows_of(self, wrong: Iterable[SupportsIndex]) -> np.ndarray:
        """Return the positions whose cell is one of these."""
        chosen = [int(place) for place in wrong]
        if len(chosen) == 1:
            order, starts = self._places
            return order[starts[chosen[0]] : starts[chosen[0] + 1]]
        return np.flatnonzero(np.isin(self.codes, chosen)) if chosen else np.array([], dtype=int)

    @cached_property
    def _places(self) -> tuple[np.ndarray, np.ndarray]:
        """Rows in the order of their cell, and where each different cell begins."""
        order = np.argsort(self.codes, kind="stable")
        return order, np.searchsorted(self.codes[order], np.arange(len(self.uniques) + 1))


def blank(dtype: str, index: pd.Index) -> pd.Series:
    """Return a column without any cell that takes next to no memory: one cell, seen many times."""
    one = pd.Series([None], dtype=dtype).array
    size = len(index)
    if dtype == "float64":
        return pd.Series(np.broadcast_to(np.nan, size), index=index, copy=False)
    if dtype in {"boolean", "Int64"}:
        masked = type(one)
        data = np.broadcast_to(one._data, size)
        return pd.Series(masked(data, np.broadcast_to(True, size), copy=False), index=index, copy=False)
    return pd.Series(one.take(np.zeros(size, dtype=np.intp)), index=index, copy=False)


def empty_frame(table: schema.Table) -> pd.DataFrame:
    """Return a typed table without rows, its id still a column."""
    return pd.DataFrame({c.name: pd.Series([], dtype=_DTYPES[c.kind]) for c in table.columns})


def conform_table(table: schema.Table, raw: Raw, before: Mapping[str, Checked]) -> Checked:
    """Type every cell of a table and report what cannot be read; `before` are the tables typed so far."""
    frame = raw.frame
    if frame.columns.has_duplicates:
        repeated = list(dict.fromkeys(frame.columns[frame.columns.duplicated()].astype(str)))
        frame = frame.loc[:, ~frame.columns.duplicated()]
        raw = replace(raw, frame=frame)
        checked = Checked(table, raw, frame)
        for name in repeated:
            checked.whole("duplicate_column", column=name, value=name)
    else:
        checked = Checked(table, raw, frame)
    _report_columns(checked, [str(c) for c in frame.columns])
    columns = {column.name: _column(checked, frame, column, before) for column in table.columns}
    for name in frame.columns:
        if name not in table.by_name:
            columns[str(name)] = _extra(checked, frame[name])
    checked.frame = pd.DataFrame(columns, index=frame.index, copy=False)
    _report_missing_values(checked)
    return checked


def _report_columns(checked: Checked, present: list[str]) -> None:
    table = checked.table
    absent = [column.name for column in table.columns if column.name not in present]
    own = [name for name in present if name not in table.by_name]
    for name in table.required:
        if name in absent:
            like = nearest(name, own, _NEAR)
            checked.whole(
                "missing_column", column=name, like=like or NOTHING_LIKE, columns=", ".join(present) or "-"
            )
    if checked.raw.textual and len(checked.raw.frame) == 0:
        checked.whole("empty_table")
    for name in own:
        like = nearest(name, absent, _NEAR)
        if like is not None:
            checked.whole("unknown_column", column=name, value=name, like=like)
        elif checked.raw.textual and name not in checked.raw.declared:
            checked.whole("extra_column", column=name, value=name)


def _column(
    checked: Checked, frame: pd.DataFrame, column: schema.Column, before: Mapping[str, Checked]
) -> pd.Series:
    if column.name not in frame.columns or frame[column.name].array.isna().all():
        return checked.blank(_DTYPES[column.kind])
    raw = checked.raw
    small = column.maximum is not None and column.maximum < _THOUSAND
    target = before.get(column.refers or "")
    words = None if target is None else target.words(frame[column.name])
    cells = read_cells(
        frame[column.name], column.kind, decimal=raw.decimal, tidy=raw.textual, small=small, words=words
    )
    _report_cells(checked, column.name, cells)
    if column.minimum is not None or column.maximum is not None:
        _report_range(checked, column, cells.column)
    if cells.coded is not None:
        checked.remember(column.name, Coded(*cells.coded))
    if target is not None and not column.several:
        coded = Coded.among(cells, target.ids())
        if coded is not None:
            checked.remember(column.name, coded)
            return cells.column
    if column.kind == "text":
        _report_text(checked, column, cells.column)
    return cells.column


def _extra(checked: Checked, series: pd.Series) -> pd.Series:
    raw = checked.raw
    declared = raw.declared.get(str(series.name), raw.borne.get(str(series.name)))
    cells = read_extra(series, declared, textual=raw.textual, decimal=raw.decimal)
    _report_cells(checked, str(series.name), cells)
    if isinstance(cells.column.dtype, pd.StringDtype):
        _report_bad_text(checked, str(series.name), cells.column)
    return cells.column


def _report_cells(checked: Checked, column: str, cells: Cells) -> None:
    for position, code, fields in cells.faults:
        checked.findings.append(checked.at(code, position, column, None, fields))


def _report_range(checked: Checked, column: schema.Column, values: pd.Series) -> None:
    numbers = values.to_numpy(dtype=np.float64, na_value=np.nan)
    low = -np.inf if column.minimum is None else column.minimum
    high = np.inf if column.maximum is None else column.maximum
    with np.errstate(invalid="ignore"):
        wrong = (numbers <= low) if column.above else (numbers < low)
        wrong |= numbers > high
    code = "weight_not_positive" if column.name == "weight" else "out_of_range"
    allowed = f"> {low:g}" if column.above else f"{low:g}…{high:g}" if np.isfinite(high) else f">= {low:g}"
    checked.add(code, np.flatnonzero(wrong), column.name, allowed=allowed)


def _report_text(checked: Checked, column: schema.Column, values: pd.Series) -> None:
    if not (column.refers or column.words or column.pattern or column.name == checked.table.index):
        _report_bad_text(checked, column.name, values)
        return
    coded = checked.coded(column.name, values)
    cells = coded.uniques.tolist()
    joined = "\n".join(cells)
    if not checked.raw.clean and BAD_TEXT.search(joined):
        _report_bad_text(checked, column.name, values)
    if joined.split() != cells:
        spaced = [place for place, cell in enumerate(cells) if cell != cell.strip()]
        checked.add("spaces_around", coded.rows_of(spaced), column.name)
    if column.pattern is not None:
        wrong = [place for place, cell in enumerate(cells) if not re.fullmatch(column.pattern, cell)]
        checked.add("bad_pattern", coded.rows_of(wrong), column.name, pattern=column.pattern)


def _report_bad_text(checked: Checked, column: str, values: pd.Series) -> None:
    if checked.raw.clean or not BAD_TEXT.search("\n".join(values.dropna())):
        return
    wrong = [i for i, cell in enumerate(values) if isinstance(cell, str) and BAD_TEXT.search(cell)]
    shown = {i: ascii(values.iloc[i])[1:-1] for i in wrong}
    for position in wrong:
        code = "nul_byte" if "\x00" in values.iloc[position] else "not_text"
        checked.add(code, [position], column, shown)


def _report_missing_values(checked: Checked) -> None:
    reported = checked.raw.told | {(f.row, f.column) for f in checked.findings if f.row is not None}
    for name in checked.table.required:
        if name not in checked.raw.frame.columns:
            continue
        absent = ~checked.filled(name)
        code = "empty_id" if name == checked.table.index else "missing_value"
        places = [i for i in np.flatnonzero(absent) if (checked.raw.row(int(i)), name) not in reported]
        told = checked.table.by_name[name]
        checked.add(code, places, name, meaning_en=told.en, meaning_it=told.it)
