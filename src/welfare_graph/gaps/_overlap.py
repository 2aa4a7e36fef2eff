"""Where nobody, one or many providers reach; which kinds of actor are missing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal

import numpy as np
import pandas as pd

from welfare_graph._names import check
from welfare_graph.ecosystem import Ecosystem
from welfare_graph.gaps._inventory import completeness
from welfare_graph.gaps._problem import problem, require
from welfare_graph.rules import Rules

__all__ = ["missing_types", "overlap"]


def overlap(eco: Ecosystem, *, rules: Rules | None = None) -> pd.DataFrame:
    """Count, for every area and need, the providers and services that are reached: none, one or many.

    A planner looks for zeros (nobody), ones (if that one stops, nobody) and crowds (who could share).

    Parameters
    ----------
    eco
        Territory with `areas`, `needs`, `demand`.
    rules
        What counts as reached; None is `Rules()`.

    Returns
    -------
    DataFrame
        Indexed `(area_id, need_id)`, a row for every area and need of `demand`: `providers` (different
        actors), `services`, `reached` (none, one, many), `demand` (people), `inventory` (yes, partial, no,
        mixed, or assumed where nobody says).

    Raises
    ------
    MissingTableError
        If there are no areas, needs or demand.

    Notes
    -----
    Counts only: one large service may do more than five small ones, see `allocate`. Cost: one pass over
    the pairs reached.

    Examples
    --------
    >>> import welfare_graph as wg
    >>> table = wg.gaps.overlap(wg.datasets.two_valleys())
    >>> table["reached"].xs("childcare", level="need_id").tolist()
    ['one', 'many', 'many', 'none']
    """
    require(eco.current(), "gaps.overlap", "areas", "needs", "demand")
    made = problem(eco, rules)
    parts = []
    for name, need in made.needs.items():
        actor = made.services.actor[need.services[need.service]]
        pairs = np.unique(need.area * max(len(made.actors), 1) + actor)
        providers = np.bincount(pairs // max(len(made.actors), 1), minlength=need.demand.size)
        services = np.bincount(need.area, minlength=need.demand.size)
        part = pd.DataFrame({"providers": providers, "services": services, "demand": need.demand})[need.asked]
        part.index = pd.MultiIndex.from_arrays(
            [made.areas[need.asked], pd.Index([name] * len(part), dtype="str")], names=["area_id", "need_id"]
        )
        parts.append(part)
    table = pd.concat(parts).sort_index()
    words = np.array(["none", "one", "many"], dtype=object)[np.minimum(table["providers"].to_numpy(), 2)]
    table.insert(2, "reached", pd.Series(words, index=table.index, dtype="str"))
    known = completeness(eco.current(), made.areas).set_index(["area_id", "need_id"])["complete"]
    return table.assign(inventory=known.reindex(table.index))


def missing_types(
    eco: Ecosystem,
    *,
    by: Literal["zone", "area"] = "zone",
    template: Sequence[str] | Mapping[str, Sequence[str]] | None = None,
    share: float = 0.5,
) -> pd.DataFrame:
    """Say which kinds of actor are seated nowhere in an area or zone though comparable ones have them.

    A planner reads it as a question to ask: is there really no such body here, or do our sources not name it?

    Parameters
    ----------
    eco
        Territory with `areas` and `actors`.
    by
        Compare zones or areas.
    template
        Actor types that should be there: a list for all units, or a list by unit. None compares with the
        others: a type counts as expected where at least `share` of the units have it.
    share
        Share of units, above 0 to 1, that must have a type before its absence counts.

    Returns
    -------
    DataFrame
        `unit, unit_id, type, present_in, units, population`, sorted by unit and type, one row a missing
        type: in how many of the units it is present, and who lives there (missing: unknown).

    Raises
    ------
    MissingTableError
        If there are no areas.
    UnknownNameError
        If a unit or type of the template does not exist.

    Notes
    -----
    Only actors that count and have a seat in `area_id`; a body that works here from a seat elsewhere is
    not seen. Absence from the table is not absence from the territory.

    Examples
    --------
    >>> import welfare_graph as wg
    >>> found = wg.gaps.missing_types(wg.datasets.two_valleys())
    >>> found[found["unit_id"] == "Valle Alta"]["type"].tolist()
    ['firm', 'health_authority', 'mutual_aid_society']
    """
    check(by, ("zone", "area"), "unit")
    if not 0 < share <= 1:
        raise ValueError(f"share must be above 0 and at most 1, not {share!r}.")
    eco = eco.current()
    require(eco, "gaps.missing_types", "areas")
    unit_of = eco.areas["zone"] if by == "zone" else eco.areas.index.to_series()
    units = sorted(unit_of.dropna().unique())
    actors = eco.active("actors")
    present = pd.DataFrame({"unit": unit_of.reindex(actors["area_id"]).to_numpy(), "type": actors["type"]})
    held = set(present.dropna().itertuples(index=False, name=None))
    expected = _expected(eco, units, held, template, share)
    people = eco.areas["population"].astype("float64").groupby(unit_of).sum(min_count=1)
    kinds = pd.Series([kind for _, kind in held], dtype="str").value_counts()
    rows = [
        (by, unit, kind, int(kinds.get(kind, 0)), len(units), float(people.get(unit, np.nan)))
        for unit in units
        for kind in sorted(expected[unit])
        if (unit, kind) not in held
    ]
    table = pd.DataFrame(rows, columns=["unit", "unit_id", "type", "present_in", "units", "population"])
    text = dict.fromkeys(("unit", "unit_id", "type"), "str")
    return table.astype(text | {"present_in": "int64", "units": "int64", "population": "float64"})


def _expected(
    eco: Ecosystem,
    units: Sequence[str],
    held: set[tuple[str, str]],
    template: Sequence[str] | Mapping[str, Sequence[str]] | None,
    share: float,
) -> dict[str, set[str]]:
    """Return the actor types that each unit should have."""
    if template is None:
        kinds = pd.Series([kind for _, kind in held], dtype="str").value_counts()
        common = {str(kind) for kind, count in kinds.items() if count >= share * len(units)}
        return dict.fromkeys(units, common)
    known = [*eco.words("actor_type").index, *eco.actors["type"].unique()]
    if not isinstance(template, Mapping):
        template = dict.fromkeys(units, template)
    for unit, types in template.items():
        check(unit, units, "unit")
        for kind in types:
            check(kind, known, "actor type")
    return {unit: set(template.get(unit, ())) for unit in units}
