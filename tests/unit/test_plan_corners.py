"""Corners of plans: what is asked for wrongly, what time cuts short, what a check refuses."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations, product

import numpy as np
import pandas as pd
import pytest

import welfare_graph as wg
from welfare_graph.errors import SolverError
from welfare_graph.gaps import people_served
from welfare_graph.kernels.coverage import Reach
from welfare_graph.kernels.seating import Places
from welfare_graph.plan._capacitated import solve_places, solve_places_center
from welfare_graph.plan._check import check_joint
from welfare_graph.plan._costs import Cost, Costs
from welfare_graph.plan._cover import NONE, _cover_exactly, _cover_part, solve_cover
from welfare_graph.plan._distance import solve_center, solve_median
from welfare_graph.plan._effect import equity_of, served_in
from welfare_graph.plan._joint import case_of, limits_of
from welfare_graph.plan._show import action_lines, plan_sentences
from welfare_graph.plan._sites import _check
from welfare_graph.plan._siting import siting_of
from welfare_graph.plan._solved import Clock, Solved


@pytest.fixture(scope="module")
def eco():
    return wg.datasets.two_valleys()


@pytest.fixture(scope="module")
def joint(eco):
    return wg.plan.joint(eco, 20_000)


@pytest.fixture(scope="module")
def chain():
    """People in `a` whom three municipalities stand between and the free places in `z`."""
    names = ["a", "b", "c", "d", "z"]
    return wg.Ecosystem.from_tables(
        actors=pd.DataFrame(
            {"actor_id": names, "name": names, "type": "municipality", "area_id": ["a", *["z"] * 4]}
        ),
        ties=pd.DataFrame(
            [("a", "z", 0.1), ("b", "c", 0.95), ("d", "c", 0.95)], columns=["source", "target", "trust"]
        ).assign(type="collaborates"),
        areas=pd.DataFrame({"area_id": ["a", "z"], "name": ["A", "Z"], "lat": 45.0, "lon": 7.0}),
        needs=pd.DataFrame({"need_id": ["n"], "name": ["N"], "unit": ["places"]}),
        demand=pd.DataFrame({"area_id": ["a"], "need_id": ["n"], "quantity": [5.0]}),
        services=pd.DataFrame(
            {"service_id": ["s"], "actor_id": ["z"], "need_id": ["n"], "area_id": ["z"], "capacity": [9.0]}
        ),
    )


RULES = wg.Rules(min_trust=0.5, tie_trust=0.8)


def test_costs_of_the_argument_are_read_in_every_form(eco):
    bare = eco.replace(costs=None)
    rows = {"action": "open", "need_id": "childcare", "fixed_eur": 5.0, "unit_eur": 2.0, "max_quantity": 3.0}
    table = Costs(bare, pd.DataFrame([rows]))
    assert table.of("open", "childcare", "001001") == Cost(5.0, 2.0, 3.0)
    assert table.of("open", "home_care") is None
    named = Costs(bare, {"open": {"unit_eur": 7.0}, "tie": 4.0})
    assert named.of("open", "childcare") == Cost(0.0, 7.0, np.inf)
    assert named.of("tie") == Cost(4.0, 0.0, np.inf)
    assert not Costs(bare, None).any()


@pytest.mark.parametrize("wrong", [{"tie": -1.0}, {"open": {"fixed_eur": None}}, {"expand": -2.0}])
def test_a_cost_that_is_negative_or_not_stated_is_refused(eco, wrong):
    with pytest.raises(ValueError, match=f"The cost of .'{next(iter(wrong))}'.* must be 0 EUR or more"):
        Costs(eco, wrong)


def test_no_needs_are_served_by_nobody_and_nothing_is_uneven(eco):
    empty = served_in(eco, wg.Rules(), [])
    assert empty.index.names == ["area_id", "need_id"]
    assert (len(empty), list(empty.columns)) == (0, ["demand", "served"])
    equity = equity_of(empty.rename(columns={"served": "before"}).assign(after=0.0))
    assert equity.loc[["gini", "palma", "worst_share"]].isna().all(axis=None)
    assert equity.loc["worst_area"].isna().all()


def test_a_plan_says_how_sure_it_is(joint):
    unbounded = replace(joint, gap=np.inf, status="time_limit")
    assert "how far from the best is not known" in plan_sentences(unbounded)[1]
    near, late = (replace(joint, gap=0.0125, status=status) for status in ("gap_reached", "time_limit"))
    assert "1.25" in plan_sentences(near)[1]
    assert "1,25" in plan_sentences(late, "it")[1]
    said = {plan_sentences(plan)[1] for plan in (joint, unbounded, near, late)}
    assert len(said) == 4


def test_a_new_tie_and_a_node_without_places_are_written_out(chain, eco):
    plan = wg.plan.ties(chain, 2, rules=RULES)
    names = plan.parameters["names"]
    ends = [[names.get(end, end) for end in pair] for pair in plan.actions[["source", "target"]].to_numpy()]
    assert action_lines(plan).iloc[:, 0].tolist() == [f"tie {one} with {two}" for one, two in ends]
    node = wg.plan.sites(eco, 1, need="childcare")
    unknown = replace(node, actions=node.actions.assign(quantity=np.nan))
    fifteen = replace(node, actions=node.actions.assign(quantity=15.0))
    assert "15" in action_lines(fifteen).iloc[0, 0]
    assert "nan" not in action_lines(unknown).iloc[0, 0]
    assert len(action_lines(unknown).iloc[0, 0]) < len(action_lines(fifteen).iloc[0, 0])


def test_a_joint_plan_with_wrong_sums_does_not_pass(eco, joint):
    case = case_of(eco, joint.parameters)
    limits = limits_of(case, joint.parameters)
    check_joint(joint, case, limits)
    wrong = replace(
        joint,
        objective=joint.objective + 5,
        actions=joint.actions.assign(cost_eur=joint.actions["cost_eur"] + 90_000),
    )
    with pytest.raises(SolverError) as caught:
        check_joint(wrong, case, limits)
    for part in ("the territory after it serves", "EUR of 20000", "bound lies below its objective"):
        assert part in str(caught.value)


def test_a_choice_of_sites_that_breaks_its_question_does_not_pass(eco):
    plan = wg.plan.sites(eco, 2, need="childcare", fixed=["001001"])
    asked = plan.parameters
    case = siting_of(eco, asked)
    place = [case.candidates.index(area) for area in sorted(plan.actions["area_id"])]
    right = Solved(np.array(place), plan.objective, plan.bound, "optimal", "highs")
    _check(case, right, asked)
    other = np.array([place for place in range(case.m) if case.candidates[place] != "001001"][:1])
    with pytest.raises(SolverError) as caught:
        _check(case, replace(right, chosen=other, objective=plan.objective + 100), asked)
    for part in ("it is worth", "leaves out a fixed area", "it opens 1 nodes of 2"):
        assert part in str(caught.value)


def test_alternatives_of_ties_take_other_ties(chain):
    plan = wg.plan.ties(chain, 2, rules=RULES)
    plans = wg.plan.alternatives(chain, plan, k=3, within=0.0)
    taken = [frozenset(map(frozenset, one.actions[["source", "target"]].to_numpy())) for one in plans]
    assert len(set(taken)) == len(plans) == 3
    assert {one.objective for one in plans} == {5.0}


def triples(power, after=0):
    """Points of an affine space of order 3 before its lines: covers known, and far above their bound."""
    points = list(product(range(3), repeat=power))
    place = {point: position for position, point in enumerate(points)}
    third = {(a, b): tuple((-x - y) % 3 for x, y in zip(a, b, strict=True)) for a in points for b in points}
    lines = {frozenset({place[a], place[b], place[c]}) for (a, b), c in third.items() if a != b}
    rows = sorted(map(sorted, lines))
    shape = (after + len(points), len(rows))
    return Reach.from_pairs(after + np.ravel(rows), np.repeat(np.arange(len(rows)), 3), shape)


def test_a_cover_whose_bound_is_weak_is_proven_by_the_program():
    reach = triples(2, after=4)
    found = _cover_part(reach, np.arange(4, 13), 0.0, Clock(5), -1)
    assert (found.objective, found.bound, found.status, found.method) == (5, 5, "optimal", "highs")
    assert found.chosen.min() >= 4
    assert (reach.counts(found.chosen) > 0).all()


def test_a_cover_that_time_cuts_short_still_covers_and_keeps_an_honest_bound():
    reach = triples(3)
    assert _cover_exactly(reach, 0.0, Clock(0)) is None
    found = solve_cover(reach, clock=Clock(0))
    assert (reach.counts(found.chosen) > 0).all()
    assert found.bound <= 18 <= found.objective == len(found.chosen)
    assert found.status == "time_limit"


def test_a_median_that_greed_cannot_serve_is_forced():
    cost = np.full((6, 3), np.inf)
    cost[:3, 0] = cost[3:, 1] = 2.0
    cost[1:5, 2] = 1.0
    found = solve_median(cost, np.full(6, np.inf), 2, clock=Clock(0))
    assert found.chosen.tolist() == [0, 1]
    assert (found.objective, found.bound) == (12, 12)
    assert solve_median(cost, np.full(6, np.inf), 1, clock=Clock(0)) is None


@pytest.mark.parametrize("seed", [10, 40, 351])
def test_a_median_whose_bound_is_weak_is_proven_by_the_program(seed):
    rng = np.random.default_rng(seed)
    areas, candidates = int(rng.integers(6, 14)), int(rng.integers(4, 10))
    k = int(rng.integers(2, candidates))
    cost = rng.integers(1, 12, (areas, candidates)).astype(float)
    found = solve_median(cost, np.full(areas, 1000.0), k, clock=Clock(10))
    least = min(cost[:, list(some)].min(axis=1).sum() for some in combinations(range(candidates), k))
    assert found.objective == found.bound == least
    assert (len(found.chosen), found.method) == (k, "highs")


def test_a_center_that_time_leaves_open_says_so():
    reach = triples(3)
    minutes = np.where(reach.matrix.toarray().T > 0, 1.0, np.inf)
    never = np.full(reach.n_areas, np.inf)
    with pytest.raises(SolverError, match="Time ran out before any plan"):
        solve_center(minutes, never, 16, clock=Clock(0))
    found = solve_center(minutes, never, 24, clock=Clock(0))
    assert (len(found.chosen), found.objective, found.bound) == (24, 1, 1)
    assert solve_center(minutes[:, :2], never, 2, clock=Clock(0)) is None


@pytest.fixture(scope="module")
def crowd():
    """150 areas that are candidates too, each with a thirtieth of the places that all need."""
    rng = np.random.default_rng(0)
    spot = rng.random((150, 2))
    far = 60 * np.hypot(*(spot[:, None] - spot[None]).transpose(2, 0, 1))
    area, node = np.nonzero(far <= 10)
    people = rng.integers(5, 60, 150).astype(float)
    room = np.full(150, people.sum() / 30)
    return Places(people, room, 150, area, node, far[area, node], NONE)


@pytest.mark.parametrize("start", [None, np.arange(25)])
def test_places_filled_in_no_time_are_not_called_best(crowd, start):
    found = solve_places(crowd, "backup", 25, gap=1e-4, clock=Clock(0), start=start)
    assert len(found.chosen) == 25
    assert 0 <= found.objective < found.bound <= crowd.people.sum()
    assert found.status == "time_limit"


@pytest.mark.parametrize(("objective", "least"), [("all", 30.0), ("median", 0.0)])
def test_everybody_is_seated_even_when_time_is_over(crowd, objective, least):
    k = None if objective == "all" else 75
    found = solve_places(crowd, objective, k, gap=1e-4, clock=Clock(0))
    assert least <= found.bound <= found.objective
    assert objective != "all" or found.objective == len(found.chosen) >= 30


def test_the_worst_minutes_are_those_of_some_seating_when_time_is_over(crowd):
    found = solve_places_center(crowd, 40, gap=1e-4, clock=Clock(0))
    assert len(found.chosen) == 40
    assert 0 <= found.bound <= found.objective <= 10
    near = crowd.within(found.objective)
    kept = np.isin(near.node, found.chosen)
    seated = people_served(near.area[kept], near.node[kept], near.people, near.places)
    assert seated == pytest.approx(near.people.sum())


def of_triples(power, k):
    """Three in every line of an affine space, any one of whose points holds all: no count can say how few."""
    reach = triples(power)
    people = np.ones(reach.n_areas)
    area, node = np.asarray(reach.matrix.T.tocoo().coords)
    room = np.full(reach.n_candidates, people.sum() / (k - 1))
    return Places(people, room, reach.n_candidates, area, node, np.ones(len(area)), NONE)


def test_too_few_nodes_to_seat_everybody_are_refused_once_proven():
    few = of_triples(2, 4)
    assert solve_places(few, "median", 4, gap=0, clock=Clock(20)) is None
    assert solve_places_center(few, 4, gap=0, clock=Clock(20)) is None


def test_too_few_nodes_to_seat_everybody_are_left_open_when_time_is_over(monkeypatch):
    monkeypatch.setattr("welfare_graph.plan._capacitated.FEW", 0)
    for solve in (lambda case: solve_places(case, "median", 16, gap=0, clock=Clock(0)),
                  lambda case: solve_places_center(case, 16, gap=0, clock=Clock(0))):  # fmt: skip
        with pytest.raises(SolverError, match=r"has a place for everybody. Raise time_limit"):
            solve(of_triples(3, 16))


def test_a_median_or_a_cover_of_too_few_nodes_is_left_open_when_time_is_over():
    reach = triples(3)
    cost = np.where(reach.matrix.toarray().T > 0, 1.0, np.inf)
    with pytest.raises(SolverError, match=r"serve everybody are 18, not 16. Raise time_limit"):
        solve_median(cost, np.full(reach.n_areas, np.inf), 16, clock=Clock(0))
