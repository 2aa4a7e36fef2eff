"""Floors and weights: what the plan means its places for is stated beside what the fair rule gives."""

from __future__ import annotations

import pandas as pd
import pytest

import welfare_graph as wg
from welfare_graph.errors import SolverError


@pytest.fixture(scope="module")
def eco():
    """Two areas of ten people each before one node of eight places."""
    return wg.Ecosystem.from_tables(
        actors=pd.DataFrame({"actor_id": ["x"], "name": ["X"], "type": ["association"], "area_id": ["a"]}),
        ties=pd.DataFrame({"source": [], "target": [], "type": []}),
        areas=pd.DataFrame({"area_id": ["a", "b"], "name": ["A", "B"], "lat": 45.0, "lon": 7.0}),
        needs=pd.DataFrame({"need_id": ["n"], "name": ["N"], "unit": ["places"]}),
        demand=pd.DataFrame({"area_id": ["a", "b"], "need_id": "n", "quantity": 10.0}),
        services=pd.DataFrame(
            {"service_id": ["s"], "actor_id": ["x"], "need_id": ["n"], "area_id": ["a"], "capacity": [8.0]}
        ),
        costs=pd.DataFrame({"action": ["expand"], "fixed_eur": [0.0], "unit_eur": [1.0]}),
    )


def test_a_floor_of_one_area_is_kept_by_the_plan_s_own_shares(eco):
    plan = wg.plan.joint(eco, 1, floor={"a": 0.9})
    assert plan.effect["planned"].tolist() == [9, 0]
    assert plan.effect["after"].tolist() == [4.5, 4.5]
    assert plan.effect["planned"].sum() == plan.objective == plan.effect["after"].sum()


def test_weighted_people_add_up_to_the_objective(eco):
    plan = wg.plan.joint(eco, 2, weights={"a": 3.0})
    assert plan.effect["planned"].tolist() == [10, 0]
    assert plan.objective == 30


def test_a_plain_plan_has_no_shares_of_its_own(eco):
    assert "planned" not in wg.plan.joint(eco, 2).effect


def test_one_floor_for_all_is_kept_by_the_fair_rule_too(eco):
    plan = wg.plan.joint(eco, 4, floor=0.5)
    assert (plan.effect["after"] >= 5 - 1e-9).all()


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"planned": [4.0, 5.0]}, "below its floor"),
        ({"planned": [9.0, 0.0], "after": [1.0, 1.0]}, "more people than"),
        ({"planned": [9.0, 2.0]}, "weigh 11, not 9"),
    ],
)
def test_shares_that_do_not_hold_do_not_pass(eco, monkeypatch, change, message):
    from welfare_graph.plan import _joint

    honest = _joint.check_joint

    def tampered(plan, case, limits):
        for name, values in change.items():
            plan.effect[name] = values
        honest(plan, case, limits)

    monkeypatch.setattr(_joint, "check_joint", tampered)
    with pytest.raises(SolverError, match=message):
        wg.plan.joint(eco, 1, floor={"a": 0.9})


def test_nothing_is_printed(eco, capfd):
    wg.plan.joint(eco, 2)
    assert capfd.readouterr().out == ""
