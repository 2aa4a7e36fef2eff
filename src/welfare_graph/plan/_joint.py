"""One budget, three levers: open, expand, tie."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from numbers import Real
from typing import Any

import numpy as np
import pandas as pd

from welfare_graph import actions as deeds
from welfare_graph._texts import Said
from welfare_graph.ecosystem import Ecosystem
from welfare_graph.errors import InfeasiblePlanError
from welfare_graph.kernels.coverage import Floats
from welfare_graph.plan._case import Case, build_case
from welfare_graph.plan._check import check_joint
from welfare_graph.plan._costs import LINES, Costs
from welfare_graph.plan._effect import served_in
from welfare_graph.plan._finish import action_table, finish, typed
from welfare_graph.plan._hosts import rank_hosts
from welfare_graph.plan._model import Choice, Limits, best_choice, planned
from welfare_graph.plan._plan import Plan
from welfare_graph.plan._plausible import with_plausibility
from welfare_graph.plan._promises import promised_actions
from welfare_graph.plan._solved import Clock, Solved, proven
from welfare_graph.rules import Rules, as_rules

__all__ = ["case_of", "joint", "joint_plan", "limits_of", "plan_of"]


def joint(
    eco: Ecosystem,
    budget: float,
    *,
    costs: pd.DataFrame | Mapping[str, Any] | None = None,
    floor: float | Mapping[Any, float] | None = None,
    tie_limit: int | None = None,
    weights: Mapping[Any, float] | None = None,
    excluded: Iterable[str] = (),
    rules: Rules | None = None,
    gap: float = 1e-3,
    time_limit: float = 120,
) -> Plan:
    """Choose what to open, expand and tie under one budget, so that most people are served.

    A planner reads it as: a new node, more places in one that stands, and a new tie compete for the same
    money in the same currency, people served; no other plan within the budget serves more than the bound.

    Parameters
    ----------
    eco
        Territory with `areas`, `needs`, `demand`, and `costs` unless given here.
    budget
        EUR, 0 or more; 0 is the empty plan.
    costs
        Costs for actions that the table `costs` does not price: a table with its columns, or EUR by action
        (`open` and `tie`: once; `expand`: a unit; a pair: once and a unit).
    floor
        Least share of each area's demand to be served, from 0 to 1: one number, or by area, need or
        (area, need). What keeps floors of single areas is `effect["planned"]`.
    tie_limit
        Most new ties an actor takes on; relational competence is finite. None is no limit.
    weights
        What a person served counts, 0 or more, by area, need or (area, need); 1 where not given.
    excluded
        Areas where nothing opens, actors that take no tie and host nothing, services that do not grow,
        commitments that are not kept.
    rules
        What counts as reached; None is `Rules()`. Ties are offered only when it asks for trust or steps.
    gap
        Relative distance from the best at which to stop. Up to 200 levers plans are proven best.
    time_limit
        Seconds after which the best plan found is returned with its bound.

    Returns
    -------
    Plan
        `objective` is people served after (weighted, if asked); places are whole units of the need. With
        commitments, `actions` has `commitment_id` and `promised_eur`.

    Raises
    ------
    ValueError
        If the budget is negative, nobody has any need, no action has a cost, or a signed commitment does
        not state what it takes to be done.
    InfeasiblePlanError
        If the floor cannot be kept; `.blocking` names need, area and rule.
    SolverError
        If time runs out before any plan that keeps the floors is found, and none is ruled out; or if the plan
        does not pass its independent check.

    Notes
    -----
    maximise sum of served people, subject to: served <= demand; flows within reach; flows <= places of the
    node, which opening and expanding raise; a pair that lacks trust or steps only once ties open it;
    cost <= budget (Melkote and Daskin 2001). Of plans that serve as many, a cheaper one is sought
    where there are up to 200 levers or a twentieth of the money is left over. Single ties that open a pair
    are enumerated; where paths with several new ties can hold, cuts are added until the relations hold, so
    that ties that help only together are found. Ties are offered between
    all actors of a territory of up to 80, else between gateways, providers and those whom they reach; each
    new node's host is one of the three best ranked, and an actor that a plan creates takes no tie. Services
    of unknown capacity do not grow.

    Signed and active rows of the table `commitments` are fixed: they come first in `actions` at no cost to
    this budget (who promised them pays; `promised_eur` says what), and their ties count against `tie_limit`.

    With floors or weights `effect` has `planned`, the people served as the plan means its places: floors
    kept, the weighted sum equal to `objective`. `after` stays what `gaps.allocate` says, whose fair shares
    may give an area less than a floor that others do not have.

    Cost grows with the pairs within reach and, steeply, with the ties offered. It plans no staff and no time.

    References
    ----------
    Melkote, S., & Daskin, M. S. (2001). Capacitated facility location/network design problems. European
    Journal of Operational Research, 129(3). https://doi.org/10.1016/S0377-2217(99)00464-6

    Examples
    --------
    >>> import welfare_graph as wg
    >>> plan = wg.plan.joint(wg.datasets.two_valleys(), 100_000)
    >>> plan.budget_used <= 100_000, plan.status
    (True, 'optimal')
    """
    if not isinstance(budget, Real) or isinstance(budget, bool) or not budget >= 0:
        raise ValueError(Said("errors.budget", given=budget))
    clock = Clock(time_limit)
    eco, rules = eco.current(), as_rules(rules)
    asked: dict[str, Any] = {
        "kind": "joint",
        "budget": float(budget),
        "costs": costs,
        "floor": floor,
        "tie_limit": tie_limit,
        "weights": weights,
        "excluded": tuple(sorted(excluded)),
        "rules": rules,
        "gap": gap,
        "time_limit": time_limit,
    }
    case = case_of(eco, asked)
    if budget > 0 and not case.levers and not case.ties:
        _require_costs(case, costs)
    return joint_plan(case, asked, clock)


def case_of(eco: Ecosystem, asked: dict[str, Any]) -> Case:
    """The territory as a question: every lever of a joint plan, ties alone, or none (no budget)."""
    costs, excluded, rules = Costs(eco, asked["costs"]), frozenset(asked["excluded"]), asked["rules"]
    if asked["kind"] == "ties":
        case = build_case(eco, rules, costs, places=False, excluded=excluded, tie_cost=1.0)
    else:
        promised = promised_actions(eco, excluded) if asked["budget"] > 0 else None
        case = build_case(eco, rules, costs, excluded=excluded, promised=promised)
    if not (case.people > 0).any():
        raise ValueError(Said("errors.nobody"))
    if asked["budget"] == 0:
        single: list[set[int]] = [set() for _ in case.single]
        return replace(case, levers=[], ties=[], tie_cost=np.empty(0), single=single)
    return case


def _require_costs(case: Case, given: object) -> None:
    if Costs(case.eco, given).any():  # type: ignore[arg-type]
        return
    need = case.claims["need_id"].iloc[0]
    lines = LINES.format(need=need)
    raise ValueError(Said("errors.no_cost", lines=lines))


def joint_plan(case: Case, asked: dict[str, Any], clock: Clock) -> Plan:
    """Solve a case under what was asked and check the plan."""
    limits = limits_of(case, asked)
    choice = best_choice(case, limits, gap=asked["gap"], clock=clock)
    if choice is None:
        raise _blocked(case, limits)
    solved = proven(np.empty(0, dtype=np.int64), choice.value, choice.bound, "highs", asked["gap"])
    return plan_of(case, choice, asked, solved)


def limits_of(case: Case, asked: dict[str, Any]) -> Limits:
    """What a plan must keep, as arrays."""
    limits = Limits(
        budget=asked["budget"],
        weights=_by_claim(case, asked["weights"], 1.0, "weights"),
        floor=_by_claim(case, asked["floor"], 0.0, "floor"),
        tie_limit=asked["tie_limit"],
        tie_count=asked.get("k"),
        taken=_taken(case),
    )
    if limits.floor.max(initial=0.0) > 1:
        raise ValueError(f"floor is a share of the demand, from 0 to 1, not {limits.floor.max():g}.")
    if asked["tie_limit"] is not None and not asked["tie_limit"] >= 0:
        raise ValueError(f"tie_limit must be 0 ties or more, not {asked['tie_limit']!r}.")
    return limits


def _taken(case: Case) -> dict[int, int]:
    """How many of the promised ties each actor takes on, by position."""
    if case.unlock is None:
        return {}
    ties = case.promised[case.promised["action"] == "tie"]
    ends = case.unlock.relations.actors.get_indexer(pd.Index([*ties["source"], *ties["target"]]))
    return dict(Counter(ends.tolist()))


def plan_of(case: Case, choice: Choice, asked: dict[str, Any], solved: Solved) -> Plan:
    """Write a choice as a plan, and check it."""
    limits = limits_of(case, asked)
    rows = _rows(case, choice)
    if "price" in asked:
        rows["cost_eur"] = asked["price"]
    rows = with_plausibility(case.before, _with_promises(case, rows, choice))
    used = float(rows["cost_eur"].sum())
    bounds = [("budget", limits.budget, used)] if np.isfinite(limits.budget) else []
    if limits.tie_count is not None:
        bounds.append(("k", float(limits.tie_count), float(len(choice.ties))))
    bounds += _tie_use(case, limits, choice)
    plan = finish(case.before, rows, solved, asked, needs=None, limits=bounds, hosts=case.hosts)
    if not limits.plain:
        share = pd.Series(planned(case, limits, choice), index=pd.MultiIndex.from_frame(case.claims))
        plan = replace(plan, effect=plan.effect.assign(planned=share.reindex(plan.effect.index)))
    check_joint(plan, case, limits)
    return plan


def _with_promises(case: Case, rows: pd.DataFrame, choice: Choice) -> pd.DataFrame:
    """Put what was promised before what was chosen, with the people who would miss it."""
    if not len(case.promised):
        return rows
    both = typed(pd.concat([typed(case.promised), rows], ignore_index=True))
    both = both[[*rows.columns, "commitment_id", "promised_eur"]]

    def served(kept: pd.DataFrame) -> float:
        after = deeds.apply(case.before, kept, rules=case.rules)
        return float(served_in(after, case.rules)["served"].sum())

    total, size = case.value(choice.units, choice.ties), len(case.promised)
    missed = [total - served(both.drop(index=row)) for row in range(size)]
    return both.assign(people=[*missed, *both["people"].iloc[size:]])


def _by_claim(case: Case, given: float | Mapping[Any, float] | None, default: float, name: str) -> Floats:
    """Read one number, or numbers by (area, need), area or need, the most specific first."""
    if given is None:
        return np.full(len(case.claims), default)
    if not isinstance(given, (Mapping, pd.Series)):
        found = np.full(len(case.claims), float(given))
    else:
        table = dict(given.items())
        known = {*case.claims["area_id"], *case.claims["need_id"], *map(tuple, case.claims.to_numpy())}
        unknown = [key for key in table if key not in known]
        if unknown:
            raise ValueError(f"{name} names {unknown[0]!r}, which is no area or need with demand.")
        pairs = zip(case.claims["area_id"], case.claims["need_id"], strict=True)
        found = np.array(
            [table.get((a, n), table.get(a, table.get(n, default))) for a, n in pairs], dtype=np.float64
        )
    if not (np.isfinite(found) & (found >= 0)).all():
        raise ValueError(f"{name} must be numbers of 0 or more.")
    return found


def _rows(case: Case, choice: Choice) -> pd.DataFrame:
    """The actions of a choice; `people` is what each alone is worth at the end."""
    rows: list[dict[str, Any]] = []
    total = case.value(choice.units, choice.ties)
    opened = [place for place in np.flatnonzero(choice.units) if case.levers[place].action == "open"]
    fresh = deeds.name_services(
        case.eco,
        [case.levers[place].need_id for place in opened],
        [case.levers[place].area_id for place in opened],
    )
    ids = dict(zip(opened, fresh, strict=True))
    for place in sorted(np.flatnonzero(choice.units), key=lambda p: (case.levers[p].action == "expand", p)):
        lever = case.levers[place]
        without = choice.units.copy()
        without[place] = 0.0
        host = lever.actor_id
        if lever.action == "open" and not case.rules.relational:
            ranked = rank_hosts(case.eco, lever.need_id, [lever.area_id], case.rules, most=1)
            host = str(ranked["host_id"].iloc[0]) if len(ranked) else None
        rows.append(
            {
                "action": lever.action,
                "need_id": lever.need_id,
                "area_id": lever.area_id or None,
                "host_id": host,
                "service_id": ids.get(place, lever.service_id),
                "quantity": choice.units[place],
                "cost_eur": lever.cost.fixed + lever.cost.unit * choice.units[place],
                "people": total - case.value(without, choice.ties),
            }
        )
    return action_table([*rows, *_tie_rows(case, choice, total)])


def _tie_rows(case: Case, choice: Choice, total: float) -> list[dict[str, Any]]:
    rows = []
    for tie in choice.ties:
        assert case.unlock is not None
        one, two = (str(case.unlock.relations.actors[end]) for end in case.ties[tie])
        rows.append(
            {
                "action": "tie",
                "source": one,
                "target": two,
                "cost_eur": case.tie_cost[tie],
                "people": total - case.value(choice.units, choice.ties[choice.ties != tie]),
                "trust": case.rules.added_trust,
            }
        )
    return rows


def _tie_use(case: Case, limits: Limits, choice: Choice) -> list[tuple[str, float, float]]:
    if limits.tie_limit is None:
        return []
    ends = np.array([end for tie in choice.ties for end in case.ties[tie]], dtype=np.int64)
    used = float(np.bincount(ends).max(initial=0)) if len(ends) else 0.0
    return [("tie_limit", float(limits.tie_limit), used)]


def _blocked(case: Case, limits: Limits) -> InfeasiblePlanError:
    """Name the claims whose floor cannot be kept: out of everybody's reach, or beyond the budget."""
    reached = np.zeros(len(case.people), dtype=np.bool_)
    reached[case.claim] = True
    asks = (limits.floor > 0) & (case.people > 0)
    lost = asks & ~reached
    rule = "reach" if lost.any() else "budget"
    blocking = case.claims[lost if lost.any() else asks].assign(rule=rule).reset_index(drop=True)
    blocking = blocking[["need_id", "area_id", "rule"]]
    first = blocking.iloc[0]
    why = (
        "no service, none that may be opened and no tie reaches it under the rules"
        if rule == "reach"
        else f"a budget of {limits.budget:,.0f} EUR and the places that may be added are too little"
    )
    message = (
        f"The floor cannot be kept: need {first['need_id']!r} in area {first['area_id']!r}"
        f"{f' and {len(blocking) - 1} more' if len(blocking) > 1 else ''} ({rule}): {why}. "
        "Lower the floor, raise the budget or relax the rules."
    )
    return InfeasiblePlanError(message, blocking)
