"""Public functions of gaps on small random territories, against programmes that are slow and readable."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from scipy.optimize import linprog
from tests.gaps_territories import bare, drawn

import welfare_graph as wg

RULES = [
    wg.Rules(),
    wg.Rules(minutes=12),
    wg.Rules(unknown_capacity="zero"),
    wg.Rules(unknown_capacity=3),
    wg.Rules(min_trust=0.4),
    wg.Rules(max_steps=1, min_trust=0.2),
]
SEEDS = range(5)


def slow_total(eco, rules, need):
    """Return the people served of one need: a linear programme over the table of reached pairs."""
    table = wg.gaps.reach(eco, rules=rules)
    table = table[table["need_id"] == need]
    per_unit = float(eco.needs.loc[need, "people_per_unit"])
    demand = eco.demand[eco.demand["need_id"] == need].groupby("area_id")["quantity"].sum() * per_unit
    table = table[table["area_id"].isin(demand.index)]
    if not len(table):
        return 0.0
    unknown = {"unlimited": np.inf, "zero": 0.0}.get(rules.unknown_capacity, rules.unknown_capacity)
    capacity = (eco.services["capacity"].fillna(unknown) * per_unit).clip(upper=1e6)
    ends = [pd.get_dummies(table[name]).astype(float) for name in ("area_id", "service_id")]
    room = [demand[ends[0].columns].to_numpy(), capacity[ends[1].columns].to_numpy()]
    upper = np.vstack([end.to_numpy().T for end in ends])
    return -linprog(-np.ones(len(table)), A_ub=upper, b_ub=np.concatenate(room)).fun


@pytest.mark.parametrize("rules", RULES, ids=str)
def test_totals_equal_the_linear_programme(rules):
    for seed in SEEDS:
        eco = drawn(seed)
        found = wg.gaps.allocate(eco, rules=rules)
        near = wg.gaps.allocate(eco, rule="near", rules=rules)
        for need in eco.needs.index:
            total = slow_total(eco, rules, need)
            assert found.totals.loc[need, "served"] == pytest.approx(total, abs=1e-6)
            assert near.totals.loc[need, "served"] == pytest.approx(total, abs=1e-6)


@pytest.mark.parametrize("rules", RULES, ids=str)
def test_an_allocation_is_one_that_could_happen(rules):
    for seed in SEEDS:
        found = wg.gaps.allocate(drawn(seed), rules=rules)
        areas = found.areas
        assert (areas["served"] + areas["unmet"]).to_numpy() == pytest.approx(areas["demand"].to_numpy())
        assert (found.services["used"] <= found.services["capacity"] + 1e-6).all()
        sums = (
            found.flows.groupby(["area_id", "need_id"])["people"].sum().reindex(areas.index, fill_value=0.0)
        )
        assert sums.to_numpy() == pytest.approx(areas["served"].to_numpy(), abs=1e-6)
        assert (areas["unmet_low"] <= areas["unmet"] + 1e-9).all()
        assert found.totals["unmet_high"].sum() >= found.totals["unmet"].sum() - 1e-9


@pytest.mark.parametrize("rules", RULES, ids=str)
def test_certificates_prove_the_unmet(rules):
    for seed in SEEDS:
        eco = drawn(seed)
        found, proof = wg.gaps.allocate(eco, rules=rules), wg.gaps.explain(eco, rules=rules)
        for row in proof.certificates.itertuples():
            inside = proof.certificate_areas[proof.certificate_areas["certificate_id"] == row.certificate_id]
            held = proof.certificate_services[
                proof.certificate_services["certificate_id"] == row.certificate_id
            ]
            demand = sum(found.areas.loc[(area, row.need_id), "demand"] for area in inside["area_id"])
            assert row.unmet == pytest.approx(demand - held["capacity"].sum(), abs=1e-6)
            assert row.unmet == pytest.approx(found.totals.loc[row.need_id, "unmet"], abs=1e-6)
        _smallest_inside_largest(proof)
        unmet = found.areas["unmet"][found.areas["unmet"] > 0]
        people = proof.causes.set_index(["area_id", "need_id"])["people"].sort_index()
        assert people.to_numpy() == pytest.approx(unmet.sort_index().to_numpy())
        assert list(people.index) == list(unmet.sort_index().index)


def _smallest_inside_largest(proof):
    areas = proof.certificate_areas.groupby("certificate_id")["area_id"].agg(set)
    for need in proof.certificates["need_id"].unique():
        assert areas[f"{need}/smallest"] <= areas[f"{need}/largest"]


@pytest.mark.parametrize(
    "rules", [wg.Rules(), wg.Rules(unknown_capacity="zero"), wg.Rules(min_trust=0.4)], ids=str
)
@pytest.mark.parametrize("kind", ["actor", "service", "tie"])
def test_fragility_equals_solving_again(rules, kind):
    for seed in SEEDS[:2]:
        eco = drawn(seed)
        before = wg.gaps.allocate(eco, rules=rules)
        found = wg.gaps.fragility(eco, of=kind, rules=rules).set_index("element")
        for element, less in _without(eco, kind):
            after = wg.gaps.allocate(less, rules=rules)
            lost = before.totals["served"].sum() - after.totals["served"].sum()
            assert found.loc[element, "people_lost"] == pytest.approx(lost, abs=1e-6), (seed, element)
            fall = (before.areas["served"] - after.areas["served"]).groupby("area_id").max() > 1e-6
            if lost > 1e-6:
                assert found.loc[element, "areas_hit"] == fall.sum(), (seed, element)


def _without(eco, kind):
    if kind == "service":
        for name in eco.services.index:
            yield name, bare(eco, services=eco.services.drop(index=name))
    elif kind == "tie":
        for row, tie in enumerate(eco.ties.itertuples()):
            yield f"{tie.source} > {tie.target} ({tie.type})", bare(eco, ties=eco.ties.drop(index=row))
    else:
        for name in eco.actors.index:
            ends = (eco.ties["source"] == name) | (eco.ties["target"] == name)
            tables = {"actors": eco.actors.drop(index=name), "ties": eco.ties[~ends].reset_index(drop=True)}
            for table in ("services", "catchments"):
                rows = getattr(eco, table)
                tables[table] = rows[rows["actor_id"] != name]
            yield name, bare(eco, **tables)


def test_relaxing_never_serves_fewer_and_says_how_many_more():
    for seed in SEEDS:
        eco = drawn(seed)
        rules = wg.Rules(minutes=8, unknown_capacity=2, min_trust=0.5)
        gains = wg.gaps.explain(eco, rules=rules).relaxations.set_index(["need_id", "relaxed"])["people"]
        base = wg.gaps.allocate(eco, rules=rules).totals["served"]
        more = {
            "10_more_minutes": (eco, replace(rules, minutes=18)),
            "20_more_minutes": (eco, replace(rules, minutes=28)),
            "no_time_limit": (eco, replace(rules, minutes=1e6)),
            "no_relational_rule": (eco, replace(rules, min_trust=None)),
            "no_catchments": (bare(eco, catchments=eco.catchments.head(0)), rules),
        }
        for relaxed, (other, loose) in more.items():
            served = wg.gaps.allocate(other, rules=loose).totals["served"]
            for need in eco.needs.index:
                assert gains[need, relaxed] == pytest.approx(served[need] - base[need], abs=1e-6), (
                    seed,
                    relaxed,
                )
        assert (gains >= 0).all()


def test_no_time_limit_equals_endless_minutes_without_a_travel_table():
    for seed in range(3):
        eco = wg.datasets.synthetic(areas=12, actors=8, ties=5, needs=2, seed=seed)
        bound = pd.DataFrame({"actor_id": eco.actors.index[0], "area_id": eco.areas.index[:4]})
        eco = eco.replace(catchments=bound)
        rules = wg.Rules(minutes=5)
        gains = wg.gaps.explain(eco, rules=rules).relaxations.set_index(["need_id", "relaxed"])["people"]
        base = wg.gaps.allocate(eco, rules=rules).totals["served"]
        served = wg.gaps.allocate(eco, rules=wg.Rules(minutes=1e6)).totals["served"]
        for need in eco.needs.index:
            assert gains[need, "no_time_limit"] == pytest.approx(served[need] - base[need], abs=1e-6)


def test_relational_limits():
    for seed in SEEDS:
        eco = drawn(seed)
        plain = wg.gaps.relational(eco).areas
        assert plain["both"].to_numpy() == pytest.approx(plain["spatial"].to_numpy())
        rules = wg.Rules(min_trust=0.3, max_steps=2)
        three = wg.gaps.relational(eco, rules=rules).areas
        alone = wg.gaps.allocate(eco, rules=rules).areas["served"]
        assert three["both"].to_numpy() == pytest.approx(alone.to_numpy())
        endless = wg.gaps.allocate(eco, rules=replace(rules, minutes=1e6)).areas["served"]
        assert three["relational"].to_numpy() == pytest.approx(endless.to_numpy())
        sums = three.groupby(level="need_id").sum()
        assert (sums["both"] <= sums["spatial"] + 1e-9).all()
        assert (sums["both"] <= sums["relational"] + 1e-9).all()
        assert (three["assumed"] <= three["both"] + 1e-6).all()


def test_more_of_anything_never_lowers_the_total():
    for seed in SEEDS:
        eco = drawn(seed)
        base = wg.gaps.allocate(eco, rules=wg.Rules(minutes=10, min_trust=0.5)).totals["served"].sum()
        richer = bare(eco, services=eco.services.assign(capacity=eco.services["capacity"] * 1.5))
        trusted = bare(eco, ties=eco.ties.assign(trust=1.0))
        for other, rules in (
            (eco, wg.Rules(minutes=15, min_trust=0.5)),
            (eco, wg.Rules(minutes=10, min_trust=0.3)),
            (richer, wg.Rules(minutes=10, min_trust=0.5)),
            (trusted, wg.Rules(minutes=10, min_trust=0.5)),
        ):
            assert wg.gaps.allocate(other, rules=rules).totals["served"].sum() >= base - 1e-9
