"""Which new ties let which areas reach which providers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from welfare_graph.gaps import Relations
from welfare_graph.kernels.coverage import Bools, Floats, Ints
from welfare_graph.kernels.relation import Arcs, reliable
from welfare_graph.rules import Rules

__all__ = ["Tie", "Unlock"]

Tie = tuple[int, int]

_SLACK = 1e-9
_ALL_PAIRS = 80


@dataclass(frozen=True)
class Unlock:
    """Trust from areas to actors, with any set of new ties; actors are positions in id order."""

    relations: Relations
    rules: Rules

    @cached_property
    def _start(self) -> Floats:
        """Trust of each actor as a gateway of each area; -1: it is none."""
        found = self.relations
        start = np.full((found.areas, len(found.actors)), -1.0)
        np.maximum.at(start, (found.area, found.actor), found.trust)
        return start

    @cached_property
    def linked(self) -> set[Tie]:
        """Pairs of actors tied today, lower position first."""
        arcs = self.relations.arcs
        return {(int(t), int(h)) for t, h in zip(arcs.tail, arcs.head, strict=True) if t < h}

    @property
    def several(self) -> bool:
        """Whether a path with two new ties can still be trusted enough."""
        trust, steps = self.rules.added_trust, self.rules.max_steps
        doors = float(self._start.max(initial=0.0))
        return (steps is None or steps >= 2) and doors * trust * trust >= self._least - _SLACK

    @property
    def _least(self) -> float:
        return 0.0 if self.rules.min_trust is None else self.rules.min_trust

    def reached(self, ties: Iterable[Tie]) -> Bools:
        """Areas x actors: whether the rules hold once the ties are made."""
        arcs = self._with(ties)
        found = reliable(arcs, self._start, self.rules.max_steps)
        return np.asarray((self._start >= 0) | ((found.steps >= 0) & (found.trust >= self._least - _SLACK)))

    def _with(self, ties: Iterable[Tie]) -> Arcs:
        arcs = self.relations.arcs
        once = arcs.tail < arcs.head
        new = np.array(sorted(ties), dtype=np.int64).reshape(-1, 2)
        trust = np.concatenate([arcs.trust[once], np.full(len(new), self.rules.added_trust)])
        one = np.concatenate([arcs.tail[once], new[:, 0]])
        two = np.concatenate([arcs.head[once], new[:, 1]])
        return Arcs.of(one, two, trust, len(self.relations.actors))

    def offered(self, areas: Ints, providers: Ints, excluded: set[int]) -> list[Tie]:
        """Ties that could help an area reach a provider, in order of positions.

        Between all actors of a small territory; else between gateways, providers and those that either
        reaches today.
        """
        n = len(self.relations.actors)
        if n <= _ALL_PAIRS:
            useful = np.arange(n)
        else:
            doors = np.unique(np.nonzero(self._start[np.unique(areas)] >= 0)[1])
            near = np.flatnonzero(self.reached([])[np.unique(areas)].any(axis=0)) if self.several else doors
            useful = np.unique(np.concatenate([doors, near, providers]))
        kept = [int(actor) for actor in useful if int(actor) not in excluded]
        pairs = ((u, v) for place, u in enumerate(kept) for v in kept[place + 1 :])
        return [pair for pair in pairs if pair not in self.linked]

    @cached_property
    def _layers(self) -> list[Floats]:
        """Trust of each actor from each area within 0, 1, ... steps, with the ties of today (-1: none)."""
        return self._spread(self._start)

    def _spread(self, start: Floats) -> list[Floats]:
        steps = self.rules.max_steps
        arcs = self.relations.arcs
        limits = [None] if steps is None else list(range(steps))
        found = (reliable(arcs, start, limit) for limit in limits)
        return [np.where(one.steps >= 0, one.trust, -1.0) for one in found]

    def single(self, areas: Ints, providers: Ints) -> list[set[Tie]]:
        """For each pair of area and provider, the ties each of which alone lets them reach it."""
        actors = np.unique(providers)
        seeds = np.full((len(actors), len(self.relations.actors)), -1.0)
        seeds[np.arange(len(actors)), actors] = 1.0
        back = self._spread(seeds)
        row = np.searchsorted(actors, providers)
        trust = self.rules.added_trust
        out: list[set[Tie]] = []
        for area, place in zip(areas.tolist(), row.tolist(), strict=True):
            found: set[Tie] = set()
            for there, behind in zip(self._layers, reversed(back), strict=True):
                found |= self._crossing(there[area], behind[place], trust)
            out.append(found)
        return out

    def _crossing(self, near: Floats, far: Floats, trust: float) -> set[Tie]:
        ahead, behind = np.flatnonzero(near >= 0), np.flatnonzero(far >= 0)
        value = near[ahead][:, None] * trust * far[behind][None, :]
        i, j = np.nonzero(value >= self._least - _SLACK)
        pairs = zip(ahead[i].tolist(), behind[j].tolist(), strict=True)
        return {(min(u, v), max(u, v)) for u, v in pairs if u != v} - self.linked

    def blocking(self, area: int, provider: int, made: set[Tie], offered: list[Tie]) -> set[Tie]:
        """Offered ties of which at least one is needed: all but a largest set that does not help.

        `made` does not let the area reach the provider; it grows by every tie that does not help either.
        """
        kept = set(made)
        outside = [tie for tie in offered if tie not in kept]
        size = max(1, len(outside) // 2)
        while outside:
            block, rest = outside[:size], outside[size:]
            if not self._helps(area, provider, kept | set(block)):
                kept |= set(block)
                outside, size = rest, size * 2
            elif size > 1:
                size = max(1, size // 2)
            else:
                outside = rest
        return set(offered) - kept

    def _helps(self, area: int, provider: int, ties: set[Tie]) -> bool:
        found = reliable(self._with(ties), self._start[[area]], self.rules.max_steps)
        own = self._start[area, provider] >= 0
        return bool(
            own or (found.steps[0, provider] >= 0 and found.trust[0, provider] >= self._least - _SLACK)
        )
