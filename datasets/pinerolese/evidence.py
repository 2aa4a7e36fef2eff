"""What documents say of the needs, beside the rows it is about: a column ``evidence``."""

from __future__ import annotations

from facts_io import Row, choice, fact, joined


def attach(tables: dict[str, list[Row]]) -> None:
    """Add to a need, an area, an initiative or a service what documents say of it.

    A fact without ids is one that the tables give by themselves: its row says so in ``reason``.
    """
    place = {row["fact_id"]: row for row in choice("evidence")}
    for row in fact("needs"):
        where = place[row["id"]]
        for one in filter(None, where["ids"].split(";")):
            target = next(line for line in tables[where["table"]] if next(iter(line.values())) == one)
            target["evidence"] = joined(target.get("evidence", ""), _sentence(row))


def sources() -> set[str]:
    """Return the sources of what is attached."""
    attached = {row["fact_id"] for row in choice("evidence") if row["ids"]}
    return {one for row in fact("needs") if row["id"] in attached for one in row["source_id"].split(";")}


def _sentence(row: Row) -> str:
    value = f": {row['value']} {row['unit']}" if row["value"] else ""
    return f"{row['indicator']}{value} ({row['area']}, {row['period']}; {row['kind']}, {row['source_id']})"
