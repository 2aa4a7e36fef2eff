"""The Pinerolese territory: its tables say what the facts say, and build.py gives the same bytes again."""

from __future__ import annotations

import csv
import json
import re
import subprocess
import sys
import tomllib
from collections import Counter
from itertools import pairwise
from pathlib import Path

import pytest
import shapely

import welfare_graph as wg

ROOT = Path(__file__).resolve().parents[3]
FOLDER = ROOT / "datasets" / "pinerolese"
TABLES = sorted(path.stem for path in FOLDER.glob("*.csv") if path.stem != "assumptions")
IDS = {
    "actors": "actor_id",
    "areas": "area_id",
    "initiatives": "initiative_id",
    "needs": "need_id",
    "services": "service_id",
    "sources": "source_id",
    "standards": "standard_id",
}
REFERS = {
    "actor_id": "actors",
    "source": "actors",
    "target": "actors",
    "facility_id": "actors",
    "area_id": "areas",
    "area_a": "areas",
    "area_b": "areas",
    "need_id": "needs",
    "initiative_id": "initiatives",
    "part_of": "initiatives",
}
OTHERS = ("areas.geojson", "datapackage.json", "README.md")
PACT = "patto_pinerolese"
SEED_TEXT = {
    "Società Mutua Piemonte ETS": "lead",
    "Consorzio Pinerolo Energia (CPE)": "partner",
    "Consorzio COESA": "partner",
    "Idea - Agenzia per il Lavoro": "partner",
    "CFIQ - Consorzio per la Formazione, l'Innovazione e la Qualità di Pinerolo": "partner",
    "FENAPI - Siamo Impresa": "partner",
    "CISS del Pinerolese - Consorzio Intercomunale Servizi Sociali": "collaborator",
    "ASL TO3 - Distretto Pinerolese": "collaborator",
    "Laboratorio Percorsi di secondo welfare": "evaluator",
    "Regione Piemonte": "funder",
}


def read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def tables() -> dict[str, list[dict[str, str]]]:
    return {name: read(FOLDER / f"{name}.csv") for name in TABLES}


def there(row: dict[str, str], day: str) -> bool:
    start, end = row.get("start", ""), row.get("end", "")
    return (not start or start <= day[: len(start)]) and (not end or end >= day[: len(end)])


def total(rows: list[dict[str, str]], column: str) -> int:
    return sum(int(row[column]) for row in rows)


TWICE = """
import sys
sys.path.insert(0, sys.argv[1])
import build
build.main(["--out", sys.argv[2]])
build.main(["--assumptions", sys.argv[3], "--out", sys.argv[4]])
"""


@pytest.fixture(scope="module")
def builds(tmp_path_factory) -> dict[str, Path]:
    """The folder built as it is shipped, and with other assumptions: nurseries for most, 10 minutes away."""
    to = tmp_path_factory.mktemp("built")
    rows = read(FOLDER / "assumptions.csv")
    for row in rows:
        if row["need_id"] == "childcare_0_2":
            row |= {"unit_rate": "0.9", "high_rate": "1", "max_minutes": "10", "expand_unit_eur": "7777"}
    with (to / "mine.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0], lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    paths = [FOLDER, to / "same", to / "mine.csv", to / "other"]
    subprocess.run([sys.executable, "-c", TWICE, *map(str, paths)], check=True)
    return {"same": to / "same", "other": to / "other"}


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_build_gives_the_same_bytes(builds):
    built = contents(builds["same"])
    shipped = {path.name: path.read_bytes() for path in FOLDER.iterdir() if path.name in built}
    assert sorted(built) == sorted([*(f"{name}.csv" for name in (*TABLES, "assumptions")), *OTHERS])
    assert built == shipped


def test_an_assumption_is_replaced_in_one_place_and_results_follow(builds):
    before, after = contents(builds["same"]), contents(builds["other"])
    changed = {name for name in before if before[name] != after[name]}
    assert changed == {"assumptions.csv", "demand.csv", "needs.csv", "costs.csv"}
    need = "childcare_0_2"
    old, new = (wg.read(builds[one]) for one in ("same", "other"))
    assert new.needs.at[need, "max_minutes"] == 10
    assert 7777 in set(new.costs["unit_eur"])
    alone = [eco.replace(demand=eco.demand[eco.demand["need_id"] == need]) for eco in (old, new)]
    served = [wg.gaps.allocate(eco).totals.loc[need] for eco in alone]
    assert served[1]["demand"] == pytest.approx(served[0]["demand"] * 0.9 / 0.328)
    assert served[1]["unmet"] > served[0]["unmet"]


def test_wheel_ships_tables_and_not_the_workshop():
    hatch = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["hatch"]["build"]["targets"]["wheel"]
    shipped = {old: new for old, new in hatch["force-include"].items() if "pinerolese" in old}
    names = [*(f"{name}.csv" for name in (*TABLES, "assumptions")), *OTHERS]
    assert shipped == {
        f"datasets/pinerolese/{name}": f"welfare_graph/datasets/data/pinerolese/{name}" for name in names
    }


@pytest.mark.parametrize(("table", "column"), IDS.items())
def test_ids_are_single(tables, table, column):
    assert max(Counter(row[column] for row in tables[table]).values()) == 1


@pytest.mark.parametrize("table", TABLES)
def test_every_reference_and_source_resolves(tables, table):
    ids = {name: {row[column] for row in tables[name]} for name, column in IDS.items()}
    for row in tables[table]:
        for column, to in REFERS.items():
            if row.get(column):
                assert row[column] in ids[to], (row, column)
        if table != "sources":
            assert {one for one in row.get("source_id", "").split(";") if one} <= ids["sources"]


@pytest.mark.parametrize(
    "table", ["actors", "ties", "initiatives", "memberships", "demand", "services", "catchments"]
)
def test_every_fact_has_a_source(tables, table):
    assert [row for row in tables[table] if not row["source_id"]] == []


def test_words_are_those_of_the_model(tables):
    for rows in tables.values():
        assert {row.get("grade", "") for row in rows} <= {
            "",
            "documented",
            "computed",
            "estimate",
            "assumption",
        }
        assert {row.get("status", "") for row in rows} <= {"", "active", "planned", "ended"}


def test_no_row_starts_after_its_end(tables):
    rows = [row for rows in tables.values() for row in rows if row.get("start") and row.get("end")]
    assert rows
    assert [row for row in rows if row["start"] > row["end"]] == []


def test_areas_and_people(tables):
    areas = tables["areas"]
    assert len(areas) == 47
    assert total(areas, "population") == 131_889
    assert total(areas, "population_2020") == 133_328
    assert Counter(row["zone"] for row in areas) == {
        "Val Chisone": 12,
        "Val Germanasca": 5,
        "Val Pellice": 9,
        "Pedemontana": 7,
        "Pianura": 13,
        "Pinerolo": 1,
    }


def test_age_bands_are_those_of_the_facts(tables):
    facts = {row["istat_code"]: row for row in read(FOLDER / "facts" / "municipalities.csv")}
    bands = {"age_0_2": "a0_2", "age_0_14": "a0_14", "age_15_64": "a15_64", "age_65_plus": "a65plus"}
    bands |= {"age_75_plus": "a75plus", "age_80_plus": "a80plus"}
    for row in tables["areas"]:
        assert [row[band] for band in bands] == [
            facts[row["area_id"]][f"{old}_2023"] for old in bands.values()
        ]


def test_people_groups_add_up(tables):
    population = {row["area_id"]: int(row["population"]) for row in tables["areas"]}
    for dimension in ("age", "gender"):
        counts = Counter()
        for row in tables["people_groups"]:
            counts[row["unit_id"]] += int(row["count"]) if row["dimension"] == dimension else 0
        assert counts == population


@pytest.mark.parametrize(
    ("day", "members"), [("1997-06-30", 0), ("2015-12-31", 22), ("2020-06-30", 30), ("2025-06-30", 47)]
)
def test_members_of_the_consortium(tables, day, members):
    ties = [row for row in tables["ties"] if (row["target"], row["type"]) == ("ciss", "member_of")]
    catchment = [row for row in tables["catchments"] if row["actor_id"] == "ciss"]
    assert sum(there(row, day) for row in ties) == members
    assert sum(there(row, day) for row in catchment) == members


def test_every_name_of_the_seed_text_has_its_role(tables):
    names = {row["actor_id"]: row["name"] for row in tables["actors"]}
    roles = {
        names[row["actor_id"]]: row["role"] for row in tables["memberships"] if row["initiative_id"] == PACT
    }
    assert roles == SEED_TEXT
    pact = next(row for row in tables["initiatives"] if row["initiative_id"] == PACT)
    assert (pact["type"], pact["part_of"]) == ("pact", "wecare")
    assert there(pact, "2020-06-30")


@pytest.mark.parametrize(
    ("service", "area", "beds", "last_day"),
    [
        ("castagno_frossasco", "001110", "44", "2021-03-26"),
        ("castelli_fasolo", "001299", "25", "2021-12-31"),
        ("famiglia_bianchi", "001097", "24", "2022-06-30"),
    ],
)
def test_homes_that_closed(tables, service, area, beds, last_day):
    row = next(row for row in tables["services"] if row["service_id"] == service)
    assert (row["area_id"], row["capacity"], row["end"]) == (area, beds, last_day)
    assert there(row, "2020-06-30")
    assert not there(row, reference_date())


def reference_date() -> str:
    return json.loads((FOLDER / "datapackage.json").read_text(encoding="utf-8"))["reference_date"]


def test_day_centre_of_cumiana(tables):
    row = next(row for row in tables["services"] if row["service_id"] == "cda_cumiana")
    assert (row["area_id"], row["need_id"], row["capacity"], row["start"]) == (
        "001097",
        "dementia_day",
        "16",
        "2025-10",
    )
    assert not there(row, "2020-06-30")
    assert there(row, reference_date())


def test_schools_have_pupils_and_no_capacity(tables):
    schools = [row for row in tables["services"] if row["service_id"].startswith("sch_")]
    assert Counter(row["need_id"] for row in schools) == {
        "school_preprimary": 55,
        "school_primary": 51,
        "school_lower_secondary": 25,
        "school_upper_secondary": 16,
        "adult_education": 3,
    }
    assert {row["capacity"] for row in schools} == {""}
    assert sum(bool(row["enrolled"]) for row in schools) == 147


def test_alternatives_and_parts_are_left_out(tables):
    services = {row["service_id"] for row in tables["services"]}
    assert {"rca_rsa_rooms", "rca_ala2020"} & services == set()
    assert {row["status_documented"] for row in tables["services"]} & {
        "alternative_value",
        "part_of_rca_rsa",
    } == set()


def test_what_follows_a_service_begins_when_it_ends(tables):
    rows = {row["service_id"]: row for row in tables["services"]}
    for old, new in (
        ("asilo_vecchi_2020", "asilo_vecchi_rsa"),
        ("nido_torre_2022", "nido_torre"),
        ("cd_lequio", "mensa_posto_giusto"),
        ("cds_vigone", "cdc_vigone_s"),
        ("dorm_m_old", "dorm_m"),
        ("cst_perosa", "cst_perosa_ciss"),
    ):
        assert rows[old]["end"] < rows[new]["start"]


def test_municipalities_without_any_service_in_the_sources(tables):
    names = {row["area_id"]: row["name"] for row in tables["areas"]}
    known = {row["area_id"] for row in tables["services"]}
    assert {names[area] for area in set(names) - known} == {
        "Massello",
        "Pramollo",
        "Salza di Pinerolo",
        "Usseaux",
    }


def test_demand_has_a_row_for_each_area_and_need(tables):
    needs = {row["need_id"] for row in tables["demand"]}
    assert len(tables["demand"]) == 47 * len(needs) == 47 * 16
    for row in tables["demand"]:
        assert all(
            low <= high for low, high in pairwise(float(row[one]) for one in ("low", "quantity", "high"))
        )


def test_what_is_assumed_is_listed_once(tables):
    assumed = {row["need_id"]: row for row in read(FOLDER / "assumptions.csv")}
    assert {row["need_id"] for row in tables["demand"]} == set(assumed) - {"tie"}
    assert {row["need_id"] for row in tables["needs"] if row["max_minutes"]} == set(assumed) - {"tie"}
    assert {row["need_id"] or "tie" for row in tables["costs"]} <= set(assumed)


def test_outlines_share_their_borders():
    features = json.loads((FOLDER / "areas.geojson").read_text(encoding="utf-8"))["features"]
    shapes = [shapely.from_geojson(json.dumps(feature["geometry"])) for feature in features]
    assert len(shapes) == 47
    assert shapely.coverage_is_valid(shapes)
    assert (FOLDER / "areas.geojson").stat().st_size < 90_000


@pytest.mark.parametrize("name", ["pinerolese.md", "pinerolese.it.md"])
def test_documentation_counts_what_is_there(tables, name):
    page = (ROOT / "docs" / "datasets" / name).read_text(encoding="utf-8")
    stated = {name: int(rows) for name, rows in re.findall(r"^\| `(\w+)` \| (\d+) \|", page, re.MULTILINE)}
    assert stated == {name: len(rows) for name, rows in tables.items()}


@pytest.mark.parametrize(
    ("need", "band", "without", "children"),
    [
        ("school_preprimary", "age_3_5", 9, 61),
        ("school_primary", "age_6_10", 7, 48),
        ("school_lower_secondary", "age_11_13", 27, 777),
    ],
)
def test_municipalities_without_a_school(tables, need, band, without, children):
    known = {row["area_id"] for row in tables["services"] if row["need_id"] == need}
    lacking = [row for row in tables["areas"] if row["area_id"] not in known]
    assert (len(lacking), total(lacking, band)) == (without, children)


def test_shelter_for_women_is_not_there(tables):
    anti_violence = [row for row in tables["services"] if row["need_id"] == "anti_violence"]
    assert [row["service_id"] for row in anti_violence] == ["svolta_sportello"]
