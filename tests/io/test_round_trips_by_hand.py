"""What a spreadsheet, a locale or a parser spoils, written and read back by hand-picked cases."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from tests.strategies import NASTY
from tests.territory_files import ACTORS, NEEDS, TIES, frame, territory

import welfare_graph as wg


@pytest.fixture(params=["", ".zip"], ids=["folder", "zip"])
def there_and_back(request, tmp_path):
    def round_trip(eco):
        return wg.read(wg.write(eco, tmp_path / f"territory{request.param}"))

    return round_trip


@pytest.fixture(params=[True, False], ids=["pyarrow", "plain"])
def engine(request, monkeypatch):
    """Read and write with pyarrow, and as if it were not installed."""
    monkeypatch.setattr("welfare_graph._optional.available", lambda _: request.param)
    with pd.option_context("mode.string_storage", "pyarrow" if request.param else "python"):
        yield request.param


def test_nasty_texts_survive_as_names_own_cells_and_notes(engine, there_and_back):
    words = list(NASTY)
    ids = [f"a{place}" for place in range(len(words))]
    actors = frame(
        {"actor_id": ids, "name": words, "type": "firm", "note": [None, *words[1:]], "mine": words[::-1]}
    )
    eco = territory(actors=actors, ties=frame(TIES).head(0), title=words[14])
    back = there_and_back(eco)
    assert back == eco
    assert back.fingerprint == eco.fingerprint
    assert list(back.actors["name"]) == words
    assert list(back.actors["mine"]) == words[::-1]


def test_each_nasty_text_survives_alone(engine, tmp_path):
    for place, word in enumerate(NASTY):
        eco = territory(actors=frame(ACTORS, name=[word, "B", "C"]))
        assert wg.read(wg.write(eco, tmp_path / f"{place}.zip")) == eco, ascii(word)


def test_codes_survive_as_ids_and_as_references(engine, there_and_back):
    codes = ["001191", "None", "NA", "nan", "null", "1e5", "01", "TRUE", "=1", "-1", "a,b", "a;b"]
    areas = frame({"area_id": codes, "name": codes})
    actors = frame({"actor_id": codes, "name": codes, "type": "firm", "area_id": codes[::-1]})
    ties = frame({"source": codes, "target": codes[1:] + codes[:1], "type": "collaborates"})
    eco = territory(actors=actors, ties=ties, areas=areas)
    back = there_and_back(eco)
    assert back == eco
    assert list(back.areas.index) == list(back.actors.index) == list(back.ties["source"]) == codes
    assert list(back.actors["area_id"]) == codes[::-1]


def test_names_of_own_columns_survive(engine, there_and_back):
    names = ["=y", "a,b", " spaced ", "two\nlines", "'=q", "None", "età", '"q"', "x;y", "1"]
    eco = territory(actors=frame(ACTORS, **{name: ["1", "x", None] for name in names}))
    back = there_and_back(eco)
    assert list(back.actors.columns) == list(eco.actors.columns)
    assert back == eco


OWN = {
    "text": ["x", None, "y"],
    "numbers as text": ["1", "2", None],
    "leading zeros": ["01", "2", "3"],
    "float": [0.1, np.nan, 2 / 3],
    "whole float": [1.0, 2.0, np.nan],
    "integer": pd.array([1, None, -3], dtype="Int64"),
    "large integer": pd.array([2**53 + 1, 2**62, None], dtype="Int64"),
    "int8": np.array([1, 2, 3], dtype="int8"),
    "unsigned": np.array([1, 2, 2**40], dtype="uint64"),
    "boolean": [True, False, True],
    "missing boolean": pd.array([True, None, False], dtype="boolean"),
    "objects": [True, None, False],
    "categories": pd.Categorical(["x", None, "y"]),
    "number categories": pd.Categorical([1.5, None, 2.5]),
    "dates": pd.to_datetime(["2020-06-30", None, "2021-01-01"]),
    "float32": np.array([0.1, 0.2, 0.3], dtype="float32"),
    "tiny": [5e-324, 1.7976931348623157e308, -0.0],
    "nothing": [None, None, None],
}


def test_own_columns_of_any_kind_survive(engine, there_and_back):
    eco = territory(actors=frame(ACTORS).assign(**{f"my {name}": cells for name, cells in OWN.items()}))
    back = there_and_back(eco)
    assert back == eco
    filled = [name for name in eco.actors.columns if eco.actors[name].notna().any()]
    assert back.actors[filled].dtypes.to_dict() == eco.actors[filled].dtypes.to_dict()
    assert "my nothing" not in back.actors


def test_numbers_survive_to_the_last_digit(engine, there_and_back):
    weights = [0.1 + 0.2, 1 / 3]
    back = there_and_back(territory(ties=frame(TIES, weight=weights)))
    assert back.ties["weight"].tolist() == weights


def test_large_integers_that_differ_make_territories_that_differ():
    one, other = (
        territory(actors=frame(ACTORS).assign(mine=pd.array([n, 1, 1], dtype="Int64")))
        for n in (2**53, 2**53 + 1)
    )
    assert one != other
    assert one.fingerprint != other.fingerprint


def test_a_need_and_empty_tables_survive(there_and_back):
    needs = frame(NEEDS).head(0)
    eco = territory(needs=needs, actors=frame(ACTORS).head(0), ties=frame(TIES).head(0))
    assert there_and_back(eco) == eco
    assert len(there_and_back(eco).needs) == 0


@pytest.mark.parametrize("name", ["two_valleys", "pinerolese"])
def test_a_shipped_territory_survives(name, there_and_back):
    eco = getattr(wg.datasets, name)()
    assert there_and_back(eco) == eco
