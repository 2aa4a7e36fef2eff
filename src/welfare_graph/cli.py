"""The command line: it parses arguments, calls the library, and prints; nothing is computed here."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import pandas as pd
import typer
from rich.console import Console
from rich.markup import escape
from rich.table import Table

import welfare_graph as wg
from welfare_graph._atomic import atomic_write
from welfare_graph._names import nearest
from welfare_graph._texts import Said, number, short, text
from welfare_graph.errors import ValidationError, WelfareGraphError

if TYPE_CHECKING:
    from welfare_graph.io import Merge

app = typer.Typer(
    name="welfare-graph",
    help="Il welfare di un territorio come grafo. / A territory's welfare as a graph.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
out = Console()
err = Console(stderr=True)

_PLANS = 3
_COLOUR = {"error": "bold red", "warning": "yellow", "info": "dim"}


class Lang(StrEnum):
    """Language of what is printed."""

    it = "it"
    en = "en"


Territory = Annotated[
    str,
    typer.Argument(
        help="Cartella, .xlsx o .zip, oppure un territorio incluso (pinerolese). "
        "/ Folder, .xlsx or .zip, or a shipped territory (pinerolese)."
    ),
]
Html = Annotated[
    Path | None, typer.Option("--html", help="Scrive anche una pagina HTML. / Write an HTML page too.")
]
Ask = Annotated[
    str | None,
    typer.Option("--ask", help="Chiede ciò che manca di un territorio. / Ask what a territory lacks."),
]
Answers = Annotated[Path, typer.Argument(help="File .xlsx con le risposte. / Workbook with answers.")]
Merged = Annotated[Path, typer.Option("--out", help="Dove scrivere. / Where to write.")]
Workbook = Annotated[Path, typer.Argument(help="File .xlsx da scrivere. / Workbook (.xlsx) to write.")]
Language = Annotated[Lang, typer.Option("--lang", help="Lingua. / Language.")]
Top = Annotated[
    int, typer.Option("--top", min=1, help="Quante righe per sezione. / How many rows a section.")
]
Csv = Annotated[
    Path | None, typer.Option("--csv", help="Scrive tutto in un file CSV. / Write all to a CSV file.")
]
Budget = Annotated[float, typer.Option("--budget", help="Euro da spendere. / EUR to spend.")]
Plan = Annotated[
    float | None,
    typer.Option("--budget", help="Euro: la pagina mostra un piano. / EUR: the page shows a plan."),
]
Minutes = Annotated[float | None, typer.Option("--minutes", help="Minuti massimi. / Most minutes.")]
Trust = Annotated[float | None, typer.Option("--min-trust", help="Fiducia minima, 0-1. / Least trust.")]
Steps = Annotated[int | None, typer.Option("--max-steps", help="Passi massimi. / Most steps.")]
Out = Annotated[Path, typer.Option("--out", help="File HTML da scrivere. / HTML file to write.")]
At = Annotated[str | None, typer.Option("--at", help="Giorno, come 2020-06-30. / Day, such as 2020-06-30.")]
Public = Annotated[
    bool,
    typer.Option("--public", help="Senza note, fonti interne e piccoli numeri. / For publishing."),
]


@app.command()
def report(
    territory: Territory,
    out_path: Out = Path("report.html"),
    at: At = None,
    budget: Plan = None,
    lang: Language = Lang.it,
    *,
    public: Public = False,
) -> None:
    """Scrive una pagina HTML che si apre senza rete. / Write one offline HTML page."""
    with _errors(lang):
        eco = _load(territory, lang)
        with err.status(text("cli.writing", lang)):
            eco = eco.at(at) if at else eco
            plans = (
                budget if budget is None else wg.plan.alternatives(eco, wg.plan.joint(eco, budget), k=_PLANS)
            )
            path = wg.report(eco, out_path, plan=plans, public=public, lang=lang.value)
        out.print(str(path.resolve()), soft_wrap=True, highlight=False, markup=False)


@app.command()
def validate(territory: Territory, html: Html = None, lang: Language = Lang.it) -> None:
    """Elenca tutto ciò che non va, e dove. / List everything that is wrong, and where."""
    from welfare_graph.io import findings_html

    with _errors(lang):
        findings = wg.validate(_path(territory, lang), lang=lang.value)
        _print_findings(findings, territory, lang)
        if html is not None:
            atomic_write(html, findings_html(findings, Path(territory).name, lang.value))
            out.print(text("cli.written", lang, path=escape(str(html))))
        if (findings["severity"] == "error").any():
            raise typer.Exit(1)


@app.command()
def gaps(
    territory: Territory,
    top: Top = 10,
    csv: Csv = None,
    at: At = None,
    lang: Language = Lang.it,
) -> None:
    """Dice che cosa manca, perché e con quale prova. / Say what is missing, why, and with what proof."""
    with _errors(lang):
        eco = _load(territory, lang)
        eco = eco.at(at) if at else eco
        with err.status(text("cli.computing", lang)):
            ledger = wg.gaps.find(eco, lang=lang.value)
        _print_gaps(eco, ledger, top, lang)
        if csv is not None:
            _write_csv(ledger, csv, lang)


@app.command()
def template(path: Workbook, asked: Ask = None, lang: Language = Lang.it) -> None:
    """Scrive il foglio di calcolo da compilare. / Write the workbook to fill in."""
    from welfare_graph import io

    with _errors(lang):
        if path.suffix.lower() != ".xlsx":
            raise ValueError(text("cli.not_xlsx", lang, name=path.name))
        if path.exists():
            raise FileExistsError(text("cli.exists", lang, path=str(path)))
        if asked is None:
            io.template(path, lang=lang.value, example=wg.datasets.two_valleys())
        else:
            io.ask(_load(asked, lang), path, lang=lang.value)
        out.print(text("cli.written", lang, path=escape(str(path))))


@app.command()
def plan(
    territory: Territory,
    budget: Budget,
    minutes: Minutes = None,
    trust: Trust = None,
    steps: Steps = None,
    csv: Csv = None,
    lang: Language = Lang.it,
) -> None:
    """Propone che cosa aprire, ampliare e legare entro un budget. / Propose a plan within a budget."""
    with _errors(lang):
        eco = _load(territory, lang)
        rules = wg.Rules(minutes=minutes, min_trust=trust, max_steps=steps)
        with err.status(text("cli.planning", lang)):
            found = wg.plan.joint(eco, budget, rules=rules)
        _print_plan(found, lang)
        if csv is not None:
            _write_csv(found.actions, csv, lang)


@app.command()
def merge(answers: Answers, territory: Territory, out_path: Merged, lang: Language = Lang.it) -> None:
    """Riporta le risposte, dopo averle mostrate. / Bring answers back, once they are shown."""
    with _errors(lang):
        result = _merged(answers, _load(territory, lang), lang)
        if not len(result.changes):
            out.print(text("cli.no_answers", lang))
            return
        table = Table(*(text(f"cli.{key}", lang) for key in ("sheet", "row", "question", "before", "after")))
        for change in result.changes.to_dict("records"):
            cells = (short(change["before"], lang), short(change["after"], lang))
            shown = (change["sheet"], change["row"], change["question"], *cells)
            table.add_row(*(escape(str(word)) for word in shown))
        out.print(table)
        if _agreed(text("cli.write_them", lang, path=str(out_path))):
            wg.write(result.territory, out_path)
            out.print(text("cli.written", lang, path=escape(str(out_path))))


def _agreed(question: str) -> bool:
    """Ask; only a clear yes, in Italian or English, is one."""
    said = typer.prompt(question, default="", show_default=False)
    return said.strip().casefold() in {"s", "si", "sì", "y", "yes"}


def _merged(answers: Path, eco: wg.Ecosystem, lang: Lang) -> Merge:
    from welfare_graph import io

    try:
        return io.merge(eco, _readable(answers, lang), lang=lang.value)
    except ValidationError as error:
        _print_findings(error.findings, answers.name, lang)
        raise typer.Exit(1) from None


@app.command()
def datasets(lang: Language = Lang.it) -> None:
    """Elenca i territori inclusi. / List the shipped territories."""
    from welfare_graph.datasets import SHIPPED, load

    table = Table(text("cli.name", lang), text("cli.title", lang), text("cli.size", lang))
    for name in SHIPPED:
        eco = load(name)
        sizes = {n: number(len(eco.active(n)), lang) for n in ("areas", "actors", "ties", "services")}
        table.add_row(name, eco.title or "", text("cli.holds", lang, **sizes))
    out.print(table)


def _path(territory: str, lang: Lang) -> Path:
    """Return the path meant: one that exists, else a shipped territory of that name."""
    from welfare_graph.datasets import SHIPPED, folder

    path = Path(territory)
    return folder(territory) if not path.exists() and territory in SHIPPED else _readable(path, lang)


def _readable(path: Path, lang: Lang) -> Path:
    """Return a path that is there and can be read, else say which was probably meant."""
    from welfare_graph.io import READABLE

    if not path.exists():
        near = [file.name for file in path.parent.iterdir()] if path.parent.is_dir() else []
        like = nearest(path.name, near)
        said = text("cli.no_path", lang, path=str(path))
        raise FileNotFoundError(f"{said} {text('cli.like', lang, like=like)}" if like else said)
    if path.is_file() and path.suffix.lower() not in READABLE:
        raise ValueError(text("cli.not_read", lang, name=path.name, known=", ".join(READABLE)))
    return path


def _load(territory: str, lang: Lang) -> wg.Ecosystem:
    try:
        with err.status(text("cli.reading", lang, name=escape(territory))):
            return wg.read(_path(territory, lang))
    except ValidationError:
        _print_findings(wg.validate(_path(territory, lang), lang=lang.value), territory, lang)
        raise typer.Exit(1) from None


@contextmanager
def _errors(lang: Lang) -> Iterator[None]:
    """Say what went wrong in words, without a traceback, and leave with code 1."""
    try:
        yield
    except (WelfareGraphError, OSError, ValueError) as error:
        err.print(escape(_told(error, lang)), style="bold red", highlight=False)
        raise typer.Exit(1) from None


def _told(error: Exception, lang: Lang) -> str:
    """Say an error in the language asked, where its sentence knows it; name the file of a system error."""
    if isinstance(error, OSError) and error.strerror is not None:
        kinds = {"PermissionError": "no_permission", "IsADirectoryError": "is_folder"}
        key = kinds.get(type(error).__name__, "system")
        path = error.filename2 or error.filename or ""
        return text(f"cli.{key}", lang, path=path, said=error.strerror)
    said = error.args[0] if error.args else None
    return said.told(lang) if isinstance(said, Said) else str(error)


def _print_findings(findings: pd.DataFrame, name: str, lang: Lang) -> None:
    if not len(findings):
        out.print(text("cli.valid", lang, name=escape(name)), style="green")
        return
    from welfare_graph.io import findings_by_place, findings_counted, findings_empty

    for where, group in findings_by_place(findings, name):
        headings = ("row", "column", "finding", "hint")
        table = Table(*(text(f"cli.{heading}", lang) for heading in headings), title=escape(where))
        for _, finding in group.iterrows():
            row = text("cli.whole_table", lang) if pd.isna(finding["row"]) else str(finding["row"])
            column = "" if pd.isna(finding["column"]) else finding["column"]
            word = text(f"cli.{finding['severity']}", lang)
            message = f"[{_COLOUR[finding['severity']]}]{word}[/] {escape(finding['message'])}"
            table.add_row(row, escape(column), message, escape(finding["hint"]))
        out.print(table)
    out.print(findings_counted(findings, lang))
    if empty := findings_empty(findings, lang):
        out.print(escape(empty), highlight=False)


def _print_gaps(eco: wg.Ecosystem, ledger: pd.DataFrame, top: int, lang: Lang) -> None:
    if not len(ledger):
        out.print(text("cli.no_gaps", lang), style="green")
    for section in wg.gaps.told(eco, ledger, lang=lang.value, top=top):
        out.print(f"\n{escape(section.title)}", style="bold", highlight=False)
        for line in section.lines:
            out.print(escape(line), highlight=False)
        if section.table is not None:
            table = Table()
            for heading, cells in section.table.items():
                counts = cells.str.fullmatch(r"[+\d.,]*").all()
                table.add_column(str(heading), justify="right" if counts else "left")
            for row in section.table.itertuples(index=False):
                table.add_row(*(escape(cell) for cell in row))
            out.print(table)
    out.print(f"\n{text('cli.shown', lang, total=number(len(ledger), lang))}", highlight=False)


def _print_plan(found: wg.plan.Plan, lang: Lang) -> None:
    for sentence in wg.plan.plan_sentences(found, lang.value):
        out.print(escape(sentence), highlight=False)
    lines = wg.plan.action_lines(found, lang.value)
    if not len(lines):
        out.print(text("plan.empty", lang))
        return
    table = Table(*lines.columns)
    for line, people, cost in lines.itertuples(index=False, name=None):
        price = "" if pd.isna(cost) else number(cost, lang)
        digits = 0 if people >= 10 or float(people).is_integer() else 1
        table.add_row(escape(line), number(people, lang, digits), price)
    out.print(table)


def _write_csv(frame: pd.DataFrame, path: Path, lang: Lang) -> None:
    from welfare_graph.io import write_csv

    atomic_write(path, write_csv(frame))
    out.print(text("cli.written", lang, path=escape(str(path))))


def main() -> None:
    """Run the command line."""
    sys.exit(app())
