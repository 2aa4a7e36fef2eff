"""Roles of random territories, with parallel layers, self-ties and isolates, against their definitions."""

import itertools

import networkx as nx
import numpy as np
import pandas as pd
import pytest
from tests.networks import drawn, plain

import welfare_graph as wg

ROLES = ["coordinator", "itinerant", "gatekeeper", "representative", "liaison"]


def loop(graph, group):
    """Gould and Fernandez (1989), the definition read aloud."""
    arcs = graph if graph.is_directed() else graph.to_directed()
    counts = {v: dict.fromkeys(ROLES, 0) for v in graph}
    for v in graph:
        for i, k in itertools.product(arcs.predecessors(v), arcs.successors(v)):
            if i == k or arcs.has_edge(i, k):
                continue
            a, b, c = group[i], group[v], group[k]
            role = (
                "coordinator"
                if a == b == c
                else "itinerant"
                if a == c
                else "gatekeeper"
                if b == c
                else "representative"
                if a == b
                else "liaison"
            )
            counts[v][role] += 1
    return counts


@pytest.mark.parametrize("layer", [None, ["refers", "collaborates"]])
@pytest.mark.parametrize("directed", [False, True])
@pytest.mark.parametrize("seed", range(10))
def test_brokerage_equals_a_plain_loop(seed, directed, layer):
    eco = drawn(seed)
    counts = loop(plain(eco, directed=directed, layer=layer), eco.actors["type"])
    found = wg.roles.brokerage(eco, directed=directed, layer=layer)
    assert found.index.equals(eco.actors.index)
    assert found[ROLES].to_dict("index") == counts
    assert (found["total"] == found[ROLES].sum(axis=1)).all()


@pytest.mark.parametrize("weight", [None, "weight", "trust"])
@pytest.mark.parametrize("directed", [False, True])
@pytest.mark.parametrize("seed", range(6))
def test_structural_holes_equal_networkx(seed, directed, weight):
    eco = drawn(seed)
    graph = plain(eco, directed=directed, weight=weight)
    name = None if weight is None else "weight"
    found = wg.roles.structural_holes(eco, directed=directed, weight=weight)
    for column, function in (("effective_size", nx.effective_size), ("constraint", nx.constraint)):
        expected = pd.Series(function(graph, nodes=list(graph), weight=name)).reindex(eco.actors.index)
        known = expected.notna()
        assert np.allclose(found.loc[known, column], expected[known], atol=1e-9)
    contacts = pd.Series({v: len(set(nx.all_neighbors(graph, v))) for v in graph}).reindex(eco.actors.index)
    assert (found.isna().all(axis=1) == (contacts == 0)).all()
    ratio = (found["effective_size"] / contacts)[contacts > 0]
    assert np.allclose(found["efficiency"][contacts > 0], ratio)


def fragmentation(graph, removed):
    rest = graph.subgraph(set(graph) - set(removed))
    n = len(rest)
    if n < 2:
        return np.nan, np.nan
    near = sum(1 / d for _, f in nx.all_pairs_shortest_path_length(rest) for d in f.values() if d)
    joined = sum(len(part) * (len(part) - 1) for part in nx.connected_components(rest))
    return 1 - near / (n * (n - 1)), 1 - joined / (n * (n - 1))


def reach(graph, members):
    steps = nx.multi_source_dijkstra_path_length(graph, set(members), weight=None)
    return sum(1 / max(d, 1) for d in steps.values()) / len(graph)


@pytest.mark.parametrize("k", [1, 2, 3])
@pytest.mark.parametrize("seed", range(6))
def test_key_players_equal_exhaustive_search(seed, k):
    eco = drawn(seed, actors=6 + seed)
    graph = plain(eco)
    for goal, score in (("reach", reach), ("fragment", lambda g, s: fragmentation(g, s)[0])):
        every = {s: score(graph, s) for s in itertools.combinations(sorted(graph), k)}
        best = max(every.values())
        found = wg.roles.key_players(eco, k, goal=goal)
        assert found.value == pytest.approx(best)
        assert found.sets == [s for s, value in every.items() if value >= best - 1e-9]
        assert found.exact
        assert len(found.table) == len(found.sets)
    for members, row in zip(found.sets, found.table.to_dict("records"), strict=True):
        assert (row["D_F"], row["F"]) == pytest.approx(fragmentation(graph, members))
        assert row["members"] == ", ".join(members)


@pytest.mark.parametrize("directed", [False, True])
@pytest.mark.parametrize("seed", range(6))
def test_group_centrality_equals_networkx(seed, directed):
    eco = drawn(seed, actors=10, density=0.5)
    graph = plain(eco, directed=directed)
    members = sorted(graph)[:3]
    neighbours = {w for v in members for w in graph[v]} - set(members)
    assert wg.roles.group_centrality(eco, members, directed=directed) == pytest.approx(len(neighbours) / 7)
    steps = nx.multi_source_dijkstra_path_length(graph, set(members), weight=None)
    outside = [d for d in steps.values() if d]
    if len(outside) == 7 and not directed:
        expected = nx.group_closeness_centrality(graph, members)
        assert wg.roles.group_centrality(eco, members, measure="closeness") == pytest.approx(expected)
    expected = len(outside) ** 2 / 7 / sum(outside) if outside else 0
    found = wg.roles.group_centrality(eco, members, measure=wg.centrality.closeness, directed=directed)
    assert found == pytest.approx(expected)
    total = 0.0
    for s, t in itertools.permutations(set(graph) - set(members), 2):
        if nx.has_path(graph, s, t):
            paths = list(nx.all_shortest_paths(graph, s, t))
            total += sum(bool(set(p) & set(members)) for p in paths) / len(paths)
    found = wg.roles.group_centrality(eco, members, measure="betweenness", directed=directed)
    assert found == pytest.approx(total / 42)
    if not directed:
        assert found == pytest.approx(nx.group_betweenness_centrality(graph, members))


def test_group_centrality_of_one_is_its_own():
    """Everett and Borgatti (1999): for a set of one the measures are Freeman's."""
    eco = wg.from_networkx(nx.florentine_families_graph())
    group = wg.roles.group_centrality
    assert group(eco, ["Medici"]) == pytest.approx(6 / 14)
    assert group(eco, "Medici", measure="closeness") == pytest.approx(wg.centrality.closeness(eco)["Medici"])
    assert group(eco, "Medici", measure="betweenness") == pytest.approx(
        wg.centrality.betweenness(eco)["Medici"]
    )


def test_structural_holes_of_the_kite_and_the_florentines():
    """Burt's constraint as igraph and networkx agree on it; the Medici are the least constrained."""
    eco = wg.from_networkx(nx.florentine_families_graph())
    holes = wg.roles.structural_holes(eco)
    assert holes["constraint"].idxmin() == "Medici"
    assert holes.loc["Medici", "constraint"] == pytest.approx(0.21, abs=0.005)
    assert holes.loc["Medici", "effective_size"] == pytest.approx(6 - 2 / 6)


def test_key_players_of_the_kite():
    """Krackhardt's kite: without the seventh actor its tail falls off; removing it fragments most."""
    eco = wg.from_networkx(nx.krackhardt_kite_graph())
    found = wg.roles.key_players(eco, 1, goal="fragment")
    assert found.sets == [("7",)]
    assert found.table["F"].tolist() == pytest.approx([1 - (7 * 6 + 2) / 72])
