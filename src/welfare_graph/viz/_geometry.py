"""The map's geometry: outlines as integer SVG paths on a small grid, zone borders, seats."""

import math
import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import pandas as pd

__all__ = ["Map", "draw"]

WIDTH = 1000
_RING = re.compile(r"\(([^()]+)\)")

Point = tuple[int, int]
Ring = list[Point]


@dataclass(frozen=True)
class Map:
    """What the page needs to draw: one path an area ('' = a point), the borders of zones, the size."""

    paths: list[str]
    borders: str
    points: list[Point | None]
    labels: list[Point | None]
    width: int
    height: int
    project: Callable[[float, float], Point]


def _rings(wkt: str) -> list[list[tuple[float, float]]]:
    """Rings of a polygon or multipolygon in well-known text; anything else gives none."""
    if "POLYGON" not in wkt[:16].upper():
        return []
    rings = []
    for body in _RING.findall(wkt):
        pairs = [pair.split() for pair in body.split(",")]
        try:
            rings.append([(float(pair[0]), float(pair[1])) for pair in pairs])
        except (ValueError, IndexError):
            return []
    return rings


def _projection(
    lons: Sequence[float], lats: Sequence[float], margin: float
) -> tuple[Callable[[float, float], Point], int]:
    """Equirectangular projection that fills a width of 1000, and the height that follows."""
    if not lons:
        return (lambda lon, lat: (0, 0)), WIDTH // 2
    west, east, south, north = min(lons), max(lons), min(lats), max(lats)
    squeeze = math.cos(math.radians((south + north) / 2))
    wide = max((east - west) * squeeze, (north - south) * 0.75, 1e-6)
    scale = (WIDTH - 2 * margin) / wide
    height = max(int((north - south) * scale + 2 * margin), 200)
    left = (WIDTH - (east - west) * squeeze * scale) / 2

    def project(lon: float, lat: float) -> Point:
        return round(left + (lon - west) * squeeze * scale), round(margin + (north - lat) * scale)

    return project, height


def _tidy(ring: Iterable[Point]) -> Ring:
    """Drop repeated points; an area too small for the grid keeps nothing."""
    out: Ring = []
    for point in ring:
        if not out or point != out[-1]:
            out.append(point)
    if len(out) > 1 and out[0] == out[-1]:
        out.pop()
    return out if len(out) > 2 else []


def _path(rings: Iterable[Ring]) -> str:
    """SVG path of closed rings, with relative steps to keep it short."""
    parts = []
    for ring in rings:
        steps = [f"M{ring[0][0]} {ring[0][1]}l"]
        steps += [f"{b[0] - a[0]} {b[1] - a[1]} " for a, b in pairwise(ring)]
        parts.append("".join(steps).rstrip() + "z")
    return "".join(parts)


def _segments(rings: Iterable[Ring]) -> set[tuple[Point, Point]]:
    found: set[tuple[Point, Point]] = set()
    for ring in rings:
        for a, b in zip(ring, [*ring[1:], ring[0]], strict=True):
            found.add((a, b) if a <= b else (b, a))
    return found


def _borders(areas: Sequence[list[Ring]], zones: Sequence[int]) -> str:
    """Segments that a zone does not share with itself: the borders of zones and of the territory."""
    seen: Counter[tuple[tuple[Point, Point], int]] = Counter()
    for rings, zone in zip(areas, zones, strict=True):
        seen.update((segment, zone) for segment in _segments(rings))
    once = {segment for (segment, _), times in seen.items() if times == 1}
    return _chains(once)


def _chains(segments: set[tuple[Point, Point]]) -> str:
    """Join segments end to end, so that the path is short and its dashes run on."""
    follow: dict[Point, list[Point]] = {}
    for a, b in sorted(segments):
        follow.setdefault(a, []).append(b)
        follow.setdefault(b, []).append(a)
    parts = []
    for start in sorted(follow):
        while follow[start]:
            here, chain = start, [start]
            while follow[here]:
                there = follow[here].pop(0)
                follow[there].remove(here)
                chain.append(there)
                here = there
            steps = [f"{b[0] - a[0]} {b[1] - a[1]}" for a, b in pairwise(chain)]
            parts.append(f"M{chain[0][0]} {chain[0][1]}l{' '.join(steps)}")
    return "".join(parts)


def _middle(rings: list[Ring]) -> Point | None:
    """Centroid of the largest ring."""
    best: tuple[float, Point] | None = None
    for ring in rings:
        xy = np.array(ring, dtype=float)
        nxt = np.roll(xy, -1, axis=0)
        cross = xy[:, 0] * nxt[:, 1] - nxt[:, 0] * xy[:, 1]
        area = cross.sum() / 2
        if area and (best is None or abs(area) > best[0]):
            centre = ((xy + nxt) * cross[:, None]).sum(axis=0) / (6 * area)
            best = abs(area), (round(float(centre[0])), round(float(centre[1])))
    return best[1] if best else None


def draw(areas: pd.DataFrame, outlines: pd.DataFrame, zones: Sequence[int]) -> Map:
    """Outlines and town-hall points of the areas, on a grid 1000 wide."""
    raw: dict[str, list[list[tuple[float, float]]]] = {}
    for area, wkt in zip(outlines["area_id"], outlines["wkt"], strict=True):
        raw.setdefault(str(area), []).extend(_rings(str(wkt)))
    seats = list(zip(areas["lon"].astype(float), areas["lat"].astype(float), strict=True))
    known = [(lon, lat) for lon, lat in seats if math.isfinite(lon) and math.isfinite(lat)]
    corners = known + [pair for rings in raw.values() for ring in rings for pair in ring]
    project, height = _projection([c[0] for c in corners], [c[1] for c in corners], 20.0 if raw else 110.0)
    rings = [
        [tidy for ring in raw.get(str(area), []) if (tidy := _tidy(project(*pair) for pair in ring))]
        for area in areas.index
    ]
    middles = [_middle(found) for found in rings]
    points = [
        project(lon, lat) if math.isfinite(lon) and math.isfinite(lat) else middle
        for (lon, lat), middle in zip(seats, middles, strict=True)
    ]
    labels = [middle or point for middle, point in zip(middles, points, strict=True)]
    paths = [_path(found) for found in rings]
    return Map(paths, _borders(rings, zones), points, labels, WIDTH, height, project)
