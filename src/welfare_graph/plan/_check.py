"""The independent check that every joint plan passes before it is handed over."""

from __future__ import annotations

import pandas as pd

from welfare_graph.errors import SolverError
from welfare_graph.plan._case import Case
from welfare_graph.plan._model import Limits
from welfare_graph.plan._plan import Plan

__all__ = ["check_joint"]


def check_joint(plan: Plan, case: Case, limits: Limits) -> None:
    """Check the plan against the territory after it, which the engine has not seen."""
    rows = plan.actions
    served = float(plan.effect["after"].sum())
    wrong = []
    if limits.plain and abs(served - plan.objective) > 1e-6 * max(1.0, served):
        wrong.append(f"the territory after it serves {served:g} people, not {plan.objective:g}")
    if not limits.plain:
        wrong += _shares(plan, case, limits)
    if rows["cost_eur"].sum() > limits.budget * (1 + 1e-9) + 1e-6:
        wrong.append(f"it costs {rows['cost_eur'].sum():g} EUR of {limits.budget:g}")
    if plan.bound < plan.objective - 1e-6 * max(1.0, abs(plan.objective)):
        wrong.append("its bound lies below its objective")
    if limits.tie_limit is not None:
        chosen = rows[rows["commitment_id"].isna()] if "commitment_id" in rows else rows
        able = set(chosen["source"].dropna()) | set(chosen["target"].dropna())
        ends = pd.concat([rows["source"], rows["target"]]).dropna().value_counts()
        over = ends[(ends > limits.tie_limit) & ends.index.isin(able)]
        wrong += [f"{actor!r} takes on {count} ties" for actor, count in over.items()]
    if wrong:
        raise SolverError("The plan did not pass its check: " + "; ".join(wrong) + ".")


def _shares(plan: Plan, case: Case, limits: Limits) -> list[str]:
    """What is wrong with the people planned by claim: their worth, their floors, the places they need."""
    index = pd.MultiIndex.from_frame(case.claims)
    share = plan.effect["planned"].reindex(index).to_numpy()
    scale = 1e-6 * max(1.0, float(case.people.sum()))
    wrong = []
    if abs(float(limits.weights @ share) - plan.objective) > scale * max(1.0, float(limits.weights.max())):
        wrong.append(f"the people it plans for weigh {limits.weights @ share:g}, not {plan.objective:g}")
    if (share < limits.floor * case.people - scale).any() or (share > case.people + scale).any():
        wrong.append("it leaves an area below its floor, or serves more than ask")
    if share.sum() > float(plan.effect["after"].sum()) + scale:
        wrong.append("it plans for more people than the territory after it serves")
    return wrong
