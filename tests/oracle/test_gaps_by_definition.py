"""The public functions of gaps against their definitions, written down once more from the tables."""

from functools import cache

import numpy as np
import pandas as pd
import pytest
from tests import gaps_by_definition as slow
from tests.gaps_territories import bare, drawn

import welfare_graph as wg

RULES = [
    wg.Rules(),
    wg.Rules(minutes=12, unknown_capacity="zero"),
    wg.Rules(min_trust=0.3),
    wg.Rules(min_trust=0.2, max_steps=2, default_trust=0.7, unknown_capacity=3),
]
CASES = [(seed, rules) for seed in (11, 12) for rules in RULES]


@cache
def hard(seed):
    """A drawn territory with planned services, limits of their own, and gateways for some areas."""
    eco = drawn(seed)
    rng = np.random.default_rng(seed)
    count, areas = len(eco.services), eco.areas.index
    status = pd.Series(np.where(rng.random(count) < 0.2, "planned", "active"), index=eco.services.index)
    limit = np.where(rng.random(count) < 0.3, rng.integers(5, 35, count), np.nan)
    doors = pd.DataFrame({"area_id": areas[::2], "actor_id": rng.choice(eco.actors.index, len(areas[::2]))})
    doors = doors.assign(trust=np.where(rng.random(len(doors)) < 0.5, np.nan, 0.8))
    doors = doors.astype(eco.gateways.dtypes[doors.columns.tolist()])
    services = eco.services.assign(status=status, max_minutes=limit).astype(eco.services.dtypes)
    return bare(eco, services=services, gateways=doors.reindex(columns=eco.gateways.columns))


@pytest.mark.parametrize(("seed", "rules"), CASES)
def test_pairs_causes_and_certificates_are_as_defined(seed, rules):
    eco = hard(seed)
    pairs = slow.reached(eco, rules)
    keys = ["need_id", "area_id", "service_id"]
    found = wg.gaps.reach(eco, rules=rules)[[*keys, "minutes"]]
    pd.testing.assert_frame_equal(
        found, pairs.sort_values(keys)[[*keys, "minutes"]].reset_index(drop=True), check_dtype=False
    )
    areas = wg.gaps.allocate(eco, rules=rules).areas
    proof = wg.gaps.explain(eco, rules=rules)
    for row in proof.causes.itertuples():
        certain = areas.loc[(row.area_id, row.need_id), "unmet_low"] > 0
        assert row.cause == slow.cause(eco, rules, row.need_id, row.area_id, certain=certain)
    unknown = {"unlimited": np.inf, "zero": 0.0}.get(rules.unknown_capacity, rules.unknown_capacity)
    for need, per_unit in eco.needs["people_per_unit"].items():
        demand = areas["demand"].xs(need, level="need_id") if need in areas.index.levels[1] else pd.Series()
        mine = pairs[pairs["need_id"] == need]
        capacity = eco.services["capacity"].astype(float).fillna(unknown) * per_unit
        unmet, smallest, largest = slow.deficient(mine, demand, capacity)
        _certificates_equal(proof, need, unmet, {"smallest": smallest, "largest": largest})


def _certificates_equal(proof, need, unmet, sets):
    mine = proof.certificates[proof.certificates["need_id"] == need].set_index("extent")
    assert len(mine) == (2 if unmet > 1e-9 else 0)
    for extent, row in mine.iterrows():
        inside = proof.certificate_areas["certificate_id"] == row["certificate_id"]
        assert set(proof.certificate_areas.loc[inside, "area_id"]) == sets[extent]
        assert row["unmet"] == pytest.approx(unmet, abs=1e-9)


@pytest.mark.parametrize("rules", [RULES[0], RULES[2]], ids=["spatial", "relational"])
def test_trust_and_steps_are_those_of_the_best_path(rules):
    eco = hard(12)
    rules = wg.Rules(min_trust=0.0, max_steps=rules.max_steps)
    table = wg.gaps.reach(eco, rules=rules)
    best = slow.trust_of(eco, rules)
    pairs = [best[row.area_id, eco.services.loc[row.service_id, "actor_id"]] for row in table.itertuples()]
    assert len(table) > 0
    assert table[["trust", "steps"]].to_numpy() == pytest.approx(np.array(pairs))


@pytest.mark.parametrize("method", ["2sfca", "e2sfca", "3sfca", "bfca"])
def test_access_equals_the_dense_formula(method):
    eco = bare(hard(12), services=hard(12).services.fillna({"capacity": 4.0}))
    pairs, table = slow.reached(eco, wg.Rules()), wg.gaps.access(eco, method=method)

    def steps(minutes):
        return np.select([minutes <= 10, minutes <= 20, minutes <= 30], [1.0, 0.68, 0.22], 0.0)

    for need in table.index.levels[1]:
        mine = pairs[pairs["need_id"] == need].pivot_table("minutes", "area_id", "service_id")
        mine = mine.reindex(index=eco.areas.index)
        demand = eco.demand[eco.demand["need_id"] == need].groupby("area_id")["quantity"].sum()
        demand = demand.reindex(mine.index).fillna(0.0).to_numpy()
        capacity = eco.services.loc[mine.columns, "capacity"].to_numpy(dtype=float)
        decay = np.ones_like if method == "2sfca" else steps
        dense = pd.Series(slow.access(method, mine.to_numpy(), demand, capacity, decay), index=mine.index)
        ours = table["access"].xs(need, level="need_id")
        assert ours.to_numpy() == pytest.approx(dense[ours.index].to_numpy())
