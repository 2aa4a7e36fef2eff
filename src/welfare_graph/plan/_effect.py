"""Who is served before and after a plan, and how evenly."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pandas as pd

from welfare_graph.ecosystem import Ecosystem
from welfare_graph.gaps import clean, fair_served, problem, tolerance
from welfare_graph.rules import Rules

__all__ = ["effect_of", "equity_of", "served_in"]


def served_in(eco: Ecosystem, rules: Rules, needs: Iterable[str] | None = None) -> pd.DataFrame:
    """People who ask and people served, by area and need, as `gaps.allocate` says."""
    made = problem(eco, rules)
    parts = []
    for name in sorted(made.needs if needs is None else needs):
        need = made.needs[name]
        served = need.demand - clean(need.demand - fair_served(need), tolerance(need))
        asked = np.flatnonzero(need.asked)
        index = pd.MultiIndex.from_arrays(
            [made.areas[asked], [name] * len(asked)], names=["area_id", "need_id"]
        )
        parts.append(pd.DataFrame({"demand": need.demand[asked], "served": served[asked]}, index=index))
    if not parts:
        index = pd.MultiIndex.from_arrays([[], []], names=["area_id", "need_id"])
        return pd.DataFrame({"demand": [], "served": []}, index=index, dtype=float)
    return pd.concat(parts).sort_index()


def effect_of(before: pd.DataFrame, after: pd.DataFrame) -> pd.DataFrame:
    """Before, after and gained, in people; the demand beside them."""
    table = pd.DataFrame({"before": before["served"], "after": after["served"]})
    table["gained"] = table["after"] - table["before"]
    table["demand"] = before["demand"]
    return table


def equity_of(effect: pd.DataFrame) -> pd.DataFrame:
    """Gini, Palma and worst-off area of the share served by area, all needs of the plan together."""
    sums = effect.groupby(level="area_id")[["before", "after", "demand"]].sum()
    sums = sums[sums["demand"] > 0]
    rows = {name: _evenness(sums[name], sums["demand"]) for name in ("before", "after")}
    return pd.DataFrame(rows)


def _evenness(served: pd.Series, demand: pd.Series) -> dict[str, object]:
    share = (served / demand).to_numpy(dtype=np.float64)
    weight = demand.to_numpy(dtype=np.float64)
    worst = int(np.argmin(share)) if len(share) else -1
    return {
        "gini": _gini(share, weight),
        "palma": _palma(share, weight),
        "worst_share": float(share[worst]) if len(share) else np.nan,
        "worst_area": str(served.index[worst]) if len(share) else None,
    }


def _gini(share: np.ndarray, weight: np.ndarray) -> float:
    """Gini of the share served over people (0: the same everywhere)."""
    total = float(share @ weight)
    if total <= 0:
        return float("nan")
    order = np.argsort(share, kind="stable")
    people = np.concatenate([[0.0], np.cumsum(weight[order])]) / weight.sum()
    held = np.concatenate([[0.0], np.cumsum((share * weight)[order])]) / total
    return float(max(0.0, 1.0 - ((held[1:] + held[:-1]) * np.diff(people)).sum()))


def _palma(share: np.ndarray, weight: np.ndarray) -> float:
    """Service of the best-served tenth of the people over that of the worst-served four tenths."""
    order = np.argsort(share, kind="stable")
    people = np.concatenate([[0.0], np.cumsum(weight[order])])
    if people[-1] <= 0:
        return float("nan")
    held = np.concatenate([[0.0], np.cumsum((share * weight)[order])])
    low = float(np.interp(0.4 * people[-1], people, held))
    high = float(held[-1] - np.interp(0.9 * people[-1], people, held))
    return high / low if low > 0 else float("nan")
