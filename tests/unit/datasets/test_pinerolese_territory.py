"""The Pinerolese as the library reads it: valid, dated, and with minutes near the documented ones."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

import welfare_graph as wg
from welfare_graph import travel
from welfare_graph.ecosystem import Ecosystem

FOLDER = Path(__file__).resolve().parents[3] / "datasets" / "pinerolese"
PINEROLO, TORRE_PELLICE, SESTRIERE = "001191", "001275", "001263"
CLOSED = ["castagno_frossasco", "castelli_fasolo", "famiglia_bianchi"]


@pytest.fixture(scope="module")
def eco() -> Ecosystem:
    return wg.read(FOLDER)


@pytest.fixture(scope="module")
def minutes(eco):
    return wg.travel.minutes(eco).set_index(["origin", "destination"])["minutes"]


def documented(fact: str) -> float:
    with (FOLDER / "facts" / "travel_facts.csv").open(encoding="utf-8", newline="") as file:
        return next(float(row["value"]) for row in csv.DictReader(file) if row["id"] == fact)


def test_nothing_is_wrong_with_it():
    findings = wg.validate(FOLDER)
    assert findings.empty, findings.to_string()


def test_the_loader_gives_the_same_territory(eco):
    assert wg.datasets.pinerolese() == eco
    assert (eco.reference_date, eco.metadata["language"]) == ("2025-12-11", "it")


def test_what_is_written_reads_back(eco, tmp_path):
    assert wg.read(wg.write(eco, tmp_path / "pinerolese.zip")) == eco


@pytest.mark.parametrize(("day", "members"), [("2020-06-30", 30), ("2025-06-30", 47)])
def test_members_of_the_consortium_on_a_day(eco, day, members):
    then = eco.at(day)
    ties = then.active("ties")
    assert ((ties["target"] == "ciss") & (ties["type"] == "member_of")).sum() == members
    assert (then.catchments["actor_id"] == "ciss").sum() == members


def test_homes_closed_and_a_day_centre_opened(eco):
    then, now = eco.at("2020-06-30").active("services"), eco.active("services")
    assert sorted(then.index.intersection(CLOSED)) == CLOSED
    assert then.loc[CLOSED, "capacity"].tolist() == [44, 25, 24]
    assert now.index.intersection(CLOSED).empty
    assert "cda_cumiana" in now.index
    assert "cda_cumiana" not in then.index


def test_the_pact_is_there_until_its_end(eco):
    assert "patto_pinerolese" in eco.at("2020-06-30").initiatives.index
    assert "patto_pinerolese" not in eco.current().initiatives.index


def test_planned_services_do_not_count_until_asked(eco):
    planned = {"cdc_cavour_s", "nido_cavour", "labgiovani_001191"}
    assert planned & set(eco.active("services").index) == set()
    assert planned <= set(eco.include_planned().active("services").index)


def test_every_area_has_an_outline_and_a_municipality(eco):
    assert set(eco.outlines["area_id"]) == set(eco.areas.index)
    municipalities = eco.actors[eco.actors["type"] == "municipality"]
    assert sorted(municipalities["area_id"]) == sorted(eco.areas.index)


def test_minutes_lie_between_the_train_and_the_bus(minutes):
    bus, train = documented("TR02"), documented("TR03")
    assert train < minutes[TORRE_PELLICE, PINEROLO] < bus


def test_the_road_to_sestriere_is_an_eighth_too_long(minutes):
    """The documented road starts in Torino: its first part is the straight line times the same detour."""
    from_torino = 33.48 * travel.DETOUR
    along_the_valley = minutes[PINEROLO, SESTRIERE] * travel.SPEED_KMH / 60
    assert (from_torino + along_the_valley) / documented("TR01") == pytest.approx(1.13, abs=0.02)


def test_valleys_are_joined_by_the_plain(minutes):
    angrogna, pramollo, prali, bobbio = "001011", "001204", "001202", "001026"
    assert minutes[angrogna, pramollo] > 30
    assert minutes[prali, bobbio] > minutes[prali, PINEROLO]


def test_what_the_page_tells_a_planner_to_check(eco, minutes):
    now = eco.active("services")
    with_school = sorted(set(now.loc[now["need_id"] == "school_lower_secondary", "area_id"]))
    nearest = minutes.unstack()[with_school].min(axis=1)
    assert [(nearest == 0).sum(), nearest.between(0.1, 10).sum(), nearest.between(10.1, 20).sum()] == [
        20,
        22,
        5,
    ]
    places = now.groupby(["need_id", "area_id"])["capacity"].sum()
    assert places["homelessness"].to_dict() == {PINEROLO: 22, "001198": 8}
    assert places["dementia_day"].to_dict() == {"001097": 16, "001139": 12}
    assert now.loc[now["need_id"] == "community_health"].index.tolist() == ["cdc_vigone_s", "cds_torre"]
    nurseries = now[(now["need_id"] == "childcare_0_2") & now["capacity"].notna()]
    old = nurseries[nurseries["area_id"] == PINEROLO]
    assert (old["capacity"].sum(), nurseries["capacity"].sum()) == (326, 399)
    assert old["last_seen"].str.startswith("2013").all()
