"""Draw the pictures of these pages from the Pinerolese: python docs/datasets/pictures.py."""

from __future__ import annotations

from pathlib import Path

import matplotlib as mpl
import matplotlib.pyplot as plt
import shapely
from matplotlib.axes import Axes
from matplotlib.patches import Patch, PathPatch
from matplotlib.path import Path as Outline
from matplotlib.patheffects import withStroke

import welfare_graph as wg

FOLDER = Path(__file__).parent
NEED = "school_lower_secondary"
STEPS = {0: "#e3edf0", 10: "#a9c8d2", 20: "#d98e73"}
WORDS = {
    "en": (
        "in the municipality",
        "10 minutes or less",
        "10 to 20 minutes",
        "town hall of a municipality with a school",
    ),
    "it": ("nel comune", "10 minuti o meno", "da 10 a 20 minuti", "municipio di un comune con una scuola"),
}
mpl.rcParams |= {"svg.hashsalt": "welfare_graph", "svg.fonttype": "none", "font.size": 9}


def outline(wkt: str) -> Outline:
    """Return one part of an area's outline as matplotlib draws it."""
    rings = shapely.get_rings(shapely.from_wkt(wkt))
    return Outline.make_compound_path(
        *(Outline(shapely.get_coordinates(ring), closed=True) for ring in rings)
    )


def schools(eco: wg.Ecosystem, lang: str) -> Axes:
    """Draw how far each municipality is from the nearest lower secondary school."""
    minutes = wg.travel.minutes(eco).set_index(["origin", "destination"])["minutes"].unstack()
    there = eco.active("services").query("need_id == @NEED")
    nearest = minutes[sorted(set(there["area_id"]))].min(axis=1)
    axes = plt.figure(figsize=(7.2, 5.2), layout="constrained").subplots()
    for row in eco.outlines.itertuples():
        colour = next(colour for limit, colour in STEPS.items() if nearest[row.area_id] <= limit)
        axes.add_patch(PathPatch(outline(row.wkt), facecolor=colour, edgecolor="white", linewidth=0.6))
    places = eco.areas.loc[there["area_id"]]
    axes.scatter(places["lon"], places["lat"], s=22, c="#14242b", zorder=3, linewidths=0)
    for zone, rows in eco.areas.groupby("zone"):
        shift = -0.015 if zone == "Val Germanasca" else 0.015
        axes.annotate(
            str(zone),
            (rows["lon"].mean(), rows["lat"].mean() + shift),
            ha="center",
            path_effects=[withStroke(linewidth=3, foreground="white")],
        )
    keys = [
        Patch(facecolor=colour, label=word) for colour, word in zip(STEPS.values(), WORDS[lang], strict=False)
    ]
    dot = axes.scatter([], [], s=22, c="#14242b", label=WORDS[lang][3])
    axes.legend(handles=[*keys, dot], loc="lower left", frameon=False)
    axes.set_aspect(1.41)
    axes.axis("off")
    axes.autoscale_view()
    return axes


def draw() -> None:
    """Write the picture in both languages."""
    eco = wg.datasets.pinerolese().current()
    for lang in WORDS:
        path = FOLDER / f"schools.{lang}.svg"
        schools(eco, lang).figure.savefig(path, metadata={"Date": None})


if __name__ == "__main__":
    draw()
