"""Mixed-integer programs through HiGHS: one thread, fixed seed, a start solution, a proven bound."""

from __future__ import annotations

from dataclasses import dataclass

import highspy
import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from welfare_graph.errors import SolverError
from welfare_graph.kernels.linear import Silent

__all__ = ["Answer", "Program", "solve"]

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Program:
    """Minimise ``offset + cost @ x`` with ``row_lower <= matrix @ x <= row_upper`` and bounds on x."""

    cost: Floats
    lower: Floats
    upper: Floats
    integer: NDArray[np.bool_]
    matrix: sparse.csr_array
    row_lower: Floats
    row_upper: Floats
    offset: float = 0.0


@dataclass(frozen=True)
class Answer:
    """What the solver proved: the best values found, their cost, and a cost no solution goes below."""

    solution: Floats | None
    objective: float
    bound: float
    status: str


def solve(
    program: Program,
    *,
    gap: float = 0.0,
    time_limit: float = np.inf,
    start: Floats | None = None,
    nodes: int | None = None,
) -> Answer:
    """Solve to ``gap``, until ``time_limit`` seconds or ``nodes`` branches.

    ``status`` is optimal, time_limit (cut short) or infeasible.
    """
    if len(program.cost) == 0:
        return Answer(np.empty(0), 0.0, 0.0, "optimal")
    solver = Silent()
    options = {
        "output_flag": False,
        "threads": 1,
        "random_seed": 0,
        "mip_rel_gap": gap,
        "mip_abs_gap": 1e-9,
        "mip_feasibility_tolerance": 1e-9,
        "primal_feasibility_tolerance": 1e-9,
    }
    if np.isfinite(time_limit):
        options["time_limit"] = max(time_limit, 0.01)
    if nodes is not None:
        options["mip_max_nodes"] = nodes
    for name, value in options.items():
        solver.setOptionValue(name, value)
    solver.passModel(_model(program))
    if start is not None:
        solution = highspy.HighsSolution()
        solution.col_value = start.tolist()
        solver.setSolution(solution)
    solver.run()
    answer = _answer(solver, program)
    if start is not None and _astray(answer, program):
        return solve(program, gap=gap, time_limit=time_limit, nodes=nodes)
    return answer


def _astray(answer: Answer, program: Program) -> bool:
    """Say whether the values are not those of the objective: HiGHS may give back the start it was given."""
    if answer.solution is None:
        return False
    worth = float(program.cost @ answer.solution) + program.offset
    return abs(worth - answer.objective) > 1e-6 * max(1.0, abs(worth), abs(answer.objective))


def _model(program: Program) -> highspy.HighsLp:
    model = highspy.HighsLp()
    model.num_col_ = len(program.cost)
    model.num_row_ = len(program.row_lower)
    model.col_cost_ = program.cost
    model.offset_ = program.offset
    model.col_lower_, model.col_upper_ = program.lower, program.upper
    model.row_lower_, model.row_upper_ = program.row_lower, program.row_upper
    matrix = program.matrix
    model.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    model.a_matrix_.start_ = matrix.indptr.astype(np.int32)
    model.a_matrix_.index_ = matrix.indices.astype(np.int32)
    model.a_matrix_.value_ = matrix.data.astype(np.float64)
    if program.integer.any():
        kinds = (highspy.HighsVarType.kContinuous, highspy.HighsVarType.kInteger)
        model.integrality_ = [kinds[int(flag)] for flag in program.integer]
    return model


def _answer(solver: highspy.Highs, program: Program) -> Answer:
    status = solver.getModelStatus()
    info = solver.getInfo()
    kinds = highspy.HighsModelStatus
    if status in (kinds.kInfeasible, kinds.kUnboundedOrInfeasible):
        return Answer(None, np.inf, np.inf, "infeasible")
    if status not in (kinds.kOptimal, kinds.kTimeLimit, kinds.kInterrupt, kinds.kSolutionLimit):
        message = f"HiGHS stopped with {solver.modelStatusToString(status)!r} on a plan's program"
        raise SolverError(message)
    mixed = bool(program.integer.any())
    found = info.primal_solution_status == 2
    objective = float(info.objective_function_value) if found else np.inf
    values = np.array(solver.getSolution().col_value) if found else None
    proved = objective if status == kinds.kOptimal else -np.inf
    bound = float(info.mip_dual_bound) if mixed else proved
    return Answer(values, objective, bound, "optimal" if status == kinds.kOptimal else "time_limit")
