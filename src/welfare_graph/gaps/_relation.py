"""How much trust, in how many steps, leads from an area's people to a provider."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Self

import numpy as np
import pandas as pd

from welfare_graph.ecosystem import Ecosystem
from welfare_graph.gaps._arrays import floats, marked, positions
from welfare_graph.kernels.flow import Bools, Floats, Ints
from welfare_graph.kernels.relation import Arcs, Reliable, assumed_paths, carrying_path, reliable
from welfare_graph.rules import Rules

__all__ = ["Relations", "gateways"]

_CHUNK = 64


@dataclass(frozen=True)
class Relations:
    """Ties as arcs with trust, and the gateways of every area; nodes are actors in id order."""

    actors: pd.Index
    arcs: Arcs
    known: Bools
    area: Ints
    actor: Ints
    trust: Floats
    stated: Bools
    areas: int
    max_steps: int | None

    @classmethod
    def of(cls, eco: Ecosystem, rules: Rules) -> Self:
        """Build them from `eco.current()` once for each default trust and number of steps."""
        key = ("gaps", "relations", rules.default_trust, rules.max_steps)
        if key not in eco._memo:
            eco._memo[key] = cls._build(eco, rules)
        found: Self = eco._memo[key]
        return found

    @classmethod
    def _build(cls, eco: Ecosystem, rules: Rules) -> Self:
        actors = eco.active("actors").index.sort_values()
        return cls.without(eco, rules, marked(np.zeros(0, dtype=np.int64), len(actors)), None)

    @classmethod
    def without(cls, eco: Ecosystem, rules: Rules, actors_gone: Bools, ties_gone: Bools | None) -> Self:
        """Build them as if some actors (in id order) and some ties (rows that count) were gone."""
        actors = eco.active("actors").index.sort_values()
        ties = eco.active("ties")
        given = floats(ties["trust"])
        one, two = positions(actors, ties["source"]), positions(actors, ties["target"])
        left = ~(actors_gone[one] | actors_gone[two])
        left &= np.ones(len(ties), bool) if ties_gone is None else ~ties_gone
        value = np.where(np.isnan(given), rules.default_trust, given)
        kept = np.flatnonzero(left)
        arcs = Arcs.of(one[kept], two[kept], value[kept], len(actors))
        arcs = replace(arcs, tie=kept[arcs.tie])
        doors = gateways(eco, actors_gone)
        stated = ~np.isnan(floats(doors["trust"]))
        trust = np.where(stated, floats(doors["trust"]), rules.default_trust)
        places = doors["area"].to_numpy(), doors["actor"].to_numpy()
        known = ~np.isnan(given)[arcs.tie]
        return cls(actors, arcs, known, *places, trust, stated, len(eco.areas), rules.max_steps)

    def _start(self, areas: Ints) -> tuple[Floats, Bools, Bools]:
        """Return the trust at the start (-1: no gateway), whether it is stated, and who is a gateway."""
        row = np.full(self.areas, -1, dtype=np.int64)
        row[areas] = np.arange(areas.size)
        kept = row[self.area] >= 0
        at = (row[self.area[kept]], self.actor[kept])
        start = np.full((areas.size, self.actors.size), -1.0)
        np.maximum.at(start, at, self.trust[kept])
        stated = np.ones(start.shape, bool)
        stated[at] = self.stated[kept]
        return start, stated, start >= 0

    def spread(self, areas: Ints) -> tuple[Reliable, Bools, Bools]:
        """Return the best paths from some areas, which of them rest on an assumption, and the gateways."""
        start, stated, doors = self._start(areas)
        result = reliable(self.arcs, start, self.max_steps)
        return result, assumed_paths(self.arcs, result, self.known, stated), doors

    def reach(self, area: Ints, actor: Ints) -> tuple[Floats, Floats, Bools]:
        """Return trust, steps (infinite without a path), and whether they rest on an assumption, by pair."""
        trust, steps = np.zeros(area.size), np.full(area.size, np.inf)
        guess = np.zeros(area.size, bool)
        for part, wanted in self._chunks(area):
            result, assumed, doors = self.spread(wanted)
            at = (np.searchsorted(wanted, area[part]), actor[part])
            found = result.steps[at]
            own = doors[at]
            trust[part] = np.where(own, 1.0, result.trust[at])
            steps[part] = np.where(own, 0.0, np.where(found < 0, np.inf, found))
            guess[part] = assumed[at] & ~own & (found >= 0)
        return trust, steps, guess

    def paths(self, area: Ints, actor: Ints) -> list[tuple[list[int], list[int]]]:
        """Return, for pairs of area and actor, the actors that carry it, gateway first, and the ties."""
        out: list[tuple[list[int], list[int]]] = [([], []) for _ in range(area.size)]
        for part, wanted in self._chunks(area):
            result, _, doors = self.spread(wanted)
            for pair in part.tolist():
                source, node = int(np.searchsorted(wanted, area[pair])), int(actor[pair])
                out[pair] = self._walk(result, doors, source, node)
        return out

    def _walk(self, result: Reliable, doors: Bools, source: int, node: int) -> tuple[list[int], list[int]]:
        if doors[source, node]:
            return [node], []
        if result.steps[source, node] < 0:
            return [], []
        arcs = carrying_path(self.arcs, result, source, node)
        actors = [int(self.arcs.tail[arcs[0]]), *(int(self.arcs.head[arc]) for arc in arcs)]
        return actors, [int(self.arcs.tie[arc]) for arc in arcs]

    @staticmethod
    def _chunks(area: Ints) -> list[tuple[Ints, Ints]]:
        present = np.unique(area)
        parts = []
        for first in range(0, present.size, _CHUNK):
            wanted = present[first : first + _CHUNK]
            parts.append((np.flatnonzero((area >= wanted[0]) & (area <= wanted[-1])), wanted))
        return parts


def gateways(eco: Ecosystem, gone: Bools | None = None) -> pd.DataFrame:
    """Return the gateways of every area: `area`, `actor` (positions), `trust` (missing = unknown).

    The rows of `gateways`; else all micro-communities seated there; else its municipality; else all actors
    seated there: these have trust 1, for they are the area's own.
    """
    actors, areas = eco.active("actors").sort_index(), eco.areas.index.sort_values()
    rows = eco.active("gateways")
    given = pd.DataFrame(
        {
            "area": positions(areas, rows["area_id"]),
            "actor": positions(actors.index, rows["actor_id"]),
            "trust": floats(rows["trust"]),
        }
    )
    seat = positions(areas, actors["area_id"])
    seated = pd.DataFrame({"area": seat, "actor": np.arange(len(actors)), "trust": 1.0})
    kind = actors["type"].to_numpy(dtype=object)
    left = np.ones(len(actors), bool) if gone is None else ~gone
    groups = [given[left[given["actor"].to_numpy()]]]
    for chosen in (kind == "micro_community", kind == "municipality", np.ones(len(actors), bool)):
        taken = pd.concat(groups)["area"]
        groups.append(seated[chosen & left & (seat >= 0) & ~seated["area"].isin(taken).to_numpy()])
    table: pd.DataFrame = pd.concat(groups, ignore_index=True)
    return table.sort_values(["area", "actor"], ignore_index=True)
