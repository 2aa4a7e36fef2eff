"""What the page is told: one dictionary of columns, built from a territory (and a plan), nothing else."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from welfare_graph._texts import catalogue
from welfare_graph.viz import _colours, _geometry, _layout, _privacy, _story
from welfare_graph.viz._cells import Column, Columns, column, number, positions, text, where
from welfare_graph.viz._findings import SINGLE, bridging, cells, certificates, groups, holding, ledger, lost
from welfare_graph.viz._pack import changes, echo, pack, squeeze
from welfare_graph.viz._scenario import first, rules_of, scenario, sum_up

if TYPE_CHECKING:
    from welfare_graph.ecosystem import Ecosystem

__all__ = ["build", "picture"]

NATION = 20_000
WAITING = ("planned", "proposed")


class _Builder:
    """The territory's indices, shared by the parts of the page."""

    def __init__(self, eco: Ecosystem, public: bool) -> None:
        self.eco = eco.current()
        self.public = public
        self.areas = positions(self.eco.areas.index)
        self.needs = positions(self.eco.needs.index)
        self.actors = positions(self.eco.actors.index)
        self.sources = positions(self._open_sources().index)
        self.grades = list(_colours.GRADE_MARKS)
        zone = text(column(self.eco.areas, "zone"))
        self.zones = sorted({name for name in zone if name})
        self.zone_of = [self.zones.index(name) if name else -1 for name in zone]
        self.map = _geometry.draw(self.eco.areas, self.eco.outlines, self.zone_of)

    def _open_sources(self) -> pd.DataFrame:
        """Sources fit to print: on a public page only those that anyone can open."""
        sources = self.eco.sources
        if not self.public:
            return sources
        return sources[np.array([_link(url) != "" for url in column(sources, "url")], dtype=bool)]

    def words(self, kind: str, codes: Iterable[str]) -> list[dict[str, Any]]:
        """Labels of a vocabulary's words, in both languages."""
        known = self.eco.words(kind).to_dict("index")
        out = []
        for code in codes:
            row = known.get(code, {})
            english = text([row.get("label_en")])[0] or code.replace("_", " ")
            out.append(
                {
                    "code": code,
                    "en": english,
                    "it": text([row.get("label_it")])[0] or english,
                    "color": row.get("color"),
                    "symbol": row.get("symbol"),
                    "directed": row.get("directed") is True,
                }
            )
        return out

    def types(self) -> list[dict[str, Any]]:
        codes = sorted(set(text(self.eco.actors["type"])))
        words = self.words("actor_type", codes)
        marks = _colours.marks(codes, {w["code"]: (w["color"], w["symbol"]) for w in words})
        return [
            {
                "code": w["code"],
                "en": w["en"],
                "it": w["it"],
                "color": marks[w["code"]][0],
                "shape": marks[w["code"]][1],
            }
            for w in words
        ]

    def tie_types(self) -> list[dict[str, Any]]:
        words = self.words("tie_type", sorted(set(text(self.eco.ties["type"]))))
        keep = ("code", "en", "it", "directed")
        return [
            {key: w[key] for key in keep} | {"dash": list(_colours.TIE_DASHES.get(w["code"], (3, 3)))}
            for w in words
        ]

    def area_columns(self) -> Columns:
        frame, drawn = self.eco.areas, self.map
        return {
            "id": text(frame.index),
            "name": text(frame["name"]),
            "zone": list(self.zone_of),
            "pop": number(column(frame, "population"), 0),
            "x": [p[0] if p else None for p in drawn.points],
            "y": [p[1] if p else None for p in drawn.points],
            "lx": [p[0] if p else None for p in drawn.labels],
            "ly": [p[1] if p else None for p in drawn.labels],
            "path": list(drawn.paths),
        }

    def need_columns(self) -> Columns:
        frame = self.eco.needs
        name = text(frame["name"])
        italian = text(column(frame, "name_it"))
        known = _completeness(self.eco.inventory)
        return {
            "id": text(frame.index),
            "en": name,
            "it": [it or en for it, en in zip(italian, name, strict=True)],
            "unit": text(frame["unit"]),
            "minutes": number(column(frame, "max_minutes"), 0),
            "people": number(column(frame, "people_per_unit")),
            "known": [known.get(need, "") for need in frame.index],
        }

    def source_columns(self) -> Columns:
        frame = self._open_sources()
        return {
            "id": text(frame.index),
            "title": text(column(frame, "title")),
            "url": [_link(url) for url in column(frame, "url")],
            "date": text(column(frame, "date")),
            "licence": text(column(frame, "licence")),
        }

    def _known(self, frame: pd.DataFrame) -> Columns:
        """Grade, source and note: how a row is known."""
        return {
            "grade": [self.grades.index(g) if g in self.grades else -1 for g in text(column(frame, "grade"))],
            "source": where(column(frame, "source_id"), self.sources),
            "note": [""] * len(frame) if self.public else text(column(frame, "note")),
        }

    def service_columns(self) -> Columns:
        eco = self.eco
        live = set(eco.active("services").index)
        status = text(column(eco.services, "status"))
        keep = [key in live or word in WAITING for key, word in zip(eco.services.index, status, strict=True)]
        frame = eco.services[np.array(keep, dtype=bool)]
        return {
            "id": text(frame.index),
            "name": text(column(frame, "name")),
            "actor": where(frame["actor_id"], self.actors),
            "need": where(frame["need_id"], self.needs),
            "area": where(column(frame, "area_id"), self.areas),
            "capacity": number(column(frame, "capacity")),
            "live": [int(key in live) for key in frame.index],
            **self._known(frame),
        }

    def tie_columns(self) -> Columns:
        frame = self.eco.active("ties")
        ties = self.words("tie_type", sorted(set(text(self.eco.ties["type"]))))
        kinds = {w["code"]: place for place, w in enumerate(ties)}
        return {
            "s": where(frame["source"], self.actors),
            "t": where(frame["target"], self.actors),
            "type": where(frame["type"], kinds),
            **self._known(frame),
        }

    def initiative_columns(self) -> dict[str, Any]:
        eco = self.eco
        frame, part = eco.initiatives, eco.active("memberships")
        order = positions(frame.index)
        roles = sorted(set(text(part["role"])))
        return {
            "name": text(frame["name"]),
            "id": text(frame.index),
            "actor": where(part["actor_id"], self.actors),
            "initiative": where(part["initiative_id"], order),
            "role": [roles.index(role) for role in text(part["role"])],
            "roles": [{k: w[k] for k in ("code", "en", "it")} for w in self.words("role", roles)],
        }

    def actor_columns(self, ties: Columns) -> Columns:
        eco = self.eco
        frame = eco.actors
        codes = sorted(set(text(frame["type"])))
        edges, degree = self.edges(ties)
        area = where(column(frame, "area_id"), self.areas)
        hold, cut = holding(eco)
        x, y = self.positions(area, edges, degree)
        return {
            "id": text(frame.index),
            "name": text(frame["name"]),
            "type": [codes.index(code) for code in text(frame["type"])],
            "area": area,
            "x": x,
            "y": y,
            "ties": [int(d) for d in degree],
            "hold": number(hold.reindex(frame.index), 4),
            "cut": [int(bool(c)) for c in cut.reindex(frame.index, fill_value=False)],
            "lost": number(lost(eco).reindex(frame.index), 0),
            **self._known(frame),
        }

    def edges(self, ties: Columns) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Pairs of actors with a tie, each once, and how many neighbours each has."""
        pairs = {(min(a, b), max(a, b)) for a, b in zip(ties["s"], ties["t"], strict=True) if a != b}
        edges = np.array(sorted(pair for pair in pairs if pair[0] >= 0), dtype=np.int64).reshape(-1, 2)
        return edges, np.bincount(edges.ravel(), minlength=len(self.actors))

    def positions(
        self, area: Sequence[int], edges: NDArray[np.int64], degree: NDArray[np.int64]
    ) -> tuple[Column, Column]:
        """Picture coordinates: connected actors near their zone, the others in a block below."""
        count = len(area)
        if count > NATION:
            return [], []
        points = [self.map.points[a] if a >= 0 else None for a in area]
        seats = np.array([p if p else (np.nan, np.nan) for p in points], dtype=float).reshape(-1, 2)
        group = np.array([self.zone_of[a] if a >= 0 else -1 for a in area], dtype=np.int64)
        tied = np.flatnonzero(degree > 0)
        back = np.full(count, -1)
        back[tied] = np.arange(len(tied))
        out = np.zeros((count, 2))
        out[tied] = _layout.place(seats[tied], group[tied], back[edges])
        kinds = text(self.eco.actors["type"])
        names = text(self.eco.actors["name"])
        alone = sorted(np.flatnonzero(degree == 0), key=lambda i: (kinds[i], names[i], i))
        step = max(6.0, min(26.0, math.sqrt(1000 * 260 / max(len(alone), 1))))
        top = _layout.HEIGHT + 90 if len(tied) else 40
        out[alone] = _layout.block(len(alone), 1000, step, top)
        return [round(v) for v in out[:, 0]], [round(v) for v in out[:, 1]]


def picture(eco: Ecosystem) -> dict[str, Any]:
    """Only what a picture of the network needs: types, positions, ties."""
    own = _Builder(eco, public=False)
    ties = own.tie_columns()
    edges, degree = own.edges(ties)
    area = where(column(own.eco.actors, "area_id"), own.areas)
    x, y = own.positions(area, edges, degree)
    types = own.types()
    codes = [t["code"] for t in types]
    return {
        "types": types,
        "tieTypes": own.tie_types(),
        "type": [codes.index(code) for code in text(own.eco.actors["type"])],
        "ties": [int(d) for d in degree],
        "x": x,
        "y": y,
        "s": ties["s"],
        "t": ties["t"],
        "tie": ties["type"],
    }


def _link(url: Any) -> str:
    """An address that may be opened, or nothing: only http and https."""
    address = text([url])[0].strip()
    opens = address.lower().startswith(("https://", "http://")) and not any(c.isspace() for c in address)
    return address if opens else ""


def _completeness(inventory: pd.DataFrame) -> dict[str, str]:
    """How complete our knowledge of a need's services is: one word a need ('mixed' where zones differ)."""
    words: dict[str, str] = {}
    for need, rows in inventory.groupby("need_id", sort=True):
        said = set(text(rows["complete"]))
        words[str(need)] = said.pop() if len(said) == 1 else "mixed"
    return words


def _tell_only_changes(page: dict[str, Any]) -> None:
    """Send of the territory after a plan what differs from before."""
    if not page["plan"]:
        return
    after = page["plan"]["after"]
    for name in ("gaps", "cells"):
        after[name] = changes(after[name], page[name])
    old, new = page["certs"], after["certs"]
    after["certs"] = {key: new.get(key) for key in {**old, **new} if new.get(key) != old.get(key)}


def _fold(page: dict[str, Any]) -> None:
    """Fold the sentences of the gaps, before and after."""
    areas, needs = page["areas"], page["needs"]
    for one in (page, *([page["plan"]["after"]] if page["plan"] else [])):
        found = one["gaps"]
        own = {
            key: [names[i] if i >= 0 else "" for i in found[kind]]
            for key, names, kind in (
                ("place", areas["name"], "area"),
                ("area", areas["id"], "area"),
                ("need", needs["id"], "need"),
                ("en", needs["en"], "need"),
                ("it", needs["it"], "need"),
                ("kind", page["kinds"], "kind"),
            )
        }
        for key in ("en", "it", "remedy_en", "remedy_it"):
            found[key] = pack(found[key], own["place"], own[key[-2:]])
        for key in ("", "remedy_"):
            echo(found[f"{key}it"], found[f"{key}en"])
        for key in ("id", "cert"):
            found[key] = pack(found[key], own["area"], own["need"], own["kind"])


def _drop_what_is_not_shown(page: dict[str, Any]) -> None:
    """The low and high demand of a cell serve `protect` only."""
    for one in (page, *([page["plan"]["after"]] if page["plan"] else [])):
        del one["cells"]["low"], one["cells"]["high"]


def _words(lang: str) -> dict[str, str]:
    """The words of the page in a language."""
    own = {key: texts[lang] for room in ("page", "sheet") for key, texts in catalogue(room).items()}
    return {key: word for key, word in own.items() if not key.startswith("ui.net.")}


def build(
    eco: Ecosystem,
    *,
    gaps: pd.DataFrame | None = None,
    plan: Any = None,
    public: bool = False,
    title: str | None = None,
) -> dict[str, Any]:
    """Everything the page shows, as JSON-ready columns; the same territory gives the same dictionary."""
    own = _Builder(eco, public)
    ties = own.tie_columns()
    actors = own.actor_columns(ties)
    rules = rules_of(first(plan)[0])
    found = ledger(own.eco, gaps, own.areas, own.needs, rules=rules)
    page: dict[str, Any] = {
        "title": title or own.eco.title or "",
        "date": own.eco.reference_date or "",
        "public": public,
        "types": own.types(),
        "tieTypes": own.tie_types(),
        "zones": [{"name": name} for name in own.zones],
        "grades": own.grades,
        "gradeMarks": list(_colours.GRADE_MARKS.values()),
        "kinds": list(_colours.GAP_SIGNS),
        "signs": list(_colours.GAP_SIGNS.values()),
        "groups": groups(),
        "map": {"width": own.map.width, "height": own.map.height, "borders": own.map.borders},
        "areas": own.area_columns(),
        "needs": own.need_columns(),
        "actors": actors,
        "bridges": bridging(own.eco, own.actors),
        "ties": ties,
        "services": own.service_columns(),
        "initiatives": own.initiative_columns(),
        "gaps": found,
        "certs": certificates(own.eco, found, own.areas, rules=rules),
        "cells": cells(own.eco, own.areas, own.needs, rules=rules),
        "plan": scenario(own.eco, plan, own.areas, own.needs, own.actors),
        "sources": own.source_columns(),
        "single": SINGLE,
        "nation": NATION,
    }
    if public:
        _privacy.protect(page)
    if page["plan"]:
        sum_up(page["plan"])
    _drop_what_is_not_shown(page)
    page["story"] = _story.tell(page)
    _tell_only_changes(page)
    _fold(page)
    page["words"] = {lang: _words(lang) for lang in ("it", "en")}
    squeeze(page)
    return page
