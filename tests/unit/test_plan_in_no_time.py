"""Plans when time is short: a feasible plan whenever a search finds one, a valid bound, nothing raised."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

import welfare_graph as wg
from welfare_graph.errors import InfeasiblePlanError, SolverError
from welfare_graph.gaps import people_served
from welfare_graph.kernels.seating import Places
from welfare_graph.plan import _model
from welfare_graph.plan._choices import first_choices, seat_all
from welfare_graph.plan._distance import solve_median
from welfare_graph.plan._siting import siting_of, worth
from welfare_graph.plan._solved import Clock

AREAS = 60
NONE = np.empty(0, dtype=np.int64)


def scattered(seed=0):
    """60 areas with people; a road only where two lie within a quarter of an hour."""
    rng = np.random.default_rng(seed)
    spot = rng.random((AREAS, 2))
    far = 60 * np.hypot(*(spot[:, None] - spot[None]).transpose(2, 0, 1))
    ids = np.array([f"a{place:02d}" for place in range(AREAS)])
    one, two = np.nonzero((far <= 14) & ~np.eye(AREAS, dtype=bool))
    people = rng.integers(5, 60, AREAS).astype(float)
    return wg.Ecosystem.from_tables(
        actors=pd.DataFrame({"actor_id": ["x"], "name": ["X"], "type": ["association"]}),
        ties=pd.DataFrame({"source": [], "target": [], "type": []}, dtype="str"),
        areas=pd.DataFrame({"area_id": ids, "name": ids}),
        needs=pd.DataFrame({"need_id": ["n"], "name": ["N"], "unit": ["persons"]}),
        demand=pd.DataFrame({"area_id": ids, "need_id": "n", "quantity": people}),
        travel=pd.DataFrame({"origin": ids[one], "destination": ids[two], "minutes": far[one, two]}),
    )


@pytest.fixture(scope="module")
def eco():
    return scattered()


@pytest.mark.parametrize("objective", ["coverage", "all", "median", "center", "backup"])
@pytest.mark.parametrize(("k", "share"), [(12, None), (17, 15)])
def test_a_hundredth_of_a_second_is_enough_for_a_plan(eco, objective, k, share):
    capacity = None if share is None else float(np.ceil(eco.demand["quantity"].sum() / share))
    plan = wg.plan.sites(eco, k, need="n", objective=objective, capacity=capacity, time_limit=0.01)
    least = objective in {"all", "median", "center"}
    assert len(plan.actions) == k or (objective == "all" and len(plan.actions) <= k)
    assert plan.bound <= plan.objective if least else plan.bound >= plan.objective
    assert (plan.status == "optimal") == (plan.bound == plan.objective)
    case = siting_of(eco, plan.parameters)
    chosen = np.array([case.candidates.index(area) for area in plan.actions["area_id"]])
    value = worth(case, chosen, objective, capacity)
    assert value is None or value == pytest.approx(plan.objective)
    if least and capacity is not None:
        kept = np.isin(case.node, chosen)
        assert people_served(case.area[kept], case.node[kept], case.people, case.room) == pytest.approx(
            case.people.sum()
        )


def test_what_is_not_known_in_time_is_said_with_what_is():
    eco = scattered(3)
    fewest = int(wg.plan.sites(eco, need="n", objective="all").objective)
    with pytest.raises(InfeasiblePlanError, match="No choice of candidates"):
        wg.plan.sites(eco, fewest - 1, need="n", objective="all")
    for objective in ("all", "median", "center"):
        with pytest.raises((InfeasiblePlanError, SolverError), match=r"No choice|fewest nodes|How few nodes"):
            wg.plan.sites(eco, fewest - 1, need="n", objective=objective, time_limit=0)


def test_a_median_that_a_cover_alone_can_serve_is_found_or_refused():
    cost = np.full((4, 4), np.inf)
    cost[[0, 1], 0] = cost[[2, 3], 1] = 9.0
    cost[[0, 1, 2], 2] = 1.0
    cost[3, 3] = 1.0
    nobody = np.full(4, np.inf)
    assert solve_median(cost, nobody, 2, clock=Clock(0)).objective == 4
    assert solve_median(cost[:, :3], nobody, 1, clock=Clock(0)) is None
    assert solve_median(cost[:, [0, 2]], nobody, 1, clock=Clock(0)) is None
    assert solve_median(cost, np.array([1.0, 1, 1, np.inf]), 1, clock=Clock(0)).objective == 4


def test_first_choices_need_a_place_for_everybody():
    case = Places(np.array([5.0, 5.0]), np.array([5.0, 5.0]), 2, np.arange(2), np.arange(2), np.ones(2), NONE)
    assert seat_all(case, 1, Clock(0)) is None
    assert first_choices(case, "all", 1, Clock(0), None) == []
    assert first_choices(case, "median", 1, Clock(0), NONE) == []
    assert [one.tolist() for one in first_choices(case, "all", None, Clock(1), None)] == [[0, 1]]


@pytest.mark.parametrize("floor", [0.3, 0.9])
def test_floors_are_kept_even_when_time_is_over(floor):
    eco = wg.datasets.two_valleys()
    plan = wg.plan.joint(eco, 150_000, floor=floor, time_limit=0)
    share = plan.effect["planned"] / plan.effect["demand"]
    assert (share >= floor - 1e-6).all()
    assert plan.budget_used <= 150_000
    assert plan.objective <= plan.bound <= plan.effect["demand"].sum()


def test_floors_that_no_plan_was_found_for_are_not_called_impossible(monkeypatch):
    eco = wg.datasets.two_valleys()
    monkeypatch.setattr(_model, "SLOPES", 0)
    monkeypatch.setattr(_model, "solve", _nothing_found)
    with pytest.raises(SolverError, match=r"keeps every floor. Raise time_limit, lower the floor or raise"):
        wg.plan.joint(eco, 150_000, floor=0.9, time_limit=0)


def _nothing_found(program, **options):
    return _model.Answer(None, np.inf, -np.inf, "time_limit")
