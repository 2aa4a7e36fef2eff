"""Outlines as well-known text: polygons in longitude, latitude, in one canonical writing."""

from __future__ import annotations

import re

Ring = list[tuple[float, float]]
Polygon = list[Ring]

_NUMBER = r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d{1,3})?"
_POINT = rf"\s*{_NUMBER}\s+{_NUMBER}\s*"
_RING = rf"\s*\({_POINT}(?:,{_POINT})*\)\s*"
_POLYGON = rf"\s*\({_RING}(?:,{_RING})*\)\s*"
_ONE = re.compile(rf"\s*POLYGON\s*{_POLYGON}", re.IGNORECASE)
_MANY = re.compile(rf"\s*MULTIPOLYGON\s*\({_POLYGON}(?:,{_POLYGON})*\)\s*", re.IGNORECASE)
_MAX = 32_000
_LONGEST = 4_000_000
_CLOSED = 4


def parse_wkt(wkt: str) -> list[Polygon] | None:
    """Return the polygons of a POLYGON or MULTIPOLYGON, or None where the text is neither."""
    if len(wkt) > _LONGEST or not (_ONE.fullmatch(wkt) or _MANY.fullmatch(wkt)):
        return None
    body = wkt[wkt.index("(") :].strip()
    if wkt.strip().upper().startswith("MULTI"):
        body = body[1:-1]
    polygons = [_polygon(chunk) for chunk in re.findall(rf"\((?:{_RING},?)+\)", body)]
    valid = all(_closed(ring) for polygon in polygons for ring in polygon)
    return polygons if polygons and valid else None


def _polygon(chunk: str) -> Polygon:
    return [
        [(float(x), float(y)) for x, y in (point.split() for point in ring.split(","))]
        for ring in re.findall(r"\(([^()]*)\)", chunk)
    ]


def _closed(ring: Ring) -> bool:
    on_earth = all(abs(x) <= 180 and abs(y) <= 90 for x, y in ring)
    return len(ring) >= _CLOSED and ring[0] == ring[-1] and on_earth


def format_wkt(polygons: list[Polygon]) -> str:
    """Write polygons as canonical text."""
    bodies = [", ".join(_ring(ring) for ring in polygon) for polygon in polygons]
    if len(bodies) == 1:
        return f"POLYGON ({bodies[0]})"
    return "MULTIPOLYGON (" + ", ".join(f"({body})" for body in bodies) + ")"


def _ring(ring: Ring) -> str:
    return "(" + ", ".join(f"{_short(x)} {_short(y)}" for x, y in ring) + ")"


def _short(value: float) -> str:
    return repr(value).removesuffix(".0")


def canonical_wkt(wkt: str) -> str | None:
    """Return the one writing of an outline, or None where it is none or too long for a cell."""
    polygons = parse_wkt(wkt)
    if polygons is None:
        return None
    canonical = format_wkt(polygons)
    return canonical if len(canonical) < _MAX else None
