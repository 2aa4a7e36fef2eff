"""Write the data folder: CSV tables, outlines and the description of both, the same bytes each time."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import shapely
from facts_io import Row

FLOATS = {
    *("lat", "lon", "area_km2", "shared_border_km"),
    *("people_per_unit", "max_minutes", "quantity", "low", "high", "capacity", "count", "threshold"),
    *("budget_eur", "fixed_eur", "unit_eur", "open_fixed_eur", "open_unit_eur", "expand_unit_eur"),
    *("unit_rate", "low_rate", "high_rate"),
}
INTEGERS = {"employees", "population", "alt_min_m", "alt_max_m", "choices_5x1000"}
BOOLEANS = {"verified"}


def kind(column: str) -> str:
    """Return the Frictionless type of a column."""
    if column in FLOATS:
        return "number"
    if column in INTEGERS or column.startswith(("population_", "enrolled", "age_", "women_")):
        return "integer"
    return "boolean" if column in BOOLEANS else "string"


def columns(rows: list[Row]) -> list[str]:
    """Return the columns of some rows, in order of appearance, without those that are empty throughout."""
    names = dict.fromkeys(name for row in rows for name in row)
    return [name for name in names if any(row.get(name) for row in rows)]


def csv_text(rows: list[Row]) -> str:
    """Return rows as CSV text with Unix line ends."""
    file = io.StringIO()
    writer = csv.DictWriter(file, columns(rows), restval="", extrasaction="ignore", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return file.getvalue()


def geojson(shapes: dict[str, shapely.Geometry], names: dict[str, str]) -> str:
    """Return outlines as GeoJSON, a feature a line."""
    features = [
        json.dumps(
            {
                "type": "Feature",
                "properties": {"area_id": code, "name": names[code]},
                "geometry": json.loads(shapely.to_geojson(shape)),
            },
            ensure_ascii=False,
            separators=(",", ":"),
        )
        for code, shape in shapes.items()
    ]
    return '{"type":"FeatureCollection","features":[\n' + ",\n".join(features) + "\n]}\n"


def package(about: dict[str, object], tables: dict[str, list[Row]]) -> str:
    """Return the Frictionless description of the folder."""
    resources: list[dict[str, object]] = [
        {
            "name": name,
            "path": f"{name}.csv",
            "format": "csv",
            "encoding": "utf-8",
            "schema": {
                "fields": [{"name": column, "type": kind(column)} for column in columns(rows)],
                "missingValues": [""],
            },
        }
        for name, rows in tables.items()
    ]
    resources.append({"name": "outlines", "path": "areas.geojson", "format": "geojson", "encoding": "utf-8"})
    return json.dumps(about | {"resources": resources}, ensure_ascii=False, indent=2) + "\n"


def write(folder: Path, files: dict[str, str]) -> None:
    """Write every file of the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8", newline="\n")
