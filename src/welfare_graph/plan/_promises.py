"""What a pact's signatories have promised already: fixed in every joint plan, at no cost to its budget."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

import pandas as pd

from welfare_graph import actions as deeds
from welfare_graph._texts import Said
from welfare_graph.ecosystem import Ecosystem

__all__ = ["promised_actions"]

_FIXED = ("signed", "active")
_ENDS = ("commitment_id", "actor_id", "partner_id", "service_id", "need_id", "area_id")


def promised_actions(eco: Ecosystem, excluded: Collection[str]) -> pd.DataFrame:
    """Signed and active commitments as actions, in order of their ids; `promised_eur` is what was stated.

    Left out: what names an excluded id, and ties that are there already. An opened service gets the id
    that the commitment gives, or a new one.
    """
    table = eco.active("commitments")
    table = table[table["status"].isin(_FIXED) & ~table[list(_ENDS)].isin(list(excluded)).any(axis=1)]
    linked = {frozenset(pair) for pair in eco.active("ties")[["source", "target"]].to_numpy().tolist()}
    rows = [
        _action(eco, dict(zip(table.columns, row, strict=True)))
        for row in table.sort_values(["initiative_id", "commitment_id"]).itertuples(index=False, name=None)
    ]
    kept = [row for row in rows if frozenset((row.get("source"), row.get("target"))) not in linked]
    frame = pd.DataFrame(kept, columns=[*deeds.COLUMNS, "commitment_id", "promised_eur"])
    opened = frame["action"] == "open"
    if opened.any():
        part = frame[opened]
        free = part["service_id"].notna() & ~part["service_id"].isin(eco.services.index)
        fresh = deeds.name_services(eco, part["need_id"], part["area_id"])
        ids = part["service_id"].where(free, pd.Series(fresh, index=part.index))
        frame["service_id"] = frame["service_id"].astype(object).where(~opened, ids)
    return frame


def _action(eco: Ecosystem, row: dict[str, Any]) -> dict[str, Any]:
    """One commitment as an action; raise where it does not say enough to be done."""
    known = {"action": row["action"], "commitment_id": row["commitment_id"], "cost_eur": 0.0}
    known["promised_eur"] = row["cost_eur"]
    if row["action"] == "tie":
        return {**known, **_stated(row, source="actor_id", target="partner_id")}
    if row["action"] == "open":
        spot = _stated(row, need_id="need_id", area_id="area_id", host_id="actor_id")
        return {**known, **spot, "service_id": row["service_id"], "quantity": row["quantity"]}
    service = str(_stated(row, service_id="service_id")["service_id"])
    need, area = (eco.services.loc[service, name] for name in ("need_id", "area_id"))
    return {
        **known, "service_id": service, "need_id": need, "area_id": area, "host_id": row["actor_id"],
        **_stated(row, quantity="quantity"),
    }  # fmt: skip


def _stated(row: dict[str, Any], **fields: str) -> dict[str, Any]:
    missing = [column for column in fields.values() if pd.isna(row[column])]
    if missing:
        told = {name: row[name] for name in ("status", "action")}
        words = {"missing_en": " and ".join(missing), "missing_it": " e ".join(missing)}
        raise ValueError(Said("errors.promise", commitment=row["commitment_id"], **told, **words))
    return {name: row[column] for name, column in fields.items()}
