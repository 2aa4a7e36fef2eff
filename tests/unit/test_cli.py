"""The command line, as a social worker uses it: in Italian, with exit codes."""

import pytest
from typer.testing import CliRunner

import welfare_graph as wg
from welfare_graph.cli import app

run = CliRunner().invoke


@pytest.fixture
def broken(tmp_path):
    path = wg.write(wg.datasets.two_valleys(), tmp_path / "territorio")
    ties = (path / "ties.csv").read_text(encoding="utf-8")
    (path / "ties.csv").write_text(ties.replace("mutua,coop", "mutuaa,coop"), encoding="utf-8")
    return path


def test_without_arguments_it_prints_help():
    result = run(app, [])
    assert "report" in result.output
    assert "validate" in result.output


def test_validate_says_in_italian_that_nothing_is_wrong():
    result = run(app, ["validate", "two_valleys"])
    assert result.exit_code == 0
    assert "niente da correggere" in result.output


def test_validate_in_english():
    assert "nothing to correct" in run(app, ["validate", "two_valleys", "--lang", "en"]).output


def test_validate_names_sheet_row_column_and_what_to_do_and_fails(broken):
    result = run(app, ["validate", str(broken)])
    assert result.exit_code == 1
    assert "ties.csv" in result.output
    assert "source" in result.output
    assert "mutua" in result.output
    assert "Forse volevi dire" in result.output
    assert "1 da correggere" in result.output


def test_a_warning_alone_does_not_fail(tmp_path):
    eco = wg.datasets.two_valleys()
    looped = eco.replace(ties=eco.ties.assign(target=eco.ties["source"]).drop_duplicates(["source", "type"]))
    result = run(app, ["validate", str(wg.write(looped, tmp_path / "t"))])
    assert result.exit_code == 0
    assert "avviso" in result.output


def test_a_path_that_does_not_exist_is_named_without_a_traceback(tmp_path):
    result = run(app, ["validate", str(tmp_path / "nulla")])
    assert result.exit_code == 1
    assert "Non c'è" in result.output
    assert "Traceback" not in result.output


def test_a_path_or_a_name_that_cannot_be_meant_says_what_to_type(broken, tmp_path):
    near = run(app, ["validate", str(tmp_path / "teritorio")]).output
    assert "Forse volevi dire territorio?" in " ".join(near.split())
    (tmp_path / "x.ods").write_bytes(b"x")
    assert ".xlsx" in run(app, ["validate", str(tmp_path / "x.ods")]).output
    result = run(app, ["template", str(tmp_path / "y.ods")])
    assert result.exit_code == 1
    assert "scegli un nome che finisce in .xlsx" in result.output


def test_a_template_that_was_not_filled_in_is_quiet(tmp_path):
    path = str(tmp_path / "valle.xlsx")
    run(app, ["template", path])
    result = run(app, ["validate", path])
    assert result.exit_code == 0
    assert "0 da correggere, 0 da guardare, 0 da sapere" in result.output
    assert "areas" in result.output
    assert "Riga" not in result.output


def test_report_writes_a_page(tmp_path):
    result = run(app, ["report", "two_valleys", "--out", str(tmp_path / "r.html"), "--at", "2021"])
    assert result.exit_code == 0, result.output
    assert str(tmp_path / "r.html") in result.output.replace("\n", "")
    assert (tmp_path / "r.html").read_text(encoding="utf-8").startswith("<!doctype html>")


def test_gaps_are_listed_and_written(tmp_path):
    result = run(app, ["gaps", "two_valleys", "--top", "2", "--csv", str(tmp_path / "g.csv")])
    assert result.exit_code == 0, result.output
    assert "Che cosa manca oggi" in result.output
    assert "lacune in tutto" in " ".join(result.output.split())
    assert "gap_id" in (tmp_path / "g.csv").read_text(encoding="utf-8")


def test_a_table_that_is_needed_is_named_without_a_traceback(tmp_path):
    path = wg.write(wg.datasets.two_valleys().replace(demand=None, standards=None), tmp_path / "t")
    result = run(app, ["gaps", str(path)])
    assert result.exit_code == 1
    assert "demand" in result.output
    assert "Traceback" not in result.output


def test_commands_that_need_a_valid_territory_list_its_findings(broken):
    result = run(app, ["gaps", str(broken)])
    assert result.exit_code == 1
    assert "Forse volevi dire" in result.output


def test_gaps_shows_the_ledger_the_proof_the_causes_and_what_is_not_known(tmp_path):
    result = run(app, ["gaps", "two_valleys", "--csv", str(tmp_path / "gaps.csv")])
    assert result.exit_code == 0
    for title in ("Che cosa manca oggi", "La prova", "Perché mancano i servizi", "Che cosa cambierebbe"):
        assert title in result.output
    assert "posti raggiungibili 31, senza 12" in result.output
    assert "lacune in tutto" in result.output
    assert "eligibility" in (tmp_path / "gaps.csv").read_text(encoding="utf-8")


def test_gaps_in_english_without_anything_missing(tmp_path):
    eco = wg.datasets.two_valleys()
    rich = eco.replace(
        demand=eco.demand.assign(quantity=0.0, low=None, high=None),
        standards=None,
        actors=eco.actors.assign(type="firm"),
    )
    result = run(app, ["gaps", str(wg.write(rich, tmp_path / "rich")), "--lang", "en"])
    assert result.exit_code == 0, result.output
    assert "The data show no gap" in result.output


def test_datasets_lists_what_ships():
    result = run(app, ["datasets", "--lang", "en"])
    assert result.exit_code == 0
    for name in wg.datasets.SHIPPED:
        assert name in result.output


def test_an_unknown_language_is_refused():
    assert run(app, ["validate", "two_valleys", "--lang", "fr"]).exit_code == 2


def test_plan_says_what_to_do_in_italian(tmp_path):
    result = run(app, ["plan", "two_valleys", "--budget", "40000", "--csv", str(tmp_path / "plan.csv")])
    assert result.exit_code == 0
    assert "Persone servite in più" in result.output
    assert "Ottimo dimostrato" in result.output
    assert "home_care" in (tmp_path / "plan.csv").read_text(encoding="utf-8")
    assert "Nessuna azione" in run(app, ["plan", "two_valleys", "--budget", "0"]).output


def test_a_report_with_a_budget_shows_a_plan(tmp_path):
    path = tmp_path / "report.html"
    run(app, ["report", "two_valleys", "--budget", "40000", "--out", str(path)])
    page = path.read_text(encoding="utf-8")
    assert "40.000" in page
    plain = tmp_path / "plain.html"
    run(app, ["report", "two_valleys", "--out", str(plain)])
    assert len(plain.read_text(encoding="utf-8")) < len(page)


@pytest.mark.parametrize(
    ("command", "italian", "english"),
    [
        (["plan", "two_valleys", "--budget", "-5"], "Il budget dev'essere di 0", "budget must be 0 EUR"),
        (["plan", "two_valleys", "--budget", "1", "--min-trust", "3"], "da 0 a 1, non 3.0", "from 0 to 1"),
        (["report", "two_valleys", "--at", "boh"], "'boh' non è una data", "'boh' is not a date"),
        (["gaps", "wecare_piemonte"], "serve la tabella areas", "needs the table areas"),
    ],
)
def test_errors_are_told_in_the_language_asked(command, italian, english):
    for lang, words in (("it", italian), ("en", english)):
        result = run(app, [*command, "--lang", lang])
        assert result.exit_code == 1
        assert words in " ".join(result.output.split())


def test_a_file_that_cannot_be_written_is_named(tmp_path):
    result = run(app, ["report", "two_valleys", "--out", str(tmp_path)])
    assert result.exit_code == 1
    assert "è una cartella" in " ".join(result.output.split())
