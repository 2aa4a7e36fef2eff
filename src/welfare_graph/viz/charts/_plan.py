"""Chart of plans: people served against budget, before and after, with what no plan can exceed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from welfare_graph._texts import text
from welfare_graph.viz.charts._network import INK, _axes, _calm

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_PLAN = "#1d6fa5"
_BOUND = "#9aa5b1"


def budget_curve(plans: Sequence[Any], *, lang: str = "en", ax: Axes | None = None) -> Axes:
    """Draw the people served after each plan against what it costs, from today on.

    Parameters
    ----------
    plans
        Plans of `plan.joint` for the same territory and rules, one or more.
    lang
        ``en`` or ``it``.
    ax
        Where to draw; None makes a new figure.

    Returns
    -------
    Axes
        A point a plan, a level for today, and a mark for the most that any plan of that budget can serve.

    Raises
    ------
    MissingDependencyError
        If matplotlib is not installed.
    ValueError
        If there is no plan.

    Examples
    --------
    >>> import welfare_graph as wg
    >>> eco = wg.datasets.two_valleys()
    >>> ax = wg.viz.charts.budget_curve([wg.plan.joint(eco, 20_000), wg.plan.joint(eco, 60_000)])
    >>> ax.get_xlabel()
    'Budget (EUR)'
    """
    if not plans:
        raise ValueError("A chart of plans needs at least one plan.")
    ordered = sorted(plans, key=lambda plan: float(plan.parameters["budget"]))
    today = float(ordered[0].effect["before"].sum())
    budgets = [float(plan.parameters["budget"]) for plan in ordered]
    served = [float(plan.effect["after"].sum()) for plan in ordered]
    ax = _axes(ax, width=6.0, height=3.6)
    _calm(ax)
    ax.axhline(today, color=INK, linewidth=1, linestyle=":", label=text("plan.today", lang))
    ax.plot([0.0, *budgets], [today, *served], color=_PLAN, marker="o", label=text("plan.after_plan", lang))
    if all(plan.parameters["weights"] is None for plan in ordered):
        bounds = [float(plan.bound) for plan in ordered]
        ax.plot(
            budgets, bounds, color=_BOUND, marker="_", linestyle="none", label=text("plan.bound_line", lang)
        )
    ax.set_xlabel(text("plan.axis_budget", lang))
    ax.set_ylabel(text("plan.axis_people", lang))
    ax.legend(frameon=False)
    return ax
