"""Synthetic territories of any size: places on a grid of valleys, heavy-tailed ties, most of them near."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from welfare_graph.ecosystem import Ecosystem

_TYPES = (
    "association",
    "firm",
    "micro_community",
    "municipality",
    "social_cooperative",
    "mutual_aid_society",
)
_SHARES = (0.28, 0.34, 0.14, 0.08, 0.11, 0.05)
_TIE_TYPES = ("collaborates", "refers", "shares_space")
_TIE_SHARES = (0.7, 0.2, 0.1)
_SPACING_KM = 5.0
_KM_PER_DEGREE = 111.2
_ORIGIN = (44.0, 7.0)
_NEAR_SHARE = 0.8
_NEAR_PLACES = 40
_MINUTES = 30.0
_TAIL = 1.6


def synthetic(
    *, areas: int = 50, actors: int = 300, ties: int = 1500, needs: int = 5, seed: int = 0
) -> Ecosystem:
    """Return a made-up territory of a given size, the same one for the same arguments.

    Use it to try things at the size of a region or a nation: degrees have a heavy tail, most ties are
    near, every actor offers one service with a capacity, every area has some of every need. Nothing in
    it is real.

    Parameters
    ----------
    areas
        Number of areas, 1 or more; they lie on a jittered grid about 5 km apart, with coordinates.
    actors
        Number of actors, 1 or more.
    ties
        Number of ties, 0 or more, none of them from an actor to itself, no two of one type alike.
    needs
        Number of needs, 1 or more.
    seed
        Seed of the random generator.

    Returns
    -------
    Ecosystem
        `areas`, `actors`, `ties`, `needs`, `demand`, `services`; no status, no dates, no `travel`,
        no `adjacency`.

    Raises
    ------
    ValueError
        If a number is too small, or there are more ties than pairs of actors.

    Examples
    --------
    >>> eco = synthetic(areas=10, actors=20, ties=40, needs=2, seed=1)
    >>> len(eco.actors), len(eco.ties), len(eco.demand)
    (20, 40, 20)
    """
    _check(areas, actors, ties, needs)
    rng = np.random.default_rng(seed)
    places = _areas(areas, rng)
    seats = np.sort(rng.choice(areas, size=actors, p=_weights(places["population"].to_numpy())))
    kinds = rng.choice(len(_TYPES), size=actors, p=_SHARES)
    area_ids, actor_ids = places["area_id"].to_numpy(), _ids("actor", actors)
    need_ids = _ids("need", needs)
    source, target = _edges(seats, ties, rng)
    tables = _welfare(places, seats, actor_ids, need_ids, rng)
    return Ecosystem.from_tables(
        title=f"Synthetic territory ({areas} areas, {actors} actors, {ties} ties, seed {seed})",
        areas=places,
        actors=pd.DataFrame(
            {
                "actor_id": actor_ids,
                "name": [f"Actor {number}" for number in range(1, actors + 1)],
                "type": np.array(_TYPES, dtype=object)[kinds],
                "area_id": area_ids[seats],
            }
        ),
        ties=pd.DataFrame(
            {
                "source": actor_ids[source],
                "target": actor_ids[target],
                "type": np.array(_TIE_TYPES, dtype=object)[rng.choice(3, size=ties, p=_TIE_SHARES)],
                "weight": rng.integers(1, 6, size=ties).astype(float),
                "trust": np.round(rng.beta(4, 2, size=ties), 2),
            }
        ),
        needs=tables["needs"],
        demand=tables["demand"],
        services=tables["services"],
    )


def _check(areas: int, actors: int, ties: int, needs: int) -> None:
    for name, value in (("areas", areas), ("actors", actors), ("needs", needs)):
        if value < 1:
            raise ValueError(f"{name} must be 1 or more, not {value}.")
    if ties < 0:
        raise ValueError(f"ties must be 0 or more, not {ties}.")
    if ties > actors * (actors - 1) // 2:
        raise ValueError(f"{actors} actors have at most {actors * (actors - 1) // 2} ties, not {ties}.")


def _ids(word: str, count: int) -> np.ndarray:
    width = max(3, len(str(count)))
    return np.array([f"{word}_{number:0{width}d}" for number in range(1, count + 1)], dtype=object)


def _weights(values: np.ndarray) -> np.ndarray:
    return np.asarray(values / values.sum())


def _areas(count: int, rng: np.random.Generator) -> pd.DataFrame:
    side = int(np.ceil(np.sqrt(count)))
    row, column = np.divmod(np.arange(count), side)
    jitter = rng.uniform(-0.35, 0.35, size=(2, count))
    lat = _ORIGIN[0] + (row + jitter[0]) * _SPACING_KM / _KM_PER_DEGREE
    lon = _ORIGIN[1] + (column + jitter[1]) * _SPACING_KM / (_KM_PER_DEGREE * np.cos(np.radians(_ORIGIN[0])))
    population = np.round(100 + 2000 * rng.pareto(_TAIL, size=count)).astype(int)
    valley = column // 7
    return pd.DataFrame(
        {
            "area_id": np.array([f"{number:06d}" for number in range(1, count + 1)], dtype=object),
            "name": [f"Area {number}" for number in range(1, count + 1)],
            "zone": [f"Valley {number}" for number in valley + 1],
            "lat": lat,
            "lon": lon % 360 - 360 * (lon % 360 > 180),
            "population": population,
        }
    )


def _edges(seats: np.ndarray, ties: int, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """Draw different pairs of actors: one end by a heavy tail, the other mostly from nearby places."""
    count = len(seats)
    appeal = _weights(1 + rng.pareto(_TAIL, size=count))
    pairs = np.empty(0, dtype=np.int64)
    while len(pairs) < ties:
        more = ties - len(pairs)
        draw = more + more // 4 + 16
        one = rng.choice(count, size=draw, p=appeal)
        far = rng.choice(count, size=draw, p=appeal)
        step = rng.integers(1, max(2, min(count, _NEAR_PLACES)), size=draw)
        near = (one + np.where(rng.random(draw) < 0.5, step, -step)) % count
        other = np.where(rng.random(draw) < _NEAR_SHARE, near, far)
        keys = np.minimum(one, other) * count + np.maximum(one, other)
        keys = np.concatenate([pairs, keys[one != other]])
        pairs = keys[np.sort(np.unique(keys, return_index=True)[1])][:ties]
        if len(pairs) < ties and ties > count * (count - 1) // 4:
            pairs = _any_pairs(pairs, count, ties, rng)
    low, high = np.divmod(pairs, count)
    turned = rng.random(ties) < 0.5
    return np.where(turned, high, low), np.where(turned, low, high)


def _any_pairs(pairs: np.ndarray, count: int, ties: int, rng: np.random.Generator) -> np.ndarray:
    """Complete a dense network from all pairs there are."""
    low, high = np.triu_indices(count, 1)
    rest = np.setdiff1d(low * count + high, pairs)
    return np.concatenate([pairs, rng.permutation(rest)[: ties - len(pairs)]])


def _welfare(
    places: pd.DataFrame,
    seats: np.ndarray,
    actor_ids: np.ndarray,
    need_ids: np.ndarray,
    rng: np.random.Generator,
) -> dict[str, Any]:
    area_ids = places["area_id"].to_numpy()
    rate = rng.uniform(0.005, 0.05, size=len(need_ids))
    demand = np.round(np.outer(places["population"].to_numpy(), rate) * rng.uniform(0.7, 1.3, len(need_ids)))
    offered = rng.integers(0, len(need_ids), size=len(actor_ids))
    total = demand.sum(axis=0)[offered]
    offers = np.bincount(offered, minlength=len(need_ids))[offered]
    capacity = np.round(0.9 * total / offers * rng.uniform(0.3, 1.7, size=len(actor_ids)))
    return {
        "needs": pd.DataFrame(
            {
                "need_id": need_ids,
                "name": [f"Need {number}" for number in range(1, len(need_ids) + 1)],
                "unit": "persons",
                "max_minutes": _MINUTES,
            }
        ),
        "demand": pd.DataFrame(
            {
                "area_id": np.repeat(area_ids, len(need_ids)),
                "need_id": np.tile(need_ids, len(area_ids)),
                "quantity": demand.ravel(),
            }
        ),
        "services": pd.DataFrame(
            {
                "service_id": [f"service_{number}" for number in range(1, len(actor_ids) + 1)],
                "actor_id": actor_ids,
                "need_id": need_ids[offered],
                "area_id": area_ids[seats],
                "capacity": capacity,
            }
        ),
    }
