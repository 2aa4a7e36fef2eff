"""Nodes that fill: what the searches promise, against every choice and a plain linear program."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations

import numpy as np
import pytest
from scipy.optimize import linprog

from welfare_graph.kernels.seating import Places, close_idle, open_greedily, open_near, reopen, seated

NONE = np.empty(0, dtype=np.int64)


def draw(seed, *, whole=True):
    """Up to six areas and seven candidates, up to two nodes that stand, one candidate perhaps fixed."""
    rng = np.random.default_rng(seed)
    n, m, standing = int(rng.integers(1, 7)), int(rng.integers(2, 8)), int(rng.integers(0, 3))
    minutes = rng.integers(0, 40, (n, m + standing)).astype(float)
    people, room = rng.integers(0, 15, n).astype(float), rng.integers(1, 25, m + standing).astype(float)
    area, node = np.nonzero(minutes <= 22)
    fixed = np.sort(rng.choice(m, int(rng.integers(0, 2)), replace=False))
    shift = 0.0 if whole else 0.37
    return Places(people + shift, room + shift, m, area, node, minutes[area, node], fixed)


def most(case, chosen):
    """Most people seated at a choice, as a linear program of its own."""
    nodes = {*map(int, chosen), *range(case.candidates, len(case.places))}
    pairs = [(a, j) for a, j in zip(case.area.tolist(), case.node.tolist(), strict=True) if j in nodes]
    if not pairs:
        return 0.0
    areas = [[float(a == i) for a, _ in pairs] for i in range(len(case.people))]
    full = [[float(j == i) for _, j in pairs] for i in range(len(case.places))]
    return -linprog(-np.ones(len(pairs)), areas + full, [*case.people, *case.places]).fun


def best(case, k):
    """Most people that any choice of k candidates with the fixed ones seats."""
    every = (c for c in combinations(range(case.candidates), k) if set(case.fixed) <= set(c))
    return max(most(case, chosen) for chosen in every)


@pytest.mark.parametrize("seed", range(12))
def test_the_searches_seat_what_they_say_and_come_near_the_best(seed):
    case = draw(seed, whole=seed % 2 == 0)
    k = max(2, len(case.fixed))
    top = best(case, k)
    greedy = open_greedily(case, k, case.fixed)
    assert set(case.fixed) <= set(greedy)
    assert len(greedy) <= k
    assert seated(case, greedy) == pytest.approx(most(case, greedy))
    start = most(case, case.fixed)
    assert seated(case, greedy) - start >= (top - start) / 2 - 1e-9
    found = reopen(case, greedy, k, rounds=60)
    assert set(case.fixed) <= set(found)
    assert len(found) <= k
    assert seated(case, found) == pytest.approx(top)


@pytest.mark.parametrize("seed", range(10))
def test_nobody_loses_a_place_when_the_idle_close(seed):
    case = draw(seed)
    every = np.arange(case.candidates)
    left = close_idle(case, every)
    value = most(case, every)
    assert set(case.fixed) <= set(left)
    assert seated(case, left) == pytest.approx(value)
    assert all(most(case, left[left != one]) < value - 1e-9 for one in set(left) - set(case.fixed))
    assert close_idle(case, every, expired=lambda: True).tolist() == every.tolist()


def test_a_newcomer_may_seat_people_by_relieving_others():
    near = [(0, 0), (1, 0), (1, 1)]
    area, node = np.array(near).T
    case = Places(np.array([4.0, 4.0]), np.array([4.0, 4.0]), 2, area, node, np.zeros(3), NONE)
    only = replace(case, area=area[:2], node=node[:2])
    assert open_greedily(case, 2, NONE).tolist() == [0, 1]
    assert open_greedily(only, 2, NONE).tolist() == [0]
    assert open_greedily(case, 2, NONE, closed=np.array([0])).tolist() == [1]


def test_near_openings_save_minutes_and_stop_when_all_have_a_place():
    minutes = np.array([[1.0, 9.0, 5.0], [1.0, 9.0, 5.0], [30.0, 2.0, 5.0]])
    area, node = np.nonzero(minutes < 20)
    case = Places(
        np.array([5.0, 5.0, 3.0]), np.array([10.0, 10, 13]), 3, area, node, minutes[area, node], NONE
    )
    assert open_near(case, 3, NONE, 9.0).tolist() == [0, 1]
    assert open_near(case, 1, NONE, 9.0).tolist() == [0]
    assert open_near(case, 1, NONE, 100.0).tolist() == [2]
    assert open_near(case, 2, np.array([2]), 9.0).tolist() == [2]


def test_a_search_that_time_ends_still_makes_its_sure_rounds():
    rng = np.random.default_rng(4)
    spot = rng.random((30, 2))
    far = np.hypot(*(spot[:, None] - spot[None]).transpose(2, 0, 1))
    area, node = np.nonzero(far <= 0.3)
    people = rng.integers(5, 60, 30).astype(float)
    case = Places(people, np.full(30, people.sum() / 8), 30, area, node, far[area, node], NONE)
    greedy = open_greedily(case, 8, NONE)
    late = {"expired": lambda: True}
    assert reopen(case, greedy, 8, **late).tolist() == greedy.tolist()
    longer = reopen(case, greedy, 8, sure=15, **late)
    assert seated(case, longer) > seated(case, greedy)
    assert reopen(case, greedy, 8, sure=15, **late).tolist() == longer.tolist()
