"""Centrality against networkx on random territories, and against published numbers."""

import networkx as nx
import numpy as np
import pandas as pd
import pytest
from tests.networks import drawn, plain, territory

import welfare_graph as wg

NETWORKS = [
    (seed, directed, layer) for seed in range(8) for directed in (False, True) for layer in (None, "refers")
]


def close(values: pd.Series, expected: dict, eco) -> None:
    assert values.index.equals(eco.current().actors.index)
    assert np.allclose(values, [expected[actor] for actor in values.index], atol=1e-9, rtol=0, equal_nan=True)


@pytest.mark.parametrize(("seed", "directed", "layer"), NETWORKS)
def test_equal_to_networkx_without_weights(seed, directed, layer):
    eco = drawn(seed)
    graph, options = plain(eco, layer=layer, directed=directed), {"layer": layer, "directed": directed}
    c = wg.centrality
    close(c.closeness(eco, **options), nx.closeness_centrality(graph), eco)
    close(c.harmonic(eco, **options), nx.harmonic_centrality(graph), eco)
    close(c.betweenness(eco, **options), nx.betweenness_centrality(graph), eco)
    close(c.pagerank(eco, **options), nx.pagerank(graph, tol=1e-13, max_iter=1000), eco)
    close(c.core_number(eco, **options), nx.core_number(graph), eco)
    contacts = {v: len(set(nx.all_neighbors(graph, v))) for v in graph}
    close(c.degree(eco, **options), contacts, eco)
    sides = (graph.in_degree, graph.out_degree) if directed else (graph.degree, graph.degree)
    close(c.degree(eco, mode="in", **options), dict(sides[0]()), eco)
    close(c.degree(eco, mode="out", **options), dict(sides[1]()), eco)
    alpha = min(0.1, 0.9 / max(np.abs(nx.adjacency_spectrum(graph)).max(), 1e-9))
    close(c.katz(eco, **options), nx.katz_centrality_numpy(graph, alpha, weight=None), eco)


@pytest.mark.parametrize("weight", ["weight", "trust"])
@pytest.mark.parametrize("directed", [False, True])
@pytest.mark.parametrize("seed", range(8))
def test_equal_to_networkx_with_weights(seed, directed, weight):
    eco = drawn(seed)
    graph, options = plain(eco, directed=directed, weight=weight), {"directed": directed, "weight": weight}
    c = wg.centrality
    close(c.closeness(eco, **options), nx.closeness_centrality(graph, distance="length"), eco)
    close(c.harmonic(eco, **options), nx.harmonic_centrality(graph, distance="length"), eco)
    close(c.pagerank(eco, **options), nx.pagerank(graph, tol=1e-13, max_iter=1000), eco)
    united = plain(eco, weight=weight)
    close(c.strength(eco, **options), dict(united.degree(weight="weight")), eco)
    if directed:
        close(c.strength(eco, mode="in", **options), dict(graph.in_degree(weight="weight")), eco)
        close(c.strength(eco, mode="out", **options), dict(graph.out_degree(weight="weight")), eco)


@pytest.mark.parametrize("directed", [False, True])
@pytest.mark.parametrize("seed", range(8))
def test_weighted_betweenness_equals_networkx(seed, directed):
    """Lengths of powers of two: sums of them are exact, so that both agree on which paths are shortest."""
    eco = drawn(seed)
    generator = np.random.default_rng(seed)
    pairs = eco.ties.drop_duplicates(["source", "target"])
    pairs = pairs[pairs["source"] < pairs["target"]]
    eco = eco.replace(ties=pairs.assign(weight=2.0 ** generator.integers(-2, 3, len(pairs))))
    graph = plain(eco, directed=directed, weight="weight")
    expected = nx.betweenness_centrality(graph, weight="length")
    close(wg.centrality.betweenness(eco, directed=directed, weight="weight"), expected, eco)


@pytest.mark.parametrize("seed", range(8))
def test_eigenvector_equals_networkx_on_connected_territories(seed):
    eco = drawn(seed, actors=12, density=0.6)
    graph = plain(eco, weight="weight")
    if not nx.is_connected(graph):
        eco = eco.where(actor_id=sorted(max(nx.connected_components(graph), key=len)))
        graph = plain(eco, weight="weight")
    close(wg.centrality.eigenvector(eco), nx.eigenvector_centrality_numpy(graph), eco)
    close(
        wg.centrality.eigenvector(eco, weight="weight"), nx.eigenvector_centrality_numpy(graph, "weight"), eco
    )


@pytest.mark.parametrize("weight", [None, "weight", "trust"])
@pytest.mark.parametrize("seed", range(5))
def test_participation_by_its_formula(seed, weight):
    eco = drawn(seed)
    layers = sorted({row["type"] for row in eco.active("ties").to_dict("records")})
    degrees = {a: dict(plain(eco, layer=a, weight=weight).degree(weight="weight")) for a in layers}
    expected = {}
    for actor in eco.actors.index:
        k = np.array([degrees[a][actor] for a in layers], dtype=float)
        m, o = len(layers), k.sum()
        expected[actor] = m / (m - 1) * (1 - ((k / o) ** 2).sum()) if o and m > 1 else np.nan
    close(wg.centrality.participation(eco, weight=weight), expected, eco)


@pytest.mark.parametrize("seed", range(4))
def test_bridging_by_its_definition(seed):
    eco = drawn(seed, actors=9)
    graph = plain(eco)
    n = len(graph)

    def cohesion(some):
        return sum(1 / d for _, f in nx.all_pairs_shortest_path_length(some) for d in f.values() if d) / (
            n * (n - 1)
        )

    whole = cohesion(graph)
    falls = {frozenset(e): whole - cohesion(nx.restricted_view(graph, [], [e])) for e in graph.edges}
    expected = {v: np.mean([falls[frozenset((v, w))] for w in graph[v]]) if graph[v] else 0 for v in graph}
    close(wg.centrality.bridging(eco), expected, eco)


# -- published numbers ------------------------------------------------------------------------------


def test_krackhardts_kite():
    """Krackhardt, D. (1990). Assessing the political landscape. Administrative Science Quarterly, 35(2)."""
    eco = wg.from_networkx(nx.krackhardt_kite_graph())
    c = wg.centrality
    assert c.degree(eco).tolist() == [4, 4, 3, 6, 3, 5, 5, 3, 2, 1]
    assert c.betweenness(eco).round(3).tolist() == [0.023, 0.023, 0, 0.102, 0, 0.231, 0.231, 0.389, 0.222, 0]
    assert c.closeness(eco).round(3).tolist() == [
        0.529,
        0.529,
        0.5,
        0.6,
        0.5,
        0.643,
        0.643,
        0.6,
        0.429,
        0.310,
    ]


def test_florentine_families():
    """Padgett and Ansell (1993); values of marriage ties: Wasserman and Faust (1994), tables 5.1 and 5.2."""
    eco = wg.from_networkx(nx.florentine_families_graph())
    betweenness, closeness = wg.centrality.betweenness(eco), wg.centrality.closeness(eco)
    assert wg.centrality.degree(eco)["Medici"] == 6
    assert betweenness[["Medici", "Guadagni", "Albizzi", "Salviati", "Ridolfi"]].round(3).tolist() == [
        0.522,
        0.255,
        0.212,
        0.143,
        0.114,
    ]
    assert closeness[["Medici", "Ridolfi", "Albizzi", "Tornabuoni"]].round(3).tolist() == [
        0.56,
        0.5,
        0.483,
        0.483,
    ]


def women():
    graph = nx.davis_southern_women_graph()
    top, events = graph.graph["top"], graph.graph["bottom"]
    return graph, wg.Ecosystem.from_tables(
        actors=pd.DataFrame({"actor_id": top, "name": top, "type": "firm"}),
        ties=pd.DataFrame({"source": [], "target": [], "type": []}),
        initiatives=pd.DataFrame({"initiative_id": events, "name": events, "type": "project"}),
        memberships=pd.DataFrame(
            [(a, e, "partner") for a in top for e in graph[a]], columns=["actor_id", "initiative_id", "role"]
        ),
    )


@pytest.mark.parametrize("measure", ["degree", "closeness", "betweenness"])
def test_southern_women(measure):
    """Davis et al. (1941) with the two-mode measures of Borgatti and Everett (1997), as networkx has them."""
    graph, eco = women()
    expected = getattr(nx.bipartite, f"{measure}_centrality")(graph, graph.graph["top"])
    close(wg.centrality.two_mode(eco, measure), expected, eco)
    close(wg.centrality.two_mode(eco, getattr(wg.centrality, measure)), expected, eco)


def test_southern_women_in_print():
    """Borgatti, S. P. & Halgin, D. (2011), Analyzing affiliation networks, table 1 (two decimals)."""
    _, eco = women()
    printed = {
        "Evelyn Jefferson": (0.57, 0.80, 0.10),
        "Nora Fayette": (0.57, 0.80, 0.11),
        "Sylvia Avondale": (0.50, 0.77, 0.07),
        "Dorothy Murchison": (0.14, 0.65, 0.00),
    }
    measured = [wg.centrality.two_mode(eco, m) for m in ("degree", "closeness", "betweenness")]
    for actor, values in printed.items():
        assert [round(float(m[actor]), 2) for m in measured] == pytest.approx(values, abs=0.0051)


def test_zacharys_club():
    """Zachary (1977), unweighted: betweenness as in Girvan and Newman's later use, from networkx's data."""
    eco = wg.from_networkx(nx.karate_club_graph())
    assert wg.centrality.degree(eco)[["33", "0", "32"]].tolist() == [17, 16, 12]
    assert wg.centrality.betweenness(eco)["0"] == pytest.approx(0.43763528138528146)
    assert wg.centrality.core_number(eco).max() == 4


# -- samples ----------------------------------------------------------------------------------------


def test_a_sample_of_all_is_exact_and_its_error_covers_the_truth():
    eco = wg.datasets.synthetic(areas=20, actors=400, ties=900, seed=1)
    names = ["closeness", "harmonic", "betweenness"]
    exact = wg.centrality.table(eco, names)
    assert list(exact.columns) == names
    pd.testing.assert_frame_equal(wg.centrality.table(eco, names, sources=400), exact)
    rough = wg.centrality.table(eco, names, sources=80, seed=4)
    for name in names:
        error = rough[f"{name}_error"]
        miss = (rough[name] - exact[name]).abs()
        large = exact[name] > exact[name].quantile(0.9)
        assert (miss <= 3 * error + 1e-9)[large].mean() > 0.85
        assert np.corrcoef(rough[name], exact[name])[0, 1] > 0.9


@pytest.mark.parametrize("directed", [False, True])
def test_small_components_are_exact_in_a_sample(directed):
    ties = [(f"x{i}", f"x{i + 1}", "refers") for i in range(30)] + [
        ("a", "b", "refers"),
        ("b", "c", "refers"),
    ]
    eco = territory(ties, actors=("alone",))
    exact = wg.centrality.table(eco, ["closeness", "harmonic"], directed=directed)
    rough = wg.centrality.table(eco, ["closeness", "harmonic"], directed=directed, sources=5)
    small = ["a", "b", "c", "alone"]
    for name in ("closeness", "harmonic"):
        assert np.allclose(rough.loc[small, name], exact.loc[small, name])
        assert (rough.loc[small, f"{name}_error"] == 0).all()
        assert (rough.loc["x10", f"{name}_error"]) >= 0
    weighted = wg.centrality.harmonic(eco, weight="weight", sources=5, directed=directed)
    assert np.allclose(weighted, rough["harmonic"])


def test_the_sample_is_unbiased():
    eco = wg.from_networkx(nx.karate_club_graph())
    for measure in (wg.centrality.harmonic, wg.centrality.betweenness):
        mean = np.mean([measure(eco, sources=8, seed=seed) for seed in range(300)], axis=0)
        assert np.allclose(mean, measure(eco), rtol=0.06, atol=0.003)
