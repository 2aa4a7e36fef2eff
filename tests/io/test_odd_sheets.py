"""Workbooks as hurried hands leave them: read right, or named with sheet and cell."""

from __future__ import annotations

import datetime as dt

import openpyxl
import pytest

import welfare_graph as wg

HEAD = ["actor_id", "name", "type", "area_id", "employees", "start", "lat", "note"]
TWO = [["a", "A", "firm"], ["b", "B", "school"]]
TIES = [["source", "target", "type"], ["a", "b", "collaborates"]]
ITALIAN = ["Codice", "Nome", "Tipo", "Area", "Addetti", "Inizio", "Latitudine", "Note"]


@pytest.fixture
def book(tmp_path):
    """Write sheets of rows as a workbook, once `edit` has had its way with it."""

    def write(actors, edit=None, **sheets):
        made = openpyxl.Workbook()
        made.remove(made.active)
        for name, rows in {"actors": actors, "ties": TIES, **sheets}.items():
            sheet = made.create_sheet(name)
            for row in rows:
                sheet.append(row)
        if edit is not None:
            edit(made)
        path = tmp_path / "x.xlsx"
        made.save(path)
        return path

    return write


def told(path):
    """Code, row and column of every finding of the sheet of actors."""
    found = wg.validate(path, lang="it")
    found = found[found["table"] == "actors"]
    places = found[["code", "row", "column"]].astype(object)
    return places.where(found[["code", "row", "column"]].notna(), None).to_numpy().tolist()


def test_a_plain_sheet_is_read_without_a_word(book):
    path = book([HEAD, *TWO])
    assert wg.validate(path).empty
    assert wg.read(path).actors["name"].tolist() == ["A", "B"]


def test_trailing_blanks_empty_rows_and_nameless_columns_are_nothing(book):
    path = book([[*HEAD, None, " "], TWO[0], [], [" ", " "], [], TWO[1], ["", None, ""], []])
    assert wg.validate(path).empty
    assert wg.read(path).actors.index.tolist() == ["a", "b"]


def test_notes_above_are_named_and_the_table_is_read(book):
    path = book([["Elenco al 30/06/2026"], ["a cura del consorzio"], [], HEAD, *TWO])
    assert told(path) == [["notes_above", 1, None]]
    assert wg.read(path).actors["type"].tolist() == ["firm", "school"]


def test_a_row_of_labels_above_the_header_is_named(book):
    assert told(book([ITALIAN, HEAD, *TWO])) == [["notes_above", 1, None]]


def test_a_row_of_labels_below_the_header_is_one_error(book):
    assert told(book([HEAD, ITALIAN, *TWO])) == [["repeated_header", 2, "actor_id"]]


def test_a_header_that_comes_back_is_named(book):
    assert told(book([HEAD, TWO[0], HEAD, TWO[1]])) == [["repeated_header", 3, "actor_id"]]


@pytest.mark.parametrize(
    ("row", "column"),
    [
        (["Totale", None, None, None, 12], "actor_id"),
        ([None, None, None, "TOTALE ADDETTI:", 12], "area_id"),
        ([None, None, None, None, 7], "employees"),
        ([None, "Somma", None, None, 7], "name"),
    ],
)
def test_a_stray_total_is_one_error(book, row, column):
    assert told(book([HEAD, *TWO, row])) == [["totals_row", 4, column]]


def test_a_name_that_begins_like_a_total_is_a_name(book):
    assert told(book([HEAD, ["t", "Totale Servizi srl", "firm"], *TWO])) == []


def test_notes_below_the_table_are_named(book):
    path = book([HEAD, *TWO, [], ["Fonte: ISTAT 2024"], ["* campi obbligatori"]])
    assert told(path) == [["note_row", 5, "actor_id"], ["note_row", 6, "actor_id"]]


def test_a_record_that_is_only_begun_is_asked_to_be_completed(book):
    found = told(book([HEAD, *TWO, ["c"]]))
    assert found == [["missing_value", 4, "name"], ["missing_value", 4, "type"]]


def test_cells_beside_the_table_are_named(book):
    path = book([HEAD, [*TWO[0], *[None] * 8, "vedi sotto"], TWO[1]])
    assert told(path) == [["stray_cell", 2, "L"]]
    many = book([HEAD, *([*row, *[None] * 8, "x"] for row in TWO * 15)])
    assert wg.validate(many)["value"].tolist().count("x") == 20
    assert "10 more" in wg.validate(many)["value"].tolist()


def test_merged_cells_are_named_where_they_hide_a_value(book):
    path = book([HEAD, TWO[0], ["b", "B"]], lambda b: b["actors"].merge_cells("C2:C3"))
    assert told(path) == [["merged_cells", 2, "type"], ["missing_value", 3, "type"]]
    above = book([["Anagrafica", None, "Sede"], HEAD, *TWO], lambda b: b["actors"].merge_cells("A1:B1"))
    assert told(above) == [["notes_above", 1, None]]


def test_hidden_rows_columns_and_sheets_are_read_and_named(book):
    def hide(made):
        made["actors"].row_dimensions[3].hidden = True
        made["actors"].column_dimensions["B"].hidden = True
        made["ties"].sheet_state = "hidden"

    path = book([HEAD, *TWO], hide)
    found = wg.validate(path, lang="it")
    assert found["code"].tolist() == ["hidden_rows", "hidden_columns", "hidden_sheet"]
    assert found["value"].tolist()[1] == "B"
    assert len(wg.read(path).actors) == 2


def test_formulas_and_errors_are_named(book):
    path = book([HEAD, ["a", "#N/A", "firm"], ["b", '=UPPER("b")', "school"]])
    assert sorted(told(path)) == [["error_cell", 2, "name"], ["formula_without_value", 3, "name"]]


def test_dates_are_days_however_they_are_kept(book):
    dates = [dt.datetime(2020, 6, 30), 44012, 2020, "30/06/2020", "2020-06"]
    path = book(
        [HEAD, *([f"a{i}", "A", "firm", None, None, day] for i, day in enumerate(dates))], ties=[TIES[0]]
    )
    assert told(path) == [["serial_date", 3, "start"]]
    assert wg.read(path).actors["start"].tolist() == ["2020-06-30"] * 2 + ["2020", "2020-06-30", "2020-06"]


def test_days_that_are_none_are_errors(book):
    days = ["2020-06-30 12:30+02:00", 12, 1_000_000.5, "giugno 2020", "30.06.2020", True]
    rows = [[f"a{i}", "A", "firm", None, None, day] for i, day in enumerate(days)]
    assert told(book([HEAD, *rows])) == [["not_a_date", row, "start"] for row in range(2, 8)]


def test_a_day_with_a_time_is_that_day_and_said(book):
    days = [dt.datetime(2020, 6, 30, 12, 30), "30/06/2020 9.05", "2020-06-30T23:59:59.5"]
    path = book(
        [HEAD, *([f"a{i}", "A", "firm", None, None, day] for i, day in enumerate(days))], ties=[TIES[0]]
    )
    assert told(path) == [["time_of_day", row, "start"] for row in (2, 3, 4)]
    assert wg.read(path).actors["start"].tolist() == ["2020-06-30"] * 3


def test_a_workbook_that_counts_from_1904(book):
    def mac(made):
        made.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904

    path = book([HEAD, ["a", "A", "firm", None, None, dt.datetime(2020, 6, 30)], TWO[1]], mac)
    assert wg.read(path).actors["start"].tolist()[0] == "2020-06-30"


def test_numbers_kept_as_text_are_numbers(book):
    rows = [["a", "A", "firm", None, "12", None, "44,88"], ["b", "B", "school", None, " 7 ", None, "44,9"]]
    actors = wg.read(book([HEAD, *rows])).actors
    assert actors["employees"].tolist() == [12, 7]
    assert actors["lat"].tolist() == [44.88, 44.9]


def test_a_point_between_thousands_is_one_and_a_comma_in_a_latitude_is_decimal(book):
    rows = [["a", "A", "firm", None, "1.200", None, "44,886"], ["b", "B", "school", None, None, None, 44.9]]
    actors = wg.read(book([HEAD, *rows])).actors
    assert actors["employees"].tolist()[0] == 1200
    assert actors["lat"].tolist() == [44.886, 44.9]


@pytest.mark.parametrize(("cell", "code"), [("12,5", "not_an_integer"), ("1 200", "not_a_number")])
def test_numbers_one_cannot_be_sure_of_are_errors(book, cell, code):
    assert told(book([HEAD, ["a", "A", "firm", None, cell], TWO[1]])) == [[code, 2, "employees"]]


def test_a_code_formatted_with_zeros_is_what_one_sees(book):
    def zeros(made):
        made["areas"]["A2"].number_format = "000000"

    path = book([HEAD, ["a", "A", "firm", "001191"], TWO[1]], zeros, areas=[["area_id", "name"], [1191, "P"]])
    assert wg.read(path).areas.index.tolist() == ["001191"]


def test_codes_that_are_numbers_and_codes_that_lost_their_zeros(book):
    path = book(
        [HEAD, [1, "A", "firm", 1191], [2.0, "B", "school", "001191"]],
        ties=[TIES[0], [1, 2, "collaborates"]],
        areas=[["area_id", "name"], ["001191", "Pinerolo"]],
    )
    assert told(path) == [["repaired_code", 2, "area_id"]]
    assert wg.read(path).actors.index.tolist() == ["1", "2"]


def test_a_word_typed_as_it_is_read_is_answered_with_its_code(book):
    found = wg.validate(book([HEAD, ["a", "A", "Impresa"], ["b", "B", "scuola"]]), lang="it")
    assert found["hint"].tolist() == ["Forse volevi dire: firm?", "Forse volevi dire: school?"]
    found = wg.validate(book([[*HEAD, "size"], [*TWO[0], *[None] * 5, "Micro"], TWO[1]]), lang="it")
    assert found["hint"].tolist() == ["Forse volevi dire: micro?"]


def test_spaces_around_codes_are_named(book):
    found = told(book([HEAD, ["a ", "A", "firm"], ["b", "B", "school\u00a0"]]))
    assert ["spaces_around", 2, "actor_id"] in found
    assert ["unknown_word", 3, "type"] in found


@pytest.mark.parametrize(
    "actors",
    [
        [["codice", "denominazione"], ["a", "A"]],
        [["solo una cella"]],
        [["Actor_ID", "name", "TYPE"], *TWO],
        [],
    ],
)
def test_a_table_that_cannot_be_read_is_not_blamed_on_others(book, actors):
    found = wg.validate(book(actors), lang="it")
    assert set(found.loc[found["severity"] == "error", "table"]) == {"actors"}
    assert "'-'" not in "".join(found["hint"])


def test_sheets_go_by_their_name_however_it_is_typed(book):
    path = book([HEAD, *TWO], **{" Areas ": [["area_id", "name"], ["1", "x"]], "servces": [["service_id"]]})
    found = wg.validate(path, lang="it")
    assert found[["code", "file"]].to_numpy().tolist() == [["unknown_table", "servces"]]
    assert wg.read(path).areas["name"].tolist() == ["x"]


def test_a_workbook_of_other_things_says_how_to_begin(tmp_path):
    made = openpyxl.Workbook()
    made.active.title = "Foglio1"
    made.save(tmp_path / "x.xlsx")
    found = wg.validate(tmp_path / "x.xlsx", lang="it")
    assert "Foglio1" in found.set_index("code").loc["no_known_sheet", "message"]
    assert "welfare-graph template" in found.set_index("code").loc["no_known_sheet", "hint"]


def test_own_columns_take_the_type_their_cells_bear(book):
    rows = [[*TWO[0], 1, 0.5, True, "x"], [*TWO[1], 2, 1, False, 3]]
    actors = wg.read(book([[*HEAD[:3], "whole", "share", "truth", "words"], *rows])).actors
    kinds = actors[["whole", "share", "truth", "words"]].dtypes.astype(str).tolist()
    assert kinds == ["Int64", "float64", "boolean", "str"]
    assert actors["words"].tolist() == ["x", "3"]
