"""Gaps on territories as hard as the world's: nothing breaks, and the sums always hold."""

import pytest
from hypothesis import HealthCheck, given, settings
from tests.strategies import ecosystems

import welfare_graph as wg

TABLES = ("areas", "needs", "demand", "services", "travel", "inventory", "catchments", "gateways")
HARD = settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))


def asked(eco):
    today = eco.current()
    return all(len(table) for table in (today.areas, today.needs, today.active("demand")))


@HARD
@given(eco=ecosystems(tables=TABLES))
def test_the_sums_hold_or_the_missing_table_is_named(eco):
    before = eco.fingerprint
    try:
        found = wg.gaps.allocate(eco)
    except wg.errors.MissingTableError:
        assert not asked(eco) or not eco.current().areas[["lat", "lon"]].notna().all(axis=None)
        return
    areas = found.areas
    assert (areas["served"] + areas["unmet"]).to_numpy() == pytest.approx(areas["demand"].to_numpy())
    assert len(areas) == len(eco.active("demand").drop_duplicates(["area_id", "need_id"]))
    proof = wg.gaps.explain(eco)
    assert proof.causes["people"].sum() == pytest.approx(areas["unmet"].sum())
    ledger = wg.gaps.find(eco)
    assert ledger["gap_id"].is_unique
    lost = wg.gaps.fragility(eco)
    assert sorted(lost["element"]) == sorted(eco.current().actors.index)
    assert (lost["people_lost"] >= 0).all()
    assert eco.fingerprint == before
