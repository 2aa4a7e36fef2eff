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


@pytest.mark.parametrize(("lang", "said"), [("it", "(posti)"), ("en", "(places)")])
def test_a_unit_is_said_in_the_language_asked(tmp_path, lang, said):
    book = openpyxl.load_workbook(ask(wg.datasets.two_valleys(), tmp_path / "x.xlsx", lang=lang))
    asked = [row[3] for row in book["001003 Borgo"].iter_rows(values_only=True)]
    assert sum(said in (words or "") for words in asked) == 2


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


@pytest.fixture(scope="module")
def asked(tmp_path_factory):
    path = tmp_path_factory.mktemp("asked") / "domande.xlsx"
    run = CliRunner().invoke(app, ["template", str(path), "--ask", "two_valleys"])
    assert run.exit_code == 0, run.output
    return path


def merging(tmp_path, asked, answers, typed=""):
    path = tmp_path / "risposte.xlsx"
    path.write_bytes(asked.read_bytes())
    answer(path, answers)
    command = ["merge", str(path), "two_valleys", "--out", str(tmp_path / "new")]
    return CliRunner().invoke(app, command, input=typed)


@pytest.mark.parametrize(("typed", "written"), [("Sì\n", True), ("n\n", False), ("\n", False)])
def test_the_command_shows_before_it_writes(tmp_path, asked, typed, written):
    run = merging(tmp_path, asked, {("infermieri", "capacity"): 40.5}, typed)
    assert run.exit_code == 0, run.output
    assert "Infermieri" in run.output
    assert "40,5" in run.output
    assert (tmp_path / "new").exists() == written
    assert not written or wg.read(tmp_path / "new").services.loc["infermieri", "capacity"] == 40.5


def test_the_command_says_in_italian_what_is_wrong_or_that_nothing_is_new(tmp_path, asked):
    run = merging(tmp_path, asked, {("infermieri", "capacity"): "tanti"})
    assert run.exit_code == 1
    assert "'tanti' non è" in run.output
    run = merging(tmp_path, asked, {("nido", "capacity"): 25})
    assert run.exit_code == 0
    assert "Nessuna risposta" in run.output
    assert not (tmp_path / "new").exists()


def test_questions_are_a_workbook(tmp_path):
    with pytest.raises(ValueError, match=r"ends in \.xlsx"):
        ask(wg.datasets.two_valleys(), tmp_path / "x.csv")


def test_a_merge_shows_itself(tmp_path):
    eco = wg.datasets.two_valleys()
    path = ask(eco, tmp_path / "x.xlsx")
    answer(path, {("infermieri", "capacity"): 40})
    assert "infermieri" in merge(eco, path, lang="it")._repr_html_()


def test_a_file_of_no_questions_is_refused_or_left_alone(tmp_path):
    eco = wg.datasets.two_valleys()
    (tmp_path / "x.xlsx").write_bytes(b"no workbook")
    with pytest.raises(wg.errors.ValidationError, match="damaged"):
        merge(eco, tmp_path / "x.xlsx")
    path = ask(eco, tmp_path / "y.xlsx")
    book = openpyxl.load_workbook(path)
    book.worksheets[0]["B4"] = "another"
    book.worksheets[0]["F4"] = 3
    book.save(path)
    with pytest.raises(wg.errors.ValidationError, match="belongs to no question"):
        merge(eco, path)


def test_answers_about_a_history_reach_today(tmp_path):
    eco = wg.datasets.two_valleys()
    ties = eco.ties.copy()
    ties.loc[0, ["start", "end"]] = ["2000", "2001"]
    eco = eco.replace(ties=ties, reference_date="2024-06-30")
    row = eco.current().ties.iloc[0]
    path = ask(eco, tmp_path / "x.xlsx")
    answer(path, {(f"{row['source']} | {row['target']} | {row['type']} | 1", "trust"): 0.125})
    told = merge(eco, path).territory.ties
    assert told.loc[told["trust"] == 0.125, "source"].tolist() == [row["source"]]
    assert told.index[told["trust"] == 0.125].tolist() != [0]
