"""Charts of what is missing: the matrix of gaps, the causes, how unequal access is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from welfare_graph._texts import number, text
from welfare_graph.viz.charts._network import INK, _axes, _calm

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_HUES = {
    "absent": "#5b3a8c",
    "far": "#1d6fa5",
    "eligibility": "#a8892c",
    "relational": "#2e8b57",
    "full": "#d1711f",
    "unknown_capacity": "#9aa5b1",
}
_DARK = 0.6
_LEGEND = 0.75
"""Inches from the bars down to their legend."""


def _percent(share: float, _: object) -> str:
    return f"{100 * share:.0f} %"


def gap_matrix(areas: pd.DataFrame, *, lang: str = "en", ax: Axes | None = None) -> Axes:
    """Draw the share of each area's need that nothing in the data serves, with the people in the cells.

    Parameters
    ----------
    areas
        The `areas` of `gaps.allocate`.
    lang
        ``en`` or ``it``.
    ax
        Where to draw; None makes a new figure.

    Returns
    -------
    Axes
        A row an area, a column a need with anyone unmet; empty where nobody asks.

    Raises
    ------
    MissingDependencyError
        If matplotlib is not installed.

    Examples
    --------
    >>> import welfare_graph as wg
    >>> found = wg.gaps.allocate(wg.datasets.two_valleys())
    >>> wg.viz.charts.gap_matrix(found.areas).get_title()
    'People without a service, by what the data show'
    """
    table = areas.reset_index()
    people = table.pivot_table(index="area_id", columns="need_id", values="unmet")
    demand = table.pivot_table(index="area_id", columns="need_id", values="demand")
    people = people.loc[:, people.sum() > 0]
    share = (people / demand[people.columns].where(demand[people.columns] > 0)).to_numpy(dtype=np.float64)
    ax = _axes(ax, width=1.2 + 1.1 * max(people.shape[1], 1), height=1.2 + 0.28 * len(people))
    _calm(ax)
    if share.size:
        ax.imshow(share, cmap="Oranges", vmin=0, vmax=1, aspect="auto")
    ax.set_xticks(range(people.shape[1]), [str(name) for name in people.columns], rotation=45, ha="right")
    ax.set_yticks(range(len(people)), [str(name) for name in people.index])
    values = people.to_numpy(dtype=np.float64)
    for row, column in zip(*np.nonzero(values > 0), strict=True):
        value, dark = float(values[row, column]), share[row, column] > _DARK
        digits = 0 if value >= 1 else 1
        ink = "white" if dark else INK
        ax.text(column, row, number(value, lang, digits), ha="center", va="center", color=ink, fontsize=8)
    ax.set_title(text("gaps.chart_matrix", lang))
    return ax


def cause_bars(causes: pd.DataFrame, *, lang: str = "en", ax: Axes | None = None) -> Axes:
    """Draw the people without a service by need, split by cause.

    Parameters
    ----------
    causes
        The `causes` of `gaps.explain`.
    lang
        ``en`` or ``it``.
    ax
        Where to draw; None makes a new figure.

    Returns
    -------
    Axes
        A bar a need, the share of each cause, with the people written beside it.

    Raises
    ------
    MissingDependencyError
        If matplotlib is not installed.

    Examples
    --------
    >>> import welfare_graph as wg
    >>> proof = wg.gaps.explain(wg.datasets.two_valleys())
    >>> len(wg.viz.charts.cause_bars(proof.causes).patches)
    6
    """
    table = causes.pivot_table(
        index="need_id", columns="cause", values="people", aggfunc="sum", fill_value=0.0
    )
    total = table.sum(axis=1)
    table = table.div(total, axis=0)
    height = 1.4 + 0.35 * len(table)
    ax = _axes(ax, height=height)
    _calm(ax)
    left = np.zeros(len(table))
    for cause in [cause for cause in _HUES if cause in table]:
        width = table[cause].to_numpy()
        label = text(f"gaps.cause_{cause}", lang)
        ax.barh(range(len(table)), width, left=left, color=_HUES[cause], label=label)
        left += width
    names = [f"{name} ({number(people, lang)})" for name, people in total.items()]
    ax.set_yticks(range(len(table)), names)
    ax.invert_yaxis()
    ax.xaxis.set_major_formatter(_percent)
    ax.set_xlabel(text("gaps.chart_share", lang))
    ax.set_title(text("gaps.chart_causes", lang))
    if len(table):
        ax.legend(
            frameon=False, fontsize=8, loc="upper center", bbox_to_anchor=(0.5, -_LEGEND / height), ncols=3
        )
    return ax


def lorenz(
    access: pd.DataFrame, weights: pd.Series | None = None, *, lang: str = "en", ax: Axes | None = None
) -> Axes:
    """Draw how unequally access is spread: the share of access that the worst-off part of people has.

    Parameters
    ----------
    access
        What `gaps.access` returns for one need (not "raam"); missing values are left out.
    weights
        People by area and need, as the `demand` of `gaps.allocate`; None counts areas alike.
    lang
        ``en`` or ``it``.
    ax
        Where to draw; None makes a new figure.

    Returns
    -------
    Axes
        The Lorenz curve, the line of equality, and the Gini index in the title (missing if all is 0).

    Raises
    ------
    MissingDependencyError
        If matplotlib is not installed.

    Examples
    --------
    >>> import welfare_graph as wg
    >>> access = wg.gaps.access(wg.datasets.two_valleys(), need="childcare")
    >>> wg.viz.charts.lorenz(access).get_title()
    'Inequality of access (Gini 0.46)'
    """
    value = access["access"].dropna()
    people = (
        pd.Series(1.0, index=value.index) if weights is None else weights.reindex(value.index).fillna(0.0)
    )
    order = value.sort_values(kind="stable").index
    mass = people.loc[order].to_numpy(dtype=np.float64)
    amount = (value.loc[order].to_numpy(dtype=np.float64)) * mass
    below = np.concatenate([[0.0], np.cumsum(mass)]) / max(mass.sum(), 1e-300)
    held = np.concatenate([[0.0], np.cumsum(amount)]) / max(amount.sum(), 1e-300)
    gini = 1 - float(((held[1:] + held[:-1]) * np.diff(below)).sum()) if amount.sum() > 0 else np.nan
    ax = _axes(ax, width=4.5, height=4.5)
    _calm(ax)
    ax.plot([0, 1], [0, 1], color="#9aa5b1", linewidth=1)
    ax.plot(below, held, color="#1d6fa5", linewidth=2)
    ax.xaxis.set_major_formatter(_percent)
    ax.yaxis.set_major_formatter(_percent)
    ax.set_xlabel(text("gaps.chart_people", lang))
    ax.set_ylabel(text("gaps.chart_access", lang))
    shown = "–" if np.isnan(gini) else number(gini, lang, 2)
    ax.set_title(text("gaps.chart_lorenz", lang, gini=shown))
    return ax
