"""First choices of nodes that fill, found without a program: what a plan falls back on when time is short."""

from __future__ import annotations

import numpy as np

from welfare_graph.kernels.coverage import Floats, Ints
from welfare_graph.kernels.seating import Places, close_idle, open_greedily, open_near, reopen, seated
from welfare_graph.plan._solved import Clock

__all__ = ["fill_near", "first_choices", "hopeless", "seat_all"]

FAR = (0.1, 0.25, 0.5, 1.0)
"""How far is far, as shares of the pairs within reach: tried one after the other."""

SURE = 60
"""Rounds of search that are made for a plan that must seat everybody, however little time there is."""


def first_choices(
    places: Places, objective: str, k: int | None, clock: Clock, start: Ints | None
) -> list[Ints]:
    """Choices to start from, each with k nodes ("all": the fewest found); none where nobody found one."""
    half = Clock(clock.left / 2)
    given = [] if start is None else [start]
    if objective == "all":
        found = _fewest(places, k, half)
        return [] if found is None else [found]
    assert k is not None
    if objective == "median":
        near = [open_near(places, k, places.fixed, float(far)) for far in np.quantile(places.minutes, FAR)]
        tried = [reopen(places, one, k, sure=SURE, expired=half.expired) for one in [*given, *near]]
        return [fill_near(places, one, k) for one in tried if _all_seated(places, one)]
    case = _doubled(places) if objective == "backup" else places
    greedy = open_greedily(case, k, places.fixed)
    better = reopen(case, greedy, k, expired=half.expired)
    return [fill_near(places, one, k) for one in [*given, greedy, better]]


def hopeless(places: Places, k: int | None) -> bool:
    """Whether counting alone shows that k nodes cannot seat everybody."""
    m, people = places.candidates, float(places.people.sum()) - places.tolerance
    return places.most(m if k is None else k) < people or seated(places, np.arange(m)) < people


def seat_all(places: Places, k: int, clock: Clock, *, patient: bool = True) -> Ints | None:
    """Up to k nodes that seat everybody; None where none was found. Only the patient look on after time."""
    chosen = open_greedily(places, places.candidates, places.fixed)
    if len(chosen) > k:
        chosen = close_idle(places, chosen)
    if len(chosen) > k:
        greedy, sure = open_greedily(places, k, places.fixed), SURE if patient else 0
        chosen = reopen(places, greedy, k, sure=sure, expired=clock.expired)
    return chosen if _all_seated(places, chosen) else None


def _all_seated(places: Places, chosen: Ints) -> bool:
    return seated(places, chosen) >= float(places.people.sum()) - places.tolerance


def _fewest(places: Places, k: int | None, clock: Clock) -> Ints | None:
    """Few nodes that seat everybody: one fewer as long as a search finds them."""
    most = places.candidates if k is None else k
    chosen = seat_all(places, most, clock)
    if chosen is None:
        return None
    best = close_idle(places, chosen)
    while len(best) > len(places.fixed) and not clock.expired():
        least = best[~np.isin(best, places.fixed)][-1]
        fewer = best[best != least]
        found = reopen(places, fewer, len(fewer), expired=clock.expired)
        if not _all_seated(places, found):
            break
        best = close_idle(places, found)
    return best


def _doubled(places: Places) -> Places:
    """The same with everybody asking for two places."""
    return Places(
        2 * places.people, places.places, places.candidates, places.area, places.node, places.minutes,
        places.fixed,
    )  # fmt: skip


def fill_near(places: Places, chosen: Ints, k: int) -> Ints:
    """Add the candidates that bring people nearest, by their nearest node, until there are k."""
    opened = np.arange(len(places.places)) >= places.candidates
    opened[chosen] = True
    now = _nearest(places, opened)
    current = chosen.tolist()
    new = places.node < places.candidates
    area, node, minutes = places.area[new], places.node[new], places.minutes[new]
    while len(current) < k:
        saved = places.people[area] * np.maximum(now[area] - minutes, 0.0)
        gains = np.bincount(node, weights=saved, minlength=places.candidates)
        gains[current] = -1.0
        current.append(int(np.argmax(gains)))
        opened[current[-1]] = True
        mine = node == current[-1]
        np.minimum.at(now, area[mine], minutes[mine])
    return np.sort(np.array(current, dtype=np.int64))


def _nearest(places: Places, opened: np.ndarray) -> Floats:
    """Minutes to the nearest open node; where there is none, farther than any."""
    far = 2.0 * float(places.minutes.max(initial=0.0)) + 1.0
    now = np.full(len(places.people), far)
    kept = opened[places.node]
    np.minimum.at(now, places.area[kept], places.minutes[kept])
    return now
