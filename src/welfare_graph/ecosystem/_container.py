"""The territory: an immutable set of typed tables, and the ways to cut it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any, Self

import numpy as np
import pandas as pd

from welfare_graph import schema
from welfare_graph._names import check
from welfare_graph._repr import ecosystem_html
from welfare_graph._texts import Said
from welfare_graph.ecosystem._cuts import counts, cut, exists, inside, listed, with_planned
from welfare_graph.ecosystem._intake import METADATA, freeze, raw_table, taken, without_rows
from welfare_graph.ecosystem._looks import line_of, summary_of, words_of
from welfare_graph.ecosystem._sameness import fingerprint, same
from welfare_graph.errors import UnknownNameError
from welfare_graph.validation import Finding, iso_date, to_frame

State = tuple[dict[str, pd.DataFrame], dict[str, str], tuple[Finding, ...]]


class Ecosystem:
    """A territory: actors, ties, areas, needs, services and more, as typed tables that never change.

    Each table is an attribute (`eco.actors`, `eco.ties`, ...): a DataFrame with every column of the
    data model in its order, then the user's own. Tables with an id are indexed by it. An absent table
    reads as an empty typed one. Unknown cells are missing.

    Make one with `Ecosystem.from_tables`, `welfare_graph.read` or `welfare_graph.from_networkx`.

    Examples
    --------
    >>> import welfare_graph as wg
    >>> eco = wg.datasets.two_valleys()
    >>> eco.actors.loc["coop", "name"]
    'Cooperativa del Ponte'
    >>> len(eco.where(type="firm").actors)
    1
    """

    __slots__ = ("__weakref__", "_findings", "_memo", "_metadata", "_tables")

    _tables: Mapping[str, pd.DataFrame]
    _metadata: Mapping[str, str]
    _memo: dict[Any, Any]
    _findings: tuple[Finding, ...]

    def __init__(
        self,
        tables: Mapping[str, pd.DataFrame],
        metadata: Mapping[str, str],
        findings: Iterable[Finding] = (),
    ) -> None:
        """Store tables that are already typed and checked; use `from_tables` for your own."""
        frozen = {name: freeze(frame) for name, frame in tables.items()}
        object.__setattr__(self, "_tables", MappingProxyType(frozen))
        object.__setattr__(self, "_metadata", MappingProxyType(dict(metadata)))
        object.__setattr__(self, "_findings", tuple(findings))
        object.__setattr__(self, "_memo", {})

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"An Ecosystem never changes: use eco.replace({name}=...) to get a new one.")

    def __delattr__(self, name: str) -> None:
        raise AttributeError(f"An Ecosystem never changes: {name!r} cannot be deleted.")

    @classmethod
    def from_tables(
        cls,
        *,
        actors: pd.DataFrame,
        ties: pd.DataFrame,
        title: str | None = None,
        language: str | None = None,
        licence: str | None = None,
        reference_date: str | None = None,
        **tables: pd.DataFrame,
    ) -> Self:
        """Make a territory from DataFrames; the caller's frames are never changed.

        Parameters
        ----------
        actors, ties
            The two required tables, with the columns of the data model. An id may be a column or
            the index.
        title, language, licence
            What the territory says of itself.
        reference_date
            The day that "today" means (ISO, full or reduced); None: no day is singled out.
        **tables
            Any other table of the data model, by name.

        Returns
        -------
        Ecosystem
            The territory, every column typed.

        Raises
        ------
        ValidationError
            If any finding is an error; it carries all of them.

        Examples
        --------
        >>> import pandas as pd
        >>> eco = Ecosystem.from_tables(
        ...     actors=pd.DataFrame({"actor_id": ["a", "b"], "name": ["A", "B"], "type": "firm"}),
        ...     ties=pd.DataFrame({"source": ["a"], "target": ["b"], "type": ["collaborates"]}),
        ... )
        >>> eco.ties.shape[0]
        1
        """
        given = {"title": title, "language": language, "licence": licence, "reference_date": reference_date}
        return cls._build({"actors": actors, "ties": ties, **tables}, given)

    @classmethod
    def _build(cls, tables: Mapping[str, pd.DataFrame], metadata: Mapping[str, str | None]) -> Self:
        for name in tables:
            check(name, schema.TABLES, "table")
        return cls(*taken({name: raw_table(name, frame) for name, frame in tables.items()}, metadata, []))

    def __getattr__(self, name: str) -> pd.DataFrame:
        if name.startswith("_") or name not in schema.TABLES:
            known = [*schema.TABLES, *(word for word in dir(type(self)) if not word.startswith("_"))]
            try:
                check(name, known, "table or method")
            except UnknownNameError as error:
                raise AttributeError(str(error)) from None
        return self._table(name)

    def _table(self, name: str) -> pd.DataFrame:
        if name in self._tables:
            return self._tables[name].copy(deep=False)
        return without_rows(name, pd.get_option("mode.string_storage")).copy(deep=False)

    def __dir__(self) -> list[str]:
        return sorted({*super().__dir__(), *schema.TABLES})

    def active(self, name: str) -> pd.DataFrame:
        """Return the rows of a table that count today.

        A row counts if it exists on the reference date, its status says so (planned, proposed,
        withdrawn and ended rows do not count unless their dates decide otherwise), and the rows it
        requires count too.

        Parameters
        ----------
        name
            A table of the data model.

        Returns
        -------
        DataFrame
            Part of `eco.current()`'s table, in its order.
        """
        check(name, schema.TABLES, "table")
        today = self.current()
        key = ("ecosystem", "active")
        if key not in today._memo:
            today._memo[key] = today._keep(
                {n: counts(f, today.reference_date) for n, f in today._tables.items()}
            )
        active: Ecosystem = today._memo[key]
        return active._table(name)

    @property
    def metadata(self) -> dict[str, str]:
        """What the territory says of itself: title, language, licence, reference date."""
        return dict(self._metadata)

    @property
    def title(self) -> str | None:
        """Title of the territory, where it has one."""
        return self._metadata.get("title")

    @property
    def reference_date(self) -> str | None:
        """The day that "today" means for this territory (ISO), where one is set."""
        return self._metadata.get("reference_date")

    @property
    def findings(self) -> pd.DataFrame:
        """What was found, short of errors, when the tables were taken in; as `welfare_graph.validate`."""
        return to_frame(self._findings)

    def replace(self, **tables: Any) -> Self:
        """Return the territory with some tables, or its title, licence or date, replaced.

        Parameters
        ----------
        **tables
            DataFrames by table name (None removes a table), or `title`, `language`, `licence`,
            `reference_date` as text.

        Raises
        ------
        ValidationError
            If the new tables hold an error; it carries all findings.

        Examples
        --------
        >>> import welfare_graph as wg
        >>> eco = wg.datasets.two_valleys()
        >>> len(eco.replace(ties=eco.ties.head(2)).ties)
        2
        """
        metadata: dict[str, str | None] = {**self._metadata}
        frames = dict(self._tables)
        for name, value in tables.items():
            check(name, [*schema.TABLES, *METADATA], "table")
            if name in METADATA:
                metadata[name] = value
            elif value is None:
                frames.pop(name, None)
            else:
                frames[name] = value
        return self._build(frames, metadata)

    def where(self, **columns: object) -> Self:
        """Return the territory of the actors whose columns hold these values.

        Rows that need an actor who is gone go too.

        Parameters
        ----------
        **columns
            A value, or a list of values, by column of `actors`.

        Raises
        ------
        UnknownNameError
            If `actors` has no such column.

        Examples
        --------
        >>> import welfare_graph as wg
        >>> sorted(set(wg.datasets.two_valleys().where(sector=["public"]).actors["type"]))
        ['health_authority', 'municipality']
        """
        actors = self._table("actors")
        mask = np.ones(len(actors), dtype=bool)
        for name, value in columns.items():
            check(name, [*actors.columns, "actor_id"], "column of actors")
            cells = actors.index.to_series() if name == "actor_id" else actors[name]
            mask &= cells.isin(listed(value)).to_numpy()
        return self._keep({"actors": mask})

    def layer(self, name: str | Iterable[str]) -> Self:
        """Return the territory with ties of one type, or of several, only.

        Parameters
        ----------
        name
            A tie type, or a list of them.

        Raises
        ------
        UnknownNameError
            If no tie has that type and the vocabulary does not hold it.
        """
        names = listed(name)
        ties = self._table("ties")
        known = [*ties["type"].unique(), *self.words("tie_type").index]
        for word in names:
            check(str(word), known, "layer")
        return self._keep({"ties": ties["type"].isin(names).to_numpy()})

    def at(self, day: str) -> Self:
        """Return the territory as it was, or will be, on a day.

        What exists that day stays (both ends of a period included; a missing end is open; a reduced
        date covers its whole period), and rows that need a row which is gone go too. The day becomes
        the reference date.

        Parameters
        ----------
        day
            ISO date, full or reduced; a reduced one means its last day.

        Examples
        --------
        >>> import welfare_graph as wg
        >>> eco = wg.datasets.two_valleys()
        >>> len(eco.at("2019-06-30").services), len(eco.at("2024-06-30").services)
        (4, 5)
        """
        date = iso_date(str(day).strip())
        if date is None:
            raise ValueError(Said("errors.not_a_date", given=day))
        then = self._keep({name: exists(frame, date) for name, frame in self._tables.items()})
        return type(self)(then._tables, {**self._metadata, "reference_date": date})

    def within(self, area_ids: Iterable[str]) -> Self:
        """Return the part of the territory inside some areas.

        Actors stay if they are seated there or run a service there.

        Parameters
        ----------
        area_ids
            Codes of areas.

        Raises
        ------
        UnknownNameError
            If there is no such area.
        """
        wanted = [str(area) for area in listed(area_ids)]
        areas = self._table("areas").index
        for area in wanted:
            check(area, areas, "area")
        masks = inside(wanted, self._table("actors"), self._table("services"))
        return self._keep({"areas": areas.isin(wanted), **masks})

    def current(self) -> Self:
        """Return the territory on its reference date, or itself where it has none.

        Every measure, gap, plan and picture works on this.
        """
        if self.reference_date is None:
            return self
        key = ("ecosystem", "current")
        if key not in self._memo:
            masks = {name: exists(frame, self.reference_date) for name, frame in self._tables.items()}
            whole = all(mask.all() for mask in masks.values())
            self._memo[key] = self if whole else self._keep(masks)
        current: Self = self._memo[key]
        return current

    def include_planned(self) -> Self:
        """Return the territory in which what is planned or proposed counts as if it were there."""
        day = self.reference_date
        frames = {name: with_planned(name, frame, day) for name, frame in self._tables.items()}
        return type(self)(frames, self._metadata)

    def _keep(self, masks: Mapping[str, np.ndarray]) -> Self:
        """Return the territory with some rows, and without what needs a row that is gone."""
        frames = cut(self._tables, masks)
        if all(frames[name] is frame for name, frame in self._tables.items()):
            return self
        return type(self)(frames, self._metadata)

    def words(self, kind: str) -> pd.DataFrame:
        """Return the words of a kind: the default ones, then the territory's own.

        Parameters
        ----------
        kind
            ``actor_type``, ``tie_type``, ``initiative_type``, ``role``, ``sector`` ...

        Returns
        -------
        DataFrame
            Indexed by `code`: `label_en, label_it, parent, directed, color, symbol`. A word of the
            territory overrides a default one.
        """
        key = ("words", kind)
        if key not in self._memo:
            known = check(kind, schema.WORDS, "kind of word")
            self._memo[key] = words_of(known, self._table("vocabulary"))
        words: pd.DataFrame = self._memo[key].copy(deep=True)
        return words

    def summary(self) -> pd.DataFrame:
        """Return how many rows each table has, how many count today, and how well they are known.

        Returns
        -------
        DataFrame
            Indexed by `table`: `rows`, `counting`, then one column a grade, in rows.
        """
        counting = {name: len(self.active(name)) for name in self._tables}
        return summary_of(self._tables, counting)

    @property
    def fingerprint(self) -> str:
        """A short text that is the same for equal territories, computed anew each time."""
        return fingerprint({name: self._table(name) for name in schema.TABLES}, self._metadata)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Ecosystem):
            return NotImplemented
        if dict(self._metadata) != dict(other._metadata):
            return False
        return all(same(self._table(name), other._table(name)) for name in schema.TABLES)

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return line_of(self._tables, self.title, self.reference_date)

    def _repr_html_(self) -> str:
        return ecosystem_html(self.title, self.reference_date, self.summary())

    def __getstate__(self) -> State:
        return dict(self._tables), dict(self._metadata), self._findings

    def __setstate__(self, state: State) -> None:
        Ecosystem.__init__(self, *state)
