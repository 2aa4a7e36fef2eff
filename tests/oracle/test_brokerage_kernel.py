"""Brokerage against a plain loop over ordered pairs, and its moments against drawn networks."""

import itertools

import networkx as nx
import numpy as np
import pytest

from welfare_graph.kernels import brokerage
from welfare_graph.kernels import triangles as triangles_kernel
from welfare_graph.kernels.triangles import clustering, list_triangles, transitivity


def slow_roles(n, arcs, group):
    """Every ordered pair (i, k) that v joins, read from Gould and Fernandez' table."""
    counts = np.zeros((n, 5), dtype=int)
    out = {v: {k for i, k in arcs if i == v} for v in range(n)}
    into = {v: {i for i, k in arcs if k == v} for v in range(n)}
    for v in range(n):
        for i, k in itertools.product(into[v], out[v]):
            if i == k or k in out[i]:
                continue
            a, b, c = group[i], group[v], group[k]
            if a == b == c:
                counts[v, 0] += 1
            elif a == c:
                counts[v, 1] += 1
            elif b == c:
                counts[v, 2] += 1
            elif a == b:
                counts[v, 3] += 1
            else:
                counts[v, 4] += 1
    return counts


def draw(seed, directed):
    generator = np.random.default_rng(seed)
    n = int(generator.integers(1, 24))
    adjacency = generator.random((n, n)) < generator.choice([0.05, 0.2, 0.5])
    np.fill_diagonal(adjacency, False)
    if not directed:
        adjacency |= adjacency.T
    group = np.unique(generator.integers(0, generator.integers(1, 5), n), return_inverse=True)[1]
    return n, *np.nonzero(adjacency), group


def close(n, source, target, directed):
    if directed:
        return brokerage.closed_triples(n, source, target)
    once = source < target
    return brokerage.closed_pairs(n, source[once], target[once])


@pytest.mark.parametrize("directed", [False, True])
@pytest.mark.parametrize("seed", range(40))
def test_roles_equal_the_plain_loop(seed, directed):
    n, source, target, group = draw(seed, directed)
    closed = close(n, source, target, directed)
    arcs = set(zip(source.tolist(), target.tolist(), strict=True))
    assert np.array_equal(brokerage.count_roles(closed, group), slow_roles(n, arcs, group))


@pytest.mark.parametrize("directed", [False, True])
@pytest.mark.parametrize("seed", range(12))
def test_exclusive_pairs_equal_the_plain_count(seed, directed):
    n, source, target, _ = draw(seed, directed)
    adjacency = np.zeros((n, n), dtype=int)
    adjacency[source, target] = 1
    expected = np.zeros(n, dtype=int)
    paths = adjacency @ adjacency
    for i, k in itertools.permutations(range(n), 2):
        if not adjacency[i, k] and paths[i, k] == 1:
            expected[np.flatnonzero(adjacency[i] & adjacency[:, k])[0]] += 1
    closed = close(n, source, target, directed)
    assert np.array_equal(brokerage.exclusive_pairs(closed, block=5), expected)


@pytest.mark.parametrize(
    ("directed", "group"),
    [(True, [0, 0, 0, 1]), (True, [0, 1, 1, 2]), (False, [0, 0, 0, 1, 1]), (False, [0, 1, 1, 2, 3])],
)
def test_moments_are_those_of_every_network(directed, group):
    """Gould and Fernandez (1989), appendix: independent ties, groups kept; here over all networks."""
    group = np.array(group)
    n, p = len(group), 0.5
    ties = list(itertools.permutations(range(n), 2) if directed else itertools.combinations(range(n), 2))
    every = roles_of_all(n, ties, group, directed)
    arcs = (ties + [tie[::-1] for tie in ties]) if not directed else ties
    half = np.array(arcs[: len(arcs) // 2]).T
    none = np.zeros(0, dtype=int)
    sample = brokerage.Closed(n, *half, none, none, none, none, symmetric=not directed)
    expected, sd = brokerage.moments(sample, group)
    assert len(half[0]) == p * n * (n - 1)
    assert np.allclose(every.mean(axis=0), expected)
    assert np.allclose(every.std(axis=0), sd)


def roles_of_all(n, ties, group, directed):
    """Roles and total of every actor in every network: open triples i -> v -> k, all at once."""
    tied = np.array(list(itertools.product([0, 1], repeat=len(ties))))
    arcs = np.zeros((len(tied), n, n), dtype=int)
    for place, (i, k) in enumerate(ties):
        arcs[:, i, k] = tied[:, place]
        if not directed:
            arcs[:, k, i] = tied[:, place]
    i, v, k = np.meshgrid(*[np.arange(n)] * 3, indexing="ij")
    a, b, c = group[i], group[v], group[k]
    role = np.select([(a == b) & (b == c), a == c, b == c, a == b], [0, 1, 2, 3], 4)
    chosen = np.array([(role == r) & (i != k) for r in range(5)] + [i != k])
    opened = arcs[:, :, :, None] * arcs[:, None, :, :] * (1 - arcs[:, :, None, :])
    return np.einsum("nivk,rivk->nvr", opened, chosen)


def test_moments_of_the_formula_by_hand():
    """R's sna::brokerage prints these formulas: n = 6, two groups of 3, 9 arcs of 30."""
    group = np.array([0, 0, 0, 1, 1, 1])
    arcs = np.array([(0, 1), (1, 2), (2, 3), (3, 4), (4, 5), (5, 0), (0, 3), (1, 4), (2, 5)]).T
    expected, sd = brokerage.moments(brokerage.closed_triples(6, *arcs), group)
    d, n = 9 / 30, 3
    p = d**2 * (1 - d)
    bridge = p * 3 * 2
    variance = bridge * (1 - p) + 2 * (2 * 3 + 3 * 1) * d**3 * (1 - d) ** 3
    assert expected[0] == pytest.approx([p * 2, p * 6, bridge, bridge, 0, p * 20])
    assert sd[0, 0] == pytest.approx((p * 2 * (1 - p)) ** 0.5)
    assert sd[0, 1] == pytest.approx((p * 6 * (1 - p) + 2 * n * 2 * 1 * d**3 * (1 - d) ** 3) ** 0.5)
    assert sd[0, 2] == pytest.approx(variance**0.5)
    assert sd[0, 5] == pytest.approx((p * 20 * (1 - p) + 2 * 5 * 4 * 3 * d**3 * (1 - d) ** 3) ** 0.5)


class EveryDeal:
    """Deals the labels in every order once."""

    def __init__(self, n):
        self.orders = itertools.permutations(range(n))

    def permutation(self, labels):
        return labels[list(next(self.orders))]


def test_permuted_moments_average_over_every_labelling():
    group = np.array([0, 0, 1, 1, 2])
    source, target = np.array([0, 1, 2, 3, 0]), np.array([1, 2, 3, 4, 3])
    closed = brokerage.closed_triples(5, source, target)
    arcs = set(zip(source.tolist(), target.tolist(), strict=True))
    every = np.array([slow_roles(5, arcs, group[list(p)]) for p in itertools.permutations(range(5))])
    mean, sd = brokerage.permuted_moments(closed, group, 120, EveryDeal(5))
    assert np.allclose(mean[:, :5], every.mean(axis=0))
    assert np.allclose(sd[:, :5], every.std(axis=0, ddof=1))
    assert np.array_equal(sd[:, 5], np.zeros(5))
    drawn, _ = brokerage.permuted_moments(closed, group, 500, np.random.default_rng(0))
    assert np.allclose(drawn, mean, atol=0.1)


@pytest.mark.parametrize("few", [0, triangles_kernel._FEW])
@pytest.mark.parametrize("seed", range(10))
def test_triangles_equal_networkx(seed, few, monkeypatch):
    monkeypatch.setattr(triangles_kernel, "_FEW", few)
    n, source, target, _ = draw(seed, directed=False)
    graph = nx.empty_graph(n)
    graph.add_edges_from(zip(source.tolist(), target.tolist(), strict=True))
    u, v = np.array(graph.edges, dtype=np.int64).reshape(-1, 2).T
    triangles = list_triangles(n, u, v)
    found = {
        frozenset(t)
        for t in zip(triangles.a.tolist(), triangles.b.tolist(), triangles.c.tolist(), strict=True)
    }
    assert len(found) == len(triangles) == sum(nx.triangles(graph).values()) // 3
    for one, other, edge in (("a", "b", "ab"), ("a", "c", "ac"), ("b", "c", "bc")):
        ends = np.sort([getattr(triangles, one), getattr(triangles, other)], axis=0)
        assert np.array_equal(
            ends, np.sort([u[getattr(triangles, edge)], v[getattr(triangles, edge)]], axis=0)
        )
    assert np.allclose(clustering(n, u, v, triangles), list(nx.clustering(graph).values()))
    assert transitivity(n, u, v, triangles) == pytest.approx(nx.transitivity(graph))
