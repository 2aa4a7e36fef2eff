"""The territory after a plan, in the page's columns: actions, what they change, alternatives."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import pandas as pd

from welfare_graph._texts import LANGUAGES, number, text
from welfare_graph.plan import shared_actions
from welfare_graph.viz._cells import column, where
from welfare_graph.viz._cells import number as numbers
from welfare_graph.viz._cells import text as texts
from welfare_graph.viz._findings import cells, certificates, ledger

if TYPE_CHECKING:
    from welfare_graph.ecosystem import Ecosystem

__all__ = ["first", "rules_of", "scenario", "sum_up"]

Positions = Mapping[str, int]
SHOWN = 3


def first(plan: Any) -> tuple[Any, list[Any], Any]:
    """The plan to show, its alternatives and its frontier, from a plan, a frontier or a list of them."""
    given = list(plan) if isinstance(plan, Sequence) else [] if plan is None else [plan]
    frontier = next((one for one in given if hasattr(one, "plans")), None)
    plans = [one for one in given if not hasattr(one, "plans")]
    if not plans and frontier is not None:
        plans = [frontier.plans[-1]]
    return (plans[0] if plans else None), plans[1:], frontier


def rules_of(plan: Any) -> Any:
    """The rules that a plan was made with: gaps before and after are found with the same."""
    return None if plan is None else plan.parameters.get("rules")


def _names(frame: pd.DataFrame, lang: str) -> dict[str, str]:
    own = texts(frame["name"])
    if lang == "it" and "name_it" in frame:
        own = [it or name for it, name in zip(texts(frame["name_it"]), own, strict=True)]
    return dict(zip(texts(frame.index), own, strict=True))


class _Words:
    """Actions of a plan as people say them."""

    def __init__(self, eco: Ecosystem, lang: str) -> None:
        self.lang = lang
        self.needs, self.areas = _names(eco.needs, lang), _names(eco.areas, lang)
        self.actors, self.services = _names(eco.actors, lang), _names(eco.services, lang)

    def who(self, row: Mapping[str, Any]) -> str:
        """Who acts: the host, the service enlarged, the two actors brought together."""
        if row["action"] == "tie":
            return f"{self.actors.get(row['source'], '')} – {self.actors.get(row['target'], '')}"
        if row["action"] == "expand":
            return self.services.get(row["service_id"], "") or self.actors.get(row["host_id"], "")
        return self.actors.get(row["host_id"], "")

    def action(self, row: Mapping[str, Any]) -> str:
        """One action as a phrase."""
        fields = {
            "need": self.needs.get(row["need_id"], ""),
            "area": self.areas.get(row["area_id"], ""),
            "who": self.who(row),
        }
        return text(f"story.act_{row['action']}", self.lang, **fields)

    def short(self, rows: list[dict[str, Any]]) -> str:
        """The first actions, and how many more."""
        said = "; ".join(self.action(row) for row in rows[:SHOWN])
        rest = len(rows) - SHOWN
        if rest <= 0:
            return said or text("story.act_none", self.lang)
        more = text(f"story.act_more.{'one' if rest == 1 else 'many'}", self.lang, n=number(rest, self.lang))
        return f"{said} {more}"


def _rows(plan: Any) -> list[dict[str, Any]]:
    """Actions of a plan, most people first, ids as text."""
    frame = plan.actions
    ids = ("action", "need_id", "area_id", "host_id", "service_id", "source", "target")
    rows = [
        dict(zip(ids, values, strict=True))
        for values in zip(*(texts(column(frame, key)) for key in ids), strict=True)
    ]
    for key in ("quantity", "cost_eur", "people"):
        for row, value in zip(rows, numbers(column(frame, key)), strict=True):
            row[key] = value
    return sorted(rows, key=lambda row: -(row["people"] or 0))


def _cost(plan: Any) -> float | None:
    value = float(plan.budget_used)
    return value if math.isfinite(value) else None


def _gain(plan: Any) -> float:
    return float(plan.effect["gained"].sum())


def _sure(plan: Any) -> dict[str, str]:
    """How far from the best a plan can be, in words, to the next hundredth of a per cent."""
    gap = math.ceil(plan.gap * 1e4) / 100
    return {lang: text(f"story.plan_{plan.status}", lang, gap=number(gap, lang, 2)) for lang in LANGUAGES}


def _effect(plan: Any, areas: Positions, needs: Positions) -> dict[str, list[Any]]:
    """People without a service before, and gained, a row an area and need of the plan."""
    effect = plan.effect
    return {
        "area": where(effect.index.get_level_values(0), areas),
        "need": where(effect.index.get_level_values(1), needs),
        "demand": numbers(effect["demand"]),
        "without": numbers(effect["demand"] - effect["before"]),
        "gained": numbers(effect["gained"]),
    }


def _frontier(frontier: Any) -> dict[str, list[Any]] | None:
    """People served more by the best plan for each budget, beside the share of the place served least."""
    if frontier is None:
        return None
    table = frontier.table
    return {
        "budget": numbers(table.index),
        "cost": numbers(table["budget_used"]),
        "people": numbers(table["gained"], 0),
        "worst": numbers(table["worst_share"], 4),
    }


def _weakest(told: Mapping[str, list[Any]], effect: Mapping[str, list[Any]]) -> int:
    """The weakest grade of the demand that a plan meets; -1 where none is said."""
    met = zip(effect["area"], effect["need"], effect["gained"], strict=True)
    gaining = {(area, need) for area, need, gained in met if gained > 0}
    rows = zip(told["area"], told["need"], told["grade"], strict=True)
    return max((grade for area, need, grade in rows if (area, need) in gaining), default=-1)


def sum_up(told: dict[str, Any]) -> None:
    """Put the sums of a plan in the place of what they are made of: who is without, who gains where."""
    effect = told.pop("effect")
    without = sum(effect["without"])
    told["gain"] = round(told["gain"])  # whole people everywhere, so that the sums on the page agree
    told["served"] = round(sum(effect["demand"]) - without) + told["gain"]
    told["without"] = [round(without), round(without) - told["gain"]]
    gaining = [row for row, gained in enumerate(effect["gained"]) if round(gained, 1)]
    told["gained"] = {key: [effect[key][row] for row in gaining] for key in ("area", "need")}
    told["gained"]["people"] = numbers((effect["gained"][row] for row in gaining), 1)
    told["summary"] = _summary(told)
    for key in ("budget", "sure"):
        del told[key]


def _summary(told: Mapping[str, Any]) -> list[dict[str, dict[str, str]]]:
    """Facts of a plan as the page tells it: people, cost, actions, how far from the best."""
    count = len(told["actions"]["action"])
    table: list[tuple[str, dict[str, str]]] = [
        ("people", {lang: number(told["gain"], lang) for lang in LANGUAGES}),
        ("without", {lang: _from_to(told["without"], lang) for lang in LANGUAGES}),
        ("actions", {lang: number(count, lang) for lang in LANGUAGES}),
        ("sure", told["sure"]),
    ]
    if told["cost"] is not None:
        table.insert(2, ("cost", {lang: f"{number(told['cost'], lang)} €" for lang in LANGUAGES}))
    labels = {key: {lang: text(f"story.plan_label_{key}", lang) for lang in LANGUAGES} for key, _ in table}
    return [{"label": labels[key], "value": value} for key, value in table]


def _from_to(values: list[int], lang: str) -> str:
    """Two numbers with an arrow between them."""
    return " → ".join(number(value, lang) for value in values)


def _other(plan: Any, words: Mapping[str, _Words]) -> dict[str, Any]:
    """An alternative in short: people, cost, its first actions in both languages."""
    short = {lang: own.short(_rows(plan)) for lang, own in words.items()}
    return {"people": round(_gain(plan)), "cost": _cost(plan), **short}


def scenario(
    eco: Ecosystem, plan: Any, areas: Positions, needs: Positions, actors: Positions
) -> dict[str, Any] | None:
    """Everything the page says of a plan; None where there is none."""
    main, given, frontier = first(plan)
    if main is None:
        return None
    others = [other for other in given if not other.actions.equals(main.actions)]
    words = {lang: _Words(eco, lang) for lang in LANGUAGES}
    rows = _rows(main)
    later = main.apply(eco)
    found = ledger(later.current(), None, areas, needs, rules=rules_of(main))
    after = cells(later, areas, needs, rules=rules_of(main))
    effect = _effect(main, areas, needs)
    ends = [where([row["source"], row["target"]], actors) for row in rows if row["action"] == "tie"]
    return {
        "actions": {
            "action": [row["action"] for row in rows],
            "need": where([row["need_id"] for row in rows], needs),
            "area": where([row["area_id"] for row in rows], areas),
            "who": [words["it"].who(row) for row in rows],
            "quantity": [row["quantity"] for row in rows],
            "cost": [row["cost_eur"] for row in rows],
            "people": [row["people"] for row in rows],
        },
        "ties": ends,
        "gain": _gain(main),
        "cost": _cost(main),
        "budget": main.parameters.get("budget"),
        "grade": _weakest(after, effect),
        "short": {lang: words[lang].short(rows) for lang in LANGUAGES},
        "sure": _sure(main),
        "effect": effect,
        "alternatives": [_other(p, words) for p in others],
        "core": len(shared_actions([main, *others])),
        "frontier": _frontier(frontier),
        "after": {
            "gaps": found,
            "cells": after,
            "certs": certificates(later, found, areas, rules=rules_of(main)),
        },
    }
