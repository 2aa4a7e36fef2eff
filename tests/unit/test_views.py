"""Views: how ties unite, which way they go, what counts, and the way to other libraries and back."""

import igraph
import networkx as nx
import numpy as np
import pandas as pd
import pytest
from tests.networks import drawn, plain, territory

import welfare_graph as wg
from welfare_graph import views
from welfare_graph.errors import MissingTableError, UnknownNameError, ValidationError

CASES = [
    (layer, directed, weight)
    for layer in (None, "refers", ["refers", "collaborates"])
    for directed in (False, True)
    for weight in (None, "weight", "trust")
]


@pytest.mark.parametrize(("layer", "directed", "weight"), CASES)
@pytest.mark.parametrize("seed", range(4))
def test_every_view_is_the_network_read_row_by_row(seed, layer, directed, weight):
    eco = drawn(seed)
    expected = plain(eco, layer=layer, directed=directed, weight=weight)
    ids, options = eco.actors.index, {"layer": layer, "directed": directed, "weight": weight}
    matrix = nx.to_numpy_array(expected, nodelist=ids, weight="weight" if weight else "ties")
    assert np.allclose(wg.to_sparse(eco, **options).toarray(), matrix)
    found = wg.to_networkx(eco, **options)
    assert list(found) == list(ids)
    assert found.is_directed() == directed
    assert np.allclose(nx.to_numpy_array(found, weight="weight" if weight else "ties"), matrix)
    graph = wg.to_igraph(eco, **options)
    assert graph.vs["name"] == list(ids)
    attribute = "weight" if weight else "ties"
    assert np.allclose(np.array(list(graph.get_adjacency_sparse(attribute).toarray())), matrix)


@pytest.mark.parametrize("directed", [False, True])
def test_arcs_and_pairs_agree(directed):
    eco = drawn(3)
    found = views.edges(eco, directed=directed, weight="weight")
    source, target, weight = found.arcs()
    dense = np.zeros((found.n, found.n))
    dense[source, target] = weight
    u, v, mutual = found.pairs()
    assert (u < v).all()
    both = dense + dense.T if directed else dense
    assert np.allclose(both[u, v], mutual)
    assert np.count_nonzero(np.triu(both)) == len(u)


def test_parallel_ties_add_weights_and_keep_the_largest_trust():
    eco = territory([("a", "b", "refers", 2, 0.3), ("b", "a", "collaborates", 3, 0.8), ("a", "b", "other")])
    assert views.edges(eco, weight="weight").weight.tolist() == [6]
    assert views.edges(eco, weight="trust").weight.tolist() == [0.8]
    assert views.edges(eco).weight.tolist() == [1]
    assert views.edges(eco).ties.tolist() == [3]
    assert wg.to_networkx(eco)["a"]["b"] == {
        "type": "other",
        "layers": "collaborates;other;refers",
        "ties": 3,
        "trust": 0.8,
    }


def test_unknown_trust_counts_a_half():
    eco = territory([("a", "b"), ("b", "c", "other", None, 0.2)])
    assert views.edges(eco, weight="trust").weight.tolist() == [0.5, 0.2]
    assert wg.to_networkx(eco)["a"]["b"].get("trust") is None


def test_direction_is_the_ties_own_word_else_its_types():
    eco = territory([("a", "b", "refers"), ("c", "b", "collaborates")])
    arcs = set(wg.to_networkx(eco, directed=True).edges)
    assert arcs == {("a", "b"), ("c", "b"), ("b", "c")}
    turned = eco.replace(ties=eco.ties.assign(directed=[False, True]))
    assert set(wg.to_networkx(turned, directed=True).edges) == {("a", "b"), ("b", "a"), ("c", "b")}


def test_a_type_of_the_territorys_own_says_its_direction():
    words = pd.DataFrame(
        {
            "kind": ["tie_type"],
            "code": ["lends"],
            "label_en": ["Lends"],
            "label_it": ["Presta"],
            "directed": [True],
        }
    )
    frames = {
        "actors": pd.DataFrame({"actor_id": ["a", "b"], "name": ["A", "B"], "type": "firm"}),
        "ties": pd.DataFrame({"source": ["b"], "target": ["a"], "type": ["lends"]}),
    }
    eco = wg.Ecosystem.from_tables(**frames, vocabulary=words)
    assert list(wg.to_networkx(eco, directed=True).edges) == [("b", "a")]


def test_what_does_not_count_is_no_tie_and_actors_that_do_not_count_are_isolates():
    eco = territory([("a", "b"), ("b", "c"), ("c", "c")])
    ties = eco.ties.assign(status=["planned", None, None])
    actors = eco.actors.assign(status=[None, None, "ended"])
    assert views.edges(eco.replace(ties=ties)).n == 3
    assert len(views.edges(eco.replace(ties=ties)).source) == 1
    assert len(views.edges(eco.replace(actors=actors)).source) == 1
    assert list(wg.to_networkx(eco.replace(actors=actors))) == ["a", "b", "c"]
    assert len(views.edges(eco.replace(ties=ties).include_planned()).source) == 2


def test_the_territory_of_the_reference_date_is_seen():
    eco = wg.datasets.two_valleys()
    assert wg.to_networkx(eco.at("2019-06-30")).number_of_edges() == 7
    assert wg.to_networkx(eco).number_of_edges() == 8


def test_row_order_does_not_matter_and_is_kept():
    eco = drawn(7)
    turned = eco.replace(actors=eco.actors[::-1], ties=eco.ties[::-1])
    one, other = views.edges(eco, weight="weight"), views.edges(turned, weight="weight")
    assert one.ids.tolist() == other.ids.tolist() == sorted(eco.actors.index)
    assert np.array_equal(one.source, other.source)
    assert np.allclose(one.weight, other.weight)
    assert list(wg.to_networkx(turned)) == list(eco.actors.index[::-1])
    assert one.series(np.arange(one.n), "x").index.equals(eco.actors.index)


@pytest.mark.parametrize("actors", [(), ("a",)])
def test_networks_without_ties(actors):
    eco = territory([], actors)
    assert views.edges(eco).n == wg.to_networkx(eco).number_of_nodes() == wg.to_igraph(eco).vcount()
    assert wg.to_sparse(eco, directed=True, weight="trust").shape == (len(actors),) * 2
    assert views.engine(eco, weight="weight").ecount() == 0


def test_bad_names_say_what_was_meant():
    eco = territory([("a", "b")])
    with pytest.raises(UnknownNameError, match=r"layer 'colaborates'. Did you mean 'collaborates'"):
        wg.to_sparse(eco, layer="colaborates")
    with pytest.raises(UnknownNameError, match=r"column of ties 'wieght'. Did you mean 'weight'"):
        wg.to_networkx(eco, weight="wieght")
    with pytest.raises(UnknownNameError, match=r"actor 'aa'. Did you mean 'a'"):
        views.edges(eco).place("aa")
    assert views.edges(eco).place("b") == 1
    with pytest.raises(UnknownNameError, match=r"weighting 'newmann'. Did you mean 'newman'"):
        wg.project(wg.datasets.two_valleys(), weighting="newmann")
    assert views.edges(eco, layer="funds").source.tolist() == []


def test_weights_are_numbers_and_not_below_zero():
    eco = territory([("a", "b"), ("b", "c")])
    with pytest.raises(ValueError, match="cannot be weighted by 'note': it does not hold numbers"):
        wg.to_sparse(eco, weight="note")
    costly = eco.replace(ties=eco.ties.assign(hours=[1, -2]))
    with pytest.raises(ValueError, match="weighted by 'hours': some of its numbers are below zero"):
        wg.to_sparse(costly, weight="hours")


def test_a_tie_of_weight_zero_has_no_length_and_the_shortest_is_the_unit():
    trusted = [("a", "b", 0.0), ("b", "c", 0.5), ("c", "d", 0.25)]
    eco = territory([(one, other, "other", None, trust) for one, other, trust in trusted])
    engine = views.engine(eco, weight="trust")
    assert engine.es["length"] == [1, 2]
    assert engine.es["weight"] == [0.5, 0.25]
    assert views.engine(eco, weight="trust") is engine


def test_what_is_cached_cannot_be_changed():
    eco = territory([("a", "b")])
    with pytest.raises(ValueError, match="read-only"):
        views.edges(eco).weight[0] = 2
    before = eco.fingerprint
    wg.to_sparse(eco).data[:] = 7
    wg.to_networkx(eco).add_edge("a", "z")
    wg.to_igraph(eco).delete_vertices(0)
    assert eco.fingerprint == before
    assert wg.to_sparse(eco).sum() == 2
    assert wg.to_networkx(eco).number_of_nodes() == 2


# -- two-mode ---------------------------------------------------------------------------------------


def affiliated(pairs, **kept):
    actors = sorted({actor for actor, _ in pairs})
    initiatives = sorted({initiative for _, initiative in pairs})
    members = pd.DataFrame(pairs, columns=["actor_id", "initiative_id"]).assign(role="partner", **kept)
    return wg.Ecosystem.from_tables(
        actors=pd.DataFrame({"actor_id": actors, "name": actors, "type": "firm"}),
        ties=pd.DataFrame({"source": [], "target": [], "type": []}),
        initiatives=pd.DataFrame({"initiative_id": initiatives, "name": initiatives, "type": "project"}),
        memberships=members,
    )


def test_projection_equals_networkx_on_the_southern_women():
    """Davis, Gardner and Gardner (1941), as networkx ships them."""
    women = nx.davis_southern_women_graph()
    top = women.graph["top"]
    eco = affiliated([(a, e) for a in top for e in women[a]])
    for weighting, expected in (
        ("count", nx.bipartite.weighted_projected_graph(women, top)),
        ("newman", nx.bipartite.collaboration_weighted_projected_graph(women, top)),
    ):
        shown = wg.project(eco, weighting=weighting)
        assert set(shown.ties["type"]) == {"co_membership"}
        assert (shown.ties["source"] < shown.ties["target"]).all()
        order = eco.actors.index
        assert np.allclose(
            wg.to_sparse(shown, weight="weight").toarray(), nx.to_numpy_array(expected, nodelist=order)
        )


def test_two_roles_are_one_membership_and_planned_ones_do_not_count():
    pairs = [("a", "x"), ("a", "x"), ("b", "x"), ("c", "x"), ("c", "y"), ("a", "y")]
    eco = affiliated(pairs, status=[None, None, None, "planned", None, None])
    eco = eco.replace(memberships=eco.memberships.assign(role=["lead", "partner", *["partner"] * 4]))
    ties = wg.project(eco).ties.set_index(["source", "target"])["weight"]
    assert ties.to_dict() == {("a", "b"): 1, ("a", "c"): 1}
    assert wg.project(affiliated([("a", "x")])).ties.empty


def test_without_memberships_nothing_is_projected():
    with pytest.raises(MissingTableError, match="project needs the table 'memberships'"):
        wg.project(territory([("a", "b")]))


# -- from other libraries ---------------------------------------------------------------------------


def test_a_networkx_graph_keeps_attributes_directions_and_parallel_edges():
    graph = nx.MultiDiGraph()
    graph.add_node(1, name="Uno", type="firm", district=("x", 2))
    graph.add_node("due", type="Casa del Popolo")
    graph.add_edge(1, "due", type="refers", weight=2, trust=0.5)
    graph.add_edge(1, "due", type="lends")
    graph.add_edge("due", "due")
    eco = wg.from_networkx(graph)
    assert eco.actors.index.tolist() == ["1", "due"]
    assert eco.actors["name"].tolist() == ["Uno", "due"]
    assert eco.actors["type"].tolist() == ["firm", "Casa del Popolo"]
    assert eco.actors.loc["1", "district"] == "('x', 2)"
    assert eco.ties[["source", "target", "type"]].to_numpy().tolist() == [
        ["1", "due", "refers"],
        ["1", "due", "lends"],
        ["due", "due", "collaborates"],
    ]
    assert eco.ties["directed"].all()
    assert set(eco.vocabulary["code"]) == {"Casa del Popolo", "lends"}


def test_an_undirected_graph_stays_so_whatever_its_words():
    eco = wg.from_networkx(nx.Graph([("a", "b", {"type": "refers"})]))
    assert set(wg.to_networkx(eco, directed=True).edges) == {("a", "b"), ("b", "a")}


def test_nodes_that_are_the_same_text_are_an_error():
    with pytest.raises(ValidationError, match="1"):
        wg.from_networkx(nx.Graph([(1, "1")]))


@pytest.mark.parametrize("graph", [nx.Graph(), nx.empty_graph(2), nx.karate_club_graph()])
def test_graphs_come_back_as_they_went(graph):
    eco = wg.from_networkx(graph)
    back = wg.to_networkx(eco, weight="weight")
    assert list(back) == [str(v) for v in graph]
    assert {frozenset(e) for e in back.edges} == {frozenset(map(str, e)) for e in graph.edges}
    assert all(back[str(u)][str(v)]["weight"] == d.get("weight", 1) for u, v, d in graph.edges(data=True))


def test_an_igraph_graph_and_back():
    eco = wg.datasets.two_valleys()
    graph = wg.to_igraph(eco, weight="weight", directed=True)
    again = wg.from_igraph(graph)
    assert again.actors.index.equals(eco.actors.index)
    assert again.actors["name"].equals(eco.actors["name"])
    assert (
        wg.to_sparse(again, weight="weight", directed=True)
        != wg.to_sparse(eco, weight="weight", directed=True)
    ).nnz == 0
    plain_ids = wg.from_igraph(igraph.Graph.Ring(3))
    assert plain_ids.actors["name"].tolist() == ["0", "1", "2"]
    assert plain_ids.actors["type"].unique().tolist() == ["actor"]


def test_attributes_with_the_names_of_ids_and_ends_do_not_displace_them():
    graph = nx.Graph()
    graph.add_node("a", actor_id="z")
    graph.add_edge("a", "b", source="y", target="z")
    eco = wg.from_networkx(graph)
    assert (eco.actors.index.tolist(), eco.ties[["source", "target"]].to_numpy().tolist()) == (
        ["a", "b"],
        [["a", "b"]],
    )
    other = igraph.Graph([(0, 1)])
    other.vs["name"], other.vs["actor_id"], other.es["source"] = ["a", "b"], "z", "z"
    eco = wg.from_igraph(other)
    assert (eco.actors.index.tolist(), eco.ties["source"].tolist()) == (["a", "b"], ["a"])
