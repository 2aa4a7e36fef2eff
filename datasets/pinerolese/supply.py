"""Services: what is there, what is planned, what was there once."""

from __future__ import annotations

import re

from facts_io import Row, choice, fact, fix, joined, last_seen, pairs
from naming import school as school_name
from naming import street
from network import GRADES, merged, school_actors

LEFT_OUT = ("alternative_value", "part_of_")
NOW = {"open", "inaugurated", "relocating", "trial"}
PLANNED = {"planned", "under_construction", "open_year_expected"}
ENDED = {"superseded", "closed", "transferred", "project_ended", "one_off"}
NEED = {"social_office": "social_work"}
INITIATIVE_OF_NEED = {"transport_on_demand": "trasporto_chiamata"}
INITIATIVE_OF_PREFIX = {"labgiovani_": "lab_giovani"}
SCHOOL_COLUMNS = re.compile("state$|paritaria$|type: |pupils ")


def services(needs: dict[str, Row]) -> dict[str, Row]:
    """Return all services by id, with a canonical status and the days they exist."""
    table = {row["id"]: _service(row) for row in fact("services") if _counts(row)}
    fix("services", table)
    for row in choice("handovers"):
        _hand_over(table, row)
    for row in table.values():
        _check(row, needs)
    return table


def _counts(row: Row) -> bool:
    return row["need_category"] != "employer_over_50" and not row["status"].startswith(LEFT_OUT)


def _service(row: Row) -> Row:
    status = _status(row["status"])
    school = row["id"].startswith("sch_")
    return {
        "service_id": row["id"],
        "actor_id": _operator(row),
        "need_id": NEED.get(row["need_category"], row["need_category"]),
        "name": _name(row),
        "area_id": row["istat_code"],
        "capacity": "" if school else row["capacity"],
        "mode": {"home_care": "home", "transport_on_demand": "mobile"}.get(row["need_category"], "on_site"),
        "initiative_id": _initiative(row),
        "start": "" if status == "planned" else row["open_from"],
        "end": row["open_to"],
        "status": status,
        "source_id": row["source_id"],
        "grade": _grade(row),
        "note": _note(row) if school else row["note"],
        "status_documented": row["status"],
        "expected_start": row["open_from"] if status == "planned" else "",
        "facility_id": pairs(choice("facilities"), "service_id", "facility_id").get(row["id"], ""),
        "address": street(row["address"]) if school else row["address"],
        "name_documented": row["name"],
        "last_seen": last_seen(row["source_id"]),
        "capacity_unit": "" if school else row["capacity_unit"],
        **_pupils(row),
    }


def _status(raw: str) -> str:
    if raw in PLANNED:
        return "planned"
    if raw in ENDED:
        return "ended"
    if raw in NOW or raw.startswith("unknown_"):
        return "active"
    raise ValueError(f"no rule for the status {raw!r}")


def _grade(row: Row) -> str:
    return "estimate" if row["status"].startswith("unknown_") else GRADES[row["grade"]]


def _operator(row: Row) -> str:
    if row["id"].startswith("sch_"):
        return school_actors()[row["id"].removeprefix("sch_")]
    if row["operator_actor"]:
        return merged(row["operator_actor"])
    return next(
        one["actor_id"] for one in choice("facility_actors") if row["id"] in one["services"].split(";")
    )


def _initiative(row: Row) -> str:
    by_id = next((one for prefix, one in INITIATIVE_OF_PREFIX.items() if row["id"].startswith(prefix)), "")
    return by_id or INITIATIVE_OF_NEED.get(row["need_category"], "")


def _name(row: Row) -> str:
    if row["id"].startswith("sch_"):
        return school_name({one["code"]: one for one in fact("schools")}[row["id"].removeprefix("sch_")])
    return pairs(choice("service_names"), "service_id", "name")[row["id"]]


def _note(row: Row) -> str:
    """Return what the note of a school says beyond its kind, type and pupils, which have columns."""
    said = (part.strip() for part in row["note"].split(";"))
    return joined(*(part for part in said if not SCHOOL_COLUMNS.match(part)))


def _pupils(row: Row) -> Row:
    school = {one["code"]: one for one in fact("schools")}.get(row["id"].removeprefix("sch_"), {})
    return {
        "school_kind": school.get("kind", ""),
        "school_type": school.get("type", "").lower(),
        "enrolled": school.get("pupils_2024_25", ""),
        "enrolled_2018_19": school.get("pupils_2018_19", ""),
        "enrolled_2019_20": school.get("pupils_2019_20", ""),
        "enrolled_2020_21": school.get("pupils_2020_21", ""),
    }


def _hand_over(table: dict[str, Row], row: Row) -> None:
    old = table[row["service_id"]]
    year = int(row["day"][:4])
    if row["day"] != f"{year}-01-01":
        raise ValueError("a service changes hands on the first day of a year, as the facts have it")
    table[row["new_service_id"]] = old | {
        "service_id": row["new_service_id"],
        "actor_id": row["actor_id"],
        "start": row["day"],
        "source_id": row["source_id"],
        "grade": row["grade"],
        "note": joined(old["note"], row["reason"]),
    }
    old |= {"end": f"{year - 1}-12-31", "status": "ended", "note": joined(old["note"], row["reason"])}


def _check(row: Row, needs: dict[str, Row]) -> None:
    unit = row.pop("capacity_unit")
    if row["capacity"] and unit != needs[row["need_id"]]["unit"]:
        raise ValueError(f"{row['service_id']}: {unit}, its need counts {needs[row['need_id']]['unit']}")
    if row["status"] == "ended" and not row["end"]:
        raise ValueError(f"{row['service_id']} is history and lacks its last day")
