"""Minimum total minutes on a dense matrix: greedy and swap from above, a Lagrangian bound from below.

`cost[i, j]` is weight x minutes of area i at candidate j (infinite: out of reach); `base[i]` what the area
pays already, at a node that stays (infinite: none).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from welfare_graph.kernels.coverage import Bools, Floats, Ints

__all__ = ["MedianBound", "bound_median", "open_in_vain", "swap_median", "total_cost"]


@dataclass(frozen=True)
class MedianBound:
    """A lower bound on the total cost, with the prices and candidates' profits that prove it."""

    value: float
    prices: Floats
    profits: Floats


def total_cost(cost: Floats, base: Floats, chosen: Ints) -> float:
    """Cost of serving every area at its cheapest chosen or standing node."""
    return float(np.minimum(base, cost[:, chosen].min(axis=1, initial=np.inf)).sum())


def swap_median(
    cost: Floats,
    base: Floats,
    k: int,
    *,
    start: Ints | None = None,
    passes: int = 500,
    expired: Callable[[], bool] = lambda: False,
) -> Ints:
    """Open candidates greedily beside ``start`` until there are k; make the best exchange while one helps.

    Every exchange is judged in one pass over the matrix: what the newcomer saves, less what the one that
    leaves costs, corrected where the newcomer takes over (Resende and Werneck 2007).
    """
    chosen: list[int] = [] if start is None else start.tolist()
    now = np.minimum(base, cost[:, chosen].min(axis=1, initial=np.inf))
    while len(chosen) < k:
        gains = np.maximum(now[:, None] - cost, 0.0).sum(axis=0)
        gains[chosen] = -1.0
        best = int(np.argmax(gains))
        chosen.append(best)
        now = np.minimum(now, cost[:, best])
    current = np.array(chosen, dtype=np.int64)
    for _ in range(passes):
        move = None if expired() else _best_swap(cost, base, current)
        if move is None:
            break
        current[move[0]] = move[1]
    return np.sort(current)


def _best_swap(cost: Floats, base: Floats, chosen: Ints) -> tuple[int, int] | None:
    """Slot to empty and candidate to open with the largest saving, or None."""
    own = cost[:, chosen]
    slot = np.argmin(own, axis=1)
    first = own[np.arange(len(own)), slot]
    rest = own.copy()
    rest[np.arange(len(own)), slot] = np.inf
    second = np.minimum(base, rest.min(axis=1))
    standing = base <= first
    first = np.minimum(first, base)
    gain = np.maximum(first[:, None] - cost, 0.0).sum(axis=0)
    lost = np.where(standing, 0.0, second - first)
    takeover = np.maximum(second[:, None] - np.maximum(cost, first[:, None]), 0.0)
    takeover[standing] = 0.0
    extra = np.zeros((len(chosen), cost.shape[1]))
    np.add.at(extra, slot, takeover)
    loss = np.bincount(slot, weights=lost, minlength=len(chosen))
    saving = gain[None, :] - loss[:, None] + extra
    saving[:, chosen] = -np.inf
    place = np.unravel_index(int(np.argmax(saving)), saving.shape)
    if saving[place] <= 1e-9 * max(1.0, float(first.sum())):
        return None
    return int(place[0]), int(place[1])


def bound_median(
    cost: Floats,
    base: Floats,
    k: int,
    incumbent: float,
    *,
    gap: float = 0.0,
    rounds: int = 600,
    expired: Callable[[], bool] = lambda: False,
) -> MedianBound:
    """Bound the least total cost, by subgradient steps on the dual of "each area is served once".

    With a price u_i for serving area i, no choice costs less than sum_i u_i + sum_i min(0, base_i - u_i)
    + the k smallest of sum_i min(0, cost_ij - u_i).
    """
    ordered = np.sort(np.minimum(cost, base[:, None]), axis=1)
    prices = ordered[:, min(1, ordered.shape[1] - 1)].copy()
    best, kept = MedianBound(-np.inf, prices, np.zeros(cost.shape[1])), prices
    scale, idle, direction = 1.0, 0, np.zeros(len(prices))
    for _ in range(rounds):
        slack = np.minimum(cost - prices[:, None], 0.0)
        profits = slack.sum(axis=0)
        top = np.argpartition(profits, k - 1)[:k] if k < len(profits) else np.arange(len(profits))
        stay = np.minimum(base - prices, 0.0)
        value = float(prices.sum() + stay.sum() + profits[top].sum())
        idle = 0 if value > best.value + 1e-6 * abs(best.value) else idle + 1
        if value > best.value:
            best, kept = MedianBound(value, prices, profits), prices
        if incumbent - best.value <= gap * incumbent or scale < 1e-5 or expired():
            break
        if idle > 12:
            scale, idle, prices, direction = scale / 2, 0, kept, np.zeros(len(prices))
        slope = 1.0 - (slack[:, top] < 0).sum(axis=1) - (stay < 0)
        direction = 0.7 * direction + slope
        norm = float(direction @ direction)
        if norm <= 0:
            break
        prices = prices + scale * max(incumbent - value, 1e-12) / norm * direction
    return best


def open_in_vain(bound: MedianBound, k: int, incumbent: float) -> Bools:
    """Candidates that no choice cheaper than the incumbent contains."""
    if not 0 < k < len(bound.profits):
        return np.zeros(len(bound.profits), dtype=np.bool_)
    last = np.sort(bound.profits)[k - 1]
    margin = 1e-7 * max(1.0, abs(incumbent))
    return np.asarray((bound.profits > last) & (bound.value - last + bound.profits > incumbent + margin))
