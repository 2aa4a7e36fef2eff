"""The ledger, fragility, overlaps, kinds of actor, norms."""

from functools import cache

import pandas as pd
import pytest
from tests.gaps_territories import bare, territory
from tests.unit.gaps.test_rules_of_reach import DEMAND, MINUTES, relations, service

import welfare_graph as wg

CONTRACT = [
    "gap_id",
    "kind",
    "area_id",
    "zone",
    "need_id",
    "people",
    "share",
    "low",
    "high",
    "grade",
    "evidence",
    "certificate_id",
    "remedy",
]


def test_the_ledger_has_its_columns_ids_and_order():
    ledger = wg.gaps.find(wg.datasets.two_valleys())
    assert list(ledger.columns[: len(CONTRACT)]) == CONTRACT
    assert ledger["gap_id"].is_unique
    known = ledger[ledger["kind"] != "unknown"]["people"].dropna()
    assert known.is_monotonic_decreasing
    assert (ledger["low"].dropna() <= ledger["people"].dropna() + 1e-9).all()
    proofs = set(wg.gaps.explain(wg.datasets.two_valleys()).certificates["certificate_id"])
    assert set(ledger["certificate_id"].dropna()) <= proofs


def test_absence_from_incomplete_data_is_unknown_and_last():
    eco = territory(DEMAND | {("a", "play"): 99.0}, [service(capacity=1.0)], MINUTES)
    for complete, kind in (("yes", "absent"), ("partial", "unknown"), ("no", "unknown")):
        inventory = pd.DataFrame({"need_id": ["play", "care"], "complete": [complete, "yes"]})
        ledger = wg.gaps.find(eco.replace(inventory=inventory))
        row = ledger[ledger["need_id"] == "play"].iloc[0]
        assert row["kind"] == kind
        assert (row.name == len(ledger) - 1) == (kind == "unknown")
        assert ("our data do not show" in row["evidence"]) == (kind == "unknown")
    assumed = wg.gaps.find(eco)
    assert assumed.loc[0, "kind"] == "absent"
    assert "taken as complete" in assumed.loc[0, "evidence"]
    assert assumed.loc[0, "inventory"] == "assumed"


def test_the_most_specific_inventory_row_wins():
    eco = territory({("a", "play"): 3.0, ("b", "play"): 2.0}, [service(capacity=1.0)], {("a", "b"): 9})
    inventory = pd.DataFrame(
        {"need_id": ["play"] * 3, "zone": [None, "up", None], "area_id": [None, None, "b"]}
        | {"complete": ["no", "partial", "yes"]}
    )
    eco = eco.replace(inventory=inventory, areas=eco.areas.assign(zone="up"))
    words = wg.gaps.find(eco).set_index("gap_id")["inventory"]
    assert words["unknown/a/play"] == "partial"
    assert words["absent/b/play"] == "yes"


def test_a_far_gap_holds_up_to_the_nearest_service():
    eco = territory({("a", "care"): 4.0}, [service()], {("a", "b"): 45})
    row = wg.gaps.find(eco).iloc[0]
    assert (row["kind"], row["holds_from"], row["holds_to"]) == ("far", 0.0, 45.0)
    assert "45 minutes" in row["evidence"]
    cut = wg.gaps.find(eco.replace(travel=None, areas=eco.areas.assign(lat=[45.0, 45.4]))).iloc[0]
    assert cut["grade"] == "estimate"


def test_a_full_gap_says_at_which_rate_it_vanishes():
    eco = territory(DEMAND, [service(capacity=6.0)], MINUTES)
    row = wg.gaps.find(eco)
    row = row[row["kind"] == "full"].iloc[0]
    assert row["vanishes_at_rate"] == pytest.approx(0.4)
    less = eco.replace(demand=eco.demand.assign(quantity=eco.demand["quantity"] * 0.4))
    assert "full" not in set(wg.gaps.find(less)["kind"])


def test_a_service_with_a_limit_of_its_own_says_that_limit():
    eco = territory({("a", "care"): 4.0}, [service(max_minutes=12.0)], {("a", "b"): 20})
    assert "20 minutes away and people can go 12" in wg.gaps.find(eco).loc[0, "evidence"]
    mixed = territory(DEMAND, [service(capacity=1.0, max_minutes=40.0), service("t", capacity=1.0)], MINUTES)
    rows = wg.gaps.find(mixed).query("kind == 'full'")
    assert len(rows) == 3
    assert rows["holds_from"].isna().all()


def ends(eco):
    low, high = eco.demand["quantity"] * 0.5, eco.demand["quantity"] * 2
    return eco.replace(demand=eco.demand.assign(low=low, high=high))


def test_low_and_high_are_the_two_ends_of_what_is_not_known():
    eco = ends(territory(DEMAND, [service(capacity=6.0), service("t", "c", None)], {("a", "b"): 9}))
    rules = wg.Rules(unknown_capacity=2.0)
    rows = wg.gaps.find(eco, rules=rules).set_index("gap_id")
    full = rows.loc["full/c/care", ["low", "people", "high"]]
    assert full.tolist() == pytest.approx([0.0, 3.0, 10.0])
    fragile = rows.loc["fragile/a/care", ["low", "people", "high"]]
    assert fragile.tolist() == pytest.approx([2.0, 2.4, 2.4])


def test_relational_ends_are_those_of_the_two_readings():
    rows = wg.gaps.find(ends(relations()), rules=wg.Rules(min_trust=0.9)).set_index("gap_id")
    assert rows.loc["relational/a/care", ["low", "people", "high"]].tolist() == pytest.approx(
        [2.0, 4 * 8 / 15, 4 * 8 / 15]
    )


def test_a_unit_is_said_in_the_language_asked():
    for numerator, word in (
        ("capacity:childcare", "(posti)"),
        ("count:childcare", "(«Posti al nido»)"),
        ("column:population", "(abitanti)"),
        ("column:age_0_2", "(age_0_2)"),
    ):
        eco = norm(numerator=numerator, denominator="one", threshold=1e6, level="territory")
        row = wg.gaps.find(eco, lang="it").query("kind == 'standard'").iloc[0]
        assert word in row["evidence"]


def test_remote_services_need_no_way_to_them():
    eco = territory({("a", "care"): 4.0, ("b", "care"): 2.0}, [service(mode="remote", capacity=3.0)], {})
    bare_places = eco.replace(areas=eco.areas.drop(columns=["lat", "lon"]))
    assert set(wg.gaps.find(bare_places)["kind"]) == {"full", "fragile"}


def test_a_norm_of_an_area_has_its_share_of_the_demand():
    eco = norm(level="area", numerator="capacity:childcare", denominator="one", threshold=2.0)
    rows = wg.gaps.find(eco).query("kind == 'standard'").set_index("area_id")
    asked = wg.gaps.allocate(eco).areas["demand"].xs("childcare", level="need_id")
    assert len(rows) > 0
    assert rows["share"].to_dict() == pytest.approx((rows["people"] / asked[rows.index]).to_dict())
    assert wg.gaps.find(eco).query("kind == 'fragile'")["certificate_id"].isna().all()


def test_a_norm_that_sets_a_most_says_how_many_are_too_many():
    for verified, words in (
        (True, "ne ammette 30 in meno"),
        (False, "(da verificare) ne ammetterebbe 30 in"),
    ):
        eco = norm(direction="max", denominator="one", threshold=1.0, level="territory", verified=verified)
        row = wg.gaps.find(eco, lang="it").query("kind == 'standard'").iloc[0]
        assert words in row["evidence"]
        assert row["remedy"] == "Scendere di 30 (posti)."


def test_relational_gaps_name_the_trust_that_would_do():
    ledger = wg.gaps.find(relations(), rules=wg.Rules(min_trust=0.9), lang="it")
    row = ledger[(ledger["kind"] == "relational") & (ledger["area_id"] == "a")].iloc[0]
    assert row["vanishes_at_trust"] == pytest.approx(0.81)
    assert "0,81" in row["evidence"]
    assert "Provider" in row["remedy"]


def test_a_single_provider_is_fragile():
    eco = territory(DEMAND, [service(capacity=20.0)], MINUTES)
    ledger = wg.gaps.find(eco)
    assert set(ledger["kind"]) == {"fragile"}
    assert ledger["people"].tolist() == [6.0, 5.0, 4.0]
    both = territory(DEMAND, [service(capacity=20.0), service("t", capacity=20.0)], MINUTES)
    assert "fragile" not in set(wg.gaps.find(both)["kind"])


def test_every_sentence_exists_in_both_languages():
    from welfare_graph._texts.gaps import TEXTS

    assert all(set(words) == {"en", "it"} for words in TEXTS.values())
    for lang in ("en", "it"):
        for rules in (wg.Rules(), wg.Rules(min_trust=0.6), wg.Rules(unknown_capacity="zero")):
            assert wg.gaps.find(wg.datasets.two_valleys(), lang=lang, rules=rules)["evidence"].notna().all()


def test_overlap_counts_different_providers():
    eco = territory(
        DEMAND, [service(), service("t") | {"actor_id": "s_actor"}, service("u", "c")], {("a", "b"): 9}
    )
    table = wg.gaps.overlap(eco)
    assert table["providers"].tolist() == [1, 1, 1]
    assert table["services"].tolist() == [2, 2, 1]
    assert table["reached"].tolist() == ["one", "one", "one"]


def test_fragility_of_initiatives_takes_their_parts_along():
    eco = territory(
        DEMAND,
        [service(capacity=20.0, initiative_id="part")],
        MINUTES,
        initiatives=pd.DataFrame(
            {
                "initiative_id": ["whole", "part"],
                "name": ["W", "P"],
                "type": "pact",
                "part_of": [None, "whole"],
            }
        ),
    )
    table = wg.gaps.fragility(eco, of="initiative")
    assert table.to_numpy().tolist() == [["part", 15.0, 3], ["whole", 15.0, 3]]


def test_fragility_of_roads_looks_for_the_way_round():
    eco = wg.datasets.two_valleys()
    table = wg.gaps.fragility(eco, of="road").set_index("element")["people_lost"]
    assert table.to_dict() == {"001001 - 001002": 9.0, "001002 - 001003": 0.0, "001003 - 001004": 0.0}


def test_missing_types_against_a_template():
    eco = wg.datasets.two_valleys()
    found = wg.gaps.missing_types(eco, template=["school", "firm"])
    assert found[["unit_id", "type"]].to_numpy().tolist() == [
        ["Valle Alta", "firm"],
        ["Valle Alta", "school"],
        ["Valle Bassa", "school"],
    ]
    only = wg.gaps.missing_types(eco, by="area", template={"001001": ["school"]})
    assert only["unit_id"].tolist() == ["001001"]
    with pytest.raises(wg.errors.UnknownNameError, match="school"):
        wg.gaps.missing_types(eco, template=["schol"])


@cache
def valleys():
    return wg.datasets.two_valleys()


def norm(**columns):
    base = {"standard_id": "n", "name_it": "Norma", "name_en": "Norm", "numerator": "capacity:childcare"}
    base |= {"denominator": "column:age_0_2", "threshold": 0.33, "direction": "min", "level": "zone"}
    eco = valleys()
    rows = pd.DataFrame([base | {"verified": True} | columns]).set_index("standard_id")
    rows = rows.reindex(columns=eco.standards.columns).astype(eco.standards.dtypes)
    return bare(eco, standards=rows)


def test_standards_at_every_level():
    assert wg.gaps.standards(norm(level="territory"))["numerator"].tolist() == [31.0]
    assert len(wg.gaps.standards(norm(level="area"))) == 4
    catchment = wg.gaps.standards(norm(level="catchment", numerator="capacity:home_care"))
    assert catchment["unit_id"].tolist() == ["asl"]
    assert catchment["unknown_services"].tolist() == [1]
    assert catchment["complies"].isna().all()
    assert wg.gaps.standards(norm(numerator="count:childcare"))["numerator"].tolist() == [1.0, 1.0]
    assert wg.gaps.standards(norm(denominator="one", threshold=5.0))["complies"].tolist() == [True, True]
    assert wg.gaps.standards(norm(direction="max"))["missing_units"].tolist() == [0.0, 0.0]
    assert wg.gaps.standards(norm())["note"].tolist() == ["", ""]
    assert wg.gaps.standards(norm(verified=None), lang="it")["note"].tolist() == ["da verificare"] * 2


def test_standards_out_of_force_are_left_out():
    assert len(wg.gaps.standards(norm(valid_to="2020"))) == 0
    assert len(wg.gaps.standards(norm(valid_from="2030"))) == 0
    assert len(wg.gaps.standards(norm(valid_from="2024-06", valid_to="2024"))) == 2


def test_a_norm_about_something_unknown_is_refused():
    for word in ("capacity:childcar", "column:age_0_3"):
        with pytest.raises(wg.errors.UnknownNameError, match="There is no"):
            wg.gaps.standards(norm(numerator=word))


def test_both_languages_from_one_solution_are_those_of_each_alone():
    eco = wg.datasets.two_valleys()
    rules = wg.Rules(min_trust=0.3)
    both = wg.gaps.find_in(eco, ("it", "en"), rules=rules)
    for lang in ("en", "it"):
        pd.testing.assert_frame_equal(both[lang], wg.gaps.find(eco, lang=lang, rules=rules))
