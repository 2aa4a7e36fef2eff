"""No public function changes what it is given, and no result lets one reach what is kept."""

from __future__ import annotations

import contextlib
import dataclasses

import pandas as pd
import pytest
from tests.contract.surface import arguments, call, canonical, on_a_territory

import welfare_graph as wg

NAMES = sorted(on_a_territory())


@pytest.fixture(scope="module")
def eco():
    return wg.datasets.two_valleys()


def frames(thing):
    """Every table and series in a result, however deep."""
    if isinstance(thing, pd.DataFrame | pd.Series):
        yield thing
    elif dataclasses.is_dataclass(thing):
        for field in dataclasses.fields(thing):
            yield from frames(getattr(thing, field.name))
    elif isinstance(thing, list | tuple):
        for item in thing:
            yield from frames(item)


def overwrite(frame):
    """Put another value in every cell that lets one in, through every door pandas has."""
    columns = [frame[name] for name in frame.columns] if isinstance(frame, pd.DataFrame) else [frame]
    for column in columns:
        for values in (column.array, getattr(column.array, "_ndarray", column.array), column):
            with contextlib.suppress(ValueError, TypeError, KeyError, IndexError):
                values[0] = values[len(column) - 1]
    with contextlib.suppress(ValueError, TypeError):
        frame.iloc[:] = frame.iloc[::-1].to_numpy()


@pytest.mark.parametrize("name", NAMES)
def test_a_function_leaves_its_territory_as_it_was(name, eco, tmp_path):
    before = eco.fingerprint
    call(name, eco, tmp_path)
    assert eco.fingerprint == before


@pytest.mark.parametrize("name", NAMES)
def test_writing_into_a_result_changes_no_later_one(name, eco, tmp_path):
    before = eco.fingerprint
    first = call(name, eco, tmp_path)
    told = canonical(first)
    for frame in frames(first):
        overwrite(frame)
    assert canonical(call(name, eco, tmp_path)) == told
    assert eco.fingerprint == before


@pytest.mark.parametrize("name", NAMES)
def test_a_function_leaves_its_other_arguments_as_they_were(name, eco, tmp_path):
    given = arguments(name, eco, tmp_path)
    kept = {key: value for key, value in given.items() if key != "path"}
    told = canonical(kept)
    on_a_territory()[name](eco, **given)
    assert canonical(kept) == told
