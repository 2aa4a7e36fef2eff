"""Charts of who works with whom."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from welfare_graph._optional import require
from welfare_graph._texts import text
from welfare_graph.kernels.brokerage import ROLES

if TYPE_CHECKING:
    from matplotlib.axes import Axes

INK = "#1f2933"
PALE = "#9aa5b1"
BLUE = "#1d6fa5"
HUES = ("#1d6fa5", "#d1711f", "#2e8b57", "#8054a8", "#a8892c")
_LONGEST = 34


def ranks(
    intervals: pd.DataFrame,
    *,
    names: pd.Series | None = None,
    top: int = 15,
    lang: str = "en",
    ax: Axes | None = None,
) -> Axes:
    """Draw the largest values of a measure with the interval that missing data leave them.

    Where two lines overlap, the data do not say who comes first.

    Parameters
    ----------
    intervals
        What `robustness.intervals` returns.
    names
        Names of actors by id, as ``eco.actors["name"]``; None shows ids.
    top
        How many actors, from the largest value down, equals by id.
    lang
        ``en`` or ``it``.
    ax
        Where to draw; None makes a new figure.

    Returns
    -------
    Axes
        A line an actor from low to high, a dot at the estimate.

    Raises
    ------
    MissingDependencyError
        If matplotlib is not installed.

    Examples
    --------
    >>> import welfare_graph as wg
    >>> eco = wg.datasets.two_valleys()
    >>> found = wg.robustness.intervals(eco, "degree", repeats=20)
    >>> ax = wg.viz.charts.ranks(found, names=eco.actors["name"], top=3)
    >>> [label.get_text() for label in ax.get_yticklabels()]
    ['Mutua delle Valli', 'Cooperativa del Ponte', 'Comune di Ponte Alto']
    """
    axes = _axes(ax, height=0.3 * min(top, len(intervals)) + 1.0)
    known = intervals.dropna(subset=["estimate"])
    order = known.assign(id=known.index).sort_values(["estimate", "id"], ascending=[False, True]).head(top)
    rows = np.arange(len(order))
    axes.hlines(
        rows, order["low"], order["high"], color=PALE, linewidth=5, label=text("network.chart.interval", lang)
    )
    axes.plot(
        order["estimate"], rows, "o", color=BLUE, markersize=6, label=text("network.chart.estimate", lang)
    )
    axes.set_yticks(rows, [_name(actor, names) for actor in order.index])
    axes.invert_yaxis()
    axes.set_xlim(left=min(0.0, float(order["low"].min())) if len(order) else 0.0)
    axes.legend(loc="lower right", frameon=False, fontsize=8)
    _calm(axes)
    return axes


def mixing(counts: pd.DataFrame, *, lang: str = "en", ax: Axes | None = None) -> Axes:
    """Draw who ties with whom as a square of numbers, darker where there are more.

    Empty cells are groups that never work together.

    Parameters
    ----------
    counts
        What `cohesion.mixing` returns.
    lang
        ``en`` or ``it``.
    ax
        Where to draw; None makes a new figure.

    Returns
    -------
    Axes
        A cell a pair of groups, with its number.

    Raises
    ------
    MissingDependencyError
        If matplotlib is not installed.

    Examples
    --------
    >>> import welfare_graph as wg
    >>> counts = wg.cohesion.mixing(wg.datasets.two_valleys(), by="zone")
    >>> [part.get_text() for part in wg.viz.charts.mixing(counts).texts]
    ['3', '2', '2', '3']
    """
    side = 0.55 * len(counts) + 2.2
    axes = _axes(ax, width=side, height=side)
    values = counts.to_numpy(dtype=float)
    most = float(values.max(initial=0))
    axes.imshow(np.where(values > 0, values, np.nan), cmap="Blues", vmin=0, vmax=most * 1.25 or 1)
    for row, column in np.argwhere(values > 0):
        value = values[row, column]
        shade = "white" if value > 0.62 * most * 1.25 else INK
        axes.text(column, row, f"{value:g}", ha="center", va="center", color=shade, fontsize=8)
    labels = [
        text("network.chart.missing", lang) if name == "(missing)" else _short(name) for name in counts.index
    ]
    axes.set_xticks(range(len(labels)), labels, rotation=90)
    axes.set_yticks(range(len(labels)), labels)
    axes.set_xlabel("")
    _calm(axes)
    return axes


def roles(
    brokerage: pd.DataFrame,
    *,
    names: pd.Series | None = None,
    top: int = 10,
    lang: str = "en",
    ax: Axes | None = None,
) -> Axes:
    """Draw the parts in which the busiest brokers join others.

    Parameters
    ----------
    brokerage
        What `roles.brokerage` returns.
    names
        Names of actors by id, as ``eco.actors["name"]``; None shows ids.
    top
        How many actors, from the largest total down, equals by id.
    lang
        ``en`` or ``it``.
    ax
        Where to draw; None makes a new figure.

    Returns
    -------
    Axes
        A bar an actor, its length the pairs it joins, a colour a role.

    Raises
    ------
    MissingDependencyError
        If matplotlib is not installed.

    Examples
    --------
    >>> import welfare_graph as wg
    >>> eco = wg.datasets.two_valleys()
    >>> ax = wg.viz.charts.roles(wg.roles.brokerage(eco, by="sector"), names=eco.actors["name"], top=2)
    >>> len(ax.containers)
    5
    """
    axes = _axes(ax, height=0.32 * min(top, len(brokerage)) + 1.3)
    active = brokerage[brokerage["total"] > 0]
    order = active.assign(id=active.index).sort_values(["total", "id"], ascending=[False, True]).head(top)
    rows, left = np.arange(len(order)), np.zeros(len(order))
    for role, hue in zip(ROLES, HUES, strict=True):
        width = order[role].to_numpy(dtype=float)
        axes.barh(rows, width, left=left, color=hue, height=0.7, label=text(f"network.chart.{role}", lang))
        left += width
    axes.set_yticks(rows, [_name(actor, names) for actor in order.index])
    axes.invert_yaxis()
    axes.set_xlabel(text("network.chart.pairs", lang))
    axes.legend(loc="lower right", frameon=False, fontsize=8)
    _calm(axes)
    return axes


def _axes(ax: Axes | None, *, width: float = 7.0, height: float = 4.0) -> Axes:
    """Return the axes to draw on: the given ones, or those of a new figure that nobody shows by itself."""
    if ax is not None:
        return ax
    figures = require("matplotlib.figure", extra="charts")
    made: Axes = figures.Figure(figsize=(width, max(height, 1.8)), layout="constrained").subplots()
    return made


def _calm(axes: Axes) -> None:
    """Take away what carries no number."""
    for side in ("top", "right", "left", "bottom"):
        axes.spines[side].set_visible(False)
    axes.tick_params(length=0, labelsize=8, colors=INK)


def _name(actor: object, names: pd.Series | None) -> str:
    return _short(str(actor if names is None else names.get(actor, actor)))


def _short(words: object) -> str:
    name = str(words)
    return name if len(name) <= _LONGEST else f"{name[: _LONGEST - 1].rstrip()}…"
