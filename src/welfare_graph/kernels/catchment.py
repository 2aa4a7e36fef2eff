"""Floating catchment areas and the rational agent model, over pairs of an area and a service."""

from __future__ import annotations

import numpy as np

from welfare_graph.errors import SolverError
from welfare_graph.kernels.flow import Floats, Ints

__all__ = ["balanced", "decay_weights", "rational_agents", "three_step", "two_step"]

_AT_LIMIT = 0.01
_EQUILIBRIUM = 1e-11
_SWEEPS = 20_000


def _ratio(top: Floats, bottom: Floats) -> Floats:
    """Divide; 0 where nobody asks."""
    return np.asarray(np.divide(top, bottom, out=np.zeros_like(top), where=bottom > 0))


def two_step(rows: Ints, cols: Ints, weight: Floats, demand: Floats, capacity: Floats) -> Floats:
    """2SFCA and E2SFCA: A_a = sum_s w_as C_s / sum_b w_bs D_b."""
    asked = np.bincount(cols, weight * demand[rows], capacity.size)
    return np.bincount(rows, weight * _ratio(capacity, asked)[cols], demand.size)


def three_step(rows: Ints, cols: Ints, weight: Floats, demand: Floats, capacity: Floats) -> Floats:
    """3SFCA: as two steps with weight G_as w_as, where G_as = w_as / sum_t w_at is the chance to choose s."""
    chance = _ratio(weight, np.bincount(rows, weight, demand.size)[rows])
    return two_step(rows, cols, chance * weight, demand, capacity)


def balanced(rows: Ints, cols: Ints, weight: Floats, demand: Floats, capacity: Floats) -> Floats:
    """Balanced FCA: people split over services, a service's level over areas, shares adding to 1."""
    of_row = _ratio(weight, np.bincount(rows, weight, demand.size)[rows])
    of_col = _ratio(weight, np.bincount(cols, weight, capacity.size)[cols])
    level = _ratio(capacity, np.bincount(cols, of_row * demand[rows], capacity.size))
    return np.bincount(rows, of_col * level[cols], demand.size)


def decay_weights(kind: str, minutes: Floats, limit: Floats) -> Floats:
    """Weigh minutes by a decay that starts at 1 and is 0.01 at `limit` (Kwan 1998's critical value)."""
    strength = -np.log(_AT_LIMIT)
    if kind == "gaussian":
        return np.asarray(np.exp(-strength * (minutes / limit) ** 2))
    if kind == "exponential":
        return np.asarray(np.exp(-strength * minutes / limit))
    power = strength / np.log(np.maximum(limit, 2.0))
    return np.asarray(np.maximum(minutes, 1.0) ** -power)


def rational_agents(
    rows: Ints, cols: Ints, minutes: Floats, demand: Floats, capacity: Floats, tau: float
) -> Floats:
    """RAAM: the cost of each row at equilibrium, load_s / (rho C_s) + minutes_as / tau; missing out of reach.

    rho is the mean demand per place, so that a cost of 1 is a service loaded at the mean. Nobody can lower
    their own cost by going elsewhere; the equilibrium minimises a convex function, so the costs are unique.
    Found by letting one row at a time spread itself best, until no one gains more than 1e-11.
    """
    usable = capacity[cols] > 0
    rows, cols, travel = rows[usable], cols[usable], minutes[usable] / tau
    reached = np.unique(rows)
    cost = np.full(demand.size, np.nan)
    if rows.size == 0:
        return cost
    finite = capacity[np.isfinite(capacity)].sum()
    rho = demand.sum() / finite if finite > 0 and demand.sum() > 0 else 1.0
    order = np.argsort(rows, kind="stable")
    cols, travel = cols[order], travel[order]
    bounds = np.append(np.searchsorted(rows[order], reached), rows.size)
    slope = 1.0 / (rho * capacity)
    load = _settle(reached, bounds, cols, travel, demand, slope)
    here = travel + (load * slope)[cols]
    cost[reached] = np.minimum.reduceat(here, bounds[:-1])
    return cost


def _settle(reached: Ints, bounds: Ints, cols: Ints, travel: Floats, demand: Floats, slope: Floats) -> Floats:
    """Return the load of every column at equilibrium."""
    load, amounts = np.zeros(slope.size), np.zeros(cols.size)
    active = [(a, slice(bounds[k], bounds[k + 1])) for k, a in enumerate(reached) if demand[a] > 0]
    for _ in range(_SWEEPS):
        gain = 0.0
        for area, part in active:
            near = cols[part]
            load[near] -= amounts[part]
            before = amounts[part].copy()
            amounts[part] = _spread(demand[area], travel[part] + load[near] * slope[near], slope[near])
            load[near] += amounts[part]
            gain = max(gain, float((np.abs(amounts[part] - before) * np.maximum(slope[near], 0)).max()))
        if gain < _EQUILIBRIUM:
            return load
    raise SolverError("the rational agent model did not settle; capacities differ too much in size")


def _spread(amount: float, base: Floats, slope: Floats) -> Floats:
    """Split an amount so that base + slope x is equal where x > 0 and not lower elsewhere."""
    out = np.zeros(base.size)
    order = np.argsort(base, kind="stable")
    flat = np.flatnonzero(slope[order] == 0)
    stop = int(flat[0]) if flat.size else order.size
    kept = order[:stop]
    inverse = 1.0 / slope[kept]
    level = (amount + np.cumsum(inverse * base[kept])) / np.cumsum(inverse)
    following = np.append(base[kept][1:], base[order[stop]] if flat.size else np.inf)
    place = int(np.argmax(level <= following)) if (level <= following).any() else -1
    if place < 0:
        ceiling = float(base[order[stop]])
        out[kept] = inverse * (ceiling - base[kept])
        out[order[stop]] = amount - out[kept].sum()
        return out
    chosen = kept[: place + 1]
    out[chosen] = (level[place] - base[chosen]) / slope[chosen]
    return out
