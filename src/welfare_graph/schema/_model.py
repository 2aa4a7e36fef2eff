"""What a column, a table and a word are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Literal

Kind = Literal["text", "float", "integer", "boolean", "date"]


@dataclass(frozen=True, kw_only=True)
class Column:
    """One column of a table.

    `refers` names the table whose id the cells hold (several ids apart by ``;`` where `several`);
    `words` names the vocabulary kind of the cells; `pattern` is what a whole cell must match;
    `minimum` and `maximum` are included, unless `above`.
    """

    name: str
    kind: Kind = "text"
    required: bool = False
    refers: str | None = None
    several: bool = False
    words: str | None = None
    pattern: str | None = None
    minimum: float | None = None
    maximum: float | None = None
    above: bool = False
    unit: str | None = None
    en: str = ""
    it: str = ""


@dataclass(frozen=True, kw_only=True)
class Table:
    """One table: its columns, its key, and whether the id is the index."""

    name: str
    columns: tuple[Column, ...]
    key: tuple[str, ...] = ()
    index: str | None = None
    en: str = ""
    it: str = ""
    by_name: Mapping[str, Column] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "by_name", MappingProxyType({c.name: c for c in self.columns}))

    @property
    def required(self) -> tuple[str, ...]:
        """Names of the columns that must be there and filled in."""
        return tuple(c.name for c in self.columns if c.required)

    @property
    def dated(self) -> bool:
        """Whether rows can begin and end."""
        return "start" in self.by_name


@dataclass(frozen=True, kw_only=True)
class Word:
    """One word of the default vocabulary, with what pages need to show it."""

    code: str
    en: str
    it: str
    directed: bool | None = None
    parent: str | None = None
    color: str | None = None
    symbol: str | None = None
