"""The report: a territory's atlas in one file."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

from welfare_graph import viz

if TYPE_CHECKING:
    from welfare_graph.ecosystem import Ecosystem

__all__ = ["report"]


def report(
    eco: Ecosystem,
    path: str | os.PathLike[str],
    *,
    at: str | None = None,
    plan: Any = None,
    public: bool = False,
    lang: str = "en",
) -> Path:
    """Write a territory's atlas to one HTML file that opens anywhere, offline.

    The page says in words who is here, what is missing and what would help, then shows the network,
    the map, the needs, the gaps, the plan, what the data do not cover and the sources.

    Parameters
    ----------
    eco
        The territory.
    path
        The file to write; an existing one is replaced whole or not at all.
    at
        The day to show (ISO, full or reduced); None: the territory's reference date.
    plan
        A `Plan`, a `Frontier`, or a list of them, to show beside the territory as it is.
    public
        Leave out notes, internal sources and small counts.
    lang
        Language in which the page opens, ``en`` or ``it``; the reader can switch.

    Returns
    -------
    Path
        The file written.

    Raises
    ------
    UnknownNameError
        If the language is unknown.
    ValueError
        If `at` is no date.

    Examples
    --------
    >>> import tempfile, welfare_graph as wg
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     wg.report(wg.datasets.two_valleys(), f"{folder}/report.html", lang="it").name
    'report.html'
    """
    shown = eco if at is None else eco.at(at)
    return viz.atlas(shown, plan=plan, public=public, lang=lang).save(path)
