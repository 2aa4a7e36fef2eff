"""The territory: an immutable set of typed tables, and the ways to cut it."""

from __future__ import annotations

import hashlib
import json
from calendar import monthrange
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any, Self, TypeVar

import numpy as np
import pandas as pd

from welfare_graph import schema
from welfare_graph._names import check
from welfare_graph._repr import ecosystem_html
from welfare_graph.errors import UnknownNameError, ValidationError
from welfare_graph.validation import Finding, Raw, conform, empty_frame, has_errors, iso_date, to_frame

__all__ = [
    "Ecosystem",
    "METADATA",
]

METADATA = ("title", "language", "licence", "reference_date")
"""What a territory says of itself, beside its tables."""

_FULL = len("2020-06-30")

State = tuple[dict[str, pd.DataFrame], dict[str, str], tuple[Finding, ...]]
AnyEcosystem = TypeVar("AnyEcosystem", bound="Ecosystem")


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
        frozen = {name: _freeze(frame) for name, frame in tables.items()}
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
        return build({name: raw_table(name, frame) for name, frame in tables.items()}, metadata, [], cls)

    # -- tables ---------------------------------------------------------------------------------

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
        return _index(name, empty_frame(schema.TABLES[name]))

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
                {n: _counts(f, today.reference_date) for n, f in today._tables.items()}
            )
        active: Ecosystem = today._memo[key]
        return active._table(name)

    # -- metadata -------------------------------------------------------------------------------

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

    # -- new territories from this one ----------------------------------------------------------

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
            mask &= cells.isin(_listed(value)).to_numpy()
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
        names = _listed(name)
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
            raise ValueError(f"{day!r} is not a date: type 2020-06-30, 30/06/2020, 2020-06 or 2020.")
        then = self._keep({name: _exists(frame, date) for name, frame in self._tables.items()})
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
        wanted = [str(area) for area in _listed(area_ids)]
        areas, actors, services = (self._table(name) for name in ("areas", "actors", "services"))
        for area in wanted:
            check(area, areas.index, "area")
        inside = services["area_id"].isin(wanted).to_numpy()
        running = actors.index.isin(services.loc[inside, "actor_id"])
        seated = actors["area_id"].isin(wanted).to_numpy()
        return self._keep({"areas": areas.index.isin(wanted), "services": inside, "actors": seated | running})

    def current(self) -> Self:
        """Return the territory on its reference date, or itself where it has none.

        Every measure, gap, plan and picture works on this.
        """
        if self.reference_date is None:
            return self
        key = ("ecosystem", "current")
        if key not in self._memo:
            masks = {name: _exists(frame, self.reference_date) for name, frame in self._tables.items()}
            whole = all(mask.all() for mask in masks.values())
            self._memo[key] = self if whole else self._keep(masks)
        current: Self = self._memo[key]
        return current

    def include_planned(self) -> Self:
        """Return the territory in which what is planned or proposed counts as if it were there."""
        frames = {}
        for name, frame in self._tables.items():
            if name != "commitments" and "status" in schema.TABLES[name].by_name:
                frame = frame.copy(deep=True)
                planned = frame["status"].isin(["planned", "proposed"])
                frame.loc[planned, "status"] = np.nan
                if self.reference_date is not None:
                    later = planned & ~_exists(frame.assign(end=np.nan), self.reference_date)
                    frame.loc[later, "start"] = np.nan
            frames[name] = frame
        return type(self)(frames, self._metadata)

    def _keep(self, masks: Mapping[str, np.ndarray]) -> Self:
        """Return the territory with some rows, and without what needs a row that is gone."""
        frames: dict[str, pd.DataFrame] = {}
        for name in [table for table in schema.TABLES if table in self._tables]:
            frame = self._tables[name]
            mask = masks.get(name)
            if mask is not None and not mask.all():
                frame = frame[mask]
            frames[name] = _follow(name, frame, frames, self._tables)
        if all(frames[name] is frame for name, frame in self._tables.items()):
            return self
        return type(self)({name: _renumber(name, frame) for name, frame in frames.items()}, self._metadata)

    # -- words ----------------------------------------------------------------------------------

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
        default = pd.DataFrame(
            {
                "code": [word.code for word in schema.WORDS[check(kind, schema.WORDS, "kind of word")]],
                "label_en": [word.en for word in schema.WORDS[kind]],
                "label_it": [word.it for word in schema.WORDS[kind]],
                "directed": pd.array([word.directed for word in schema.WORDS[kind]], dtype="boolean"),
            }
        )
        own = self._table("vocabulary")
        own = own[own["kind"] == kind].drop(columns="kind")
        both = (
            pd.concat([default, own], ignore_index=True) if len(own) else default.reindex(columns=own.columns)
        )
        return both.drop_duplicates("code", keep="last").set_index("code").astype({"directed": "boolean"})

    # -- looking --------------------------------------------------------------------------------

    def summary(self) -> pd.DataFrame:
        """Return how many rows each table has, how many count today, and how well they are known.

        Returns
        -------
        DataFrame
            Indexed by `table`: `rows`, `counting`, then one column a grade, in rows.
        """
        rows = {}
        for name in [table for table in schema.TABLES if len(self._table(table))]:
            frame = self._table(name)
            grades = frame["grade"].value_counts() if "grade" in frame else pd.Series(dtype="int64")
            rows[name] = {"rows": len(frame), "counting": len(self.active(name))} | {
                grade: int(grades.get(grade, 0)) for grade in schema.GRADES
            }
        columns = ["rows", "counting", *schema.GRADES]
        return (
            pd.DataFrame.from_dict(rows, orient="index", columns=columns).rename_axis("table").astype("int64")
        )

    @property
    def fingerprint(self) -> str:
        """A short text that is the same for equal territories, computed anew each time."""
        digest = hashlib.sha256(json.dumps(dict(sorted(self._metadata.items()))).encode())
        for name in schema.TABLES:
            frame = _filled(self._table(name))
            if len(frame):
                digest.update(f"\0{name}\0{len(frame)}".encode())
            for column in sorted(frame.columns) if len(frame) else ():
                digest.update(f"\0{column}\0".encode())
                for part in _bytes(frame[column]):
                    digest.update(part)
        return digest.hexdigest()[:16]

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Ecosystem):
            return NotImplemented
        if dict(self._metadata) != dict(other._metadata):
            return False
        return all(_same(self._table(name), other._table(name)) for name in schema.TABLES)

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        sizes = ", ".join(f"{len(frame):,} {name}" for name, frame in self._tables.items() if len(frame))
        day = f" on {self.reference_date}" if self.reference_date else ""
        return f"<Ecosystem {self.title or ''}{day}: {sizes}>".replace("  ", " ").replace(
            "<Ecosystem :", "<Ecosystem:"
        )

    def _repr_html_(self) -> str:
        return ecosystem_html(self.title, self.reference_date, self.summary())

    def __getstate__(self) -> State:
        return dict(self._tables), dict(self._metadata), self._findings

    def __setstate__(
        self, state: tuple[dict[str, pd.DataFrame], dict[str, str], tuple[Finding, ...]]
    ) -> None:
        Ecosystem.__init__(self, *state)


# -- intake ---------------------------------------------------------------------------------------


def build(
    raws: Mapping[str, Raw],
    metadata: Mapping[str, object],
    findings: list[Finding],
    kind: type[AnyEcosystem] = Ecosystem,  # type: ignore[assignment]
) -> AnyEcosystem:
    """Make a territory from tables as they came, or raise with every finding."""
    kept, faults = clean_metadata(metadata)
    frames, found = conform(raws)
    findings = [*findings, *faults, *found]
    if has_errors(findings):
        raise ValidationError(to_frame(findings))
    return kind({name: _index(name, frame) for name, frame in frames.items()}, kept, findings)


def raw_table(name: str, frame: pd.DataFrame) -> Raw:
    """Take a user's frame, its id as a column, without touching it."""
    index = schema.TABLES[name].index
    if not isinstance(frame, pd.DataFrame):
        raise TypeError(f"{name} must be a pandas DataFrame, not {type(frame).__name__}.")
    copy = frame.copy(deep=True)
    copy.columns = [str(column) for column in copy.columns]
    if index is not None and index not in copy.columns and frame.index.name == index:
        copy.insert(0, index, frame.index.to_series().to_numpy(dtype=object))
    return Raw(copy.reset_index(drop=True))


def clean_metadata(metadata: Mapping[str, object]) -> tuple[dict[str, str], list[Finding]]:
    """Return the metadata that are set, as text, and the findings about them."""
    kept: dict[str, str] = {}
    findings = []
    for name in METADATA:
        value = metadata.get(name)
        if value is None or value == "":
            continue
        word = iso_date(str(value).strip()) if name == "reference_date" else str(value)
        if word is None:
            findings.append(
                Finding(code="bad_metadata", column=name, value=str(value), fields={"expected": "2020-06-30"})
            )
        else:
            kept[name] = word
    return kept, findings


def _index(name: str, frame: pd.DataFrame) -> pd.DataFrame:
    index = schema.TABLES[name].index
    return frame.set_index(index) if index is not None else frame


def _freeze(frame: pd.DataFrame) -> pd.DataFrame:
    """Make every buffer of a frame read-only."""
    for name in frame.columns:
        array = frame[name].array
        for part in ("_ndarray", "_data", "_mask"):
            buffer = getattr(array, part, None)
            if isinstance(buffer, np.ndarray):
                buffer.flags.writeable = False
    return frame


# -- time and references --------------------------------------------------------------------------


def _exists(frame: pd.DataFrame, day: str) -> np.ndarray:
    """Say which rows exist on a day; both ends are included, a reduced date covers its whole period."""
    mask = np.ones(len(frame), dtype=bool)
    today = last_day(day)
    for name in ("start", "end"):
        if name not in frame or frame[name].isna().all():
            continue
        codes, uniques = pd.factorize(frame[name], use_na_sentinel=True)
        inside = [
            first_day(str(date)) <= today if name == "start" else today <= last_day(str(date))
            for date in uniques
        ]
        mask &= np.array([*inside, True])[codes]
    return mask


def first_day(date: str) -> str:
    """Return the first day of a full or reduced ISO date."""
    return date + "-01-01"[len(date) - 4 :] if len(date) < _FULL else date


def last_day(date: str) -> str:
    """Return the last day of a full or reduced ISO date."""
    if len(date) == _FULL:
        return date
    year, month = int(date[:4]), int(date[5:7] or 12)
    return f"{year:04d}-{month:02d}-{monthrange(year, month)[1]:02d}"


def _counts(frame: pd.DataFrame, day: str | None) -> np.ndarray:
    """Say which rows count, given that they exist: status, unless a date decides."""
    mask = np.ones(len(frame), dtype=bool)
    if "status" not in frame or "start" not in frame or frame["status"].isna().all():
        return mask
    for status, date in schema.NOT_COUNTING.items():
        says = (frame["status"] == status).to_numpy(dtype=bool, na_value=False)
        decided = frame[date].notna().to_numpy() if day is not None else np.zeros(len(frame), dtype=bool)
        mask &= ~says | decided
    return mask


def _follow(
    name: str, frame: pd.DataFrame, kept: Mapping[str, pd.DataFrame], before: Mapping[str, pd.DataFrame]
) -> pd.DataFrame:
    """Drop rows whose required reference went, and empty optional references that went."""
    for column in schema.TABLES[name].columns:
        home = column.refers
        gone = home is not None and (home == name or (home in kept and len(kept[home]) < len(before[home])))
        if not gone or home is None or column.several or frame[column.name].isna().all():
            continue
        present = frame.index if home == name else kept[home].index
        if home == name and len(frame) == len(before[name]):
            continue
        lost = (frame[column.name].notna() & ~frame[column.name].isin(present)).to_numpy()
        if column.required:
            frame = frame[~lost]
        else:  # a reference that never resolved is the user's, and stays
            lost = lost & frame[column.name].isin(before[home].index).to_numpy()
            frame = frame.assign(**{column.name: frame[column.name].mask(lost)}) if lost.any() else frame
    return _follow_units(frame, kept, before) if name == "people_groups" else frame


def _follow_units(
    frame: pd.DataFrame, kept: Mapping[str, pd.DataFrame], before: Mapping[str, pd.DataFrame]
) -> pd.DataFrame:
    for unit, home in (("area", "areas"), ("actor", "actors"), ("initiative", "initiatives")):
        if home in kept and len(kept[home]) < len(before[home]):
            frame = frame[~((frame["unit"] == unit) & ~frame["unit_id"].isin(kept[home].index))]
    return frame


def _renumber(name: str, frame: pd.DataFrame) -> pd.DataFrame:
    return frame if schema.TABLES[name].index is not None else frame.reset_index(drop=True)


def _listed(value: object) -> list[object]:
    if isinstance(value, str) or not isinstance(value, Iterable):
        return [value]
    return list(value)


# -- equality -------------------------------------------------------------------------------------


def _filled(frame: pd.DataFrame) -> pd.DataFrame:
    """Return the columns that say something, the id included."""
    frame = frame.reset_index() if frame.index.name else frame
    return frame[[name for name in frame.columns if frame[name].notna().any()]]


def _same(one: pd.DataFrame, other: pd.DataFrame) -> bool:
    if len(one) != len(other):
        return False
    first, second = _filled(one), _filled(other)
    if set(first.columns) != set(second.columns):
        return False
    return all(_same_cells(first[name], second[name]) for name in first.columns)


def _same_cells(one: pd.Series, other: pd.Series) -> bool:
    text = isinstance(one.dtype, pd.StringDtype), isinstance(other.dtype, pd.StringDtype)
    if text[0] != text[1]:
        return False
    if text[0]:
        return bool(one.astype(object).equals(other.astype(object)))
    a, b = (column.to_numpy(dtype=np.float64, na_value=np.nan) for column in (one, other))
    return bool(np.array_equal(a, b, equal_nan=True)) and _plain(one) == _plain(other)


def _plain(column: pd.Series) -> str:
    return "boolean" if pd.api.types.is_bool_dtype(column.dtype) else "number"


def _bytes(column: pd.Series) -> Iterable[bytes]:
    """Yield a column as bytes that do not depend on how it is stored."""
    if isinstance(column.dtype, pd.StringDtype):
        cells = [
            cell.encode("utf-8") if isinstance(cell, str) else None for cell in column.to_numpy(dtype=object)
        ]
        lengths = np.array([-1 if cell is None else len(cell) for cell in cells], dtype="<i8")
        yield lengths.tobytes()
        yield b"".join(cell for cell in cells if cell is not None)
    else:
        numbers = column.to_numpy(dtype="<f8", na_value=np.nan) + 0.0
        numbers[np.isnan(numbers)] = np.nan
        yield _plain(column).encode()
        yield numbers.tobytes()
