"""No door of a table lets anybody write to what a territory keeps."""

from __future__ import annotations

import pytest
from tests.territory_files import ACTORS, AREAS, TIES, frame, territory

from welfare_graph.schema import TABLES


def doors(column):
    """Every way pandas gives to the cells of a column."""
    array = column.array
    parts = [getattr(array, name, None) for name in ("_ndarray", "_data", "_mask")]
    return [array, column.to_numpy(), column, *(part for part in parts if part is not None)]


@pytest.mark.parametrize("table", ["actors", "ties", "areas"])
def test_no_door_lets_write(table):
    eco = territory(
        actors=frame(ACTORS, employees=[1, 2, 3], mine=[True, None, False], count=[0.5, 1.5, 2.5]),
        ties=frame(TIES, weight=[1.0, 2.0], trust=[0.1, 0.2], directed=[True, False]),
        areas=frame(AREAS),
    )
    told = eco.fingerprint
    for name in getattr(eco, table).columns:
        for door in doors(getattr(eco, table)[name]):
            try:
                door[0] = door[len(door) - 1]
            except (ValueError, TypeError, KeyError):
                continue
    assert eco.fingerprint == told


def test_nothing_done_to_an_absent_table_is_seen_again():
    table = territory().standards
    table["mine"] = 1
    table.loc["x", "law"] = "y"
    table.index.name = "z"
    table.columns.name = "w"
    again = territory().standards
    assert list(again.columns) == list(TABLES["standards"].by_name)[1:]
    assert (len(again), again.index.name, again.columns.name) == (0, "standard_id", None)
