"""The rows of the ledger, kind by kind."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd

from welfare_graph._texts import number, text
from welfare_graph.ecosystem import Ecosystem
from welfare_graph.gaps._arrays import alone, positions, records
from welfare_graph.gaps._explain import causes, certify
from welfare_graph.gaps._hold import Wide, travel_grades, wide
from welfare_graph.gaps._inventory import completeness
from welfare_graph.gaps._overlap import missing_types
from welfare_graph.gaps._problem import NeedProblem, problem
from welfare_graph.gaps._relation import Relations
from welfare_graph.gaps._solve import clean, fair_served, solved, tolerance
from welfare_graph.gaps._standards import standards
from welfare_graph.kernels.flow import Floats, Ints
from welfare_graph.rules import Rules
from welfare_graph.schema import GRADES

__all__ = ["COLUMNS", "Ledger"]

COLUMNS = {
    "gap_id": "str",
    "kind": "str",
    "area_id": "str",
    "zone": "str",
    "need_id": "str",
    "people": "float64",
    "share": "float64",
    "low": "float64",
    "high": "float64",
    "grade": "str",
    "evidence": "str",
    "certificate_id": "str",
    "remedy": "str",
    "holds_from": "float64",
    "holds_to": "float64",
    "vanishes_at_rate": "float64",
    "vanishes_at_trust": "float64",
    "inventory": "str",
}
_FEW = 10
_ESTIMATE, _ASSUMPTION = GRADES.index("estimate"), GRADES.index("assumption")


class Ledger:
    """A territory solved under some rules once, ready to tell its gaps in any language."""

    lang: str
    called: dict[str, str]

    def __init__(self, eco: Ecosystem, rules: Rules) -> None:
        self.eco, self.rules = eco, rules
        self.near = replace(rules, min_trust=None, max_steps=None)
        self.made, self.found = problem(eco, self.near), solved(eco, self.near)
        self.needs = list(self.made.needs.values())
        self.names = eco.areas["name"].reindex(self.made.areas)
        self.zones = eco.areas["zone"].reindex(self.made.areas)
        self.travel = travel_grades(eco) if len(eco.active("services")) else np.zeros(len(self.names), int)
        self.demand_grade = self._demand_grades()
        self.service_grade = _codes(eco.active("services").sort_index()["grade"])
        known = completeness(eco, self.made.areas)
        self.known = dict(
            zip(zip(known["need_id"], known["area_id"], strict=True), known["complete"], strict=True)
        )
        self.proved = certify(eco, rules)
        proof = self.proved["certificate_areas"]
        proof = proof[proof["certificate_id"].str.endswith("/smallest")]
        self.proof = {
            (row.certificate_id.rpartition("/")[0], row.area_id): row.certificate_id for row in records(proof)
        }
        self.ends: dict[str, tuple[Floats, Floats]] = {}
        self.stays: dict[str, tuple[Floats, Floats] | None] = {}

    def told(self, lang: str) -> list[dict[str, Any]]:
        """Return all rows, told in a language."""
        needs = self.eco.needs
        called = needs["name_it"].fillna(needs["name"]) if lang == "it" else needs["name"]
        self.lang, self.called = lang, {str(need): str(name) for need, name in called.items()}
        return [*self.unmet(), *self.relational(), *self.fragile(), *self.missing(), *self.norms()]

    @cached_property
    def caused(self) -> pd.DataFrame:
        return causes(self.eco, self.near)

    @cached_property
    def beyond(self) -> list[Wide]:
        return wide(self.eco, self.near, self.made)

    @cached_property
    def parts(self) -> dict[tuple[str, str], Any]:
        return _parts(self.proved if self.rules == self.near else certify(self.eco, self.near))

    def _demand_grades(self) -> dict[tuple[str, str], int]:
        rows = self.eco.active("demand")
        codes = _codes(rows["grade"])
        found: dict[tuple[str, str], int] = {}
        for need, area, code in zip(rows["need_id"], rows["area_id"], codes.tolist(), strict=True):
            found[need, area] = max(code, found.get((need, area), 0))
        return found

    # -- people whom nobody can serve ------------------------------------------------------------

    def unmet(self) -> Iterator[dict[str, Any]]:
        """Yield the gaps of the spatial rules, by cause."""
        table = self.caused
        if not len(table):
            return
        for place, need in enumerate(self.needs):
            mine = table[table["need_id"] == need.need_id]
            if len(mine):
                yield from self._of_need(need, self.beyond[place], mine)

    def _of_need(self, need: NeedProblem, beyond: Wide, mine: pd.DataFrame) -> Iterator[dict[str, Any]]:
        nearest = beyond.nearest(need.demand.size)
        low, high = self._ends(need)
        limit = self._limit(need)
        if need.need_id not in self.stays:
            hangs = mine["cause"].isin(["full", "unknown_capacity"]).any() and np.isfinite(limit)
            self.stays[need.need_id] = beyond.holds(need, limit) if hangs else None
        stays = self.stays[need.need_id]
        for row in records(mine):
            area = int(positions(self.made.areas, pd.Series([row.area_id]))[0])
            cause, known = str(row.cause), self.known[need.need_id, row.area_id]
            kind = "unknown" if cause in ("absent", "far") and known in ("partial", "no") else cause
            kind = "full" if kind == "unknown_capacity" else kind
            fields = self._fields(need, area, row.people) | {"limit": self._minutes(limit)}
            fields["nearest"] = self._minutes(nearest[area])
            fields |= self._shortage(self.parts.get((need.need_id, row.area_id)))
            fields["provider"] = self._near_provider(need, beyond, area)
            said = "unreachable" if cause == "far" and not np.isfinite(nearest[area]) else cause
            said = "unknown" if kind == "unknown" else said
            rate = float(self.found[need.need_id].served[area] / need.demand[area])
            holds = self._holds(cause, stays, nearest, area, limit)
            evidence = text(f"gaps.{said}", self.lang, **fields) + self._caveats(kind, known)
            remedy = "unknown" if kind == "unknown" else cause
            yield self._row(kind, need, area, row.people) | {
                "low": min(low[area], row.people),
                "high": max(high[area], row.people),
                "grade": self._grade(need, area, cause),
                "evidence": evidence + self._believe(holds, rate),
                "remedy": text(f"gaps.remedy_{remedy}", self.lang, **fields),
                "holds_from": holds[0],
                "holds_to": holds[1],
                "vanishes_at_rate": rate,
            }

    def _row(self, kind: str, need: NeedProblem, area: int, people: float) -> dict[str, Any]:
        name = self.made.areas[area]
        return {
            "gap_id": f"{kind}/{name}/{need.need_id}",
            "kind": kind,
            "area_id": name,
            "zone": self.zones.iloc[area],
            "need_id": need.need_id,
            "people": people,
            "share": people / need.demand[area],
            "certificate_id": self.proof.get((need.need_id, name)),
            "inventory": self.known[need.need_id, name],
        }

    def _fields(self, need: NeedProblem, area: int, people: float) -> dict[str, Any]:
        return {
            "area": self.names.iloc[area],
            "need": f"«{self.called[need.need_id]}»",
            "people": self._people(people),
            "who": text("gaps.person" if self._people(people) == "1" else "gaps.persons", self.lang),
        }

    def _people(self, people: float) -> str:
        return number(people, self.lang, 0 if people >= _FEW or people == round(people) else 1)

    def _minutes(self, minutes: float) -> str:
        return number(minutes, self.lang) if np.isfinite(minutes) else "∞"

    def _limit(self, need: NeedProblem) -> float:
        if self.rules.minutes is not None:
            return float(self.rules.minutes)
        given = self.eco.needs["max_minutes"].astype("float64").loc[need.need_id]
        return float("inf") if np.isnan(given) else float(given)

    def _ends(self, need: NeedProblem) -> tuple[Floats, Floats]:
        """Return the unmet people with low demand and unlimited unknown capacity, and with high and none."""
        if need.need_id not in self.ends:
            low = replace(need.reading("unlimited"), demand=need.low)
            high = replace(need.reading("zero"), demand=need.high)
            both = [clean(one.demand - fair_served(one), tolerance(one)) for one in (low, high)]
            self.ends[need.need_id] = (both[0], both[1])
        return self.ends[need.need_id]

    def _shortage(self, part: Any) -> dict[str, Any]:
        if part is None:
            return {"areas": 1, "demand": "", "capacity": ""}
        sums = {name: number(getattr(part, name), self.lang) for name in ("demand", "capacity")}
        return {"areas": int(part.areas), **sums}

    def _near_provider(self, need: NeedProblem, beyond: Wide, area: int) -> str:
        """Return the name of the nearest provider, whoever it may serve."""
        mine = np.flatnonzero(beyond.area == area)
        if not mine.size:
            return "?"
        best = mine[np.argmin(beyond.minutes[mine])]
        return self._provider(int(need.services[beyond.service[best]]))

    def _provider(self, service: int) -> str:
        actor = self.made.actors[self.made.services.actor[service]]
        return str(self.eco.actors["name"].loc[actor])

    def _holds(
        self, cause: str, stays: tuple[Floats, Floats] | None, nearest: Floats, area: int, limit: float
    ) -> tuple[float, float]:
        if cause == "absent":
            return 0.0, np.inf
        if cause == "far":
            return 0.0, float(nearest[area])
        if stays is None or cause == "eligibility":
            return np.nan, np.nan
        return float(stays[0][area]), float(stays[1][area])

    def _believe(self, holds: tuple[float, float], rate: float) -> str:
        low, high = holds
        words = ""
        if np.isfinite(low):
            fields = {"low": self._minutes(low), "high": self._minutes(high)}
            words = text(
                "gaps.holds_minutes" if np.isfinite(high) else "gaps.holds_any_minutes", self.lang, **fields
            )
        if rate > 0:
            words += text("gaps.holds_rate", self.lang, rate=number(100 * rate, self.lang))
        return words

    def _caveats(self, kind: str, known: str) -> str:
        if known == "assumed":
            return text("gaps.taken_as_complete", self.lang)
        return text("gaps.not_complete", self.lang) if known != "yes" and kind != "unknown" else ""

    def _grade(self, need: NeedProblem, area: int, cause: str) -> str:
        """Return the weakest grade of the demand, the minutes, and the services that the gap rests on."""
        codes = [self.demand_grade.get((need.need_id, self.made.areas[area]), 0)]
        if cause in ("far", "full", "unknown_capacity"):
            codes.append(int(self.travel[area]))
        reached = np.unique(need.services[need.service[need.area == area]])
        codes += self.service_grade[reached].tolist()
        if cause == "unknown_capacity":
            codes.append(_ASSUMPTION)
        return GRADES[max(codes)]

    # -- people whom no relation leads to a place ------------------------------------------------

    def relational(self) -> Iterator[dict[str, Any]]:
        """Yield the people served by the spatial rules and not by all of them."""
        if not self.rules.relational:
            return
        both = solved(self.eco, self.rules)
        relations = Relations.of(self.eco, self.rules)
        for need in self.needs:
            gap = clean(self.found[need.need_id].served - both[need.need_id].served, tolerance(need))
            for area in np.flatnonzero(gap > 0).tolist():
                yield self._without_relation(need, area, float(gap[area]), relations)

    def _without_relation(
        self, need: NeedProblem, area: int, people: float, relations: Relations
    ) -> dict[str, Any]:
        local = need.service[need.area == area]
        actors = self.made.services.actor[need.services[local]]
        trust, _, guess = relations.reach(np.full(actors.size, area), actors)
        best = int(np.argmax(trust))
        fields = self._fields(need, area, people)
        fields["provider"] = self._provider(int(need.services[local[best]]))
        codes = [self.demand_grade.get((need.need_id, self.made.areas[area]), 0), _ESTIMATE]
        codes += [_ASSUMPTION] if guess.any() or self._assumed_gateways(relations, area) else []
        words = text("gaps.relational", self.lang, **fields)
        found = number(float(trust[best]), self.lang, 2)
        return self._row("relational", need, area, people) | {
            "low": people,
            "high": people,
            "grade": GRADES[max(codes)],
            "evidence": words + text("gaps.holds_trust", self.lang, trust=found),
            "remedy": text("gaps.remedy_relational", self.lang, **fields),
            "vanishes_at_trust": float(trust[best]),
        }

    def _assumed_gateways(self, relations: Relations, area: int) -> bool:
        return not bool(relations.stated[relations.area == area].all())

    # -- people who hang on one provider ---------------------------------------------------------

    def fragile(self) -> Iterator[dict[str, Any]]:
        """Yield the areas that one provider only reaches, with the people it serves."""
        made, found = problem(self.eco, self.rules), solved(self.eco, self.rules)
        for name, need in made.needs.items():
            actor = made.services.actor[need.services[need.service]]
            only = alone(need.area, actor, need.demand.size)
            served = clean(found[name].served, tolerance(need))
            first = np.searchsorted(need.area, np.arange(need.demand.size))
            for area in np.flatnonzero(only & (served > 0)).tolist():
                service = int(need.services[need.service[first[area]]])
                fields = self._fields(need, area, float(served[area]))
                fields["provider"] = self._provider(service)
                known = self.known[name, made.areas[area]]
                words = text("gaps.fragile", self.lang, **fields) + self._caveats("fragile", known)
                grade = self._grade(
                    need, area, "unknown_capacity" if not need.known[need.service[first[area]]] else "full"
                )
                yield self._row("fragile", need, area, float(served[area])) | {
                    "low": float(min(need.low[area], served[area])),
                    "high": float(max(need.high[area], served[area])),
                    "grade": grade,
                    "evidence": words,
                    "remedy": text("gaps.remedy_fragile", self.lang, **fields),
                }

    # -- kinds of actor, and norms ---------------------------------------------------------------

    def missing(self) -> Iterator[dict[str, Any]]:
        """Yield the kinds of actor that a zone lacks."""
        labels = self.eco.words("actor_type")[f"label_{self.lang}"]
        for row in records(missing_types(self.eco)):
            fields = {
                "area": row.unit_id,
                "kind": f"«{labels.get(row.type, row.type)}»",
                "present": row.present_in,
                "units": row.units,
            }
            yield {
                "gap_id": f"missing_type/{row.unit_id}/{row.type}",
                "kind": "missing_type",
                "zone": row.unit_id,
                "grade": GRADES[_ESTIMATE],
                "evidence": text("gaps.missing_type", self.lang, **fields),
                "remedy": text("gaps.remedy_missing_type", self.lang),
            }

    def norms(self) -> Iterator[dict[str, Any]]:
        """Yield the norms that a unit does not meet."""
        if not len(self.eco.standards):
            return
        table = standards(self.eco, lang=self.lang)
        source = self.eco.standards["numerator"]
        for row in records(table[table["missing_units"] > 0]):
            kind, _, name = str(source.loc[row.standard_id]).partition(":")
            need = self.made.needs.get(name) if kind in ("capacity", "count") else None
            people = row.missing_units * need.per_unit if need is not None and kind == "capacity" else np.nan
            unit = need.unit if need is not None else name
            missing = number(row.missing_units, self.lang, 0 if row.missing_units >= _FEW else 1)
            fields = {"norm": row.name, "missing": missing, "unit": unit, "area": self._unit_name(row)}
            open_question = bool(pd.isna(row.complies))
            key = "standard" if row.verified else "standard_unverified"
            key = "standard_unknown" if open_question else key
            remedy = "standard_unknown" if open_question else "standard"
            fields["services"] = row.unknown_services
            place = self.made.areas.get_indexer(pd.Index([row.unit_id]))[0] if row.level == "area" else -1
            yield {
                "gap_id": f"standard/{row.unit_id}/{row.standard_id}",
                "kind": "unknown" if open_question else "standard",
                "area_id": row.unit_id if row.level == "area" else None,
                "zone": row.unit_id
                if row.level == "zone"
                else (self.zones.iloc[place] if place >= 0 else None),
                "need_id": need.need_id if need is not None else None,
                "people": people,
                "low": 0.0 * people if row.unknown_services else people,
                "high": people,
                "grade": GRADES[_ASSUMPTION if open_question or not row.verified else _ESTIMATE],
                "evidence": text(f"gaps.{key}", self.lang, **fields),
                "remedy": text(f"gaps.remedy_{remedy}", self.lang, **fields),
            }

    def _unit_name(self, row: Any) -> str:
        if row.level == "territory":
            return text("gaps.territory", self.lang)
        if row.level == "area":
            return str(self.eco.areas["name"].loc[row.unit_id])
        return str(self.eco.actors["name"].loc[row.unit_id]) if row.level == "catchment" else str(row.unit_id)


def _codes(grades: pd.Series) -> Ints:
    """Return grades as positions in `GRADES`; a missing one as the first."""
    return np.asarray(np.maximum(positions(pd.Index(GRADES), grades), 0))


def _parts(proof: dict[str, pd.DataFrame]) -> dict[tuple[str, str], Any]:
    """Return the connected part of the smallest certificate in which each need and area lies."""
    parts = {(row.certificate_id, row.part): row for row in records(proof["parts"])}
    return {
        (row.certificate_id.rpartition("/")[0], row.area_id): parts[row.certificate_id, row.part]
        for row in records(proof["certificate_areas"])
        if row.certificate_id.endswith("/smallest")
    }
