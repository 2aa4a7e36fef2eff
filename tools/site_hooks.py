"""What the documentation site needs beyond its theme."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any

ALTERNATE = re.compile(r'\s*<link rel="alternate"[^>]*\bhreflang=[^>]*>')


def on_post_page(output: str, **_: Any) -> str:
    """Take out the links from which the theme fetches a sitemap per language and section that does not exist.

    The language switch of the header, made of plain links, stays; and pages opened from a folder stay silent.
    """
    return ALTERNATE.sub("", output)


@cache
def live_pages() -> dict[tuple[str, str], Any]:
    """Draw the live pages of the gallery: once, though the build of each language asks."""
    import welfare_graph as wg
    from welfare_graph.viz._page import render
    from welfare_graph.viz._payload import build

    eco = wg.datasets.pinerolese()
    told = build(eco)
    pages = {}
    for lang in ("en", "it"):
        pages[lang, "atlas"] = render(told, lang)
        pages[lang, "map"] = render(told | {"open": {"need": "family_centre"}}, lang, ("map", "gaps"))
        pages[lang, "matrix"] = render(told, lang, ("matrix", "gaps"))
        pages[lang, "network"] = wg.viz.network(eco, size="betweenness", lang=lang)
    return pages


def on_post_build(config: Any, **_: Any) -> None:
    """Put the live pages of the gallery into the site alone."""
    site = Path(config["site_dir"])
    for (lang, name), page in live_pages().items():
        page.save((site if lang == "en" else site / lang) / "live" / f"{name}.html")
