"""No public function changes what it is given or prints, and no result lets one reach what is kept."""

from __future__ import annotations

import contextlib
import dataclasses

import pandas as pd
import pytest
from tests.contract.surface import arguments, canonical, on_a_territory

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
def test_nothing_given_changes_and_nothing_kept_can_be_reached(name, eco, tmp_path, capfd):
    function, given, before = on_a_territory()[name], arguments(name, eco, tmp_path), eco.fingerprint
    kept = {key: value for key, value in given.items() if key != "path"}
    tables = canonical(kept)
    first = function(eco, **given)
    assert canonical(kept) == tables
    told = canonical(first)
    for frame in frames(first):
        overwrite(frame)
    assert canonical(function(eco, **arguments(name, eco, tmp_path))) == told
    assert eco.fingerprint == before
    assert capfd.readouterr().out == ""
