"""Needs, how much of them there is, what is known of their services, what an action costs, and the norms."""

from __future__ import annotations

from facts_io import Row, assumptions, choice, fact, pairs

DATE = "1 January 2023"
BASES = {
    "population": "residents",
    "age_0_2": "children aged 0-2",
    "age_3_5": "children aged 3-5",
    "age_6_10": "children aged 6-10",
    "age_11_13": "children aged 11-13",
    "age_0_14": "children aged 0-14",
    "age_65_plus": "residents aged 65 and over",
    "women_14_plus": "women aged 14 and over",
}


def needs() -> dict[str, Row]:
    """Return all kinds of need by id, with how far people go for them where it is assumed."""
    assumed = {row["need_id"]: row for row in assumptions()}
    table = {}
    for row in choice("needs"):
        said = assumed.get(row["need_id"], {})
        table[row["need_id"]] = {
            "need_id": row["need_id"],
            "name": row["name"],
            "name_it": row["name_it"],
            "unit": row["unit"],
            "people_per_unit": row["people_per_unit"],
            "max_minutes": said.get("max_minutes", ""),
            "target_group": row["target_group"],
            "category": row["category"],
            "minutes_grade": said.get("minutes_grade", ""),
            "minutes_basis": said.get("minutes_basis", ""),
        }
    return table


def demand(areas: list[Row]) -> list[Row]:
    """Return how much of each need an area has: its people times the rate of ``assumptions.csv``."""
    return [_demand(area, row) for row in assumptions() if row["base"] for area in areas]


def _demand(area: Row, row: Row) -> Row:
    people = int(area[row["base"]])
    certain = row["rate_grade"] == "computed"
    rate = "" if certain else f" x {row['unit_rate']}" + (f" ({row['rate_id']})" if row["rate_id"] else "")
    return {
        "area_id": area["area_id"],
        "need_id": row["need_id"],
        "quantity": _times(people, row["unit_rate"]),
        "low": _times(people, row["low_rate"]),
        "high": _times(people, row["high_rate"]),
        "method": f"{BASES[row['base']]} on {DATE}{rate}",
        "grade": row["rate_grade"],
        "source_id": row["source_id"],
    }


def _times(people: int, rate: str) -> str:
    return f"{round(people * float(rate), 6):.6f}".rstrip("0").rstrip(".")


def inventory() -> list[Row]:
    """Return how complete the services of each need are."""
    return [
        {"need_id": row["need_id"], "complete": row["complete"], "note": row["inventory_note"]}
        for row in choice("needs")
    ]


def costs() -> list[Row]:
    """Return what it costs to open, to expand and to work together."""
    rows = []
    for row in assumptions():
        if row["open_fixed_eur"]:
            rows.append(_cost(row, "open", row["open_fixed_eur"], row["open_unit_eur"]))
        if row["expand_unit_eur"]:
            rows.append(_cost(row, "expand", "0", row["expand_unit_eur"]))
    return rows


def _cost(row: Row, action: str, fixed: str, unit: str) -> Row:
    tie = row["need_id"] == "tie"
    return {
        "action": "tie" if tie else action,
        "need_id": "" if tie else row["need_id"],
        "fixed_eur": fixed,
        "unit_eur": unit,
        "grade": row[f"{action}_grade"],
        "source_id": row["cost_source_id"],
        "note": row["cost_basis"],
    }


def standards() -> list[Row]:
    """Return the norms to audit against; one that nobody checked says so."""
    source = pairs(choice("source_of_standard"), "standard_id", "source_id")
    return [row | {"source_id": source.get(row["standard_id"], "")} for row in fact("standards")]


def adjacency() -> list[Row]:
    """Return the municipalities that border each other, and whether a road is assumed to join them."""
    return [
        {
            "area_a": row["istat_code_a"],
            "area_b": row["istat_code_b"],
            "road": row["road_assumed"],
            "grade": row["grade"],
            "shared_border_km": row["shared_border_km_approx"],
            "note": row["note"],
        }
        for row in fact("adjacency")
    ]


def catchments() -> list[Row]:
    """Return who serves whom by statute: the consortium, the health district, the union that came before."""
    rows = []
    for row in fact("municipalities"):
        area, since = row["istat_code"], row["ciss_member_since"]
        rows.append({"actor_id": "ciss", "area_id": area, "start": since, "source_id": "S01"})
        rows.append({"actor_id": "asl_to3", "area_id": area, "source_id": "S14"})
        if since == "2025-01-01":
            rows.append({"actor_id": "um_chisone", "area_id": area, "end": "2024-12-31", "source_id": "S69"})
    return sorted(rows, key=lambda row: (row["actor_id"], row["area_id"]))
