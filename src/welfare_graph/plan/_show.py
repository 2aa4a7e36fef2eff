"""A plan as a person reads it: sentences, then its actions."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from welfare_graph._repr import frame_html
from welfare_graph._texts import number, text

if TYPE_CHECKING:
    from welfare_graph.plan._plan import Plan

__all__ = ["action_lines", "plan_html", "plan_sentences"]


def plan_sentences(plan: Plan, lang: str = "en") -> list[str]:
    """What the plan gains, what it costs and how sure it is, one sentence each."""
    effect = plan.effect
    sums = {name: number(float(effect[name].sum()), lang) for name in ("before", "after", "gained", "demand")}
    lines = [text("plan.gain", lang, **sums), _proof(plan, lang)]
    if not np.isnan(plan.budget_used):
        lines.append(text("plan.cost", lang, cost=number(plan.budget_used, lang)))
    worst = plan.equity["after"]
    if isinstance(worst["worst_area"], str):
        names = _names(plan, lang)
        area = names.get(worst["worst_area"], worst["worst_area"])
        lines.append(text("plan.worst", lang, area=area, share=number(100 * worst["worst_share"], lang)))
    return lines


def _proof(plan: Plan, lang: str) -> str:
    if not np.isfinite(plan.gap):
        return text("plan.unbounded", lang)
    if plan.status == "optimal":
        return text("plan.optimal", lang)
    return text(f"plan.{plan.status}", lang, gap=number(100 * plan.gap, lang, 3))


def _names(plan: Plan, lang: str) -> dict[str, str]:
    known = plan.parameters
    return {**known.get("names", {}), **(known.get("names_it", {}) if lang == "it" else {})}


def action_lines(plan: Plan, lang: str = "en") -> pd.DataFrame:
    """One readable line an action, with its people and its cost."""
    names = _names(plan, lang)
    rows = [
        (_line(row, names, lang), row.people, row.cost_eur) for row in plan.actions.itertuples(index=False)
    ]
    columns = [text(f"plan.column_{name}", lang) for name in ("action", "people", "cost")]
    return pd.DataFrame(rows, columns=columns)


def _line(row: object, names: dict[str, str], lang: str) -> str:
    def name(field: str) -> str:
        value = getattr(row, field)
        return str(names.get(value, value))

    quantity = getattr(row, "quantity", np.nan)
    digits = 0 if quantity != quantity or float(quantity).is_integer() else 1
    written = "" if quantity != quantity else number(quantity, lang, digits)
    if row.action == "open":  # type: ignore[attr-defined]
        host = getattr(row, "host_id", None)
        who = text("plan.hosted", lang, host=name("host_id")) if isinstance(host, str) else None
        parts = [
            text("plan.open", lang, need=name("need_id"), area=name("area_id")),
            who or text("plan.no_host", lang),
        ]
        return ", ".join([*parts, *([text("plan.places", lang, quantity=written)] if written else [])])
    if row.action == "expand":  # type: ignore[attr-defined]
        return text("plan.expand", lang, quantity=written, service=name("service_id"))
    return text("plan.tie", lang, source=name("source"), target=name("target"))


def plan_html(plan: Plan, lang: str = "en") -> str:
    """The plan as HTML; every word of the data is escaped."""
    heading = escape(text(f"plan.title_{plan.parameters['kind']}", lang))
    lines = "".join(f"<p>{escape(line)}</p>" for line in plan_sentences(plan, lang))
    table = frame_html(action_lines(plan, lang)) if len(plan.actions) else escape(text("plan.empty", lang))
    return f"<div><strong>{heading}</strong>{lines}{table}</div>"
