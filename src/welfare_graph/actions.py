"""A set of actions applied to a territory: open a node, add places, tie two actors.

Plans and pacts both speak in actions, one a row: `action` (open, expand, tie), `need_id`, `area_id`,
`host_id`, `service_id`, `source`, `target`, `quantity`. Other columns are kept out of the territory.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pandas as pd

from welfare_graph._names import check
from welfare_graph.ecosystem import Ecosystem
from welfare_graph.errors import UnknownNameError
from welfare_graph.rules import Rules, as_rules

__all__ = ["COLUMNS", "apply"]

COLUMNS = (
    "action",
    "need_id",
    "area_id",
    "host_id",
    "service_id",
    "source",
    "target",
    "quantity",
    "cost_eur",
    "people",
)
"""Columns of a table of actions, as plans write them."""

_KINDS = ("open", "expand", "tie")


def apply(
    eco: Ecosystem, actions: pd.DataFrame, *, rules: Rules | None = None, closed: Iterable[str] = ()
) -> Ecosystem:
    """Return the territory after the actions, as if they were done on its reference date.

    A planner reads it as: the same territory, with the nodes opened, the places added and the ties made.
    Nothing else changes, so that gaps before and after can be compared.

    Parameters
    ----------
    eco
        The territory before; it is not changed.
    actions
        One action a row: `open` (a service for `need_id` in `area_id`, run by `host_id`, with `quantity`
        places), `expand` (`quantity` more places in `service_id`), `tie` (`source` with `target`).
    rules
        Says with which trust a new tie counts (`tie_trust`); None is `Rules()`.
    closed
        Services that end, by id.

    Returns
    -------
    Ecosystem
        With one more service for each `open`, and one more actor of type `facility` where it has no host.

    Raises
    ------
    UnknownNameError
        If an action, a need, an area, an actor or a service does not exist.

    Notes
    -----
    A service opened without a `quantity` has an unknown capacity. Places added to an unknown capacity leave
    it unknown. Ids of new rows follow from need and area, so the same actions give the same territory. New
    rows start on the reference date, if there is one, and are graded an assumption.

    Examples
    --------
    >>> import pandas as pd
    >>> import welfare_graph as wg
    >>> eco = wg.datasets.two_valleys()
    >>> rows = pd.DataFrame(
    ...     {
    ...         "action": ["open"],
    ...         "need_id": "childcare",
    ...         "area_id": "001004",
    ...         "host_id": "costa",
    ...         "quantity": 4.0,
    ...     }
    ... )
    >>> after = wg.actions.apply(eco, rows)
    >>> after.services.loc["childcare_001004", "actor_id"]
    'costa'
    """
    table = actions.reindex(columns=[*COLUMNS[:8], "trust"])
    _all_in(table["action"], pd.Index(_KINDS), "action")
    rows = {kind: table[table["action"] == kind] for kind in _KINDS}
    services = _close(eco.services, closed)
    opened = _named(eco, rows["open"])
    made: dict[str, pd.DataFrame] = {}
    if len(opened):
        _known(eco, opened)
        hostless = opened[opened["host_id"].isna()]
        if len(hostless):
            made["actors"] = _append(eco.actors, _facilities(eco, hostless))
    if len(opened) or len(rows["expand"]) or len(services) < len(eco.services):
        services = _expand(services, rows["expand"])
        made["services"] = _append(services, _services(eco, opened))
    if len(rows["tie"]):
        made["ties"] = _append(eco.ties, _ties(eco, rows["tie"], as_rules(rules)))
    return eco.replace(**made) if made else eco


def name_services(eco: Ecosystem, needs: Iterable[str], areas: Iterable[str]) -> list[str]:
    """Return the ids that new services for these needs in these areas get, in order.

    Parameters
    ----------
    eco
        The territory they open in.
    needs
        Need of each service.
    areas
        Area of each service.

    Returns
    -------
    list of str
        ``need_area``, with a number where that is taken.

    Examples
    --------
    >>> import welfare_graph as wg
    >>> name_services(wg.datasets.two_valleys(), ["childcare"] * 2, ["001004"] * 2)
    ['childcare_001004', 'childcare_001004_2']
    """
    taken = {*eco.services.index, *eco.actors.index}
    return [_fresh(f"{need}_{area}", taken) for need, area in zip(needs, areas, strict=True)]


def _fresh(base: str, taken: set[str]) -> str:
    word, count = base, 1
    while word in taken:
        count += 1
        word = f"{base}_{count}"
    taken.add(word)
    return word


def _close(services: pd.DataFrame, closed: Iterable[str]) -> pd.DataFrame:
    ended = list(closed)
    _all_in(pd.Series(ended, dtype="str"), services.index, "service")
    return services.drop(index=ended) if ended else services


def _named(eco: Ecosystem, opened: pd.DataFrame) -> pd.DataFrame:
    """Give each opened service an id that is free: the one it has, or a new one."""
    if not len(opened):
        return opened
    fresh = name_services(eco, opened["need_id"], opened["area_id"])
    given = opened["service_id"]
    free = given.notna() & ~given.isin(eco.services.index) & ~given.duplicated()
    return opened.assign(service_id=np.where(free, given, fresh))


def _known(eco: Ecosystem, opened: pd.DataFrame) -> None:
    _all_in(opened["need_id"], eco.needs.index, "need")
    _all_in(opened["area_id"], eco.areas.index, "area")
    _all_in(opened["host_id"].dropna(), eco.actors.index, "actor")


def _all_in(words: pd.Series, known: pd.Index, what: str) -> None:
    for word in words[~words.isin(known)]:
        check(str(word), known, what)


def _facilities(eco: Ecosystem, opened: pd.DataFrame) -> pd.DataFrame:
    """Return one actor a service without a host, named after what it does and where."""
    needs, areas = eco.needs["name"], eco.areas["name"]
    words = [
        f"{needs[need]}, {areas[area]}"
        for need, area in zip(opened["need_id"], opened["area_id"], strict=True)
    ]
    frame = pd.DataFrame({"name": words, "type": "facility", "area_id": opened["area_id"].to_numpy()})
    frame.index = pd.Index(opened["service_id"], name="actor_id")
    return frame.assign(start=eco.reference_date, grade="assumption")


def _services(eco: Ecosystem, opened: pd.DataFrame) -> pd.DataFrame:
    host = opened["host_id"].where(opened["host_id"].notna(), opened["service_id"])
    frame = pd.DataFrame(
        {
            "actor_id": host.to_numpy(),
            "need_id": opened["need_id"].to_numpy(),
            "area_id": opened["area_id"].to_numpy(),
            "capacity": opened["quantity"].to_numpy(dtype=np.float64, na_value=np.nan),
            "start": eco.reference_date,
            "grade": "assumption",
        },
        index=pd.Index(opened["service_id"], name="service_id"),
    )
    names = eco.needs["name"].reindex(frame["need_id"]).to_numpy()
    places = eco.areas["name"].reindex(frame["area_id"]).to_numpy()
    return frame.assign(name=[f"{need}, {place}" for need, place in zip(names, places, strict=True)])


def _expand(services: pd.DataFrame, rows: pd.DataFrame) -> pd.DataFrame:
    if not len(rows):
        return services
    _all_in(rows["service_id"], services.index, "service")
    more = rows.groupby("service_id")["quantity"].sum()
    capacity = services["capacity"].add(more.reindex(services.index).fillna(0.0))
    return services.assign(capacity=capacity)


def _ties(eco: Ecosystem, rows: pd.DataFrame, rules: Rules) -> pd.DataFrame:
    for end in ("source", "target"):
        _all_in(rows[end], eco.actors.index, "actor")
    loops = rows["source"] == rows["target"]
    if loops.any():
        raise UnknownNameError(f"A tie needs two actors; {rows['source'][loops].iloc[0]!r} stands twice.")
    trust = rows["trust"].to_numpy(dtype=np.float64, na_value=np.nan)
    return pd.DataFrame(
        {
            "source": rows["source"].to_numpy(),
            "target": rows["target"].to_numpy(),
            "type": "collaborates",
            "trust": np.where(np.isnan(trust), rules.added_trust, trust),
            "start": eco.reference_date,
            "grade": "assumption",
        }
    )


def _append(table: pd.DataFrame, rows: pd.DataFrame) -> pd.DataFrame:
    """Put rows under a table, in its columns and types."""
    if not len(rows):
        return table
    same = rows.reindex(columns=table.columns)
    same = same.astype({name: table[name].dtype for name in table.columns})
    return pd.concat([table, same], ignore_index=table.index.name is None)
