"""The network of a territory as a pyvis page made safe."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from welfare_graph._names import check
from welfare_graph._texts import LANGUAGES, number, plural, text
from welfare_graph.viz import _colours
from welfare_graph.viz._html import Html
from welfare_graph.viz._payload import picture

if TYPE_CHECKING:
    from welfare_graph.ecosystem import Ecosystem
    from welfare_graph.viz._pyvis import SafeNetwork

__all__ = ["network"]

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
    from welfare_graph.viz._pyvis import SafeNetwork

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
