"""The rows of the ledger that audits give: kinds of actor that a zone lacks, norms that are not met."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import pandas as pd

from welfare_graph._texts import number, text, unit_word
from welfare_graph.ecosystem import Ecosystem
from welfare_graph.gaps._arrays import records
from welfare_graph.gaps._overlap import missing_types
from welfare_graph.gaps._problem import NeedProblem, Problem
from welfare_graph.gaps._standards import standards
from welfare_graph.gaps._words import names_of_needs

__all__ = ["missing_rows", "norm_rows"]

_FEW = 10


def missing_rows(eco: Ecosystem, lang: str) -> Iterator[dict[str, Any]]:
    """Yield the kinds of actor that a zone lacks."""
    labels = eco.words("actor_type")[f"label_{lang}"]
    for row in records(missing_types(eco)):
        kind = f"«{labels.get(row.type, row.type)}»"
        fields = {"area": row.unit_id, "kind": kind, "present": row.present_in, "units": row.units}
        yield {
            "gap_id": f"missing_type/{row.unit_id}/{row.type}",
            "kind": "missing_type",
            "zone": row.unit_id,
            "grade": "estimate",
            "evidence": text("gaps.missing_type", lang, **fields),
            "remedy": text("gaps.remedy_missing_type", lang),
        }


def norm_rows(eco: Ecosystem, made: Problem, lang: str) -> Iterator[dict[str, Any]]:
    """Yield the norms that a unit does not meet."""
    if not len(eco.standards):
        return
    table = standards(eco, lang=lang)
    called = names_of_needs(eco, lang)
    for row in records(table[table["missing_units"] > 0]):
        kind, _, name = str(eco.standards["numerator"].loc[row.standard_id]).partition(":")
        need = made.needs.get(name) if kind in ("capacity", "count") else None
        people = row.missing_units * need.per_unit if need is not None and kind == "capacity" else np.nan
        unit = unit_word(name if need is None else need.unit, lang)
        fields = {
            "norm": row.name,
            "missing": number(row.missing_units, lang, 0 if row.missing_units >= _FEW else 1),
            "unit": f"«{called[name]}»" if kind == "count" else unit,
            "area": _unit_name(eco, row, lang),
            "services": row.unknown_services,
        }
        open_question = bool(pd.isna(row.complies))
        weak = open_question or not row.verified
        share = _share(row, people, made, need)
        yield _place(eco, row) | {
            "gap_id": f"standard/{row.unit_id}/{row.standard_id}",
            "kind": "unknown" if open_question else "standard",
            "need_id": None if need is None else need.need_id,
            "people": people,
            "share": share,
            "low": 0.0 * people if row.unknown_services else people,
            "high": people,
            "grade": "assumption" if weak else "estimate",
            "evidence": text(f"gaps.{_sentence(row, open_question)}", lang, **fields),
            "remedy": text(f"gaps.remedy_{_remedy(row, open_question)}", lang, **fields),
        }


def _share(row: Any, people: float, made: Problem, need: NeedProblem | None) -> float:
    """Return the share of an area's demand that it lacks; missing where a norm counts none."""
    if need is None or row.level != "area":
        return np.nan
    demand = float(need.demand[made.areas.get_loc(row.unit_id)])
    return people / demand if demand > 0 else np.nan


def _sentence(row: Any, open_question: bool) -> str:
    if open_question:
        return "standard_unknown"
    key = "standard" if row.direction == "min" else "standard_over"
    return key if row.verified else f"{key}_unverified"


def _remedy(row: Any, open_question: bool) -> str:
    if open_question:
        return "standard_unknown"
    return "standard" if row.direction == "min" else "standard_over"


def _place(eco: Ecosystem, row: Any) -> dict[str, str | None]:
    """Return the area and zone that a row of the audit is about."""
    if row.level == "area":
        zone = eco.areas["zone"].loc[row.unit_id]
        return {"area_id": row.unit_id, "zone": zone if isinstance(zone, str) else None}
    return {"area_id": None, "zone": row.unit_id if row.level == "zone" else None}


def _unit_name(eco: Ecosystem, row: Any, lang: str) -> str:
    if row.level == "territory":
        return text("gaps.territory", lang)
    names = {"area": eco.areas["name"], "catchment": eco.actors["name"]}
    return str(names[row.level].loc[row.unit_id]) if row.level in names else str(row.unit_id)
