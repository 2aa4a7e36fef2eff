"""What an action costs: the most specific row of the table of costs, else of the argument."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from welfare_graph._texts import Said
from welfare_graph.ecosystem import Ecosystem

__all__ = ["Cost", "Costs", "LINES"]

LINES = """action,need_id,area_id,fixed_eur,unit_eur,max_quantity
open,{need},,60000,9000,
expand,{need},,0,9000,
tie,,,2000,,"""
"""Lines of `costs` to start from."""

_COLUMNS = ["action", "need_id", "area_id", "fixed_eur", "unit_eur", "max_quantity"]


@dataclass(frozen=True)
class Cost:
    """EUR once and EUR a unit, and the most units."""

    fixed: float
    unit: float
    most: float


class Costs:
    """Costs by action, need and area; rows of the territory come before those of the argument."""

    def __init__(self, eco: Ecosystem, given: pd.DataFrame | Mapping[str, Any] | None) -> None:
        self._tables = [_rows(eco.active("costs")), _rows(_frame(given))]

    def of(self, action: str, need: str | None = None, area: str | None = None) -> Cost | None:
        """Return the cost of an action, or None where nobody states it."""
        for table in self._tables:
            for key in (
                (action, need, area),
                (action, need, None),
                (action, None, area),
                (action, None, None),
            ):
                if key in table:
                    return table[key]
        return None

    def any(self) -> bool:
        """Whether any cost is stated."""
        return any(self._tables)


def _rows(frame: pd.DataFrame) -> dict[tuple[str, str | None, str | None], Cost]:
    found: dict[tuple[str, str | None, str | None], Cost] = {}
    for row in frame.reindex(columns=_COLUMNS).itertuples(index=False):
        key = (str(row.action), _word(row.need_id), _word(row.area_id))
        fixed, unit, most = (_number(value) for value in (row.fixed_eur, row.unit_eur, row.max_quantity))
        cost = Cost(fixed, 0.0 if np.isnan(unit) else unit, np.inf if np.isnan(most) else most)
        if not (cost.fixed >= 0 and cost.unit >= 0 and cost.most >= 0):
            raise ValueError(Said("errors.cost", key=key, cost=cost))
        found.setdefault(key, cost)
    return found


def _number(value: Any) -> float:
    return np.nan if value is None or value is pd.NA else float(value)


def _word(value: object) -> str | None:
    return value if isinstance(value, str) and value else None


def _frame(given: pd.DataFrame | Mapping[str, Any] | None) -> pd.DataFrame:
    """Read the argument: a table like `costs`, or EUR by action (open, tie: once; expand: a unit)."""
    if given is None:
        return pd.DataFrame(columns=_COLUMNS)
    if isinstance(given, pd.DataFrame):
        return given
    rows = []
    for action, value in given.items():
        if isinstance(value, Mapping):
            rows.append({"action": action, "fixed_eur": 0.0, **value})
        elif isinstance(value, (tuple, list)):
            rows.append({"action": action, "fixed_eur": value[0], "unit_eur": value[1]})
        elif action == "expand":
            rows.append({"action": action, "fixed_eur": 0.0, "unit_eur": value})
        else:
            rows.append({"action": action, "fixed_eur": value})
    return pd.DataFrame(rows, columns=_COLUMNS)
