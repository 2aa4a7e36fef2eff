"""pyvis with a page that is one offline file: nothing from the data runs, nothing is asked of any server."""

from __future__ import annotations

import json
from collections.abc import Hashable, Mapping
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np
from jinja2 import Environment
from markupsafe import Markup
from pyvis.network import Network

from welfare_graph._texts import catalogue
from welfare_graph.viz._html import Html
from welfare_graph.viz._page import assets, policy, to_json

__all__ = ["SafeNetwork"]

_BUNDLE = ("lib", "vis-9.0.4")


@cache
def _vendor(name: str) -> str:
    """A file of the vis-network that pyvis bundles."""
    return files("pyvis").joinpath(*_BUNDLE, name).read_text("utf-8")


def _plain(value: Any) -> Any:
    """A value as JSON knows it: numpy numbers become Python's, missing ones null."""
    if isinstance(value, Mapping):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(item) for item in value]
    if isinstance(value, np.generic):
        value = value.item()
    if value is None or isinstance(value, (bool, int, str)):
        return value
    if isinstance(value, float):
        return value if np.isfinite(value) else None
    return str(value)


class SafeNetwork(Network):  # type: ignore[misc]
    """pyvis' network whose page is one offline file that runs nothing from the data.

    Nodes and edges are kept as pyvis keeps them; the page is written by a template of our own with
    vis-network in line, the data as escaped JSON, physics off and tooltips as plain text.
    """

    def __init__(self, *, directed: bool = False, heading: str = "", lang: str = "en") -> None:
        super().__init__(directed=directed, heading=heading, cdn_resources="in_line")
        self.lang = lang
        self.legend: list[dict[str, Any]] = []
        self.vis_options: dict[str, Any] = {}

    def add_node(self, n_id: Hashable, label: Any = None, **options: Any) -> None:
        """Add a node, numpy numbers included; an id known already is left as it is."""
        key = _plain(n_id)
        if key in self.node_map:
            return
        node = {"id": key, "label": str(key if label is None else _plain(label)), **_plain(options)}
        self.nodes.append(node)
        self.node_ids.append(key)
        self.node_map[key] = node

    def add_edge(self, source: Hashable, to: Hashable, **options: Any) -> None:
        """Add a tie; parallel ties stay apart."""
        start, end = _plain(source), _plain(to)
        for key in (start, end):
            if key not in self.node_map:
                raise ValueError(f"There is no node {key!r}: add it before its ties.")
        self.edges.append({"from": start, "to": end, **_plain(options)})

    def from_nx(self, nx_graph: Any, **_: Any) -> None:
        """Take over a networkx graph without changing it, parallel ties and isolates included."""
        for node, values in nx_graph.nodes(data=True):
            self.add_node(node, **{"label": str(node), **values})
        for start, end, values in nx_graph.edges(data=True):
            self.add_edge(start, end, **values)

    def set_options(self, options: str | Mapping[str, Any]) -> None:
        """Set vis-network's options from JSON or a mapping; anything else is refused."""
        if isinstance(options, str):
            try:
                options = json.loads(options)
            except json.JSONDecodeError as error:
                raise ValueError('Options must be JSON, such as \'{"edges": {"smooth": false}}\'.') from error
        if not isinstance(options, Mapping):
            raise TypeError("Options must be a JSON object of vis-network's options.")
        self.vis_options = _plain(options)

    def generate_html(self, name: str = "", local: bool = True, notebook: bool = False) -> Html:
        """The page as text."""
        lines = {
            key.removeprefix("ui."): texts[self.lang]
            for key, texts in catalogue("page").items()
            if key.startswith(("ui.net.", "ui.ties.", "ui.close"))
        }
        payload = {
            "lang": self.lang,
            "nodes": [{**node, "x": node.get("x"), "y": node.get("y")} for node in self.nodes],
            "edges": [{**edge, "id": place} for place, edge in enumerate(self.edges)],
            "legend": self.legend,
            "options": self.vis_options,
            "placed": all("x" in node for node in self.nodes),
            "words": lines,
        }
        own = "\n".join(map(assets, ("js/format.js", "js/data.js", "pyvis.js")))
        scripts = [_vendor("vis-network.min.js"), own]
        styles = [_vendor("vis-network.css"), assets("pyvis.css")]
        template = Environment(autoescape=True, keep_trailing_newline=True).from_string(
            assets("pyvis.html.j2")
        )
        page = template.render(
            lang=self.lang,
            heading=str(self.heading),
            words=lines,
            policy=Markup(policy(scripts, styles)),
            scripts=[Markup(script) for script in scripts],
            styles=[Markup(style) for style in styles],
            data=Markup(to_json(payload)),
        )
        return Html(page)

    def show(self, name: str, local: bool = True, notebook: bool = False) -> Html:
        """Save the page to a file and return it, in a notebook or not."""
        page = self.generate_html()
        page.save(name)
        return page

    def write_html(self, name: str, *_: Any, **__: Any) -> None:
        """Save the page to a file, whole or not at all."""
        self.generate_html().save(name)

    save_graph = write_html
