"""What a budget that does not bind costs, and an answer of the solver that is not its own."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from scipy import sparse

import welfare_graph as wg
from welfare_graph.plan import _model, _program


@pytest.fixture(scope="module")
def eco():
    return wg.datasets.two_valleys()


@pytest.mark.parametrize("budget", [30_000, 100_000, 1e6, 1e12])
def test_many_levers_serve_and_cost_what_few_do(eco, budget, monkeypatch):
    few = wg.plan.joint(eco, budget)
    monkeypatch.setattr(_model, "SMALL", 0)
    many = wg.plan.joint(eco, budget)
    assert many.objective == pytest.approx(few.objective)
    assert few.budget_used <= many.budget_used <= budget


def test_a_budget_beyond_every_lever_buys_the_same(eco):
    enough, endless = (wg.plan.joint(eco, budget) for budget in (1e6, 1e12))
    assert endless.objective == enough.objective
    assert endless.budget_used == enough.budget_used


def knapsack():
    """Most worth of 5 a, 4 b with 2 a + 3 b at most 4, whole numbers up to 1: a alone."""
    return _program.Program(
        cost=np.array([-5.0, -4.0]),
        lower=np.zeros(2),
        upper=np.ones(2),
        integer=np.ones(2, dtype=np.bool_),
        matrix=sparse.csr_array([[2.0, 3.0]]),
        row_lower=np.array([-np.inf]),
        row_upper=np.array([4.0]),
    )


def test_an_answer_that_gives_back_its_start_is_asked_again(monkeypatch):
    read, calls = _program._answer, []

    def forgetful(solver, program):
        answer = read(solver, program)
        calls.append(answer)
        return replace(answer, solution=np.zeros(2)) if len(calls) == 1 else answer

    monkeypatch.setattr(_program, "_answer", forgetful)
    answer = _program.solve(knapsack(), start=np.zeros(2))
    assert len(calls) == 2
    assert answer.solution.tolist() == [1.0, 0.0]
    assert answer.objective == -5.0


def test_a_search_cut_short_says_so_and_its_bound_holds():
    rng = np.random.default_rng(0)
    sizes = rng.integers(50, 100, (5, 40)).astype(np.float64)
    hard = _program.Program(
        cost=-rng.integers(50, 100, 40).astype(np.float64),
        lower=np.zeros(40),
        upper=np.ones(40),
        integer=np.ones(40, dtype=np.bool_),
        matrix=sparse.csr_array(sizes),
        row_lower=np.full(5, -np.inf),
        row_upper=sizes.sum(axis=1) / 2,
    )
    whole, short = _program.solve(hard), _program.solve(hard, start=np.zeros(40), nodes=1)
    assert (whole.status, short.status) == ("optimal", "time_limit")
    assert short.bound <= whole.objective <= short.objective
