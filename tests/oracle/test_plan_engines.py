"""The engines behind plans against trying every choice, on random small cases."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from scipy.optimize import linprog

from welfare_graph.kernels.coverage import Covering, Reach, bound_coverage, greedy_coverage
from welfare_graph.kernels.reduction import dominated_candidates, implied_areas, merge_areas
from welfare_graph.kernels.seating import Places
from welfare_graph.kernels.setcover import bound_cover, needless, search_cover, separate
from welfare_graph.plan._capacitated import solve_places, solve_places_center
from welfare_graph.plan._cover import solve_cover, solve_coverage
from welfare_graph.plan._distance import solve_center, solve_median
from welfare_graph.plan._solved import Clock


def random_reach(rng, density=(0.1, 0.5)):
    m, n = rng.integers(2, 11), rng.integers(1, 14)
    table = rng.random((m, n)) < rng.uniform(*density)
    return table, Reach.from_pairs(*np.nonzero(table), (m, n))


@pytest.mark.parametrize("seed", range(60))
def test_coverage_is_the_best_of_all_choices(seed):
    rng = np.random.default_rng(seed)
    table, reach = random_reach(rng)
    m, n = table.shape
    weights = rng.integers(0, 30, n).astype(float) if seed % 2 else rng.random(n) * 10
    required = rng.integers(0, 3, n) if seed % 3 == 0 else np.ones(n, dtype=int)
    k = int(rng.integers(1, m + 1))
    fixed = rng.choice(m, int(rng.integers(0, min(k, 2) + 1)), replace=False)
    found = solve_coverage(reach, weights, required, k, fixed=fixed, clock=Clock(60))
    choices = [c for c in combinations(range(m), k) if set(fixed) <= set(c)]
    best = max(weights[table[list(c)].sum(0) >= required].sum() for c in choices)
    assert found.objective == pytest.approx(best)
    assert weights[table[found.chosen].sum(0) >= required].sum() == pytest.approx(best)
    assert len(found.chosen) == k
    assert found.status == "optimal"
    assert found.bound == found.objective


@pytest.mark.parametrize("seed", range(20))
def test_the_lagrangian_bound_is_never_below_the_optimum(seed):
    rng = np.random.default_rng(seed)
    table, reach = random_reach(rng)
    weights = rng.random(table.shape[1])
    required = np.ones(table.shape[1], dtype=int)
    k = int(rng.integers(1, len(table)))
    case = Covering(reach, weights, required, k)
    greedy = greedy_coverage(case)
    best = max(weights[table[list(c)].any(0)].sum() for c in combinations(range(len(table)), k))
    bound = bound_coverage(case, greedy)
    assert bound.value >= best - 1e-9
    assert case.worth(greedy) >= (1 - 1 / np.e) * best - 1e-9


@pytest.mark.parametrize("seed", range(40))
def test_covering_all_takes_the_fewest(seed):
    rng = np.random.default_rng(seed)
    table, _ = random_reach(rng)
    table = table[:, table.any(0)]
    m = len(table)
    reach = Reach.from_pairs(*np.nonzero(table), table.shape)
    fixed = rng.choice(m, int(rng.integers(0, 2)), replace=False)
    found = solve_cover(reach, fixed=fixed, clock=Clock(60))
    sizes = (
        k
        for k in range(m + 1)
        for c in combinations(range(m), k)
        if set(fixed) <= set(c) and table[list(c)].any(0).all()
    )
    assert found.objective == len(found.chosen) == next(sizes)
    assert table[found.chosen].any(0).all()
    assert found.status == "optimal"


@pytest.mark.parametrize("seed", range(30))
def test_the_search_covers_all_with_fewer_and_never_below_the_bound(seed):
    rng = np.random.default_rng(seed)
    table, _ = random_reach(rng, (0.05, 0.4))
    table = table[:, table.any(0)]
    table = table if table.size else np.ones((2, 1), dtype=bool)
    reach = Reach.from_pairs(*np.nonzero(table), table.shape)
    fewest = next(
        k
        for k in range(1, len(table) + 1)
        if any(table[list(c)].any(0).all() for c in combinations(range(len(table)), k))
    )
    greedy = greedy_coverage(Covering.of_all(reach))
    bound = bound_cover(reach, len(greedy))
    found = search_cover(reach, greedy, fewest, steps=2000)
    assert table[found].any(0).all()
    assert len(found) == fewest
    assert bound.value <= fewest + 1e-9
    spared = needless(bound, fewest + 1)
    best = [c for c in combinations(range(len(table)), fewest) if table[list(c)].any(0).all()]
    assert not any(spared[list(c)].any() for c in best)
    assert len(search_cover(reach, greedy, 1, steps=0)) <= len(greedy)
    assert len(search_cover(reach, np.arange(len(table)), 1, steps=50, expired=lambda: True)) <= len(table)


@pytest.mark.parametrize("seed", range(20))
def test_parts_share_no_area(seed):
    rng = np.random.default_rng(seed)
    table, reach = random_reach(rng, (0.05, 0.2))
    labels = separate(reach)
    for one, two in combinations(range(len(table)), 2):
        together = {one}
        for _ in table:
            areas = table[list(together)].any(0)
            together = set(np.flatnonzero(table[:, areas].any(1))) | together
        assert (labels[one] == labels[two]) == (two in together)


@pytest.mark.parametrize("seed", range(6))
def test_a_cover_in_parts_is_as_small_as_in_one(seed, monkeypatch):
    rng = np.random.default_rng(seed)
    table = np.zeros((16, 20), dtype=bool)
    table[:8, :10], table[8:, 10:] = rng.random((8, 10)) < 0.3, rng.random((8, 10)) < 0.3
    table = table[:, table.any(0)]
    reach = Reach.from_pairs(*np.nonzero(table), table.shape)
    whole = solve_cover(reach, clock=Clock(60))
    monkeypatch.setattr("welfare_graph.plan._cover.LEAN", -1)
    parts = solve_cover(reach, clock=Clock(60))
    assert parts.objective == whole.objective == parts.bound
    assert table[parts.chosen].any(0).all()
    assert solve_cover(reach, clock=Clock(0)).objective >= whole.objective


@pytest.mark.parametrize("seed", range(20))
def test_reductions_keep_every_optimum_value(seed):
    rng = np.random.default_rng(seed)
    table, reach = random_reach(rng)
    weights = rng.random(table.shape[1])
    required = np.ones(table.shape[1], dtype=int)
    merged, _ = merge_areas(Covering(reach, weights, required, 1))
    for candidate in range(len(table)):
        chosen = np.array([candidate])
        assert merged.worth(chosen) == pytest.approx(weights[table[candidate]].sum())
    for candidate in np.flatnonzero(dominated_candidates(reach)):
        others = [o for o in range(len(table)) if o != candidate]
        empty = not table[candidate].any()
        assert empty or any((table[candidate] <= table[o]).all() for o in others)
    for area in np.flatnonzero(implied_areas(reach)):
        others = [o for o in range(table.shape[1]) if o != area]
        assert any((table[:, o] <= table[:, area]).all() for o in others)


@pytest.mark.parametrize("seed", range(40))
def test_median_and_center_are_the_best_of_all_choices(seed):
    rng = np.random.default_rng(seed)
    n, m = rng.integers(1, 12), rng.integers(1, 10)
    minutes = rng.integers(0, 40, (n, m)).astype(float)
    if seed % 3 == 0:
        minutes[rng.random((n, m)) < 0.4] = np.inf
    weights = rng.integers(1, 20, n).astype(float)
    base = np.where(rng.random(n) < 0.4 * (seed % 2), rng.integers(0, 30, n), np.inf)
    k = int(rng.integers(1, m + 1))
    fixed = rng.choice(m, int(rng.integers(0, min(2, k) + 1)), replace=False)
    choices = [list(c) for c in combinations(range(m), k) if set(fixed) <= set(c)]
    cost = minutes * weights[:, None]
    least = min(np.minimum(base * weights, cost[:, c].min(1)).sum() for c in choices)
    worst = min(np.minimum(base, minutes[:, c].min(1)).max() for c in choices)
    median = solve_median(cost, base * weights, k, fixed=fixed, clock=Clock(60))
    center = solve_center(minutes, base, k, fixed=fixed, clock=Clock(60))
    for found, best in ((median, least), (center, worst)):
        if np.isinf(best):
            assert found is None
        else:
            assert found.objective == pytest.approx(best)
            assert len(found.chosen) == k
            assert found.status == "optimal"


def served(people, places, pairs, objective):
    """The best flow once the nodes are chosen, as a plain linear program."""
    if not pairs:
        return np.inf if objective == "median" and people.sum() else 0.0
    nodes = [[1.0 * (p[1] == j) for p in pairs] for j in places]
    room = list(places.values())
    areas = [[1.0 * (p[0] == i) for p in pairs] for i in range(len(people))]
    if objective == "coverage":
        return -linprog(-np.ones(len(pairs)), nodes + areas, [*room, *people]).fun
    if objective == "median":
        found = linprog([p[2] for p in pairs], nodes, room, areas, people)
        return found.fun if found.status == 0 else np.inf
    n = len(people)
    nodes = [[*row, *[0.0] * n] for row in nodes]
    each = [
        [1.0 * (q == i) for q in range(len(pairs))] + [-1.0 * (a == p[0]) for a in range(n)]
        for i, p in enumerate(pairs)
    ]
    twice = [[*row, *[-2.0 * (a == i) for a in range(n)]] for i, row in enumerate(areas)]
    cost = [0.0] * len(pairs) + [-1.0] * n
    limits = [(0, None)] * len(pairs) + [(0, p) for p in people]
    return -linprog(cost, nodes + each, [*room, *[0.0] * len(pairs)], twice, [0.0] * n, limits).fun


@pytest.mark.parametrize("seed", range(15))
def test_places_are_the_best_of_all_choices(seed):
    rng = np.random.default_rng(seed)
    n, m, standing = rng.integers(1, 6), rng.integers(1, 6), rng.integers(0, 3)
    minutes = rng.integers(0, 40, (n, m + standing)).astype(float)
    people = rng.integers(0, 15, n).astype(float)
    room = rng.integers(1, 25, m + standing).astype(float)
    room[:m] = room[0]
    area, node = np.nonzero(minutes <= 25)
    k = int(rng.integers(1, m + 1))
    fixed = rng.choice(m, int(rng.integers(0, 2)), replace=False)
    places = Places(people, room, int(m), area, node, minutes[area, node], fixed)
    every = [c for c in combinations(range(m), k) if set(fixed) <= set(c)]

    def value(chosen, objective, limit=np.inf):
        nodes = [*chosen, *range(m, m + standing)]
        pairs = [(a, j, minutes[a, j]) for a, j in zip(area, node, strict=True) if j in nodes]
        pairs = [p for p in pairs if p[2] <= limit]
        return served(people, {j: room[j] for j in nodes}, pairs, objective)

    for objective, pick in (("coverage", max), ("backup", max), ("median", min)):
        best = pick(value(c, objective) for c in every)
        found = solve_places(places, objective, k, gap=0, clock=Clock(60), start=np.array(every[0]))
        assert (found is None) == bool(np.isinf(best))
        assert found is None or found.objective == pytest.approx(best, abs=1e-6)
    sizes = [
        size
        for size in range(m + 1)
        for c in combinations(range(m), size)
        if set(fixed) <= set(c) and value(c, "coverage") >= people.sum() - 1e-7
    ]
    found = solve_places(places, "all", None, gap=0, clock=Clock(60))
    assert (found.objective if found else None) == (sizes[0] if sizes else None)
    limits = [
        t
        for t in np.unique([0.0, *minutes[area, node]])
        if any(value(c, "coverage", t) >= people.sum() - 1e-7 for c in every)
    ]
    found = solve_places_center(places, k, gap=0, clock=Clock(60))
    assert (found.objective if found else None) == (limits[0] if limits else None)
