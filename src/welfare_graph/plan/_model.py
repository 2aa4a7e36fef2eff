"""The mixed-integer program of a joint plan, and cuts for ties that help only together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import numpy as np
from scipy import sparse

from welfare_graph.kernels.coverage import Bools, Floats, Ints
from welfare_graph.plan._case import Case
from welfare_graph.plan._program import Answer, Program, solve
from welfare_graph.plan._solved import SMALL, Clock, unsettled

__all__ = ["Choice", "Limits", "Model", "best_choice", "planned", "read_choice"]

SLOPES = 8
"""Linear programs that look for a plan which keeps the floors."""

SLACK = 0.05
"""Share of the money left over from which many levers are searched for a cheaper plan."""

NODES = 1000
"""Nodes of that search where the levers are few; where they are many it ends at the root."""


@dataclass(frozen=True)
class Limits:
    """What a plan must keep: budget in EUR, least share served by claim, ties an actor can take on.

    `taken` are the new ties that each actor (by position) has promised already.
    """

    budget: float
    weights: Floats
    floor: Floats
    tie_limit: float | None
    tie_count: int | None = None
    taken: Mapping[int, int] = field(default_factory=dict)

    @property
    def plain(self) -> bool:
        """Whether people count the same everywhere and no share is asked."""
        return bool((self.weights == 1.0).all() and self.floor.max(initial=0.0) == 0)


@dataclass(frozen=True)
class Choice:
    """Units by lever and the ties made, with what they are worth and the bound on every choice."""

    units: Floats
    ties: Ints
    value: float
    bound: float
    exact: bool


@dataclass
class Model:
    """Rows gathered into one sparse program; variables in blocks."""

    case: Case
    limits: Limits
    rows: list[tuple[Ints, Floats]] = field(default_factory=list)
    lows: list[float] = field(default_factory=list)
    highs: list[float] = field(default_factory=list)

    def __post_init__(self) -> None:
        case = self.case
        self.flow = 0
        self.units = len(case.claim)
        self.on = self.units + len(case.levers)
        self.tie = self.on + len(case.levers)
        self.key = self.tie + len(case.ties)
        self.width = self.key + len(case.ask_area)
        self.most = np.array([lever.most for lever in case.levers])
        self.lever_at = {lever.node: place for place, lever in enumerate(case.levers)}
        self._people()
        self._room()
        self._on()
        self._ties()
        self._money()

    def add(self, columns: Ints | list[int], values: Floats | list[float], low: float, high: float) -> None:
        """Add a row."""
        self.rows.append((np.asarray(columns, dtype=np.int64), np.asarray(values, dtype=np.float64)))
        self.lows.append(low)
        self.highs.append(high)

    def _people(self) -> None:
        case = self.case
        for claim, pairs in _groups(case.claim, len(case.people)):
            least = self.limits.floor[claim] * case.people[claim]
            if len(pairs) or least > 0:
                self.add(pairs, np.ones(len(pairs)), least, case.people[claim])

    def _room(self) -> None:
        case = self.case
        for node, pairs in _groups(case.node, len(case.room)):
            if not len(pairs) or np.isinf(case.room[node]):
                continue
            columns, values = [*pairs], [1.0] * len(pairs)
            lever = self.lever_at.get(node)
            if lever is not None:
                columns.append(self.units + lever)
                values.append(-case.levers[lever].per_unit)
            self.add(columns, values, -np.inf, case.room[node])

    def _on(self) -> None:
        """A lever adds units only once it is pulled; a node serves only once it is open."""
        case = self.case
        for place, lever in enumerate(case.levers):
            self.add([self.units + place, self.on + place], [1.0, -lever.most], -np.inf, 0.0)
        for pair, (claim, node) in enumerate(zip(case.claim.tolist(), case.node.tolist(), strict=True)):
            at = self.lever_at.get(node)
            if at is not None and case.levers[at].action == "open":
                lever = case.levers[at]
                most = min(case.people[claim], lever.most * lever.per_unit)
                self.add([pair, self.on + at], [1.0, -most], -np.inf, 0.0)
        spots: dict[tuple[str, str], list[int]] = {}
        for place, lever in enumerate(case.levers):
            if lever.action == "open":
                spots.setdefault((lever.need_id, lever.area_id), []).append(self.on + place)
        for columns in spots.values():
            if len(columns) > 1:
                self.add(columns, [1.0] * len(columns), -np.inf, 1.0)

    def _ties(self) -> None:
        case, limits = self.case, self.limits
        most = np.minimum(case.people[case.claim], case.room_with(self.most)[case.node])
        for pair in np.flatnonzero(case.key >= 0).tolist():
            self.add([pair, self.key + int(case.key[pair])], [1.0, -most[pair]], -np.inf, 0.0)
        if not case.several:
            for key, found in enumerate(case.single):
                self.cut(key, found)
        if limits.tie_limit is not None:
            ends: dict[int, list[int]] = {}
            for place, tie in enumerate(case.ties):
                for actor in tie:
                    ends.setdefault(actor, []).append(self.tie + place)
            for actor, columns in ends.items():
                left = max(limits.tie_limit - limits.taken.get(actor, 0), 0)
                self.add(columns, [1.0] * len(columns), -np.inf, float(left))
        if limits.tie_count is not None and case.ties:
            columns = [self.tie + place for place in range(len(case.ties))]
            self.add(columns, [1.0] * len(columns), -np.inf, float(limits.tie_count))

    def cut(self, key: int, ties: set[int]) -> None:
        """Let the relation hold only if one of the ties is made."""
        places = sorted(ties)
        columns = [self.key + key, *(self.tie + place for place in places)]
        self.add(columns, [1.0, *[-1.0] * len(places)], -np.inf, 0.0)

    def _money(self) -> None:
        """A budget that pays for every lever and tie binds nothing."""
        price = self.prices()
        if price @ self.upper() > self.limits.budget:
            self.add(np.arange(self.width), price, -np.inf, self.limits.budget)

    def prices(self) -> Floats:
        """Cost of one unit of each variable."""
        price = np.zeros(self.width)
        for place, lever in enumerate(self.case.levers):
            price[self.units + place] = lever.cost.unit
            price[self.on + place] = lever.cost.fixed
        price[self.tie : self.key] = self.case.tie_cost
        return price

    def upper(self) -> Floats:
        """Most of each variable."""
        upper = np.ones(self.width)
        upper[: self.units] = self.case.people[self.case.claim]
        upper[self.units : self.on] = self.most
        return upper

    def program(self) -> Program:
        """The program as HiGHS takes it."""
        case, width = self.case, self.width
        cost = np.zeros(width)
        cost[: len(case.claim)] = -self.limits.weights[case.claim]
        whole = np.zeros(width, dtype=np.bool_)
        whole[self.units : self.key] = True
        sizes = [len(columns) for columns, _ in self.rows]
        columns = np.concatenate([c for c, _ in self.rows]) if self.rows else np.empty(0, dtype=np.int64)
        values = np.concatenate([v for _, v in self.rows]) if self.rows else np.empty(0)
        starts = np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64)
        matrix = sparse.csr_array((values, columns, starts), shape=(len(sizes), width))
        return Program(
            cost, np.zeros(width), self.upper(), whole, matrix, np.array(self.lows), np.array(self.highs)
        )


def _groups(labels: Ints, size: int) -> list[tuple[int, Ints]]:
    """Positions of each label, in order."""
    order = np.argsort(labels, kind="stable")
    ends = np.searchsorted(labels[order], np.arange(size + 1))
    return [(place, order[ends[place] : ends[place + 1]]) for place in range(size)]


def best_choice(case: Case, limits: Limits, *, gap: float, clock: Clock) -> Choice | None:
    """Solve, and where ties may work together solve again with cuts until the relations hold.

    The gap is asked of what the plan adds to today, which is stricter than of all people served. Every
    relaxation's bound holds for all plans. None: nothing keeps the limits. Where time runs out before that
    is known, a SolverError says so.
    """
    model = Model(case, limits)
    levers = len(case.levers) + len(case.ties)
    target = 0.0 if levers <= SMALL else gap
    start = _still(model.program(), model)
    best = _floored(model) if start is None else _read(start, model, -np.inf)
    today = 0.0 if best is None or start is None else best.value
    program = replace(model.program(), offset=today)
    asks = np.unique(case.claim)
    bound = float(limits.weights[asks] @ case.people[asks])
    while True:
        answer = solve(
            program, gap=target, time_limit=clock.left, start=None if start is None else start.solution
        )
        if answer.status == "infeasible":
            return None if best is None else replace(best, bound=best.value, exact=True)
        bound = min(bound, today - answer.bound)
        if answer.solution is None:
            break
        found = _read(answer, model, bound)
        kept = _keeps_floor(found, model)
        if kept and (best is None or found.value > best.value):
            best = found
        made = np.flatnonzero(answer.solution[model.tie : model.key] > 0.5)
        holds = case.open_keys(made)
        wrong = _wrong(answer, model, holds)
        near = best is not None and bound - best.value <= max(target * (best.value - today), 1e-7)
        if not len(wrong) or near or clock.expired():
            break
        _cut_all(model, wrong, made)
        program, start = replace(model.program(), offset=today), None
    if best is None:
        raise unsettled(
            "No way found within the budget keeps every floor.", "lower the floor or raise the budget"
        )
    best = replace(best, bound=max(bound, best.value), exact=answer.status == "optimal")
    return _cheapest(model, best, clock)


def read_choice(answer: Answer, model: Model, bound: float) -> Choice | None:
    """Read an answer, or None where its ties do not carry its relations; the model then has new cuts."""
    assert answer.solution is not None
    ties = np.flatnonzero(answer.solution[model.tie : model.key] > 0.5)
    wrong = _wrong(answer, model, model.case.open_keys(ties))
    if len(wrong):
        _cut_all(model, wrong, ties)
        return None
    return _read(answer, model, bound)


def _cheapest(model: Model, best: Choice, clock: Clock) -> Choice:
    """Among choices that serve as many, look for a cheaper one; keep what passes its own evaluation.

    Where the levers are many and the budget is spent, it would take as long as the choice and save next to
    nothing.
    """
    prices = model.prices()
    if best.value <= 0 or clock.expired() or not prices.any():
        return best
    small = len(model.case.levers) + len(model.case.ties) <= SMALL
    limits = model.limits
    most = limits.budget if limits.tie_count is None else float(limits.tie_count)
    if not small and _spent(model, best) > (1 - SLACK) * most:
        return best
    flows = np.arange(len(model.case.claim))
    weights = limits.weights[model.case.claim]
    slack = 1e-7 * max(1.0, best.value)
    model.add(flows, weights, best.value - slack, np.inf)
    start = _flows(model, best.units, best.ties).solution
    program = replace(model.program(), cost=prices)
    answer = solve(program, gap=1e-3, time_limit=clock.left, start=start, nodes=NODES if small else 1)
    if answer.solution is None:
        return best
    found = _read(answer, model, best.bound)
    cheaper = _spent(model, found) < _spent(model, best) - 1e-6
    good = cheaper and found.value >= best.value - 2 * slack and _keeps_floor(found, model)
    return replace(found, exact=best.exact, value=min(found.value, best.bound)) if good else best


def _spent(model: Model, choice: Choice) -> float:
    prices = model.prices()
    used = prices[model.units : model.on] @ choice.units + prices[model.on : model.tie] @ (choice.units > 0)
    return float(used + model.case.tie_cost[choice.ties].sum())


def _still(program: Program, model: Model) -> Answer | None:
    """Do nothing: the flows of today, as a first solution; None where floors need more."""
    upper = program.upper.copy()
    upper[model.units :] = 0.0
    none = np.zeros(len(upper), dtype=np.bool_)
    answer = solve(replace(program, upper=upper, integer=none))
    return answer if answer.solution is not None else None


def _floored(model: Model) -> Choice | None:
    """A choice that keeps the floors cheaply, by linear programs whose slopes learn the fixed costs; or None.

    Each program counts a fixed cost as so much a unit, as many units as the last one took (dynamic slope
    scaling: Kim and Pardalos 1999); its units and ties are rounded up.
    """
    program, prices = model.program(), model.prices()
    units, fixed = slice(model.units, model.on), prices[model.on : model.tie]
    none = np.zeros(len(prices), dtype=np.bool_)
    slope = fixed / np.maximum(model.most, 1.0)
    for _ in range(SLOPES):
        cost = prices.copy()
        cost[units] += slope
        cost[model.on : model.tie] = 0.0
        answer = solve(replace(program, cost=cost, integer=none))
        if answer.solution is None:
            return None
        taken = np.ceil(answer.solution[units] - 1e-6)
        ties = np.flatnonzero(answer.solution[model.tie : model.key] > 1e-6)
        if _flows(model, taken, ties).solution is not None:
            return Choice(taken, ties, _worth(model, taken, ties), -np.inf, exact=False)
        slope = np.where(taken > 0, fixed / np.maximum(taken, 1.0), slope)
    return None


def _read(answer: Answer, model: Model, bound: float) -> Choice:
    """Units and ties of an answer, the idle ones taken off, and what they are truly worth."""
    values = answer.solution
    assert values is not None
    units = np.round(values[model.units : model.on])
    ties = np.flatnonzero(values[model.tie : model.key] > 0.5)
    value = _worth(model, units, ties)
    for tie in ties[::-1]:
        fewer = ties[ties != tie]
        if model.limits.floor.max(initial=0.0) == 0 and _worth(model, units, fewer) >= value - 1e-7:
            ties = fewer
    for place in np.flatnonzero(units)[::-1]:
        units = _spare(model, units, ties, int(place), value)
    return Choice(units, ties, value, bound, exact=False)


def _spare(model: Model, units: Floats, ties: Ints, place: int, value: float) -> Floats:
    """Take off the units of a lever that nobody uses."""
    if model.limits.floor.max(initial=0.0) > 0:
        return units
    low, high = 0.0, units[place]
    while low < high:
        trial = units.copy()
        trial[place] = np.floor((low + high) / 2)
        if _worth(model, trial, ties) >= value - 1e-7:
            high = trial[place]
        else:
            low = trial[place] + 1
    out = units.copy()
    out[place] = high
    return out


def _worth(model: Model, units: Floats, ties: Ints) -> float:
    """Weighted people served with these units and ties, solved afresh."""
    weights = model.limits.weights
    if (weights == 1.0).all():
        return model.case.value(units, ties)
    return -_flows(model, units, ties).objective


def _flows(model: Model, units: Floats, ties: Ints) -> Answer:
    """Best flows once units, ties and relations are given."""
    program = model.program()
    lower, upper = program.lower.copy(), program.upper.copy()
    lower[model.units : model.on] = upper[model.units : model.on] = units
    lower[model.on : model.tie] = upper[model.on : model.tie] = units > 0
    lower[model.tie : model.key] = upper[model.tie : model.key] = np.isin(
        np.arange(len(model.case.ties)), ties
    )
    upper[model.key :] = model.case.open_keys(ties)
    none = np.zeros(len(upper), dtype=np.bool_)
    return solve(replace(program, lower=lower, upper=upper, integer=none))


def planned(case: Case, limits: Limits, choice: Choice) -> Floats:
    """People served by claim when places go as the plan means them: floors kept, weights heeded."""
    model = Model(case, limits)
    solution = _flows(model, choice.units, choice.ties).solution
    flows = np.zeros(0) if solution is None else solution[: len(case.claim)]
    served = np.bincount(case.claim[: len(flows)], weights=flows, minlength=len(case.people))
    return served.astype(np.float64)


def _keeps_floor(choice: Choice, model: Model) -> bool:
    if model.limits.floor.max(initial=0.0) == 0:
        return True
    return _flows(model, choice.units, choice.ties).solution is not None


def _wrong(answer: Answer, model: Model, holds: Bools) -> Ints:
    """Relations that the program uses although its ties do not carry them."""
    assert answer.solution is not None
    case = model.case
    if not case.several:
        return np.empty(0, dtype=np.int64)
    used = np.flatnonzero((answer.solution[: len(case.claim)] > 1e-9) & (case.key >= 0))
    keys = np.unique(case.key[used])
    return keys[~holds[keys]]


def _cut_all(model: Model, wrong: Ints, ties: Ints) -> None:
    case = model.case
    assert case.unlock is not None
    place = {tie: position for position, tie in enumerate(case.ties)}
    made = {case.ties[tie] for tie in ties}
    for key in wrong.tolist():
        area, actor = int(case.ask_area[key]), int(case.ask_actor[key])
        needed = case.unlock.blocking(area, actor, made, case.ties)
        model.cut(key, {place[tie] for tie in needed})
