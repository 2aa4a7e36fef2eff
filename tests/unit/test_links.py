"""Suggested ties: what they rest on, and what happens without enough of it."""

import networkx as nx
import numpy as np
import pandas as pd
import pytest
from tests.networks import drawn, territory

import welfare_graph as wg
from welfare_graph.errors import UnknownNameError
from welfare_graph.links import PREDICTORS, _links


def test_clustered_networks_are_foretold_by_shared_contacts():
    eco = wg.from_networkx(nx.caveman_graph(8, 6))
    found = wg.links.evaluate(eco, repeats=20)
    assert found.index.tolist() == list(PREDICTORS)
    assert found.loc["common_neighbours", "auc"] > 0.95
    assert found.loc["preferential_attachment", "gain"] == 0
    assert found.loc["adamic_adar", "gain"] > 0.2
    assert (found["auc_sd"] >= 0).all()
    best = wg.links.suggest(eco, 3)
    assert best["better"].all()
    assert best["predictor"].isin(found.index[found["auc"] > 0.95]).all()
    assert best["auc"].iloc[0] == pytest.approx(found["auc"].max(), abs=0.02)


def test_suggestions_say_when_they_do_not_beat_preferential_attachment():
    star = wg.from_networkx(nx.star_graph(12))
    found = wg.links.suggest(star, 2, predictor="common_neighbours")
    assert not found["better"].any()
    assert found["score"].tolist() == [1, 1]


def test_distance_puts_near_actors_first_and_unknown_seats_at_the_mean():
    eco = wg.datasets.two_valleys()
    found = wg.links.suggest(eco, 30, predictor="distance")
    assert found["score"].iloc[0] == 0
    assert found["score"].is_monotonic_decreasing
    nowhere = wg.from_networkx(nx.path_graph(4))
    assert (wg.links.suggest(nowhere, 3, predictor="distance")["score"] == 0).all()


@pytest.mark.parametrize("actors", [(), ("a",), ("a", "b")])
def test_without_ties(actors):
    eco = territory([], actors)
    assert wg.links.evaluate(eco, repeats=2)[["auc", "auc_sd", "gain"]].isna().all(axis=None)
    found = wg.links.suggest(eco, 5)
    assert found.columns.tolist() == ["source", "target", "score", "predictor", "auc", "better"]
    assert len(found) == (1 if len(actors) == 2 else 0)


def test_more_pairs_than_there_are_and_none():
    eco = territory([("a", "b"), ("b", "c")])
    assert wg.links.suggest(eco, 99)[["source", "target"]].to_numpy().tolist() == [["a", "c"]]
    assert wg.links.suggest(eco, 0).empty
    whole = wg.from_networkx(nx.complete_graph(4))
    assert wg.links.suggest(whole, 3).empty
    assert wg.links.evaluate(whole, repeats=3)["auc"].isna().all()
    assert wg.links.evaluate(eco, repeats=1)["auc_sd"].isna().all()


def test_draws_are_seeded_and_rows_do_not_matter():
    eco = drawn(6, actors=18)
    turned = eco.replace(actors=eco.actors[::-1], ties=eco.ties[::-1])
    one = wg.links.evaluate(eco, repeats=6)
    pd.testing.assert_frame_equal(one, wg.links.evaluate(turned, repeats=6))
    pd.testing.assert_frame_equal(one, wg.links.evaluate(eco, repeats=6, n_jobs=2))
    assert not one.equals(wg.links.evaluate(eco, repeats=6, seed=1))
    pd.testing.assert_frame_equal(wg.links.suggest(eco, 5), wg.links.suggest(turned, 5))


def test_large_networks_sample_pairs_without_a_tie(monkeypatch):
    monkeypatch.setattr(_links, "_OTHERS", 50)
    eco = wg.from_networkx(nx.connected_caveman_graph(8, 6))
    assert wg.links.evaluate(eco, repeats=10).loc["common_neighbours", "auc"] > 0.9
    assert np.isfinite(wg.links.evaluate(eco, repeats=2)["auc"]).all()


def test_bad_arguments():
    eco = territory([("a", "b")])
    with pytest.raises(UnknownNameError, match=r"predictor 'jacard'. Did you mean 'jaccard'"):
        wg.links.suggest(eco, 1, predictor="jacard")
    with pytest.raises(ValueError, match="0 or more, not -1"):
        wg.links.suggest(eco, -1)
    with pytest.raises(ValueError, match=r"not 1\.5, 50 times"):
        wg.links.evaluate(eco, hidden=1.5)
    with pytest.raises(UnknownNameError, match="layer 'x'"):
        wg.links.evaluate(eco, layer="x")
