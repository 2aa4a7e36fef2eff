"""For those who publish territories or write readers: planted faults, and what a dataset must be."""

from __future__ import annotations

import os
import random
import tempfile
from pathlib import Path

import pandas as pd

from welfare_graph import schema
from welfare_graph._names import check
from welfare_graph.ecosystem import Ecosystem
from welfare_graph.io import grids_of, read, validate, write
from welfare_graph.testing._faults import FAULTS, Fault, Planting

__all__ = ["FAULT_KINDS", "Fault", "check_dataset", "seed_faults"]

FAULT_KINDS: tuple[str, ...] = tuple(FAULTS)
"""Every kind of fault that `seed_faults` can plant."""

_SAID = ("title", "licence", "language")


def seed_faults(eco: Ecosystem, path: str | os.PathLike[str], kind: str, seed: int = 0) -> Fault:
    """Write a territory with one fault in it, and say where the fault is.

    To see that a reader, or a change to this one, finds what people get wrong.

    Parameters
    ----------
    eco
        The territory, without faults. It must hold the tables that the fault is about.
    path
        A folder, or a file that ends in ``.xlsx``.
    kind
        One of `FAULT_KINDS`.
    seed
        Chooses the place; the same seed, the same place.

    Returns
    -------
    Fault
        `kind, table, row, column, value, code`: `row` as a spreadsheet shows it (header = row 1), None
        where the fault is of a column, a table or a file; `code` is that of the finding it must raise.

    Raises
    ------
    UnknownNameError
        If there is no such kind.
    MissingTableError
        If no table of the territory can hold the fault.

    Examples
    --------
    >>> import tempfile, welfare_graph as wg
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     fault = wg.testing.seed_faults(wg.datasets.two_valleys(), f"{folder}/x.xlsx", "self_tie")
    ...     found = wg.validate(f"{folder}/x.xlsx")
    >>> fault.table, fault.column, fault.code, fault.code in set(found["code"])
    ('ties', 'target', 'self_tie', True)
    """
    check(kind, FAULT_KINDS, "kind of fault")
    target = Path(path)
    grids = grids_of(eco, excel=target.suffix.lower() == ".xlsx")
    fault = FAULTS[kind](Planting(kind, grids, random.Random(f"{kind}/{seed}")))
    grids.write(target)
    return fault


def check_dataset(path: str | os.PathLike[str]) -> pd.DataFrame:
    """Return what keeps a territory from being published; empty means it is fit.

    Every finding of `validate` that is an error or a warning, and what only a reader of the dataset
    would miss: a title, a licence, a language, a README beside the tables, a source and a grade for each
    row of a table that has such a column, and a copy that is read back equal.

    Parameters
    ----------
    path
        A folder, ``.zip`` or ``.xlsx``.

    Returns
    -------
    DataFrame
        One row a problem: `check, table, row, message`.

    Raises
    ------
    FileNotFoundError
        If there is no such path.

    Examples
    --------
    >>> import tempfile, welfare_graph as wg
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     toy = wg.write(wg.datasets.two_valleys(), f"{folder}/toy.zip")
    ...     sorted(set(wg.testing.check_dataset(toy)["check"]))
    ['grade', 'source']
    """
    found = validate(path)
    wrong = found[found["severity"] != "info"]
    problems: list[Problem] = [
        ("valid", finding["table"], finding["row"], finding["message"])
        for finding in wrong.to_dict("records")
    ]
    if not (found["severity"] == "error").any():
        problems += _of_territory(read(path))
    folder = Path(path)
    if folder.is_dir() and not any(file.name.lower().startswith("readme") for file in folder.iterdir()):
        problems.append(("readme", None, None, "There is no README beside the tables."))
    frame = pd.DataFrame(problems, columns=["check", "table", "row", "message"])
    return frame.astype({"row": "Int64"})


Problem = tuple[str, str | None, int | None, str]


def _of_territory(eco: Ecosystem) -> list[Problem]:
    problems: list[Problem] = [
        ("metadata", None, None, f"The territory does not say its {name}.")
        for name in _SAID
        if not eco.metadata.get(name)
    ]
    for name in schema.TABLES:
        for column, what in (("source_id", "source"), ("grade", "grade")):
            table, frame = schema.TABLES[name], getattr(eco, name)
            if column in table.by_name and table.index != column and len(frame):
                lacking = int(frame[column].isna().sum())
                if lacking:
                    words = f"{lacking:,} of {len(frame):,} rows have no {what}."
                    problems.append((what, name, None, words))
    with tempfile.TemporaryDirectory() as folder:
        if read(write(eco, Path(folder) / "copy.zip")) != eco:
            problems.append(("round trip", None, None, "A copy is not read back equal."))
    return problems
