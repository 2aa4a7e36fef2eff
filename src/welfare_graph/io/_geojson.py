"""Outlines as GeoJSON: one feature a part, in longitude and latitude."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

import pandas as pd

from welfare_graph._names import nearest
from welfare_graph.validation import Finding, Raw, format_wkt, parse_wkt

FILE = "areas.geojson"
_KEY = "area_id"
_DIGITS = 6
_OWN = (_KEY, "part", "wkt")


def read_outlines(
    data: bytes, file: str = FILE, areas: Collection[str] = (), key: str | None = None
) -> tuple[Raw | None, list[Finding]]:
    """Read polygons with an `area_id`, or the property (`key`) whose values are the codes of areas.

    A feature without `part` is split into its polygons.
    """
    findings: list[Finding] = []
    try:
        content = json.loads(data.decode("utf-8-sig"))
        features = content["features"]
        known = frozenset(areas)
        found = key or _key_of(features, known)
        if found != _KEY:
            findings = [Finding(code="outline_key", table="outlines", file=file, column=found, value=found)]
        rows = [row for feature in features for row in _rows(_renamed(feature, found, known))]
    except (
        UnicodeDecodeError,
        ValueError,
        TypeError,
        KeyError,
        IndexError,
        OverflowError,
        RecursionError,
    ) as error:
        return None, [Finding(code="not_geojson", table="outlines", file=file, value=str(error)[:80])]
    own = list(dict.fromkeys(name for row in rows for name in row if name not in _OWN))
    frame = pd.DataFrame(rows, columns=[*_OWN, *own], dtype=object)
    return Raw(frame, file), findings


def _key_of(features: Sequence[Mapping[str, Mapping[str, object]]], areas: frozenset[str]) -> str:
    """Return the property that holds the codes of areas: `area_id`, else the one that says most of them."""
    names = list(dict.fromkeys(str(name) for feature in features for name in feature["properties"]))
    if _KEY in names or not features:
        return _KEY
    known = {
        name: sum(_code(feature["properties"].get(name), areas) in areas for feature in features)
        for name in names
    }
    best = max(known, key=lambda name: known[name], default=None)
    if best is not None and 2 * known[best] > len(features):
        return best
    like = nearest(_KEY, names)
    hint = f"; did you mean {like}?" if like else ""
    raise ValueError(f"no {_KEY} among {', '.join(names)}{hint}")


def _code(value: object, areas: frozenset[str]) -> str:
    """Read 1191 as 001191 where that is an area."""
    word = str(value)
    padded = word.zfill(_DIGITS)
    return padded if word not in areas and word.isdigit() and padded in areas else word


def _renamed(feature: Mapping[str, Any], key: str, areas: frozenset[str]) -> Mapping[str, Any]:
    if key == _KEY:
        return feature
    properties = dict(feature["properties"])
    return {**feature, "properties": {_KEY: _code(properties.pop(key), areas), **properties}}


def _rows(feature: Mapping[str, dict[str, object]]) -> Iterator[dict[str, object]]:
    properties, geometry = feature["properties"], feature["geometry"]
    shape, coordinates = geometry["type"], geometry["coordinates"]
    if shape not in {"Polygon", "MultiPolygon"}:
        raise ValueError(f"geometry {shape!r}")
    if _KEY not in properties:
        raise ValueError(f"no {_KEY} among {', '.join(map(str, properties))}")
    polygons = [coordinates] if shape == "Polygon" else coordinates
    whole = [[[(float(p[0]), float(p[1])) for p in ring] for ring in polygon] for polygon in polygons]  # type: ignore[attr-defined]
    if "part" in properties:
        yield {**properties, "wkt": format_wkt(whole)}
    else:
        for part, polygon in enumerate(whole, start=1):
            yield {**properties, "part": part, "wkt": format_wkt([polygon])}


def write_outlines(outlines: pd.DataFrame) -> bytes:
    """Return the file's bytes, one feature a line."""
    own = [name for name in outlines.columns if name != "wkt" and outlines[name].notna().any()]
    lines = []
    for row in outlines.to_dict("records"):
        polygons = parse_wkt(str(row["wkt"])) or []
        rings = [[[list(point) for point in ring] for ring in polygon] for polygon in polygons]
        geometry = (
            {"type": "Polygon", "coordinates": rings[0]}
            if len(rings) == 1
            else {"type": "MultiPolygon", "coordinates": rings}
        )
        properties = {str(name): _plain(row[name]) for name in own}
        feature = {"type": "Feature", "properties": properties, "geometry": geometry}
        lines.append(json.dumps(feature, ensure_ascii=False, separators=(",", ":")))
    body = ",\n".join(lines)
    return f'{{"type":"FeatureCollection","features":[\n{body}\n]}}\n'.encode()


def _plain(value: object) -> object:
    if value is None or value is pd.NA or value != value:
        return None
    return value.item() if hasattr(value, "item") else value
