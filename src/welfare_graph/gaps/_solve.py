"""Solved needs: who is served under a reading of the rules, kept on the territory."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from welfare_graph.ecosystem import Ecosystem
from welfare_graph.gaps._arrays import marked
from welfare_graph.gaps._problem import NeedProblem, problem
from welfare_graph.kernels.fairness import fair_shares
from welfare_graph.kernels.flow import Bools, Floats, Flow, Ints, max_flow
from welfare_graph.rules import Rules

__all__ = [
    "Solved",
    "clean",
    "fair_served",
    "largest_flow",
    "low_and_high",
    "people_served",
    "solved",
    "tolerance",
]

_ROUNDING = 1e-12


@dataclass(frozen=True)
class Solved:
    """Fair amounts of one need by area: as the rules read unknown capacities, unlimited, and zero."""

    served: Floats
    most: Floats
    least: Floats

    def unmet(self, need: NeedProblem) -> Floats:
        """Return the people that nobody can serve, rounding taken off."""
        return clean(need.demand - self.served, tolerance(need))


def tolerance(need: NeedProblem) -> float:
    """Return the people below which a remainder is rounding."""
    return _ROUNDING * max(float(need.demand.sum()), 1.0)


def clean(amounts: Floats, small: float) -> Floats:
    """Return amounts without rounding: what is below `small` is 0."""
    return np.asarray(np.where(np.abs(amounts) <= small, 0.0, amounts))


def fair_served(need: NeedProblem) -> Floats:
    """Return the fair amount of each area."""
    return np.asarray(fair_shares(need.area, need.service, need.demand, need.capacity) * need.demand)


def low_and_high(need: NeedProblem) -> Floats:
    """Return the people served with low demand and unlimited unknown capacity, and with high and none."""
    low = replace(need.reading("unlimited"), demand=need.low)
    return np.array([fair_served(low), fair_served(replace(need.reading("zero"), demand=need.high))])


def solved(eco: Ecosystem, rules: Rules) -> dict[str, Solved]:
    """Return the fair amounts of every need, solved once for each set of rules."""
    eco = eco.current()
    key = ("gaps", "solved", rules)
    if key not in eco._memo:
        eco._memo[key] = {name: _solve(need, rules) for name, need in problem(eco, rules).needs.items()}
    found: dict[str, Solved] = eco._memo[key]
    return found


def _solve(need: NeedProblem, rules: Rules) -> Solved:
    served = fair_served(need)
    if need.known.all():
        return Solved(served, served, served)
    most = served if rules.unknown_capacity == "unlimited" else fair_served(need.reading("unlimited"))
    least = served if rules.unknown_capacity == "zero" else fair_served(need.reading("zero"))
    return Solved(served, most, least)


def largest_flow(need: NeedProblem) -> tuple[NeedProblem, Flow, Bools]:
    """Return the need without what knows no limit, a largest flow of the rest, and the areas left out."""
    free = _free(need.area, need.service, need.demand.size, need.capacity)
    demand = np.where(free, 0.0, need.demand)
    capacity = np.where(np.isinf(need.capacity), 0.0, need.capacity)
    rest = replace(need.keep(~free[need.area]), demand=demand, capacity=capacity)
    return rest, max_flow(rest.area, rest.service, demand, capacity), free


def people_served(area: Ints, service: Ints, demand: Floats, capacity: Floats) -> float:
    """Return the most people that services can serve over some pairs."""
    free = _free(area, service, demand.size, capacity)
    kept = ~free[area]
    room = np.where(np.isinf(capacity), 0.0, capacity)
    flow = max_flow(area[kept], service[kept], np.where(free, 0.0, demand), room)
    return float(demand[free].sum()) + flow.value


def _free(area: Ints, service: Ints, size: int, capacity: Floats) -> Bools:
    """Mark the areas that reach a service without limit."""
    return marked(area[np.isinf(capacity[service])], size)
