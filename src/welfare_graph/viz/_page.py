"""From a payload to one HTML file: assets in line, data escaped, a policy that lets nothing else run."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import Any

from jinja2 import Environment
from markupsafe import Markup

from welfare_graph.viz._colours import THEMES
from welfare_graph.viz._html import Html

__all__ = ["SECTIONS", "assets", "policy", "render", "to_json"]

SECTIONS = ("answers", "network", "map", "bridges", "matrix", "gaps", "plan", "actors", "cover", "sources")
SCRIPTS = (
    "format",
    "data",
    "state",
    "dom",
    "network",
    "network_hands",
    "bubbles",
    "map",
    "map_marks",
    "tables",
    "matrix",
    "details",
    "story",
    "export",
    "main",
)
_COMMENT = re.compile(r"^[ \t]*/\*[^*]*(?:\*(?!/)[^*]*)*\*/[ \t]*$", re.MULTILINE)
_ESCAPES = {
    ord("&"): "\\u0026",
    ord("<"): "\\u003c",
    ord(">"): "\\u003e",
    0x2028: "\\u2028",
    0x2029: "\\u2029",
}


def to_json(value: Any) -> str:
    """JSON that can stand inside a script element: nothing in it can end the element; no NaN."""
    written = json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return _whole(written).translate(_ESCAPES)


def _whole(text: str) -> str:
    """The same text with lone surrogates, which no file can hold, replaced."""
    return text.encode("utf-8", "replace").decode("utf-8")


@cache
def assets(name: str) -> str:
    """Text of a file that ships with the package."""
    return files("welfare_graph.viz").joinpath("assets", name).read_text("utf-8")


def lean(text: str) -> str:
    """Script or style without its comments on lines of their own, indentation and blank lines."""
    told = _COMMENT.sub("", text)
    return "\n".join(line for line in map(str.lstrip, told.splitlines()) if line)


def themes() -> str:
    """The colour system as custom properties of both themes."""
    blocks = []
    for theme, colours in THEMES.items():
        rules = "".join(f"--{name}:{colour};" for name, colour in colours.items())
        blocks.append(f"html[data-theme='{theme}']{{{rules}}}")
    return "\n".join(blocks)


def digest(text: str) -> str:
    """Hash of an in-line script or style, as a content security policy names it."""
    return "'sha256-" + base64.b64encode(hashlib.sha256(text.encode("utf-8")).digest()).decode() + "'"


def policy(scripts: Iterable[str], styles: Iterable[str]) -> str:
    """Content security policy: the scripts and styles named, pictures made on the page, nothing else."""
    return (
        f"default-src 'none'; script-src {' '.join(map(digest, scripts))}; "
        f"style-src {' '.join(map(digest, styles))}; img-src data: blob:; "
        "base-uri 'none'; form-action 'none'"
    )


def render(payload: dict[str, Any], lang: str, sections: Iterable[str] = SECTIONS) -> Html:
    """The page of a payload, with some or all of its sections."""
    from welfare_graph import __version__

    script = lean("\n".join(assets(f"js/{name}.js") for name in SCRIPTS))
    style = lean(f"{themes()}\n{assets('atlas.css')}")
    template = Environment(autoescape=True, keep_trailing_newline=True).from_string(assets("atlas.html.j2"))
    page = template.render(
        lang=lang,
        title=_whole(str(payload["title"])),
        sections=tuple(sections),
        version=__version__,
        policy=Markup(policy([script], [style])),
        style=Markup(style),
        data=Markup(to_json(payload)),
        script=Markup(script),
    )
    return Html(page)
