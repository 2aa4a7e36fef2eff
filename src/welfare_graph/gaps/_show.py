"""Results as HTML for notebooks."""

from __future__ import annotations

from html import escape

import pandas as pd

from welfare_graph._repr import frame_html

__all__ = ["sections"]


def sections(title: str, tables: dict[str, pd.DataFrame]) -> str:
    """Return some tables under their names; an index becomes columns."""
    parts = [
        f"<p>{escape(name)}</p>{frame_html(table.reset_index() if table.index.name or table.index.nlevels > 1 else table)}"
        for name, table in tables.items()
    ]
    return f"<div><strong>{escape(title)}</strong>{''.join(parts)}</div>"
