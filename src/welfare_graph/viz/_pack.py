"""What is nearly the same is sent once: sentences in a few words, rows that a plan leaves as they are."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby
from typing import Any

__all__ = ["changes", "echo", "pack", "squeeze"]

MARKS = "\ue000\ue001\ue002"
ARGUMENT = "\ue003"
_NUMBER = re.compile(r"\d(?:[\d.,]*\d)?")
_SWAP = str.maketrans(".,", ",.")
_OWN = re.compile("[\ue000-\ue003]")


def _fold(value: str, words: Sequence[str]) -> tuple[str, list[str]]:
    """A sentence as its pattern and what fills it; one that holds our marks is sent as it is."""
    if _OWN.search(value):
        return ARGUMENT, [value]
    for mark, word in zip(MARKS, words, strict=False):
        if len(word) > (3 if word.isdigit() else 1):
            value = value.replace(word, mark)
    return _NUMBER.sub(ARGUMENT, value), _NUMBER.findall(value)


def pack(values: Sequence[str], *known: Sequence[str]) -> dict[str, list[Any]]:
    """Fold a column of sentences, given what the page knows of each row (place, need ...).

    Returns
    -------
    dict
        `texts`, each pattern once, and `rows`: the pattern's number, with the numbers that fill it.
    """
    places: dict[str, int] = {}
    rows: list[Any] = []
    for row, value in enumerate(values):
        pattern, numbers = _fold(value, [column[row] for column in known])
        place = places.setdefault(pattern, len(places))
        rows.append([place, *numbers] if numbers else place)
    return {"texts": list(places), "rows": rows}


def echo(folded: dict[str, list[Any]], model: dict[str, list[Any]]) -> None:
    """Leave out of an Italian column the numbers that its English model holds in English writing."""
    for row, (own, other) in enumerate(zip(folded["rows"], model["rows"], strict=True)):
        if (
            isinstance(own, list)
            and isinstance(other, list)
            and own[1:] == [n.translate(_SWAP) for n in other[1:]]
        ):
            folded["rows"][row] = own[0]


def changes(after: dict[str, list[Any]], before: dict[str, list[Any]]) -> dict[str, list[Any]]:
    """A table as what differs from another: `from` says how far off the same row is, None: a new one."""
    names = list(before)
    known: dict[tuple[Any, ...], int] = {}
    for place, row in enumerate(zip(*(before[name] for name in names), strict=True)):
        known.setdefault(row, place)
    rows = list(zip(*(after[name] for name in names), strict=True))
    own = [row for row in rows if row not in known]
    columns = {name: [row[place] for row in own] for place, name in enumerate(names)}
    shifts = [known[row] - place if row in known else None for place, row in enumerate(rows)]
    return {"from": shifts, **columns}


def squeeze(page: dict[str, Any]) -> None:
    """Send a column in which values repeat one after the other as values, each with its number."""
    tables = [page, *([page["plan"], page["plan"]["after"]] if page["plan"] else [])]
    for table in tables:
        for columns in table.values():
            if isinstance(columns, dict):
                for name, values in columns.items():
                    if isinstance(values, list) and len(values) > 8:
                        columns[name] = _shorter(values)


def _shorter(values: list[Any]) -> list[Any] | dict[str, list[Any]]:
    runs = [(value, len(list(same))) for value, same in groupby(values)]
    if len(runs) * 1.6 > len(values):
        return values
    return {"run": [part for run in runs for part in run]}
