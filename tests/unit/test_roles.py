"""Edges of roles: groups, significance, sets too large, nobody at all."""

import numpy as np
import pandas as pd
import pytest
from tests.networks import drawn, territory

import welfare_graph as wg
from welfare_graph.errors import UnknownNameError
from welfare_graph.roles import _groups


def star():
    eco = territory([("hub", x) for x in "abcd"])
    return eco.replace(actors=eco.actors.assign(sector=["public", "public", "private", "private", None]))


def test_roles_of_a_star_by_hand():
    eco = star()
    found = wg.roles.brokerage(eco, by="sector").loc["hub"]
    assert found.to_dict() == {
        "coordinator": 0,
        "itinerant": 2,
        "gatekeeper": 3,
        "representative": 3,
        "liaison": 4,
        "total": 12,
    }


def test_one_group_only_makes_everyone_a_coordinator():
    found = wg.roles.brokerage(star(), by="type", significance="permutation", repeats=5)
    assert (found["coordinator"] == found["total"]).all()
    assert found.loc["hub", "coordinator_expected"] == 12
    assert found["coordinator_z"].isna().all()


def test_zones_of_the_seats_group_actors():
    eco = wg.datasets.two_valleys()
    found = wg.roles.brokerage(eco, by="zone")
    assert found.loc["mutua", "total"] == 10
    assert found.loc["mutua", "coordinator"] == 2
    own = eco.replace(actors=eco.actors.assign(zone=["x"] * 8))
    assert (wg.roles.brokerage(own, by="zone")["liaison"] == 0).all()


def test_significance_columns():
    eco = drawn(4)
    roles = ["coordinator", "itinerant", "gatekeeper", "representative", "liaison", "total"]
    expected = [*roles, *(f"{r}_{w}" for r in roles for w in ("expected", "sd", "z"))]
    for kind in ("permutation", "analytic"):
        found = wg.roles.brokerage(eco, significance=kind, repeats=20)
        assert found.columns.tolist() == expected
        z = (found["liaison"] - found["liaison_expected"]) / found["liaison_sd"]
        assert np.allclose(found["liaison_z"], z.where(found["liaison_sd"] > 0), equal_nan=True)
    assert found["total_sd"].notna().all()


def test_permutation_is_seeded_and_indifferent_to_row_order():
    eco = drawn(4)
    turned = eco.replace(actors=eco.actors[::-1], ties=eco.ties[::-1])
    one = wg.roles.brokerage(eco, significance="permutation", repeats=30)
    pd.testing.assert_frame_equal(
        one, wg.roles.brokerage(turned, significance="permutation", repeats=30).loc[one.index]
    )
    assert not one.equals(wg.roles.brokerage(eco, significance="permutation", repeats=30, seed=1))


def test_exclusive_pairs():
    eco = territory([("a", "b"), ("b", "c"), ("a", "d"), ("d", "c"), ("c", "e")])
    found = wg.roles.brokerage(eco, exclusive=True)
    assert found["exclusive"].to_dict() == {"a": 0, "b": 0, "c": 4, "d": 0, "e": 0}
    assert found.loc["c", "exclusivity"] == pytest.approx(4 / 6)
    assert np.isnan(found.loc["e", "exclusivity"])


@pytest.mark.parametrize("actors", [(), ("a",), ("a", "b")])
def test_without_ties(actors):
    eco = territory([], actors)
    for significance in (None, "permutation", "analytic"):
        found = wg.roles.brokerage(eco, significance=significance, repeats=3, exclusive=True)
        assert found.index.equals(eco.actors.index)
        assert (found["total"] == 0).all()
    assert wg.roles.structural_holes(eco).isna().all(axis=None)
    assert wg.roles.key_players(eco, 0).value == 0
    whole = wg.roles.key_players(eco, len(actors), goal="fragment")
    assert whole.sets == [actors]
    assert np.isnan(whole.value)


def test_key_players_at_the_edges():
    eco = territory([("a", "b"), ("b", "c")])
    assert wg.roles.key_players(eco, 3).sets == [("a", "b", "c")]
    assert wg.roles.key_players(eco, 3).value == 1
    assert wg.roles.key_players(eco, 1).table.loc[0, "reached"] == 1
    assert np.isnan(wg.roles.key_players(eco, 2, goal="fragment").value)
    assert wg.roles.key_players(eco, 2, goal="fragment").table["F"].isna().all()
    assert "members" in wg.roles.key_players(eco, 1)._repr_html_()
    with pytest.raises(ValueError, match="from 0 to the 3 actors there are, not 4"):
        wg.roles.key_players(eco, 4)
    with pytest.raises(ValueError, match="not -1"):
        wg.roles.key_players(eco, -1)
    with pytest.raises(UnknownNameError, match=r"goal 'raech'. Did you mean 'reach'"):
        wg.roles.key_players(eco, 1, goal="raech")


def test_key_players_beyond_exact_search():
    eco = wg.datasets.synthetic(areas=10, actors=120, ties=300)
    found = wg.roles.key_players(eco, 5, goal="fragment")
    assert not found.exact
    assert len(found.sets[0]) == 5


def test_groups_at_the_edges(monkeypatch):
    eco = territory([("a", "b"), ("b", "c"), ("c", "d")], actors=("z",))
    group = wg.roles.group_centrality
    assert np.isnan(group(eco, ["a", "b", "c", "d", "z"]))
    assert np.isnan(group(eco, ["a", "b", "c", "d"], measure="betweenness"))
    assert group(eco, ["z"], measure="closeness") == 0
    assert group(eco, ["b", "b"]) == group(eco, "b") == 0.5
    with pytest.raises(ValueError, match="at least one actor"):
        group(eco, [])
    with pytest.raises(UnknownNameError, match=r"actor 'zz'. Did you mean 'z'"):
        group(eco, ["zz"])
    with pytest.raises(UnknownNameError, match="group measure 'katz'"):
        group(eco, ["a"], measure="katz")
    exact = group(eco, ["b"], measure="betweenness")
    monkeypatch.setattr(_groups, "SAMPLE_ABOVE", 2)
    monkeypatch.setattr(_groups, "_SOURCES", 4)
    assert group(eco, ["b"], measure="betweenness") == exact


def test_bad_names():
    eco = star()
    with pytest.raises(UnknownNameError, match=r"column of actors 'sectr'. Did you mean 'sector'"):
        wg.roles.brokerage(eco, by="sectr")
    with pytest.raises(UnknownNameError, match=r"significance 'permutations'. Did you mean 'permutation'"):
        wg.roles.brokerage(eco, significance="permutations")
    with pytest.raises(UnknownNameError, match="layer 'x'"):
        wg.roles.structural_holes(eco, layer="x")
