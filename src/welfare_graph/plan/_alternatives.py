"""Really different plans that are nearly as good, and what they share."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd

from welfare_graph.ecosystem import Ecosystem
from welfare_graph.plan._again import again, keys_of
from welfare_graph.plan._plan import Plan

__all__ = ["alternatives", "shared_actions"]


def alternatives(
    eco: Ecosystem, plan: Plan, *, k: int = 5, within: float = 0.02, time_limit: float | None = None
) -> list[Plan]:
    """Find up to k really different plans whose objective is within a share of the plan's.

    A planner reads it as: there is more than one good way; what all of them do can be begun without regret,
    where they differ there is room to choose for other reasons.

    Parameters
    ----------
    eco
        The territory the plan was made for.
    plan
        A plan of `sites`, `ties` or `joint`.
    k
        Most plans to return, 1 or more, the given one first.
    within
        Share of the objective that an alternative may lose, 0 or more.
    time_limit
        Seconds for each alternative; None is that of the plan.

    Returns
    -------
    list of Plan
        The given plan, then the others, the most different first. Each has `core`, the actions common to all.

    Raises
    ------
    ValueError
        If k is below 1 or `within` is negative.

    Notes
    -----
    Each further plan shares as few actions as possible with those before, among all plans within the share
    (Hop, Skip, Jump: Brill, Chang and Hopkins 1982); it stops when none leaves out an action of each plan
    found, or when time for one runs out. Places apart, an action is the same by need, area and ends. The
    bound is that of the given plan; `status` says `gap_reached` for what lies within the share asked.

    References
    ----------
    Brill, E. D., Chang, S.-Y., & Hopkins, L. D. (1982). Modeling to generate alternatives. Management
    Science, 28(3). https://doi.org/10.1287/mnsc.28.3.221

    Examples
    --------
    >>> import welfare_graph as wg
    >>> eco = wg.datasets.two_valleys()
    >>> plans = wg.plan.alternatives(eco, wg.plan.joint(eco, 40_000), k=2)
    >>> all(plan.objective >= 0.98 * plans[0].objective for plan in plans)
    True
    """
    if isinstance(k, bool) or int(k) != k or k < 1:
        raise ValueError(f"k must be a whole number of plans, 1 or more, not {k!r}.")
    if not within >= 0:
        raise ValueError(f"within must be a share of 0 or more, not {within!r}.")
    found = [plan]
    limit = plan.parameters["time_limit"] if time_limit is None else time_limit
    while len(found) < k and len(_chosen(plan)):
        other = again(eco.current(), plan, [_chosen(one) for one in found], within, limit)
        if other is None:
            break
        found.append(other)
    core = shared_actions(found)
    return [replace(one, core=core) for one in found]


def _chosen(plan: Plan) -> pd.DataFrame:
    """The actions that the plan chose: not those that were promised already."""
    rows = plan.actions
    return rows[rows["commitment_id"].isna()] if "commitment_id" in rows else rows


def shared_actions(plans: list[Plan]) -> pd.DataFrame:
    """The actions of the first plan that every other one takes too: places and host apart."""
    first = plans[0].actions
    shared = set(keys_of(first))
    for plan in plans[1:]:
        shared &= set(keys_of(plan.actions))
    kept = np.array([key in shared for key in keys_of(first)], dtype=np.bool_)
    return first[kept].reset_index(drop=True)
