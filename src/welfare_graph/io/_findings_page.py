"""Findings as one HTML page to hand to whoever fills in the sheets."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from typing import Any

import pandas as pd

from welfare_graph._texts import number, text
from welfare_graph.io._order import ORDER

_STYLE = """body{font:16px/1.5 system-ui,sans-serif;margin:2rem auto;max-width:72rem;padding:0 1rem}
body{color:#1b2a30}
h1{color:#1f4e5f}h2{margin:2rem 0 .5rem;color:#1f4e5f}
table{border-collapse:collapse;width:100%}
th,td{text-align:left;vertical-align:top;padding:.4rem .6rem;border-bottom:1px solid #ccd6da}
th{background:#e3ecef}code{background:#f3f0e8;padding:.1rem .3rem;overflow-wrap:anywhere;white-space:pre-wrap}
.error{color:#9c1a1a;font-weight:600}.warning{color:#7a4a00;font-weight:600}.info{color:#44545a}"""
_POLICY = "default-src 'none'; style-src 'unsafe-inline'"


def findings_by_place(findings: pd.DataFrame, name: str) -> list[tuple[str, pd.DataFrame]]:
    """Return findings by sheet or file, those with errors first, each in the order of its rows."""
    shown = findings[findings["code"] != "empty_table"]
    place = shown["file"].fillna(shown["table"]).fillna(name)
    groups = [(str(where), rows.sort_values("row", kind="stable")) for where, rows in shown.groupby(place)]
    order = {table: rank for rank, table in enumerate(ORDER)}

    def rank(group: tuple[str, pd.DataFrame]) -> tuple[bool, int, str]:
        where, rows = group
        tables = [order[table] for table in rows["table"].dropna() if table in order]
        return not (rows["severity"] == "error").any(), min(tables, default=-1), where

    return sorted(groups, key=rank)


def findings_counted(findings: pd.DataFrame, lang: str) -> str:
    """Return how many findings there are of each kind, as a sentence."""
    found = findings.loc[findings["code"] != "empty_table", "severity"].value_counts()
    sizes = {f"{key}s": number(int(found.get(key, 0)), lang) for key in ("error", "warning", "info")}
    return text("findings_page.counts", lang, **sizes)


def findings_empty(findings: pd.DataFrame, lang: str) -> str:
    """Return the sentence that names the tables without rows; nothing where there are none."""
    empty = findings[findings["code"] == "empty_table"]
    if not len(empty):
        return ""
    names = empty["file"].fillna(empty["table"])
    return text("findings_page.empty", lang, names=", ".join(names))


def findings_html(findings: pd.DataFrame, name: str, lang: str = "en") -> str:
    """Return findings by sheet or file, each with the cell quoted."""
    title = escape(text("findings_page.title", lang, name=name))
    groups = [_group(where, rows, lang) for where, rows in findings_by_place(findings, name)]
    body = "\n".join(groups) or f"<p>{escape(text('findings_page.none', lang))}</p>"
    empty = findings_empty(findings, lang)
    body = f"<p>{escape(findings_counted(findings, lang))}</p>\n{body}" if groups else body
    body += f"\n<p>{escape(empty)}</p>" if empty else ""
    return (
        f'<!doctype html>\n<html lang="{lang}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">\n<title>{title}</title>\n'
        f"<style>{_STYLE}</style>\n</head>\n<body>\n<main>\n<h1>{title}</h1>\n{body}\n</main>\n</body>\n</html>\n"
    )


def _group(where: str, rows: pd.DataFrame, lang: str) -> str:
    heads = "".join(
        f'<th scope="col">{escape(text(f"findings_page.{key}", lang))}</th>'
        for key in ("row", "column", "cell", "finding", "hint")
    )
    lines = "\n".join(_line(finding, lang) for finding in rows.to_dict("records"))
    table = f"<thead><tr>{heads}</tr></thead>\n<tbody>\n{lines}\n</tbody>"
    return f"<h2>{escape(where)}</h2>\n<table>\n{table}\n</table>"


def _line(finding: Mapping[Any, Any], lang: str) -> str:
    severity = str(finding["severity"])
    word = escape(text(f"findings_page.{severity}", lang))
    row = text("findings_page.whole", lang) if pd.isna(finding["row"]) else str(finding["row"])
    column = finding["column"] if isinstance(finding["column"], str) else ""
    value = f"<code>{escape(finding['value'])}</code>" if isinstance(finding["value"], str) else ""
    message = f'<span class="{severity}">{word}.</span> {escape(str(finding["message"]))}'
    cells = (escape(row), escape(column), value, message, escape(str(finding["hint"])))
    return "<tr>" + "".join(f"<td>{cell}</td>" for cell in cells) + "</tr>"
