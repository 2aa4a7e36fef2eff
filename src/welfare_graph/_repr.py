"""Calm tables for notebooks: escaped HTML with no script and no outside request."""

from __future__ import annotations

from html import escape

import pandas as pd

_STYLE = "border-collapse:collapse;font:13px system-ui,sans-serif;margin:.4em 0"
_CELL = "padding:.15em .7em;text-align:{align};border-bottom:1px solid #8884"


def frame_html(frame: pd.DataFrame, *, limit: int = 20) -> str:
    """Return a small table as HTML; every cell is escaped."""
    numeric = [pd.api.types.is_numeric_dtype(frame[name].dtype) for name in frame.columns]
    shown = frame.head(limit)
    head = "".join(_cell("th", name, number=n) for name, n in zip(frame.columns, numeric, strict=True))
    body = "".join(
        "<tr>"
        + "".join(_cell("td", value, number=n) for value, n in zip(row, numeric, strict=True))
        + "</tr>"
        for row in shown.itertuples(index=False, name=None)
    )
    more = f"<p>… {len(frame) - limit:,} more rows</p>" if len(frame) > limit else ""
    return f'<table style="{_STYLE}"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>{more}'


def _cell(tag: str, value: object, *, number: bool) -> str:
    missing = value is None or value is pd.NA or value != value
    if missing:
        word = ""
    elif isinstance(value, float):
        word = f"{value:,.4g}" if abs(value) < 1e4 else f"{value:,.0f}"
    elif isinstance(value, int) and not isinstance(value, bool):
        word = f"{value:,}"
    else:
        word = str(value)
    return f'<{tag} style="{_CELL.format(align="right" if number else "left")}">{escape(word)}</{tag}>'


def ecosystem_html(title: str | None, day: str | None, summary: pd.DataFrame) -> str:
    """Return a territory as HTML: its title, its day, and how many rows each table has."""
    heading = escape(title or "Ecosystem")
    when = f" <small>{escape(day)}</small>" if day else ""
    return f"<div><strong>{heading}</strong>{when}{frame_html(summary.reset_index(), limit=30)}</div>"
