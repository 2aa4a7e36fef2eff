"""Coordinates that cannot belong to the territory: swapped, or far away."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from welfare_graph.validation._conform import Checked

_TABLES = ("areas", "actors", "services")
_KM_PER_DEGREE = 111.2
_MARGIN_KM = 150.0
_SPREAD = 3.0


def check_places(tables: Mapping[str, Checked]) -> None:
    """Compare each point with the middle of the territory, and its mirror image too."""
    known = {name: tables[name] for name in _TABLES if name in tables and len(tables[name].frame)}
    points = {name: checked.frame[["lat", "lon"]].to_numpy(dtype=float) for name, checked in known.items()}
    everything = np.vstack(list(points.values())) if points else np.empty((0, 2))
    home = points.get("areas", everything)
    home = home[~np.isnan(home).any(axis=1)]
    if len(home) < 2:
        home = everything[~np.isnan(everything).any(axis=1)]
    if len(home) < 2:
        return
    centre = np.median(home, axis=0)
    reach = _SPREAD * float(np.median(_km(home, centre))) + _MARGIN_KM
    for name, checked in known.items():
        _report(checked, points[name], centre, reach)


def _report(checked: Checked, points: np.ndarray, centre: np.ndarray, reach: float) -> None:
    away = _km(points, centre)
    mirrored = _km(points[:, ::-1], centre)
    for position in np.flatnonzero(away > reach):
        if mirrored[position] <= reach:
            lat, lon = points[position, ::-1]
            checked.add("swapped_coordinates", [position], "lat", lat=f"{lat:g}", lon=f"{lon:g}")
        elif checked.table.name != "actors":
            checked.add("foreign_coordinates", [position], "lat", km=f"{away[position]:.0f}")


def _km(points: np.ndarray, centre: np.ndarray) -> np.ndarray:
    """Flat distance, good enough to tell a valley from another continent."""
    width = np.cos(np.radians(centre[0]))
    return np.asarray(_KM_PER_DEGREE * np.hypot(points[:, 0] - centre[0], (points[:, 1] - centre[1]) * width))
