"""Joint plans and ties against trying every set of actions, on tiny random territories."""

from __future__ import annotations

from itertools import combinations, product

import numpy as np
import pandas as pd
import pytest

import welfare_graph as wg
from welfare_graph.plan._case import build_case
from welfare_graph.plan._costs import Costs


def territory(seed, *, trusts=(0.3, 0.6, 0.9), capacities=(0, 3)):
    """Three areas, one need, two services, five actors, some ties."""
    rng = np.random.default_rng(seed)
    areas = pd.DataFrame({"area_id": list("abc"), "name": list("ABC"), "lat": 45.0, "lon": 7.0})
    actors = pd.DataFrame(
        {
            "actor_id": ["m1", "m2", "m3", "p1", "p2"],
            "name": list("VWXYZ"),
            "type": ["municipality"] * 3 + ["social_cooperative"] * 2,
            "area_id": ["a", "b", "c", "a", "b"],
        }
    )
    pairs = [pair for pair in combinations(actors["actor_id"], 2) if rng.random() < 0.3]
    ties = pd.DataFrame(pairs, columns=["source", "target"]).astype("str")
    ties["type"], ties["trust"] = "collaborates", rng.choice(trusts, len(pairs))
    travel = [
        {"origin": o, "destination": d, "minutes": float(rng.integers(0, 31))}
        for o, d in product("abc", repeat=2)
    ]
    return wg.Ecosystem.from_tables(
        actors=actors,
        ties=ties,
        areas=areas,
        travel=pd.DataFrame(travel),
        needs=pd.DataFrame({"need_id": ["n"], "name": ["N"], "unit": ["places"], "max_minutes": [20.0]}),
        demand=pd.DataFrame(
            {"area_id": list("abc"), "need_id": "n", "quantity": rng.integers(1, 6, 3).astype(float)}
        ),
        services=pd.DataFrame(
            {
                "service_id": ["s1", "s2"],
                "actor_id": ["p1", "p2"],
                "need_id": "n",
                "area_id": ["a", "b"],
                "capacity": rng.integers(*capacities, 2).astype(float),
            }
        ),
        costs=pd.DataFrame(
            [
                {"action": "open", "fixed_eur": 5.0, "unit_eur": 2.0, "max_quantity": 3.0},
                {"action": "expand", "fixed_eur": 1.0, "unit_eur": 3.0, "max_quantity": 2.0},
                {"action": "tie", "fixed_eur": 4.0},
            ]
        ),
    )


def brute(case, budget, *, tie_limit=None, count=None):
    """The best of all affordable combinations of units and ties."""
    best = 0.0
    spots = [(lever.need_id, lever.area_id) if lever.action == "open" else None for lever in case.levers]
    plans = product(*(range(int(lever.most) + 1) for lever in case.levers))
    affordable = []
    for units in plans:
        cost = sum(
            (lever.cost.fixed + lever.cost.unit * n) for n, lever in zip(units, case.levers, strict=True) if n
        )
        opened = [spot for spot, n in zip(spots, units, strict=True) if spot and n]
        if cost <= budget + 1e-9 and len(opened) == len(set(opened)):
            affordable.append((np.array(units, dtype=float), cost))
    most = len(case.ties) if count is None else count
    for size in range(min(most, 2) + 1):
        for made in combinations(range(len(case.ties)), size):
            ends = [end for tie in made for end in case.ties[tie]]
            if tie_limit is not None and any(ends.count(end) > tie_limit for end in ends):
                continue
            money = sum(case.tie_cost[list(made)]) if count is None else 0.0
            for units, cost in affordable:
                if cost + money <= budget + 1e-9:
                    best = max(best, case.value(units, made))
    return best


@pytest.mark.parametrize("seed", range(8))
@pytest.mark.parametrize("budget", [9, 17])
def test_spatial_joint_is_the_best_of_all(seed, budget):
    eco = territory(seed)
    plan = wg.plan.joint(eco, budget)
    case = build_case(eco, wg.Rules(), Costs(eco, None))
    assert plan.objective == pytest.approx(brute(case, budget))
    assert plan.status == "optimal"
    assert plan.budget_used <= budget


@pytest.mark.parametrize("seed", range(8))
def test_relational_joint_is_the_best_of_all(seed):
    eco = territory(seed, capacities=(3, 8))
    budget = 11
    rules = wg.Rules(min_trust=0.25, max_steps=3, tie_trust=0.6)
    costs = eco.costs[eco.costs["action"] != "open"].reset_index(drop=True)
    eco = eco.replace(costs=costs)
    plan = wg.plan.joint(eco, budget, rules=rules)
    case = build_case(eco, rules, Costs(eco, None))
    assert case.several
    assert plan.objective == pytest.approx(brute(case, budget))
    after = wg.gaps.allocate(plan.apply(eco), rules=rules).areas["served"]
    pd.testing.assert_series_equal(after, plan.effect["after"], check_names=False)


@pytest.mark.parametrize("seed", range(8))
def test_two_ties_are_the_best_of_all_pairs(seed):
    eco = territory(seed, capacities=(3, 8), trusts=(0.1, 0.9))
    rules = wg.Rules(min_trust=0.3, tie_trust=0.7)
    plan = wg.plan.ties(eco, 2, rules=rules, tie_limit=1 if seed % 2 else None)
    case = build_case(eco, rules, Costs(eco, None), places=False, tie_cost=1.0)
    best = brute(case, np.inf, count=2, tie_limit=1 if seed % 2 else None)
    assert plan.objective == pytest.approx(best)
    assert plan.gained == pytest.approx(plan.effect["after"].sum() - plan.effect["before"].sum())
