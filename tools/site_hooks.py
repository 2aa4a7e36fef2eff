"""What the documentation site needs beyond its theme."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

ALTERNATE = re.compile(r'\s*<link rel="alternate"[^>]*\bhreflang=[^>]*>')


def on_post_page(output: str, **_: Any) -> str:
    """Take out the links from which the theme fetches a sitemap per language and section that does not exist.

    The language switch of the header, made of plain links, stays; and pages opened from a folder stay silent.
    """
    return ALTERNATE.sub("", output)


def on_post_build(config: Any, **_: Any) -> None:
    """Make the live pages of the gallery, in the site alone."""
    import welfare_graph as wg

    eco = wg.datasets.pinerolese()
    found = wg.gaps.find(eco)
    pages = {
        "atlas": wg.viz.atlas(eco),
        "map": wg.viz.map(eco, values="family_centre", gaps=found),
        "matrix": wg.viz.matrix(eco, gaps=found),
        "network": wg.viz.network(eco, size="betweenness"),
    }
    site = Path(config["site_dir"])
    for folder in (site, site / "it"):
        for name, page in pages.items():
            page.save(folder / "live" / f"{name}.html")
