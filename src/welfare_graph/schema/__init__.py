"""The tables of a territory as data: the one place that knows columns, types, keys and words.

Validation, the data-model page, the spreadsheet template and the readers are all made from `TABLES`.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from welfare_graph.errors import UnknownNameError
from welfare_graph.schema._model import Column, Table, Word
from welfare_graph.schema._tables_network import ACTORS, AREAS, INITIATIVES, MEMBERSHIPS, OUTLINES, TIES
from welfare_graph.schema._tables_welfare import (
    ADJACENCY,
    CATCHMENTS,
    COMMITMENTS,
    COSTS,
    DEMAND,
    GATEWAYS,
    INVENTORY,
    NEEDS,
    PEOPLE_GROUPS,
    RESPONSES,
    SERVICES,
    SOURCES,
    STANDARDS,
    TRAVEL,
    VOCABULARY,
)
from welfare_graph.schema._words import OPEN_KINDS, WORDS

__all__ = [
    "Column",
    "GRADES",
    "NOT_COUNTING",
    "OPEN_KINDS",
    "TABLES",
    "Table",
    "VERSION",
    "WORDS",
    "Word",
    "table",
    "weakest_grade",
    "words",
]

VERSION = "1"
"""The version of the data model, written into every ``datapackage.json``."""

GRADES = ("documented", "computed", "estimate", "assumption")
"""How a fact is known, from the strongest to the weakest."""

NOT_COUNTING = MappingProxyType({"planned": "start", "proposed": "start", "ended": "end", "withdrawn": "end"})
"""A status with which a row does not count, and the date that decides instead where it is known."""


TABLES: Mapping[str, Table] = MappingProxyType(
    {
        t.name: t
        for t in (
            SOURCES,
            VOCABULARY,
            AREAS,
            OUTLINES,
            ACTORS,
            INITIATIVES,
            MEMBERSHIPS,
            TIES,
            NEEDS,
            DEMAND,
            SERVICES,
            INVENTORY,
            CATCHMENTS,
            GATEWAYS,
            TRAVEL,
            ADJACENCY,
            PEOPLE_GROUPS,
            COMMITMENTS,
            COSTS,
            STANDARDS,
            RESPONSES,
        )
    }
)
"""Every table of a territory by name, each after the tables it refers to."""


def table(name: str) -> Table:
    """Return a table of the data model.

    Parameters
    ----------
    name
        A name in `TABLES`.

    Returns
    -------
    Table
        Its columns, key and index.

    Raises
    ------
    UnknownNameError
        If there is no such table.

    Examples
    --------
    >>> table("ties").key
    ('source', 'target', 'type')
    """
    if name not in TABLES:
        raise UnknownNameError(f"There is no table {name!r}. There are: {', '.join(sorted(TABLES))}.")
    return TABLES[name]


def words(kind: str) -> tuple[str, ...]:
    """Return the codes of a kind of word in the default vocabulary.

    Parameters
    ----------
    kind
        A kind in `WORDS`: ``actor_type``, ``tie_type``, ``role`` ...

    Returns
    -------
    tuple of str
        The codes, in the order of the vocabulary.

    Raises
    ------
    UnknownNameError
        If there is no such kind.

    Examples
    --------
    >>> words("grade")
    ('documented', 'computed', 'estimate', 'assumption')
    """
    if kind not in WORDS:
        raise UnknownNameError(f"There is no kind of word {kind!r}. There are: {', '.join(sorted(WORDS))}.")
    return tuple(word.code for word in WORDS[kind])


def weakest_grade(*grades: object) -> str:
    """Return the weakest of some grades: the one a result rests on.

    Parameters
    ----------
    grades
        Grades, or missing values; a missing one is no weaker than ``documented``.

    Returns
    -------
    str
        One of `GRADES`; ``documented`` where there is none.

    Examples
    --------
    >>> weakest_grade("documented", "estimate", None)
    'estimate'
    """
    ranks = [GRADES.index(g) for g in grades if isinstance(g, str) and g in GRADES]
    return GRADES[max(ranks, default=0)]
