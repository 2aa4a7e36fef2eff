"""Cells as they come: every kind of value read as the kind its column asks for, or named."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pandas as pd
import pytest

from welfare_graph.validation._cells import read_cells, read_extra
from welfare_graph.validation._rules import _repeated

MISSING = [None, np.nan, pd.NA, pd.NaT]


def values(cells):
    return [None if value is pd.NA or value != value else value for value in cells.column]


def codes(cells):
    return [code for _, code, _ in cells.faults]


def objects(*cells):
    return pd.Series(list(cells), dtype=object)


def test_text_of_every_kind():
    cells = read_cells(
        objects("a", "", *MISSING, True, 3, 2.0, 2.5, dt.date(2020, 6, 30), dt.datetime(2020, 6, 30)), "text"
    )
    assert values(cells) == ["a", *[None] * 5, "true", "3", "2", "2.5", "2020-06-30", "2020-06-30"]
    assert codes(read_cells(objects(["a"], {"b": 1}, "\ud800"), "text")) == [
        "not_a_scalar",
        "not_a_scalar",
        "not_text",
    ]


def test_empty_text_is_missing_in_every_storage():
    assert values(read_cells(pd.Series(["a", ""], dtype="str"), "text")) == ["a", None]
    assert values(read_cells(pd.Series(["a", ""], dtype="category"), "text")) == ["a", None]
    assert codes(read_cells(pd.Series(pd.Categorical([("x",), "a"])), "text")) == ["not_a_scalar"]


def test_numbers_of_every_kind():
    cells = read_cells(objects("1", " 2.5 ", "", *MISSING, 3, 4.5, "1e3"), "float")
    assert values(cells) == [1.0, 2.5, *[None] * 5, 3.0, 4.5, 1000.0]
    wrong = read_cells(objects("x", True, [1], "nan", "-inf", np.inf, "1.2.3", "1_0", "1e999"), "float")
    assert codes(wrong) == [
        "not_a_number",
        "not_a_number",
        "not_a_number",
        "not_finite",
        "not_finite",
        "not_finite",
        "not_a_number",
        "not_a_number",
        "not_finite",
    ]
    assert codes(read_cells(pd.Series([1.0, np.inf]), "float")) == ["not_finite"]
    assert codes(read_cells(pd.Series([True, False]), "float")) == ["not_a_number", "not_a_number"]


@pytest.mark.parametrize("storage", ["python", "pyarrow"])
def test_text_numbers_do_not_depend_on_how_text_is_stored(storage):
    text = pd.StringDtype(storage, na_value=np.nan)
    for cells in (["1.5", None, "-2"], ["1.5", "x"], ["nan"], ["--", "1"], ["1.2.3"], ["1_000"]):
        here = read_cells(pd.Series(cells, dtype=text), "float")
        there = read_cells(objects(*cells), "float")
        assert (values(here), codes(here)) == (values(there), codes(there))


def test_whole_numbers():
    assert values(read_cells(objects("7", "1.000", 3.0), "integer", decimal=",")) == [7, 1000, 3]
    assert values(read_cells(objects("7", "1,000"), "integer")) == [7, 1000]
    assert codes(read_cells(objects("7.5"), "integer")) == ["not_an_integer"]
    assert values(read_cells(pd.Series([1, 2]), "integer")) == [1, 2]


@pytest.mark.parametrize(
    ("cells", "decimal", "expected"),
    [
        (["1.200,5", "35.778"], ",", [1200.5, 35778.0]),
        (["1,5", "2"], ",", [1.5, 2.0]),
        (["1,200", "2"], ",", [1.2, 2.0]),
        (["7.5", "1.200"], ",", [7.5, 1.2]),
        (["1.234.567", "1"], ",", [1234567.0, 1.0]),
        (["1,234,567.5", "1"], ".", [1234567.5, 1.0]),
        (["1,5", "1,200"], ".", [1.5, 1.2]),
        (["1,200.5", "1,200"], ".", [1200.5, 1200.0]),
    ],
)
def test_the_decimal_sign_is_decided_over_the_column(cells, decimal, expected):
    found = read_cells(objects(*cells), "float", decimal=decimal)
    assert codes(found) == []
    assert values(found) == expected


@pytest.mark.parametrize(
    ("cells", "decimal"),
    [(["1.200", "2"], ","), (["1,200", "2"], "."), (["1,5", "1.5"], ","), (["1,200", "7.5"], ",")],
)
def test_a_column_that_can_be_read_both_ways_is_named(cells, decimal):
    assert set(codes(read_cells(objects(*cells), "float", decimal=decimal))) == {"ambiguous_decimal"}


def test_booleans():
    yes = read_cells(objects("sì", "X", "1", 1, 1.0, True, "vero"), "boolean")
    assert values(yes) == [True] * 7
    no = read_cells(objects("no", "0", False, "falso", "", *MISSING), "boolean")
    assert values(no) == [*[False] * 4, *[None] * 5]
    assert codes(read_cells(objects("maybe"), "boolean")) == ["not_a_boolean"]


def test_dates():
    cells = read_cells(
        objects("2020", "2020-06", "2020-06-30", "30/6/2020", "2020-06-30T00:00:00", 2020, 2020.0), "date"
    )
    assert values(cells) == ["2020", "2020-06", *["2020-06-30"] * 3, "2020", "2020"]
    assert values(
        read_cells(objects(dt.date(2020, 1, 2), pd.Timestamp(2020, 1, 2), *MISSING, " "), "date")
    ) == [
        "2020-01-02",
        "2020-01-02",
        *[None] * 5,
    ]
    assert (
        codes(read_cells(objects("2021-02-30", "31/06/2020", "soon", "06/2020"), "date"))
        == ["not_a_date"] * 4
    )


def test_a_time_of_day_is_left_off_and_said_where_the_day_is_certain():
    noon = dt.datetime(2020, 6, 30, 12, 30)
    timed = objects(noon, pd.Timestamp(noon), "2020-06-30 12:30", "30/6/2020 12.30", "2020-06-30T12:30:01")
    cells = read_cells(timed, "date")
    assert values(cells) == ["2020-06-30"] * 5
    assert codes(cells) == ["time_of_day"] * 5
    abroad = noon.replace(tzinfo=dt.UTC)
    wrong = read_cells(
        objects(abroad, "2020-06-30T12:30Z", "2020 12:30", "2020-06-30 25:00", "31/6/2020 1:00"), "date"
    )
    assert values(wrong) == [None] * 5
    assert codes(wrong) == ["not_a_date"] * 5


@pytest.mark.parametrize(
    ("cells", "dtype"),
    [
        (["1", "2"], "Int64"),
        (["1.5", "2"], "float64"),
        (["007", "1"], "str"),
        (["1", "x"], "str"),
        (["+5", "1"], "str"),
        (["", ""], "str"),
        (["1e400", "1"], "str"),
        (["-5", "0"], "Int64"),
        (["99999999999999999999", "1"], "str"),
    ],
)
def test_a_column_of_ones_own_is_a_number_where_every_cell_is_one(cells, dtype):
    assert read_extra(pd.Series(cells, dtype="str"), None, textual=True).column.dtype == dtype


@pytest.mark.parametrize(
    ("cells", "dtype"),
    [
        ([True, None], "boolean"),
        ([1, None], "Int64"),
        ([1.5, None], "float64"),
        (["a", None], "str"),
        ([dt.date(2020, 1, 1)], "str"),
    ],
)
def test_a_column_of_ones_own_keeps_its_type(cells, dtype):
    assert read_extra(objects(*cells), None, textual=False).column.dtype == dtype


def test_a_declared_type_is_kept():
    assert read_extra(pd.Series(["1", "2"], dtype="str"), "string", textual=True).column.dtype == "str"


def test_repeated_rows_are_found_past_64_bits():
    many = np.arange(70_000, dtype=np.int64)
    keys = [np.append(many, 5)] * 4
    assert np.flatnonzero(_repeated(keys)).tolist() == [70_000]


def test_cells_of_blanks_are_missing_in_every_kind_of_column():
    for kind in ("float", "integer", "boolean", "date"):
        cells = read_cells(pd.Series([" ", "", "1" if kind != "date" else "2020"], dtype="str"), kind)
        assert cells.column.isna().tolist() == [True, True, False]
        assert cells.faults == []


@pytest.mark.parametrize("storage", ["double[pyarrow]", "category"])
@pytest.mark.parametrize("kind", ["float", "integer", "boolean", "date", "text"])
def test_a_nan_that_arrow_keeps_beside_its_nulls_is_missing_in_every_kind(kind, storage):
    import pyarrow as pa

    array = pd.arrays.ArrowExtensionArray(pa.array([1.0, float("nan"), None]))
    series = pd.Series(array).astype(storage)
    cells = read_cells(series, kind)
    assert values(cells)[1:] == [None, None]
    assert [place for place, _, _ in cells.faults] == ([0] if kind == "date" else [])


@pytest.mark.parametrize("cell", [1e20, "1e20", "9" * 19, 2**63])
def test_a_whole_number_that_64_bits_cannot_hold_exactly_is_named(cell):
    cells = read_cells(objects(7, cell), "integer")
    assert values(cells) == [7, None]
    assert [(place, code) for place, code, _ in cells.faults] == [(1, "not_an_integer")]


def test_flags_that_are_flags_already_stay_as_they_are():
    for dtype in ("bool", "boolean"):
        cells = read_cells(pd.Series([True, False], dtype=dtype), "boolean")
        assert (values(cells), str(cells.column.dtype), codes(cells)) == ([True, False], "boolean", [])


@pytest.mark.parametrize(
    ("cells", "dtype", "kept"),
    [
        ([True, False], "bool", "boolean"),
        ([1, 2], "int32", "Int64"),
        ([1.5, 2.0], "float32", "float64"),
        (["1", "2"], "str", "str"),
        (["2020-06-30"], "datetime64[ns]", "str"),
        ([1, None], "object", "Int64"),
        ([1, 2.5], "object", "float64"),
        ([None, True], "object", "boolean"),
        ([None], "object", "str"),
    ],
)
def test_a_column_of_ones_own_keeps_its_kind(cells, dtype, kept):
    read = read_extra(pd.Series(cells, dtype=dtype), None, textual=False)
    assert str(read.column.dtype) == kept
    assert read.faults == []


def test_two_decimal_signs_are_named_where_they_clash_and_nothing_is_guessed():
    cells = read_cells(objects("1.5", "2,5", "3.25", "4"), "float")
    assert values(cells) == [None, None, None, 4.0]
    assert [(place, code) for place, code, _ in cells.faults] == [
        (0, "ambiguous_decimal"),
        (1, "ambiguous_decimal"),
    ]
