"""Whole networks of the literature through the public functions, against the numbers known from print.

Collated with what networkx's own tests (3.6) carry from print: both tables below, cell by cell, and the
effective sizes and constraints of Borgatti's example. The modularity of Les Miserables is Agarwal and
Kempe's, written down without the page; the others are worked out by hand from their definition.
"""

import networkx as nx
import numpy as np
import pandas as pd
import pytest
from tests.networks import territory
from tests.oracle.test_centrality import women

import welfare_graph as wg

WOMEN = {
    "Evelyn Jefferson": (0.57, 0.80, 0.10),
    "Laura Mandeville": (0.50, 0.73, 0.05),
    "Theresa Anderson": (0.57, 0.80, 0.09),
    "Brenda Rogers": (0.50, 0.73, 0.05),
    "Charlotte McDowd": (0.29, 0.60, 0.01),
    "Frances Anderson": (0.29, 0.67, 0.01),
    "Eleanor Nye": (0.29, 0.67, 0.01),
    "Pearl Oglethorpe": (0.21, 0.67, 0.01),
    "Ruth DeSand": (0.29, 0.71, 0.02),
    "Verne Sanderson": (0.29, 0.71, 0.02),
    "Myra Liddel": (0.29, 0.69, 0.02),
    "Katherina Rogers": (0.43, 0.73, 0.05),
    "Sylvia Avondale": (0.50, 0.77, 0.07),
    "Nora Fayette": (0.57, 0.80, 0.11),
    "Helen Lloyd": (0.36, 0.73, 0.04),
    "Dorothy Murchison": (0.14, 0.65, 0.00),
    "Olivia Carleton": (0.14, 0.59, 0.01),
    "Flora Price": (0.14, 0.59, 0.01),
}
FLORENTINES = {
    "Medici": (0.522, 0.560),
    "Guadagni": (0.255, 0.467),
    "Albizzi": (0.212, 0.483),
    "Salviati": (0.143, 0.389),
    "Ridolfi": (0.114, 0.500),
    "Bischeri": (0.104, 0.400),
    "Strozzi": (0.103, 0.438),
    "Barbadori": (0.093, 0.438),
    "Tornabuoni": (0.092, 0.483),
    "Castellani": (0.055, 0.389),
    "Peruzzi": (0.022, 0.368),
    "Acciaiuoli": (0.000, 0.368),
    "Ginori": (0.000, 0.333),
    "Lamberteschi": (0.000, 0.326),
    "Pazzi": (0.000, 0.286),
}


def test_all_southern_women():
    """Davis et al. (1941); normalised as in Borgatti and Everett (1997), in print in Borgatti and Halgin
    (2011), Analyzing affiliation networks, Sage Handbook of Social Network Analysis: two decimals."""
    _, eco = women()
    for place, measure in enumerate(("degree", "closeness", "betweenness")):
        found = wg.centrality.two_mode(eco, measure).round(2)
        assert found.to_dict() == pytest.approx({name: row[place] for name, row in WOMEN.items()})


def test_two_mode_eigenvector_of_the_southern_women():
    """Borgatti and Everett (1997): no node of a two-mode network can have more than the root of 1/2."""
    graph, eco = women()
    expected = nx.eigenvector_centrality_numpy(graph)
    found = wg.centrality.two_mode(eco, "eigenvector")
    assert found.to_numpy() == pytest.approx([expected[a] / 0.5**0.5 for a in found.index])
    star = territory([], actors=("hub", "z"))
    pact = {"initiative_id": [f"i{k}" for k in range(4)], "name": "x", "type": "project"}
    part = {"actor_id": "hub", "initiative_id": pact["initiative_id"], "role": "partner"}
    star = star.replace(initiatives=pd.DataFrame(pact), memberships=pd.DataFrame(part))
    assert wg.centrality.two_mode(star, wg.centrality.eigenvector).round(12).to_dict() == {"hub": 1, "z": 0}


def test_all_florentine_families():
    """Padgett and Ansell (1993), marriages without the Pucci: Wasserman and Faust (1994), ch. 5."""
    eco = wg.from_networkx(nx.florentine_families_graph())
    found = wg.centrality.table(eco, ["betweenness", "closeness"]).round(3)
    assert found.T.to_dict("list") == {name: list(row) for name, row in FLORENTINES.items()}


def test_effective_size_of_borgattis_example():
    """Borgatti (1997), Structural holes: unpacking Burt's redundancy measures. Connections 20(1), 35-38:
    G has six contacts with four ties among them, 6 - 8/6 = 4.67."""
    ties = [("A", x) for x in "BEFG"] + [("B", "D"), *((x, "G") for x in "BCDEF")]
    found = wg.roles.structural_holes(wg.from_networkx(nx.Graph(ties)))
    assert found["effective_size"][["A", "C", "G"]].round(2).tolist() == [2.5, 1, 4.67]
    assert found["efficiency"][["A", "C", "G"]].round(3).tolist() == [0.625, 1, 0.778]
    assert found["constraint"][["A", "C", "G"]].round(3).tolist() == [0.595, 1, 0.4]


def test_les_miserables_at_its_best_modularity():
    """Knuth (1993); Agarwal and Kempe (2008), Modularity-maximizing graph communities via mathematical
    programming, table 1: 0.560."""
    eco = wg.from_networkx(nx.les_miserables_graph())
    assert wg.cohesion.summary(eco).loc["modularity", "value"].round(3) == 0.56


def test_zacharys_club_fell_apart_along_its_ties():
    """Zachary (1977): the factions of the data set leave 11 of the 78 ties between them."""
    eco = wg.from_networkx(nx.karate_club_graph())
    found = wg.cohesion.ei_index(eco, "club")
    assert (found.internal, found.external) == (67, 11)
    assert found.value == pytest.approx(-56 / 78)
    assert found.p_value == pytest.approx(1 / 1001)
    assert wg.centrality.closeness(eco)[["0", "2", "33"]].round(3).tolist() == [0.569, 0.559, 0.55]


def test_gould_and_fernandez_by_hand():
    """Gould and Fernandez (1989), figure 1: each role once, in one directed network and in its mirror."""
    ties = [(i, v, "refers") for i, v in ("ab", "cd", "ef", "gh", "ij")]
    ties += [(v, k, "refers") for v, k in (("b", "a2"), ("d", "c2"), ("f", "f2"), ("h", "h2"), ("j", "j2"))]
    ids = list(dict.fromkeys(actor for tie in ties for actor in tie[:2]))
    group = dict.fromkeys(["a", "b", "a2", "c", "c2", "f", "f2", "g", "h", "i"], "public")
    group |= dict.fromkeys(["d", "e", "h2", "j"], "private") | {"j2": "third_sector"}
    eco = territory(ties)
    eco = eco.replace(actors=eco.actors.assign(sector=[group[a] for a in eco.actors.index]))
    roles = ["coordinator", "itinerant", "gatekeeper", "representative", "liaison"]
    found = wg.roles.brokerage(eco, by="sector", directed=True)
    assert found.loc[["b", "d", "f", "h", "j"], roles].to_numpy().tolist() == np.eye(5).tolist()
    assert found.drop(index=["b", "d", "f", "h", "j"])["total"].sum() == 0
    assert len(found) == len(ids)
    both = wg.roles.brokerage(eco, by="sector")
    mirrored = [[2, 0, 0, 0, 0], [0, 2, 0, 0, 0], [0, 0, 1, 1, 0], [0, 0, 1, 1, 0], [0, 0, 0, 0, 2]]
    assert both.loc[["b", "d", "f", "h", "j"], roles].to_numpy().tolist() == mirrored


def test_key_players_of_the_kite_are_not_its_most_central():
    """Krackhardt (1990) in Borgatti (2006): the most central by degree reaches all but the tail; with the
    eighth it reaches everybody; by loss it is the cut that counts."""
    eco = wg.from_networkx(nx.krackhardt_kite_graph())
    found = wg.roles.key_players(eco, 2)
    assert (found.sets, found.value, found.exact) == ([("3", "8")], 1, True)
    assert wg.roles.key_players(eco, 1).sets == [("3",)]
    assert wg.roles.key_players(eco, 2, goal="fragment").sets == [("5", "6")]


def test_borgattis_measures_at_their_ends():
    """Borgatti (2006): fragmentation is 0 in a clique, 1 among isolates; two cliques keep 12 of 30 pairs."""
    key = wg.roles.key_players
    clique, isolates = nx.complete_graph(5), nx.empty_graph(5)
    assert key(wg.from_networkx(clique), 0, goal="fragment").table[["D_F", "F"]].iloc[0].tolist() == [0, 0]
    assert key(wg.from_networkx(isolates), 2, goal="fragment").value == 1
    two = nx.disjoint_union(nx.complete_graph(3), nx.complete_graph(3))
    assert key(wg.from_networkx(two), 0, goal="fragment").value == pytest.approx(1 - 12 / 30)
    star = key(wg.from_networkx(nx.star_graph(4)), 1)
    assert (star.sets, star.value) == ([("0",)], 1)
    assert key(wg.from_networkx(isolates), 2).value == pytest.approx(2 / 5)
    assert len(key(wg.from_networkx(isolates), 2).sets) == 10


def test_bridging_of_a_path_by_hand():
    """Valente and Fujimoto (2010): without one of its two ties a path of three falls from 5/6 to 1/3."""
    eco = territory([("a", "b"), ("b", "c")])
    assert wg.centrality.bridging(eco).tolist() == pytest.approx([0.5, 0.5, 0.5])


def test_participation_at_its_ends():
    """Battiston et al. (2014): 1 where ties spread evenly over all layers, 0 where all are in one."""
    layers = ["collaborates", "refers", "funds"]
    eco = territory([("a", "b", layer) for layer in layers] + [("c", x, "refers") for x in "def"])
    found = wg.centrality.participation(eco)
    assert found[["a", "b", "c"]].tolist() == pytest.approx([1, 1, 0])
    alone = territory([("a", "b", "refers"), ("b", "c", "funds"), ("a", "a", "shares_space")])
    assert wg.centrality.participation(alone)["b"] == pytest.approx(1)
