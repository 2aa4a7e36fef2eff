"""The ledger of gaps: what is missing, where, for how many people, how surely, and what to do."""

from __future__ import annotations

from typing import Any

import pandas as pd

from welfare_graph._names import check
from welfare_graph.ecosystem import Ecosystem
from welfare_graph.gaps._ledger import COLUMNS, Ledger
from welfare_graph.gaps._problem import require
from welfare_graph.rules import Rules, as_rules

__all__ = ["find", "find_in"]


def find(eco: Ecosystem, *, lang: str = "en", rules: Rules | None = None) -> pd.DataFrame:
    """List what is missing, most people first, each gap with its evidence, its proof and a remedy.

    A planner reads it aloud, row by row. What our data do not show, where they are not complete, is called
    unknown and comes last: absence from the data is not absence of a service.

    Parameters
    ----------
    eco
        Territory with `areas`, `needs`, `demand`.
    lang
        Language of evidence and remedy: "en" or "it".
    rules
        What counts as reached; None is `Rules()`.

    Returns
    -------
    DataFrame
        In rank order: `gap_id, kind, area_id, zone, need_id, people, share` (people / the area's demand),
        `low, high` (low demand and unlimited unknown capacity; high demand and none), `grade` (the weakest
        that the gap rests on), `evidence, certificate_id, remedy, holds_from, holds_to` (minutes around the
        limit for which the gap stays; infinite: however far), `vanishes_at_rate` (share of the demand at
        which it vanishes), `vanishes_at_trust, inventory` (yes, partial, no, assumed). `people` is missing
        where a gap does not count people (`missing_type`, some `standard`).

    Raises
    ------
    MissingTableError
        If there are no areas, needs or demand.
    UnknownNameError
        If the language is not "en" or "it".

    Notes
    -----
    Kinds: absent, far, eligibility, full (people whom the spatial rules leave without, by cause, see
    `explain`), relational (people served by the spatial rules and not by all), fragile (one provider only;
    the people served who would lose it), missing_type, standard, and unknown (absent or far where the
    inventory is not complete). Ranked by people, equal ones by id; unknown after all others. People of
    different kinds are not to be added. An inventory that says nothing is taken as complete, and the
    evidence says so. Cost: that of `explain`, and some fair allocations for each need with a full gap.

    Examples
    --------
    >>> import welfare_graph as wg
    >>> table = wg.gaps.find(wg.datasets.two_valleys())
    >>> table[["kind", "area_id", "need_id", "people"]].head(3).round(2)
              kind area_id    need_id  people
    0  eligibility  001004  home_care   20.00
    1      fragile  001001  home_care    9.00
    2     standard     NaN  childcare    8.66
    """
    check(lang, ("en", "it"), "language")
    return find_in(eco, (lang,), rules=rules)[lang]


def find_in(eco: Ecosystem, langs: tuple[str, ...], *, rules: Rules | None = None) -> dict[str, pd.DataFrame]:
    """Return the same ledger in several languages, solved once: see `find`."""
    eco = eco.current()
    require(eco, "gaps.find", "areas", "needs", "demand")
    ledger = Ledger(eco, as_rules(rules))
    return {lang: _ranked(ledger.told(lang)) for lang in langs}


def _ranked(rows: list[dict[str, Any]]) -> pd.DataFrame:
    table = pd.DataFrame(rows, columns=list(COLUMNS)).astype(COLUMNS)
    last = (table["kind"] == "unknown").to_numpy()
    order = table.assign(last=last, most=-table["people"].round(9))
    order = order.sort_values(["last", "most", "gap_id"], na_position="last")
    return table.loc[order.index].reset_index(drop=True)
