"""Intervals of values and ranks, and how fast a measure loses its way."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.stats import rankdata

from welfare_graph._names import check
from welfare_graph.ecosystem import Ecosystem
from welfare_graph.parallel import map_items, spawn_seeds
from welfare_graph.robustness._replicates import Measure, Removal, Work, plain, resolve, tasks, trimmed

KINDS = ("actors", "ties", "nonresponse")
TOP = 10
LEVEL = 0.95
_PIECES = 16

Floats = NDArray[np.float64]


def intervals(
    eco: Ecosystem,
    measure: str | Measure,
    *,
    missing: float = 0.1,
    kind: str = "actors",
    repeats: int = 200,
    seed: int = 0,
    n_jobs: int = 1,
) -> pd.DataFrame:
    """Say how a measure would vary if part of the network were missing.

    Lists of partners are never whole. Two actors whose intervals of rank overlap should not be ranked one
    above the other.

    Parameters
    ----------
    eco
        The territory.
    measure
        Name or function of a measure of actors: any of `centrality`, ``constraint`` and the other columns of
        structural holes, a brokerage role, ``cut_actors``; or your own function of a territory.
    missing
        Share that goes missing each time, 0 to 1.
    kind
        ``actors``: actors with all their ties; ``ties``: ties; ``nonresponse``: what actors who do not answer
        would have told: a one-way tie is told by its source, another by either end. Where the table
        ``responses`` says who answered, only they can fail to.
    repeats
        Number of draws.
    seed
        Seed of the draws, one an item: workers never matter.
    n_jobs
        Workers, as in joblib.

    Returns
    -------
    DataFrame
        On ``eco.current().actors.index``: ``estimate`` (the plain measure), ``low`` and ``high``,
        ``rank_low`` and ``rank_high`` (1 = largest value; equals share the better rank), ``p_top`` (share of
        the draws in which the actor is among the ten largest; equals share the places left to them). Draws in
        which an actor is missing do not enter its row.

    Raises
    ------
    UnknownNameError
        If there is no such measure or kind.
    ValueError
        If a number is out of its range.

    Notes
    -----
    The intervals tell how a network smaller by ``missing`` would look; they are no confidence intervals for
    the unknown whole. Nothing missing: all equal the plain measure. Cost: the measure's, times the repeats.

    References
    ----------
    Costenbader, E. & Valente, T. W. (2003). The stability of centrality measures when networks are sampled.
    Social Networks, 25(4), 283-307. https://doi.org/10.1016/S0378-8733(03)00012-1
    Smith, J. A. & Moody, J. (2013). Structural effects of network sampling coverage I. Social Networks,
    35(4), 652-668. https://doi.org/10.1016/j.socnet.2013.09.003

    Examples
    --------
    >>> import welfare_graph as wg
    >>> found = wg.robustness.intervals(wg.datasets.two_valleys(), "degree", repeats=50)
    >>> found.loc["mutua", ["estimate", "low", "high"]].tolist()
    [4.0, 3.0, 4.0]
    """
    estimate, drawn = _measured(eco, measure, [missing], kind, repeats, seed, n_jobs)
    ranks = _ranks(drawn[0])
    present = ~np.isnan(ranks)
    low, high = _bounds(drawn[0])
    rank_low, rank_high = _bounds(ranks)
    times = present.sum(axis=0)
    places = np.nansum(_places(drawn[0]), axis=0)
    top = np.divide(places, times, out=np.full(len(times), np.nan), where=times > 0)
    columns = {"low": low, "high": high, "rank_low": rank_low, "rank_high": rank_high, "p_top": top}
    return pd.DataFrame({"estimate": estimate, **columns}, index=estimate.index)


def stability(
    eco: Ecosystem,
    measure: str | Measure,
    *,
    missing: Iterable[float] = (0.05, 0.1, 0.2, 0.3, 0.5),
    kind: str = "actors",
    repeats: int = 200,
    seed: int = 0,
    n_jobs: int = 1,
) -> pd.DataFrame:
    """Say how fast a measure loses its way as more of the network is missing.

    A measure whose curve falls early should not be published from a list of partners with holes.

    Parameters
    ----------
    eco
        The territory.
    measure
        As in `intervals`.
    missing
        Shares that go missing, each 0 to 1.
    kind
        As in `intervals`.
    repeats
        Draws a share.
    seed
        Seed of the draws.
    n_jobs
        Workers, as in joblib.

    Returns
    -------
    DataFrame
        Indexed by ``missing``: the mean correlation with the plain measure, ``pearson`` and ``spearman``
        (ranks),
        ``spearman_low`` and ``spearman_high`` (95 % of the draws), ``top_kept`` (mean share of the ten
        largest still there that stay among the ten largest). Missing where values do not vary.

    Raises
    ------
    UnknownNameError
        If there is no such measure or kind.
    ValueError
        If a number is out of its range.

    References
    ----------
    Costenbader, E. & Valente, T. W. (2003). Social Networks, 25(4), 283-307.
    https://doi.org/10.1016/S0378-8733(03)00012-1

    Examples
    --------
    >>> import welfare_graph as wg
    >>> found = wg.robustness.stability(wg.datasets.two_valleys(), "degree", missing=[0], repeats=2)
    >>> found["spearman"].round(9).tolist()
    [1.0]
    """
    shares = [float(share) for share in missing]
    estimate, drawn = _measured(eco, measure, shares, kind, repeats, seed, n_jobs)
    rows = [_curve(estimate.to_numpy(), values) for values in drawn]
    index = pd.Index(shares, name="missing", dtype="float64")
    return pd.DataFrame(
        rows, index=index, columns=["pearson", "spearman", "spearman_low", "spearman_high", "top_kept"]
    )


def _measured(
    eco: Ecosystem,
    measure: str | Measure,
    shares: list[float],
    kind: str,
    repeats: int,
    seed: int,
    n_jobs: int,
) -> tuple[pd.Series, list[Floats]]:
    """Return the plain measure, and the measures of the draws of each share."""
    check(kind, KINDS, "kind of missing data")
    if repeats < 1 or not all(0 <= share <= 1 for share in shares):
        raise ValueError(
            f"missing is a share from 0 to 1 and repeats at least 1, not {shares} and {repeats}."
        )
    function, own = resolve(measure)
    estimate = plain(function, eco)
    small = trimmed(eco, own=own)
    seeds = spawn_seeds(seed, repeats * len(shares))
    work: list[tuple[Removal, list[np.random.SeedSequence]]] = []
    for place, share in enumerate(shares):
        removal = Removal(kind, share, _asked(eco))
        work += tasks(removal, seeds[place * repeats : (place + 1) * repeats], -(-repeats // _PIECES))
    parts = map_items(Work(small, function, estimate.index), work, n_jobs=n_jobs, what="missing data")
    every = np.concatenate(parts)
    return estimate, [every[place * repeats : (place + 1) * repeats] for place in range(len(shares))]


def _asked(eco: Ecosystem) -> NDArray[np.int64]:
    """Return the positions of the actors who may fail to answer: those who did, where that is known."""
    now = eco.current()
    if now.responses.empty:
        return np.arange(len(now.actors))
    answered = now.responses.loc[now.responses["answered"].fillna(False), "actor_id"]
    return np.flatnonzero(now.actors.index.isin(answered))


def _ranks(values: Floats) -> Floats:
    """Rank each row from the largest value, equals at the better rank; what is missing has none."""
    return np.asarray(rankdata(-values, method="min", axis=1, nan_policy="omit"), dtype=float)


def _places(values: Floats) -> Floats:
    """Return each value's part in the ten largest of its row: equals share the places left to them."""
    first, last = (
        np.asarray(rankdata(-values, method=method, axis=-1, nan_policy="omit"), dtype=float)
        for method in ("min", "max")
    )
    share: Floats = np.clip((TOP + 1 - first) / (last + 1 - first), 0, 1)
    return share


def _bounds(values: Floats) -> tuple[Floats, Floats]:
    """Return the quantiles of each column between which a share of its known values lies."""
    low, high = np.full((2, values.shape[1]), np.nan)
    known = ~np.isnan(values).all(axis=0)
    if known.any():
        low[known], high[known] = np.nanquantile(values[:, known], [(1 - LEVEL) / 2, (1 + LEVEL) / 2], axis=0)
    return low, high


def _curve(estimate: Floats, drawn: Floats) -> list[float]:
    """Return the row of a share: correlations with the plain measure, how much of the top is kept."""
    pearson = [_correlation(estimate, row) for row in drawn]
    spearman = [_rank_correlation(estimate, row) for row in drawn]
    kept = [_top_kept(estimate, row) for row in drawn]
    bounds = _bounds(np.array(spearman)[:, None])
    return [_mean(pearson), _mean(spearman), float(bounds[0][0]), float(bounds[1][0]), _mean(kept)]


def _mean(values: list[float]) -> float:
    known = [value for value in values if not np.isnan(value)]
    return float(np.mean(known)) if known else float("nan")


def _rank_correlation(one: Floats, other: Floats) -> float:
    both = ~np.isnan(one + other)
    return _correlation(rankdata(one[both]), rankdata(other[both]))


def _correlation(one: Floats, other: Floats) -> float:
    both = ~np.isnan(one + other)
    x, y = one[both], other[both]
    if len(x) < 2:
        return float("nan")
    x, y = x - x.mean(), y - y.mean()
    spread = float(np.sqrt((x @ x) * (y @ y)))
    return float(x @ y) / spread if spread > 0 else float("nan")


def _top_kept(one: Floats, other: Floats) -> float:
    """Return the share of the ten largest that are there and stay among the ten largest."""
    both = np.flatnonzero(~np.isnan(one + other))
    if not len(both):
        return float("nan")
    before, after = _places(one[both]), _places(other[both])
    return float(np.minimum(before, after).sum() / before.sum())
