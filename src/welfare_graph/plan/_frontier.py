"""People against budget: the best plan for each of several budgets, and how evenly each serves."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pandas as pd

from welfare_graph._repr import frame_html
from welfare_graph.ecosystem import Ecosystem
from welfare_graph.plan._joint import joint
from welfare_graph.plan._plan import Plan
from welfare_graph.rules import Rules

__all__ = ["Frontier", "frontier"]


@dataclass(frozen=True, eq=False, repr=False)
class Frontier:
    """What each budget can reach at best.

    Attributes
    ----------
    table
        Indexed `budget`, in order, in EUR: `budget_used, actions, objective, bound, gap, status, people,
        gained, gini, palma, worst_share, worst_area`. `people` are those served after; equity is that of the
        share served by area.
    plans
        The plan of each row.

    Examples
    --------
    >>> import welfare_graph as wg
    >>> found = wg.plan.frontier(wg.datasets.two_valleys(), [0, 40_000])
    >>> found.table["people"].is_monotonic_increasing
    True
    """

    table: pd.DataFrame
    plans: tuple[Plan, ...]

    def __repr__(self) -> str:
        """Return one line: how many budgets, from which to which."""
        ends = f"{self.table.index[0]:,.0f} to {self.table.index[-1]:,.0f} EUR"
        return f"<Frontier: {len(self.table)} budgets, {ends}>"

    def _repr_html_(self) -> str:
        return f"<div>{frame_html(self.table.reset_index())}</div>"


def frontier(
    eco: Ecosystem,
    budgets: Iterable[float],
    *,
    costs: pd.DataFrame | Mapping[str, Any] | None = None,
    floor: float | Mapping[Any, float] | None = None,
    tie_limit: int | None = None,
    weights: Mapping[Any, float] | None = None,
    excluded: Iterable[str] = (),
    rules: Rules | None = None,
    gap: float = 1e-3,
    time_limit: float = 120,
) -> Frontier:
    """Plan for each of several budgets: people against budget, with the proof of each point.

    A planner reads it as: what the next EUR buys, where the curve flattens, and whether serving more people
    serves them more evenly.

    Parameters
    ----------
    eco
        Territory with `areas`, `needs`, `demand`, and `costs` unless given here.
    budgets
        EUR, 0 or more, one or several; a repeated one counts once.
    costs
        Costs for actions that the table `costs` does not price, as in `joint`.
    floor
        Least share of each area's demand to be served, as in `joint`.
    tie_limit
        Most new ties an actor takes on; None is no limit.
    weights
        What a person served counts, by area, need or (area, need); 1 where not given.
    excluded
        Areas, actors, services and commitments left out, as in `joint`.
    rules
        What counts as reached; None is `Rules()`.
    gap
        Relative distance from the best at which to stop, for each budget.
    time_limit
        Seconds for each budget.

    Returns
    -------
    Frontier
        A row and a plan a budget; `viz.charts.budget_curve(found.plans)` draws it.

    Raises
    ------
    ValueError
        If there is no budget, or one is negative.
    InfeasiblePlanError
        If a floor cannot be kept with one of the budgets.

    Notes
    -----
    A row a call of `joint`. A plan that a smaller budget pays for stands where the larger one's own, within
    its gap, is no better; the bound of a larger budget holds for every smaller one. So `objective` and
    `bound` never fall as the budget grows. Gini and Palma are of the share served by area, over people. The
    points are the best plans for these budgets; nothing is said of budgets between them.

    References
    ----------
    Church, R., & ReVelle, C. (1974). The maximal covering location problem. Papers in Regional Science,
    32. https://doi.org/10.1007/BF01942293

    Examples
    --------
    >>> import welfare_graph as wg
    >>> found = wg.plan.frontier(wg.datasets.two_valleys(), [40_000, 0])
    >>> found.table.index.tolist(), len(found.plans)
    ([0.0, 40000.0], 2)
    """
    ordered = sorted({float(budget) for budget in budgets})
    if not ordered:
        raise ValueError("A frontier needs at least one budget, in EUR.")
    found: list[Plan] = []
    for budget in ordered:
        plan = joint(
            eco, budget, costs=costs, floor=floor, tie_limit=tie_limit, weights=weights,
            excluded=excluded, rules=rules, gap=gap, time_limit=time_limit,
        )  # fmt: skip
        found.append(_at_least(plan, found[-1]) if found else plan)
    plans = _bounded(found)
    index = pd.Index(ordered, name="budget")
    return Frontier(pd.DataFrame([_row(plan) for plan in plans], index=index), plans)


def _at_least(plan: Plan, smaller: Plan) -> Plan:
    """Take the plan of the smaller budget where this one is no better."""
    if plan.objective >= smaller.objective - 1e-9:
        return plan
    return replace(
        smaller, bound=plan.bound, status=plan.status, method=plan.method, parameters=plan.parameters
    )


def _bounded(plans: list[Plan]) -> tuple[Plan, ...]:
    """Lower each bound to that of any larger budget; name gap and status anew."""
    bounds = np.minimum.accumulate([plan.bound for plan in plans][::-1])[::-1]
    return tuple(_with_bound(plan, float(bound)) for plan, bound in zip(plans, bounds, strict=True))


def _with_bound(plan: Plan, bound: float) -> Plan:
    bound = max(bound, plan.objective)
    gap = (bound - plan.objective) / max(abs(plan.objective), 1e-9)
    if bound == plan.objective:
        status = "optimal"
    else:
        status = "gap_reached" if gap <= plan.parameters["gap"] else "time_limit"
    return replace(plan, bound=bound, gap=gap, status=status)


def _row(plan: Plan) -> dict[str, Any]:
    return {
        "budget_used": plan.budget_used,
        "actions": len(plan.actions),
        "objective": plan.objective,
        "bound": plan.bound,
        "gap": plan.gap,
        "status": plan.status,
        "people": float(plan.effect["after"].sum()),
        "gained": plan.gained,
        **{str(name): value for name, value in plan.equity["after"].items()},
    }
