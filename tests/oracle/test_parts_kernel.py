"""Who is cut off when a node goes, against taking each node out."""

import networkx as nx
import numpy as np
import pytest

from welfare_graph.kernels.parts import cut_off


@pytest.mark.parametrize("seed", range(12))
def test_equal_to_taking_each_node_out(seed):
    graph = nx.gnp_random_graph(3 + 4 * (seed % 6), (0.05, 0.1, 0.2)[seed % 3], seed=seed)
    blocks = list(nx.biconnected_components(graph))
    pairs = [(node, place) for place, block in enumerate(blocks) for node in block]
    node, block = np.array(pairs, dtype=np.int64).reshape(-1, 2).T
    expected = []
    for v in graph:
        home = nx.node_connected_component(graph, v) - {v}
        rest = [len(part) for part in nx.connected_components(graph.subgraph(home))]
        expected.append(len(home) - max(rest, default=0))
    assert cut_off(len(graph), node, block).tolist() == expected


def test_nobody():
    none = np.zeros(0, dtype=np.int64)
    assert cut_off(0, none, none).tolist() == []
    assert cut_off(2, none, none).tolist() == [0, 0]
