"""What plans promise to those who ask for them."""

from __future__ import annotations

from functools import cache

import numpy as np
import pandas as pd
import pytest

import welfare_graph as wg
from welfare_graph.errors import InfeasiblePlanError, UnknownNameError

COLUMNS = list(wg.actions.COLUMNS)


@pytest.fixture(scope="module")
def eco():
    return wg.datasets.two_valleys()


@pytest.fixture(scope="module")
def joint(eco):
    """The joint plan of a budget, made once."""
    return cache(lambda budget: wg.plan.joint(eco, budget))


def served(eco, rules=None):
    return wg.gaps.allocate(eco, rules=rules).areas["served"]


def distant(pairs, **tables):
    """Municipalities tied by given trusts; people in `a`, free places with the last actor."""
    names = sorted({name for pair in pairs for name in pair[:2]} | {"a", "z"})
    base = {
        "actors": pd.DataFrame(
            {
                "actor_id": names,
                "name": names,
                "type": "municipality",
                "area_id": ["a", *["z"] * (len(names) - 1)],
            }
        ),
        "ties": pd.DataFrame(pairs, columns=["source", "target", "trust"]).assign(type="collaborates"),
        "areas": pd.DataFrame({"area_id": ["a", "z"], "name": ["A", "Z"], "lat": 45.0, "lon": 7.0}),
        "needs": pd.DataFrame({"need_id": ["n"], "name": ["N"], "unit": ["places"]}),
        "demand": pd.DataFrame({"area_id": ["a"], "need_id": ["n"], "quantity": [5.0]}),
        "services": pd.DataFrame(
            {"service_id": ["s"], "actor_id": ["z"], "need_id": ["n"], "area_id": ["z"], "capacity": [9.0]}
        ),
    }
    return wg.Ecosystem.from_tables(**{**base, **tables})


@pytest.mark.parametrize("objective", ["coverage", "all", "median", "center", "backup"])
@pytest.mark.parametrize("capacity", [None, 40.0])
def test_sites_hold_what_they_state(eco, objective, capacity):
    plan = wg.plan.sites(eco, 2, need="childcare", objective=objective, capacity=capacity)
    assert plan.actions.columns[:10].tolist() == COLUMNS
    assert (plan.actions["action"] == "open").all()
    assert plan.status == "optimal"
    assert plan.gap == 0
    after = served(plan.apply(eco)).xs("childcare", level="need_id", drop_level=False)
    pd.testing.assert_series_equal(after, plan.effect["after"], check_names=False)


def test_coverage_counts_people_and_keeps_what_stands(eco):
    plan = wg.plan.sites(eco, 1, need="childcare")
    assert plan.actions["area_id"].tolist() == ["001004"]
    assert plan.objective == 43
    alone = wg.plan.sites(eco, 1, need="childcare", keep_existing=False)
    assert alone.objective == 39
    assert set(alone.parameters["closed"]) == {"nido", "micronido"}
    assert set(alone.apply(eco).services.index) & {"nido", "micronido"} == set()


def test_fixed_and_forbidden_areas_are_kept(eco):
    plan = wg.plan.sites(eco, 2, need="childcare", fixed=["001001"], forbidden=["001004"])
    areas = set(plan.actions["area_id"])
    assert "001001" in areas
    assert "001004" not in areas
    few = wg.plan.sites(eco, 1, need="childcare", candidates=["001001", "001002"])
    assert set(few.actions["area_id"]) <= {"001001", "001002"}


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"k": 9}, "more than the 4 candidates"),
        ({"k": 0}, "whole number of nodes"),
        ({"k": None}, "needs k"),
        ({"k": 1, "fixed": ["001001", "001002"]}, "less than the 2 fixed"),
        ({"k": 1, "fixed": ["001001"], "forbidden": ["001001"]}, "both fixed and forbidden"),
        ({"k": 1, "fixed": ["001001"], "candidates": ["001002"]}, "not among the candidates"),
        ({"k": 1, "candidates": ["001002"], "forbidden": ["001002"]}, "No candidate is left"),
        ({"k": 1, "capacity": 0.0}, "capacity must be"),
        ({"k": 1, "capacity": np.inf}, "capacity must be"),
    ],
)
def test_a_wrong_question_about_sites_is_refused(eco, options, message):
    with pytest.raises(ValueError, match=message):
        wg.plan.sites(eco, options.pop("k"), need="childcare", **options)


def test_unknown_names_are_answered_with_the_nearest(eco):
    with pytest.raises(UnknownNameError, match="Did you mean 'childcare'"):
        wg.plan.sites(eco, 1, need="childcar")
    with pytest.raises(UnknownNameError, match="Did you mean 'coverage'"):
        wg.plan.sites(eco, 1, need="childcare", objective="covrage")
    with pytest.raises(UnknownNameError, match="There is no area"):
        wg.plan.sites(eco, 1, need="childcare", candidates=["001009"])


def test_nobody_has_the_need(eco):
    none = eco.replace(demand=eco.demand[eco.demand["need_id"] != "childcare"].reset_index(drop=True))
    with pytest.raises(ValueError, match="Nobody has the need 'childcare'"):
        wg.plan.sites(none, 1, need="childcare")
    zero = eco.replace(demand=eco.demand.assign(quantity=0.0, low=0.0, high=0.0))
    with pytest.raises(ValueError, match="Nobody has any need"):
        wg.plan.joint(zero, 1000)


def test_who_cannot_be_reached_is_named(eco):
    with pytest.raises(InfeasiblePlanError, match=r"Nobody in 001004 .* 'childcare' .*minutes") as caught:
        wg.plan.sites(
            eco, need="childcare", objective="all", candidates=["001002"], rules=wg.Rules(minutes=15)
        )
    assert caught.value.blocking.to_numpy().tolist() == [["childcare", "001004", "minutes"]]
    with pytest.raises(InfeasiblePlanError, match="capacity"):
        wg.plan.sites(eco, 1, need="home_care", objective="all", capacity=1.0, keep_existing=False)


def test_the_joint_plan_keeps_its_budget_and_its_word(eco, joint):
    gained, before = [], served(eco)
    for budget in (0, 40_000, 100_000):
        plan = joint(budget)
        assert plan.budget_used <= budget
        after = served(plan.apply(eco))
        assert plan.objective == pytest.approx(after.sum())
        pd.testing.assert_series_equal(after - before, plan.effect["gained"], check_names=False)
        assert len(plan.actions) == 0 or budget > 0
        gained.append(plan.gained)
    assert gained == sorted(gained)
    assert gained[0] == 0


def test_budget_0_is_the_empty_plan_even_where_actions_are_free(eco):
    free = eco.replace(costs=eco.costs.assign(fixed_eur=0.0, unit_eur=0.0))
    assert len(wg.plan.joint(free, 0).actions) == 0
    assert wg.plan.joint(free, 1).gained > 0


def test_a_negative_budget_is_refused(eco):
    with pytest.raises(ValueError, match="budget must be 0 EUR or more"):
        wg.plan.joint(eco, -1)
    with pytest.raises(ValueError, match="budget must be 0 EUR or more"):
        wg.plan.joint(eco, float("nan"))
    with pytest.raises(ValueError, match="0 EUR or more, not '40,000'"):
        wg.plan.joint(eco, "40,000")


def test_without_any_cost_the_lines_to_add_are_shown(eco):
    bare = eco.replace(costs=None)
    with pytest.raises(ValueError, match="open,childcare,,60000,9000"):
        wg.plan.joint(bare, 1000)
    given = wg.plan.joint(bare, 40_000, costs={"open": (20_000, 5000.0), "expand": 7000.0})
    assert given.gained > 0


def test_the_table_of_costs_comes_before_the_argument(eco, joint):
    plan = wg.plan.joint(eco, 40_000, costs={"open": 1.0, "expand": 1.0})
    assert plan.objective == joint(40_000).objective


def test_a_floor_that_cannot_be_kept_names_who_blocks(eco):
    with pytest.raises(InfeasiblePlanError, match="budget") as caught:
        wg.plan.joint(eco, 100, floor=1.0)
    assert list(caught.value.blocking.columns) == ["need_id", "area_id", "rule"]
    plan = wg.plan.joint(eco, 60_000, floor={"001004": 0.5})
    share = plan.effect.loc["001004", "after"] / plan.effect.loc["001004", "demand"]
    assert (share >= 0.5 - 1e-9).all()
    with pytest.raises(ValueError, match="share of the demand"):
        wg.plan.joint(eco, 100, floor=2.0)
    with pytest.raises(ValueError, match="no area or need"):
        wg.plan.joint(eco, 100, floor={"nowhere": 0.2})


def test_weights_move_the_plan(eco):
    plan = wg.plan.joint(eco, 20_000, weights={"childcare": 10.0})
    assert set(plan.actions["need_id"]) == {"childcare"}


def test_what_is_excluded_is_left_alone(eco):
    plan = wg.plan.joint(eco, 60_000, excluded=["001003", "micronido", "nido"])
    assert "001003" not in set(plan.actions.loc[plan.actions["action"] == "open", "area_id"])
    assert not {"micronido", "nido"} & set(plan.actions["service_id"])


def test_two_ties_that_help_only_together_are_found():
    pairs = [("a", "z", 0.1), ("b", "c", 0.95)]
    eco = distant(pairs)
    rules = wg.Rules(min_trust=0.5, tie_trust=0.8)
    assert wg.plan.ties(eco, 1, rules=rules).gained == 0
    plan = wg.plan.ties(eco, 2, rules=rules)
    assert plan.gained == 5
    assert plan.status == "optimal"
    assert len(plan.actions) == 2
    assert (plan.actions["people"] == 5).all()
    costs = {"tie": 100.0}
    assert wg.plan.joint(eco, 199, rules=rules, costs=costs).gained == 0
    both = wg.plan.joint(eco, 200, rules=rules, costs=costs)
    assert both.gained == 5
    assert wg.plan.joint(eco, 200, rules=rules, costs=costs, tie_limit=0).gained == 0
    assert served(both.apply(eco), rules).sum() == 5


def test_ties_need_a_rule_that_asks_for_them(eco):
    with pytest.raises(ValueError, match="trust or steps"):
        wg.plan.ties(eco, 1)
    with pytest.raises(ValueError, match="whole number of ties"):
        wg.plan.ties(eco, -1, rules=wg.Rules(max_steps=1))


def test_alternatives_differ_are_nearly_as_good_and_share_a_core(eco, joint):
    plan = joint(100_000)
    plans = wg.plan.alternatives(eco, plan, k=3, within=0.05)
    assert plans[0].objective == plan.objective
    assert len(plans) > 1
    for one in plans:
        assert one.objective >= 0.95 * plan.objective - 1e-6
        assert one.budget_used <= 100_000
        assert one.objective == pytest.approx(served(one.apply(eco)).sum())
        assert len(one.core) <= len(one.actions)
    sets = [frozenset(map(str, one.actions[["action", "need_id", "area_id"]].to_numpy())) for one in plans]
    assert len(set(sets)) == len(sets)
    with pytest.raises(ValueError, match="whole number of plans"):
        wg.plan.alternatives(eco, plan, k=0)
    with pytest.raises(ValueError, match="within must be"):
        wg.plan.alternatives(eco, plan, within=-1.0)


@pytest.mark.parametrize("objective", ["coverage", "all", "median", "center", "backup"])
@pytest.mark.parametrize("capacity", [None, 100.0])
def test_alternative_sites_keep_the_share(eco, objective, capacity):
    plan = wg.plan.sites(
        eco, 2, need="home_care", objective=objective, capacity=capacity, keep_existing=False
    )
    for other in wg.plan.alternatives(eco, plan, k=3, within=0.3)[1:]:
        assert set(other.actions["area_id"]) != set(plan.actions["area_id"])
        worse = other.objective / plan.objective
        assert worse <= 1.3 + 1e-6 if objective in {"all", "median", "center"} else worse >= 0.7 - 1e-6


def test_time_runs_out_without_an_error():
    eco = wg.datasets.synthetic(areas=120, actors=300, ties=600, needs=1, seed=3)
    plan = wg.plan.sites(eco, 8, need="need_001", keep_existing=False, time_limit=0)
    assert len(plan.actions) == 8
    assert plan.bound >= plan.objective
    assert plan.status in {"optimal", "gap_reached", "time_limit"}


def test_hosts_are_ranked_by_trust(eco):
    rules = wg.Rules(min_trust=0.3, max_steps=2)
    plan = wg.plan.sites(eco, 1, need="home_care", rules=rules)
    assert plan.hosts.columns.tolist() == [
        "area_id", "need_id", "host_id", "rank", "trust", "steps", "minutes",
    ]  # fmt: skip
    for _, group in plan.hosts.groupby("area_id"):
        assert group["trust"].is_monotonic_decreasing
    assert plan.actions["host_id"].notna().all()


@pytest.mark.parametrize("rules", [wg.Rules(), wg.Rules(min_trust=0.3, max_steps=2)])
def test_each_node_has_its_hosts_and_no_other_place_has(eco, rules):
    nodes = wg.plan.sites(eco, 2, need="home_care", rules=rules)
    both = wg.plan.joint(eco, 60_000, rules=rules, excluded=eco.commitments["commitment_id"])
    for plan in (nodes, both):
        opened = plan.actions[plan.actions["action"] == "open"]
        first = plan.hosts[plan.hosts["rank"] == 1].set_index(["need_id", "area_id"])["host_id"]
        asked = opened.dropna(subset="host_id").set_index(["need_id", "area_id"])["host_id"]
        assert set(plan.hosts["area_id"]) == set(asked.index.get_level_values("area_id"))
        assert len(asked)
        if plan is nodes:
            assert asked.to_dict() == first.to_dict()
        assert set(asked) <= set(plan.hosts["host_id"])


def test_equity_of_a_plan(joint):
    plan = joint(100_000)
    assert plan.equity.index.tolist() == ["gini", "palma", "worst_share", "worst_area"]
    assert plan.equity.loc["gini", "after"] <= plan.equity.loc["gini", "before"]


def test_a_plan_shows_itself_in_words(joint):
    plan = joint(40_000)
    page = plan._repr_html_()
    assert "more people served" in page
    assert "<script" not in page
    assert repr(plan).startswith("<Plan joint: ")
    assert "No action" in joint(0)._repr_html_()


def test_hostile_names_are_escaped(eco):
    areas = eco.areas.assign(name="<script>alert(1)</script>")
    page = wg.plan.sites(eco.replace(areas=areas), 1, need="childcare")._repr_html_()
    assert "<script" not in page
