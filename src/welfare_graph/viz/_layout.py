"""Where actors stand in the picture of the network: near their zone, hubs apart, isolates in a block."""

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import cKDTree

__all__ = ["block", "box", "place"]

WIDTH, HEIGHT = 1000.0, 1020.0
GOLDEN = np.pi * (3 - np.sqrt(5))
Points = NDArray[np.float64]


def box(points: Points, width: float = WIDTH, height: float = HEIGHT, stretch: bool = False) -> Points:
    """Move and scale points into a box; ``stretch`` lets the two axes scale apart."""
    if not len(points):
        return points
    low, span = points.min(axis=0), np.ptp(points, axis=0)
    scale = np.array([width, height]) / np.where(span > 0, span, np.inf)
    if not stretch:
        positive = scale[scale > 0]
        scale = np.full(2, positive.min() if len(positive) else 0.0)
    moved: Points = (points - low - span / 2) * scale + np.array([width, height]) / 2
    return moved


def _sunflower(count: int, step: float) -> Points:
    """Points on a sunflower spiral: even, round and the same every time."""
    turn = np.arange(count)
    radius = step * np.sqrt(turn)
    return np.column_stack([radius * np.cos(turn * GOLDEN), radius * np.sin(turn * GOLDEN)])


def _spread(centres: Points, radii: NDArray[np.float64]) -> Points:
    """Push circles apart until none overlaps, keeping them about where they were."""
    centres = centres + _sunflower(len(centres), 1e-3)
    for _ in range(200):
        delta = centres[:, None] - centres[None]
        distance = np.sqrt((delta**2).sum(-1)) + np.eye(len(centres))
        lack = np.clip(radii[:, None] + radii[None] - distance, 0, None) * (1 - np.eye(len(centres)))
        if not lack.any():
            break
        centres = centres + (delta / distance[..., None] * lack[..., None]).sum(1) * 0.3
    return centres


def _pushes(points: Points, reach: float) -> Points:
    """Repulsion among near points, from a tree of neighbours."""
    pairs = cKDTree(points).query_pairs(reach, output_type="ndarray")
    force = np.zeros_like(points)
    if len(pairs):
        delta = points[pairs[:, 0]] - points[pairs[:, 1]]
        distance = np.sqrt((delta**2).sum(1)) + 1e-9
        push = delta / distance[:, None] * ((reach - distance) / reach)[:, None] ** 1.5
        for axis in (0, 1):
            force[:, axis] = np.bincount(pairs[:, 0], push[:, axis], len(points))
            force[:, axis] -= np.bincount(pairs[:, 1], push[:, axis], len(points))
    return force


def _pulls(points: Points, ties: NDArray[np.int64], degree: NDArray[np.float64]) -> Points:
    """Attraction along ties, shared by an actor among its ties so that hubs do not collapse."""
    force = np.zeros_like(points)
    delta = points[ties[:, 1]] - points[ties[:, 0]]
    for axis in (0, 1):
        force[:, axis] = np.bincount(ties[:, 0], delta[:, axis], len(points))
        force[:, axis] -= np.bincount(ties[:, 1], delta[:, axis], len(points))
    return force / degree[:, None]


def place(seats: Points, group: NDArray[np.int64], ties: NDArray[np.int64]) -> Points:
    """Positions of connected actors in a box of 1000 by 1020.

    Parameters
    ----------
    seats
        Where each actor sits on the map (any scale, y downwards); missing = somewhere outside.
    group
        Zone of each actor, -1 = none.
    ties
        Pairs of positions, each pair once.
    """
    count = len(seats)
    if count == 0:
        return np.zeros((0, 2))
    degree = np.maximum(np.bincount(ties.ravel(), minlength=count), 1).astype(float)
    spacing = np.sqrt(WIDTH * HEIGHT / count)
    anchors = _anchors(seats, group, spacing)
    start = anchors[group + 1]
    order = np.lexsort((np.arange(count), -degree))
    rank = np.empty(count, dtype=np.int64)
    for zone in np.unique(group):
        rank[order[group[order] == zone]] = np.arange((group == zone).sum())
    points = start + _sunflower(count, spacing * 0.62)[rank]
    rounds = 160 if count <= 1500 else 12 if count <= 4000 else 0
    for turn in range(rounds):
        heat = 1 - turn / rounds
        free = group < 0
        home = (anchors[group + 1] - points) * np.where(free, 0.004, 0.06)[:, None]
        pull = _pulls(points, ties, degree) * np.where(free, 0.09, 0.016)[:, None]
        step = home + pull + _pushes(points, spacing * 1.9) * spacing * 0.42
        length = np.sqrt((step**2).sum(1)) + 1e-9
        points = points + step * np.minimum(1, spacing * heat / length)[:, None]
    for _ in range(30 if count <= 4000 else 0):
        points = points + _pushes(points, spacing * 0.8) * spacing * 0.25
    return box(points, stretch=True)


def _anchors(seats: Points, group: NDArray[np.int64], spacing: float) -> Points:
    """Centre of each zone (row 0: of the actors without one), pushed apart to fit their members."""
    zones = int(group.max()) + 1 if len(group) else 0
    middle = np.nanmean(seats, axis=0) if np.isfinite(seats).any() else np.zeros(2)
    centres = np.tile(middle, (zones + 1, 1))
    size = np.bincount(group + 1, minlength=zones + 1).astype(float)
    for zone in range(zones):
        own = seats[group == zone]
        own = own[np.isfinite(own).all(axis=1)]
        if len(own):
            centres[zone + 1] = own.mean(axis=0)
    centres = box(centres, WIDTH, HEIGHT)
    return _spread(centres, spacing * 0.66 * np.sqrt(size))


def block(count: int, width: float, step: float, top: float) -> Points:
    """A tidy block of rows from the left, for the actors without ties."""
    columns = max(int(width // step), 1)
    places = np.arange(count)
    return np.column_stack([(places % columns + 0.5) * step, top + (places // columns + 0.5) * step])
