"""Where to open k nodes for one need."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any, Literal

import numpy as np

from welfare_graph._names import check
from welfare_graph.ecosystem import Ecosystem
from welfare_graph.errors import SolverError
from welfare_graph.kernels.coverage import Ints
from welfare_graph.plan._finish import finish, site_actions
from welfare_graph.plan._plan import Plan
from welfare_graph.plan._siting import Siting, siting_of, solve_siting, worth
from welfare_graph.plan._solved import Clock, Solved, proven
from welfare_graph.rules import Rules, as_rules

__all__ = ["plan_of_sites", "sites"]

Objective = Literal["coverage", "all", "median", "center", "backup"]
OBJECTIVES = ("coverage", "all", "median", "center", "backup")


def sites(
    eco: Ecosystem,
    k: int | None = None,
    *,
    need: str,
    objective: Objective = "coverage",
    capacity: float | None = None,
    candidates: Iterable[str] | None = None,
    keep_existing: bool = True,
    fixed: Iterable[str] = (),
    forbidden: Iterable[str] = (),
    rules: Rules | None = None,
    gap: float = 1e-4,
    time_limit: float = 60,
) -> Plan:
    """Choose where to open k nodes for one need, with a proof of how good the choice is.

    A planner reads it as: with k new nodes beside those that stand, these are the micro-areas to open in, who
    could host them, and no other choice does better than the bound.

    Parameters
    ----------
    eco
        Territory with `areas`, `needs`, `demand`.
    k
        How many nodes to open, fixed ones included; None only for "all", where fewest are sought.
    need
        Need that the nodes serve.
    objective
        "coverage": most people within reach. "all": fewest nodes with everybody within reach. "median":
        least person-minutes to the nearest node. "center": least minutes of the farthest area with demand.
        "backup": most people within reach of two nodes.
    capacity
        Places of a new node, in the need's unit; None is uncapacitated: what stands counts as if it never
        filled, and each new node is opened with places for all within its reach.
    candidates
        Areas to choose from; None is all areas.
    keep_existing
        Count the services that stand. False plans a territory without them, and `apply` ends them.
    fixed
        Areas that must have a new node.
    forbidden
        Areas that cannot.
    rules
        What counts as reached; None is `Rules()`. "median" and "center" set no limit of minutes.
    gap
        Relative distance from the best at which to stop, 0 or more. Up to 200 candidates (50 with a
        capacity) plans are proven best whatever the gap, if time allows.
    time_limit
        Seconds after which the best plan found is returned with its bound.

    Returns
    -------
    Plan
        `objective` in people, nodes, person-minutes or minutes; one `open` row a node, exactly k.

    Raises
    ------
    ValueError
        If k is missing, too large or too small, nobody has the need, or a fixed area is forbidden.
    InfeasiblePlanError
        If people cannot be reached by any choice ("all", "median", "center"); `.blocking` names them.
    SolverError
        If time runs out before "all", "median" or "center" find a plan, and none is ruled out.
    UnknownNameError
        If the need, the objective or an area does not exist.

    Notes
    -----
    Maximal covering (Church and ReVelle 1974), set covering (Toregas et al. 1971), p-median (Hakimi 1964),
    p-center, and backup coverage (Hogan and ReVelle 1986); coverage counts people, not areas. Steps: exact
    reduction, greedy and swap, Lagrangian bound, HiGHS on what is left; `method` names the one that proved.
    Cost grows with the pairs within reach for coverage, with areas x candidates for median and center; exact
    medians beyond a few hundred areas run into the time limit and keep a gap of a few per cent. With a
    relational rule a node is judged with the first host of its area. It plans no queue and no staff.

    References
    ----------
    Church, R., & ReVelle, C. (1974). The maximal covering location problem. Papers in Regional Science,
    32. https://doi.org/10.1007/BF01942293

    Toregas, C., Swain, R., ReVelle, C., & Bergman, L. (1971). The location of emergency service facilities.
    Operations Research, 19(6). https://doi.org/10.1287/opre.19.6.1363

    Hakimi, S. L. (1964). Optimum locations of switching centers. Operations Research, 12(3).
    https://doi.org/10.1287/opre.12.3.450

    Hogan, K., & ReVelle, C. (1986). Concepts and applications of backup coverage. Management Science, 32(11).
    https://doi.org/10.1287/mnsc.32.11.1434

    Examples
    --------
    >>> import welfare_graph as wg
    >>> plan = wg.plan.sites(wg.datasets.two_valleys(), 1, need="childcare")
    >>> plan.actions["area_id"].tolist(), plan.objective, plan.status
    (['001004'], 43.0, 'optimal')
    """
    clock = Clock(time_limit)
    eco, rules = eco.current(), as_rules(rules)
    check(objective, OBJECTIVES, "objective")
    check(need, eco.needs.index, "need")
    chosen = _candidates(eco, candidates, list(fixed), list(forbidden))
    must = sorted(set(fixed))
    k = _count(k, objective, len(chosen), len(must))
    _capacity(capacity)
    asked: dict[str, Any] = {
        "kind": "sites",
        "need": need,
        "objective": objective,
        "k": k,
        "capacity": capacity,
        "fixed": must,
        "forbidden": sorted(set(forbidden)),
        "keep_existing": keep_existing,
        "closed": () if keep_existing else _standing(eco, need),
        "rules": rules,
        "gap": gap,
        "time_limit": time_limit,
        "candidates": chosen,
    }
    case = siting_of(eco, asked)
    return _plan(case, solve_siting(case, objective, k, capacity, gap, clock), asked)


def _plan(case: Siting, solved: Solved, asked: dict[str, Any]) -> Plan:
    """Check a choice and write it as a plan."""
    rows = site_actions(case, solved.chosen, asked["capacity"])
    _check(case, solved, asked)
    k = asked["k"]
    limits = [("k", float(k), float(len(rows)))] if k is not None else []
    return finish(case.eco, rows, solved, asked, needs=[asked["need"]], limits=limits, hosts=case.hosts)


def plan_of_sites(case: Siting, chosen: Ints, plan: Plan) -> Plan:
    """Another choice for the question of a plan, under the bound of that plan."""
    asked = plan.parameters
    value = worth(case, chosen, asked["objective"], asked["capacity"])
    if value is None:
        fixed = replace(case, fixed=chosen)
        again = solve_siting(fixed, asked["objective"], len(chosen), asked["capacity"], 0.0, Clock(60))
        value = again.objective
    solved = proven(chosen, value, plan.bound, "highs", np.inf)
    return _plan(case, solved, asked)


def _check(case: Siting, solved: Solved, asked: dict[str, Any]) -> None:
    """Check a choice against the pairs, which the engines' reductions have not touched."""
    wrong = []
    value = worth(case, solved.chosen, asked["objective"], asked["capacity"])
    if value is not None and abs(value - solved.objective) > 1e-6 * max(1.0, abs(value)):
        wrong.append(f"it is worth {value:g}, not {solved.objective:g}")
    if not set(case.fixed.tolist()) <= set(solved.chosen.tolist()):
        wrong.append("it leaves out a fixed area")
    if asked["k"] is not None and asked["objective"] != "all" and len(solved.chosen) != asked["k"]:
        wrong.append(f"it opens {len(solved.chosen)} nodes of {asked['k']}")
    if wrong:
        raise SolverError("The plan did not pass its check: " + "; ".join(wrong) + ".")


def _candidates(
    eco: Ecosystem, given: Iterable[str] | None, fixed: list[str], forbidden: list[str]
) -> list[str]:
    known = eco.areas.index
    chosen = set(known if given is None else given)
    for area in sorted({*chosen, *fixed, *forbidden} - set(known)):
        check(area, known, "area")
    both = sorted(set(fixed) & set(forbidden))
    if both:
        raise ValueError(f"{', '.join(map(repr, both))} is both fixed and forbidden; take it out of one.")
    outside = sorted(set(fixed) - chosen)
    if outside:
        raise ValueError(f"The fixed area {outside[0]!r} is not among the candidates; add it to them.")
    left = sorted(chosen - set(forbidden))
    if not left:
        raise ValueError("No candidate is left; give candidates that are not forbidden.")
    return left


def _count(k: int | None, objective: str, candidates: int, fixed: int) -> int | None:
    if k is None:
        if objective == "all":
            return None
        raise ValueError(f"objective={objective!r} needs k, the number of nodes to open.")
    if isinstance(k, bool) or int(k) != k or k < 1:
        raise ValueError(f"k must be a whole number of nodes, 1 or more, not {k!r}.")
    if k > candidates:
        raise ValueError(f"k = {k} is more than the {candidates} candidates; lower k or allow more areas.")
    if k < fixed:
        raise ValueError(f"k = {k} is less than the {fixed} fixed areas; raise k or fix fewer.")
    return int(k)


def _capacity(capacity: float | None) -> None:
    if capacity is not None and not (np.isfinite(capacity) and capacity > 0):
        raise ValueError(f"capacity must be a number of places above 0, or None, not {capacity!r}.")


def _standing(eco: Ecosystem, need: str) -> tuple[str, ...]:
    services = eco.active("services")
    return tuple(sorted(services.index[services["need_id"] == need]))
