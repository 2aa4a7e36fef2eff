"""Which k new ties let most people be reached."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np

from welfare_graph.ecosystem import Ecosystem
from welfare_graph.plan._costs import Costs
from welfare_graph.plan._joint import case_of, joint_plan
from welfare_graph.plan._plan import Plan
from welfare_graph.plan._solved import Clock
from welfare_graph.rules import Rules, as_rules

__all__ = ["ties"]


def ties(
    eco: Ecosystem,
    k: int,
    *,
    tie_limit: int | None = None,
    weights: Mapping[Any, float] | None = None,
    excluded: Iterable[str] = (),
    rules: Rules | None = None,
    gap: float = 1e-3,
    time_limit: float = 120,
) -> Plan:
    """Choose at most k new ties that let most people be served.

    A planner reads it as: which actors should begin to work together, so that people reach, through actors
    they trust, places that are free today but closed to them.

    Parameters
    ----------
    eco
        Territory with `areas`, `needs`, `demand`, `services`, `actors`.
    k
        Most ties to make, 0 or more; fewer where more gain nothing.
    tie_limit
        Most new ties an actor takes on; None is no limit.
    weights
        What a person served counts, 0 or more, by area, need or (area, need); 1 where not given.
    excluded
        Actors that take no new tie.
    rules
        What counts as reached; must ask for trust or steps. A new tie has `rules.tie_trust`.
    gap
        Relative distance from the best at which to stop. Up to 200 ties on offer the plan is proven best.
    time_limit
        Seconds after which the best plan found is returned with its bound.

    Returns
    -------
    Plan
        `objective` is people served after (weighted, if asked). One `tie` row a tie, with `plausibility`: how
        many neighbours the two share today, the rarer the better (Adamic and Adar 2003).

    Raises
    ------
    ValueError
        If k is negative, nobody has any need, or the rules ask for neither trust nor steps.

    Notes
    -----
    The program of `joint` with ties alone: sets are exact, for two ties that are useless alone can help
    together. `plausibility` informs and decides nothing: sum over shared neighbours of 1 / ln(their degree).

    References
    ----------
    Adamic, L. A., & Adar, E. (2003). Friends and neighbors on the Web. Social Networks, 25(3).
    https://doi.org/10.1016/S0378-8733(03)00009-1

    Examples
    --------
    >>> import welfare_graph as wg
    >>> rules = wg.Rules(max_steps=1)
    >>> plan = wg.plan.ties(wg.datasets.two_valleys(), 1, rules=rules)
    >>> plan.status, len(plan.actions) <= 1
    ('optimal', True)
    """
    if isinstance(k, bool) or int(k) != k or k < 0:
        raise ValueError(f"k must be a whole number of ties, 0 or more, not {k!r}.")
    rules = as_rules(rules)
    if not rules.relational:
        raise ValueError(
            "Ties matter only where the rules ask for trust or steps: give, for instance, "
            "rules=Rules(min_trust=0.3, max_steps=3)."
        )
    clock, eco = Clock(time_limit), eco.current()
    asked: dict[str, Any] = {
        "kind": "ties",
        "k": int(k),
        "budget": np.inf,
        "costs": None,
        "floor": None,
        "tie_limit": tie_limit,
        "weights": weights,
        "excluded": tuple(sorted(excluded)),
        "rules": rules,
        "gap": gap,
        "time_limit": time_limit,
    }
    known = Costs(eco, None).of("tie")
    asked["price"] = np.nan if known is None else known.fixed
    return joint_plan(case_of(eco, asked), asked, clock)
