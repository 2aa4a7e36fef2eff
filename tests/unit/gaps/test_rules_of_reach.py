"""Who is reached: time, mode, place, catchment, status, relation."""

import functools
import inspect

import numpy as np
import pandas as pd
import pytest
from tests.gaps_territories import territory

import welfare_graph as wg
from welfare_graph.errors import UnknownNameError, WrongTypeError

MINUTES = {("a", "b"): 10, ("b", "a"): 25, ("b", "c"): 20, ("c", "b"): 20}
DEMAND = {("a", "care"): 4.0, ("b", "care"): 6.0, ("c", "care"): 5.0}


def service(name="s", area="b", capacity=8.0, **more):
    row = {"service_id": name, "actor_id": f"{name}_actor", "need_id": "care", "area_id": area}
    return row | {"capacity": capacity} | more


def reached(eco, **rules):
    table = wg.gaps.reach(eco, rules=wg.Rules(**rules))
    return set(zip(table["area_id"], table["service_id"], strict=True))


def test_time_runs_from_the_area_to_the_service():
    eco = territory(DEMAND, [service()], MINUTES)
    assert reached(eco, minutes=15) == {("a", "s"), ("b", "s")}
    assert reached(eco.replace(services=pd.DataFrame([service(area="a")])), minutes=24) == {("a", "s")}


def test_the_rules_win_over_the_service_and_the_service_over_the_need():
    eco = territory(DEMAND, [service(max_minutes=12.0)], MINUTES)
    assert reached(eco) == {("a", "s"), ("b", "s")}
    assert reached(eco, minutes=5) == {("b", "s")}
    assert reached(territory(DEMAND, [service()], MINUTES)) == {("a", "s"), ("b", "s"), ("c", "s")}


def test_a_remote_service_knows_no_time_but_keeps_its_catchment():
    eco = territory(DEMAND, [service(mode="remote")], {})
    assert reached(eco, minutes=0) == {("a", "s"), ("b", "s"), ("c", "s")}
    bound = eco.replace(catchments=pd.DataFrame({"actor_id": ["s_actor"], "area_id": ["c"]}))
    assert reached(bound, minutes=0) == {("c", "s")}


def test_a_pair_that_the_travel_table_misses_is_out_of_reach():
    eco = territory(DEMAND, [service()], {("a", "b"): 10})
    assert reached(eco, minutes=1e9) == {("a", "s"), ("b", "s")}


def test_planned_and_ended_services_do_not_count():
    for status in ("planned", "proposed", "withdrawn", "ended"):
        eco = territory(DEMAND, [service(status=status)], MINUTES)
        assert reached(eco) == set()
        assert wg.gaps.allocate(eco).totals.loc["care", "served"] == 0
    assert reached(territory(DEMAND, [service(status="planned")], MINUTES).include_planned())


def test_coordinates_stand_in_the_nearest_area_and_else_the_actor_seat_counts():
    eco = territory(DEMAND, [service(area=None, lat=45.21, lon=7.0)], MINUTES)
    places = eco.areas.assign(lat=[45.0, 45.1, 45.2])
    assert reached(eco.replace(areas=places), minutes=0) == {("c", "s")}
    eco = territory(DEMAND, [service(area=None)], MINUTES)
    assert reached(eco) == set()
    seated = eco.actors.assign(area_id="b")
    assert reached(eco.replace(actors=seated), minutes=0) == {("b", "s")}


def relations(trust=0.6, **tables):
    actors = pd.DataFrame(
        {
            "actor_id": ["door", "middle", "s_actor"],
            "name": ["Door", "Middle", "Provider"],
            "type": ["micro_community", "association", "firm"],
            "area_id": ["a", None, None],
        }
    )
    ties = pd.DataFrame(
        {
            "source": ["door", "middle", "door"],
            "target": ["middle", "s_actor", "s_actor"],
            "type": ["collaborates", "refers", "collaborates"],
            "trust": [0.9, 0.9, trust],
        }
    )
    return territory(DEMAND, [service()], MINUTES, actors=actors, ties=ties, **tables)


def test_trust_is_the_most_reliable_path_in_at_most_so_many_steps():
    table = wg.gaps.reach(relations(), rules=wg.Rules(min_trust=0.5))
    assert table[["area_id", "trust", "steps"]].to_numpy().tolist() == [["a", pytest.approx(0.81), 2.0]]
    table = wg.gaps.reach(relations(), rules=wg.Rules(min_trust=0.5, max_steps=1))
    assert table[["trust", "steps"]].to_numpy().tolist() == [[0.6, 1.0]]
    assert reached(relations(), min_trust=0.82) == set()
    assert reached(relations(), min_trust=0.81) == {("a", "s")}


def test_a_gateway_passes_its_own_trust_on_and_a_provider_that_is_one_has_all():
    doors = pd.DataFrame({"area_id": ["a", "c"], "actor_id": ["door", "s_actor"], "trust": [0.5, None]})
    table = wg.gaps.reach(relations(gateways=doors), rules=wg.Rules(min_trust=0.1)).set_index("area_id")
    assert table.loc["a", "trust"] == pytest.approx(0.405)
    assert table.loc["c", ["trust", "steps"]].tolist() == [1.0, 0.0]


def test_asking_for_no_trust_changes_nothing():
    assert reached(relations(), min_trust=0) == reached(relations())
    assert reached(relations(), max_steps=0) == set()


def test_unknown_trust_is_the_default_and_the_people_on_it_are_counted():
    eco = relations()
    eco = eco.replace(ties=eco.ties.assign(trust=np.nan))
    found = wg.gaps.relational(eco, rules=wg.Rules(min_trust=0.5, default_trust=0.5))
    assert found.areas.loc[("a", "care"), ["both", "assumed"]].tolist() == [4.0, 4.0]
    assert found.paths["path"].tolist() == ["door > s_actor"]
    known = wg.gaps.relational(relations(), rules=wg.Rules(min_trust=0.5))
    assert known.areas["assumed"].sum() == 0
    assert known.paths["path"].tolist() == ["door > middle > s_actor"]
    assert "door" in known._repr_html_()


def test_gateways_fall_back_from_micro_communities_to_the_municipality_to_all():
    eco = relations()
    for kinds, doors in (
        (["micro_community", "municipality", "firm"], {"door"}),
        (["association", "municipality", "firm"], {"middle"}),
        (["association", "association", "firm"], {"door", "middle"}),
    ):
        actors = eco.actors.assign(type=kinds, area_id=["a", "a", None])
        found = wg.gaps.relational(eco.replace(actors=actors), rules=wg.Rules(max_steps=3)).paths
        assert set(found["path"].str.split(" > ").str[0]) <= doors


def every_call(eco):
    """Every function of gaps and plan that takes rules, with what else it asks for."""
    gaps = filter(inspect.isfunction, (getattr(wg.gaps, name) for name in wg.gaps.__all__))
    plans = [
        functools.partial(wg.plan.sites, k=1, need="childcare"),
        functools.partial(wg.plan.ties, k=1),
        functools.partial(wg.plan.joint, budget=10),
        functools.partial(wg.plan.frontier, budgets=[10]),
    ]
    takers = [call for call in gaps if "rules" in inspect.signature(call).parameters]
    assert len(takers) == 8
    return [functools.partial(call, eco) for call in takers + plans]


@pytest.mark.parametrize(
    ("given", "told"),
    [
        (
            {"minutes": 30, "min_trust": 0.3},
            r"not dict\. Type rules=wg\.Rules\(minutes=30, min_trust=0\.3\)",
        ),
        ({}, r"not dict\. Type rules=wg\.Rules\(\)\."),
        (30, r"not int\. Type rules=wg\.Rules\(minutes=30\)\."),
        (wg.Rules, r"not the class Rules\. Type rules="),
    ],
)
def test_what_are_no_rules_is_refused_everywhere(given, told):
    for call in every_call(wg.datasets.two_valleys()):
        with pytest.raises(WrongTypeError, match=told):
            call(rules=given)


def test_a_rule_that_does_not_exist_is_named():
    with pytest.raises(UnknownNameError, match=r"no rule 'minuts'\. Did you mean 'minutes'\?"):
        wg.gaps.find(wg.datasets.two_valleys(), rules={"minuts": 30})
