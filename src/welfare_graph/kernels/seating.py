"""Which nodes to open where places fill: greedy openings, closing and reopening.

Everybody who can have a place gets one by a largest flow, so that a choice is judged by whom it can seat, not
by who happened to come first.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from welfare_graph.kernels.coverage import Bools, Floats, Ints, Reach
from welfare_graph.kernels.flow import Flow, max_flow, smallest_cut

__all__ = ["Places", "close_idle", "open_greedily", "open_near", "reopen", "seated"]

_TINY = 1e-9


@dataclass(frozen=True)
class Places:
    """Areas with people, nodes with places, and who reaches what.

    Nodes 0..`candidates`-1 may be opened, the others stand already; `area`, `node` and `minutes` are the
    pairs within reach. Places are finite.
    """

    people: Floats
    places: Floats
    candidates: int
    area: Ints
    node: Ints
    minutes: Floats
    fixed: Ints

    def within(self, limit: float) -> Places:
        """Keep the pairs within so many minutes."""
        near = self.minutes <= limit
        return replace(self, area=self.area[near], node=self.node[near], minutes=self.minutes[near])

    @cached_property
    def reach(self) -> Reach:
        """Candidates x areas within reach."""
        new = self.node < self.candidates
        return Reach.from_pairs(self.node[new], self.area[new], (self.candidates, len(self.people)))

    def most(self, k: int) -> float:
        """Places of the nodes that stand and of the k largest candidates."""
        new = np.sort(self.places[: self.candidates])[::-1]
        return float(new[:k].sum() + self.places[self.candidates :].sum())

    @property
    def tolerance(self) -> float:
        """People that are rounding."""
        return _TINY * max(1.0, float(self.people.sum()))


def seated(case: Places, chosen: Ints) -> float:
    """Most people with a place at the chosen candidates and the nodes that stand."""
    return _seat(case, chosen)[1].value


def _seat(case: Places, chosen: Ints) -> tuple[Bools, Flow]:
    """Which pairs are open, and a largest flow over them."""
    opened = np.arange(len(case.places)) >= case.candidates
    opened[chosen] = True
    kept = opened[case.node]
    return kept, max_flow(case.area[kept], case.node[kept], case.people, np.where(opened, case.places, 0.0))


def open_greedily(
    case: Places, k: int, start: Ints, *, noise: Floats | float = 1.0, closed: Ints | None = None
) -> Ints:
    """Open candidates beside `start` until there are k or everybody is seated, most newly seated first.

    Newcomers are counted on those without a place, the areas with fewest other candidates first; where none
    takes anybody directly, the one that frees most places by taking over from others. A largest flow seats
    everybody afresh after each round. `closed` stay closed.
    """
    chosen = start
    barred = np.empty(0, dtype=np.int64) if closed is None else closed
    while True:
        kept, flow = _seat(case, chosen)
        unmet = np.where(flow.unmet > case.tolerance, flow.unmet, 0.0)
        if len(chosen) >= k or not unmet.any():
            return np.sort(chosen)
        out = np.concatenate([chosen, barred])
        more = _newcomers(case, unmet, out, k - len(chosen), noise)
        if not len(more):
            more = _relief(case, kept, flow, out)
        if not len(more):
            return np.sort(chosen)
        chosen = np.concatenate([chosen, more])


def _newcomers(case: Places, unmet: Floats, out: Ints, most: int, noise: Floats | float) -> Ints:
    """Up to `most` candidates that take people without a place, largest first."""
    reach, left = case.reach, unmet.copy()
    options = np.diff(reach.by_area[0])
    found: list[int] = []
    for _ in range(most):
        gains = np.minimum(case.places[: case.candidates], reach.matrix @ left) * noise
        gains[out], gains[found] = 0.0, 0.0
        best = int(np.argmax(gains))
        if gains[best] <= case.tolerance:
            break
        found.append(best)
        areas = reach.areas_of(np.array([best]))
        areas = areas[np.argsort(options[areas], kind="stable")]
        taken = np.clip(case.places[best] - (np.cumsum(left[areas]) - left[areas]), 0.0, left[areas])
        left[areas] -= taken
    return np.array(found, dtype=np.int64)


def _relief(case: Places, kept: Bools, flow: Flow, out: Ints) -> Ints:
    """The candidate that most people could move to so that others get their places; none: empty."""
    area, node = case.area[kept], case.node[kept]
    room = np.zeros(len(case.places))
    room[node] = case.places[node]
    short = smallest_cut(area, node, case.people, room, flow)
    gains = np.minimum(case.places[: case.candidates], case.reach.matrix @ np.where(short, case.people, 0.0))
    gains[out] = 0.0
    best = int(np.argmax(gains))
    return np.array([best] if gains[best] > case.tolerance else [], dtype=np.int64)


def close_idle(case: Places, chosen: Ints, *, expired: Callable[[], bool] = lambda: False) -> Ints:
    """Close candidates that are not fixed, the least used first, while as many are seated."""
    kept, flow = _seat(case, chosen)
    used = np.bincount(case.node[kept], weights=flow.pairs, minlength=len(case.places))
    value = flow.value
    for candidate in chosen[np.argsort(used[chosen], kind="stable")].tolist():
        if expired():
            break
        fewer = chosen[chosen != candidate]
        if candidate not in case.fixed and seated(case, fewer) >= value - case.tolerance:
            chosen = fewer
    return chosen


def reopen(
    case: Places,
    chosen: Ints,
    k: int,
    *,
    rounds: int = 300,
    sure: int = 0,
    seed: int = 0,
    expired: Callable[[], bool] = lambda: False,
) -> Ints:
    """Seat more with k candidates: close a few, open again with some noise, keep what is not worse.

    Each round opens a candidate for an area that is short of places and closes some that share areas with
    it. Ends once everybody is seated or no k candidates hold more, after `rounds`, or when `expired`, but
    not before `sure` rounds.
    """
    rng = np.random.default_rng(seed)
    total, best = min(float(case.people.sum()), case.most(k)), chosen
    _, flow = _seat(case, chosen)
    value = flow.value
    for turn in range(rounds):
        if value >= total - case.tolerance or (turn >= sure and expired()):
            break
        trial = _shaken(case, best, flow, k, rng)
        _, found = _seat(case, trial)
        if found.value >= value - case.tolerance:
            best, flow, value = trial, found, found.value
    return best


def _shaken(case: Places, chosen: Ints, flow: Flow, k: int, rng: np.random.Generator) -> Ints:
    """Open one for an area short of places, close some around it, and fill up to k."""
    reach = case.reach
    short = np.flatnonzero(flow.unmet > case.tolerance)
    able = reach.candidates_of(rng.permutation(short)[:1])
    able = able[~np.isin(able, chosen)]
    new = rng.permutation(able)[:1]
    near = reach.candidates_of(np.unique(reach.areas_of(new)))
    movable = np.setdiff1d(chosen, case.fixed)
    close = np.intersect1d(near, movable) if rng.random() < 0.7 else movable
    gone = rng.permutation(close if len(close) else movable)[: int(rng.integers(1, 5))]
    rest = np.concatenate([np.setdiff1d(chosen, gone), new[: k - len(chosen) + len(gone)]])
    noise = 1 + 0.4 * (rng.random(case.candidates) - 0.5)
    return open_greedily(case, k, rest, noise=noise, closed=gone if rng.random() < 0.5 else None)


def open_near(case: Places, k: int, start: Ints, far: float) -> Ints:
    """Open candidates beside `start` until there are k or all have a place, where most minutes are saved.

    A newcomer gives its places to the nearest of those who have none yet; each of them saves what is short of
    `far` minutes.
    """
    new = case.node < case.candidates
    area, node, minutes = case.area[new], case.node[new], case.minutes[new]
    order = np.lexsort((minutes, node))
    area, node, minutes = area[order], node[order], minutes[order]
    first = np.searchsorted(node, node)
    saved = np.maximum(far - minutes, 0.0) + _TINY
    left = _seat(case, start)[1].unmet.copy()
    chosen = start.tolist()
    while len(chosen) < k:
        people = left[area]
        before = np.cumsum(people) - people
        taken = np.clip(case.places[node] - (before - before[first]), 0.0, people)
        gains = np.bincount(node, weights=taken * saved, minlength=case.candidates)
        gains[chosen] = 0.0
        best = int(np.argmax(gains))
        if gains[best] <= case.tolerance * _TINY:
            break
        chosen.append(best)
        mine = node == best
        left[area[mine]] -= taken[mine]
    return np.sort(np.array(chosen, dtype=np.int64))
