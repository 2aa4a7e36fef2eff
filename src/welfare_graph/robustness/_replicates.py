"""One measure on many territories from which something is missing."""

from __future__ import annotations

import hashlib
import pickle
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, partial
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from welfare_graph import centrality, cohesion, roles, views
from welfare_graph._names import check
from welfare_graph.ecosystem import Ecosystem
from welfare_graph.errors import WrongTypeError

Measure = Callable[[Ecosystem], pd.Series]
Floats = NDArray[np.float64]

HOLES = ("effective_size", "efficiency", "constraint", "hierarchy")
ROLES = ("coordinator", "itinerant", "gatekeeper", "representative", "liaison")
PARTS = ("cut_actors",)
_NETWORK = ("actors", "ties", "areas", "initiatives", "memberships", "vocabulary")


@dataclass(frozen=True)
class Column:
    """A column of a table of measures, as a measure of its own."""

    function: Callable[[Ecosystem], pd.DataFrame]
    column: str

    def __call__(self, eco: Ecosystem) -> pd.Series:
        """Return the column."""
        return self.function(eco)[self.column]


def named() -> dict[str, Measure]:
    """Return every measure of an actor in the package by name."""
    return {
        **centrality.MEASURES,
        "two_mode": centrality.two_mode,
        **{name: Column(roles.structural_holes, name) for name in HOLES},
        **{name: Column(roles.brokerage, name) for name in ROLES},
        "brokerage": Column(roles.brokerage, "total"),
        "cut_actors": cohesion.cut_actors,
    }


def resolve(measure: str | Measure) -> tuple[Measure, bool]:
    """Return a measure given by name or function, and whether it is one of the package, options or not."""
    known = named()
    if isinstance(measure, str):
        return known[check(measure, known, "measure")], True
    inner = measure.func if isinstance(measure, partial) else measure
    return measure, known.get(getattr(inner, "__name__", "")) is inner


def plain(measure: Measure, eco: Ecosystem) -> pd.Series:
    """Return the measure as numbers, or say what is wrong with it."""
    values = measure(eco)
    if not isinstance(values, pd.Series):
        raise WrongTypeError(
            f"A measure gives a number an actor (a Series), not a {type(values).__name__}. "
            "Name a column of it, as in measure='constraint', or write a function that returns one."
        )
    return values.astype(float)


def trimmed(eco: Ecosystem, *, own: bool) -> Ecosystem:
    """Return today's territory with what counts only, and with no more than a network measure needs."""
    now = eco.current()
    frames: dict[str, pd.DataFrame] = {}
    for name in _NETWORK if own else now._tables:
        if name in now._tables:
            frame = now.actors if name == "actors" else now.active(name)
            dated = [column for column in ("status", "start", "end") if column in frame]
            cleared = {column: frame[column].mask(frame[column].notna()) for column in dated}
            frames[name] = frame.assign(**cleared)
    return type(now)(frames, {})


@dataclass(frozen=True)
class Removal:
    """What goes missing in a replicate.

    Parameters
    ----------
    kind
        ``actors``, ``ties`` or ``nonresponse``.
    share
        Share of them, 0 to 1.
    asked
        Positions of the actors who may fail to answer.
    """

    kind: str
    share: float
    asked: NDArray[np.int64]

    def apply(self, eco: Ecosystem, seed: np.random.SeedSequence) -> Ecosystem:
        """Return the territory without what goes missing with a seed; actors and ties in id order."""
        generator = np.random.default_rng(seed)
        if self.kind == "ties":
            return eco._keep({"ties": ~self._drawn(generator, _order(eco.ties), len(eco.ties))})
        order = np.argsort(eco.actors.index.to_numpy(dtype=object), kind="stable")
        if self.kind == "actors":
            return eco._keep({"actors": ~self._drawn(generator, order, len(order))})
        silent = self._drawn(generator, order[np.isin(order, self.asked)], len(order))
        return eco._keep({"ties": ~_unreported(eco, silent)})

    def _drawn(
        self, generator: np.random.Generator, order: NDArray[np.int64], count: int
    ) -> NDArray[np.bool_]:
        gone = np.zeros(count, dtype=bool)
        gone[order[generator.permutation(len(order))[: round(self.share * len(order))]]] = True
        return gone


def _order(ties: pd.DataFrame) -> NDArray[np.int64]:
    """Return an order of ties that does not depend on the order of rows."""
    keys = [ties[column].astype(object).fillna("") for column in ("type", "target", "source")]
    return np.lexsort([pd.factorize(key, sort=True)[0] for key in keys])


def _unreported(eco: Ecosystem, silent: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Say which ties nobody reports: a one-way tie its source does, another either end."""
    ties = eco.ties
    source, target = (
        silent[eco.actors.index.get_indexer(pd.Index(ties[end]))] for end in ("source", "target")
    )
    return np.where(views.one_way(eco, ties), source, source & target)


@dataclass(frozen=True, eq=False)
class Work:
    """What many replicates share; hashed by identity, as Dask asks of a function.

    It travels with every task, but is packed once, and unpacked once in each worker.
    """

    eco: Ecosystem
    measure: Measure
    index: pd.Index

    def __call__(self, task: tuple[Removal, list[np.random.SeedSequence]]) -> Floats:
        """Return the measure of each replicate on the whole index, missing for actors that are gone."""
        removal, seeds = task
        out = np.full((len(seeds), len(self.index)), np.nan)
        for row, seed in enumerate(seeds):
            values = plain(self.measure, removal.apply(self.eco, seed))
            out[row] = values.reindex(self.index).to_numpy(dtype=float, na_value=np.nan)
        return out

    @cached_property
    def packed(self) -> tuple[str, bytes]:
        """The territory and the index as bytes, and the name that their content gives them."""
        data = pickle.dumps((self.eco, self.index), pickle.HIGHEST_PROTOCOL)
        return hashlib.sha256(data).hexdigest(), data

    def __reduce__(self) -> tuple[Callable[..., Work], tuple[object, ...]]:
        return _unpacked, (*self.packed, self.measure)


_unpacked_last: dict[str, tuple[Ecosystem, pd.Index]] = {}


def _unpacked(name: str, data: bytes, measure: Measure) -> Work:
    known = _unpacked_last.get(name)
    if known is None:
        known = pickle.loads(data)
        _unpacked_last.clear()
        _unpacked_last[name] = known
    eco, index = known
    return Work(eco, measure, index)


def tasks(removal: Removal, seeds: list[np.random.SeedSequence], size: int) -> list[Any]:
    """Split the replicates of a removal into tasks of some."""
    return [(removal, seeds[first : first + size]) for first in range(0, len(seeds), size)]
