"""Results as HTML for notebooks."""

from __future__ import annotations

from html import escape

import pandas as pd

from welfare_graph._repr import frame_html

__all__ = ["sections"]


def sections(title: str, tables: dict[str, pd.DataFrame]) -> str:
    """Return some tables under their names; an index becomes columns."""
    parts = []
    for name, table in tables.items():
        named = table.index.nlevels > 1 or table.index.name is not None
        parts.append(f"<p>{escape(name)}</p>{frame_html(table.reset_index() if named else table)}")
    return f"<div><strong>{escape(title)}</strong>{''.join(parts)}</div>"
