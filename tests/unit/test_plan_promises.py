"""What a pact's signatories promised is fixed in a joint plan, at no cost to its budget."""

from __future__ import annotations

import pandas as pd
import pytest

import welfare_graph as wg

RULES = wg.Rules(min_trust=0.5, tie_trust=0.8)


def territory(*commitments):
    """People in `a`, gateway `a`; five free places with `z`, two with `y`; nothing leads there."""
    names = ["a", "y", "z"]
    rows = {"commitments": pd.DataFrame(commitments).assign(initiative_id="pact")} if commitments else {}
    return wg.Ecosystem.from_tables(
        actors=pd.DataFrame(
            {"actor_id": names, "name": names, "type": "municipality", "area_id": ["a", "b", "b"]}
        ),
        ties=pd.DataFrame({"source": ["y"], "target": ["z"], "type": ["collaborates"], "trust": [0.9]}),
        areas=pd.DataFrame({"area_id": ["a", "b"], "name": ["A", "B"], "lat": 45.0, "lon": 7.0}),
        needs=pd.DataFrame({"need_id": ["n"], "name": ["N"], "unit": ["places"]}),
        demand=pd.DataFrame({"area_id": ["a"], "need_id": ["n"], "quantity": [9.0]}),
        services=pd.DataFrame(
            [
                {"service_id": "s", "actor_id": "z", "need_id": "n", "area_id": "b", "capacity": 5.0},
                {"service_id": "t", "actor_id": "y", "need_id": "n", "area_id": "b", "capacity": 2.0},
            ]
        ),
        costs=pd.DataFrame({"action": ["expand", "tie"], "fixed_eur": [0.0, 10.0], "unit_eur": [10.0, None]}),
        initiatives=pd.DataFrame({"initiative_id": ["pact"], "name": ["P"], "type": ["pact"]}),
        **rows,
    )  # fmt: skip


OPEN = {
    "commitment_id": "c1", "actor_id": "a", "action": "open", "need_id": "n", "area_id": "a",
    "quantity": 1.0, "cost_eur": 500.0, "status": "signed",
}  # fmt: skip
EXPAND = {
    "commitment_id": "c2", "actor_id": "z", "action": "expand", "service_id": "s", "quantity": 2.0,
    "status": "active",
}  # fmt: skip
TIE = {"commitment_id": "c3", "actor_id": "a", "action": "tie", "partner_id": "y", "status": "signed"}


def served(eco, rules=None):
    return float(wg.gaps.allocate(eco, rules=rules).areas["served"].sum())


def test_what_is_signed_comes_first_and_costs_the_budget_nothing():
    eco = territory(OPEN, EXPAND)
    plan = wg.plan.joint(eco, 10)
    assert plan.actions["commitment_id"].tolist()[:2] == ["c1", "c2"]
    assert plan.actions["cost_eur"].sum() == plan.budget_used <= 10
    assert plan.actions["promised_eur"].tolist()[0] == 500
    assert plan.objective == served(plan.apply(eco)) == 9
    assert plan.gained == 2
    assert plan.actions.loc[0, ["service_id", "host_id"]].tolist() == ["n_a", "a"]


def test_budget_0_is_the_empty_plan_and_a_budget_without_costs_is_an_error_all_the_same():
    eco = territory(EXPAND)
    assert len(wg.plan.joint(eco, 0).actions) == 0
    with pytest.raises(ValueError, match="No action has a cost"):
        wg.plan.joint(eco.replace(costs=None), 1)


def test_a_promised_tie_opens_the_way_and_takes_its_place_among_the_ties_of_an_actor():
    eco = territory(TIE)
    plan = wg.plan.joint(eco, 10, rules=RULES, tie_limit=1)
    ties = plan.actions[plan.actions["action"] == "tie"]
    assert ties[["source", "target", "commitment_id"]].to_numpy().tolist() == [["a", "y", "c3"]]
    assert plan.objective == served(plan.apply(eco), RULES) == 8
    more = wg.plan.joint(territory(), 10, rules=RULES, tie_limit=1)
    assert more.objective == 7
    assert "commitment_id" not in more.actions


def test_promises_beyond_the_tie_limit_stand_and_leave_room_for_no_other():
    eco = territory(TIE, {**TIE, "commitment_id": "c4", "partner_id": "z"})
    plan = wg.plan.joint(eco, 100, rules=RULES, tie_limit=1)
    assert (plan.actions["action"] == "tie").sum() == 2
    assert set(plan.actions.loc[plan.actions["action"] == "tie", "commitment_id"]) == {"c3", "c4"}


@pytest.mark.parametrize("status", ["proposed", "done", "withdrawn"])
def test_only_signed_and_active_ones_are_fixed(status):
    eco = territory({**OPEN, "status": status})
    assert "commitment_id" not in wg.plan.joint(eco, 5).actions


@pytest.mark.parametrize("left_out", ["c1", "a"])
def test_what_is_excluded_is_not_kept(left_out):
    assert "commitment_id" not in wg.plan.joint(territory(OPEN), 5, excluded=[left_out]).actions


def test_a_tie_that_is_there_is_not_made_again():
    eco = territory({**TIE, "actor_id": "z", "partner_id": "y"})
    assert not len(wg.plan.joint(eco, 5).actions)


@pytest.mark.parametrize(
    ("row", "missing"),
    [
        ({**OPEN, "area_id": None}, "area_id"),
        ({**EXPAND, "service_id": None}, "service_id"),
        ({**EXPAND, "quantity": None}, "quantity"),
        ({**TIE, "partner_id": None}, "partner_id"),
    ],
)
def test_a_promise_that_does_not_say_what_is_named(row, missing):
    with pytest.raises(ValueError, match=f"commitment '{row['commitment_id']}'.* does not state {missing}"):
        wg.plan.joint(territory(row, {**EXPAND, "commitment_id": "other"}), 5)


def test_alternatives_keep_what_is_promised():
    eco = territory(EXPAND)
    plans = wg.plan.alternatives(eco, wg.plan.joint(eco, 20), k=3, within=0.5)
    assert all("c2" in set(plan.actions["commitment_id"]) for plan in plans)
    assert "c2" in set(plans[0].core["commitment_id"])


def test_the_given_id_of_a_promised_service_is_kept_where_it_is_free():
    waiting = territory()
    planned = waiting.services.assign(status=["active", "planned"])
    eco = waiting.replace(services=planned, commitments=pd.DataFrame([{**OPEN, "initiative_id": "pact"}]))
    twice = eco.replace(
        commitments=pd.DataFrame([OPEN, {**OPEN, "commitment_id": "c9"}]).assign(initiative_id="pact")
    )
    rows = wg.plan.joint(twice, 5).actions
    assert rows["service_id"].tolist()[:2] == ["n_a", "n_a_2"]
