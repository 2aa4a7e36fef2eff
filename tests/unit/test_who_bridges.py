"""Who bridges, who would be missed: the facts behind the sentences, in both languages."""

import itertools

import networkx as nx
import pandas as pd
import pytest
from tests.networks import drawn, plain, territory

import welfare_graph as wg
from welfare_graph.roles import _story, what_it_rests_on, who_bridges, working_layers


def facts_by_hand(eco):
    graph = plain(eco)
    zone = eco.actors["area_id"].map(eco.areas["zone"]) if len(eco.areas) else eco.actors["area_id"]
    rows = {}
    for v in graph:
        pairs = [(i, k) for i, k in itertools.combinations(graph[v], 2) if not graph.has_edge(i, k)]
        alone = [p for p in pairs if len(list(nx.common_neighbors(graph, *p))) == 1]
        across = [p for p in pairs if zone[list(p)].notna().all() and zone[p[0]] != zone[p[1]]]
        home = nx.node_connected_component(graph, v) - {v}
        rest = [len(part) for part in nx.connected_components(graph.subgraph(home))]
        rows[v] = (len(pairs), len(alone), len(across), len(home) - max(rest, default=0))
    return {v: row for v, row in rows.items() if row[1] or row[3]}


@pytest.mark.parametrize("seed", range(8))
def test_facts_are_those_of_the_plain_network(seed):
    eco = drawn(seed)
    areas = pd.DataFrame({"area_id": ["x", "y"], "name": ["X", "Y"], "zone": ["west", "east"]})
    seats = [["x", "y", None][i % 3] for i in range(len(eco.actors))]
    eco = eco.replace(areas=areas, actors=eco.actors.assign(area_id=seats))
    found = {actor: tuple(row) for actor, row in _story._facts(eco).T.to_dict("list").items()}
    assert found == facts_by_hand(eco)


def test_sentences_on_the_toy():
    eco = wg.datasets.two_valleys()
    assert who_bridges(eco)[1] == (
        "borgo",
        "Comune di Borgo stands between two actors that have no known tie to each other: it is their only "
        "go-between. Without it one actor would lose its way to the others.",
    )
    assert who_bridges(eco, "it", most=1) == [
        (
            "mutua",
            "Mutua delle Valli fa da tramite tra 5 coppie di enti che non risultano legati tra loro: "
            "è il loro unico tramite. "
            "4 coppie uniscono zone diverse. Se mancasse, 3 enti resterebbero scollegati dagli altri.",
        )
    ]
    assert what_it_rests_on(eco, "it") == "Ci si basa su 8 legami noti tra enti."


def test_memberships_of_a_body_are_left_out_where_other_ties_exist():
    eco = territory([("a", "b", "member_of"), ("c", "b", "member_of"), ("a", "d"), ("d", "e")])
    assert working_layers(eco) == ["collaborates"]
    assert [actor for actor, _ in who_bridges(eco)] == ["d"]
    assert what_it_rests_on(eco).endswith("left out: it says who belongs, not who works together.")
    only = eco.layer("member_of")
    assert working_layers(only) is None
    assert [actor for actor, _ in who_bridges(only)] == ["b"]
    assert what_it_rests_on(only) == "This rests on 2 known ties between actors."
    assert what_it_rests_on(territory([("a", "b")])) == "This rests on one known tie."


def test_one_pair_in_two_zones_and_pairs_with_another_tramite():
    told = dict(who_bridges(territory([("a", "b"), ("b", "c"), ("c", "d"), ("d", "a"), ("a", "e")])))
    assert told["a"].startswith(
        "a stands between 3 pairs of actors that have no known tie to each other: "
        "for 2 of them it is the only one."
    )
    facts = {"pairs": 2, "alone": 0, "across": 1, "lost": 0}
    assert _story._sentence("A", facts, "en").endswith(
        "each pair also has another go-between. One pair joins two zones."
    )


@pytest.mark.parametrize("ties", [[], [("a", "b")]])
def test_nobody_bridges(ties):
    assert who_bridges(territory(ties, actors=("z",))) == []
    assert who_bridges(territory([])) == []


def test_very_large_territories_have_no_list(monkeypatch):
    monkeypatch.setattr(_story, "_LARGE", 2)
    assert who_bridges(territory([("a", "b"), ("b", "c")])) == []


def test_the_report_tells_who_bridges_and_links_their_names():
    from welfare_graph.viz import _payload

    eco = wg.datasets.two_valleys()
    told, ids = _payload.build(eco)["bridges"], eco.current().actors.index
    assert [ids[place] for place in told["actor"]] == ["mutua", "borgo"]
    for lang in ("en", "it"):
        sentences = [words for _, words in who_bridges(eco, lang)]
        names = eco.actors.loc[["mutua", "borgo"], "name"]
        assert [name + words for name, words in zip(names, told[lang], strict=True)] == sentences
        assert told["rests"][lang] == what_it_rests_on(eco, lang)
