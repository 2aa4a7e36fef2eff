"""Hints that meet a person half-way: labels for words, lost zeros, one blame for one fault."""

import pandas as pd
import pytest
from tests.territory_files import ACTORS, NEEDS, TIES, findings, frame

from welfare_graph.validation._cells import read_cells


def test_a_code_that_lost_its_zeros_in_its_own_table_is_named():
    found = findings(areas=frame({"area_id": ["001191", "1168", "villar", "063049"], "name": list("abcd")}))
    assert found[["code", "row", "column"]].to_numpy().tolist() == [["short_code", 3, "area_id"]]
    assert "001168" in found["hint"].iloc[0]


@pytest.mark.parametrize("codes", [["1168", "12"], ["1168", "001168"], ["101191", "1168"]])
def test_short_codes_are_fine_where_the_others_have_no_zeros_to_lose(codes):
    assert "short_code" not in set(findings(areas=frame({"area_id": codes, "name": ["a", "b"]}))["code"])


@pytest.mark.parametrize("typed", ["Impresa", "impresa ", "Firm"])
def test_a_label_is_answered_with_its_word(typed):
    found = findings(actors=frame(ACTORS, type=[typed, "school", "municipality"]))
    assert "Did you mean: firm?" in found["hint"].tolist()


def test_a_missing_id_column_is_blamed_once():
    found = findings(actors=frame(ACTORS).rename(columns={"actor_id": "Actor_ID"}))
    assert set(found["table"]) == {"actors"}


def test_a_reference_with_nothing_like_it_is_told_to_be_added():
    found = findings(ties=frame(TIES, target=["b", "zzzzzz"]))
    assert found["hint"].tolist() == ["Add it to actors, or type a code that is there."]


def test_demand_for_a_need_that_is_not_there_is_one_error():
    areas = frame({"area_id": ["x"], "name": ["X"]})
    demand = frame({"area_id": ["x"], "need_id": ["m"], "quantity": [1.0]})
    codes = findings(areas=areas, needs=frame(NEEDS), demand=demand)["code"].tolist()
    assert codes == ["dangling_reference"]


@pytest.mark.parametrize("cell", ["44,886", "44.886"])
def test_where_no_number_reaches_a_thousand_a_sign_is_for_decimals(cell):
    cells = pd.Series([cell, None], dtype=object)
    assert read_cells(cells, "float", decimal="?", small=True).column.tolist()[0] == 44.886
    assert [code for _, code, _ in read_cells(cells, "float", decimal="?").faults] == ["ambiguous_decimal"]
