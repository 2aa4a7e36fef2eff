"""Linear programmes by HiGHS, asked directly: no layer between the arrays and the engine."""

from __future__ import annotations

from dataclasses import dataclass

import highspy
import numpy as np

from welfare_graph.errors import SolverError
from welfare_graph.kernels.flow import Floats, Ints

__all__ = ["Optimum", "Silent", "least_cost"]

_OPTIONS = {
    "output_flag": False,
    "threads": 1,
    "random_seed": 0,
    "presolve": "off",
    "solver": "simplex",
    "primal_feasibility_tolerance": 1e-10,
    "simplex_dual_edge_weight_strategy": 1,
}


class Silent(highspy.Highs):  # type: ignore[misc]
    """HiGHS without its callbacks: setting them up prints a banner before any option can forbid it."""

    def __init__(self) -> None:
        super(highspy.Highs, self).__init__()


@dataclass(frozen=True)
class Optimum:
    """Amounts of least cost, and what one unit more of each row's limit would add to the cost."""

    amounts: Floats
    prices: Floats


def least_cost(cost: Floats, places: Ints, values: Floats, low: Floats, high: Floats) -> Optimum:
    """Minimise cost x amounts, amounts from 0 up, with `low <= rows <= high`.

    Each amount stands in the same number of rows: its line of `places`, with the factor of its line of
    `values`. Dual simplex, one thread, no presolve, so that the answer is always the same.
    """
    solver = Silent()
    for name, value in _OPTIONS.items():
        solver.setOptionValue(name, value)
    count, each = places.shape
    model = highspy.HighsLp()
    model.num_col_, model.num_row_ = count, low.size
    model.col_cost_, model.row_lower_, model.row_upper_ = cost, low, high
    model.col_lower_, model.col_upper_ = np.zeros(count), np.full(count, np.inf)
    model.a_matrix_.format_ = highspy.MatrixFormat.kColwise
    model.a_matrix_.start_ = np.arange(0, places.size + 1, each, dtype=np.int32)
    model.a_matrix_.index_, model.a_matrix_.value_ = places.ravel().astype(np.int32), values.ravel()
    solver.passModel(model)
    solver.run()
    status = solver.getModelStatus()
    if status != highspy.HighsModelStatus.kOptimal:
        raise SolverError(f"HiGHS stopped with: {solver.modelStatusToString(status)}")
    found = solver.getSolution()
    return Optimum(np.maximum(np.array(found.col_value), 0.0), np.array(found.row_dual))
