"""Laws of every territory: files, cuts, days, equality, and buffers nobody can write to."""

from __future__ import annotations

import pickle

import numpy as np
import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.strategies import as_frames, dates, ecosystems, relabelled, territories

import welfare_graph as wg
from welfare_graph.ecosystem import first_day, last_day
from welfare_graph.schema import NOT_COUNTING, TABLES

FEW = settings(max_examples=8)


def test_what_is_written_is_read(tmp_path_factory):
    @FEW
    @given(ecosystems())
    def law(eco):
        for name in ("territory", "territory.zip"):
            back = wg.read(wg.write(eco, tmp_path_factory.mktemp("round") / name))
            assert back == eco
            assert back.fingerprint == eco.fingerprint
            for table in TABLES:
                assert list(getattr(back, table).index) == list(getattr(eco, table).index)

    law()


@FEW
@given(ecosystems())
def test_tables_out_are_tables_in_and_no_buffer_can_be_written_to(eco):
    _tables_out_are_tables_in(eco)
    _no_buffer_can_be_written_to(eco)


def _tables_out_are_tables_in(eco):
    again = wg.Ecosystem.from_tables(**as_frames(eco), **eco.metadata)
    assert again == eco
    assert pickle.loads(pickle.dumps(eco)) == eco
    assert wg.validate(eco)["severity"].ne("error").all()


@FEW
@given(territories())
def test_the_callers_frames_stay_as_they_were(tables):
    before = {
        name: table.copy(deep=True) for name, table in tables.items() if isinstance(table, pd.DataFrame)
    }
    eco = wg.Ecosystem.from_tables(**tables)
    told = eco.fingerprint
    for name, table in before.items():
        pd.testing.assert_frame_equal(tables[name], table)
        for column in tables[name].columns:
            tables[name][column] = None
    assert eco.fingerprint == told


def _no_buffer_can_be_written_to(eco):
    told = eco.fingerprint
    for name in TABLES:
        frame = getattr(eco, name)
        for column in frame.columns:
            cells = frame[column].array
            for door in (
                cells,
                getattr(cells, "_ndarray", cells),
                getattr(cells, "_data", cells),
                frame[column].to_numpy(),
            ):
                try:
                    door[0] = door[-1]
                except (ValueError, TypeError, IndexError):
                    continue
        if len(frame):
            frame.iloc[0] = frame.iloc[-1]
    assert eco.fingerprint == told


@FEW
@given(ecosystems(), dates())
def test_days_and_what_counts_on_them(eco, day):
    _a_day_is_kept_once_and_leaves_no_reference_open(eco, day)
    _today_is_kept_once(eco)
    _rows_that_count_are_today_s_and_need_only_rows_that_count(eco)
    _planned_rows_can_be_made_to_count(eco)


def _a_day_is_kept_once_and_leaves_no_reference_open(eco, day):
    then = eco.at(day)
    assert then.at(day) == then
    assert then.current() == then
    assert then.reference_date == day
    today = last_day(day)
    for name, table in TABLES.items():
        frame = getattr(then, name)
        for column in table.columns:
            if column.refers and column.required:
                assert set(frame[column.name]) <= set(getattr(then, column.refers).index)
        if table.dated:
            assert all(first_day(date) <= today for date in frame["start"].dropna())
            assert all(last_day(date) >= today for date in frame["end"].dropna())
        kept = list(frame.index) if table.index else list(range(len(frame)))
        assert list(frame.index) == kept
        if table.index:
            before = [row for row in getattr(eco, name).index if row in set(frame.index)]
            assert before == list(frame.index)


def _today_is_kept_once(eco):
    today = eco.current()
    assert today.current() is today
    if eco.reference_date is not None:
        assert today == eco.at(eco.reference_date)


def _rows_that_count_are_today_s_and_need_only_rows_that_count(eco):
    for name, table in TABLES.items():
        active, today = eco.active(name), getattr(eco.current(), name)
        assert len(active) <= len(today)
        if table.index:
            assert active.index.isin(today.index).all()
        if "status" in table.by_name and table.dated:
            for status, date in NOT_COUNTING.items():
                rows = active[active["status"] == status]
                assert rows[date].notna().all()
                assert eco.reference_date is not None or rows.empty
        for column in table.columns:
            if column.refers and column.required:
                assert set(active[column.name]) <= set(eco.active(column.refers).index)


def _planned_rows_can_be_made_to_count(eco):
    planned = eco.include_planned()
    assert planned.include_planned() == planned
    for name, table in TABLES.items():
        if "status" in table.by_name and table.dated:
            assert not getattr(planned, name)["status"].isin(["planned", "proposed"]).any()
        assert len(getattr(planned, name)) == len(getattr(eco, name))
        assert len(planned.active(name)) >= len(eco.active(name))


@FEW
@given(ecosystems(), ecosystems())
def test_a_fingerprint_is_the_same_if_and_only_if_the_territory_is(one, other):
    assert (one == other) == (one.fingerprint == other.fingerprint)
    assert one == one.replace()
    assert one.fingerprint == one.replace().fingerprint
    assert one.replace(title="another title") != one
    assert one != 1


@FEW
@given(ecosystems(min_actors=1), st.data())
def test_one_cell_makes_another_territory(eco, data):
    place = data.draw(st.integers(0, len(eco.actors) - 1))
    names = eco.actors["name"].to_numpy(dtype=object).copy()
    names[place] = f"{names[place]}!"
    changed = eco.replace(actors=eco.actors.assign(name=names))
    assert changed != eco
    assert changed.fingerprint != eco.fingerprint


@FEW
@given(ecosystems(nasty=False))
def test_other_codes_are_followed_everywhere(eco):
    new = {code: f"new {code}" for code in eco.actors.index}
    renamed = relabelled(eco, "actors", new)
    assert relabelled(renamed, "actors", {to: code for code, to in new.items()}) == eco
    assert len(renamed.current().actors) == len(eco.current().actors)
    for name in TABLES:
        assert len(renamed.active(name)) == len(eco.active(name))


@FEW
@given(ecosystems(min_actors=2))
def test_row_order_is_the_user_s_and_matters_only_to_order(eco):
    turned = eco.replace(actors=eco.actors.iloc[::-1], ties=eco.ties.iloc[::-1])
    assert list(turned.actors.index) == list(eco.actors.index[::-1])
    assert sorted(turned.current().actors.index) == sorted(eco.current().actors.index)
    assert len(turned.active("ties")) == len(eco.active("ties"))


@FEW
@given(ecosystems(min_actors=1))
def test_a_part_of_the_territory_is_a_territory(eco):
    kind = eco.actors["type"].iloc[0]
    part = eco.where(type=kind)
    assert set(part.actors["type"]) == {kind}
    assert part.where(type=[kind]) == part
    assert {*part.ties["source"], *part.ties["target"]} <= set(part.actors.index)
    inside = eco.within(list(eco.areas.index))
    assert list(inside.areas.index) == list(eco.areas.index)
    assert eco.layer(list(eco.ties["type"].unique())).ties.shape == eco.ties.shape
    assert np.array_equal(
        eco.summary()["rows"].to_numpy(), [len(getattr(eco, name)) for name in eco.summary().index]
    )
