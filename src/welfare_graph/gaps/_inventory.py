"""How complete our knowledge of a need's services is, area by area."""

from __future__ import annotations

import pandas as pd

from welfare_graph.ecosystem import Ecosystem

__all__ = ["completeness"]


def completeness(eco: Ecosystem, areas: pd.Index) -> pd.DataFrame:
    """Return `need_id, area_id, complete`: yes, partial, no, or assumed where the inventory says nothing.

    A row about an area wins over one about its zone, which wins over one about everywhere. What no row
    speaks of is taken as complete, and called assumed.
    """
    pairs = pd.MultiIndex.from_product([eco.needs.index, areas], names=["need_id", "area_id"])
    table = pairs.to_frame(index=False)
    table["zone"] = eco.areas["zone"].reindex(table["area_id"]).to_numpy()
    table["complete"] = "assumed"
    rows = eco.active("inventory")
    of_area, of_zone = rows["area_id"].notna(), rows["area_id"].isna() & rows["zone"].notna()
    for chosen, keys in (
        (~of_area & ~of_zone, ["need_id"]),
        (of_zone, ["need_id", "zone"]),
        (of_area, ["need_id", "area_id"]),
    ):
        said = rows[chosen].drop_duplicates(keys, keep="last").set_index(keys)["complete"]
        if len(said):
            at = pd.Index(table[keys[0]]) if len(keys) == 1 else pd.MultiIndex.from_frame(table[keys])
            found = pd.Series(said.reindex(at).to_numpy(), index=table.index)
            table["complete"] = found.where(found.notna(), table["complete"])
    return table.drop(columns="zone")
