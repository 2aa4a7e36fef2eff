"""What a territory says when it is looked at: its words, and how much is in it."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from welfare_graph import schema


def words_of(kind: str, vocabulary: pd.DataFrame) -> pd.DataFrame:
    """Return the words of a kind, the default ones and then the territory's own, by code."""
    default = pd.DataFrame(
        {
            "code": [word.code for word in schema.WORDS[kind]],
            "label_en": [word.en for word in schema.WORDS[kind]],
            "label_it": [word.it for word in schema.WORDS[kind]],
            "directed": pd.array([word.directed for word in schema.WORDS[kind]], dtype="boolean"),
            "color": pd.array([word.color for word in schema.WORDS[kind]], dtype="str"),
            "symbol": pd.array([word.symbol for word in schema.WORDS[kind]], dtype="str"),
        }
    )
    own = vocabulary[vocabulary["kind"] == kind].drop(columns="kind")
    both = pd.concat([default, own], ignore_index=True) if len(own) else default.reindex(columns=own.columns)
    return both.drop_duplicates("code", keep="last").set_index("code").astype({"directed": "boolean"})


def summary_of(tables: Mapping[str, pd.DataFrame], counting: Mapping[str, int]) -> pd.DataFrame:
    """Return how many rows each table has, how many count, and how many each grade has."""
    rows = {}
    for name in [table for table in schema.TABLES if table in tables and len(tables[table])]:
        frame = tables[name]
        grades = frame["grade"].value_counts() if "grade" in frame else pd.Series(dtype="int64")
        rows[name] = {"rows": len(frame), "counting": counting[name]} | {
            grade: int(grades.get(grade, 0)) for grade in schema.GRADES
        }
    columns = ["rows", "counting", *schema.GRADES]
    return pd.DataFrame.from_dict(rows, orient="index", columns=columns).rename_axis("table").astype("int64")


def line_of(tables: Mapping[str, pd.DataFrame], title: str | None, day: str | None) -> str:
    """Return a territory in one line: its title, its day, how many rows each table has."""
    name = " ".join(word for word in (title, f"on {day}" if day else None) if word)
    sizes = ", ".join(f"{len(frame):,} {table}" for table, frame in tables.items() if len(frame))
    return f"<Ecosystem{name and ' '}{name}: {sizes or 'empty'}>"
