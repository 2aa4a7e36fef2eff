"""Measures by shortest paths; on large territories from sampled starts, with the error that brings."""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import sparse
from scipy.sparse import csgraph

from welfare_graph import views
from welfare_graph.ecosystem import Ecosystem
from welfare_graph.kernels import paths
from welfare_graph.views import Edges, Layer

SAMPLE_ABOVE = 20_000
"""Number of actors above which path measures sample their starts unless told otherwise."""

SOURCES = 200
_BATCHES = 5
_EFFORT = 3e10
_PASSES = (5e-8, 1.7e-7)
_STEPS = (1.5e-9, 4.5e-8)
"""Seconds that one start costs for every actor and arc: where every tie is one step, and with lengths."""

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Estimate:
    """Values in sorted-id order with their standard errors, None where the values are exact."""

    values: Floats
    error: Floats | None


def closeness(
    eco: Ecosystem,
    *,
    layer: Layer = None,
    directed: bool = False,
    weight: str | None = None,
    sources: int | None = None,
    seed: int = 0,
) -> pd.Series:
    """Say how few steps an actor is from all others, from 0 (alone) to 1 (tied to everyone).

    Who hears of things soon. In a territory in pieces an actor is also judged by how many it can reach at
    all.

    Parameters
    ----------
    eco
        The territory.
    layer
        Tie type, or list of types; None unites all.
    directed
        Whether one-way ties keep their direction: distances then run towards the actor, as in networkx.
    weight
        Column of ties; the length of a tie is 1 / weight (parallel ones added up, missing: 1; ``trust``: the
        largest, missing: 0.5, and a trust of 0 is no way at all). None: every tie is one step.
    sources
        Actors to measure from, in each component; None: all up to 20,000 actors, else 200.
    seed
        Seed of the sample.

    Returns
    -------
    Series
        On ``eco.current().actors.index``, 0 to 1 where every tie is one step; 0 for an isolate.

    Raises
    ------
    UnknownNameError
        If there is no such layer or column.

    Notes
    -----
    C(v) = (r - 1) / (n - 1) x (r - 1) / sum of distances, over the r - 1 actors who reach v (Wasserman and
    Faust).
    Cost: actors times ties, 64 starts at a time; a sample is exact on components no larger than it. The error
    of a sample stands in `table`. Asked for all of more than 20,000 actors, a warning foretells the time.

    References
    ----------
    Freeman, L. C. (1978). Social Networks, 1(3), 215-239. https://doi.org/10.1016/0378-8733(78)90021-7
    Wasserman, S. & Faust, K. (1994). Social Network Analysis, p. 201. https://doi.org/10.1017/CBO9780511815478

    Examples
    --------
    >>> import welfare_graph as wg
    >>> wg.centrality.closeness(wg.datasets.two_valleys()).round(3)["mutua"]
    np.float64(0.643)
    """
    found = views.edges(eco, layer=layer, directed=directed, weight=weight)
    return found.series(closeness_estimate(found, weight, sources, seed).values, "closeness")


def harmonic(
    eco: Ecosystem,
    *,
    layer: Layer = None,
    directed: bool = False,
    weight: str | None = None,
    sources: int | None = None,
    seed: int = 0,
) -> pd.Series:
    """Add up the nearness of all others: 1 for a neighbour, 1/2 for two steps, 0 without a way.

    Like closeness, and at ease with territories in pieces.

    Parameters
    ----------
    eco
        The territory.
    layer
        Tie type, or list of types; None unites all.
    directed
        Whether one-way ties keep their direction: distances then run towards the actor.
    weight
        Length of ties, as in `closeness`.
    sources
        Sample of starts, as in `closeness`.
    seed
        Seed of the sample.

    Returns
    -------
    Series
        On ``eco.current().actors.index``, 0 to n - 1 where every tie is one step: not divided by n - 1.

    Raises
    ------
    UnknownNameError
        If there is no such layer or column.

    Notes
    -----
    H(v) = sum over the others of 1 / d. Cost as in `closeness`.

    References
    ----------
    Boldi, P. & Vigna, S. (2014). Axioms for centrality. Internet Mathematics, 10(3-4), 222-262.
    https://doi.org/10.1080/15427951.2013.865686

    Examples
    --------
    >>> import welfare_graph as wg
    >>> wg.centrality.harmonic(wg.datasets.two_valleys()).round(2)["mutua"]
    np.float64(5.0)
    """
    found = views.edges(eco, layer=layer, directed=directed, weight=weight)
    return found.series(harmonic_estimate(found, weight, sources, seed).values, "harmonic")


def betweenness(
    eco: Ecosystem,
    *,
    layer: Layer = None,
    directed: bool = False,
    weight: str | None = None,
    sources: int | None = None,
    seed: int = 0,
) -> pd.Series:
    """Return the share of shortest paths between others that pass through an actor.

    Who stands between: what those who pass things on would be missed for. It presumes that things take the
    shortest way, which referrals often do and news do not.

    Parameters
    ----------
    eco
        The territory.
    layer
        Tie type, or list of types; None unites all.
    directed
        Whether one-way ties keep their direction.
    weight
        Length of ties, as in `closeness`.
    sources
        Actors to start paths from; None: all up to 20,000 actors, else 200.
    seed
        Seed of the sample.

    Returns
    -------
    Series
        On ``eco.current().actors.index``, 0 to 1: divided by the (n - 1)(n - 2) ordered pairs of others, as
        networkx does by default.

    Raises
    ------
    UnknownNameError
        If there is no such layer or column.

    Notes
    -----
    Brandes' algorithm in igraph. Cost: starts times ties. The error of a sample stands in `table`. Asked for
    all of more than 20,000 actors, a warning foretells the time.

    References
    ----------
    Freeman, L. C. (1977). A set of measures of centrality based on betweenness. Sociometry, 40(1), 35-41.
    https://doi.org/10.2307/3033543
    Brandes, U. (2001). A faster algorithm for betweenness centrality. Journal of Mathematical Sociology,
    25(2), 163-177. https://doi.org/10.1080/0022250X.2001.9990249

    Examples
    --------
    >>> import welfare_graph as wg
    >>> wg.centrality.betweenness(wg.datasets.two_valleys()).round(3).nlargest(1)
    actor_id
    mutua    0.524
    Name: betweenness, dtype: float64
    """
    found = views.edges(eco, layer=layer, directed=directed, weight=weight)
    graph = views.engine(eco, layer=layer, directed=directed, weight=weight)
    return found.series(_passed(graph, weight, _sample(graph, weight, sources, seed)), "betweenness")


def bridging(eco: Ecosystem, *, layer: Layer = None) -> pd.Series:
    """Say how much the territory's cohesion hangs on an actor's ties, on average.

    High for those whose few ties join parts that are otherwise far from each other.

    Parameters
    ----------
    eco
        The territory.
    layer
        Tie type, or list of types; None unites all.

    Returns
    -------
    Series
        On ``eco.current().actors.index``, from 0 in mean 1 / distance; 0 for an isolate.

    Raises
    ------
    UnknownNameError
        If there is no such layer.
    ValueError
        If the network is so large that measuring it once a tie would take hours.

    Notes
    -----
    Cohesion is the mean of 1 / d over ordered pairs; each tie is taken out in turn, and an actor's bridging
    is the mean fall over its ties. Cost: ties squared times actors / 64.

    References
    ----------
    Valente, T. W. & Fujimoto, K. (2010). Bridging: locating critical connectors in a network. Social
    Networks, 32(3), 212-220. https://doi.org/10.1016/j.socnet.2010.03.003

    Examples
    --------
    >>> import welfare_graph as wg
    >>> wg.centrality.bridging(wg.datasets.two_valleys()).idxmax()
    'borgo'
    """
    found = views.edges(eco, layer=layer)
    u, v, _ = found.pairs()
    effort = len(u) * (2.0 * len(u) + found.n) * (found.n / 64 + 1) * 8
    if effort > _EFFORT * 10:
        hours = effort / 1e9 / 3600
        raise ValueError(
            f"bridging measures the network once a tie: on {len(u)} ties that takes about {hours:.0f} hours. "
            "Measure one layer, or a part of the territory with eco.within(...)."
        )
    fall = paths.bridging(paths.adjacency(found.n, *found.arcs()[:2]), u, v)
    fall = fall / max(found.n * (found.n - 1), 1)
    total = np.bincount(u, fall, found.n) + np.bincount(v, fall, found.n)
    degree = np.bincount(u, minlength=found.n) + np.bincount(v, minlength=found.n)
    return found.series(np.divide(total, degree, out=np.zeros(found.n), where=degree > 0), "bridging")


# -- estimates -------------------------------------------------------------------------------------


def closeness_estimate(found: Edges, weight: str | None, sources: int | None, seed: int) -> Estimate:
    """Return closeness with its error, by the delta method from the spread over the starts."""
    sums, others, starts = _sums(found, weight, sources, seed)
    exact = starts >= others
    reached = np.divide(sums.count, starts, out=np.zeros(found.n), where=starts > 0)
    far = np.divide(sums.far, starts, out=np.zeros(found.n), where=starts > 0)
    values = np.divide(reached**2 * others, far, out=np.zeros(found.n), where=far > 0) / max(found.n - 1, 1)
    if exact.all():
        return Estimate(values, None)
    with np.errstate(divide="ignore", invalid="ignore"):
        spread = (sums.far_squares / starts - far**2) / far**2
        spread += 4 * (reached - reached**2) / reached**2 - 4 * (far - far * reached) / (reached * far)
        error = values * np.sqrt(np.maximum(spread, 0) / (starts - 1) * (1 - starts / others))
    return Estimate(values, np.where(exact | (far == 0), 0.0, error))


def harmonic_estimate(found: Edges, weight: str | None, sources: int | None, seed: int) -> Estimate:
    """Return the harmonic sum with its error, from the spread over the starts."""
    sums, others, starts = _sums(found, weight, sources, seed)
    mean = np.divide(sums.near, starts, out=np.zeros(found.n), where=starts > 0)
    if (starts >= others).all():
        return Estimate(mean * others, None)
    with np.errstate(divide="ignore", invalid="ignore"):
        spread = np.maximum(sums.near_squares / starts - mean**2, 0) / (starts - 1) * (1 - starts / others)
        error = np.where(starts >= others, 0.0, others * np.sqrt(spread))
    return Estimate(mean * others, error)


def betweenness_estimate(graph: Any, weight: str | None, sources: int | None, seed: int) -> Estimate:
    """Return betweenness with its error, from the spread over batches of starts."""
    n: int = graph.vcount()
    chosen = _sample(graph, weight, sources, seed)
    if chosen is None:
        return Estimate(_passed(graph, weight, None), None)
    batches = np.array_split(chosen, min(_BATCHES, len(chosen)))
    parts = np.stack([_passed(graph, weight, batch) for batch in batches])
    shares = np.array([len(batch) for batch in batches]) / len(chosen)
    values = shares @ parts
    spread = shares @ (parts - values) ** 2 / max(len(batches) - 1, 1) * (1 - len(chosen) / n)
    return Estimate(values, np.sqrt(spread))


def _passed(graph: Any, weight: str | None, starts: Ints | None) -> Floats:
    """Return betweenness over the paths from all actors, or from some and scaled up to all."""
    n: int = graph.vcount()
    scale = (1 if graph.is_directed() else 2) / max((n - 1) * (n - 2), 1)
    options = {} if starts is None else {"sources": starts.tolist()}
    values = graph.betweenness(weights=None if weight is None else "length", **options) if n else []
    scale = scale if starts is None else scale * n / len(starts)
    return np.asarray(np.array(values, dtype=float) * scale)


def _sample(graph: Any, weight: str | None, sources: int | None, seed: int) -> Ints | None:
    """Return the actors to measure from; None: all of them."""
    n: int = graph.vcount()
    count = _count(n, sources, graph.ecount(), _PASSES[weight is not None])
    return None if count >= n else np.random.default_rng(seed).permutation(n)[:count]


def _count(n: int, sources: int | None, ties: int, pace: float) -> int:
    """Return how many actors to measure from; foretell how long all of a large territory will take."""
    if sources is None:
        return n if n <= SAMPLE_ABOVE else SOURCES
    if sources < 1:
        raise ValueError(f"sources is the number of actors to measure from: at least 1, not {sources}.")
    if sources >= n > SAMPLE_ABOVE:
        minutes = max(1, round(pace * n * (n + 2 * ties) / 60))
        warnings.warn(
            f"Exact values for {n:,} actors take about {minutes:,} min of one processor. sources={SOURCES} "
            "is much faster; centrality.table then shows its error.",
            stacklevel=4,
        )
    return sources


def _sums(found: Edges, weight: str | None, sources: int | None, seed: int) -> tuple[paths.Sums, Ints, Ints]:
    """Return sums over the starts in each actor's component, how many others it has, how many are starts."""
    source, target, length = _lengths(found)
    arcs = sparse.csr_array((length, (source, target)), shape=(found.n, found.n))
    label = np.zeros(0, dtype=np.int64)
    if found.n:
        label = csgraph.connected_components(arcs, directed=False)[1].astype(np.int64)
    count = _count(found.n, sources, len(source) // 2, _STEPS[weight is not None])
    chosen, slots = _starts(label, count, seed)
    if weight is None:
        sums = paths.distance_sums(paths.adjacency(found.n, source, target), chosen, slots)
    else:
        sums = paths.length_sums(arcs, chosen, slots)
    others = np.bincount(label, minlength=1)[label] - 1
    starts = np.bincount(label[chosen], minlength=1)[label]
    starts[chosen] -= 1
    return sums, others, starts


def _lengths(found: Edges) -> tuple[Ints, Ints, Floats]:
    """Return the arcs that can be walked, with their lengths: a weight of 0, or next to it, is no way."""
    source, target, weight = found.arcs()
    with np.errstate(divide="ignore", over="ignore"):
        length = 1 / weight
    kept = np.isfinite(length)
    return source[kept], target[kept], length[kept]


def _starts(label: Ints, count: int, seed: int) -> tuple[Ints, Ints]:
    """Return at most ``count`` starts in each component and a slot for each, shared across components."""
    order = (
        np.random.default_rng(seed).permutation(len(label)) if count < len(label) else np.arange(len(label))
    )
    order = order[np.argsort(label[order], kind="stable")]
    first = np.searchsorted(label[order], label[order])
    slots = np.arange(len(label)) - first
    kept = slots < count
    return order[kept], slots[kept]
