"""Actions applied to a territory."""

from __future__ import annotations

import pandas as pd
import pytest

import welfare_graph as wg
from welfare_graph.errors import UnknownNameError


@pytest.fixture(scope="module")
def eco():
    return wg.datasets.two_valleys()


def rows(**columns):
    return pd.DataFrame({name: [value] for name, value in columns.items()})


def test_a_node_opens_with_its_host(eco):
    after = wg.actions.apply(
        eco, rows(action="open", need_id="childcare", area_id="001004", host_id="costa", quantity=4.0)
    )
    new = after.services.loc["childcare_001004"]
    assert new[["actor_id", "area_id", "capacity"]].tolist() == ["costa", "001004", 4.0]
    assert new["start"] == eco.reference_date
    assert len(after.actors) == len(eco.actors)


def test_a_node_without_host_brings_a_facility(eco):
    after = wg.actions.apply(eco, rows(action="open", need_id="childcare", area_id="001004"))
    assert after.actors.loc["childcare_001004", ["type", "area_id"]].tolist() == ["facility", "001004"]
    assert after.services.loc["childcare_001004", "actor_id"] == "childcare_001004"


def test_the_same_place_twice_gets_a_number(eco):
    one = rows(action="open", need_id="childcare", area_id="001004", service_id="childcare_001004")
    twice = wg.actions.apply(wg.actions.apply(eco, one), one)
    assert {"childcare_001004", "childcare_001004_2"} <= set(twice.services.index)


def test_places_are_added_and_unknown_ones_stay_unknown(eco):
    table = pd.concat(
        [
            rows(action="expand", service_id="nido", quantity=2.0),
            rows(action="expand", service_id="nido", quantity=3.0),
            rows(action="expand", service_id="infermieri", quantity=3.0),
        ]
    )
    after = wg.actions.apply(eco, table)
    assert after.services.loc["nido", "capacity"] == eco.services.loc["nido", "capacity"] + 5
    assert after.services["capacity"].isna()["infermieri"]


def test_a_tie_has_the_trust_of_the_rules(eco):
    table = rows(action="tie", source="costa", target="coop")
    after = wg.actions.apply(eco, table, rules=wg.Rules(tie_trust=0.7))
    assert after.ties.iloc[-1][["source", "target", "type", "trust"]].tolist() == [
        "costa", "coop", "collaborates", 0.7,
    ]  # fmt: skip


def test_services_end_and_nothing_gives_the_same(eco):
    assert "nido" not in wg.actions.apply(eco, rows(action="tie").iloc[:0], closed=["nido"]).services.index
    assert wg.actions.apply(eco, pd.DataFrame(columns=["action"])) is eco


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ({"action": "opn"}, "There is no action 'opn'"),
        ({"action": "open", "need_id": "childcar", "area_id": "001004"}, "There is no need"),
        ({"action": "open", "need_id": "childcare", "area_id": "001009"}, "There is no area"),
        (
            {"action": "open", "need_id": "childcare", "area_id": "001004", "host_id": "cost"},
            "There is no actor",
        ),
        ({"action": "expand", "service_id": "nid", "quantity": 1.0}, "There is no service"),
        ({"action": "tie", "source": "costa", "target": "cop"}, "There is no actor"),
        ({"action": "tie", "source": "costa", "target": "costa"}, "needs two actors"),
    ],
)
def test_what_does_not_exist_is_named(eco, row, message):
    with pytest.raises(UnknownNameError, match=message):
        wg.actions.apply(eco, rows(**row))
