"""Suggest ties, and say how far such suggestions can be trusted."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import sparse

from welfare_graph import views
from welfare_graph._names import check
from welfare_graph.ecosystem import Ecosystem
from welfare_graph.kernels import prediction as kernel
from welfare_graph.kernels.sphere import great_circle_km
from welfare_graph.parallel import map_items, spawn_seeds
from welfare_graph.views import Edges, Layer

PREDICTORS = (*kernel.LOCAL, "type", "distance")
"""Names of the ways to score a pair of actors."""

_ALL_PAIRS = 2000
_OTHERS = 20_000
_TRIALS = 10

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]


@dataclass(frozen=True)
class _Setting:
    """What scores depend on besides the ties."""

    group: Ints
    groups: int
    lat: Floats
    lon: Floats

    def scores(self, arcs: sparse.csr_array, u: Ints, v: Ints, predictor: str) -> Floats:
        """Score pairs; a pair whose distance is unknown counts as being at the mean distance."""
        if predictor == "type":
            return kernel.affinity(self.group, self.groups, arcs, u, v)
        if predictor != "distance":
            return kernel.local_scores(arcs, u, v, predictor)
        km = great_circle_km(self.lat[u], self.lon[u], self.lat[v], self.lon[v])
        known = ~np.isnan(km)
        return -np.where(known, km, km[known].mean() if known.any() else 0.0)


def evaluate(
    eco: Ecosystem,
    *,
    repeats: int = 50,
    hidden: float = 0.1,
    seed: int = 0,
    layer: Layer = None,
    n_jobs: int = 1,
) -> pd.DataFrame:
    """Hide some ties and see which predictor finds them.

    Before believing a suggested tie: if no predictor beats the product of degrees, the network gives no more
    hint than that busy actors tie with busy actors.

    Parameters
    ----------
    eco
        The territory.
    repeats
        How many times ties are hidden.
    hidden
        Share of ties hidden each time, above 0 and below 1.
    seed
        Seed of the draws.
    layer
        Tie type, or list of types; None unites all.
    n_jobs
        Workers, as in joblib.

    Returns
    -------
    DataFrame
        Indexed by ``predictor``: ``auc``, the probability that a hidden tie scores above a pair without a
        tie (0.5
        is chance), its standard deviation ``auc_sd`` over the repeats, and ``gain``, the mean difference to
        preferential attachment in the same draws. Missing where there are fewer than two ties, or no pair
        without.

    Raises
    ------
    UnknownNameError
        If there is no such layer.
    ValueError
        If a number is out of its range.

    Notes
    -----
    common_neighbours: shared contacts; jaccard: their share of all contacts of the two; adamic_adar and
    resource_allocation: shared contacts, each weighed 1 / log degree or 1 / degree; preferential_attachment:
    product
    of degrees; type: share of pairs of the two kinds of actors that are tied; distance: near before far, by
    the seats. Scores see only the ties that are not hidden.

    References
    ----------
    Liben-Nowell, D. & Kleinberg, J. (2007). The link-prediction problem for social networks. JASIST, 58(7),
    1019-1031. https://doi.org/10.1002/asi.20591
    Zhou, T., Lü, L. & Zhang, Y.-C. (2009). Predicting missing links via local information. European Physical
    Journal B, 71, 623-630. https://doi.org/10.1140/epjb/e2009-00335-8

    Examples
    --------
    >>> import welfare_graph as wg
    >>> wg.links.evaluate(wg.datasets.two_valleys(), repeats=20).index.tolist()[:2]
    ['common_neighbours', 'jaccard']
    """
    if repeats < 1 or not 0 < hidden < 1:
        raise ValueError(
            f"evaluate hides a share between 0 and 1, at least once: not {hidden}, {repeats} times."
        )
    found = views.edges(eco, layer=layer)
    names = list(PREDICTORS)
    results = np.full((repeats, len(names)), np.nan)
    if len(found.source) > 1:
        trial = partial(_trial, found, _setting(eco, found), hidden, names)
        results = np.array(map_items(trial, spawn_seeds(seed, repeats), n_jobs=n_jobs, what="hiding ties"))
    usual = results[:, [names.index("preferential_attachment")]]
    columns = {
        "auc": results.mean(axis=0),
        "auc_sd": results.std(axis=0, ddof=1) if repeats > 1 else np.full(len(names), np.nan),
        "gain": (results - usual).mean(axis=0),
    }
    return pd.DataFrame(columns, index=pd.Index(names, name="predictor", dtype="str"))


def suggest(
    eco: Ecosystem, k: int, *, predictor: str = "auto", seed: int = 0, layer: Layer = None
) -> pd.DataFrame:
    """Name the k pairs without a tie that look most like pairs with one.

    Ideas for whom to bring to one table, not findings: look at ``auc`` and ``better`` first.

    Parameters
    ----------
    eco
        The territory.
    k
        How many pairs.
    predictor
        A predictor of `evaluate`, or ``auto``: the one with the largest AUC over 10 draws.
    seed
        Seed of those draws.
    layer
        Tie type, or list of types; None unites all.

    Returns
    -------
    DataFrame
        k rows, or as many pairs as there are, best first, equals by id: ``source, target, score,
        predictor``, the
        predictor's ``auc`` (0.5 is chance; missing where it cannot be told) and ``better``: whether it beats
        preferential attachment.

    Raises
    ------
    UnknownNameError
        If there is no such predictor or layer.
    ValueError
        If k is below 0.

    Notes
    -----
    Up to 2,000 actors all pairs are scored, beyond that the pairs with a common contact.

    References
    ----------
    Liben-Nowell, D. & Kleinberg, J. (2007). JASIST, 58(7), 1019-1031. https://doi.org/10.1002/asi.20591

    Examples
    --------
    >>> import welfare_graph as wg
    >>> found = wg.links.suggest(wg.datasets.two_valleys(), 2, predictor="common_neighbours")
    >>> found[["source", "target", "score"]].to_numpy().tolist()
    [['mutua', 'vicini', 2.0], ['asl', 'mutua', 1.0]]
    """
    check(predictor, ["auto", *PREDICTORS], "predictor")
    if k < 0:
        raise ValueError(f"k is the number of pairs to suggest: 0 or more, not {k}.")
    measured = evaluate(eco, repeats=_TRIALS, seed=seed, layer=layer)
    name = predictor
    if predictor == "auto":
        known = measured["auc"].dropna()
        name = str(known.idxmax()) if len(known) else "common_neighbours"
    found = views.edges(eco, layer=layer)
    arcs = views.matrix(eco, layer=layer)
    u, v = kernel.open_pairs(arcs, _ALL_PAIRS)
    scores = _setting(eco, found).scores(arcs, u, v, name)
    order = np.lexsort((v, u, -scores))[:k]
    out: dict[str, Any] = {
        "source": pd.Series(found.ids[u[order]], dtype="str"),
        "target": pd.Series(found.ids[v[order]], dtype="str"),
        "score": scores[order],
        "predictor": name,
        "auc": measured.loc[name, "auc"],
        "better": bool(measured["gain"].loc[name] > 0),
    }
    return pd.DataFrame(out).astype({"predictor": "str"})


def _setting(eco: Ecosystem, found: Edges) -> _Setting:
    """Return kinds and seats of actors in sorted-id order; a seat is the actor's own, else its area's."""
    now = eco.current()
    group, names = views.groups(eco, "type", found)
    seats = []
    for side in ("lat", "lon"):
        own = now.actors[side].to_numpy(dtype=float, na_value=np.nan)
        area = now.actors["area_id"].map(now.areas[side]).to_numpy(dtype=float, na_value=np.nan)
        ordered = np.empty(found.n)
        ordered[found.rows] = np.where(np.isnan(own), area, own)
        seats.append(ordered)
    return _Setting(group, len(names), *seats)


def _trial(
    found: Edges, setting: _Setting, hidden: float, names: list[str], seed: np.random.SeedSequence
) -> list[float]:
    """Hide ties once and return each predictor's AUC."""
    generator = np.random.default_rng(seed)
    count = len(found.source)
    order = generator.permutation(count)
    out = order[: min(max(1, round(hidden * count)), count - 1)]
    kept = np.setdiff1d(order, out)
    arcs = _symmetric(found.n, found.source[kept], found.target[kept])
    u, v = _without_tie(found, generator)
    every_u, every_v = np.concatenate([found.source[out], u]), np.concatenate([found.target[out], v])
    values = [setting.scores(arcs, every_u, every_v, name) for name in names]
    return [kernel.auc(scores[: len(out)], scores[len(out) :]) for scores in values]


def _symmetric(n: int, u: Ints, v: Ints) -> sparse.csr_array:
    ends = (np.concatenate([u, v]), np.concatenate([v, u]))
    return sparse.csr_array((np.ones(2 * len(u)), ends), shape=(n, n))


def _without_tie(found: Edges, generator: np.random.Generator) -> tuple[Ints, Ints]:
    """Return pairs without a tie: all of a small network, else a sample."""
    n = found.n
    known = found.source * n + found.target
    if n * (n - 1) // 2 <= _OTHERS:
        u, v = (np.asarray(side, dtype=np.int64) for side in np.triu_indices(n, k=1))
    else:
        drawn = generator.integers(0, n, (2, 2 * _OTHERS))
        u, v = drawn.min(axis=0), drawn.max(axis=0)
    kept = (u != v) & ~np.isin(u * n + v, known)
    return u[kept], v[kept]
