"""Every fact that was collected about the Pinerolese is in its tables, or is left out by name."""

from __future__ import annotations

import csv
import re
from collections import Counter
from pathlib import Path

import pytest

import welfare_graph as wg
from welfare_graph.ecosystem import Ecosystem

FOLDER = Path(__file__).resolve().parents[3] / "datasets" / "pinerolese"
FACTS = {
    "actors": 240,
    "actors_new": 18,
    "adjacency": 112,
    "municipalities": 47,
    "needs": 39,
    "rates": 55,
    "relations": 219,
    "schools": 150,
    "services": 313,
    "sources": 202,
    "standards": 6,
    "travel_facts": 14,
}
GRADES = {"documented": "documented", "inferred": "estimate", "documented_conflict": "documented"}
UNFIT = {"R045", "R141", "R195", "R196", "R197"}  # the README of the dataset says why
SUPPLY_NOW = {"open", "inaugurated", "relocating", "trial"}
PLANNED = {"planned", "under_construction", "open_year_expected"}
HISTORY = {"closed", "superseded", "project_ended", "one_off"}


def read(path: str) -> list[dict[str, str]]:
    with (FOLDER / f"{path}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def facts() -> dict[str, list[dict[str, str]]]:
    return {name: read(f"facts/{name}") for name in FACTS}


@pytest.fixture(scope="module")
def eco() -> Ecosystem:
    return wg.datasets.pinerolese()


@pytest.fixture(scope="module")
def services() -> dict[str, dict[str, str]]:
    return {row["service_id"]: row for row in read("services")}


def test_fact_tables_are_whole(facts):
    assert {name: len(rows) for name, rows in facts.items()} == FACTS


def test_every_actor_is_an_actor_an_initiative_or_another_name_of_one(eco, facts):
    same = {row["id"]: row["same_as"] for row in read("choices/same_body")}
    types = {row["raw_type"]: row["type"] for row in read("choices/actor_types")}
    for row in (*facts["actors"], *facts["actors_new"]):
        found = same.get(row["id"], row["id"])
        name = eco.actors["name"].get(found, eco.initiatives["name"].get(found))
        assert name is not None, row
        if row["id"] == found:
            assert name.translate(str.maketrans("àèìòù", "aeiou")).casefold().replace("'", "") == row[
                "name"
            ].translate(str.maketrans("àèìòù", "aeiou")).casefold().replace("'", "")
        if row["id"] in eco.actors.index:
            assert row["type"] in types


def test_register_numbers_of_listed_bodies_are_kept(eco, facts):
    for row in facts["actors"]:
        if found := re.search(r"5 per mille 2022 list; CF (\d{11}); choices (\d+)", row["note"]):
            kept = eco.actors.loc[row["id"]]
            assert (kept["tax_code"], int(kept["choices_5x1000"])) == (found[1], int(found[2]))


def test_seats_from_memory_are_assumptions_and_guessed_types_estimates(eco, facts):
    for row in facts["actors"]:
        if row["id"] not in eco.actors.index:
            continue
        grade = eco.actors.at[row["id"], "grade"]
        if "from memory, unverified" in row["note"]:
            assert grade == "assumption", row["id"]
        elif "type inferred from the name" in row["note"]:
            assert grade == "estimate", row["id"]


def test_who_sits_elsewhere_has_no_area(eco, facts):
    here = set(eco.areas.index)
    outside = [row["id"] for row in (*facts["actors"], *facts["actors_new"]) if row["istat_code"] not in here]
    kept = eco.actors.loc[eco.actors.index.intersection(outside), "area_id"]
    assert len(kept) > 20
    assert kept.isna().all()


def test_every_relation_is_a_tie_a_membership_or_a_part(eco, facts):
    kept = {
        one: grade
        for table in (eco.ties, eco.memberships)
        for ids, grade in zip(table["relation_id"], table["grade"], strict=True)
        for one in ids.split("; ")
    }
    parts = set(eco.initiatives["part_of"].dropna().items())
    for row in facts["relations"]:
        if row["id"] in kept:
            assert kept[row["id"]] == GRADES[row["confidence"]]
        elif row["id"] not in UNFIT:
            pair = (row["source_actor"], row["target_actor"])
            assert pair in parts or pair[::-1] in parts, row
    assert UNFIT & set(kept) == set()


def test_every_service_is_there_or_is_the_same_beds_again_or_an_employer(services, facts):
    left_out = {row["id"]: row for row in facts["services"] if row["id"] not in services}
    again = {one for one, row in left_out.items() if row["need_category"] != "employer_over_50"}
    assert again == {"rca_rsa_rooms", "rca_ala2020"}
    assert all(left_out[one]["status"].startswith(("alternative_value", "part_of_")) for one in again)
    assert len(left_out) == 8


def test_large_employers_are_actors_with_their_size(eco, facts):
    firms = [row for row in facts["services"] if row["need_category"] == "employer_over_50"]
    sites = Counter(row["operator_actor"] for row in firms)
    for row in firms:
        actor = eco.actors.loc[row["operator_actor"]]
        assert actor["size"] == (
            "large" if int(row["capacity"]) >= 250 or sites[row["operator_actor"]] > 1 else "medium"
        )
        assert f"{row['capacity']} employees" in actor["note"]
        if sites[row["operator_actor"]] == 1:
            assert actor["employees"] == int(row["capacity"])


def test_status_becomes_one_of_three_and_what_is_old_an_estimate(services, facts):
    for fact in facts["services"]:
        row = services.get(fact["id"])
        if row is None:
            continue
        raw = fact["status"]
        if raw in HISTORY:
            assert row["status"] == "ended"
            assert row["end"]
        elif raw in PLANNED:
            assert (row["status"], row["start"]) == ("planned", "")
        elif fact["id"] not in {"cst_perosa", "srf_perosa", "comunita_perrero"}:  # handed over in 2025
            assert row["status"] == "active"
            assert raw in SUPPLY_NOW or raw.startswith("unknown_")
        expected = "estimate" if raw.startswith("unknown") else GRADES[fact["grade"]]
        assert row["grade"] == expected, fact["id"]


def test_capacities_are_those_of_the_facts(services, facts):
    for fact in facts["services"]:
        row = services.get(fact["id"])
        if row is not None and not fact["id"].startswith("sch_") and fact["capacity_unit"] != "parcels_once":
            assert row["capacity"] == fact["capacity"], fact["id"]
            assert row["area_id"] == fact["istat_code"]


def test_schools_have_the_pupils_of_four_years(services, facts):
    for school in facts["schools"]:
        row = services[f"sch_{school['code']}"]
        for ours, theirs in {
            "enrolled": "2024_25",
            "enrolled_2018_19": "2018_19",
            "enrolled_2019_20": "2019_20",
            "enrolled_2020_21": "2020_21",
        }.items():
            assert row[ours] == school[f"pupils_{theirs}"]
        assert (row["need_id"], row["capacity"]) == (school["need_category"], "")
        assert (row["school_kind"], row["school_type"]) == (school["kind"], school["type"].lower())


def test_the_school_with_two_addresses_says_so(services):
    assert "address says Buriasco" in services["sch_TO1A210006"]["note"]


def test_borders_and_municipalities_are_those_of_the_facts(eco, facts):
    roads = {(row["istat_code_a"], row["istat_code_b"]): row["road_assumed"] for row in facts["adjacency"]}
    ours = eco.adjacency
    assert dict(zip(zip(ours["area_a"], ours["area_b"], strict=True), ours["road"], strict=True)) == roads
    for row in facts["municipalities"]:
        area = eco.areas.loc[row["istat_code"]]
        assert area["name"] == row["name"]
        assert (area["lat"], area["lon"]) == (float(row["lat"]), float(row["lon"]))
        assert area["population"] == int(row["pop_2023"])
        assert area["population_2020"] == int(row["pop_2020"])


def share(areas, zone: str) -> float:
    rows = areas[areas["zone"] == zone]
    return 100 * rows["age_65_plus"].sum() / rows["population"].sum()


def change(areas) -> float:
    return 100 * (areas["population"].sum() / areas["population_2011"].sum() - 1)


def computed(eco) -> dict[str, float]:
    areas = eco.areas
    total = areas.sum(numeric_only=True)
    high = eco.demand.groupby("need_id")["high"].sum()
    return {
        "N01": total["age_65_plus"],
        "N02": 100 * total["age_65_plus"] / total["population"],
        "N03": total["age_80_plus"],
        "N04": 100 * total["age_65_plus"] / total["age_0_14"],
        "N05": share(areas, "Val Germanasca"),
        "N06": share(areas, "Val Chisone"),
        "N07": share(areas, "Val Pellice"),
        "N08": share(areas, "Pianura"),
        "N13": change(areas[areas["zone"] == "Val Germanasca"]),
        "N14": change(areas[areas["zone"] == "Val Chisone"]),
        "N15": change(areas),
        "N17": high["home_care"],
        "N19": total["age_0_2"],
        "N21": high["childcare_0_2"],
    }


def test_what_documents_say_of_needs_is_computed_or_stands_beside_its_row(eco, facts):
    values = computed(eco)
    place = {row["fact_id"]: row for row in read("choices/evidence")}
    assert set(place) == {row["id"] for row in facts["needs"]}
    for row in facts["needs"]:
        where = place[row["id"]]
        if where["ids"]:
            for one in where["ids"].split(";"):
                assert row["indicator"] in getattr(eco, where["table"]).at[one, "evidence"]
        elif row["id"] in values:
            digits = len(row["value"].partition(".")[2])
            assert values[row["id"]] == pytest.approx(float(row["value"]), abs=0.55 * 10**-digits), row
        else:
            assert where["reason"].startswith("counts 87 municipalities")


def test_rates_behind_the_demand_are_cited_and_near_what_they_say(facts):
    rates = {row["id"]: float(row["value"]) for row in facts["rates"]}
    for row in read("assumptions"):
        ids = [one for one in row["rate_id"].split(";") if one]
        assert set(ids) <= set(rates), row["need_id"]
        if len(ids) == 1 and row["rate_grade"] == "estimate":
            unit = float(row["unit_rate"])
            assert any(unit == pytest.approx(rates[ids[0]] / by) for by in (1, 100, 1000)), row["need_id"]


def test_rates_of_homes_split_the_same_beds(facts):
    rates = {row["id"]: float(row["value"]) for row in facts["rates"]}
    units = {row["need_id"]: row for row in read("assumptions")}
    heavy, light = units["elderly_residential"], units["elderly_residential_light"]
    assert float(heavy["unit_rate"]) + float(light["unit_rate"]) == pytest.approx(rates["RT37"] / 100)
    assert float(heavy["unit_rate"]) == pytest.approx(rates["RT37"] * rates["RT36"] / 10_000)


def test_sources_are_those_of_the_facts_and_no_page_stands_twice(eco, facts):
    known = {row["id"]: row["url"] for row in facts["sources"]}
    ours = eco.sources["url"].dropna()
    assert {one for one in eco.sources.index if not one.startswith("D0")} <= set(known)
    repeated = {row["id"] for row in facts["sources"] if re.search(r"= S\d+", row["title"])}
    assert len(repeated) == 11
    assert repeated & set(ours.index) == set()
    documents = {
        one
        for name in ("actors", "services", "relations")
        for row in facts[name]
        for one in row["source_id"].split(";")
    }
    assert documents - repeated <= set(ours.index)


def test_norms_are_those_of_the_facts_and_each_unverified_one_says_so(eco, facts):
    for row in facts["standards"]:
        norm = eco.standards.loc[row["standard_id"]]
        assert (norm["numerator"], norm["denominator"]) == (row["numerator"], row["denominator"])
        assert norm["threshold"] == float(row["threshold"])
        assert norm["verified"] == (row["verified"] == "true")


def test_minutes_and_costs_that_are_assumed_say_so(eco):
    timed = eco.needs[eco.needs["max_minutes"].notna()]
    assert set(timed["minutes_grade"]) == {"assumption"}
    assert timed["minutes_basis"].notna().all()
    assert eco.costs["grade"].isin(["assumption", "estimate"]).all()
    assert eco.costs["note"].notna().all()


def test_the_address_of_the_shelter_for_women_is_nowhere(services):
    desk = services["svolta_sportello"]
    assert desk["address"] == "Ospedale Agnelli"
    text = (FOLDER / "services.csv").read_text(encoding="utf-8") + (FOLDER / "actors.csv").read_text(
        encoding="utf-8"
    )
    assert not re.search(r"(?i)casa rifugio|case rifugio", text)
