"""Minutes from area to area: given, along known roads, or estimated from the straight line."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy.sparse import coo_array, csr_array
from scipy.sparse.csgraph import dijkstra

from welfare_graph._texts import Said
from welfare_graph.ecosystem import Ecosystem
from welfare_graph.errors import MissingTableError
from welfare_graph.kernels.sphere import chord_pairs, great_circle_km
from welfare_graph.schema import GRADES, weakest_grade

__all__ = [
    "DETOUR",
    "Pairs",
    "SPEED_KMH",
    "minutes",
    "pairs",
]

DETOUR = 1.3
"""Road distance on a valley floor over the straight line (estimate)."""

SPEED_KMH = 45.0
"""Mean speed by car on valley and foothill roads, km an hour (estimate)."""


@dataclass(frozen=True)
class Pairs:
    """Minutes between areas as arrays; positions are those of `areas`, the ids in sorted order.

    `grade` is one code a pair: the position of the grade in `schema.GRADES`.
    """

    areas: pd.Index
    origin: np.ndarray
    destination: np.ndarray
    minutes: np.ndarray
    grade: np.ndarray


def minutes(eco: Ecosystem, *, within: float | None = None) -> pd.DataFrame:
    """Return the minutes from each area to each other area.

    A planner reads it as: how long people of one micro-area need to get to another. Where the
    territory gives minutes, these are used and a pair that is missing is out of reach. Else the way
    goes along bordering areas joined by a road. Else it is the straight line made longer by a detour.

    Parameters
    ----------
    eco
        Territory with `areas`.
    within
        Leave out pairs farther than this many minutes; None keeps all. Use it on large territories.

    Returns
    -------
    DataFrame
        `origin, destination, minutes, grade`, sorted by both codes; an area is 0 minutes from itself
        unless the territory says otherwise; pairs out of reach are absent.

    Raises
    ------
    MissingTableError
        If there are no areas, or neither minutes, nor roads, nor coordinates.

    Notes
    -----
    Estimated minutes = great-circle km x `DETOUR` / `SPEED_KMH` x 60, graded ``estimate``; along
    roads, estimated legs add up on the shortest path (Dijkstra 1959). Cost: a k-d tree query with
    `within`, else the square of the areas. It knows no traffic, season or means of transport.

    References
    ----------
    Dijkstra, E. W. (1959). A note on two problems in connexion with graphs. Numerische Mathematik, 1.
    https://doi.org/10.1007/BF01386390

    Examples
    --------
    >>> import welfare_graph as wg
    >>> table = wg.travel.minutes(wg.datasets.two_valleys(), within=20)
    >>> table[table["origin"] == "001001"]["minutes"].tolist()
    [0.0, 15.0]
    """
    found = pairs(eco, within=within)
    return pd.DataFrame(
        {
            "origin": found.areas.take(found.origin),
            "destination": found.areas.take(found.destination),
            "minutes": found.minutes,
            "grade": pd.array(np.array(GRADES, dtype=object)[found.grade], dtype="str"),
        }
    )


def pairs(eco: Ecosystem, *, within: float | None = None) -> Pairs:
    """Return the minutes between areas as arrays, sorted by origin and destination.

    Parameters
    ----------
    eco
        Territory with `areas`.
    within
        Leave out pairs farther than this many minutes; None keeps all.

    Returns
    -------
    Pairs
        As `minutes`, in positions.

    Raises
    ------
    MissingTableError
        As `minutes`.

    Examples
    --------
    >>> import welfare_graph as wg
    >>> wg.travel.pairs(wg.datasets.two_valleys(), within=20).minutes.max().item()
    18.0
    """
    if within is not None and not within >= 0:
        raise ValueError(f"within must be a number of minutes, 0 or more, not {within!r}.")
    eco = eco.current()
    if not len(eco.areas):
        told = {"function": "travel.minutes", "table": "areas", "columns": "area_id, name, lat, lon"}
        raise MissingTableError(Said("errors.needs_table", **told))
    key = ("travel", "pairs", within)
    if key not in eco._memo:
        eco._memo[key] = _pairs(eco, np.inf if within is None else float(within))
    found: Pairs = eco._memo[key]
    return found


def _pairs(eco: Ecosystem, limit: float) -> Pairs:
    areas = eco.areas.index.sort_values()
    if len(eco.travel):
        found = _given(eco, areas)
    elif (eco.adjacency["road"] == "yes").any():
        found = _along_roads(eco, areas, limit)
    else:
        found = _straight(eco, areas, limit)
    origin, destination, time, _ = found
    near = np.flatnonzero(time <= limit)
    order = near[np.lexsort((destination[near], origin[near]))]
    parts = [array[order] for array in found]
    for array in parts:
        array.flags.writeable = False
    return Pairs(areas, *parts)


Arrays = tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]


def _given(eco: Ecosystem, areas: pd.Index) -> Arrays:
    travel = eco.travel
    size = len(areas)
    origin = _positions(areas, travel["origin"])
    destination = _positions(areas, travel["destination"])
    time = travel["minutes"].to_numpy(dtype=np.float64)
    grade = _grade_codes(travel["grade"])
    order = np.lexsort((time, destination, origin))
    cell = (origin.astype(np.int64) * size + destination)[order]
    best = order[np.flatnonzero(np.diff(cell, prepend=-1))]
    at_home = set((origin[best][origin[best] == destination[best]]).tolist())
    alone = np.array([area for area in range(size) if area not in at_home], dtype=np.int64)
    return (
        np.concatenate([origin[best], alone]),
        np.concatenate([destination[best], alone]),
        np.concatenate([time[best], np.zeros(len(alone))]),
        np.concatenate([grade[best], np.zeros(len(alone), dtype=np.int64)]),
    )


def _along_roads(eco: Ecosystem, areas: pd.Index, limit: float) -> Arrays:
    roads = eco.adjacency[eco.adjacency["road"] == "yes"]
    a, b = (_positions(areas, roads[name]) for name in ("area_a", "area_b"))
    time = roads["minutes"].to_numpy(dtype=np.float64).copy()
    unknown = np.isnan(time)
    lat, lon = _coordinates(eco, areas)
    time[unknown] = _estimate(great_circle_km(lat[a], lon[a], lat[b], lon[b]))[unknown]
    usable = (a != b) & ~np.isnan(time)
    graph = _road_graph(a[usable], b[usable], time[usable], len(areas))
    table = dijkstra(graph, directed=False, limit=limit)
    origin, destination = np.nonzero(np.isfinite(table))
    known = weakest_grade(*roads["grade"])
    weakest = "estimate" if unknown[usable].any() and known != "assumption" else known
    grade = np.where(origin == destination, 0, GRADES.index(weakest))
    return origin, destination, table[origin, destination], grade


def _road_graph(a: np.ndarray, b: np.ndarray, time: np.ndarray, size: int) -> csr_array:
    """Return one leg a pair, the quickest; a leg of no minutes is kept as the least time there is."""
    low, high = np.minimum(a, b), np.maximum(a, b)
    order = np.lexsort((time, high, low))
    first = order[np.flatnonzero(np.diff((low.astype(np.int64) * size + high)[order], prepend=-1))]
    legs = np.maximum(time[first], np.finfo(np.float64).tiny)
    return coo_array((legs, (low[first], high[first])), shape=(size, size)).tocsr()


def _straight(eco: Ecosystem, areas: pd.Index, limit: float) -> Arrays:
    lat, lon = _coordinates(eco, areas)
    known = np.flatnonzero(~np.isnan(lat) & ~np.isnan(lon))
    if not len(known):
        raise MissingTableError(Said("errors.needs_minutes"))
    reach = limit / 60 * SPEED_KMH / DETOUR
    origin, destination, km = chord_pairs(lat[known], lon[known], reach)
    lost = np.setdiff1d(np.arange(len(areas)), known)
    grade = np.where(origin == destination, 0, GRADES.index("estimate"))
    return (
        np.concatenate([known[origin], lost]),
        np.concatenate([known[destination], lost]),
        np.concatenate([_estimate(km), np.zeros(len(lost))]),
        np.concatenate([grade, np.zeros(len(lost), dtype=np.int64)]),
    )


def _coordinates(eco: Ecosystem, areas: pd.Index) -> tuple[np.ndarray, np.ndarray]:
    places = eco.areas.loc[areas]
    return places["lat"].to_numpy(dtype=np.float64), places["lon"].to_numpy(dtype=np.float64)


def _positions(known: pd.Index, cells: pd.Series) -> np.ndarray:
    return known.get_indexer(pd.Index(cells))


def _estimate(km: np.ndarray) -> np.ndarray:
    return np.asarray(km * DETOUR / SPEED_KMH * 60)


def _grade_codes(grades: pd.Series) -> np.ndarray:
    codes = _positions(pd.Index(GRADES), grades)
    return np.where(codes < 0, 0, codes).astype(np.int64)
