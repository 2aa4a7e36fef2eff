"""The chart of people against budget."""

from __future__ import annotations

import pytest

import welfare_graph as wg


def test_people_against_budget():
    eco = wg.datasets.two_valleys()
    plans = [wg.plan.joint(eco, budget) for budget in (60_000, 20_000)]
    axes = wg.viz.charts.budget_curve(plans, lang="it")
    assert axes.get_xlabel() == "Budget (euro)"
    line = axes.get_lines()[1]
    assert line.get_xdata().tolist() == [0, 20_000, 60_000]
    assert line.get_ydata().tolist() == pytest.approx([159, 169, plans[0].objective])
    with pytest.raises(ValueError, match="at least one plan"):
        wg.viz.charts.budget_curve([])
