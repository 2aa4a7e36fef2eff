"""Distances, their sums and group betweenness against networkx."""

import itertools

import networkx as nx
import numpy as np
import pytest
from scipy import sparse

from welfare_graph.kernels import paths


def draw(seed, directed):
    graph = nx.gnp_random_graph(
        int(5 + 17 * (seed % 9)), (0.01, 0.05, 0.2)[seed % 3], seed=seed, directed=directed
    )
    arcs = np.array(graph.edges, dtype=np.int64).reshape(-1, 2).T
    if not directed:
        arcs = np.concatenate([arcs, arcs[::-1]], axis=1)
    return graph, paths.adjacency(len(graph), *arcs)


@pytest.mark.parametrize("directed", [False, True])
@pytest.mark.parametrize("seed", range(9))
def test_distances_and_their_sums(seed, directed):
    graph, arcs = draw(seed, directed)
    n = len(graph)
    expected = np.full((n, n), -1)
    for s, found in nx.all_pairs_shortest_path_length(graph):
        expected[s, list(found)] = list(found.values())
    assert np.array_equal(paths.distances(arcs, np.arange(n)), expected)
    some = np.arange(0, n, 2)
    sums = paths.distance_sums(arcs, some)
    for v in range(n):
        steps = expected[some, v][expected[some, v] > 0].astype(float)
        assert sums.count[v] == len(steps)
        assert sums.far[v] == steps.sum()
        assert sums.near[v] == pytest.approx((1 / steps).sum())
        assert sums.far_squares[v] == (steps**2).sum()
        assert sums.near_squares[v] == pytest.approx((1 / steps**2).sum())
    nearest = [min((d for d in expected[[0, n - 1], v] if d >= 0), default=-1) for v in range(n)]
    assert paths.reached_from(arcs, np.array([0, n - 1])).tolist() == nearest


def slow_group_betweenness(graph, members):
    total = 0.0
    for s, t in itertools.permutations(set(graph) - set(members), 2):
        if nx.has_path(graph, s, t):
            every = list(nx.all_shortest_paths(graph, s, t))
            total += sum(not set(path).isdisjoint(members) for path in every) / len(every)
    return total


@pytest.mark.parametrize("directed", [False, True])
@pytest.mark.parametrize("seed", range(9))
def test_group_betweenness(seed, directed):
    graph, arcs = draw(seed % 3, directed)
    members = np.array([0, 2, 3 + seed % 2])
    outside = np.setdiff1d(np.arange(len(graph)), members)
    found = paths.group_betweenness(arcs, members, outside, width=7)
    assert found == pytest.approx(slow_group_betweenness(graph, members), abs=1e-9)
    if not directed:
        expected = nx.group_betweenness_centrality(graph, members.tolist(), normalized=False)
        assert found / 2 == pytest.approx(expected, abs=1e-9)


def test_no_node_and_no_tie():
    none = np.zeros(0, dtype=np.int64)
    empty = paths.adjacency(0, none, none)
    assert paths.distances(empty, none).shape == (0, 0)
    assert paths.distance_sums(empty, none).far.shape == (0,)
    lone = paths.adjacency(2, none, none)
    assert paths.distances(lone, np.arange(2)).tolist() == [[0, -1], [-1, 0]]
    assert paths.reached_from(lone, none).tolist() == [-1, -1]
    assert paths.group_betweenness(lone, np.array([0]), np.array([1])) == 0


@pytest.mark.parametrize("directed", [False, True])
@pytest.mark.parametrize("seed", range(6))
def test_components_share_slots_and_lengths_equal_dijkstra(seed, directed):
    graph, arcs = draw(seed, directed)
    n = len(graph)
    lengths = sparse.csr_array(nx.to_scipy_sparse_array(graph, nodelist=range(n), dtype=float, format="csr"))
    label = sparse.csgraph.connected_components(lengths, directed=True, connection="weak")[1]
    slots = np.array([np.flatnonzero(label == label[v]).tolist().index(v) for v in range(n)])
    plain = paths.distance_sums(arcs, np.arange(n))
    for found in (
        paths.distance_sums(arcs, np.arange(n), slots),
        paths.length_sums(lengths, np.arange(n), slots),
    ):
        for name in ("count", "far", "near", "far_squares", "near_squares"):
            assert np.allclose(getattr(found, name), getattr(plain, name))


@pytest.mark.parametrize("seed", range(3))
def test_bridging_is_the_fall_of_mean_nearness(seed):
    graph = nx.gnp_random_graph((5, 12, 70)[seed], (0.4, 0.25, 0.01)[seed], seed=seed)
    edges = list(graph.edges)
    ends = np.array(edges, dtype=np.int64).T
    arcs = paths.adjacency(len(graph), *np.concatenate([ends, ends[::-1]], axis=1))

    def nearness(some):
        return sum(1 / d for _, found in nx.all_pairs_shortest_path_length(some) for d in found.values() if d)

    expected = [nearness(graph) - nearness(nx.restricted_view(graph, [], [edge])) for edge in edges]
    u, v = np.array(edges, dtype=np.int64).reshape(-1, 2).T
    assert np.allclose(paths.bridging(arcs, u, v), expected)
