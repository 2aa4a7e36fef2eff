"""The most reliable paths against a walk over all of them."""

import numpy as np
import pytest
from tests.gaps_oracles import best_paths

from welfare_graph.kernels.relation import Arcs, assumed_paths, carrying_path, reliable


@pytest.mark.parametrize("max_steps", [0, 1, 2, 3, None])
def test_paths_equal_enumeration(max_steps):
    rng = np.random.default_rng(3)
    for _ in range(25):
        size = int(rng.integers(1, 7))
        ends = rng.integers(0, size, size=(int(rng.integers(0, 10)), 2))
        trust = np.round(rng.random(len(ends)), 1)
        ties = [(a, b, t) for (a, b), t in zip(ends.tolist(), trust.tolist(), strict=True) if a != b]
        gateways = {int(g): float(rng.choice([1.0, 0.5])) for g in rng.integers(0, size, size=2)}
        start = np.full((1, size), -1.0)
        for gateway, value in gateways.items():
            start[0, gateway] = value
        arcs = Arcs.of(ends[:, 0], ends[:, 1], trust, size)
        found = reliable(arcs, start, max_steps)
        expected = best_paths(ties, gateways, max_steps)
        for actor in range(size):
            value, steps = expected.get(actor, (0.0, -1))
            assert found.trust[0, actor] == pytest.approx(value, abs=1e-12)
            if value > 0 or steps == -1:
                assert found.steps[0, actor] <= steps or steps == -1
            _path_carries(arcs, found, start, actor)


def _path_carries(arcs, found, start, actor):
    if found.steps[0, actor] < 0:
        return
    path = carrying_path(arcs, found, 0, actor)
    assert len(path) == found.steps[0, actor]
    first = int(arcs.tail[path[0]]) if path else actor
    value = start[0, first]
    assert value >= 0
    for arc in path:
        value *= arcs.trust[arc]
    assert value == pytest.approx(found.trust[0, actor], abs=1e-12)


def test_parallel_ties_count_once_with_the_largest_trust():
    arcs = Arcs.of(np.array([0, 1, 0]), np.array([1, 0, 0]), np.array([0.2, 0.8, 1.0]), 2)
    assert arcs.trust.tolist() == [0.8, 0.8]


def test_a_path_is_assumed_if_any_part_of_it_is():
    arcs = Arcs.of(np.array([0, 1]), np.array([1, 2]), np.array([0.5, 0.9]), 3)
    found = reliable(arcs, np.array([[1.0, -1.0, -1.0]]), None)
    known = np.array([0.9])[0] == arcs.trust
    assumed = assumed_paths(arcs, found, known, np.ones((1, 3), bool))
    assert assumed.tolist() == [[False, True, True]]
    assert assumed_paths(arcs, found, np.ones(4, bool), np.array([[False, True, True]])).all()
