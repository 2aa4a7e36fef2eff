"""What a page tells, read back from its text."""

from __future__ import annotations

import json
import re


def whole(column):
    """A column sent as values, each with its number, whole again."""
    if isinstance(column, dict) and set(column) == {"run"}:
        pairs = zip(column["run"][::2], column["run"][1::2], strict=True)
        return [value for value, count in pairs for _ in range(count)]
    return column


def data_of(page):
    """The data of a page, its columns whole."""
    written = re.search(r'<script type="application/json" id="data">(.*?)</script>', page, re.S)[1]
    data = json.loads(written)
    for table in (data, *([data["plan"], data["plan"]["after"]] if data["plan"] else [])):
        for columns in table.values():
            if isinstance(columns, dict):
                columns.update({name: whole(values) for name, values in columns.items()})
    return data
