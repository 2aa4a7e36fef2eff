"""Missing actors, ties and answers: intervals, ranks, curves; workers that do not matter."""

import functools
import pickle

import networkx as nx
import numpy as np
import pandas as pd
import pytest
from tests.networks import drawn, territory

import welfare_graph as wg
from welfare_graph.errors import UnknownNameError
from welfare_graph.robustness import KINDS
from welfare_graph.robustness._replicates import Removal, Work, named, resolve, trimmed


def size(eco):
    """How large the territory of an actor is: a measure of one's own."""
    return pd.Series(len(eco.actors), index=eco.actors.index, name="size")


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", named())
def test_nothing_missing_is_the_plain_measure(name, kind):
    eco = wg.datasets.two_valleys()
    found = wg.robustness.intervals(eco, name, missing=0, kind=kind, repeats=1)
    assert found.columns.tolist() == ["estimate", "low", "high", "rank_low", "rank_high", "p_top"]
    assert found.index.equals(eco.current().actors.index)
    for column in ("low", "high"):
        pd.testing.assert_series_equal(found[column], found["estimate"], check_names=False, rtol=1e-12)
    rank = found["estimate"].rank(ascending=False, method="min")
    for column in ("rank_low", "rank_high"):
        pd.testing.assert_series_equal(found[column], rank, check_names=False)


def test_measures_by_name_function_and_of_ones_own():
    eco = wg.datasets.two_valleys()
    by_name = wg.robustness.intervals(eco, "closeness", repeats=5)
    pd.testing.assert_frame_equal(by_name, wg.robustness.intervals(eco, wg.centrality.closeness, repeats=5))
    own = wg.robustness.intervals(eco, size, repeats=5, missing=0.25)
    assert own["estimate"].tolist() == [8] * 8
    assert (own["high"] == 6).all()
    layer = functools.partial(wg.centrality.degree, layer="refers")
    assert wg.robustness.intervals(eco, layer, missing=0, repeats=1)["estimate"].sum() == 4
    assert [resolve(m)[1] for m in ("degree", wg.centrality.degree, layer, size)] == [True, True, True, False]


def test_a_table_of_measures_is_refused_with_a_way_out():
    eco = wg.datasets.two_valleys()
    with pytest.raises(TypeError, match=r"not a DataFrame\. Name a column of it, as in measure='constraint'"):
        wg.robustness.intervals(eco, wg.roles.brokerage, repeats=2)


def test_a_star_without_some_of_its_rays():
    eco = wg.from_networkx(nx.star_graph(10))
    found = wg.robustness.intervals(eco, "degree", kind="ties", missing=0.3, repeats=40)
    assert found.loc["0", ["estimate", "low", "high", "rank_low", "rank_high", "p_top"]].tolist() == [
        10,
        7,
        7,
        1,
        1,
        1,
    ]
    assert found.loc["1", ["low", "high"]].tolist() == [0, 1]
    assert found["p_top"].sum() == pytest.approx(10)
    assert 2 / 3 < found.loc["1", "p_top"] < 1
    gone = wg.robustness.intervals(eco, "degree", missing=1, repeats=3)
    assert gone[["low", "rank_high", "p_top"]].isna().all(axis=None)


def test_actors_without_ties_do_not_fill_the_first_ten():
    """Two of forty have a tie: the thirty-eight others share eight places, they do not all have one."""
    eco = territory([("a", "b")], actors=[f"z{i:02d}" for i in range(38)])
    found = wg.robustness.intervals(eco, "degree", missing=0, repeats=1)
    assert found["p_top"][["a", "b"]].tolist() == [1, 1]
    assert found["p_top"]["z00"] == pytest.approx(8 / 38)
    curve = wg.robustness.stability(eco, "degree", missing=[0, 1], kind="ties", repeats=1)
    assert curve["top_kept"].tolist() == pytest.approx([1, (2 * 0.25 + 8) / 10])


def test_actors_that_go_take_their_ties_along():
    eco = wg.from_networkx(nx.complete_graph(10))
    found = wg.robustness.intervals(eco, "degree", missing=0.2, repeats=20)
    assert (found["low"] == 7).all()
    assert (found["high"] == 7).all()


def removed(eco, kind, share, asked=None, seed=0):
    places = np.arange(len(eco.actors)) if asked is None else np.array(asked)
    return Removal(kind, share, places).apply(eco, np.random.SeedSequence(seed))


def test_who_does_not_answer_tells_of_no_tie():
    eco = territory([("a", "b", "refers"), ("b", "a", "refers"), ("a", "c"), ("b", "c"), ("a", "b")])
    silent = removed(eco, "nonresponse", 1, asked=[0])
    left = silent.ties[["source", "target", "type"]].to_numpy().tolist()
    assert left == [
        ["b", "a", "refers"],
        ["a", "c", "collaborates"],
        ["b", "c", "collaborates"],
        ["a", "b", "collaborates"],
    ]
    assert removed(eco, "nonresponse", 1).ties.empty
    both = removed(eco, "nonresponse", 1, asked=[0, 1]).ties
    assert both[["source", "target"]].to_numpy().tolist() == [["a", "c"], ["b", "c"]]
    one_way = eco.replace(ties=eco.ties.assign(directed=[False] * 5))
    assert len(removed(one_way, "nonresponse", 1, asked=[0]).ties) == 5


def test_only_those_who_answered_can_fail_to():
    eco = territory([("a", "b", "refers"), ("b", "c", "refers"), ("c", "a", "refers")])
    answers = pd.DataFrame({"actor_id": ["a", "b"], "wave": "1", "answered": [True, False]})
    told = eco.replace(responses=answers)
    found = wg.robustness.intervals(told, "degree", kind="nonresponse", missing=1, repeats=2)
    assert found["low"].to_dict() == {"a": 1, "b": 1, "c": 2}


def test_draws_depend_on_seed_only():
    eco = drawn(8, actors=18)
    turned = eco.replace(actors=eco.actors[::-1], ties=eco.ties[::-1])
    for kind in KINDS:
        one = wg.robustness.intervals(eco, "betweenness", kind=kind, repeats=5)
        other = wg.robustness.intervals(turned, "betweenness", kind=kind, repeats=5)
        pd.testing.assert_frame_equal(one, other.loc[one.index], rtol=1e-12)
        pd.testing.assert_frame_equal(
            one, wg.robustness.intervals(eco, "betweenness", kind=kind, repeats=5, n_jobs=2)
        )
        assert not one.equals(wg.robustness.intervals(eco, "betweenness", kind=kind, repeats=5, seed=1))


def test_work_is_packed_once_and_unpacked_once_in_a_worker():
    eco = wg.datasets.two_valleys()
    work = Work(eco, wg.centrality.degree, eco.actors.index)
    one, two = (pickle.loads(pickle.dumps(work)) for _ in range(2))
    assert one.eco is two.eco
    assert one.eco == eco
    assert one.index.equals(work.index)
    other = pickle.loads(pickle.dumps(Work(eco.layer("refers"), wg.centrality.degree, eco.actors.index)))
    assert other.eco == eco.layer("refers")


def test_what_does_not_count_is_not_there_to_go_missing():
    eco = wg.datasets.two_valleys()
    small = trimmed(eco, own=True)
    assert small.services.empty
    assert len(small.ties) == len(eco.active("ties"))
    assert trimmed(eco, own=False).areas.shape[0] == 4
    assert wg.centrality.degree(small).equals(wg.centrality.degree(eco))


def test_curves_start_at_one_and_fall():
    eco = wg.from_networkx(nx.barabasi_albert_graph(60, 2, seed=3))
    found = wg.robustness.stability(eco, "betweenness", missing=[0, 0.1, 0.5], repeats=10)
    assert found.index.tolist() == [0, 0.1, 0.5]
    assert found.iloc[0].round(12).tolist() == [1] * 5
    assert found["spearman"].is_monotonic_decreasing
    assert (found["spearman_low"] <= found["spearman"]).all()
    assert (found["spearman"] <= found["spearman_high"] + 1e-12).all()
    assert found["top_kept"].between(0, 1).all()


@pytest.mark.parametrize("actors", [(), ("a",), ("a", "b")])
def test_without_ties(actors):
    eco = territory([], actors)
    for kind in KINDS:
        found = wg.robustness.intervals(eco, "degree", kind=kind, repeats=3)
        assert found.index.equals(eco.actors.index)
        assert (found["estimate"] == 0).all()
        curve = wg.robustness.stability(eco, "degree", missing=[0.5], kind=kind, repeats=2)
        assert curve["pearson"].isna().all()
        assert curve["top_kept"].isna().all() == (not actors)


def test_bad_arguments():
    eco = territory([("a", "b")])
    with pytest.raises(UnknownNameError, match=r"measure 'betweeness'. Did you mean 'betweenness'"):
        wg.robustness.intervals(eco, "betweeness")
    with pytest.raises(UnknownNameError, match=r"kind of missing data 'actor'. Did you mean 'actors'"):
        wg.robustness.stability(eco, "degree", kind="actor")
    with pytest.raises(ValueError, match=r"a share from 0 to 1 and repeats at least 1, not \[2\.0\]"):
        wg.robustness.stability(eco, "degree", missing=[2])
    with pytest.raises(ValueError, match="repeats at least 1"):
        wg.robustness.intervals(eco, "degree", repeats=0)
