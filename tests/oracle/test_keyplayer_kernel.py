"""Key players against a search over every set, by the definitions of Borgatti (2006)."""

import itertools

import networkx as nx
import numpy as np
import pytest

from welfare_graph.kernels import keyplayers, paths


def arcs_of(graph):
    arcs = np.array(graph.edges, dtype=np.int64).reshape(-1, 2).T
    return paths.adjacency(len(graph), *np.concatenate([arcs, arcs[::-1]], axis=1))


def slow_fragmentation(graph, removed):
    rest = graph.subgraph(set(graph) - set(removed))
    n = len(rest)
    steps = dict(nx.all_pairs_shortest_path_length(rest))
    near = sum(1 / d for found in steps.values() for d in found.values() if d)
    parts = [len(part) for part in nx.connected_components(rest)]
    return 1 - near / (n * (n - 1)), 1 - sum(s * (s - 1) for s in parts) / (n * (n - 1))


def slow_reach(graph, members):
    steps = nx.multi_source_dijkstra_path_length(graph, set(members), weight=None)
    return sum(1 / max(d, 1) for d in steps.values()) / len(graph)


def best_sets(graph, k, value):
    every = {s: value(graph, s) for s in itertools.combinations(range(len(graph)), k)}
    top = max(every.values())
    return [s for s, v in every.items() if v >= top - 1e-9], top


@pytest.mark.parametrize("k", [1, 2, 3])
@pytest.mark.parametrize("seed", range(10))
def test_equal_to_exhaustive_search_with_all_ties(seed, k):
    graph = nx.gnp_random_graph(4 + seed % 9, (0.15, 0.3, 0.5)[seed % 3], seed=seed)
    if len(graph) - k >= 2:
        sets, value = best_sets(graph, k, lambda g, s: slow_fragmentation(g, s)[0])
        found = keyplayers.most_fragmenting(arcs_of(graph), k)
        assert (found.sets, found.exact, found.complete) == (sets, True, True)
        assert found.value == pytest.approx(value)
    sets, value = best_sets(graph, k, slow_reach)
    found = keyplayers.most_reaching(arcs_of(graph), k)
    assert (found.sets, found.exact, found.complete) == (sets, True, True)
    assert found.value == pytest.approx(value)


@pytest.mark.parametrize("seed", range(6))
def test_fragmentation_of_given_sets(seed):
    graph = nx.gnp_random_graph(70, 0.04, seed=seed)
    sets = np.array([(0, 5), (1, 69), (30, 31)])
    weighted, plain = keyplayers.fragmentation(arcs_of(graph), sets)
    expected = [slow_fragmentation(graph, s) for s in sets.tolist()]
    assert np.allclose(np.column_stack([weighted, plain]), expected)


def test_nothing_is_fragmented_where_fewer_than_two_are_left():
    path = arcs_of(nx.path_graph(3))
    found = keyplayers.most_fragmenting(path, 2)
    assert np.isnan(found.value)
    assert found.sets == [(0, 1), (0, 2), (1, 2)]
    assert keyplayers.most_fragmenting(path, 3).sets == [(0, 1, 2)]
    assert np.isnan(keyplayers.fragmentation(path, np.array([[0, 1]]))).all()


def test_sets_of_none_and_of_all():
    assert keyplayers.reach(np.ones((2, 2)), np.zeros((3, 0), dtype=int)).tolist() == [0, 0, 0]
    path = arcs_of(nx.path_graph(3))
    assert keyplayers.most_reaching(path, 0).sets == [()]
    assert keyplayers.most_reaching(path, 3).value == 1
    assert keyplayers.most_fragmenting(path, 0).value == pytest.approx(1 - (4 + 2 / 2) / 6)


def test_the_best_pair_may_leave_out_the_best_single():
    """Borgatti (2006): k best players are not the best set of k players."""
    graph = nx.Graph([(0, i) for i in (1, 2, 3, 4, 5, 6)] + [(1, 7), (1, 8), (1, 2), (4, 9), (4, 10), (4, 5)])
    single = keyplayers.most_reaching(arcs_of(graph), 1).sets
    pair = keyplayers.most_reaching(arcs_of(graph), 2).sets
    assert single == [(0,)]
    assert pair == best_sets(graph, 2, slow_reach)[0]


@pytest.mark.parametrize("goal", [keyplayers.most_fragmenting, keyplayers.most_reaching])
def test_beyond_the_effort_a_good_set_is_named_as_not_exact(goal):
    graph = nx.barabasi_albert_graph(60, 2, seed=1)
    exact, quick = goal(arcs_of(graph), 2), goal(arcs_of(graph), 2, effort=1.0)
    assert exact.exact
    assert not quick.exact
    assert exact.value * 0.97 <= quick.value <= exact.value + 1e-12


def test_so_many_ties_that_not_all_are_listed():
    found = keyplayers.most_reaching(arcs_of(nx.empty_graph(60)), 3)
    assert (found.exact, found.complete, len(found.sets)) == (True, False, 10_000)
    found = keyplayers.most_fragmenting(arcs_of(nx.empty_graph(60)), 3)
    assert (found.exact, found.complete, len(found.sets)) == (True, False, 10_000)


def test_large_networks_search_among_the_nearest():
    graph = nx.star_graph(4100)
    found = keyplayers.most_reaching(arcs_of(graph), 1, pool=8)
    assert found.sets == [(0,)]
    assert not found.exact
