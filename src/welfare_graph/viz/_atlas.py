"""The atlas: network, map, needs, gaps and plan in one offline page, linked by one selection."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from welfare_graph._names import check
from welfare_graph._texts import LANGUAGES
from welfare_graph.viz._page import render
from welfare_graph.viz._payload import build

if TYPE_CHECKING:
    import pandas as pd

    from welfare_graph.ecosystem import Ecosystem
    from welfare_graph.viz._html import Html

__all__ = ["atlas", "map", "matrix"]


def atlas(
    eco: Ecosystem,
    gaps: pd.DataFrame | None = None,
    *,
    plan: Any = None,
    public: bool = False,
    title: str | None = None,
    lang: str = "en",
) -> Html:
    """Draw the whole territory as one offline page that answers in words, then shows.

    The first screen says in three sentences who is here, what is missing and what would help; below
    stand the network, the map, the matrix of needs by places, the gaps with their evidence, the plan,
    the actors, what the data do not cover and the sources, all linked by one selection. Both
    languages, light and dark, are in the file.

    Parameters
    ----------
    eco
        The territory; the page shows `eco.current()`.
    gaps
        A table as `gaps.find` returns; None: found here with the default rules.
    plan
        A `Plan`, or a list of them (the first is shown, the others are its alternatives), with a
        `Frontier` or without: the page gets a switch between before and after. A `Frontier` alone shows
        its largest plan.
    public
        Leave out notes, sources that nobody can open, and counts of people under 3 together with the
        further ones that would give them away.
    title
        Heading of the page; None: the territory's own title.
    lang
        Language in which the page opens, ``en`` or ``it``.

    Returns
    -------
    Html
        The page, as text with `save`; a notebook shows it in a sandboxed frame.

    Raises
    ------
    UnknownNameError
        If the language is unknown.

    Notes
    -----
    The page sends no request and runs nothing that came from the data. Above 3,000 actors the network
    opens as zones by types; above 20,000 single actors are not drawn. The same territory gives the
    same bytes.

    Examples
    --------
    >>> import welfare_graph as wg
    >>> page = wg.viz.atlas(wg.datasets.two_valleys(), lang="it")
    >>> page.startswith("<!doctype html>")
    True
    """
    check(lang, LANGUAGES, "language")
    return render(build(eco, gaps=gaps, plan=plan, public=public, title=title), lang)


def map(  # noqa: A001
    eco: Ecosystem,
    values: str | None = None,
    *,
    gaps: pd.DataFrame | None = None,
    lang: str = "en",
) -> Html:
    """Draw the territory's map: areas coloured by any need or gap, with sign and number.

    Parameters
    ----------
    eco
        The territory; areas without an outline are points, sized by their people.
    values
        A need to open with; None: how many needs have a gap, area by area.
    gaps
        A table as `gaps.find` returns; None: found here with the default rules.
    lang
        Language in which the page opens, ``en`` or ``it``.

    Returns
    -------
    Html
        An offline page with the map, its filters, the table of gaps and the details.

    Raises
    ------
    UnknownNameError
        If the need or the language is unknown.

    Examples
    --------
    >>> import welfare_graph as wg
    >>> "map-svg" in wg.viz.map(wg.datasets.two_valleys())
    True
    """
    check(lang, LANGUAGES, "language")
    if values is not None:
        check(values, list(eco.current().needs.index), "need")
    page = build(eco, gaps=gaps)
    if values is not None:
        page["open"] = {"need": values}
    return render(page, lang, ("map", "gaps"))


def matrix(eco: Ecosystem, *, gaps: pd.DataFrame | None = None, lang: str = "en") -> Html:
    """Draw the matrix of needs by areas: services within reach, gaps with sign and number, blanks.

    Parameters
    ----------
    eco
        The territory.
    gaps
        A table as `gaps.find` returns; None: found here with the default rules.
    lang
        Language in which the page opens, ``en`` or ``it``.

    Returns
    -------
    Html
        An offline page with the matrix, its filters, the table of gaps and the details.

    Raises
    ------
    UnknownNameError
        If the language is unknown.

    Examples
    --------
    >>> import welfare_graph as wg
    >>> "matrix-table" in wg.viz.matrix(wg.datasets.two_valleys())
    True
    """
    check(lang, LANGUAGES, "language")
    return render(build(eco, gaps=gaps), lang, ("matrix", "gaps"))
