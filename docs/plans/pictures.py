"""Draw the picture of this page from the two valleys: python docs/plans/pictures.py."""

from __future__ import annotations

from pathlib import Path

import matplotlib as mpl

import welfare_graph as wg

mpl.rcParams |= {"svg.hashsalt": "welfare_graph", "svg.fonttype": "none", "font.size": 8}


def draw() -> None:
    """Write people against budget."""
    found = wg.plan.frontier(wg.datasets.two_valleys(), range(0, 100_001, 10_000))
    axes = wg.viz.charts.budget_curve(found.plans)
    axes.figure.savefig(Path(__file__).parent / "frontier.svg", metadata={"Date": None})


if __name__ == "__main__":
    draw()
