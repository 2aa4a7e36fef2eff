"""Findings of tables: everything that is wrong, all at once, and nothing changed in silence."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from welfare_graph import schema
from welfare_graph._names import nearest
from welfare_graph.validation._cells import iso_date
from welfare_graph.validation._conform import Checked, conform_table, empty_frame
from welfare_graph.validation._findings import NOTHING_LIKE, SEVERITY, Finding, Raw, has_errors, to_frame
from welfare_graph.validation._outlines import canonical_wkt, format_wkt, parse_wkt
from welfare_graph.validation._rules import check_all

__all__ = [
    "Finding",
    "Raw",
    "SEVERITY",
    "canonical_wkt",
    "conform",
    "empty_frame",
    "format_wkt",
    "has_errors",
    "iso_date",
    "parse_wkt",
    "to_frame",
]

_NEAR = 0.7


def conform(tables: Mapping[str, Raw]) -> tuple[dict[str, pd.DataFrame], list[Finding]]:
    """Type every table as the schema says and report every finding.

    Parameters
    ----------
    tables
        The tables as they came, by name. `actors` and `ties` must be there.

    Returns
    -------
    tuple
        The typed tables (ids still columns, rows in the user's order; to be trusted only where no
        finding is an error), and the findings in the order of tables and rows.
    """
    findings = _unknown_tables(tables)
    checked: dict[str, Checked] = {}
    for name in schema.TABLES:
        if name in tables:
            checked[name] = conform_table(schema.TABLES[name], tables[name], checked)
    check_all(checked)
    for one in checked.values():
        findings += _ordered(one)
    return {name: one.frame for name, one in checked.items()}, findings


def _unknown_tables(tables: Mapping[str, Raw]) -> list[Finding]:
    findings = []
    for name in ("actors", "ties"):
        if name not in tables:
            like = nearest(name, [other for other in tables if other not in schema.TABLES], _NEAR)
            findings.append(Finding(code="missing_table", table=name, fields={"like": like or NOTHING_LIKE}))
    for name, raw in tables.items():
        if name not in schema.TABLES:
            like = nearest(name, schema.TABLES, _NEAR) or ", ".join(schema.TABLES)
            fields = {"like": like}
            findings.append(
                Finding(code="unknown_table", table=name, file=raw.file, value=name, fields=fields)
            )
    return findings


def _ordered(checked: Checked) -> list[Finding]:
    columns = {column.name: place for place, column in enumerate(checked.table.columns)}
    return sorted(
        checked.findings,
        key=lambda f: (f.row or 0, columns.get(f.column or "", len(columns)), f.column or "", f.code),
    )
