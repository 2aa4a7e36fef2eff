"""What can be served, the proof, the cause; what bad input gives."""

import numpy as np
import pandas as pd
import pytest
from tests.gaps_territories import territory
from tests.unit.gaps.test_rules_of_reach import DEMAND, MINUTES, service

import welfare_graph as wg


def test_the_fair_rule_shares_the_shortage_and_the_near_rule_does_not():
    eco = territory(DEMAND, [service(capacity=5.0)], MINUTES)
    fair = wg.gaps.allocate(eco).areas["served"].droplevel("need_id")
    assert fair.to_dict() == pytest.approx({"a": 4 / 3, "b": 2.0, "c": 5 / 3})
    near = wg.gaps.allocate(eco, rule="near").areas["served"].droplevel("need_id")
    assert near.to_dict() == pytest.approx({"a": 0.0, "b": 5.0, "c": 0.0})


def test_people_are_quantity_times_people_per_unit():
    needs = pd.DataFrame(
        {"need_id": ["care"], "name": ["Care"], "unit": ["workers"], "people_per_unit": [5000.0]}
    )
    eco = territory({("a", "care"): 0.3}, [service(area="a", capacity=0.2)], {}, needs=needs)
    assert wg.gaps.allocate(eco).areas.iloc[0][["demand", "served"]].tolist() == [1500.0, 1000.0]


def test_an_unreached_valley_keeps_its_row_and_its_people():
    eco = territory(DEMAND, [service(area="a")], {("b", "a"): 10})
    found = wg.gaps.allocate(eco)
    assert found.areas.loc[("c", "care"), ["served", "unmet"]].tolist() == [0.0, 5.0]
    assert found.totals.loc["care", "demand"] == 15.0
    access = wg.gaps.access(eco)
    assert access.loc[("c", "care"), ["access", "reached"]].tolist() == [0.0, False]
    assert access.loc[("c", "care"), "unit"] == "persons / persons"
    raam = wg.gaps.access(eco, method="raam").loc[("c", "care")]
    assert np.isnan(raam["access"])
    assert not raam["reached"]


def test_nobody_asking_keeps_its_row():
    eco = territory(DEMAND | {("a", "play"): 0.0}, [service()], MINUTES)
    assert wg.gaps.allocate(eco).areas.loc[("a", "play")].tolist() == [0.0] * 5
    assert wg.gaps.access(eco, need="play")["access"].tolist() == [0.0]
    assert "play" not in set(wg.gaps.explain(eco).causes["need_id"])


def test_a_need_that_nobody_demands_has_a_total_of_nothing():
    eco = territory(DEMAND, [service(), service("t") | {"need_id": "play"}], MINUTES)
    found = wg.gaps.allocate(eco)
    assert found.totals.loc["play", "demand"] == 0
    assert "play" not in found.areas.index.get_level_values("need_id")


def test_no_services_at_all():
    eco = territory(DEMAND, [service()], MINUTES).replace(services=None)
    assert wg.gaps.allocate(eco).totals.loc["care", "unmet"] == 15.0
    proof = wg.gaps.explain(eco)
    assert set(proof.causes["cause"]) == {"absent"}
    assert proof.certificates["capacity"].tolist() == [0.0, 0.0]
    assert len(proof.certificate_services) == 0
    assert len(wg.gaps.reach(eco)) == 0
    assert wg.gaps.access(eco)["access"].tolist() == [0.0, 0.0, 0.0]
    ledger = wg.gaps.find(eco)
    assert set(ledger.loc[ledger["need_id"] == "care", "kind"]) == {"absent"}
    assert ledger["evidence"].str.contains("nobody in the territory offers").any()


def test_all_capacities_unknown_is_an_interval():
    eco = territory(DEMAND, [service(capacity=None)], MINUTES)
    found = wg.gaps.allocate(eco)
    assert found.areas["unmet"].sum() == 0
    assert found.areas[["unmet_low", "unmet_high"]].sum().tolist() == [0.0, 15.0]
    assert found.services.loc["s", "capacity"] == np.inf
    strict = wg.gaps.explain(eco, rules=wg.Rules(unknown_capacity="zero"))
    assert set(strict.causes["cause"]) == {"unknown_capacity"}
    assert wg.gaps.access(eco)["access"].isna().all()
    some = wg.gaps.allocate(eco, rules=wg.Rules(unknown_capacity=6.0))
    assert some.totals.loc["care", "served"] == 6.0


def test_causes_follow_their_order():
    catchments = pd.DataFrame({"actor_id": ["s_actor"], "area_id": ["b"]})
    eco = territory(DEMAND, [service(capacity=2.0)], {("a", "b"): 10, ("c", "b"): 50}, catchments=catchments)
    causes = wg.gaps.explain(eco).causes.set_index("area_id")["cause"].to_dict()
    assert causes == {"a": "eligibility", "b": "full", "c": "far"}
    alone = wg.gaps.explain(eco.replace(catchments=None), rules=wg.Rules(min_trust=0.5)).causes
    assert alone.set_index("area_id")["cause"].to_dict() == {"a": "relational", "b": "relational", "c": "far"}


def test_sums_beyond_32_bits_and_fractions():
    big = {("a", "care"): 3e12 + 0.25, ("b", "care"): 5e11 + 0.5}
    eco = territory(
        big, [service(area="a", capacity=1e12 + 0.125), service("t", "b", 2e11 + 0.25)], {("a", "b"): 99}
    )
    served = wg.gaps.allocate(eco).areas["served"].droplevel("need_id")
    assert served["a"] == pytest.approx(1e12 + 0.125, rel=1e-12)
    assert served["b"] == pytest.approx(2e11 + 0.25, rel=1e-12)


def test_certificates_have_their_parts_and_html():
    eco = territory(DEMAND, [service(capacity=5.0), service("t", "c", 1.0)], {("a", "b"): 10})
    proof = wg.gaps.explain(eco)
    small = proof.parts[proof.parts["certificate_id"] == "care/smallest"]
    assert small[["areas", "services", "unmet"]].to_numpy().tolist() == [[2, 1, 5.0], [1, 1, 4.0]]
    assert "care/smallest" in proof._repr_html_()
    assert "Allocation" in wg.gaps.allocate(eco)._repr_html_()


def test_a_territory_without_demand_says_which_table_is_missing():
    eco = territory(DEMAND, [service()], MINUTES)
    for name in ("needs", "demand"):
        poor = eco.replace(**{name: None, "services": None, "demand": None})
        for function in ("allocate", "explain", "access", "find", "fragility", "overlap", "relational"):
            with pytest.raises(
                wg.errors.MissingTableError, match=rf"gaps\.{function} needs the table {name}"
            ):
                getattr(wg.gaps, function)(poor)
    assert len(wg.gaps.reach(eco.replace(demand=None))) == 3


@pytest.mark.parametrize("minutes", [{}, {("a", "b"): 10}, MINUTES])
def test_a_pair_that_the_travel_table_misses_is_out_of_reach(minutes):
    eco = territory(DEMAND, [service(capacity=99.0)], {("c", "a"): 1} | minutes)
    served = wg.gaps.allocate(eco).areas["served"].droplevel("need_id").to_dict()
    assert served == {area: DEMAND[area, "care"] * ((area, "b") in minutes or area == "b") for area in "abc"}


@pytest.mark.parametrize(("table", "column"), [("services", "capacity"), ("travel", "minutes")])
@pytest.mark.parametrize("value", [-1.0, np.inf])
def test_numbers_that_cannot_be_are_named_with_their_table_and_row(table, column, value):
    eco = territory(DEMAND, [service()], MINUTES)
    rows = getattr(eco, table)
    with pytest.raises(wg.errors.ValidationError, match=rf"{table}, row 2, {column}"):
        eco.replace(**{table: rows.assign(**{column: [value, *rows[column][1:]]})})


def test_a_need_that_the_territory_does_not_know_is_refused_where_it_stands():
    eco = territory(DEMAND, [service()], MINUTES)
    cure = pd.DataFrame({"area_id": ["a"], "need_id": ["cure"], "quantity": [1.0]})
    with pytest.raises(wg.errors.ValidationError, match="'cure' is not in the table needs"):
        eco.replace(demand=cure)


def test_unknown_words_are_refused_with_a_suggestion():
    eco = territory(DEMAND, [service()], MINUTES)
    with pytest.raises(wg.errors.UnknownNameError, match="care"):
        wg.gaps.access(eco, need="car")
    for call in (
        lambda: wg.gaps.allocate(eco, rule="fare"),
        lambda: wg.gaps.access(eco, method="2sfc"),
        lambda: wg.gaps.access(eco, decay="stepp"),
        lambda: wg.gaps.fragility(eco, of="actors"),
        lambda: wg.gaps.find(eco, lang="fr"),
    ):
        with pytest.raises(wg.errors.UnknownNameError, match="There is no"):
            call()
    with pytest.raises(ValueError, match="weights of 0 or more"):
        wg.gaps.access(eco, decay={10: -1.0})
    with pytest.raises(ValueError, match="share must be above 0"):
        wg.gaps.missing_types(eco, share=0)
    with pytest.raises(wg.errors.MissingTableError, match="along roads"):
        wg.gaps.fragility(eco, of="road")


@pytest.mark.parametrize("quantity", [-1.0, np.inf])
def test_negative_and_infinite_numbers_never_get_in(quantity):
    with pytest.raises(wg.errors.ValidationError, match="error"):
        territory({("a", "care"): quantity}, [service()], {})


def test_row_order_changes_nothing():
    eco = wg.datasets.two_valleys()
    turned = eco.replace(
        **{name: getattr(eco, name).iloc[::-1] for name in ("areas", "demand", "services", "ties", "needs")}
    )
    pd.testing.assert_frame_equal(wg.gaps.find(eco), wg.gaps.find(turned))
    pd.testing.assert_frame_equal(wg.gaps.allocate(eco).flows, wg.gaps.allocate(turned).flows)


def test_an_area_that_asks_nothing_and_reaches_an_unlimited_service_proves_nothing():
    demand = {("a", "care"): 0.0, ("b", "care"): 3.0, ("c", "care"): 0.0}
    eco = territory(demand, [service(capacity=None, area="a")], {("a", "c"): 99})
    proof = wg.gaps.explain(eco)
    inside = proof.certificate_areas.groupby("certificate_id")["area_id"].agg(list).to_dict()
    assert inside == {"care/smallest": ["b"], "care/largest": ["b", "c"]}


def test_one_person_is_routed_beside_billions():
    demand = {("a", "care"): 3e9 + 0.5, ("b", "care"): 1.5, ("c", "care"): 2e9}
    near = {("a", "c"): 5, ("b", "a"): 7, ("b", "c"): 6, ("c", "a"): 9}
    eco = territory(demand, [service("s", "a", 2e9), service("t", "c", 2e9 + 0.25)], near)
    found = wg.gaps.allocate(eco)
    flows = found.flows.groupby("area_id")["people"].sum()
    served = found.areas["served"].droplevel("need_id")
    assert flows.to_dict() == pytest.approx(served.to_dict(), rel=1e-6)
    assert served["b"] == pytest.approx(1.5 * (4e9 + 0.25) / (5e9 + 2), rel=1e-9)


@pytest.mark.parametrize(("longest", "limit"), [(30.0, 30.0), (np.nan, 60.0)])
@pytest.mark.parametrize(("decay", "power"), [("gaussian", 2), ("exponential", 1)])
def test_a_smooth_decay_falls_to_a_hundredth_at_the_limit_or_at_an_hour(longest, limit, decay, power):
    needs = pd.DataFrame(
        {"need_id": ["care"], "name": ["Care"], "unit": ["persons"], "max_minutes": [longest]}
    )
    eco = territory(DEMAND, [service(capacity=8.0)], MINUTES, needs=needs)
    found = wg.gaps.access(eco, method="2sfca", decay=decay)["access"].droplevel("need_id")
    weight = {area: 0.01 ** ((time / limit) ** power) for area, time in {"a": 10, "b": 0, "c": 20}.items()}
    each = 8.0 / (4 * weight["a"] + 6 * weight["b"] + 5 * weight["c"])
    assert found.to_dict() == pytest.approx({area: each * weight[area] for area in "abc"})


def test_two_steps_with_the_steps_by_name_are_the_enhanced_two_steps():
    eco = territory(DEMAND, [service(capacity=8.0)], MINUTES)
    steps = wg.gaps.access(eco, method="2sfca", decay="step")["access"]
    assert steps.tolist() == pytest.approx([8 / 13.4, 8 / 13.4, 8 * 0.68 / 13.4])
    pd.testing.assert_series_equal(steps, wg.gaps.access(eco, method="e2sfca")["access"])
