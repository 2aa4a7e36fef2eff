"""A plan as a person reads it: sentences, then its actions."""

from __future__ import annotations

from html import escape
from typing import Any, Protocol

import numpy as np
import pandas as pd

from welfare_graph._repr import frame_html
from welfare_graph._texts import number, text

__all__ = ["Shown", "action_lines", "plan_html", "plan_sentences"]


class Shown(Protocol):
    """What a plan has that a person reads."""

    @property
    def actions(self) -> pd.DataFrame: ...
    @property
    def effect(self) -> pd.DataFrame: ...
    @property
    def equity(self) -> pd.DataFrame: ...
    @property
    def budget_used(self) -> float: ...
    @property
    def gap(self) -> float: ...
    @property
    def status(self) -> str: ...
    @property
    def parameters(self) -> dict[str, Any]: ...


def plan_sentences(plan: Shown, lang: str = "en") -> list[str]:
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


def _proof(plan: Shown, lang: str) -> str:
    if not np.isfinite(plan.gap):
        return text("plan.unbounded", lang)
    if plan.status == "optimal":
        return text("plan.optimal", lang)
    return text(f"plan.{plan.status}", lang, gap=number(100 * plan.gap, lang, 3))


def _names(plan: Shown, lang: str) -> dict[str, str]:
    known = plan.parameters
    return {**known.get("names", {}), **(known.get("names_it", {}) if lang == "it" else {})}


def action_lines(plan: Shown, lang: str = "en") -> pd.DataFrame:
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

    def known(field: str) -> bool:
        return isinstance(getattr(row, field, None), str)

    written = _quantity(getattr(row, "quantity", np.nan), lang)
    if row.action == "open":  # type: ignore[attr-defined]
        host = text("plan.hosted", lang, host=name("host_id")) if known("host_id") else None
        parts = [
            text("plan.open", lang, need=name("need_id"), area=name("area_id")),
            host or text("plan.no_host", lang),
        ]
        parts += [text("plan.places", lang, quantity=written)] if written else []
    elif row.action == "expand":  # type: ignore[attr-defined]
        parts = [text("plan.expand", lang, quantity=written, service=name("service_id"))]
    else:
        parts = [text("plan.tie", lang, source=name("source"), target=name("target"))]
    return ", ".join([*parts, *([text("plan.promised", lang)] if known("commitment_id") else [])])


def _quantity(value: float, lang: str) -> str:
    if np.isnan(value):
        return ""
    return number(value, lang, 0 if float(value).is_integer() else 1)


def plan_html(plan: Shown, lang: str = "en") -> str:
    """The plan as HTML; every word of the data is escaped."""
    heading = escape(text(f"plan.title_{plan.parameters['kind']}", lang))
    lines = "".join(f"<p>{escape(line)}</p>" for line in plan_sentences(plan, lang))
    table = frame_html(action_lines(plan, lang)) if len(plan.actions) else escape(text("plan.empty", lang))
    return f"<div><strong>{heading}</strong>{lines}{table}</div>"
