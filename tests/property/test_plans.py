"""Plans on random territories: what they promise holds, more money never serves fewer."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import welfare_graph as wg

FEW = settings(max_examples=4)
AREAS = ["a", "b", "c"]
RULES = wg.Rules(min_trust=0.4, max_steps=2, tie_trust=0.7)


@st.composite
def territories(draw):
    """Three areas, one need, up to two services, four actors, prices for every lever."""
    whole = st.integers(0, 6)
    minutes = draw(st.lists(st.integers(0, 40), min_size=6, max_size=6))
    pairs = [(one, two) for one in AREAS for two in AREAS if one != two]
    rooms = draw(st.lists(whole, max_size=2))
    trusts = draw(st.lists(st.sampled_from([0.2, 0.5, 0.9]), min_size=1, max_size=3))
    ends = [("m", "p"), ("m", "q"), ("n", "q")]
    demand = draw(st.lists(whole, min_size=3, max_size=3).filter(any))
    services = {
        "service_id": [f"s{place}" for place in range(len(rooms))],
        "actor_id": ["p", "q"][: len(rooms)],
        "need_id": ["x"] * len(rooms),
        "area_id": AREAS[: len(rooms)],
        "capacity": np.array(rooms, dtype=float),
    }
    return wg.Ecosystem.from_tables(
        actors=pd.DataFrame(
            {
                "actor_id": ["m", "n", "p", "q"],
                "name": ["M", "N", "P", "Q"],
                "type": ["municipality", "municipality", "association", "social_cooperative"],
                "area_id": ["a", "b", "a", "c"],
            }
        ),
        ties=pd.DataFrame(ends[: len(trusts)], columns=["source", "target"]).assign(
            type="collaborates", trust=trusts
        ),
        areas=pd.DataFrame({"area_id": AREAS, "name": AREAS, "lat": 45.0, "lon": 7.0}),
        travel=pd.DataFrame(pairs, columns=["origin", "destination"]).assign(
            minutes=np.array(minutes, float)
        ),
        needs=pd.DataFrame({"need_id": ["x"], "name": ["X"], "unit": ["places"], "max_minutes": [20.0]}),
        demand=pd.DataFrame({"area_id": AREAS, "need_id": "x", "quantity": np.array(demand, dtype=float)}),
        services=pd.DataFrame(services),
        costs=pd.DataFrame(
            {"action": ["open", "expand", "tie"], "fixed_eur": [4.0, 1.0, 3.0], "unit_eur": [2.0, 3.0, None]}
        ),
    )


def served(eco, rules=None):
    return wg.gaps.allocate(eco, rules=rules).areas["served"]


def keeps_its_word(eco, plan, rules=None):
    before, after = served(eco, rules), served(plan.apply(eco), rules)
    pd.testing.assert_series_equal(plan.effect["before"], before, check_names=False)
    pd.testing.assert_series_equal(plan.effect["after"], after, check_names=False)
    pd.testing.assert_series_equal(plan.effect["gained"], after - before, check_names=False)


@FEW
@given(eco=territories(), rules=st.sampled_from([None, RULES]))
def test_more_budget_never_serves_fewer_and_every_plan_keeps_its_word(eco, rules):
    plans = [wg.plan.joint(eco, budget, rules=rules) for budget in (5, 12)]
    assert served(eco, rules).sum() - 1e-9 <= plans[0].objective <= plans[1].objective
    for plan, budget in zip(plans, (5, 12), strict=True):
        assert plan.budget_used <= budget
        assert plan.bound >= plan.objective == pytest.approx(plan.effect["after"].sum())
    keeps_its_word(eco, plans[1], rules)


@FEW
@given(eco=territories(), k=st.integers(0, 2))
def test_more_ties_never_serve_fewer(eco, k):
    fewer, more = wg.plan.ties(eco, k, rules=RULES), wg.plan.ties(eco, k + 1, rules=RULES)
    assert len(fewer.actions) <= k
    assert more.objective >= fewer.objective
    keeps_its_word(eco, more, RULES)


@FEW
@given(
    eco=territories(),
    objective=st.sampled_from(["coverage", "backup"]),
    capacity=st.sampled_from([None, 2.0]),
)
def test_more_nodes_never_cover_fewer_and_order_never_matters(eco, objective, capacity):
    plans = [wg.plan.sites(eco, k, need="x", objective=objective, capacity=capacity) for k in (1, 2)]
    values = [plan.objective for plan in plans]
    assert values == sorted(values)
    shuffled = eco.replace(demand=eco.demand[::-1].reset_index(drop=True), travel=eco.travel[::-1])
    again = wg.plan.sites(shuffled, 1, need="x", objective=objective, capacity=capacity)
    assert again.actions["area_id"].tolist() == plans[0].actions["area_id"].tolist()
    after = served(plans[1].apply(eco)).xs("x", level="need_id", drop_level=False)
    pd.testing.assert_series_equal(plans[1].effect["after"], after, check_names=False)
