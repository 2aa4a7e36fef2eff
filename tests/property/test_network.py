"""What holds of every network: names, rows and isolates do not matter, weights scale, sums are kept."""

import itertools

import numpy as np
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.strategies import ecosystems

import welfare_graph as wg
from welfare_graph.centrality import MEASURES

HARD = settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))
networks = ecosystems(tables=("areas", "vocabulary"), min_actors=2, max_rows=8)
plain_networks = ecosystems(tables=(), min_actors=2, max_rows=8, nasty=False, own_columns=False, dated=False)
WEIGHTS = st.sampled_from([None, "weight", "trust"])
DIRECTED = st.booleans()
ROLES = ["coordinator", "itinerant", "gatekeeper", "representative", "liaison"]


def measured(eco: wg.Ecosystem, *, weight: str | None = None, directed: bool = False) -> pd.DataFrame:
    """Every number of an actor, side by side."""
    c, r = wg.centrality, wg.roles
    parts = [
        c.table(eco, MEASURES, weight=weight, directed=directed),
        r.structural_holes(eco, weight=weight, directed=directed),
        r.brokerage(eco, directed=directed, exclusive=True),
        wg.cohesion.cut_actors(eco).astype(float),
    ]
    return pd.concat(parts, axis=1).astype(float)


def same(one: pd.DataFrame, other: pd.DataFrame) -> None:
    pd.testing.assert_frame_equal(one, other, rtol=1e-9, atol=1e-12, check_names=False)


def renamed(eco: wg.Ecosystem, names: dict[str, str]) -> wg.Ecosystem:
    """The same territory of actors and ties with other ids."""
    ties = eco.ties.assign(source=eco.ties["source"].map(names), target=eco.ties["target"].map(names))
    return eco.replace(actors=eco.actors.rename(index=names), ties=ties)


@HARD
@given(eco=networks, weight=WEIGHTS, directed=DIRECTED, seed=st.integers(0, 99))
def test_the_order_of_rows_never_matters(eco, weight, directed, seed):
    turned = eco.replace(
        actors=eco.actors.sample(frac=1, random_state=seed),
        ties=eco.ties.sample(frac=1, random_state=seed),
    )
    one, other = (measured(e, weight=weight, directed=directed) for e in (eco, turned))
    assert other.index.equals(turned.current().actors.index)
    same(one, other.loc[one.index])
    for label in (wg.cohesion.components, wg.cohesion.communities):
        assert label(eco).equals(label(turned).loc[one.index])
    assert wg.cohesion.bridges(eco).equals(wg.cohesion.bridges(turned))
    assert wg.roles.key_players(eco, 1).sets == wg.roles.key_players(turned, 1).sets


@HARD
@given(eco=plain_networks, weight=WEIGHTS, directed=DIRECTED)
def test_names_never_matter(eco, weight, directed):
    """Ids turned round: all values follow their actors; of two equal pieces the smallest id decides."""
    names = {actor: f"z{place:02d}" for place, actor in enumerate(sorted(eco.actors.index)[::-1])}
    one, other = (measured(e, weight=weight, directed=directed) for e in (eco, renamed(eco, names)))
    other = other.loc[[names[actor] for actor in one.index]].set_axis(one.index)
    same(one.drop(columns="eigenvector"), other.drop(columns="eigenvector"))
    for goal in ("reach", "fragment"):
        found, again = (wg.roles.key_players(e, 2, goal=goal) for e in (eco, renamed(eco, names)))
        assert again.value == pytest.approx(found.value, nan_ok=True)
        assert {frozenset(names[a] for a in s) for s in found.sets} == set(map(frozenset, again.sets))


@HARD
@given(eco=networks, weight=WEIGHTS, directed=DIRECTED)
def test_an_isolate_more_changes_only_what_is_a_share_of_all(eco, weight, directed):
    alone = pd.DataFrame([{**eco.actors.iloc[0].to_dict(), "start": None, "end": None, "status": None}])
    more = eco.replace(actors=pd.concat([eco.actors, alone.set_axis(["~alone"]).rename_axis("actor_id")]))
    one, other = (measured(e, weight=weight, directed=directed) for e in (eco, more))
    n, new = len(one), other.loc["~alone"]
    shares = {
        "closeness": (n - 1) / n,
        "betweenness": (n - 2) / n if n > 1 else 1,
        "bridging": (n - 1) / (n + 1),
    }
    expected = one.assign(**{name: one[name] * share for name, share in shares.items()})
    moved = ["pagerank", "katz"]
    same(expected.drop(columns=moved), other.loc[one.index].drop(columns=moved))
    nothing = [*ROLES, "degree", "strength", "closeness", "harmonic", "betweenness", "eigenvector"]
    assert (new[[*nothing, "core_number", "bridging", "cut_actors"]] == 0).all()
    assert new[["effective_size", "efficiency", "constraint", "hierarchy", "participation"]].isna().all()
    for moving in moved:
        ratio = (other[moving].loc[one.index] / one[moving]).to_numpy()
        assert np.allclose(ratio, ratio[:1])


@HARD
@given(eco=networks, directed=DIRECTED)
def test_doubled_weights_double_what_is_in_their_unit(eco, directed):
    heavy = eco.replace(ties=eco.ties.assign(weight=eco.ties["weight"].fillna(1) * 2))
    one, other = (measured(e, weight="weight", directed=directed) for e in (eco, heavy))
    doubled = ["strength", "closeness", "harmonic"]
    same(
        one.assign(**{name: one[name] * 2 for name in doubled}).drop(columns="katz"),
        other.drop(columns="katz"),
    )


@HARD
@given(eco=networks)
def test_ties_that_go_both_ways_make_direction_idle(eco):
    mutual = eco.replace(ties=eco.ties.assign(directed=False))
    one, other = (measured(mutual, directed=directed) for directed in (False, True))
    twice = other.assign(core_number=other["core_number"] / 2)
    same(one, twice)


@HARD
@given(eco=networks, data=st.data())
def test_a_tie_more_brings_actors_nearer(eco, data):
    ids = sorted(eco.current().actors.index)
    if len(ids) < 2:
        return
    source, target = data.draw(st.permutations(ids))[:2]
    row = pd.DataFrame({"source": [source], "target": [target], "type": ["collaborates"]})
    more = eco.replace(ties=pd.concat([eco.ties, row.reindex(columns=eco.ties.columns)]))
    for name in ("degree", "harmonic", "core_number"):
        before, after = MEASURES[name](eco), MEASURES[name](more)
        assert (after.to_numpy() >= before.to_numpy() - 1e-9).all()
    for k in (1, 2):
        assert wg.roles.key_players(more, k).value >= wg.roles.key_players(eco, k).value - 1e-9
    apart, before = (wg.roles.key_players(e, 0, goal="fragment").value for e in (more, eco))
    assert apart <= before + 1e-9


@HARD
@given(eco=networks, by=st.sampled_from(["type", "sector", "zone", "area_id"]))
def test_groups_share_out_the_same_ties(eco, by):
    ties = wg.cohesion.summary(eco).loc["ties", "value"]
    counts = wg.cohesion.mixing(eco, by)
    index = wg.cohesion.ei_index(eco, by, repeats=19)
    assert np.triu(counts).sum() == ties == index.internal + index.external
    assert np.trace(counts) == index.internal
    assert np.isnan(index.value) == (ties == 0)
    assert np.isnan(index.p_value) or 1 / 20 <= index.p_value <= 1
    found = wg.roles.brokerage(eco, by)
    assert (found["total"] == wg.roles.brokerage(eco)["total"]).all()
    assert (found[ROLES].sum(axis=1) == found["total"]).all()
    assert (found["gatekeeper"] == found["representative"]).all()


@HARD
@given(eco=plain_networks, goal=st.sampled_from(["reach", "fragment"]))
def test_more_key_players_reach_more_and_every_best_set_is_named(eco, goal):
    n = len(eco.actors)
    values = [wg.roles.key_players(eco, k, goal=goal) for k in range(n + 1)]
    for k, found in enumerate(values):
        assert found.exact
        assert all(len(members) == k and list(members) == sorted(members) for members in found.sets)
        assert found.sets == sorted(set(found.sets))
        assert found.value != found.value or 0 <= found.value <= 1
    if goal == "reach":
        assert all(a.value <= b.value + 1e-12 for a, b in itertools.pairwise(values))
        assert values[-1].value == 1
    else:
        assert [np.isnan(found.value) for found in values] == [n - k < 2 for k in range(n + 1)]


@settings(HARD, max_examples=4)
@given(eco=networks, kind=st.sampled_from(["actors", "ties", "nonresponse"]))
def test_nothing_missing_is_the_plain_measure(eco, kind):
    for name in ("harmonic", "constraint"):
        found = wg.robustness.intervals(eco, name, missing=0, kind=kind, repeats=2)
        for column in ("low", "high"):
            pd.testing.assert_series_equal(
                found[column], found["estimate"], check_names=False, rtol=1e-9, check_dtype=False
            )
