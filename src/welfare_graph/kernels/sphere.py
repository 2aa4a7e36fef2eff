"""Distances on the Earth taken as a sphere, and the pairs of points within a radius."""

from __future__ import annotations

import numpy as np
from scipy.spatial import cKDTree

RADIUS_KM = 6371.0088
"""Mean radius of the Earth (IUGG)."""


def great_circle_km(lat: np.ndarray, lon: np.ndarray, to_lat: np.ndarray, to_lon: np.ndarray) -> np.ndarray:
    """Return the great-circle distance between points, in km (degrees in; haversine formula)."""
    phi, psi = np.radians(lat), np.radians(to_lat)
    half = np.sin((psi - phi) / 2) ** 2
    half = half + np.cos(phi) * np.cos(psi) * np.sin(np.radians(to_lon - np.asarray(lon)) / 2) ** 2
    return np.asarray(2 * RADIUS_KM * np.arcsin(np.sqrt(np.clip(half, 0, 1))))


def unit_vectors(lat: np.ndarray, lon: np.ndarray) -> np.ndarray:
    """Return points of the unit sphere, one row a point."""
    phi, theta = np.radians(lat), np.radians(lon)
    return np.column_stack([np.cos(phi) * np.cos(theta), np.cos(phi) * np.sin(theta), np.sin(phi)])


def chord_pairs(
    lat: np.ndarray, lon: np.ndarray, reach_km: float
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return all ordered pairs of points within a distance, themselves included: from, to, km.

    The query runs on straight chords through the sphere, on which a k-d tree is exact.
    """
    points = unit_vectors(lat, lon)
    if reach_km >= np.pi * RADIUS_KM:
        origin, destination = (grid.ravel() for grid in np.indices((len(points), len(points))))
    else:
        chord = 2 * np.sin(max(reach_km, 0.0) / RADIUS_KM / 2)
        tree = cKDTree(points)
        close = tree.query_pairs(chord * (1 + 1e-12), output_type="ndarray")
        same = np.arange(len(points))
        origin = np.concatenate([close[:, 0], close[:, 1], same])
        destination = np.concatenate([close[:, 1], close[:, 0], same])
    km = great_circle_km(lat[origin], lon[origin], lat[destination], lon[destination])
    km[origin == destination] = 0.0
    return origin, destination, km
