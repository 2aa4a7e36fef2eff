"""Findings as one HTML page to hand to whoever fills in the sheets."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from typing import Any

import pandas as pd

from welfare_graph._texts import text

_STYLE = """body{font:16px/1.5 system-ui,sans-serif;margin:2rem auto;max-width:72rem;padding:0 1rem}
body{color:#1b2a30}
h1{color:#1f4e5f}h2{margin:2rem 0 .5rem;color:#1f4e5f}
table{border-collapse:collapse;width:100%}
th,td{text-align:left;vertical-align:top;padding:.4rem .6rem;border-bottom:1px solid #ccd6da}
th{background:#e3ecef}code{background:#f3f0e8;padding:.1rem .3rem;overflow-wrap:anywhere;white-space:pre-wrap}
.error{color:#9c1a1a;font-weight:600}.warning{color:#7a4a00;font-weight:600}.info{color:#44545a}"""
_POLICY = "default-src 'none'; style-src 'unsafe-inline'"


def findings_html(findings: pd.DataFrame, name: str, lang: str = "en") -> str:
    """Return findings by sheet or file, each with the cell quoted."""
    title = escape(text("findings_page.title", lang, name=name))
    place = findings["file"].fillna(findings["table"]).fillna(name)
    groups = [_group(str(where), rows, lang) for where, rows in findings.groupby(place, sort=False)]
    body = "\n".join(groups) or f"<p>{escape(text('findings_page.none', lang))}</p>"
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
