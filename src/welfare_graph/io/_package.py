"""datapackage.json: what a folder says of itself (Frictionless Data Package)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field

import pandas as pd

from welfare_graph import schema
from welfare_graph.ecosystem import METADATA
from welfare_graph.validation import Finding

FILE = "datapackage.json"
_TYPES = {"text": "string", "float": "number", "integer": "integer", "boolean": "boolean", "date": "string"}


@dataclass(frozen=True)
class Package:
    """Metadata, the types of the user's own columns, the names of resources, and how text was written."""

    metadata: Mapping[str, object] = field(default_factory=dict)
    declared: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    paths: frozenset[str] = frozenset()
    escaped: bool = False


def read_package(data: bytes | None) -> tuple[Package, list[Finding]]:
    """Read the file's bytes; a folder without one is read as well."""
    if data is None:
        return Package(), []
    try:
        content = json.loads(data.decode("utf-8-sig"))
    except (UnicodeDecodeError, ValueError, RecursionError) as error:
        return Package(), [Finding(code="not_json", file=FILE, value=str(error)[:120])]
    if not isinstance(content, dict):
        return Package(), [Finding(code="not_json", file=FILE, value=type(content).__name__)]
    resources = [r for r in _list(content.get("resources")) if isinstance(r, dict)]
    declared = {str(r.get("name")): _fields(r.get("schema")) for r in resources}
    paths = frozenset(str(r["path"]) for r in resources if isinstance(r.get("path"), str))
    metadata = {name: content[name] for name in METADATA if content.get(name) is not None}
    return Package(metadata, declared, paths, content.get("formulas_escaped") is True), _newer(content)


def _newer(content: Mapping[str, object]) -> list[Finding]:
    version = content.get("schema_version")
    if version in (None, schema.VERSION):
        return []
    fields = {"expected": schema.VERSION}
    return [
        Finding(code="bad_metadata", file=FILE, column="schema_version", value=str(version), fields=fields)
    ]


def _list(value: object) -> list[object]:
    return value if isinstance(value, list) else []


def _fields(value: object) -> dict[str, str]:
    fields = _list(value.get("fields")) if isinstance(value, dict) else []
    return {str(f["name"]): str(f.get("type")) for f in fields if isinstance(f, dict) and "name" in f}


def write_package(
    metadata: Mapping[str, str], tables: Mapping[str, pd.DataFrame], outlines: str | None
) -> bytes:
    """Return the file's bytes for the tables of a folder."""
    resources: list[dict[str, object]] = [_resource(name, frame) for name, frame in tables.items()]
    if outlines is not None:
        resources.append(
            {"name": "outlines", "path": outlines, "format": "geojson", "mediatype": "application/geo+json"}
        )
    content: dict[str, object] = {"profile": "tabular-data-package", "name": "territory"}
    content |= {name: metadata[name] for name in METADATA if name in metadata}
    content |= {"schema_version": schema.VERSION, "formulas_escaped": True, "resources": resources}
    return (json.dumps(content, ensure_ascii=False, indent=2) + "\n").encode("utf-8")


def _resource(name: str, frame: pd.DataFrame) -> dict[str, object]:
    table = schema.TABLES[name]
    return {
        "name": name,
        "path": f"{name}.csv",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "profile": "tabular-data-resource",
        "schema": {
            "fields": [{"name": c, "type": _type(table, c, frame[c])} for c in frame.columns],
            "missingValues": [""],
            **({"primaryKey": table.index} if table.index else {}),
        },
    }


def _type(table: schema.Table, name: str, column: pd.Series) -> str:
    if name in table.by_name:
        return _TYPES[table.by_name[name].kind]
    return own_type(column)


def own_type(column: pd.Series) -> str:
    """Return the type of a column of the user's own."""
    if pd.api.types.is_bool_dtype(column.dtype):
        return "boolean"
    if pd.api.types.is_integer_dtype(column.dtype):
        return "integer"
    return "number" if pd.api.types.is_float_dtype(column.dtype) else "string"
