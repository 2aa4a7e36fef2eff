"""Cohesion against networkx on random territories, and published numbers."""

import networkx as nx
import numpy as np
import pytest
from tests.networks import drawn, plain

import welfare_graph as wg
from welfare_graph.kernels import mixing as kernel


@pytest.mark.parametrize("layer", [None, "collaborates"])
@pytest.mark.parametrize("seed", range(10))
def test_parts_equal_networkx(seed, layer):
    eco = drawn(seed)
    graph = plain(eco, layer=layer)
    parts = wg.cohesion.components(eco, layer=layer)
    expected = sorted(nx.connected_components(graph), key=lambda part: (-len(part), min(part)))
    assert [set(parts.index[parts == i]) for i in range(len(expected))] == expected
    strong = wg.cohesion.components(eco, layer=layer, strong=True)
    arcs = plain(eco, layer=layer, directed=True)
    expected = sorted(nx.strongly_connected_components(arcs), key=lambda part: (-len(part), min(part)))
    assert [set(strong.index[strong == i]) for i in range(len(expected))] == expected
    cut = wg.cohesion.cut_actors(eco, layer=layer)
    assert cut.dtype == bool
    assert set(cut.index[cut]) == set(nx.articulation_points(graph))
    bridges = wg.cohesion.bridges(eco, layer=layer)
    assert bridges.to_numpy().tolist() == sorted(sorted(edge) for edge in nx.bridges(graph))


@pytest.mark.parametrize("weight", [None, "weight", "trust"])
@pytest.mark.parametrize("directed", [False, True])
@pytest.mark.parametrize("seed", range(6))
def test_mixing_and_assortativity_equal_networkx(seed, directed, weight):
    eco = drawn(seed, actors=14)
    graph = plain(eco, directed=directed, weight=weight)
    kind = eco.actors["type"].to_dict()
    names = sorted(set(kind.values()))
    counts = np.zeros((len(names), len(names)))
    arcs = np.zeros_like(counts)
    for u, v, data in graph.edges(data=True):
        a, b = names.index(kind[u]), names.index(kind[v])
        counts[a, b] += data["weight"]
        arcs[a, b] += data["weight"]
        if not directed:
            arcs[b, a] += data["weight"]
            counts[b, a] += data["weight"] * (a != b)
    found = wg.cohesion.mixing(eco, directed=directed, weight=weight)
    assert found.index.tolist() == found.columns.tolist() == names
    assert np.allclose(found, counts)
    r = wg.cohesion.assortativity(eco, directed=directed, weight=weight)
    shares = arcs / arcs.sum()
    chance = (shares @ shares).sum()
    assert r == pytest.approx((np.trace(shares) - chance) / (1 - chance))
    if weight is None:
        nx.set_node_attributes(graph, kind, "type")
        assert r == pytest.approx(nx.attribute_assortativity_coefficient(graph, "type"))


@pytest.mark.parametrize("seed", range(6))
def test_numbers_correlate_as_in_networkx(seed):
    eco = drawn(seed, actors=14)
    staff = {actor: place * 7 % 5 for place, actor in enumerate(sorted(eco.actors.index))}
    eco = eco.replace(actors=eco.actors.assign(employees=[staff[a] for a in eco.actors.index]))
    graph = plain(eco)
    nx.set_node_attributes(graph, staff, "employees")
    expected = nx.numeric_assortativity_coefficient(graph, "employees")
    assert wg.cohesion.assortativity(eco, "employees") == pytest.approx(expected)
    expected = nx.degree_pearson_correlation_coefficient(graph)
    assert wg.cohesion.assortativity(eco, "degree") == pytest.approx(expected)


@pytest.mark.parametrize("seed", range(6))
def test_summary_equals_networkx(seed):
    eco = drawn(seed)
    graph, arcs = plain(eco), plain(eco, directed=True)
    found = wg.cohesion.summary(eco)["value"]
    assert found["actors"] == len(graph)
    assert found["ties"] == graph.number_of_edges()
    assert found["density"] == pytest.approx(nx.density(graph))
    assert found["transitivity"] == pytest.approx(nx.transitivity(graph))
    assert found["clustering"] == pytest.approx(nx.average_clustering(graph))
    assert found["reciprocity"] == pytest.approx(nx.overall_reciprocity(arcs))
    assert found["components"] == nx.number_connected_components(graph)
    assert found["largest_component"] == pytest.approx(
        max(len(part) for part in nx.connected_components(graph)) / len(graph)
    )
    assert found["isolates"] == nx.number_of_isolates(graph)
    assert found["bridges"] == len(list(nx.bridges(graph)))
    assert found["cut_actors"] == len(set(nx.articulation_points(graph)))
    assert found["core"] == max(nx.core_number(graph).values())
    groups = wg.cohesion.communities(eco)
    parts = [set(groups.index[groups == label]) for label in groups.unique()]
    assert found["communities"] == len(parts)
    assert found["modularity"] == pytest.approx(nx.community.modularity(graph, parts, weight=None))


# -- published numbers ------------------------------------------------------------------------------


def test_newmans_table_of_partnerships():
    """Newman (2003), table I, couples in San Francisco: 0.621 in print, 0.623 from its rounded shares, as in
    networkx's tests."""
    shares = np.array(
        [
            [0.258, 0.016, 0.035, 0.013],
            [0.012, 0.157, 0.058, 0.019],
            [0.013, 0.023, 0.306, 0.035],
            [0.005, 0.007, 0.024, 0.016],
        ]
    )
    assert kernel.assortativity(shares) == pytest.approx(0.623, abs=0.0005)


def test_zacharys_club():
    """Zachary (1977): degrees correlate with -0.476; the best modularity is 0.4198 (Brandes et al. 2008)."""
    eco = wg.from_networkx(nx.karate_club_graph())
    assert wg.cohesion.assortativity(eco, "degree") == pytest.approx(-0.47561, abs=1e-5)
    groups = wg.cohesion.communities(eco)
    assert groups.nunique() == 4
    assert wg.cohesion.summary(eco).loc["modularity", "value"] == pytest.approx(0.4198, abs=5e-5)
    club = wg.cohesion.mixing(eco, "club")
    assert club.loc["Mr. Hi", "Officer"] + np.diag(club).sum() == 78


def test_florentine_families():
    """Wasserman and Faust (1994), ch. 5, marriage ties: 16 families; without Pucci where that is noted."""
    graph = nx.florentine_families_graph()
    graph.add_node("Pucci")
    eco = wg.from_networkx(graph)
    assert wg.cohesion.centralisation(eco, "degree") == pytest.approx(0.267, abs=0.0005)
    assert np.isnan(wg.cohesion.centralisation(eco, "closeness"))
    connected = wg.from_networkx(nx.florentine_families_graph())
    assert wg.cohesion.centralisation(connected, "closeness") == pytest.approx(0.322, abs=0.0005)
    assert wg.cohesion.centralisation(connected, "betweenness") == pytest.approx(0.437, abs=0.0005)


def test_the_kite():
    """Krackhardt (1990): Heather, Ike and Jane hang on to the rest by single ties."""
    eco = wg.from_networkx(nx.krackhardt_kite_graph())
    cut = wg.cohesion.cut_actors(eco)
    assert cut.index[cut].tolist() == ["7", "8"]
    assert wg.cohesion.bridges(eco).to_numpy().tolist() == [["7", "8"], ["8", "9"]]


@pytest.mark.parametrize("measure", ["degree", "closeness", "betweenness"])
@pytest.mark.parametrize("n", [3, 4, 9])
def test_a_star_is_wholly_centralised_and_a_ring_not_at_all(measure, n):
    """Freeman (1978)."""
    star, ring = wg.from_networkx(nx.star_graph(n - 1)), wg.from_networkx(nx.cycle_graph(n))
    assert wg.cohesion.centralisation(star, measure) == pytest.approx(1)
    assert wg.cohesion.centralisation(ring, getattr(wg.centrality, measure)) == pytest.approx(0)


def test_ei_index_by_every_permutation():
    """Krackhardt and Stern (1988): a network of two groups, its index against all ways to deal the groups."""
    import itertools

    graph = nx.Graph([("a", "b"), ("b", "c"), ("a", "c"), ("c", "d"), ("d", "e"), ("e", "f"), ("d", "f")])
    eco = wg.from_networkx(graph)
    eco = eco.replace(actors=eco.actors.assign(sector=["public"] * 3 + ["private"] * 3))
    found = wg.cohesion.ei_index(eco, "sector", repeats=4000)
    assert (found.value, found.internal, found.external) == (pytest.approx(-5 / 7), 6, 1)
    every = []
    for public in itertools.combinations("abcdef", 3):
        every.append(sum((u in public) != (v in public) for u, v in graph.edges))
    every = np.array(every)
    far = np.mean(np.abs(every - every.mean()) >= abs(1 - every.mean()) - 1e-9)
    assert found.p_value == pytest.approx(far, abs=0.02)
