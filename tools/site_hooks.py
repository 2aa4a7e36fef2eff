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
    """Make the live pages of the gallery, in the site alone: solved once, told in both languages."""
    import welfare_graph as wg
    from welfare_graph.viz._page import render
    from welfare_graph.viz._payload import build

    eco = wg.datasets.pinerolese()
    told = build(eco)
    site = Path(config["site_dir"])
    for folder, lang in ((site, "en"), (site / "it", "it")):
        pages = {
            "atlas": render(told, lang),
            "map": render(told | {"open": {"need": "family_centre"}}, lang, ("map", "gaps")),
            "matrix": render(told, lang, ("matrix", "gaps")),
            "network": wg.viz.network(eco, size="betweenness", lang=lang),
        }
        for name, page in pages.items():
            page.save(folder / "live" / f"{name}.html")
