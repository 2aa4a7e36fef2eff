"""What every engine of this room hands back, and the clock they share."""

from __future__ import annotations

import time
from dataclasses import dataclass

import numpy as np

from welfare_graph.errors import SolverError
from welfare_graph.kernels.coverage import Ints

__all__ = ["SMALL", "Clock", "Solved", "proven", "unsettled"]

SMALL = 200


class Clock:
    """Seconds left of a time limit."""

    def __init__(self, limit: float) -> None:
        self._end = time.monotonic() + limit

    @property
    def left(self) -> float:
        """Seconds left, never negative."""
        return max(0.0, self._end - time.monotonic())

    def expired(self) -> bool:
        """Whether the time is over."""
        return self.left <= 0.0


@dataclass(frozen=True)
class Solved:
    """A choice of candidates with its proof: no choice is better than ``bound``."""

    chosen: Ints
    objective: float
    bound: float
    status: str
    method: str


def unsettled(
    known: str, remedy: str = "allow more nodes or places, or use objective='coverage'"
) -> SolverError:
    """What to raise where time ran out before any plan was found, or none was shown to exist."""
    return SolverError(
        "Time ran out before any plan that keeps the rules was found, and none was ruled out. "
        f"{known} Raise time_limit, {remedy}."
    )


def proven(chosen: Ints, objective: float, bound: float, method: str, gap: float) -> Solved:
    """Compare objective and bound and name the status; a rounding error never puts the bound inside."""
    slack = abs(bound - objective)
    scale = max(abs(objective), 1e-9)
    if slack <= 1e-7 * max(1.0, abs(objective)):
        return Solved(np.sort(chosen), objective, objective, "optimal", method)
    status = "gap_reached" if slack <= gap * scale * (1 + 1e-9) else "time_limit"
    return Solved(np.sort(chosen), objective, bound, status, method)
