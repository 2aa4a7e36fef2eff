"""What a plan is: actions, what they change, and how far from the best they can be."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pandas as pd

from welfare_graph import actions as deeds
from welfare_graph.ecosystem import Ecosystem
from welfare_graph.plan._show import plan_html

__all__ = ["Plan"]


@dataclass(frozen=True, eq=False, repr=False)
class Plan:
    """A set of actions with its effect and its proof, complete when you get it.

    Attributes
    ----------
    actions
        One action a row: `action, need_id, area_id, host_id, service_id, source, target, quantity,
        cost_eur, people`. `quantity` is in the need's unit, `people` those served fewer if this action alone
        were left out.
    objective
        What was optimised, in its own unit (people, sites, minutes, person-minutes).
    bound
        No plan can be better than this.
    gap
        Relative distance between objective and bound.
    status
        "optimal", "gap_reached" or "time_limit".
    method
        The step that proved the bound.
    budget_used
        Cost of the actions, in EUR; missing where a cost is not known.
    effect
        Indexed `(area_id, need_id)`: `before, after, gained, demand`, in people, as `gaps.allocate` says;
        with floors or weights also `planned`, the shares that keep them.
    parameters
        What was asked.
    equity
        `gini`, `palma`, `worst_share` and `worst_area` of the share served by area, `before` and `after`.
    binding
        Each limit, how much of it is used, and whether it binds.
    hosts
        For each node opened, the actors that could host it, ranked by trust.
    core
        For plans out of `alternatives`: the actions that all of them share.

    Examples
    --------
    >>> import welfare_graph as wg
    >>> plan = wg.plan.sites(wg.datasets.two_valleys(), 1, need="childcare")
    >>> plan.status
    'optimal'
    """

    actions: pd.DataFrame
    objective: float
    bound: float
    gap: float
    status: str
    method: str
    budget_used: float
    effect: pd.DataFrame
    parameters: dict[str, Any]
    equity: pd.DataFrame
    binding: pd.DataFrame
    hosts: pd.DataFrame
    core: pd.DataFrame | None = None

    @property
    def gained(self) -> float:
        """People served after, less people served before."""
        return float(self.effect["gained"].sum())

    def apply(self, eco: Ecosystem) -> Ecosystem:
        """Return the territory after the plan.

        Parameters
        ----------
        eco
            The territory the plan was made for.

        Returns
        -------
        Ecosystem
            With new services, places and ties; with the same rules, `gaps.allocate` serves `effect["after"]`.

        Raises
        ------
        UnknownNameError
            If the territory lacks an area, a need, an actor or a service of the plan.

        Examples
        --------
        >>> import welfare_graph as wg
        >>> eco = wg.datasets.two_valleys()
        >>> len(wg.plan.sites(eco, 1, need="childcare").apply(eco).services) - len(eco.services)
        1
        """
        closed = self.parameters.get("closed", ())
        return deeds.apply(eco, self.actions, rules=self.parameters["rules"], closed=closed)

    def __repr__(self) -> str:
        """Return one line: what kind of plan, how many actions, objective, status."""
        kind = self.parameters["kind"]
        return (
            f"<Plan {kind}: {len(self.actions)} actions, objective {self.objective:,.6g}, "
            f"bound {self.bound:,.6g}, {self.status}>"
        )

    def _repr_html_(self) -> str:
        return plan_html(self)
