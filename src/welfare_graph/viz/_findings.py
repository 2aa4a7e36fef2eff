"""What the measures say of a territory, in the page's columns: gaps, needs by areas, who holds together."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import pandas as pd

from welfare_graph import centrality, cohesion, gaps, roles
from welfare_graph._texts import LANGUAGES
from welfare_graph.viz._cells import Columns, column, number, text, where
from welfare_graph.viz._colours import GAP_SIGNS, GRADE_MARKS

if TYPE_CHECKING:
    from welfare_graph.ecosystem import Ecosystem
    from welfare_graph.rules import Rules

__all__ = ["GROUPS", "SINGLE", "bridging", "cells", "certificates", "groups", "holding", "ledger", "lost"]

SINGLE = 3_000
SAMPLE = 200
BRIDGES = 6
GROUPS = {
    "today": ("absent", "far", "full", "eligibility", "relational"),
    "risk": ("fragile",),
    "norm": ("standard", "missing_type"),
    "unknown": ("unknown",),
}
LEDGER = (
    "gap_id", "kind", "area_id", "need_id", "people", "share", "low", "high", "grade", "evidence",
    "certificate_id", "remedy",
)  # fmt: skip


def _grades(frame: pd.DataFrame) -> list[int]:
    order = list(GRADE_MARKS)
    return [order.index(grade) if grade in order else -1 for grade in text(column(frame, "grade"))]


def holding(eco: Ecosystem) -> tuple[pd.Series, pd.Series]:
    """Betweenness of each actor among those who work together, and whether that network falls apart."""
    sources = SAMPLE if len(eco.actors) > SINGLE else None
    layer = roles.working_layers(eco)
    return centrality.betweenness(eco, layer=layer, sources=sources), cohesion.cut_actors(eco, layer=layer)


def bridging(eco: Ecosystem, actors: Mapping[str, int]) -> dict[str, Any]:
    """Who bridges and who would be missed: the actors, a sentence each after the name, what it rests on."""
    names = eco.actors["name"]
    told = {lang: roles.who_bridges(eco, lang, most=BRIDGES) for lang in LANGUAGES}
    return {
        "actor": [actors[actor] for actor, _ in told["en"]],
        "rests": {lang: roles.what_it_rests_on(eco, lang) for lang in LANGUAGES},
        **{
            lang: [words.removeprefix(str(names[actor])) for actor, words in told[lang]] for lang in LANGUAGES
        },
    }


def lost(eco: Ecosystem) -> pd.Series:
    """People who lose a service when an actor stops; nothing where it would take long to know."""
    if not len(eco.demand) or not len(eco.services) or len(eco.actors) > SINGLE:
        return pd.Series(dtype=float)
    table = gaps.fragility(eco, of="actor")
    people: pd.Series = table.set_index("element")["people_lost"]
    return people


def ledger(
    eco: Ecosystem,
    given: pd.DataFrame | None,
    areas: Mapping[str, int],
    needs: Mapping[str, int],
    *,
    rules: Rules | None = None,
) -> Columns:
    """The gaps in rank order, with their evidence in both languages."""
    if given is None and not len(eco.demand):
        given = pd.DataFrame(columns=LEDGER)
    told = {"en": given, "it": given} if given is not None else gaps.find_in(eco, ("en", "it"), rules=rules)
    english, italian = told["en"], told["it"]
    kinds = list(GAP_SIGNS)
    return {
        "id": text(english["gap_id"]),
        "kind": [kinds.index(kind) for kind in text(english["kind"])],
        "area": where(english["area_id"], areas),
        "need": where(english["need_id"], needs),
        "people": number(english["people"], 1),
        "share": number(english["share"], 4),
        "low": number(english["low"], 1),
        "high": number(english["high"], 1),
        "grade": _grades(english),
        "en": text(english["evidence"]),
        "it": text(italian["evidence"]),
        "cert": text(column(english, "certificate_id")),
        "remedy_en": text(column(english, "remedy")),
        "remedy_it": text(column(italian, "remedy")),
    }


def groups() -> dict[str, list[int]]:
    """Kinds of gap as a reader asks for them: missing today, at risk, below a norm, not known."""
    kinds = list(GAP_SIGNS)
    return {name: [kinds.index(kind) for kind in members] for name, members in GROUPS.items()}


def certificates(
    eco: Ecosystem, found: Columns, areas: Mapping[str, int], *, rules: Rules | None = None
) -> dict[str, list[dict[str, Any]]]:
    """What proves the gaps, part by part: places that together ask for more than all they reach can hold."""
    asked = {name for name in found["cert"] if name}
    if not asked:
        return {}
    proof = gaps.explain(eco, rules=rules)
    members = proof.certificate_areas.groupby(["certificate_id", "part"])["area_id"]
    places = {key: sorted(where(ids, areas)) for key, ids in members}
    parts = proof.parts
    out: dict[str, list[dict[str, Any]]] = {}
    for name, part, *sums in zip(
        text(parts["certificate_id"]),
        parts["part"],
        *(number(parts[key], 1) for key in ("demand", "capacity", "unmet")),
        strict=True,
    ):
        if name in asked:
            demand, capacity, unmet = sums
            own = {"areas": places[name, part], "demand": demand, "capacity": capacity, "unmet": unmet}
            out.setdefault(name, []).append(own)
    return out


def cells(
    eco: Ecosystem,
    areas: Mapping[str, int],
    needs: Mapping[str, int],
    *,
    rules: Rules | None = None,
) -> Columns:
    """One row an area and need that has demand: how much, how it is known, what is reached."""
    eco = eco.current()
    demand = eco.demand
    if len(eco.services):
        pairs = gaps.reach(eco, rules=rules).groupby(["area_id", "need_id"])["minutes"].agg(["size", "min"])
        wanted = pd.MultiIndex.from_arrays([demand["area_id"], demand["need_id"]])
        reached = pairs.reindex(wanted)
    else:
        reached = pd.DataFrame({"size": None, "min": None}, index=range(len(demand)), dtype=float)
    return {
        "area": where(demand["area_id"], areas),
        "need": where(demand["need_id"], needs),
        "q": number(demand["quantity"]),
        "low": number(column(demand, "low")),
        "high": number(column(demand, "high")),
        "grade": _grades(demand),
        "reached": number(reached["size"].fillna(0), 0),
        "near": number(reached["min"], 1),
    }
