"""The rows of the ledger, kind by kind."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cached_property, partial
from typing import Any

import numpy as np
import pandas as pd

from welfare_graph._texts import number, text
from welfare_graph.ecosystem import Ecosystem
from welfare_graph.gaps._arrays import alone, positions, records
from welfare_graph.gaps._explain import causes, certify
from welfare_graph.gaps._hold import Wide, travel_grades, wide
from welfare_graph.gaps._inventory import completeness
from welfare_graph.gaps._ledger_audits import missing_rows, norm_rows
from welfare_graph.gaps._problem import NeedProblem, problem
from welfare_graph.gaps._relation import Relations
from welfare_graph.gaps._solve import clean, fair_served, low_and_high, solved, tolerance
from welfare_graph.gaps._words import names_of_needs, people_word
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
    "actor_id": "str",
}
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
        self.actor_names = eco.actors["name"]
        self.zones = eco.areas["zone"].reindex(self.made.areas)
        self.travel = travel_grades(eco)
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
        self.kept: dict[tuple[str, str], Any] = {}

    def told(self, lang: str) -> list[dict[str, Any]]:
        """Return all rows, told in a language."""
        self.lang, self.called = lang, names_of_needs(self.eco, lang)
        people = [*self.unmet(), *self.relational(), *self.fragile()]
        return [*people, *missing_rows(self.eco, lang), *norm_rows(self.eco, self.made, lang)]

    @cached_property
    def caused(self) -> pd.DataFrame:
        return causes(self.eco, self.near)

    @cached_property
    def beyond(self) -> list[Wide]:
        return wide(self.eco, self.near, self.made)

    @cached_property
    def parts(self) -> dict[tuple[str, str], Any]:
        return _parts(self.proved if self.rules == self.near else certify(self.eco, self.near))

    def _once(self, what: str, need: NeedProblem, make: Callable[[], Any]) -> Any:
        """Return what was made for a need, made the first time that it is asked."""
        if (what, need.need_id) not in self.kept:
            self.kept[what, need.need_id] = make()
        return self.kept[what, need.need_id]

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
        nearest_service = self._once("closest", need, lambda: self._closest(need, beyond))
        low, high = self._ends(need)
        limit = self._limit(need)
        alike = bool((need.most_minutes[np.isfinite(need.most_minutes)] == limit).all())
        hangs = mine["cause"].isin(["full", "unknown_capacity"]).any() and np.isfinite(limit) and alike
        stays = self._once("stays", need, lambda: beyond.holds(need, limit)) if hangs else None
        for row in records(mine):
            area = int(positions(self.made.areas, pd.Series([row.area_id]))[0])
            cause, known = str(row.cause), self.known[need.need_id, row.area_id]
            kind = "unknown" if cause in ("absent", "far") and known in ("partial", "no") else cause
            kind = "full" if kind == "unknown_capacity" else kind
            closest = nearest_service[area]
            own_limit = limit if closest is None else float(need.most_minutes[closest])
            fields = self._fields(need, area, row.people) | {"limit": self._minutes(own_limit)}
            fields["nearest"] = self._minutes(nearest[area])
            fields |= self._shortage(self.parts.get((need.need_id, row.area_id)))
            actor = None if closest is None else self._actor(int(need.services[closest]))
            fields["provider"] = self._actor_name(actor)
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
                "actor_id": actor if cause == "eligibility" else None,
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
        return people_word(people, self.lang)

    def _minutes(self, minutes: float) -> str:
        return number(minutes, self.lang) if np.isfinite(minutes) else "∞"

    def _limit(self, need: NeedProblem) -> float:
        if self.rules.minutes is not None:
            return float(self.rules.minutes)
        given = self.eco.needs["max_minutes"].astype("float64").loc[need.need_id]
        return float("inf") if np.isnan(given) else float(given)

    def _ends(self, need: NeedProblem) -> Floats:
        """Return the unmet people with low demand and unlimited unknown capacity, and with high and none."""
        served = self._once("ends", need, lambda: low_and_high(need))
        return clean(np.array([need.low, need.high]) - served, tolerance(need))

    def _shortage(self, part: Any) -> dict[str, Any]:
        if part is None:
            return {"areas": 1, "demand": "", "capacity": ""}
        sums = {name: number(getattr(part, name), self.lang) for name in ("demand", "capacity")}
        return {"areas": int(part.areas), **sums}

    def _closest(self, need: NeedProblem, beyond: Wide) -> list[int | None]:
        """Return the nearest service (local position) of each area, whoever it may serve."""
        order = np.lexsort((beyond.minutes, beyond.area))
        areas, first = np.unique(beyond.area[order], return_index=True)
        closest: list[int | None] = [None] * need.demand.size
        for area, service in zip(areas.tolist(), beyond.service[order[first]].tolist(), strict=True):
            closest[area] = service
        return closest

    def _actor(self, service: int) -> str:
        return str(self.made.actors[self.made.services.actor[service]])

    def _actor_name(self, actor: str | None) -> str:
        return "?" if actor is None else str(self.actor_names.loc[actor])

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
        codes.append(int(self._once("weakest", need, lambda: self._weakest(need))[area]))
        if cause == "unknown_capacity":
            codes.append(_ASSUMPTION)
        return GRADES[max(codes)]

    def _weakest(self, need: NeedProblem) -> Any:
        """Return the weakest grade among the services that each area reaches."""
        codes = np.zeros(need.demand.size, dtype=np.int64)
        np.maximum.at(codes, need.area, self.service_grade[need.services[need.service]])
        return codes

    # -- people whom no relation leads to a place ------------------------------------------------

    def relational(self) -> Iterator[dict[str, Any]]:
        """Yield the people served by the spatial rules and not by all of them."""
        if not self.rules.relational:
            return
        strict, both = problem(self.eco, self.rules).needs, solved(self.eco, self.rules)
        relations = Relations.of(self.eco, self.rules)
        for need in self.needs:
            gap = clean(self.found[need.need_id].served - both[need.need_id].served, tolerance(need))
            hit = np.flatnonzero(gap > 0)
            both_ends = partial(_apart, need, strict[need.need_id])
            for area in hit.tolist():
                people = float(gap[area])
                low, high = (float(end[area]) for end in self._once("relational", need, both_ends))
                row = self._without_relation(need, area, people, relations)
                yield row | {"low": min(max(low, 0.0), people), "high": max(high, people)}

    def _without_relation(
        self, need: NeedProblem, area: int, people: float, relations: Relations
    ) -> dict[str, Any]:
        local = need.service[need.area == area]
        actors = self.made.services.actor[need.services[local]]
        trust, _, guess = relations.reach(np.full(actors.size, area), actors)
        best = int(np.argmax(trust))
        fields = self._fields(need, area, people)
        actor = self._actor(int(need.services[local[best]]))
        fields["provider"] = self._actor_name(actor)
        codes = [self.demand_grade.get((need.need_id, self.made.areas[area]), 0), _ESTIMATE]
        codes += [_ASSUMPTION] if guess.any() or self._assumed_gateways(relations, area) else []
        words = text("gaps.relational", self.lang, **fields)
        found = number(float(trust[best]), self.lang, 2)
        return self._row("relational", need, area, people) | {
            "grade": GRADES[max(codes)],
            "evidence": words + text("gaps.holds_trust", self.lang, trust=found),
            "remedy": text("gaps.remedy_relational", self.lang, **fields),
            "vanishes_at_trust": float(trust[best]),
            "actor_id": actor,
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
            low, high = self._once("fragile", need, partial(_both_demands, need))
            first = np.searchsorted(need.area, np.arange(need.demand.size))
            for area in np.flatnonzero(only & (served > 0)).tolist():
                service = int(need.services[need.service[first[area]]])
                fields = self._fields(need, area, float(served[area]))
                fields["provider"] = self._actor_name(self._actor(service))
                known = self.known[name, made.areas[area]]
                words = text("gaps.fragile", self.lang, **fields) + self._caveats("fragile", known)
                grade = self._grade(
                    need, area, "unknown_capacity" if not need.known[need.service[first[area]]] else "full"
                )
                yield self._row("fragile", need, area, float(served[area])) | {
                    "low": float(min(low[area], served[area])),
                    "high": float(max(high[area], served[area])),
                    "grade": grade,
                    "evidence": words,
                    "remedy": text("gaps.remedy_fragile", self.lang, **fields),
                    "actor_id": self._actor(service),
                    "certificate_id": None,
                }


def _codes(grades: pd.Series) -> Ints:
    """Return grades as positions in `GRADES`; a missing one as the first."""
    return np.asarray(np.maximum(positions(pd.Index(GRADES), grades), 0))


def _both_demands(need: NeedProblem) -> Floats:
    """Return the people served with low and with high demand."""
    return np.array([fair_served(replace(need, demand=demand)) for demand in (need.low, need.high)])


def _apart(loose: NeedProblem, strict: NeedProblem) -> Floats:
    """Return the people whom strict rules lose, at the two ends of what is not known."""
    return np.asarray(low_and_high(loose) - low_and_high(strict))


def _parts(proof: dict[str, pd.DataFrame]) -> dict[tuple[str, str], Any]:
    """Return the connected part of the smallest certificate in which each need and area lies."""
    parts = {(row.certificate_id, row.part): row for row in records(proof["parts"])}
    return {
        (row.certificate_id.rpartition("/")[0], row.area_id): parts[row.certificate_id, row.part]
        for row in records(proof["certificate_areas"])
        if row.certificate_id.endswith("/smallest")
    }
