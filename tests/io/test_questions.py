"""What to ask whom, and the way back of the answers."""

import openpyxl
import pytest
from typer.testing import CliRunner

import welfare_graph as wg
from welfare_graph.cli import app
from welfare_graph.io import ask, merge


def answer(path, found):
    """Type answers into the rows whose key and column are named."""
    book = openpyxl.load_workbook(path)
    for sheet in book:
        for row in sheet.iter_rows(min_row=4):
            value = found.get((row[1].value, row[2].value))
            if value is not None:
                row[5].value = value
    book.save(path)


def test_every_municipality_has_a_sheet_and_the_unknown_comes_first(tmp_path):
    eco = wg.datasets.two_valleys()
    book = openpyxl.load_workbook(ask(eco, tmp_path / "x.xlsx", lang="it"))
    assert book.sheetnames == [f"{code} {name}" for code, name in eco.areas["name"].items()]
    rows = list(book["001003 Borgo"].iter_rows(min_row=4, values_only=True))
    assert rows[0][4] is None
    assert any("Infermieri di comunità" in row[3] and row[4] is None for row in rows)
    assert any("Nido di Borgo" in row[3] and row[4] == 25 for row in rows)


def test_answers_come_back_to_their_cells(tmp_path):
    eco = wg.datasets.two_valleys()
    path = ask(eco, tmp_path / "x.xlsx", lang="it")
    answer(
        path,
        {
            ("infermieri", "capacity"): 40,
            ("001001 | childcare", "quantity"): "3,5",
            ("ponte | vicini | shares_space | 1", "trust"): 0.25,
            ("nido", "capacity"): 25,
        },
    )
    result = merge(eco, path)
    assert result.changes[["table", "column", "after"]].to_numpy().tolist() == [
        ["demand", "quantity", 3.5],
        ["ties", "trust", 0.25],
        ["services", "capacity", 40.0],
    ]
    assert result.territory.services.loc["infermieri", "capacity"] == 40
    ties = result.territory.ties.set_index(["source", "target"])
    assert ties.loc[("ponte", "vicini"), "trust"] == 0.25
    assert eco == wg.datasets.two_valleys()


def test_wrong_answers_are_named_by_sheet_and_cell(tmp_path):
    eco = wg.datasets.two_valleys()
    path = ask(eco, tmp_path / "x.xlsx", lang="en")
    answer(path, {("infermieri", "capacity"): "tanti", ("mutua | coop | collaborates | 1", "trust"): 2})
    with pytest.raises(wg.errors.ValidationError, match="'tanti' is not a number") as caught:
        merge(eco, path)
    assert set(caught.value.findings["code"]) == {"not_a_number", "out_of_range"}
    assert set(caught.value.findings["file"]) == {"001003 Borgo"}


@pytest.mark.parametrize(("typed", "written"), [("y\n", True), ("n\n", False)])
def test_the_command_shows_before_it_writes(tmp_path, typed, written):
    questions = tmp_path / "x.xlsx"
    run = CliRunner().invoke(app, ["template", str(questions), "--ask", "two_valleys", "--lang", "en"])
    assert run.exit_code == 0, run.output
    answer(questions, {("infermieri", "capacity"): 40})
    target = tmp_path / "new"
    command = ["merge", str(questions), "two_valleys", "--out", str(target), "--lang", "en"]
    run = CliRunner().invoke(app, command, input=typed)
    assert run.exit_code == 0, run.output
    assert "infermieri" in run.output
    assert target.exists() == written
    assert not written or wg.read(target).services.loc["infermieri", "capacity"] == 40
