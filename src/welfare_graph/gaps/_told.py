"""The gaps as a planner reads them: what is missing today, what could be lost, the proof, the unknown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd

from welfare_graph._texts import number, text
from welfare_graph.ecosystem import Ecosystem
from welfare_graph.gaps._arrays import records
from welfare_graph.gaps._explain import CAUSES, Explanation, explain
from welfare_graph.gaps._inventory import completeness
from welfare_graph.gaps._relax import RELAXED
from welfare_graph.gaps._words import inventory_word, names_of_needs, people_word
from welfare_graph.rules import Rules

__all__ = ["TODAY", "Told", "told"]

TODAY = ("absent", "far", "eligibility", "full", "relational", "standard")
"""Kinds of gap that exist today; "fragile" may come, "missing_type" and "unknown" are questions to ask."""

_SUMS = {"areas": ("area_id", "size"), "people": ("people", "sum")}
_NAMED, _FIRST = 8, 3


@dataclass(frozen=True, eq=False)
class Told:
    """One section: its title, sentences, and a table whose headings are words."""

    title: str
    lines: list[str] = field(default_factory=list)
    table: pd.DataFrame | None = None


def told(
    eco: Ecosystem, ledger: pd.DataFrame, *, lang: str = "it", rules: Rules | None = None, top: int = 10
) -> list[Told]:
    """Return the ledger, the certificates, the causes and what the data do not cover, section by section.

    `ledger` is what `gaps.find` returned under the same rules; its order is kept inside each section, which
    shows `top` rows.
    """
    eco = eco.current()
    teller = _Teller(eco, ledger, explain(eco, rules=rules), lang, top)
    sections = [
        teller.today(),
        teller.fragile(),
        teller.proof(),
        teller.causes(),
        teller.changes(),
        teller.unknown(),
        teller.inventory(),
    ]
    return [section for section in sections if section.lines or section.table is not None]


class _Teller:
    """What all sections draw from."""

    def __init__(self, eco: Ecosystem, ledger: pd.DataFrame, proof: Explanation, lang: str, top: int) -> None:
        self.eco, self.ledger, self.explained, self.lang, self.top = eco, ledger, proof, lang, top
        self.needs = names_of_needs(eco, lang)

    def _say(self, key: str, **values: object) -> str:
        return text(f"gaps.told_{key}", self.lang, **values)

    def _people(self, people: float) -> str:
        if np.isnan(people):
            return ""
        return people_word(people, self.lang)

    def _table(self, rows: Sequence[tuple[str, ...]], *headings: str) -> pd.DataFrame | None:
        return pd.DataFrame(rows, columns=[self._say(heading) for heading in headings]) if rows else None

    def _counted(self, areas: int) -> str:
        return self._say(f"areas.{'one' if areas == 1 else 'many'}", n=number(areas, self.lang))

    def _shown(self, rows: int, total: int) -> str:
        return self._say("shown", shown=number(rows, self.lang), total=number(total, self.lang))

    def today(self) -> Told:
        """What is missing today, by kind and need; people of different kinds are not to be added."""
        mine = self.ledger[self.ledger["kind"].isin(TODAY)].reset_index(drop=True)
        lines = [self._say("today_how" if len(mine) else "none_today")]
        groups = list(mine.groupby(["kind", mine["need_id"].fillna("")], sort=False))
        count = 0
        for (kind, need), gaps in groups[: self.top]:
            lines += ["", self._group(str(kind), str(need), gaps)]
            for gap in records(gaps.head(_FIRST)):
                count += 1
                lines.append(f"{count}. {gap.evidence}{self._grade(gap)} → {gap.remedy}")
        if len(groups) > self.top:
            lines += ["", self._shown(self.top, len(groups))]
        return Told(self._say("today"), lines)

    def _group(self, kind: str, need: str, gaps: pd.DataFrame) -> str:
        name = text(f"page.ui.kind.{kind}", self.lang)
        about = f"{name}: {self.needs[need]}" if need else name
        if kind == "standard":
            return about
        people = self._people(float(gaps["people"].sum()))
        return self._say("group", about=about, areas=self._counted(len(gaps)), people=people)

    def _grade(self, gap: Any) -> str:
        grade = text(f"page.ui.grade.{gap.grade}", self.lang)
        if np.isnan(gap.share):
            return f" [{grade}]"
        share = f"{number(100 * gap.share, self.lang)} %"
        return f" [{self._say('of_the_need', share=share)}; {grade}]"

    def fragile(self) -> Told:
        """Who is served today by one provider only, by provider and need."""
        mine = self.ledger[self.ledger["kind"] == "fragile"]
        groups = mine.groupby(["actor_id", "need_id"], as_index=False).agg(**_SUMS)
        groups = groups.sort_values(["people", "actor_id", "need_id"], ascending=[False, True, True])
        rows = [
            (
                str(self.eco.actors["name"].loc[group.actor_id]),
                self.needs[group.need_id],
                number(group.areas, self.lang),
                self._people(group.people),
            )
            for group in records(groups.head(self.top))
        ]
        lines = [self._say("fragile_how")] if rows else []
        lines += [self._shown(len(rows), len(groups))] if len(groups) > len(rows) else []
        table = self._table(rows, "provider", "need", "areas", "people")
        return Told(self._say("fragile"), lines, table)

    def proof(self) -> Told:
        """Which areas ask for more than all that they reach can hold, need by need and part by part."""
        proof = self.explained
        whole = proof.certificates[proof.certificates["extent"] == "smallest"]
        whole = whole.sort_values(["unmet", "need_id"], ascending=[False, True])
        lines = [self._say("proof_how")] if len(whole) else []
        for certificate in records(whole):
            areas = proof.certificate_areas[
                proof.certificate_areas["certificate_id"] == certificate.certificate_id
            ]
            parts = proof.parts[proof.parts["certificate_id"] == certificate.certificate_id]
            amounts = self._amounts(certificate) | {"areas": self._counted(len(areas))}
            lines += ["", self._say("certificate", need=self.needs[certificate.need_id], **amounts)]
            lines += self._parts(parts, areas)
        return Told(self._say("proof"), lines)

    def _parts(self, parts: pd.DataFrame, areas: pd.DataFrame) -> list[str]:
        """Say the parts that share some service, then the areas that reach none."""
        some = parts[parts["services"] > 0]
        lines = [
            f"- {self._say('part', areas=self._areas(areas, [part.part]), **self._amounts(part))}"
            for part in records(some.head(_FIRST))
        ]
        if len(some) > _FIRST:
            lines.append(f"- {self._shown(_FIRST, len(some))}")
        none = parts[parts["services"] == 0]
        if len(none):
            named, people = (
                self._areas(areas, none["part"].tolist()),
                self._people(float(none["unmet"].sum())),
            )
            lines.append(f"- {self._say('part_empty', areas=named, unmet=people)}")
        return lines

    def _areas(self, areas: pd.DataFrame, parts: list[int]) -> str:
        mine = areas.loc[areas["part"].isin(parts)].sort_values(["part", "area_id"])["area_id"]
        names = [str(self.eco.areas["name"].loc[area]) for area in mine.head(_NAMED)]
        more = len(mine) - len(names)
        return ", ".join(names) + (self._say("others", n=number(more, self.lang)) if more else "")

    def _amounts(self, row: Any) -> dict[str, str]:
        return {key: self._people(getattr(row, key)) for key in ("demand", "capacity", "unmet")}

    def causes(self) -> Told:
        """Why people go without, need by need."""
        table = self.explained.causes.pivot_table(
            index="need_id", columns="cause", values="people", aggfunc="sum", fill_value=0.0
        )
        kinds = [cause for cause in CAUSES if cause in table]
        rows = [
            (self.needs[str(need)], *(self._people(row[cause]) if row[cause] else "" for cause in kinds))
            for need, row in table.iterrows()
        ]
        headings = [self._say("need"), *(text(f"gaps.cause_{cause}", self.lang) for cause in kinds)]
        lines = [self._say("causes_how")] if rows else []
        return Told(self._say("causes"), lines, pd.DataFrame(rows, columns=headings) if rows else None)

    def changes(self) -> Told:
        """How many more would be served if a rule were relaxed."""
        table = self.explained.relaxations.pivot_table(index="need_id", columns="relaxed", values="people")
        table = table[(table > 0).any(axis=1)]
        kinds = [word for word in RELAXED if word in table and (table[word] > 0).any()]
        rows = [
            (self.needs[str(need)], *(f"+{self._people(row[word])}" if row[word] else "" for word in kinds))
            for need, row in table.iterrows()
        ]
        headings = [self._say("need"), *(self._say(f"relaxed_{word}") for word in kinds)]
        lines = [self._say("changes_how")] if rows else []
        return Told(self._say("changes"), lines, pd.DataFrame(rows, columns=headings) if rows else None)

    def unknown(self) -> Told:
        """What our data do not show, by need, and which kinds of actor they do not name."""
        mine = self.ledger[(self.ledger["kind"] == "unknown") & self.ledger["area_id"].notna()]
        groups = (
            mine.groupby("need_id").agg(areas=("area_id", "size"), people=("people", "sum")).reset_index()
        )
        groups = groups.sort_values(["people", "need_id"], ascending=[False, True])
        rows = [
            (self.needs[g.need_id], number(g.areas, self.lang), self._people(g.people))
            for g in records(groups)
        ]
        open_norms = self.ledger[(self.ledger["kind"] == "unknown") & self.ledger["area_id"].isna()]
        kinds = self.ledger[self.ledger["kind"] == "missing_type"]
        questions = [*open_norms["evidence"], *kinds["evidence"].head(self.top)]
        if len(kinds) > self.top:
            questions.append(self._shown(self.top, len(kinds)))
        lines = ([self._say("unknown_how")] if rows else []) + questions
        return Told(self._say("unknown"), lines, self._table(rows, "need", "areas", "perhaps"))

    def inventory(self) -> Told:
        """How complete our knowledge of each need's services is."""
        known = completeness(self.eco, self.eco.areas.index)
        asked = set(self.eco.active("demand")["need_id"])
        services = self.eco.active("services")
        rows = []
        for need, words in known.groupby("need_id")["complete"]:
            found = sorted(set(words))
            if found == ["yes"] or need not in asked:
                continue
            mine = services[services["need_id"] == need]
            word = ", ".join(inventory_word(one, self.lang) for one in found)
            silent = int(mine["capacity"].isna().sum())
            rows.append(
                (self.needs[str(need)], word, number(len(mine), self.lang), number(silent, self.lang))
            )
        lines = [self._say("inventory_how")] if rows else []
        silent_needs = [self.needs[need] for need in self.eco.needs.index if need not in asked]
        if silent_needs:
            lines.append(self._say("no_demand", needs=", ".join(silent_needs)))
        return Told(
            self._say("inventory"), lines, self._table(rows, "need", "complete", "services", "silent")
        )
