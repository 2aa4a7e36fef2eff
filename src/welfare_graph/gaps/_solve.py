"""Solved needs: who is served under a reading of the rules, kept on the territory."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from welfare_graph.ecosystem import Ecosystem
from welfare_graph.gaps._problem import NeedProblem, problem
from welfare_graph.kernels.fairness import fair_shares
from welfare_graph.kernels.flow import Floats, Flow, Ints, max_flow
from welfare_graph.rules import Rules

__all__ = ["Solved", "clean", "fair_served", "largest_flow", "people_served", "solved", "tolerance"]

_ROUNDING = 1e-9


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
    return _ROUNDING * max(float(need.demand.max(initial=0.0)), 1.0)


def clean(amounts: Floats, small: float) -> Floats:
    """Return amounts without rounding: what is below `small` is 0."""
    return np.asarray(np.where(np.abs(amounts) <= small, 0.0, amounts))


def fair_served(need: NeedProblem) -> Floats:
    """Return the fair amount of each area."""
    return np.asarray(fair_shares(need.area, need.service, need.demand, need.capacity) * need.demand)


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


def largest_flow(need: NeedProblem) -> tuple[NeedProblem, Flow]:
    """Return the need without the areas and services that know no limit, and a largest flow of the rest."""
    free = np.zeros(need.demand.size, bool)
    free[need.area[np.isinf(need.capacity[need.service])]] = True
    demand = np.where(free, 0.0, need.demand)
    capacity = np.where(np.isinf(need.capacity), 0.0, need.capacity)
    rest = replace(need.keep(~free[need.area]), demand=demand, capacity=capacity)
    return rest, max_flow(rest.area, rest.service, demand, capacity)


def people_served(area: Ints, service: Ints, demand: Floats, capacity: Floats) -> float:
    """Return the most people that services can serve over some pairs."""
    free = np.zeros(demand.size, bool)
    free[area[np.isinf(capacity[service])]] = True
    kept = ~free[area]
    room = np.where(np.isinf(capacity), 0.0, capacity)
    flow = max_flow(area[kept], service[kept], np.where(free, 0.0, demand), room)
    return float(demand[free].sum()) + flow.value
