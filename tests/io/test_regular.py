"""The quick way to read a file without quotes says what reading it record by record says."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import welfare_graph as wg
from welfare_graph.io import _csv, _regular

CELLS = st.one_of(
    st.sampled_from(["", "a", "b", " a", "001191", "None", "NA", "Città", "福祉", "x" * 8, "x" * 40]),
    st.text(st.characters(exclude_categories=("Cs", "Cc"), exclude_characters='",'), max_size=20),
)
ROWS = st.lists(st.tuples(*[CELLS] * 3), max_size=6)


def as_csv(columns, rows, newline):
    return newline.join(",".join(cells) for cells in [columns, *rows]).encode() + newline.encode()


def tables(actors, ties):
    """Read two files, the second after the first, and return their cells, rows and findings."""
    ids = {}
    out = []
    for name, data in (("actors", actors), ("ties", ties)):
        source = _csv.CsvFile(wg.schema.TABLES[name], f"{name}.csv", data, {}, ids=ids)
        raw, findings = _csv.read_csv(source)
        cells = {c: [None if pd.isna(cell) else cell for cell in raw.frame[c]] for c in raw.frame}
        out.append((cells, [raw.row(place) for place in range(len(raw.frame))], findings))
    return out


def slowly(*files):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(_csv, "_fast", lambda *_: None)
        return tables(*files)


@given(actors=ROWS, ties=ROWS, newline=st.sampled_from(["\n", "\r\n"]))
@settings(max_examples=30, deadline=None)
def test_cell_by_cell_and_row_by_row(actors, ties, newline):
    files = (
        as_csv(("actor_id", "name", "type"), actors, newline),
        as_csv(("source", "target", "type"), ties, newline),
    )
    assert tables(*files) == slowly(*files)


@pytest.mark.parametrize("end", ["", "\n", "\n\n", "\r\n"])
def test_however_a_file_ends(end):
    files = (
        b"actor_id,name,type\na,A,firm\nb,,firm" + end.encode(),
        b"source,target,type\na,b,refers\n,,\nb,a,",
    )
    assert tables(*files) == slowly(*files)


@pytest.mark.parametrize(
    "body", ["a,A\n", "a,A,firm,x\n", "a,A,firm\nb\n", "a\nA,firm,b,B\n,\n", "a,A,firm\n\nb,B,firm\n"]
)
def test_a_file_whose_records_are_not_whole_is_read_record_by_record(body):
    files = f"actor_id,name,type\n{body}".encode(), b"source,target,type\n"
    assert _regular.read_regular(files[0], ",", [None] * 3) is None
    assert tables(*files) == slowly(*files)


def test_references_are_told_by_the_ids_of_the_table_before():
    actors = b"actor_id,name,type\na,A,firm\nan_id_longer_than_eight_bytes,B,firm\n"
    (_, ids), *_ = _regular.read_regular(actors, ",", [None] * 3)
    ties = b"source,target,type\nan_id_longer_than_eight_bytes,c,x\na,a,x\n"
    (source, told), (target, own), _ = _regular.read_regular(ties, ",", [ids, ids, None])
    assert told is ids
    assert source.tolist() == ["an_id_longer_than_eight_bytes", "a"]
    assert own is not ids
    assert target.tolist() == ["c", "a"]


def test_cells_that_share_a_number_are_told_apart_or_the_file_is_left_to_the_slow_way(monkeypatch):
    monkeypatch.setattr(_regular, "_STIR", _regular._STIR * 0)
    files = b"actor_id,name,type\na2345678x,A,firm\nb2345678x,B,firm\n", b"source,target,type\n"
    assert _regular.read_regular(files[0], ",", [None] * 3) is None
    assert tables(*files) == slowly(*files)


@pytest.mark.parametrize("other", [b"a2345678x", b"a2345678"])
def test_ids_that_share_a_number_with_a_reference_are_not_taken_for_it(other):
    actors = b"actor_id,name,type\n" + other + b",A,firm\n"
    (_, ids), *_ = _regular.read_regular(actors, ",", [None] * 3)
    ties = b"source,target,type\nab,a2345678y,x\n"
    shared = _regular.Distinct(pd.Index([_number(b"a2345678y")], dtype="uint64"), ids.cells, ids.text)
    columns = _regular.read_regular(ties, ",", [None, shared, None])
    assert columns[1][0].tolist() == ["a2345678y"]


def _number(cell):
    (_, told), *_ = _regular.read_regular(b"x,y\n" + cell + b",1\n", ",", [None, None])
    return told.numbers[0]


def test_a_very_long_cell_is_left_to_the_slow_way():
    files = b"actor_id,name,type\na," + b"x" * 10_001 + b",firm\n", b"source,target,type\n"
    assert _regular.read_regular(files[0], ",", [None] * 3) is None
    assert tables(*files) == slowly(*files)


@pytest.mark.parametrize("last", ["", "z", "z2345678", "z23456789", "z" * 40])
def test_the_last_cells_of_a_file_have_no_room_behind_them(last):
    files = f"actor_id,name,type\na,A,firm\n{last}b,B,{last}".encode(), b"source,target,type\n"
    assert tables(*files) == slowly(*files)


def test_a_few_bytes_are_left_to_the_slow_way():
    assert _regular.read_regular(b"a,b\n1,2", ",", [None] * 2) is None
