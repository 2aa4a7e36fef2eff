"""Draw the pictures of these pages from the Pinerolese: python docs/network/pictures.py."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import matplotlib as mpl
import pandas as pd
from matplotlib.figure import Figure

import welfare_graph as wg

if TYPE_CHECKING:
    from matplotlib.axes import Axes

FOLDER = Path(__file__).parent
mpl.rcParams |= {"svg.hashsalt": "welfare_graph", "svg.fonttype": "none", "font.size": 8}
BLUE, PALE, INK = "#1d6fa5", "#9aa5b1", "#1f2933"
HUES = {"degree": "#1d6fa5", "harmonic": "#2e8b57", "betweenness": "#d1711f", "brokerage": "#8054a8"}
WORDS = {
    "en": {
        "auc": "chance that a hidden tie scores above a pair without one (AUC)",
        "chance": "chance",
        "missing": "share of actors missing",
        "kept": "share of the first ten that stays",
        "common_neighbours": "shared contacts",
        "jaccard": "shared contacts, as a share",
        "adamic_adar": "shared contacts, rare ones count more",
        "resource_allocation": "shared contacts, rare ones much more",
        "preferential_attachment": "both have many ties",
        "type": "kinds that often work together",
        "distance": "near to each other",
        "degree": "degree",
        "harmonic": "harmonic",
        "betweenness": "betweenness",
        "brokerage": "pairs joined",
    },
    "it": {
        "auc": "probabilità che un legame nascosto superi una coppia senza legame (AUC)",
        "chance": "caso",
        "missing": "quota di enti mancanti",
        "kept": "quota dei primi dieci che resta",
        "common_neighbours": "contatti comuni",
        "jaccard": "contatti comuni, in quota",
        "adamic_adar": "contatti comuni, i rari pesano di più",
        "resource_allocation": "contatti comuni, i rari pesano molto di più",
        "preferential_attachment": "entrambi con molti legami",
        "type": "tipi che lavorano spesso insieme",
        "distance": "vicini tra loro",
        "degree": "numero di legami",
        "harmonic": "vicinanza armonica",
        "betweenness": "stare in mezzo",
        "brokerage": "coppie collegate",
    },
}


def working(eco: wg.Ecosystem) -> list[str]:
    """Tie types that say who works with whom: all but membership of a body."""
    return [kind for kind in sorted(eco.active("ties")["type"].unique()) if kind != "member_of"]


def pairs_joined(eco: wg.Ecosystem, layer: list[str]) -> pd.Series:
    """Return the pairs that each actor joins."""
    return wg.roles.brokerage(eco, layer=layer)["total"]


def empty(height: float) -> Axes:
    """Return axes without what carries no number."""
    axes = Figure(figsize=(7, height), layout="constrained").subplots()
    for side in ("top", "right", "left"):
        axes.spines[side].set_visible(False)
    axes.tick_params(length=0, labelsize=8, colors=INK)
    return axes


def predictors(found: pd.DataFrame, lang: str) -> Axes:
    """Draw how well each predictor finds hidden ties, with its spread over the draws."""
    order = found.sort_values("auc")
    axes = empty(2.6)
    rows = range(len(order))
    axes.hlines(rows, order["auc"] - order["auc_sd"], order["auc"] + order["auc_sd"], color=PALE, linewidth=5)
    axes.plot(order["auc"], rows, "o", color=BLUE, markersize=6)
    axes.axvline(0.5, color=INK, linewidth=0.8, linestyle=":")
    axes.annotate(WORDS[lang]["chance"], (0.5, len(order) - 0.6), xytext=(4, 0), textcoords="offset points")
    axes.set_yticks(rows, [WORDS[lang][name] for name in order.index])
    axes.set_xlabel(WORDS[lang]["auc"])
    return axes


def curves(found: dict[str, pd.DataFrame], lang: str) -> Axes:
    """Draw how much of each measure's first ten stays as more is missing."""
    axes = empty(3.0)
    for name, curve in found.items():
        axes.plot(curve.index, curve["top_kept"], "o-", color=HUES[name], label=WORDS[lang][name])
    axes.set_xlabel(WORDS[lang]["missing"])
    axes.set_ylabel(WORDS[lang]["kept"])
    axes.set_ylim(0.4, 1.02)
    axes.legend(loc="lower left", frameon=False)
    return axes


def draw() -> None:
    """Write the five pictures in both languages."""
    eco = wg.datasets.pinerolese()
    names, layer = eco.current().actors["name"], working(eco)
    measures = {name: partial(getattr(wg.centrality, name), layer=layer) for name in list(HUES)[:3]}
    between = wg.robustness.intervals(eco, measures["betweenness"], repeats=200)
    measures["brokerage"] = partial(pairs_joined, layer=layer)
    paths = {name: wg.robustness.stability(eco, measure, repeats=40) for name, measure in measures.items()}
    guesses = wg.links.evaluate(eco, layer=layer)
    counts = wg.cohesion.mixing(eco, "zone", layer=layer)
    brokers = wg.roles.brokerage(eco, "sector", layer=layer)
    for lang in ("en", "it"):
        pictures = {
            "ranks": wg.viz.charts.ranks(between, names=names, top=10, lang=lang),
            "mixing": wg.viz.charts.mixing(counts, lang=lang),
            "roles": wg.viz.charts.roles(brokers, names=names, top=8, lang=lang),
            "predictors": predictors(guesses, lang),
            "stability": curves(paths, lang),
        }
        for name, axes in pictures.items():
            file = FOLDER / (f"{name}.svg" if lang == "en" else f"{name}-it.svg")
            axes.figure.savefig(file, metadata={"Date": None})


if __name__ == "__main__":
    draw()
