"""Edges of centrality: nobody, one alone, isolates, samples, bad names."""

import numpy as np
import pandas as pd
import pytest
from tests.networks import drawn, territory

import welfare_graph as wg
from welfare_graph.centrality import MEASURES, _counting, _paths
from welfare_graph.errors import MissingTableError, UnknownNameError


@pytest.mark.parametrize("actors", [(), ("a",), ("a", "b")])
@pytest.mark.parametrize("name", MEASURES)
def test_without_ties(name, actors):
    eco = territory([], actors)
    values = MEASURES[name](eco)
    assert values.index.equals(eco.actors.index)
    assert values.name == name
    if name == "participation":
        assert values.isna().all()
    elif name in ("pagerank", "katz"):
        assert np.allclose(values.pow(1 if name == "pagerank" else 2).sum(), 1 if actors else 0)
    else:
        assert (values == 0).all()


@pytest.mark.parametrize("name", MEASURES)
def test_a_layer_that_is_none(name):
    with pytest.raises(UnknownNameError, match=r"layer 'refer'. Did you mean 'refers'"):
        MEASURES[name](territory([("a", "b")]), layer="refer")


def test_an_isolate_beside_a_pair():
    eco = territory([("a", "b")], actors=("z",))
    made = wg.centrality.table(eco, [m for m in MEASURES if m != "participation"])
    assert made.loc["z", ["degree", "strength", "closeness", "harmonic", "eigenvector"]].tolist() == [0] * 5
    assert made.loc["a", "closeness"] == 0.5
    assert made.columns.tolist() == [m for m in MEASURES if m != "participation"]


def test_strength_counts_parallel_ties_and_sides():
    eco = territory([("a", "b", "refers", 2.0), ("a", "b", "collaborates"), ("c", "a", "funds", 4.0)])
    assert wg.centrality.strength(eco)["a"] == 3
    assert wg.centrality.degree(eco)["a"] == 2
    strength = wg.centrality.strength
    assert strength(eco, weight="weight")["a"] == 7
    assert strength(eco, weight="weight", directed=True)["a"] == 7
    assert strength(eco, weight="weight", directed=True, mode="in")["a"] == 5
    assert strength(eco, weight="weight", directed=True, mode="out")["a"] == 3
    assert strength(eco, mode="out")["a"] == 3


def test_participation_of_one_layer_and_of_all_alike():
    eco = territory([("a", "b", "refers"), ("a", "c", "funds"), ("b", "c", "funds")])
    assert wg.centrality.participation(eco).round(9).tolist() == [1, 1, 0]
    assert wg.centrality.participation(eco, layer="funds").isna().all()
    assert wg.centrality.participation(eco, layer=["funds", "refers"])["c"] == 0


@pytest.mark.parametrize("unit", [1e-200, 1e-12, 1e12, 1e200])
def test_the_unit_of_a_weight_changes_no_path(unit):
    """igraph takes lengths below 1e-10 for equal: they are measured in lengths of the shortest."""
    ties = [("a", "b", None, 4.0), ("b", "c", None, 4.0), ("a", "c", None, 1.0), ("c", "d", None, 2.0)]
    scaled = [(*tie[:3], tie[3] * unit) for tie in ties]
    one, other = (wg.centrality.table(territory(t), weight="weight") for t in (ties, scaled))
    for name in ("betweenness", "eigenvector", "pagerank"):
        assert np.allclose(one[name], other[name])
    for name in ("closeness", "harmonic", "strength"):
        assert np.allclose(one[name] * unit, other[name], rtol=1e-9, atol=0)


def test_weights_next_to_nothing_are_no_way():
    eco = territory([("a", "b", None, 5e-324, 0.0), ("b", "c", None, 1.0, 1.0)], actors=("d",))
    pd.testing.assert_series_equal(
        wg.centrality.harmonic(eco, weight="trust"), wg.centrality.harmonic(eco, weight="weight")
    )
    found = wg.centrality.table(eco, MEASURES, weight="weight").loc[["a", "b", "c", "d"]]
    assert found["harmonic"].tolist() == [0, 1, 1, 0]
    assert found["closeness"].round(9).tolist() == [0, 0.333333333, 0.333333333, 0]
    assert (found["betweenness"] == 0).all()
    assert found["eigenvector"].round(6).tolist() == [0, 0.707107, 0.707107, 0]


def test_one_measure_alone_by_name_or_function():
    eco = territory([("a", "b")])
    assert wg.centrality.table(eco, "degree").equals(wg.centrality.table(eco, wg.centrality.degree))


def test_core_numbers_small_and_large():
    assert _counting._whole([0, 255]).tolist() == [0, 255]
    assert _counting._whole([0, 256]).tolist() == [0, 256]


def test_bad_arguments():
    eco = territory([("a", "b"), ("b", "c"), ("a", "c")])
    with pytest.raises(UnknownNameError, match=r"mode 'ins'. Did you mean 'in'"):
        wg.centrality.degree(eco, mode="ins")
    with pytest.raises(UnknownNameError, match=r"mode 'outs'. Did you mean 'out'"):
        wg.centrality.strength(eco, mode="outs")
    with pytest.raises(UnknownNameError, match=r"measure 'betweeness'. Did you mean 'betweenness'"):
        wg.centrality.table(eco, ["betweeness"])
    with pytest.raises(UnknownNameError, match="two-mode measure 'katz'"):
        wg.centrality.two_mode(wg.datasets.two_valleys(), wg.centrality.katz)
    with pytest.raises(ValueError, match="damping is a probability between 0 and 1, not 1"):
        wg.centrality.pagerank(eco, damping=1)
    with pytest.raises(ValueError, match=r"alpha must be above 0 and below 0\.5 on this network, not 0\.6"):
        wg.centrality.katz(eco, alpha=0.6)
    with pytest.raises(ValueError, match="below any limit on this network, not 0"):
        wg.centrality.katz(territory([], ("a",)), alpha=0)
    with pytest.raises(ValueError, match="at least 1, not 0"):
        wg.centrality.harmonic(eco, sources=0)
    with pytest.raises(MissingTableError, match="two_mode needs the table 'memberships'"):
        wg.centrality.two_mode(eco, "degree")


def test_bridging_of_a_large_territory_says_how_long_it_would_take(monkeypatch):
    monkeypatch.setattr(_paths, "_EFFORT", 1.0)
    with pytest.raises(
        ValueError, match=r"once a tie: on 2 ties that takes about 0 hours\. Measure one layer"
    ):
        wg.centrality.bridging(territory([("a", "b"), ("b", "c")]))


def test_large_territories_sample_by_default_and_say_their_error(monkeypatch):
    monkeypatch.setattr(_paths, "SAMPLE_ABOVE", 20)
    monkeypatch.setattr(_paths, "SOURCES", 10)
    eco = wg.datasets.synthetic(areas=5, actors=60, ties=150)
    made = wg.centrality.table(eco)
    assert [c for c in made if c.endswith("_error")] == [
        "closeness_error",
        "harmonic_error",
        "betweenness_error",
    ]
    with pytest.warns(UserWarning, match="Exact values for 60 actors take about 1 min"):
        exact = wg.centrality.table(eco, ["harmonic"], sources=60)
    assert exact.columns.tolist() == ["harmonic"]
    plain = wg.centrality.betweenness(eco)
    pd.testing.assert_series_equal(made["betweenness"], plain, rtol=1e-12)  # batches, and all starts at once
    assert not made["betweenness"].equals(wg.centrality.betweenness(eco, seed=1))


@pytest.mark.parametrize(("measure", "told"), [("betweenness", "122 min"), ("closeness", "4 min")])
def test_exact_values_of_a_large_territory_come_with_the_time_they_take(measure, told):
    pace = {"betweenness": _paths._PASSES, "closeness": _paths._STEPS}[measure][0]
    with pytest.warns(UserWarning, match=f"Exact values for 120,000 actors take about {told} of one"):
        assert _paths._count(120_000, 120_000, 550_000, pace) == 120_000
    assert _paths._count(120_000, None, 550_000, pace) == 200
    assert _paths._count(20_000, 20_000, 550_000, pace) == 20_000


def test_row_order_and_seed_leave_exact_values_alone():
    eco = drawn(5)
    turned = eco.replace(actors=eco.actors[::-1], ties=eco.ties[::-1])
    one = wg.centrality.table(eco, MEASURES, weight="weight")
    other = wg.centrality.table(turned, MEASURES, weight="weight", seed=9)
    pd.testing.assert_frame_equal(one, other.loc[one.index], rtol=1e-12, atol=1e-15)


def test_the_territory_of_today_is_measured():
    eco = wg.datasets.two_valleys()
    assert wg.centrality.degree(eco.at("2019-06-30"))["officina"] == 0
    assert wg.centrality.degree(eco)["officina"] == 1
    assert wg.centrality.degree(eco)["costa"] == 0
    assert wg.centrality.degree(eco.include_planned())["costa"] == 1


def test_two_mode_without_initiatives_that_count():
    eco = wg.datasets.two_valleys()
    eco = eco.replace(initiatives=eco.initiatives.assign(status="planned", start=None))
    for measure in ("degree", "closeness", "betweenness"):
        assert (wg.centrality.two_mode(eco, measure) == 0).all()


def test_two_mode_closeness_of_a_small_piece_is_small():
    """A pair apart is as close as can be inside its piece, which is a tenth of the network."""
    eco = territory([], actors=("a", "b", "c", "d", "e", "f", "g"))
    initiatives = pd.DataFrame({"initiative_id": ["x", "y"], "name": ["X", "Y"], "type": "project"})
    members = [("a", "x"), *((actor, "y") for actor in "bcdefg")]
    table = pd.DataFrame(members, columns=["actor_id", "initiative_id"]).assign(role="partner")
    found = wg.centrality.two_mode(eco.replace(initiatives=initiatives, memberships=table), "closeness")
    assert found["a"] == pytest.approx(1 / 8)
    assert found["b"] == pytest.approx(6 / 8)
