"""Actors, initiatives, and who works with whom: ties between actors, memberships in initiatives."""

from __future__ import annotations

import re

from facts_io import Row, choice, fact, fix, joined, last_seen, pairs, sources, weakest
from naming import tidy

INITIATIVES = {"project", "programme", "agreement"}
DOUBTS = {"from memory, unverified": "assumption", "type inferred from the name": "estimate"}
BOTH_WAYS = {"collaborates", "shares_space"}
STARTS = {("member_of", "ciss"), ("signatory_of", "wepin"), ("signatory_of", "tavolo_welfare")}
GRADES = {"documented": "documented", "inferred": "estimate", "documented_conflict": "documented"}
LISTED = re.compile(r"5 per mille 2022 list; CF (\d{11}); choices (\d+); (.+)")
MERGED = pairs(choice("same_body"), "id", "same_as")


def merged(actor: str) -> str:
    """Return the id under which a body is kept (a few stand twice in the facts)."""
    return MERGED.get(actor, actor)


def _is_initiative(row: Row) -> bool:
    return row["type"] in INITIATIVES or row["id"] in pairs(choice("initiatives"), "initiative_id", "type")


def actors(areas: dict[str, Row]) -> dict[str, Row]:
    """Return all actors by id: bodies of the facts, schools, facilities whose manager is not documented."""
    rows = [row for row in (*fact("actors"), *fact("actors_new")) if not _is_initiative(row)]
    table = {row["id"]: _actor(row, areas) for row in rows if row["id"] not in MERGED}
    table |= {row["actor_id"]: row for row in (*_schools(), *_facilities())}
    _employers(table)
    fix("actors", table)
    for row in table.values():
        row["zone"] = areas[row["area_id"]]["zone"] if row["area_id"] else ""
    return table


def _actor(row: Row, areas: dict[str, Row]) -> Row:
    kind = {one["raw_type"]: one for one in choice("actor_types")}[row["type"]]
    return {
        "actor_id": row["id"],
        "name": tidy(row["name"]) if row["id"].startswith("ets_") else row["name"],
        "type": kind["type"],
        "area_id": row["istat_code"] if row["istat_code"] in areas else "",
        "sector": kind["sector"],
        "legal_form": kind["legal_form"],
        "size": "",
        "employees": "",
        "start": "",
        "end": "",
        "status": "",
        "source_id": row["source_id"],
        "grade": next((grade for words, grade in DOUBTS.items() if words in row["note"]), "documented"),
        **_register(row["note"]),
        "seat": row["seat"],
        "offers": row.get("services", ""),
        "type_documented": row["type"],
    }


def _register(note: str) -> Row:
    """Return a note without what the 5 per mille list says of a body, which has columns of its own."""
    found = LISTED.match(note)
    if not found:
        return {"note": note}
    return {"note": "", "tax_code": found[1], "choices_5x1000": found[2], "doubt": found[3]}


def school_actors() -> dict[str, str]:
    """Return the actor that runs each school of the registers, by the school's code."""
    actor = pairs(choice("schools"), "code", "actor_id")
    return {row["code"]: actor[row["institute_code"] or row["code"]] for row in fact("schools")}


def _schools() -> list[Row]:
    runs = school_actors()
    first = {runs[row["code"]]: row for row in reversed(fact("schools"))}
    named = {row["actor_id"]: row for row in choice("schools")}
    return [_school(row, first[actor]) for actor, row in named.items()]


def _school(row: Row, school: Row) -> Row:
    state = school["kind"] == "state"
    return {
        "actor_id": row["actor_id"],
        "name": row["name"],
        "type": "school",
        "area_id": row["area_id"],
        "sector": "public" if state else "private",
        "legal_form": "2.6.10" if state else "",
        "source_id": school["source_id"],
        "grade": "estimate",
        "note": "institute after the codes of the registers",
        "type_documented": "school",
    }


def _facilities() -> list[Row]:
    source = pairs(fact("services"), "id", "source_id")
    return [
        {
            "actor_id": row["actor_id"],
            "name": row["name"],
            "type": "facility",
            "area_id": row["area_id"],
            "source_id": sources(*(source[one] for one in row["services"].split(";"))),
            "grade": "documented",
            "note": row["note"],
        }
        for row in choice("facility_actors")
    ]


def _employers(table: dict[str, Row]) -> None:
    firms = [row for row in fact("services") if row["need_category"] == "employer_over_50"]
    for row in firms:
        actor = table[row["operator_actor"]]
        once = sum(one["operator_actor"] == row["operator_actor"] for one in firms) == 1
        people = int(row["capacity"])
        if once:
            actor |= {"employees": str(people), "size": "large" if people >= 250 else "medium"}
        actor["note"] = joined(actor["note"], f"{row['municipality']}, {people} employees: {row['note']}")
        actor["source_id"] = sources(actor["source_id"], row["source_id"])


def initiatives() -> dict[str, Row]:
    """Return all initiatives by id."""
    raw = {row["id"]: row for row in fact("actors")}
    chosen = {row["initiative_id"]: row for row in choice("initiatives")}
    table = {one: _initiative(row, raw.get(one)) for one, row in chosen.items()}
    missing = {row["id"] for row in fact("actors") if row["type"] in INITIATIVES} - set(table)
    if missing:
        raise ValueError(f"choices/initiatives.csv lacks {sorted(missing)}")
    for row in fact("relations"):
        if row["target_actor"] in table and row["relation"] == "part_of":
            table[row["source_actor"]]["part_of"] = row["target_actor"]
        if row["target_actor"] in table and row["source_actor"] in table and row["relation"] == "promotes":
            table[row["target_actor"]]["part_of"] = row["source_actor"]
    fix("initiatives", table)
    return table


def _initiative(row: Row, raw: Row | None) -> Row:
    raw = raw or {"name": row["name"], "source_id": row["source_id"], "note": "", "services": ""}
    dates = [one["date"] for one in fact("relations") if row["initiative_id"] in one.values()]
    return {
        "initiative_id": row["initiative_id"],
        "name": raw["name"],
        "type": row["type"],
        "part_of": "",
        "start": row["start"],
        "end": row["end"],
        "budget_eur": row["budget_eur"],
        "status": row["status"],
        "source_id": raw["source_id"],
        "grade": row["grade"] or "documented",
        "note": joined(raw["note"], row["note"]),
        "about": raw["services"],
        "last_seen": last_seen(raw["source_id"], *dates),
    }


def relations(initiatives: dict[str, Row]) -> tuple[list[Row], list[Row]]:
    """Return ties and memberships: one row for each pair and word, with all that documents it."""
    ties: dict[str, Row] = {}
    memberships: dict[str, Row] = {}
    become = {(row["raw_relation"], row["target_is"]): row for row in choice("relations")}
    for row in (*(_documented(one) for one in fact("relations")), *choice("relations_added")):
        if row["source_actor"] in initiatives:
            continue
        target_is = "initiative" if row["target_actor"] in initiatives else "actor"
        rule = become[row["relation"], target_is]
        if rule["becomes"] == "tie":
            ties[row["id"]] = _tie(row, rule["word"])
        elif rule["becomes"] == "membership":
            memberships[row["id"]] = _membership(row, rule["word"])
    fix("ties", ties)
    for row in ties.values():
        if row["type"] in BOTH_WAYS:
            row["source"], row["target"] = sorted((row["source"], row["target"]))
    single = _once(memberships, ("actor_id", "initiative_id", "role"))
    return _once(ties, ("source", "target", "type")), single


def _documented(row: Row) -> Row:
    starts = (row["relation"], row["target_actor"]) in STARTS
    return {
        "id": row["id"],
        "source_actor": row["source_actor"],
        "relation": row["relation"],
        "target_actor": row["target_actor"],
        "start": row["date"] if starts else "",
        "end": "",
        "source_id": row["source_id"],
        "grade": GRADES[row["confidence"]],
        "note": row["note"],
        "evidence_date": row["date"],
    }


def _tie(row: Row, word: str) -> Row:
    ends = {"source": merged(row["source_actor"]), "target": merged(row["target_actor"]), "type": word}
    return ends | _common(row)


def _membership(row: Row, word: str) -> Row:
    ends = {"actor_id": merged(row["source_actor"]), "initiative_id": row["target_actor"], "role": word}
    return ends | _common(row)


def _common(row: Row) -> Row:
    return {
        "start": row["start"],
        "end": row["end"],
        "status": "",
        "source_id": row["source_id"],
        "grade": row["grade"],
        "note": row["note"],
        "relation_id": row["id"],
        "relation_documented": row["relation"],
        "evidence_date": row.get("evidence_date", ""),
    }


def _once(rows: dict[str, Row], key: tuple[str, ...]) -> list[Row]:
    table: dict[tuple[str, ...], Row] = {}
    for row in rows.values():
        same = table.setdefault(tuple(row[part] for part in key), row)
        if same is not row:
            same["source_id"] = sources(same["source_id"], row["source_id"])
            same["grade"] = weakest(same["grade"], row["grade"])
            for column in ("note", "relation_id", "relation_documented", "evidence_date"):
                same[column] = joined(same[column], row[column])
    return list(table.values())
