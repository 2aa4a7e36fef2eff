"""The shared strategy draws what it promises: valid territories, and the hard ones among them."""

from __future__ import annotations

import pytest
from hypothesis import Phase, given, settings
from tests.strategies import ecosystems, territories

import welfare_graph as wg


@settings(max_examples=25)
@given(territories())
def test_every_drawn_territory_is_valid(tables):
    eco = wg.Ecosystem.from_tables(**tables)
    assert not (eco.findings["severity"] == "error").any()


HARD = {
    "a code with zeros": lambda eco: "001191" in eco.areas.index,
    "a code None": lambda eco: "None" in {*eco.actors.index, *eco.areas.index, *eco.needs.index},
    "a reduced date": lambda eco: eco.actors["start"].str.len().eq(7).any(),
    "a planned row": lambda eco: eco.actors["status"].isin(["planned", "proposed"]).any(),
    "a missing number": lambda eco: eco.actors["lat"].isna().any(),
    "no actor": lambda eco: len(eco.actors) == 0,
    "a column of one's own": lambda eco: len(eco.areas) and len(eco.areas.columns) > 7,
    "a word of one's own": lambda eco: len(eco.vocabulary) > 0,
}


def test_the_hard_cases_are_among_them():
    missing = set(HARD)

    @settings(max_examples=400, phases=[Phase.generate])
    @given(ecosystems(tables=["areas", "vocabulary"], max_rows=10))
    def look(eco):
        missing.difference_update([name for name in missing if HARD[name](eco)])
        assert missing

    with pytest.raises(AssertionError, match=r"assert set\(\)"):
        look()


@settings(max_examples=10)
@given(ecosystems(tables=["areas"], nasty=False, own_columns=False, dated=False, min_actors=2))
def test_options_leave_out_what_they_say(eco):
    assert len(eco.actors) >= 2
    assert len(eco.services) == len(eco.initiatives) == 0
    assert eco.actors[["start", "end", "status"]].isna().all(axis=None)
    assert eco.actors.columns.isin(wg.schema.TABLES["actors"].by_name).all()
