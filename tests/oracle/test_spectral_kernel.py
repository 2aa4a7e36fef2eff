"""PageRank, Katz and eigenvector against networkx and dense algebra."""

import networkx as nx
import numpy as np
import pytest
from scipy import sparse

from welfare_graph.kernels import spectral


def draw(seed, directed, weight=True):
    graph = nx.gnp_random_graph(5 + 15 * (seed % 7), (0.08, 0.2, 0.4)[seed % 3], seed=seed, directed=directed)
    generator = np.random.default_rng(seed)
    for *_, data in graph.edges(data=True):
        data["weight"] = float(generator.integers(1, 5)) if weight else 1.0
    return graph, sparse.csr_array(nx.to_scipy_sparse_array(graph, dtype=float, format="csr"))


@pytest.mark.parametrize("directed", [False, True])
@pytest.mark.parametrize("seed", range(9))
def test_pagerank(seed, directed):
    graph, arcs = draw(seed, directed)
    expected = np.array(list(nx.pagerank(graph, tol=1e-13, max_iter=1000).values()))
    assert np.abs(spectral.pagerank(arcs) - expected).sum() <= 1.1e-10


@pytest.mark.parametrize("directed", [False, True])
@pytest.mark.parametrize("seed", range(9))
def test_katz(seed, directed):
    graph, arcs = draw(seed, directed)
    radius = np.abs(np.linalg.eigvals(arcs.toarray())).max()
    assert spectral.spectral_radius(arcs) == pytest.approx(radius, abs=1e-9)
    alpha = min(0.1, 0.9 / radius) if radius else 0.1
    expected = nx.katz_centrality_numpy(graph, alpha=alpha, weight="weight")
    assert np.allclose(spectral.katz(arcs, alpha), list(expected.values()), atol=1e-10)


@pytest.mark.parametrize("directed", [False, True])
@pytest.mark.parametrize("seed", range(12))
def test_eigenvector(seed, directed):
    _, arcs = draw(seed, directed)
    vector, value = spectral.eigenvector(arcs)
    dense = arcs.toarray()
    assert value == pytest.approx(np.abs(np.linalg.eigvals(dense)).max(), abs=1e-9)
    assert np.allclose(dense.T @ vector, value * vector, atol=1e-9)
    assert (vector >= 0).all()
    assert np.linalg.norm(vector) == pytest.approx(1 if value else 0)


def test_eigenvector_equals_networkx_on_a_connected_graph():
    graph = nx.karate_club_graph()
    arcs = sparse.csr_array(nx.to_scipy_sparse_array(graph, dtype=float, weight=None, format="csr"))
    assert np.allclose(
        spectral.eigenvector(arcs)[0], list(nx.eigenvector_centrality_numpy(graph).values()), atol=1e-9
    )


def test_of_two_equal_components_the_one_with_the_smallest_node_has_the_vector():
    arcs = sparse.csr_array(
        nx.to_scipy_sparse_array(nx.Graph([(0, 3), (1, 2)]), nodelist=range(4), dtype=float)
    )
    assert spectral.eigenvector(arcs)[0] == pytest.approx([0.5**0.5, 0, 0, 0.5**0.5])


def test_a_chain_of_equal_cycles_ends_in_the_last():
    graph = nx.DiGraph([(0, 1), (1, 0), (1, 2), (2, 3), (3, 2), (3, 4)])
    vector, value = spectral.eigenvector(
        sparse.csr_array(nx.to_scipy_sparse_array(graph, nodelist=range(5), dtype=float))
    )
    assert value == pytest.approx(1)
    assert vector == pytest.approx(np.array([0, 0, 1, 1, 1]) / 3**0.5)


def test_without_a_cycle_there_is_no_eigenvector():
    arcs = sparse.csr_array(nx.to_scipy_sparse_array(nx.DiGraph([(0, 1), (1, 2)]), dtype=float))
    vector, value = spectral.eigenvector(arcs)
    assert (vector.tolist(), value) == ([0, 0, 0], 0)


@pytest.mark.parametrize("n", [0, 1, 3])
def test_without_ties(n):
    arcs = sparse.csr_array((n, n), dtype=float)
    assert np.allclose(spectral.pagerank(arcs), np.full(n, 1 / max(n, 1)))
    assert np.allclose(spectral.katz(arcs, 0.1), np.full(n, 1 / max(n, 1) ** 0.5))
    assert np.array_equal(spectral.eigenvector(arcs)[0], np.zeros(n))
    assert spectral.spectral_radius(arcs) == 0
