"""What the documentation site needs beyond its theme."""

from __future__ import annotations

import re
from typing import Any

ALTERNATE = re.compile(r'\s*<link rel="alternate"[^>]*\bhreflang=[^>]*>')


def on_post_page(output: str, **_: Any) -> str:
    """Take out the links from which the theme fetches a sitemap per language and section that does not exist.

    The language switch of the header, made of plain links, stays; and pages opened from a folder stay silent.
    """
    return ALTERNATE.sub("", output)
