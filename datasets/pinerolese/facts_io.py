"""Read the fact tables and the choices, and apply the corrections that are listed by hand."""

from __future__ import annotations

import csv
import re
from functools import cache
from pathlib import Path

HERE = Path(__file__).resolve().parent
CHOSEN = {"assumptions": HERE / "assumptions.csv"}

Row = dict[str, str]


@cache
def read(path: Path) -> list[Row]:
    """Return the rows of a CSV file, every cell as text ('' = missing)."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def fact(name: str) -> list[Row]:
    """Return one fact table."""
    return read(HERE / "facts" / f"{name}.csv")


def choice(name: str) -> list[Row]:
    """Return one table of choices: how raw facts become tables of the data model."""
    return read(HERE / "choices" / f"{name}.csv")


def assumptions() -> list[Row]:
    """Return the one table of what no source gives."""
    return read(CHOSEN["assumptions"])


def pairs(rows: list[Row], key: str, value: str) -> dict[str, str]:
    """Return one column of a table by another."""
    return {row[key]: row[value] for row in rows}


def fix(table: str, rows: dict[str, Row]) -> None:
    """Apply the corrections of ``choices/fixes.csv`` to a table; an id that is not there is an error."""
    for row in choice("fixes"):
        if row["table"] == table:
            rows[row["id"]][row["column"]] = row["value"]


def joined(*texts: str) -> str:
    """Return several notes as one, without empty ones and without repeating one."""
    return "; ".join(dict.fromkeys(text for text in texts if text))


def sources(*lists: str) -> str:
    """Return several lists of sources as one, in order, each source once."""
    return ";".join(dict.fromkeys(one for text in lists for one in text.split(";") if one))


def _iso(text: str) -> str:
    found = re.match(r"\d{4}(-(0[1-9]|1[0-2])(-\d{2})?)?(?![-\d])", text)
    return found[0] if found and "data" not in text else ""


def same_source(source_ids: str) -> str:
    """Return sources without those that stand twice: "= S14" in a title means that S14 is the same page."""
    found = {row["id"]: re.search(r"= (S\d+)", row["title"]) for row in fact("sources")}
    ids = source_ids.split(";")
    return sources(*(match[1] if (match := found.get(one)) else one for one in ids))


def last_seen(source_ids: str, *dates: str) -> str:
    """Return the date of the latest evidence: that of the sources, or one of the dates given."""
    date = pairs(fact("sources"), "id", "date")
    return max((_iso(one) for one in (*dates, *(date[one] for one in source_ids.split(";")))), default="")


def weakest(*grades: str) -> str:
    """Return the weakest of some grades."""
    order = ("documented", "computed", "estimate", "assumption")
    return max((grade for grade in grades if grade), key=order.index, default="")
