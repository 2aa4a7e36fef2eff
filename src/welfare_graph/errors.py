"""Every error this package raises on purpose.

WelfareGraphError
├── ValidationError        (ValueError)   the tables hold errors; all of them in ``.findings``
├── UnknownNameError       (KeyError)     a name that does not exist; "did you mean ..."
├── MissingTableError      (ValueError)   a function needs a table that is empty
├── MissingDependencyError (ImportError)  an optional package is not installed; names the extra
├── InfeasiblePlanError    (ValueError)   no plan can keep the rules; who blocks is in ``.blocking``
├── SolverError            (RuntimeError) an engine failed or its answer did not pass its check
└── WrongTypeError         (TypeError)    an argument is not what the function reads; says what to type
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

__all__ = [
    "InfeasiblePlanError",
    "MissingDependencyError",
    "MissingTableError",
    "SolverError",
    "UnknownNameError",
    "ValidationError",
    "WelfareGraphError",
    "WrongTypeError",
]

_SHOWN = 5


class WelfareGraphError(Exception):
    """Base of every error raised on purpose by this package."""


class ValidationError(WelfareGraphError, ValueError):
    """The tables hold at least one error; nothing was stored.

    Parameters
    ----------
    findings
        All findings at once, warnings included, as `wg.validate` returns them.
    """

    findings: pd.DataFrame

    def __init__(self, findings: pd.DataFrame) -> None:
        self.findings = findings
        errors = findings[findings["severity"] == "error"]
        lines = [f"{len(errors)} error(s) in the tables; all of them are in .findings"]
        lines += [_line(row) for _, row in errors.head(_SHOWN).iterrows()]
        if len(errors) > _SHOWN:
            lines.append(f"... and {len(errors) - _SHOWN} more")
        super().__init__("\n  ".join(lines))

    def __reduce__(self) -> tuple[type[ValidationError], tuple[pd.DataFrame]]:
        return type(self), (self.findings,)


def _line(finding: pd.Series) -> str:
    place = [finding["file"] if isinstance(finding["file"], str) else finding["table"]]
    if finding["row"] == finding["row"] and finding["row"] is not None:  # not missing
        place.append(f"row {int(finding['row'])}")
    if isinstance(finding["column"], str):
        place.append(finding["column"])
    hint = f" {finding['hint']}" if isinstance(finding["hint"], str) else ""
    return f"{', '.join(str(part) for part in place)}: {finding['message']}{hint}"


class UnknownNameError(WelfareGraphError, KeyError):
    """A name was asked for that does not exist; the message says which one was probably meant."""

    def __str__(self) -> str:
        """Return the message as written (a `KeyError` would quote it)."""
        return str(self.args[0]) if self.args else ""


class MissingTableError(WelfareGraphError, ValueError):
    """A function needs a table that is empty; the message names the function, the table and its columns."""


class MissingDependencyError(WelfareGraphError, ImportError):
    """An optional package is needed; the message names the extra that installs it."""


class InfeasiblePlanError(WelfareGraphError, ValueError):
    """No plan can keep all the rules.

    Parameters
    ----------
    message
        What cannot be done, and what to change.
    blocking
        One row for each need, area and rule that blocks.
    """

    blocking: pd.DataFrame

    def __init__(self, message: str, blocking: pd.DataFrame) -> None:
        self.blocking = blocking
        super().__init__(message)

    def __reduce__(self) -> tuple[type[InfeasiblePlanError], tuple[str, pd.DataFrame]]:
        return type(self), (str(self), self.blocking)


class SolverError(WelfareGraphError, RuntimeError):
    """An engine failed, or its answer did not pass an independent check."""


class WrongTypeError(WelfareGraphError, TypeError):
    """An argument is of a kind that the function cannot read; the message says what to type instead."""
