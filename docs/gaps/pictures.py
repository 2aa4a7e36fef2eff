"""Draw the pictures of these pages from the Pinerolese: python docs/gaps/pictures.py."""

from __future__ import annotations

from pathlib import Path

import matplotlib as mpl

import welfare_graph as wg

FOLDER = Path(__file__).parent
mpl.rcParams |= {"svg.hashsalt": "welfare_graph", "svg.fonttype": "none", "font.size": 8}


def draw() -> None:
    """Write the pictures, in both languages where they bear words."""
    eco = wg.datasets.pinerolese()
    proof, found = wg.gaps.explain(eco), wg.gaps.allocate(eco)
    access = wg.gaps.access(eco, need="childcare_0_2", rules=wg.Rules(unknown_capacity="zero"))
    for lang, ending in (("en", ""), ("it", ".it")):
        names = eco.needs["name_it"].fillna(eco.needs["name"]) if lang == "it" else eco.needs["name"]
        causes = proof.causes.assign(need_id=proof.causes["need_id"].map(names))
        pictures = {
            "causes": wg.viz.charts.cause_bars(causes, lang=lang),
            "lorenz": wg.viz.charts.lorenz(access, found.areas["demand"], lang=lang),
        }
        for name, axes in pictures.items():
            path = FOLDER / f"{name}{ending}.svg"
            axes.figure.savefig(path, metadata={"Date": None}, bbox_inches="tight")


if __name__ == "__main__":
    draw()
