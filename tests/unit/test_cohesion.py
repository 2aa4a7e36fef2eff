"""Edges of cohesion: nobody, one group, numbers that do not vary, seeds."""

import random

import networkx as nx
import numpy as np
import pandas as pd
import pytest
from tests.networks import drawn, territory

import welfare_graph as wg
from welfare_graph.cohesion import _parts
from welfare_graph.errors import UnknownNameError


@pytest.mark.parametrize("actors", [(), ("a",), ("a", "b")])
def test_without_ties(actors):
    eco = territory([], actors)
    c = wg.cohesion
    for labels in (c.components(eco), c.communities(eco), c.components(eco, strong=True)):
        assert labels.tolist() == list(range(len(actors)))
        assert labels.index.equals(eco.actors.index)
    assert not c.cut_actors(eco).any()
    assert c.bridges(eco).columns.tolist() == ["source", "target"]
    assert c.bridges(eco).empty
    assert c.mixing(eco).shape == (min(len(actors), 1),) * 2
    assert np.isnan(c.assortativity(eco))
    assert np.isnan(c.assortativity(eco, "degree"))
    found = c.ei_index(eco)
    assert (found.internal, found.external) == (0, 0)
    assert np.isnan([found.value, found.p_value]).all()
    assert np.isnan(c.centralisation(eco))
    assert c.summary(eco).loc["isolates", "value"] == len(actors)
    assert c.summary(eco).loc[["modularity", "transitivity", "reciprocity"], "value"].isna().all()


def test_one_group_only():
    eco = territory([("a", "b"), ("b", "c")])
    assert wg.cohesion.mixing(eco).to_numpy().tolist() == [[2]]
    assert np.isnan(wg.cohesion.assortativity(eco))
    found = wg.cohesion.ei_index(eco)
    assert (found.value, found.p_value) == (-1, 1)
    same = eco.replace(actors=eco.actors.assign(employees=3))
    assert np.isnan(wg.cohesion.assortativity(same, "employees"))


def test_actors_without_a_group_are_a_group_and_without_a_number_are_left_out():
    eco = territory([("a", "b"), ("b", "c"), ("c", "d")])
    eco = eco.replace(
        actors=eco.actors.assign(sector=["public", None, "public", "private"], employees=[1, 2, None, 4])
    )
    assert wg.cohesion.mixing(eco, "sector").columns.tolist() == ["private", "public", "(missing)"]
    assert wg.cohesion.assortativity(eco, "employees") == pytest.approx(-1)


def test_ei_index_without_permutations_and_its_seed():
    eco = drawn(3, actors=16)
    assert np.isnan(wg.cohesion.ei_index(eco, repeats=0).p_value)
    assert wg.cohesion.ei_index(eco, repeats=99) == wg.cohesion.ei_index(eco, repeats=99)
    assert wg.cohesion.ei_index(eco, repeats=1).p_value >= 0.5


def test_communities_are_seeded_leave_chance_alone_and_ignore_row_order():
    eco = wg.from_networkx(nx.karate_club_graph())
    random.seed(3)
    before = random.random()
    random.seed(3)
    one = wg.cohesion.communities(eco, weight="weight")
    assert random.random() == before
    turned = eco.replace(actors=eco.actors[::-1], ties=eco.ties[::-1])
    pd.testing.assert_series_equal(one, wg.cohesion.communities(turned, weight="weight").loc[one.index])
    assert wg.cohesion.communities(eco, resolution=4).nunique() > one.nunique()
    assert (one.value_counts(sort=False).sort_index().diff().dropna() <= 0).all()


def test_what_igraph_may_ask_of_chance_lies_where_it_should():
    draws = _parts._Draws(np.random.default_rng(0))
    assert {draws.randint(2, 3) for _ in range(20)} == {2, 3}
    assert abs(np.mean([draws.gauss(5, 0.1) for _ in range(50)]) - 5) < 0.1
    assert 0 <= draws.random() < 1
    assert 0 <= draws.getrandbits(3) < 8


def test_centralisation_at_the_edges():
    eco = territory([("a", "b")])
    assert np.isnan(wg.cohesion.centralisation(eco))
    with pytest.raises(UnknownNameError, match="centralisation measure 'katz'"):
        wg.cohesion.centralisation(eco, "katz")


def test_bad_names():
    eco = territory([("a", "b")])
    for function in (
        wg.cohesion.components,
        wg.cohesion.cut_actors,
        wg.cohesion.bridges,
        wg.cohesion.summary,
    ):
        with pytest.raises(UnknownNameError, match="layer 'x'"):
            function(eco, layer="x")
    for function in (wg.cohesion.mixing, wg.cohesion.assortativity, wg.cohesion.ei_index):
        with pytest.raises(UnknownNameError, match=r"column of actors 'typ'. Did you mean 'type'"):
            function(eco, "typ")
