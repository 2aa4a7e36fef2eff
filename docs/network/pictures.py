"""Draw the pictures of these pages from the Pinerolese: python docs/network/pictures.py."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import matplotlib as mpl

import welfare_graph as wg

FOLDER = Path(__file__).parent
mpl.rcParams |= {"svg.hashsalt": "welfare_graph", "svg.fonttype": "none", "font.size": 8}


def working(eco: wg.Ecosystem) -> list[str]:
    """Tie types that say who works with whom: all but membership of a body."""
    return [kind for kind in sorted(eco.active("ties")["type"].unique()) if kind != "member_of"]


def draw() -> None:
    """Write the three pictures."""
    eco = wg.datasets.pinerolese()
    names, layer = eco.current().actors["name"], working(eco)
    between = wg.robustness.intervals(eco, partial(wg.centrality.betweenness, layer=layer), repeats=200)
    pictures = {
        "ranks": wg.viz.charts.ranks(between, names=names, top=10),
        "mixing": wg.viz.charts.mixing(wg.cohesion.mixing(eco, "zone", layer=layer)),
        "roles": wg.viz.charts.roles(wg.roles.brokerage(eco, "sector", layer=layer), names=names, top=8),
    }
    for name, axes in pictures.items():
        axes.figure.savefig(FOLDER / f"{name}.svg", metadata={"Date": None})


if __name__ == "__main__":
    draw()
