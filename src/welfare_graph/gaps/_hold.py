"""What one has to believe: the minutes, the rate and the trust on which a gap hangs."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from welfare_graph import travel
from welfare_graph.ecosystem import Ecosystem
from welfare_graph.gaps._problem import NeedProblem, Problem
from welfare_graph.gaps._reach import pairs, services_of
from welfare_graph.gaps._solve import clean, fair_served, tolerance
from welfare_graph.kernels.flow import Bools, Floats, Ints
from welfare_graph.rules import Rules

__all__ = ["Wide", "travel_grades", "wide"]

_MANY = 3_000_000
_FAR = 60.0
_STEP = 5.0
_SLACK = 1e-9


@dataclass(frozen=True)
class Wide:
    """The pairs of one need far beyond the limit (`whole`: all of them); services are local positions."""

    area: Ints
    service: Ints
    minutes: Floats
    eligible: Bools
    near: Bools
    whole: bool

    def nearest(self, size: int) -> Floats:
        """Return the minutes to the nearest service of each area (infinite: none known)."""
        least = np.full(size, np.inf)
        np.minimum.at(least, self.area, self.minutes)
        return least

    def holds(self, need: NeedProblem, limit: float) -> tuple[Floats, Floats]:
        """Return the fewest and the most minutes around `limit` for which each area's gap stays.

        Looked at every five minutes to an hour, then without limit (infinite).
        """
        steps = sorted({*np.arange(_STEP, _FAR + _STEP, _STEP).tolist(), limit, np.inf})
        if not self.whole:
            steps = [step for step in steps if np.isfinite(step) or step == limit]
        short = np.array([self._short(need, step) for step in steps])
        here = steps.index(limit)
        low, high = np.full(need.demand.size, limit), np.full(need.demand.size, limit)
        for places, end in ((range(here - 1, -1, -1), low), (range(here + 1, len(steps)), high)):
            going = short[here].copy()
            for place in places:
                going &= short[place]
                end[going] = steps[place]
        return low, high

    def _short(self, need: NeedProblem, limit: float) -> Bools:
        passes = self.eligible & (self.minutes <= limit + _SLACK)
        other = replace(need, area=self.area[passes], service=self.service[passes])
        return np.asarray(clean(need.demand - fair_served(other), tolerance(need)) > 0)


def wide(eco: Ecosystem, rules: Rules, made: Problem) -> list[Wide]:
    """Return the pairs of every need far beyond the limit: all of them where they are few enough."""
    whole = len(made.areas) * len(made.services.ids) <= _MANY
    found = pairs(eco, rules, extra=np.inf if whole else _FAR)
    out = []
    for place, need in enumerate(made.needs.values()):
        part = slice(int(found.start[place]), int(found.start[place + 1]))
        service = np.searchsorted(need.services, found.service[part])
        near = found.over[part] <= _SLACK
        out.append(Wide(found.area[part], service, found.minutes[part], found.eligible[part], near, whole))
    return out


def travel_grades(eco: Ecosystem) -> Ints:
    """Return, by area, the weakest grade of the minutes from it to others, as a position in `GRADES`."""
    services = services_of(eco)
    if len(eco.areas) == 1 or not (~services.remote & (services.area >= 0)).any():
        return np.zeros(len(eco.areas), dtype=np.int64)
    found = travel.pairs(eco, within=None if len(eco.areas) ** 2 <= _MANY else _FAR)
    codes = np.zeros(len(found.areas), dtype=np.int64)
    away = found.origin != found.destination
    np.maximum.at(codes, found.origin[away], found.grade[away])
    return codes
