"""People against budget, with the proof of each point."""

from __future__ import annotations

from dataclasses import replace

import pytest

import welfare_graph as wg
from welfare_graph.plan import _frontier


@pytest.fixture(scope="module")
def eco():
    return wg.datasets.two_valleys()


def test_each_budget_has_its_plan_and_no_curve_falls(eco):
    found = wg.plan.frontier(eco, [60_000, 0, 20_000, 20_000])
    table = found.table
    assert table.index.tolist() == [0, 20_000, 60_000]
    assert (table["budget_used"] <= table.index).all()
    assert table["objective"].is_monotonic_increasing
    assert table["bound"].is_monotonic_increasing
    assert (table["bound"] >= table["objective"]).all()
    for budget, plan in zip(table.index, found.plans, strict=True):
        assert table.loc[budget, "people"] == wg.gaps.allocate(plan.apply(eco)).areas["served"].sum()
        assert table.loc[budget, "gini"] == plan.equity.loc["gini", "after"]
    assert repr(found) == "<Frontier: 3 budgets, 0 to 60,000 EUR>"
    assert "worst_share" in found._repr_html_()


def test_a_plan_that_is_no_better_gives_way_to_the_cheaper_one(eco, monkeypatch):
    honest = wg.plan.joint(eco, 20_000)
    worse = replace(honest, objective=honest.objective - 5, bound=honest.bound + 5, status="time_limit")
    looser = replace(honest, bound=honest.bound + 9, status="time_limit")
    answers = {1.0: looser, 2.0: worse, 3.0: replace(looser, bound=honest.objective * 1.0005)}
    monkeypatch.setattr(_frontier, "joint", lambda _, budget, **__: answers[budget])
    table = wg.plan.frontier(eco, [1, 2, 3]).table
    assert table["objective"].tolist() == [honest.objective] * 3
    assert table["bound"].tolist() == [honest.objective * 1.0005] * 3
    assert table["status"].tolist() == ["gap_reached"] * 3
    far = replace(looser, bound=honest.bound + 9)
    monkeypatch.setattr(_frontier, "joint", lambda _, __, **___: far)
    assert wg.plan.frontier(eco, [1]).table["status"].tolist() == ["time_limit"]


def test_a_frontier_needs_budgets(eco):
    with pytest.raises(ValueError, match="at least one budget"):
        wg.plan.frontier(eco, [])
    with pytest.raises(ValueError, match="budget must be 0 EUR or more"):
        wg.plan.frontier(eco, [-1])
