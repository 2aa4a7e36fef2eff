"""Structural holes against networkx (node by node) and igraph."""

import igraph
import networkx as nx
import numpy as np
import pytest

from welfare_graph.kernels.holes import structural_holes


def measured(graph, weight):
    n = graph.number_of_nodes()
    adjacency = nx.to_numpy_array(graph, weight=weight)
    mutual = adjacency + adjacency.T
    u, v = np.nonzero(np.triu(mutual, 1))
    return structural_holes(n, u, v, mutual[u, v])


def draw(seed, directed):
    graph = nx.gnp_random_graph(18, (0.1, 0.25, 0.6)[seed % 3], seed=seed, directed=directed)
    generator = np.random.default_rng(seed)
    for *_, data in graph.edges(data=True):
        data["weight"] = float(generator.integers(1, 9)) / 4
    return graph


@pytest.mark.parametrize("weight", [None, "weight"])
@pytest.mark.parametrize("directed", [False, True])
@pytest.mark.parametrize("seed", range(12))
def test_equal_to_networkx_and_igraph(seed, directed, weight):
    graph = draw(seed, directed)
    size, efficiency, constraint, _ = measured(graph, weight)
    plain = np.array(list(nx.effective_size(graph, nodes=list(graph), weight=weight).values()))
    burt = np.array(list(nx.constraint(graph, nodes=list(graph), weight=weight).values()))
    contacts = np.array([len(set(nx.all_neighbors(graph, v))) for v in graph])
    # networkx leaves an actor that only receives ties without a value; Burt and igraph give it one
    sends = np.array([len(graph[v]) for v in graph]) > 0
    assert np.allclose(size[sends], plain[sends], atol=1e-9)
    assert np.allclose(constraint[sends], burt[sends], atol=1e-9)
    assert np.array_equal(np.isnan(size), contacts == 0)
    assert np.allclose(efficiency[contacts > 0], size[contacts > 0] / contacts[contacts > 0])
    other = igraph.Graph.from_networkx(graph).constraint(weights=weight)
    assert np.allclose(constraint, other, atol=1e-9, equal_nan=True)


@pytest.mark.parametrize("seed", range(6))
def test_hierarchy_is_the_coleman_theil_index_of_local_constraint(seed):
    graph = draw(seed, directed=False)
    hierarchy = measured(graph, "weight")[3]
    for v in graph:
        local = np.array([nx.local_constraint(graph, v, j, "weight") for j in graph[v]])
        if len(local) > 1:
            ratio = local / local.mean()
            expected = (ratio * np.log(ratio)).sum() / (len(local) * np.log(len(local)))
            assert hierarchy[v] == pytest.approx(expected, abs=1e-9)
        else:
            assert np.isnan(hierarchy[v]) == (len(local) == 0)


def test_a_star_a_clique_and_an_isolate():
    """Burt (1992): the centre of a star has no redundant contact; in a triangle one contact of two is."""
    size, efficiency, constraint, hierarchy = measured(nx.star_graph(4), None)
    assert (size[0], efficiency[0], constraint[0], hierarchy[0]) == pytest.approx((4, 1, 0.25, 0))
    assert (size[1], constraint[1], hierarchy[1]) == pytest.approx((1, 1, 1))
    size, _, constraint, _ = measured(nx.complete_graph(3), None)
    assert size == pytest.approx([1, 1, 1])
    assert constraint == pytest.approx([2 * 0.75**2] * 3)
    assert all(np.isnan(values[0]) for values in measured(nx.empty_graph(1), None))
