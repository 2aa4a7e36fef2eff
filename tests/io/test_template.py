"""The workbook one fills in: made from the schema, empty, valid, pleasant."""

import openpyxl
import pytest
from typer.testing import CliRunner

import welfare_graph as wg
from welfare_graph import schema
from welfare_graph.cli import app
from welfare_graph.io import template


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    toy = wg.datasets.two_valleys()
    return template(tmp_path_factory.mktemp("template") / "valle.xlsx", lang="it", example=toy)


@pytest.fixture(scope="module")
def book(path):
    return openpyxl.load_workbook(path)


def test_every_table_has_a_sheet_with_its_columns(book):
    for name in set(schema.TABLES) - {"outlines"}:
        assert [cell.value for cell in book[name][1]] == [c.name for c in schema.TABLES[name].columns]
        assert book[name].freeze_panes == "B2"
        assert book[name].max_row == 1


def test_headings_say_what_a_column_means_and_whether_it_is_required(book):
    head = {cell.value: cell for cell in book["ties"][1]}
    assert "Va compilata" in head["source"].comment.text
    assert "Fiducia" in head["trust"].comment.text
    assert head["source"].fill.fgColor.rgb != head["trust"].fill.fgColor.rgb


def test_words_and_codes_are_chosen_from_lists(book):
    lists = {str(v.sqref).split(":")[0]: v.formula1 for v in book["ties"].data_validations.dataValidation}
    assert lists["A2"].startswith("'actors'!")
    assert lists["C2"].startswith("'_lists'!")
    assert lists["F2"] == '"true,false"'
    assert book["_lists"].sheet_state == "hidden"


def test_codes_are_typed_as_text(book):
    assert book["areas"].column_dimensions["A"].number_format == "@"


def test_an_empty_template_is_valid(path):
    assert set(wg.validate(path)["code"]) == {"empty_table"}
    assert len(wg.read(path).actors) == 0


def test_a_filled_template_is_read(book, tmp_path):
    for table, rows in {
        "areas": [["001191", "Pinerolo", None, 44.88, 7.33, 35000]],
        "actors": [["mutua", "Mutua", "mutual_aid_society", "001191"], ["comune", "Comune", "municipality"]],
        "ties": [["mutua", "comune", "collaborates", None, 0.7]],
    }.items():
        for row in rows:
            book[table].append(row)
    book.save(tmp_path / "mine.xlsx")
    eco = wg.read(tmp_path / "mine.xlsx")
    assert list(eco.areas.index) == ["001191"]
    assert eco.ties["trust"].tolist() == [0.7]
    book["ties"].append(["mutua", "comunne", "collaborates", None, 1.5])
    book.save(tmp_path / "wrong.xlsx")
    found = wg.validate(tmp_path / "wrong.xlsx", lang="it")
    errors = found[found["severity"] == "error"]
    assert errors[["file", "row", "column"]].to_numpy().tolist() == [
        ["ties", 3, "target"],
        ["ties", 3, "trust"],
    ]
    assert "Cella B3." in errors["message"].iloc[0]
    assert "comune" in errors["hint"].iloc[0]


@pytest.mark.parametrize("lang", ["it", "en"])
def test_the_command_writes_it_and_overwrites_nothing(tmp_path, lang):
    path = tmp_path / "x.xlsx"
    run = CliRunner().invoke(app, ["template", str(path), "--lang", lang])
    assert run.exit_code == 0, run.output
    before = path.read_bytes()
    again = CliRunner().invoke(app, ["template", str(path), "--lang", lang])
    assert again.exit_code == 1
    assert path.read_bytes() == before


def test_a_template_is_a_workbook(tmp_path):
    with pytest.raises(ValueError, match=r"ends in \.xlsx"):
        template(tmp_path / "x.ods")
