"""Who ties with whom by group: mixing, assortativity, the E-I index."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

__all__ = ["assortativity", "external_ties", "numeric_assortativity", "permuted_externals", "tie_counts"]

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]


def tie_counts(group: Ints, groups: int, source: Ints, target: Ints, weight: Floats) -> Floats:
    """Add up arcs by the groups of their ends: shape (groups, groups), sender's group by row."""
    flat = np.bincount(group[source] * groups + group[target], weight, groups * groups)
    return flat.astype(float).reshape(groups, groups)


def assortativity(counts: Floats) -> float:
    """Return Newman's r of a mixing matrix of arcs; NaN where all is one group."""
    total = counts.sum()
    if total == 0:
        return float("nan")
    shares = counts / total
    chance = float(shares.sum(axis=0) @ shares.sum(axis=1))
    if chance >= 1 - 1e-12:
        return float("nan")
    return (float(np.trace(shares)) - chance) / (1 - chance)


def numeric_assortativity(value: Floats, source: Ints, target: Ints, weight: Floats) -> float:
    """Return the correlation of a number over the ends of arcs; NaN where it does not vary."""
    total = weight.sum()
    if total == 0:
        return float("nan")
    x, y = value[source], value[target]
    x = x - (weight @ x) / total
    y = y - (weight @ y) / total
    spread = float(np.sqrt((weight @ x**2) * (weight @ y**2)))
    return float(weight @ (x * y)) / spread if spread > 1e-12 * total else float("nan")


def external_ties(group: Ints, u: Ints, v: Ints, weight: Floats) -> tuple[float, float]:
    """Return the weight of ties between groups and inside them."""
    across = group[u] != group[v]
    return float(weight[across].sum()), float(weight[~across].sum())


def permuted_externals(
    group: Ints, u: Ints, v: Ints, weight: Floats, seeds: list[np.random.SeedSequence]
) -> Floats:
    """Return the weight of ties between groups when the labels are dealt anew, once a seed."""
    drawn = [np.random.default_rng(seed).permutation(group) for seed in seeds]
    return np.array([external_ties(labels, u, v, weight)[0] for labels in drawn])
