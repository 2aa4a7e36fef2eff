"""Scores of pairs against networkx, AUC against its definition."""

import itertools

import networkx as nx
import numpy as np
import pytest
from tests.networks import drawn, plain

import welfare_graph as wg
from welfare_graph.kernels import prediction


@pytest.mark.parametrize("seed", range(6))
def test_scores_equal_networkx(seed):
    eco = drawn(seed, actors=15)
    graph = plain(eco)
    pairs = list(nx.non_edges(graph))
    expected = {
        "jaccard": nx.jaccard_coefficient,
        "adamic_adar": nx.adamic_adar_index,
        "resource_allocation": nx.resource_allocation_index,
        "preferential_attachment": nx.preferential_attachment,
    }
    scores = {name: {frozenset((u, v)): s for u, v, s in f(graph, pairs)} for name, f in expected.items()}
    scores["common_neighbours"] = {frozenset(p): len(list(nx.common_neighbors(graph, *p))) for p in pairs}
    for name, values in scores.items():
        found = wg.links.suggest(eco, 500, predictor=name)
        assert {frozenset(p) for p in zip(found["source"], found["target"], strict=True)} == set(values)
        told = [values[frozenset(p)] for p in zip(found["source"], found["target"], strict=True)]
        assert np.allclose(found["score"], told)
        rows = list(zip(-found["score"], found["source"], found["target"], strict=True))
        assert rows == sorted(rows)


def test_affinity_is_the_share_of_pairs_of_two_kinds_that_are_tied():
    eco = drawn(4, actors=15)
    graph, kind = plain(eco), eco.actors["type"]
    found = wg.links.suggest(eco, 500, predictor="type")
    for row in found.to_dict("records"):
        wanted = {kind[row["source"]], kind[row["target"]]}
        same = [p for p in itertools.combinations(graph, 2) if {kind[p[0]], kind[p[1]]} == wanted]
        assert row["score"] == pytest.approx(sum(graph.has_edge(*p) for p in same) / len(same))


@pytest.mark.parametrize("seed", range(5))
def test_auc_is_the_chance_that_a_hit_outranks_another(seed):
    generator = np.random.default_rng(seed)
    hits, others = generator.integers(0, 5, 12), generator.integers(0, 4, 30)
    wins = [(h > o) + (h == o) / 2 for h in hits for o in others]
    assert prediction.auc(hits, others) == pytest.approx(np.mean(wins))
    assert np.isnan(prediction.auc(hits[:0], others))


def test_pairs_two_steps_apart_are_those_with_a_common_contact():
    from scipy import sparse

    graph = nx.gnp_random_graph(40, 0.06, seed=2)
    arcs = sparse.csr_array(nx.to_scipy_sparse_array(graph, dtype=float, format="csr"))
    u, v = prediction.open_pairs(arcs, 10)
    expected = {p for p in nx.non_edges(graph) if any(True for _ in nx.common_neighbors(graph, *p))}
    assert {frozenset(p) for p in zip(u.tolist(), v.tolist(), strict=True)} == {
        frozenset(p) for p in expected
    }
