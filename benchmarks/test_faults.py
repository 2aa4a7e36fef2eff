"""Planted faults: which of them a reader names, and whether at their very cell, beside two peers.

Each peer is told all that its own language can say of the data model: types, what must be filled in,
ids, ranges, words, patterns and, where it knows them, references between tables. Faults are planted one a
territory. A fault is *named* if anything is said of the territory that is not said of the clean one, and
*located* if its row and column are (the column alone, or the file alone, where it is of no single cell).
"""

from __future__ import annotations

import json
import os
from collections import Counter
from pathlib import Path

import pandas as pd
import pytest

import welfare_graph as wg
from welfare_graph import schema
from welfare_graph.testing import FAULT_KINDS, Fault, seed_faults

PLACES = int(os.environ.get("FAULT_PLACES", "20"))
PEER_PLACES = int(os.environ.get("FAULT_PEER_PLACES", "4"))
Place = tuple[str | None, int | None, str | None]


@pytest.fixture(scope="module")
def toy():
    return wg.datasets.two_valleys()


def ours(path: Path) -> set[Place]:
    found = wg.validate(path)
    return {places(row) for row in found[["table", "row", "column"]].itertuples(index=False)}


def places(row) -> Place:
    table, number, column = (None if pd.isna(cell) else cell for cell in row)
    return table, None if number is None else int(number), column


def by_frictionless(path: Path) -> set[Place]:
    import frictionless

    report = frictionless.Package.from_descriptor(str(path / "datapackage.json")).validate()
    said: set[Place] = {(None, None, error.type) for error in report.errors}
    for task in report.tasks:
        for error in task.errors:
            told = error.to_dict()
            names = told.get("fieldNames") or [told.get("fieldName") or told.get("label")]
            said |= {(task.name, told.get("rowNumber"), name) for name in names}
    return said


def by_pandera(path: Path) -> set[Place]:
    import pandera.pandas as pa

    said: set[Place] = set()
    for name, table in schema.TABLES.items():
        file = path / f"{name}.csv"
        if not file.exists():
            continue
        try:
            frame = pd.read_csv(file, dtype=str, keep_default_na=False, na_values=[""])
            pandera_schema(pa, table, set(frame.columns)).validate(frame, lazy=True)
        except pa.errors.SchemaErrors as errors:
            for case in errors.failure_cases.itertuples():
                row = None if pd.isna(case.index) else int(case.index) + 2
                said.add((name, row, case.column if isinstance(case.column, str) else case.failure_case))
        except (pd.errors.ParserError, pd.errors.EmptyDataError, UnicodeDecodeError, ValueError):
            said.add((name, None, None))
    return said


def pandera_schema(pa, table: schema.Table, present: set[str]):
    kinds = {"text": "str", "date": "str", "float": "float64", "integer": "Int64", "boolean": "str"}
    columns = {}
    for column in table.columns:
        checks = []
        if column.minimum is not None:
            checks.append(
                (pa.Check.greater_than if column.above else pa.Check.greater_than_or_equal_to)(column.minimum)
            )
        if column.maximum is not None:
            checks.append(pa.Check.less_than_or_equal_to(column.maximum))
        if column.words is not None and column.words not in schema.OPEN_KINDS:
            checks.append(pa.Check.isin(schema.words(column.words)))
        if column.kind == "date":
            checks.append(pa.Check.str_matches(r"\d{4}(-\d{2}(-\d{2})?)?$"))
        if column.kind == "boolean":
            checks.append(pa.Check.isin(["true", "false"]))
        if column.pattern is not None:
            checks.append(pa.Check.str_matches(column.pattern))
        columns[column.name] = pa.Column(
            kinds[column.kind],
            checks,
            nullable=not column.required,
            unique=column.name == table.index,
            required=column.required,
            coerce=True,
        )
    key = list(table.key) if table.key and present.issuperset(table.key) else None
    return pa.DataFrameSchema(columns, unique=key, strict=False)


def describe(path: Path) -> None:
    """Tell frictionless all it can be told: constraints, keys and references."""
    package = path / "datapackage.json"
    content = json.loads(package.read_text("utf-8"))
    tabular = [one for one in content["resources"] if one["format"] == "csv"]
    names = {one["name"] for one in tabular}
    for resource in tabular:
        table = schema.TABLES[resource["name"]]
        for field in resource["schema"]["fields"]:
            if field["name"] in table.by_name:
                field["constraints"] = constraints(table, table.by_name[field["name"]])
        present = {field["name"] for field in resource["schema"]["fields"]}
        if table.key and not table.index and present.issuperset(table.key):
            resource["schema"]["primaryKey"] = list(table.key)
        resource["schema"]["foreignKeys"] = [
            {
                "fields": [column.name],
                "reference": {"resource": column.refers, "fields": [schema.TABLES[column.refers].index]},
            }
            for column in table.columns
            if column.refers in names and not column.several and column.name in present
        ]
    package.write_text(json.dumps(content), "utf-8")


def constraints(table: schema.Table, column: schema.Column) -> dict[str, object]:
    told: dict[str, object] = {"required": column.required, "unique": column.name == table.index}
    if column.minimum is not None:
        told["minimum"] = column.minimum
    if column.maximum is not None:
        told["maximum"] = column.maximum
    if column.words is not None and column.words not in schema.OPEN_KINDS:
        told["enum"] = list(schema.words(column.words))
    if column.pattern is not None:
        told["pattern"] = column.pattern
    if column.kind == "date":
        told["pattern"] = r"\d{4}(-\d{2}(-\d{2})?)?"
    return told


def located(said: set[Place], fault: Fault) -> bool:
    if fault.row is None and fault.column is None:
        return any(table == fault.table for table, *_ in said)
    return (fault.table, fault.row, fault.column) in said or (
        fault.row is None and any(t == fault.table and c == fault.column for t, _, c in said)
    )


@pytest.mark.parametrize("suffix", ["", ".xlsx"])
def test_every_fault_is_found_at_its_place(tmp_path, toy, suffix):
    missed = []
    for kind in FAULT_KINDS:
        for seed in range(PLACES):
            path = tmp_path / f"toy{suffix}"
            fault = seed_faults(toy, path, kind, seed)
            found = wg.validate(path)
            rows = found[found["code"] == fault.code][["table", "row", "column"]].itertuples(index=False)
            if (fault.table, fault.row, fault.column) not in {places(row) for row in rows}:
                missed.append(fault)
    total = len(FAULT_KINDS) * PLACES
    print(f"{suffix or 'CSV'}: {total - len(missed)} of {total} at their place")
    assert missed == []


def test_beside_peers(tmp_path, toy):
    pytest.importorskip("frictionless")
    pytest.importorskip("pandera")
    readers = {"welfare_graph": ours, "frictionless": by_frictionless, "pandera": by_pandera}
    wg.write(toy, tmp_path / "clean")
    describe(tmp_path / "clean")
    quiet = {name: reader(tmp_path / "clean") for name, reader in readers.items()}
    named, exact = Counter(), Counter()
    for kind in FAULT_KINDS:
        for seed in range(PEER_PLACES):
            path = tmp_path / "toy"
            fault = seed_faults(toy, path, kind, seed)
            describe(path)
            for name, reader in readers.items():
                said = reader(path) - quiet[name]
                named[name] += bool(said)
                exact[name] += located(said, fault)
    total = len(FAULT_KINDS) * PEER_PLACES
    for name in readers:
        print(
            f"{name}: on clean data {len(quiet[name])} findings; "
            f"named {named[name] / total:.1%}, located {exact[name] / total:.1%} of {total}"
        )
    assert exact["welfare_graph"] == total
    assert exact["welfare_graph"] > max(exact["frictionless"], exact["pandera"])
