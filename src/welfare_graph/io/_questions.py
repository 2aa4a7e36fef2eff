"""What to ask whom: a sheet a municipality, and the way back of its answers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from welfare_graph import schema
from welfare_graph._texts import text, unit_word
from welfare_graph.ecosystem import Ecosystem
from welfare_graph.errors import ValidationError
from welfare_graph.io._excel import Cell, as_text
from welfare_graph.io._safe import Refused
from welfare_graph.io._xlsx import Error, Sheet, letters, open_workbook
from welfare_graph.validation import Finding, has_errors, to_frame

HEADER = ("table", "key", "column", "question", "known", "answer")
_TITLE = 31
_FORBIDDEN = re.compile(r"[\[\]:*?/\\\x00-\x1f']")
_NUMBER = re.compile(r"[+-]?\d+([.,]\d+)?")
_APART = " | "
_FIRST = 4


@dataclass(frozen=True)
class Merge:
    """Answers laid over a territory.

    `changes` has a row an answer that changes a cell: `sheet, row, table, key, column, before,
    after, question`;
    `territory` is the territory with them; nothing is written anywhere.
    """

    changes: pd.DataFrame
    territory: Ecosystem

    def _repr_html_(self) -> str:
        return f"<p>{len(self.changes)} ✎</p>" + self.changes.to_html(index=False)


@dataclass(frozen=True)
class Question:
    """One cell that may be asked for: where it is asked, which cell it is, what is known."""

    area: str
    table: str
    key: str
    column: str
    words: str
    known: float | None
    place: int


def questions(eco: Ecosystem, lang: str) -> Iterator[Question]:
    """Yield what to ask about a territory today: capacities, needs, trust."""
    today = eco.current()
    needs = today.needs["name_it"].fillna(today.needs["name"]) if lang == "it" else today.needs["name"]
    units = today.needs["unit"].map(lambda unit: unit_word(unit, lang), na_action="ignore")
    services = today.services
    for place, (service, row) in enumerate(services.iterrows()):
        said = {"name": row["name"] if isinstance(row["name"], str) else service}
        said |= {"need": needs.get(row["need_id"]), "unit": units.get(row["need_id"])}
        words = text("questions.capacity", lang, **said)
        yield Question(
            _area(row["area_id"]), "services", str(service), "capacity", words, _known(row["capacity"]), place
        )
    demand = today.demand
    quantities = dict(
        zip(zip(demand["area_id"], demand["need_id"], strict=True), demand["quantity"], strict=True)
    )
    for area in today.areas.index:
        for need in today.needs.index:
            words = text("questions.quantity", lang, need=needs[need], unit=units[need])
            key = f"{area}{_APART}{need}"
            yield Question(
                str(area), "demand", key, "quantity", words, _known(quantities.get((area, need))), -1
            )
    yield from _trust(today, lang)


def _trust(today: Ecosystem, lang: str) -> Iterator[Question]:
    names, seats = today.actors["name"], today.actors["area_id"]
    words = today.words("tie_type")["label_it" if lang == "it" else "label_en"]
    seen: dict[tuple[str, str, str], int] = {}
    for place, tie in enumerate(today.ties.to_dict("records")):
        ends = (str(tie["source"]), str(tie["target"]), str(tie["type"]))
        seen[ends] = seen.get(ends, 0) + 1
        said = {"source": names[ends[0]], "target": names[ends[1]], "type": words.get(ends[2], ends[2])}
        asked = text("questions.trust", lang, **said)
        key = _APART.join((*ends, str(seen[ends])))
        yield Question(_area(seats[ends[0]]), "ties", key, "trust", asked, _known(tie["trust"]), place)


def _area(value: object) -> str:
    return value if isinstance(value, str) else ""


def _known(value: object) -> float | None:
    return float(value) if isinstance(value, int | float) and not np.isnan(value) else None


def questions_bytes(eco: Ecosystem, lang: str) -> bytes:
    """Return the workbook of questions; what is known is there, what is not is marked."""
    from openpyxl.styles import Font

    from welfare_graph.io._sheets import HEAD, REQUIRED, for_paper, put, to_bytes, workbook

    book = workbook()
    asked: dict[str, list[Question]] = {}
    for question in questions(eco, lang):
        asked.setdefault(question.area, []).append(question)
    names = eco.areas["name"]
    for area in [*(a for a in eco.areas.index if a in asked), *(a for a in asked if a not in names.index)]:
        title = f"{area} {names[area]}" if area in names.index else text("questions.elsewhere", lang)
        sheet = book.create_sheet(_FORBIDDEN.sub(" ", title)[:_TITLE])
        put(sheet["D1"], text("questions.how", lang))
        sheet["D1"].font = Font(name="Calibri", bold=True, color="1F4E5F")
        for place, name in enumerate(HEADER, start=1):
            put(sheet.cell(2, place), name)
            label = text(f"questions.{name}", lang) if place > 3 else name
            put(sheet.cell(3, place), label)
            for row in (2, 3):
                sheet.cell(row, place).font = Font(name="Calibri", bold=True, color="FFFFFF")
                sheet.cell(row, place).fill = REQUIRED if name == "answer" else HEAD
        for row, one in enumerate(sorted(asked[area], key=lambda q: q.known is not None), start=_FIRST):
            for place, value in enumerate((one.table, one.key, one.column, one.words, one.known), start=1):
                put(sheet.cell(row, place), value)
        for letter, width in zip("ABCDEF", (10, 14, 10, 105, 14, 14), strict=True):
            sheet.column_dimensions[letter].width = width
        for letter in "ABC":
            sheet.column_dimensions[letter].hidden = True
        sheet.row_dimensions[2].hidden = True
        sheet.freeze_panes = "A4"
        for_paper(sheet, "1:3")
    return to_bytes(book)


def merge_answers(eco: Ecosystem, path: Path, lang: str = "en") -> Merge:
    """Lay the answers of a workbook over a territory."""
    known = {(q.table, q.key, q.column): q for q in questions(eco, lang)}
    findings: list[Finding] = []
    changes: list[dict[str, object]] = []
    try:
        with open_workbook(path) as book:
            for name in book.sheets:
                _answers(name, book.sheet(name), known, changes, findings)
    except Refused as refusal:
        findings.append(refusal.finding(path.name))
    if has_errors(findings):
        raise ValidationError(to_frame(findings, lang))
    columns = ["sheet", "row", "table", "key", "column", "before", "after", "question"]
    frame = pd.DataFrame(changes, columns=columns).astype({"before": "float64", "after": "float64"})
    return Merge(frame, _applied(eco, frame, known))


def _answers(
    name: str,
    sheet: Sheet,
    known: Mapping[tuple[str, str, str], Question],
    changes: list[dict[str, object]],
    findings: list[Finding],
) -> None:
    place = HEADER.index("answer") + 1
    for row, cells in sheet.rows.items():
        shown = _shown(cells.get(place)).strip()
        key = (_shown(cells.get(1)), _shown(cells.get(2)), _shown(cells.get(3)))
        if not shown or row < _FIRST:
            continue
        question = known.get(key)
        code, fields = _fault(shown, question)
        if code is not None or question is None:
            where = {**fields, "cell": f"{letters(place)}{row}"}
            findings.append(
                Finding(code=code or "", file=name, row=row, column="answer", value=shown, fields=where)
            )
        elif (number := float(shown.replace(",", "."))) != question.known:
            change = dict(zip(("sheet", "row", "table", "key", "column"), (name, row, *key), strict=True))
            changes.append({**change, "before": question.known, "after": number, "question": question.words})


def _shown(value: Cell | None) -> str:
    if value is None:
        return ""
    return value.text if isinstance(value, Error) else as_text(value)


def _fault(shown: str, question: Question | None) -> tuple[str | None, dict[str, object]]:
    """Return the code of what is wrong with an answer, and the fields of its sentence."""
    if question is None:
        return "unknown_question", {}
    if not _NUMBER.fullmatch(shown):
        return "not_a_number", {}
    number = float(shown.replace(",", "."))
    most = schema.TABLES[question.table].by_name[question.column].maximum
    if number < 0 or (most is not None and number > most):
        return "out_of_range", {"allowed": ">= 0" if most is None else f"0-{most:g}"}
    return None, {}


def _applied(
    eco: Ecosystem, changes: pd.DataFrame, known: Mapping[tuple[str, str, str], Question]
) -> Ecosystem:
    tables = {name: getattr(eco, name).copy(deep=True) for name in ("services", "demand", "ties")}
    today = eco.current()
    kept = {name: _rows_kept(eco, today, name) for name in ("demand", "ties")}
    for change in changes.to_dict("records"):
        table, key, column, after = (change[name] for name in ("table", "key", "column", "after"))
        frame = tables[table]
        if table == "services":
            frame.loc[key, column] = after
        elif table == "ties":
            frame.loc[kept["ties"][known[table, key, column].place], column] = after
        else:
            area, need = key.split(_APART)
            same = (frame["area_id"] == area) & (frame["need_id"] == need)
            if same.any():
                frame.loc[same, ["quantity", "low", "high"]] = [after, np.nan, np.nan]
            else:
                row = pd.DataFrame([{"area_id": area, "need_id": need, column: after}])
                tables[table] = pd.concat([frame, row.reindex(columns=frame.columns)], ignore_index=True)
    touched = set(changes["table"])
    return eco.replace(**{name: frame for name, frame in tables.items() if name in touched})


def _rows_kept(eco: Ecosystem, today: Ecosystem, name: str) -> list[int]:
    """Return the row in the whole history of each row of today."""
    if today is eco:
        return list(range(len(getattr(eco, name))))
    numbered = eco.replace(**{name: getattr(eco, name).assign(_row=range(len(getattr(eco, name))))})
    return [int(row) for row in getattr(numbered.current(), name)["_row"]]
