"""Which services each area could reach: every pair with how far it is from passing each rule."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from welfare_graph import travel
from welfare_graph.ecosystem import Ecosystem
from welfare_graph.gaps._arrays import floats, positions
from welfare_graph.gaps._relation import Relations
from welfare_graph.kernels.flow import Bools, Floats, Ints
from welfare_graph.kernels.sphere import great_circle_km
from welfare_graph.rules import Rules

__all__ = ["Pairs", "Services", "limits", "pairs", "pairs_of", "pairs_with_ways", "related", "services_of"]

_SLACK = 1e-9


@dataclass(frozen=True)
class Services:
    """The services that count, in id order, as arrays; positions are those of sorted ids (-1: nowhere)."""

    ids: pd.Index
    need: Ints
    area: Ints
    actor: Ints
    remote: Bools
    minutes: Floats
    capacity: Floats


@dataclass(frozen=True)
class Pairs:
    """Pairs of an area and a service, sorted by need, area and service.

    `over` is minutes above the limit (0 or less: near enough), `eligible` whether the catchment allows it,
    `trust` and `steps` the most reliable path (1 and 0 where the rules do not ask), `guess` whether that path
    rests on a trust that nobody stated. `start` holds the first pair of each need, and the end.
    """

    area: Ints
    service: Ints
    minutes: Floats
    over: Floats
    eligible: Bools
    trust: Floats
    steps: Floats
    guess: Bools
    related: Bools
    start: Ints


def services_of(eco: Ecosystem) -> Services:
    """Place the services that count: by area, else near their coordinates, else at their actor's seat."""
    eco = eco.current()
    key = ("gaps", "services")
    if key not in eco._memo:
        eco._memo[key] = _services(eco)
    found: Services = eco._memo[key]
    return found


def _services(eco: Ecosystem) -> Services:
    table = eco.active("services").sort_index()
    areas, needs = eco.areas.index.sort_values(), eco.needs.index.sort_values()
    actors = eco.active("actors").sort_index()
    actor = positions(actors.index, table["actor_id"])
    area = positions(areas, table["area_id"])
    by_place = _nearest_areas(eco, areas, table)
    seat = positions(areas, actors["area_id"])[actor] if len(table) else area
    area = np.where(area >= 0, area, np.where(by_place >= 0, by_place, seat))
    return Services(
        table.index,
        positions(needs, table["need_id"]).astype(np.int64),
        area.astype(np.int64),
        actor.astype(np.int64),
        (table["mode"] == "remote").to_numpy(dtype=bool),
        floats(table["max_minutes"]),
        floats(table["capacity"]),
    )


def _nearest_areas(eco: Ecosystem, areas: pd.Index, table: pd.DataFrame) -> Ints:
    """Return the area nearest to each service's coordinates, the first of equals; -1 without coordinates."""
    lat, lon = (floats(table[name]) for name in ("lat", "lon"))
    found = np.full(len(table), -1, dtype=np.int64)
    places = eco.areas.loc[areas]
    at = floats(places["lat"]), floats(places["lon"])
    known = np.flatnonzero(~np.isnan(at[0]) & ~np.isnan(at[1]))
    if known.size:
        for row in np.flatnonzero(~np.isnan(lat) & ~np.isnan(lon)):
            km = great_circle_km(np.array([lat[row]]), np.array([lon[row]]), at[0][known], at[1][known])
            found[row] = known[int(np.argmin(km))]
    return found


def pairs_with_ways(eco: Ecosystem, rules: Rules, ways: Ecosystem) -> Pairs:
    """Return the pairs where minutes are those of another territory of the same areas."""
    return _pairs(eco, rules, 0.0, ways)


def pairs(eco: Ecosystem, rules: Rules, *, extra: float = 0.0) -> Pairs:
    """Return the pairs within `extra` minutes above the limit (infinite: all), on `eco.current()`."""
    key = ("gaps", "pairs", rules.minutes, *_relational_key(rules), extra)
    if key not in eco._memo:
        eco._memo[key] = _pairs(eco, rules, extra, eco)
    found: Pairs = eco._memo[key]
    return found


def pairs_of(eco: Ecosystem, rules: Rules, needs: Bools, *, extra: float) -> Pairs:
    """Return the pairs within `extra` minutes above the limit of some needs (in id order) only."""
    return _pairs(eco, rules, extra, eco, needs)


def _relational_key(rules: Rules) -> tuple[float | None, ...]:
    return (rules.min_trust, rules.max_steps, rules.default_trust)


def _pairs(eco: Ecosystem, rules: Rules, extra: float, ways: Ecosystem, needs: Bools | None = None) -> Pairs:
    services = services_of(eco)
    limit = limits(eco, services, rules)
    wanted = np.ones(len(services.ids), bool) if needs is None else needs[services.need]
    area, service, minutes = _in_time(ways, services, limit + extra, wanted)
    over = np.where(services.remote[service], -np.inf, minutes - limit[service])
    over[np.isnan(over)] = -np.inf
    size = max(len(eco.areas), 1) * max(len(services.ids), 1)
    order = np.argsort(services.need[service] * size + area * len(services.ids) + service, kind="stable")
    area, service, minutes, over = area[order], service[order], minutes[order], over[order]
    start = np.searchsorted(services.need[service], np.arange(len(eco.needs) + 1))
    eligible = _eligible(eco, services, area, service)
    trust, steps, guess = np.ones(area.size), np.zeros(area.size), np.zeros(area.size, bool)
    if rules.relational:
        trust, steps, guess = Relations.of(eco, rules).reach(area, services.actor[service])
    passes = related(rules, trust, steps)
    return Pairs(area, service, minutes, over, eligible, trust, steps, guess, passes, start)


def related(rules: Rules, trust: Floats, steps: Floats) -> Bools:
    """Say which pairs pass the relational rules."""
    passes = np.ones(trust.size, bool)
    if rules.min_trust is not None:
        passes &= trust >= rules.min_trust - _SLACK
    if rules.max_steps is not None:
        passes &= steps <= rules.max_steps
    return passes


def limits(eco: Ecosystem, services: Services, rules: Rules) -> Floats:
    """Return the minutes that each service may be away (infinite: no limit)."""
    if rules.minutes is not None:
        return np.full(len(services.ids), float(rules.minutes))
    of_need = eco.needs.sort_index()["max_minutes"].to_numpy(dtype=np.float64)
    limit = np.where(np.isnan(services.minutes), of_need[services.need], services.minutes)
    return np.where(np.isnan(limit), np.inf, limit)


def _in_time(eco: Ecosystem, services: Services, limit: Floats, wanted: Bools) -> tuple[Ints, Ints, Floats]:
    """Join areas to services by the minutes from the area to the service's; remote ones reach everybody."""
    placed = np.flatnonzero(wanted & ~services.remote & (services.area >= 0))
    far = np.flatnonzero(wanted & services.remote)
    count = len(eco.areas)
    area = [np.repeat(np.arange(count), far.size)]
    service = [np.tile(far, count)]
    time = [np.zeros(count * far.size)]
    if placed.size and count:
        most = float(limit[placed].max()) + _SLACK
        origin, destination, between = _between(eco, most if np.isfinite(most) else None)
        by_end = np.argsort(destination, kind="stable")
        first = np.searchsorted(destination[by_end], np.arange(count + 1))
        size = np.diff(first)[services.area[placed]]
        inner = np.arange(size.sum()) - np.repeat(np.cumsum(size) - size, size)
        pair = by_end[np.repeat(first[services.area[placed]], size) + inner]
        of_service = np.repeat(placed, size)
        near = between[pair] <= limit[of_service] + _SLACK
        area.append(origin[pair[near]])
        service.append(of_service[near])
        time.append(between[pair[near]])
    return np.concatenate(area), np.concatenate(service), np.concatenate(time)


def _between(eco: Ecosystem, within: float | None) -> tuple[Ints, Ints, Floats]:
    """Return the minutes between areas; a territory of one area needs no travel."""
    if len(eco.areas) == 1 and not len(eco.travel):
        return np.zeros(1, dtype=np.int64), np.zeros(1, dtype=np.int64), np.zeros(1)
    found = travel.pairs(eco, within=within)
    return found.origin, found.destination, found.minutes


def _eligible(eco: Ecosystem, services: Services, area: Ints, service: Ints) -> Bools:
    """Say which pairs the catchment of the service's actor allows; an actor without rows serves all."""
    rows = eco.active("catchments")
    if not len(rows):
        return np.ones(area.size, bool)
    actors = eco.active("actors").index.sort_values()
    size = max(len(eco.areas), 1)
    owner = positions(actors, rows["actor_id"])
    allowed = owner * size + positions(eco.areas.index.sort_values(), rows["area_id"])
    bound = np.zeros(len(actors) + 1, bool)
    bound[owner] = True
    of_pair = services.actor[service]
    return np.asarray(~bound[of_pair] | np.isin(of_pair * size + area, allowed))
