"""The network as a pyvis page made safe: nothing from the data runs, nothing is asked of any server."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Hashable, Mapping
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
from jinja2 import Environment
from markupsafe import Markup
from pyvis.network import Network

from welfare_graph._names import check
from welfare_graph._texts import LANGUAGES, catalogue, number, plural, text
from welfare_graph.viz import _colours
from welfare_graph.viz._html import Html
from welfare_graph.viz._page import assets, policy, to_json
from welfare_graph.viz._payload import picture

if TYPE_CHECKING:
    from welfare_graph.ecosystem import Ecosystem

__all__ = ["SafeNetwork", "network"]

VIS_SHAPES = {
    "circle": "dot",
    "square": "square",
    "diamond": "diamond",
    "triangle": "triangle",
    "triangle_down": "triangleDown",
    "hexagon": "hexagon",
    "star": "star",
}
MOST = 2_000
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
        scripts = [_vendor("vis-network.min.js"), assets("js/format.js"), assets("pyvis.js")]
        scripts = [scripts[0], scripts[1] + "\n" + scripts[2]]
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


def network(
    eco: Ecosystem,
    *,
    color: str = "type",
    size: str | Callable[..., pd.Series] | pd.Series | None = None,
    layer: str | list[str] | None = None,
    lang: str = "en",
) -> Html:
    """Draw who works with whom as one interactive offline page (pyvis made safe).

    Colour and shape say an actor's type, size a measure, the line the kind of tie; a legend with
    counts hides and shows, a search finds, tooltips are plain text. For whole territories with places,
    needs and gaps draw `viz.atlas`.

    Parameters
    ----------
    eco
        The territory, up to about 2,000 actors.
    color
        A column of actors, or ``zone``, that gives the colours.
    size
        A measure of the package, its name (a function of `centrality`) or a Series on actors; None: the
        number of ties.
    layer
        Tie types to draw; None: all.
    lang
        Language of the page, ``en`` or ``it``.

    Returns
    -------
    Html
        The page, as text with `save`; a notebook shows it in a sandboxed frame.

    Raises
    ------
    UnknownNameError
        If the column, the measure, the layer or the language is unknown.
    ValueError
        If there are more than 2,000 actors.

    Notes
    -----
    Physics is off: positions are computed here, near each actor's zone, the same every time.

    Examples
    --------
    >>> import welfare_graph as wg
    >>> page = wg.viz.network(wg.datasets.two_valleys(), size="degree", lang="it")
    >>> page.startswith("<!doctype html>")
    True
    """
    check(lang, LANGUAGES, "language")
    eco = eco.current()
    if len(eco.actors) > MOST:
        raise ValueError(
            f"{number(len(eco.actors))} actors are too many for this picture (at most {number(MOST)}): "
            "draw wg.viz.atlas(eco), or a part with eco.within([...])."
        )
    if layer is not None:
        eco = eco.layer(layer)
    drawing = picture(eco)
    groups = _groups(eco, color)
    net = SafeNetwork(heading=eco.title or "", lang=lang)
    net.legend = _legend(eco, color, groups, drawing, lang)
    _fill(net, eco, drawing, net.legend, _sizes(eco, size, drawing), groups)
    return net.generate_html()


def _groups(eco: Ecosystem, color: str) -> list[str]:
    """What gives each actor its colour, as text ('' where it is not known)."""
    if color == "zone":
        values = eco.actors["area_id"].map(eco.areas["zone"]) if len(eco.areas) else eco.actors["area_id"]
    else:
        values = eco.actors[check(color, eco.actors.columns, "column of actors")]
    return ["" if pd.isna(value) else str(value) for value in values]


def _sizes(
    eco: Ecosystem, size: str | Callable[..., pd.Series] | pd.Series | None, drawing: Mapping[str, Any]
) -> list[float]:
    """Radius of each mark, from 5 to 22 pixels, by the square root of the measure."""
    if size is None:
        values = pd.Series(drawing["ties"], index=eco.actors.index, dtype=float)
    elif isinstance(size, pd.Series):
        values = size.reindex(eco.actors.index)
    else:
        from welfare_graph import centrality

        measure = (
            getattr(centrality, check(size, centrality.__all__, "measure")) if isinstance(size, str) else size
        )
        values = measure(eco)
    numbers = values.astype(float).clip(lower=0).fillna(0).to_numpy()
    top = numbers.max() if len(numbers) and numbers.max() > 0 else 1.0
    return [round(float(5 + 17 * np.sqrt(value / top)), 1) for value in numbers]


def _legend(
    eco: Ecosystem, color: str, groups: list[str], drawing: Mapping[str, Any], lang: str
) -> list[dict[str, Any]]:
    """One line a group: its words, colour, shape and count."""
    counts = Counter(groups)
    if color == "type":
        return [
            {
                "key": t["code"],
                "label": t[lang],
                "color": t["color"],
                "shape": t["shape"],
                "n": counts[t["code"]],
            }
            for t in drawing["types"]
        ]
    hues = list(_colours.HUES.values())
    rest = {"color": _colours.HUES["grey"], "shape": "circle"}
    return [
        {
            "key": key,
            "label": key or text("page.ui.grade.none", lang),
            "n": counts[key],
            **({"color": hues[place], "shape": "circle"} if key and place < len(hues) - 1 else rest),
        }
        for place, key in enumerate(sorted(counts, key=lambda key: (key == "", -counts[key], key)))
    ]


def _fill(
    net: SafeNetwork,
    eco: Ecosystem,
    drawing: Mapping[str, Any],
    legend: list[dict[str, Any]],
    sizes: list[float],
    groups: list[str],
) -> None:
    """Nodes and ties of the picture."""
    types, marks = drawing["types"], {line["key"]: line for line in legend}
    for i, (key, name) in enumerate(zip(eco.actors.index, eco.actors["name"], strict=True)):
        kind = types[drawing["type"][i]]
        tied = drawing["ties"][i]
        ties = text(f"page.ui.ties.{plural(tied, 'one', 'many')}", net.lang, n=number(tied, net.lang))
        net.add_node(
            str(key),
            label=str(name),
            title=f"{name}\n{kind[net.lang]}\n{ties}",
            x=drawing["x"][i],
            y=drawing["y"][i],
            size=sizes[i],
            color=marks[groups[i]]["color"],
            shape=VIS_SHAPES[kind["shape"]],
            group_key=groups[i],
        )
    ids = net.node_ids
    words = drawing["tieTypes"]
    net.edges = [
        {
            "from": ids[s],
            "to": ids[t],
            "title": words[k][net.lang],
            "dashes": words[k]["dash"] or False,
            "arrows": "to" if words[k]["directed"] else "",
        }
        for s, t, k in zip(drawing["s"], drawing["t"], drawing["tie"], strict=True)
    ]
