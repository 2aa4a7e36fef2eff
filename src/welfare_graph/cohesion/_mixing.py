"""Do groups keep to themselves? Counts, and what chance would give."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from welfare_graph import views
from welfare_graph.ecosystem import Ecosystem
from welfare_graph.kernels import mixing as kernel
from welfare_graph.parallel import spawn_seeds
from welfare_graph.views import Layer, groups


def mixing(
    eco: Ecosystem,
    by: str = "type",
    *,
    layer: Layer = None,
    directed: bool = False,
    weight: str | None = None,
) -> pd.DataFrame:
    """Count ties by the groups of their two actors.

    Shows which sectors, kinds of actors or valleys work with which, and which never do.

    Parameters
    ----------
    eco
        The territory.
    by
        Column of actors that groups them, or ``zone``: the zone of an actor's seat.
    layer
        Tie type, or list of types; None unites all.
    directed
        Whether to count arcs, from the row's group to the column's.
    weight
        Column of ties to add up instead of counting, or ``trust``; None counts united ties.

    Returns
    -------
    DataFrame
        Square, groups in order on both sides (``(missing)`` last): the ties between two groups, and those
        inside a group on the diagonal, each once.

    Raises
    ------
    UnknownNameError
        If there is no such layer or column.

    References
    ----------
    Newman, M. E. J. (2003). Mixing patterns in networks. Physical Review E, 67, 026126.
    https://doi.org/10.1103/PhysRevE.67.026126

    Examples
    --------
    >>> import welfare_graph as wg
    >>> wg.cohesion.mixing(wg.datasets.two_valleys(), by="zone").to_numpy().tolist()
    [[3, 2], [2, 3]]
    """
    found = views.edges(eco, layer=layer, directed=directed, weight=weight)
    label, names = groups(eco, by, found)
    counts = kernel.tie_counts(label, len(names), found.source, found.target, found.weight)
    if not directed:
        counts = counts + counts.T - np.diag(np.diag(counts))
    if weight is None:
        counts = counts.astype(np.int64)
    return pd.DataFrame(counts, index=pd.Index(names, name=by), columns=pd.Index(names, name=by))


def assortativity(
    eco: Ecosystem,
    by: str = "type",
    *,
    layer: Layer = None,
    directed: bool = False,
    weight: str | None = None,
) -> float:
    """Say how far actors tie with their like, from 1 (only) over 0 (as by chance) to below 0 (rather not).

    Parameters
    ----------
    eco
        The territory.
    by
        Column of actors: text groups them (``type``, ``sector``, ``zone`` ...), a number is correlated
        (``employees`` ...; actors without it are left out with their ties); ``degree`` correlates degrees.
    layer
        Tie type, or list of types; None unites all.
    directed
        Whether to count arcs.
    weight
        Column of ties that weights them, or ``trust``; None: every tie weighs 1.

    Returns
    -------
    float
        -1 to 1; missing (NaN) without ties or where all are in one group.

    Raises
    ------
    UnknownNameError
        If there is no such layer or column.

    Notes
    -----
    r = (sum of e_ii - sum of a_i b_i) / (1 - sum of a_i b_i) for groups, Pearson's correlation over the ends
    of ties for numbers. An undirected tie enters in both directions.

    References
    ----------
    Newman, M. E. J. (2003). Mixing patterns in networks. Physical Review E, 67, 026126.
    https://doi.org/10.1103/PhysRevE.67.026126

    Examples
    --------
    >>> import welfare_graph as wg
    >>> round(wg.cohesion.assortativity(wg.datasets.two_valleys(), by="zone"), 3)
    0.5
    """
    found = views.edges(eco, layer=layer, directed=directed, weight=weight)
    source, target, values = found.arcs()
    now = eco.current()
    if by == "degree" and "degree" not in now.actors:
        pairs = np.concatenate(found.pairs()[:2])
        number = np.bincount(pairs, minlength=found.n).astype(float)
        return kernel.numeric_assortativity(number, source, target, values)
    if by in now.actors and pd.api.types.is_numeric_dtype(now.actors[by].dtype):
        number = np.empty(found.n)
        number[found.rows] = now.actors[by].to_numpy(dtype=float, na_value=np.nan)
        known = ~np.isnan(number[source] + number[target])
        return kernel.numeric_assortativity(number, source[known], target[known], values[known])
    label, names = groups(eco, by, found)
    return kernel.assortativity(kernel.tie_counts(label, len(names), source, target, values))


@dataclass(frozen=True)
class EIIndex:
    """Ties between groups against ties inside them.

    Parameters
    ----------
    value
        (external - internal) / (external + internal): -1 all inside, 1 all across; missing without ties.
    internal, external
        Ties, or their weight, inside groups and between them.
    p_value
        Share of permutations of the groups whose value lies at least as far from the mean of all.

    Examples
    --------
    >>> import welfare_graph as wg
    >>> wg.cohesion.ei_index(wg.datasets.two_valleys(), by="zone").value
    -0.5
    """

    value: float
    internal: float
    external: float
    p_value: float


def ei_index(
    eco: Ecosystem,
    by: str = "type",
    *,
    layer: Layer = None,
    weight: str | None = None,
    repeats: int = 1000,
    seed: int = 0,
) -> EIIndex:
    """Compare ties between groups with ties inside them.

    Answers whether the valleys, or the sectors, are silos. Groups of unlike sizes shift the index by
    themselves, so read it with its p-value.

    Parameters
    ----------
    eco
        The territory.
    by
        Column of actors that groups them, or ``zone``.
    layer
        Tie type, or list of types; None unites all.
    weight
        Column of ties to add up, or ``trust``; None counts united ties.
    repeats
        Permutations of the groups among the actors; 0 leaves the p-value missing.
    seed
        Seed of the permutations.

    Returns
    -------
    EIIndex
        ``value`` from -1 to 1, ``internal``, ``external``, ``p_value`` (two-sided, never below 1 / (repeats
        + 1)).

    Raises
    ------
    UnknownNameError
        If there is no such layer or column.

    References
    ----------
    Krackhardt, D. & Stern, R. N. (1988). Informal networks and organizational crises: an experimental
    simulation. Social Psychology Quarterly, 51(2), 123-140. https://doi.org/10.2307/2786835

    Examples
    --------
    >>> import welfare_graph as wg
    >>> index = wg.cohesion.ei_index(wg.datasets.two_valleys(), by="zone")
    >>> index.internal, index.external
    (6.0, 2.0)
    """
    found = views.edges(eco, layer=layer, weight=weight)
    label, _ = groups(eco, by, found)
    external, internal = kernel.external_ties(label, found.source, found.target, found.weight)
    total = external + internal
    if total == 0:
        return EIIndex(float("nan"), internal, external, float("nan"))
    p_value = float("nan")
    if repeats:
        drawn = kernel.permuted_externals(
            label, found.source, found.target, found.weight, spawn_seeds(seed, repeats)
        )
        far = np.abs(drawn - drawn.mean()) >= abs(external - drawn.mean()) - 1e-9 * total
        p_value = (int(far.sum()) + 1) / (repeats + 1)
    return EIIndex((external - internal) / total, internal, external, p_value)
