"""Audit against norms: what is there, what the norm asks, and what is missing to comply."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from welfare_graph._names import check
from welfare_graph._texts import Said, text
from welfare_graph.ecosystem import Ecosystem, first_day, last_day
from welfare_graph.errors import UnknownNameError
from welfare_graph.gaps._arrays import floats
from welfare_graph.gaps._problem import require
from welfare_graph.gaps._reach import services_of

__all__ = ["standards"]

_COLUMNS = {
    "standard_id": "str",
    "name": "str",
    "law": "str",
    "level": "str",
    "unit_id": "str",
    "numerator": "float64",
    "denominator": "float64",
    "value": "float64",
    "threshold": "float64",
    "direction": "str",
    "complies": "boolean",
    "missing_units": "float64",
    "unknown_services": "int64",
    "verified": "boolean",
    "note": "str",
}


def standards(eco: Ecosystem, *, lang: str = "en") -> pd.DataFrame:
    """Audit the territory against the norms of `standards`.

    A planner reads it as: the norm asks one place for every three children; here there are 31 for 128; 11
    are missing to comply. A norm that nobody has verified says so and is not law.

    Parameters
    ----------
    eco
        Territory with `areas` and `standards`.
    lang
        Language of names and notes: "en" or "it".

    Returns
    -------
    DataFrame
        One row a norm in force and unit (area, zone, catchment of an actor, or the territory):
        `standard_id, name, law, level, unit_id, numerator, denominator, value, threshold, direction,
        complies, missing_units` (in the numerator's unit; 0 where it complies), `unknown_services` (services
        whose capacity nobody states), `verified, note`.

    Raises
    ------
    MissingTableError
        If there are no areas or standards.
    UnknownNameError
        If a norm names a need, or a column of areas, that does not exist.

    Notes
    -----
    value = numerator / denominator; `capacity:NEED` adds the stated capacities of the services that count
    and stand in the unit, `count:NEED` counts them, `column:X` adds a column of areas. A catchment is the
    areas of an actor's rows in `catchments` and its own services; actors that run no such service are left
    out, if any does. Where unknown capacities could change
    the verdict, `complies` is missing. It checks numbers, not quality.

    Examples
    --------
    >>> import welfare_graph as wg
    >>> table = wg.gaps.standards(wg.datasets.two_valleys())
    >>> table[["unit_id", "missing_units", "note"]].round(2)
           unit_id  missing_units            note
    0   Valle Alta           2.58  to be verified
    1  Valle Bassa           8.66  to be verified
    """
    check(lang, ("en", "it"), "language")
    eco = eco.current()
    require(eco, "gaps.standards", "areas", "standards")
    rows = []
    for standard_id, norm in eco.standards[_in_force(eco)].iterrows():
        for unit, areas, actor in _units(eco, str(norm["level"]), str(norm["numerator"])):
            rows.append({"standard_id": standard_id} | _audit(eco, norm, unit, areas, actor, lang))
    return pd.DataFrame(rows, columns=list(_COLUMNS)).astype(_COLUMNS)


def _in_force(eco: Ecosystem) -> np.ndarray:
    """Mark the norms in force on the reference date (all, where there is none)."""
    day = eco.reference_date
    table = eco.standards
    if day is None:
        return np.ones(len(table), bool)
    begun = [not isinstance(date, str) or first_day(date) <= last_day(day) for date in table["valid_from"]]
    over = [isinstance(date, str) and last_day(date) < last_day(day) for date in table["valid_to"]]
    return np.asarray(np.array(begun, bool) & ~np.array(over, bool))


def _units(eco: Ecosystem, level: str, numerator: str) -> list[tuple[str, pd.Index, str | None]]:
    """Return the units of a level: name, areas, and the actor whose catchment it is."""
    areas = eco.areas.index.sort_values()
    if level == "territory":
        return [("territory", areas, None)]
    if level == "area":
        return [(str(area), areas[[place]], None) for place, area in enumerate(areas)]
    if level == "zone":
        zone = eco.areas["zone"].loc[areas]
        return [
            (str(name), areas[(zone == name).to_numpy(dtype=bool)], None)
            for name in sorted(zone.dropna().unique())
        ]
    rows, services = eco.active("catchments"), eco.active("services")
    running = services.loc[services["need_id"] == numerator.partition(":")[2], "actor_id"]
    rows = rows[rows["actor_id"].isin(running)] if rows["actor_id"].isin(running).any() else rows
    return [
        (str(actor), pd.Index(sorted(part["area_id"].unique())), str(actor))
        for actor, part in rows.groupby("actor_id")
    ]


def _audit(
    eco: Ecosystem, norm: pd.Series, unit: str, areas: pd.Index, actor: str | None, lang: str
) -> dict[str, Any]:
    top, unknown = _amount(eco, str(norm["numerator"]), areas, actor)
    below = 1.0 if norm["denominator"] == "one" else _amount(eco, str(norm["denominator"]), areas, actor)[0]
    threshold, least = float(norm["threshold"]), norm["direction"] == "min"
    short = (threshold * below - top) * (1 if least else -1)
    short = 0.0 if short <= 1e-9 * max(abs(threshold * below), 1.0) else short
    open_question = unknown > 0 and (short > 0 if least else short == 0)
    verified = pd.notna(norm["verified"]) and bool(norm["verified"])
    return {
        "name": norm[f"name_{lang}"],
        "law": norm["law"],
        "level": norm["level"],
        "unit_id": unit,
        "numerator": top,
        "denominator": below,
        "value": top / below if below > 0 else np.nan,
        "threshold": threshold,
        "direction": norm["direction"],
        "complies": pd.NA if open_question or np.isnan(below) else short <= 0,
        "missing_units": short,
        "unknown_services": unknown,
        "verified": verified,
        "note": "" if verified else text("gaps.to_be_verified", lang),
    }


def _amount(eco: Ecosystem, word: str, areas: pd.Index, actor: str | None) -> tuple[float, int]:
    """Return the amount that a norm's expression names, and how many services do not state theirs."""
    kind, _, name = word.partition(":")
    if kind == "column":
        check(name, eco.areas.columns, "column of areas")
        return float(floats(eco.areas[name].loc[areas].astype("float64")).sum()), 0
    if kind not in ("capacity", "count"):
        raise UnknownNameError(Said("errors.norm", given=word))
    services = services_of(eco)
    ids, needs = eco.areas.index.sort_values(), eco.needs.index.sort_values()
    mine = services.need == list(needs).index(check(name, needs, "need"))
    mine &= np.isin(services.area, ids.get_indexer(areas))
    if actor is not None:
        mine &= services.actor == eco.active("actors").index.sort_values().get_loc(actor)
    if kind == "count":
        return float(mine.sum()), 0
    return float(np.nansum(services.capacity[mine])), int(np.isnan(services.capacity[mine]).sum())
