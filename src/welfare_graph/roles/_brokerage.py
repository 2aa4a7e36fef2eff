"""Gould and Fernandez' brokerage roles."""

from __future__ import annotations

from collections.abc import Hashable

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from welfare_graph import views
from welfare_graph._names import check
from welfare_graph.ecosystem import Ecosystem
from welfare_graph.kernels import brokerage as kernel
from welfare_graph.views import Edges, Layer

SIGNIFICANCE = ("permutation", "analytic")


def brokerage(
    eco: Ecosystem,
    by: str = "type",
    *,
    layer: Layer = None,
    directed: bool = False,
    significance: str | None = None,
    repeats: int = 1000,
    seed: int = 0,
    exclusive: bool = False,
) -> pd.DataFrame:
    """Count the pairs that each actor joins and that are not tied themselves, by whose groups they are.

    Shows who carries work between sectors, kinds of actors or valleys, and in which part. A broker may be a
    bridge or a bottleneck: the count does not say which.

    Parameters
    ----------
    eco
        The territory.
    by
        Column of actors that groups them (``type``, ``sector`` ...), or ``zone``: the zone of an actor's
        seat. Actors without a value form a group of their own.
    layer
        Tie type, or list of types; None unites all.
    directed
        Whether one-way ties keep their direction.
    significance
        ``permutation``: groups are dealt anew among the actors, ``repeats`` times; ``analytic``: ties are
        drawn independently with the density of the network, as Gould and Fernandez do; None: counts only.
    repeats
        Number of permutations.
    seed
        Seed of the permutations.
    exclusive
        Whether to add how many pairs have no other broker (``exclusive``) and their share of the total
        (``exclusivity``).

    Returns
    -------
    DataFrame
        On ``eco.current().actors.index``: ``coordinator`` (A-A-A), ``itinerant`` (A-B-A), ``gatekeeper``
        (A-B-B: lets
        into its own group), ``representative`` (A-A-B: speaks for its group outwards), ``liaison`` (A-B-C),
        ``total``; with a significance also ``<role>_expected``, ``<role>_sd`` and ``<role>_z`` (missing
        where the sd is 0).

    Raises
    ------
    UnknownNameError
        If there is no such layer, column or kind of significance.

    Notes
    -----
    v brokers the ordered pair (i, k) when i -> v -> k, i is not k, and there is no i -> k. Without direction
    a pair
    counts in both orders. Permutation keeps the ties, so the total is the same in each; the analytic null
    keeps
    the groups. Its standard deviations in an undirected network are those of independent undirected ties.
    Cost: linear in ties and triangles, times the repeats.

    References
    ----------
    Gould, R. V. & Fernandez, R. M. (1989). Structures of mediation: a formal approach to brokerage in
    transaction networks. Sociological Methodology, 19, 89-126. https://doi.org/10.2307/270949

    Examples
    --------
    >>> import welfare_graph as wg
    >>> roles = wg.roles.brokerage(wg.datasets.two_valleys(), by="sector")
    >>> roles.loc["mutua"].to_dict()
    {'coordinator': 0, 'itinerant': 2, 'gatekeeper': 2, 'representative': 2, 'liaison': 4, 'total': 10}
    """
    if significance is not None:
        check(significance, SIGNIFICANCE, "kind of significance")
    found = views.edges(eco, layer=layer, directed=directed)
    group = views.groups(eco, by, found)[0]
    closed = closed_view(eco, found, layer)
    counts = kernel.count_roles(closed, group)
    counts = np.column_stack([counts, counts.sum(axis=1)])
    names = [*kernel.ROLES, "total"]
    columns: dict[Hashable, NDArray[np.float64] | NDArray[np.int64]] = dict(zip(names, counts.T, strict=True))
    if significance is not None:
        expected, sd = (
            kernel.moments(closed, group)
            if significance == "analytic"
            else kernel.permuted_moments(closed, group, repeats, np.random.default_rng(seed))
        )
        for place, name in enumerate(names):
            mean, spread = expected[:, place], sd[:, place]
            columns[f"{name}_expected"], columns[f"{name}_sd"] = mean, spread
            above = counts[:, place] - mean
            columns[f"{name}_z"] = np.divide(above, spread, out=np.full(found.n, np.nan), where=spread > 0)
    if exclusive:
        alone = kernel.exclusive_pairs(closed)
        columns["exclusive"] = alone
        columns["exclusivity"] = np.divide(
            alone, counts[:, 5], out=np.full(found.n, np.nan), where=counts[:, 5] > 0
        )
    return pd.DataFrame({name: found.series(values, str(name)) for name, values in columns.items()})


def closed_view(eco: Ecosystem, found: Edges, layer: Layer) -> kernel.Closed:
    """Return the network with its closed triples, listed once."""
    now = eco.current()
    key = ("roles", "closed", None if layer is None else views.layer_names(now, layer), found.directed)
    if key not in now._memo:
        if found.directed:
            now._memo[key] = kernel.closed_triples(found.n, found.source, found.target)
        else:
            shared = views.triangles(eco, layer=layer)
            now._memo[key] = kernel.closed_pairs(found.n, found.source, found.target, shared)
    known: kernel.Closed = now._memo[key]
    return known
