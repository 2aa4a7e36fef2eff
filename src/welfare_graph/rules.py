"""What counts as reached: one object that every gap and plan takes."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, fields
from numbers import Real
from typing import Literal

from welfare_graph._names import check
from welfare_graph._texts import Said
from welfare_graph.errors import WrongTypeError

__all__ = ["Rules"]


@dataclass(frozen=True)
class Rules:
    """What counts as reached, and how unknowns are read.

    A node works only where proximity, relations of trust and relational competence meet. With no
    argument the reading is spatial: time and eligibility only.

    Parameters
    ----------
    minutes
        Longest way people go, in minutes, for every service; None leaves it to the service, else to
        the need.
    min_trust
        Least trust, from 0 to 1, with which an area's people must reach the provider: the largest
        product of tie trusts over paths from a gateway of the area to the provider. None asks nothing.
    max_steps
        Most ties on that path, 0 or more. None asks nothing.
    default_trust
        Trust, from 0 to 1, of a tie or gateway whose trust is unknown; results say how many people
        rest on it.
    tie_trust
        Trust, from 0 to 1, of a tie that a plan adds; None is `default_trust`.
    unknown_capacity
        How much a service of unknown capacity can serve: "unlimited", "zero", or a number of the
        need's units, 0 or more.

    Raises
    ------
    ValueError
        If a value is outside its range.

    Notes
    -----
    The most reliable path follows Richters and Peixoto.

    References
    ----------
    Richters, O., & Peixoto, T. P. (2011). Trust transitivity in social networks. PLoS ONE, 6(4).
    https://doi.org/10.1371/journal.pone.0018384

    Examples
    --------
    >>> Rules(minutes=30, min_trust=0.3, max_steps=3).relational
    True
    >>> Rules().relational
    False
    """

    minutes: float | None = None
    min_trust: float | None = None
    max_steps: int | None = None
    default_trust: float = 0.5
    tie_trust: float | None = None
    unknown_capacity: Literal["unlimited", "zero"] | float = "unlimited"

    def __post_init__(self) -> None:
        _within("minutes", self.minutes, 0, math.inf)
        _within("min_trust", self.min_trust, 0, 1)
        _within("default_trust", self.default_trust, 0, 1, optional=False)
        _within("tie_trust", self.tie_trust, 0, 1)
        _within("max_steps", self.max_steps, 0, math.inf)
        if self.max_steps is not None and int(self.max_steps) != self.max_steps:
            raise ValueError(Said("errors.whole_steps", given=self.max_steps))
        if isinstance(self.unknown_capacity, str):
            if self.unknown_capacity not in {"unlimited", "zero"}:
                given = repr(self.unknown_capacity)
                raise ValueError(f"unknown_capacity must be 'unlimited', 'zero' or a number, not {given}.")
        else:
            _within("unknown_capacity", self.unknown_capacity, 0, math.inf, optional=False)

    @property
    def relational(self) -> bool:
        """Whether trust or steps are asked for."""
        return self.min_trust is not None or self.max_steps is not None

    @property
    def added_trust(self) -> float:
        """Trust of a tie that a plan adds."""
        return self.default_trust if self.tie_trust is None else self.tie_trust


def as_rules(rules: Rules | None) -> Rules:
    """Return the rules given, the spatial reading where there are none; refuse anything else."""
    if rules is None or isinstance(rules, Rules):
        return Rules() if rules is None else rules
    said = "minutes=30"
    if isinstance(rules, Mapping):
        known = [field.name for field in fields(Rules)]
        said = ", ".join(f"{check(name, known, 'rule')}={value!r}" for name, value in rules.items())
    kind = "the class Rules" if rules is Rules else type(rules).__name__
    raise WrongTypeError(f"rules must be a Rules object, not {kind}. Type rules=wg.Rules({said}).")


def _within(name: str, value: float | None, low: float, high: float, *, optional: bool = True) -> None:
    if value is None and optional:
        return
    number = isinstance(value, Real) and not isinstance(value, bool)
    if not number or math.isnan(value) or math.isinf(value) or not low <= value <= high:  # type: ignore[arg-type, operator]
        ends = {"low": low, "high": high} if math.isfinite(high) else {"low": low}
        key = "between" if math.isfinite(high) else "at_least"
        raise ValueError(Said(f"errors.{key}", name=name, given=value, **ends))
