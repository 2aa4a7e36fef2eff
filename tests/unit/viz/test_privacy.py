"""A public page tells no small count, and none can be worked out from what it tells."""

from __future__ import annotations

import json
from itertools import combinations

import pandas as pd
import pytest
from tests.pages import data_of

import welfare_graph as wg
from welfare_graph.viz._pack import MARKS
from welfare_graph.viz._privacy import UNTOLD, protect

SMALL = (1.0, 2.0)


def page(quantities, people=(), shares=(), certs=()):
    rows, gaps = len(quantities), len(people)
    return {
        "cells": {
            "area": list(range(rows)), "need": [0] * rows, "q": list(quantities), "low": [None] * rows,
            "high": [None] * rows,
        },
        "gaps": {
            "id": [f"g{i}" for i in range(gaps)], "area": list(range(gaps)), "need": [0] * gaps,
            "people": list(people), "share": list(shares), "low": [None] * gaps, "high": [None] * gaps,
            "cert": list(certs) or [""] * gaps,
            **{key: [f"{key} {i}" for i in range(gaps)] for key in ("en", "it", "remedy_en", "remedy_it")},
        },
        "certs": {"care/smallest": [{"areas": [0, 1], "demand": 52}], "other/smallest": []},
        "needs": {"id": ["care", "other"]},
        "services": {"actor": [0, 1], "need": [0, 1]},
        "plan": None,
        "actors": {"lost": [52, 2, 40, 0]},
        "areas": {"pop": [2, 3, None]},
    }  # fmt: skip


def test_a_small_count_takes_the_next_smallest_with_it():
    told = page([2, 50, 9, 70])
    protect(told)
    assert told["cells"]["q"] == [None, 50, None, 70]
    assert told["areas"]["pop"] == [None, 3, None]


def test_what_is_hidden_adds_up_to_enough():
    told = page([1, 1, 50, 9])
    protect(told)
    assert told["cells"]["q"] == [None, None, 50, None]


@pytest.mark.parametrize(("people", "share"), [(2.0, 0.02), (98.0, 0.98)])
def test_a_gap_that_gives_a_small_count_away_is_silent(people, share):
    told = page([100, 200], [people], [share])
    protect(told)
    gaps = told["gaps"]
    assert gaps["people"] == [None]
    assert {gaps[key][0] for key in ("en", "it", "remedy_en", "remedy_it")} == {""}
    assert told["cells"]["q"] == [None, None]


def test_sums_over_hidden_places_are_silent():
    told = page([2, 50, 9, 70], [50.0, 70.0], [1, 1], ["care/smallest", ""])
    told["gaps"]["area"] = [1, 3]
    protect(told)
    assert told["certs"] == {"other/smallest": []}
    assert told["actors"]["lost"] == [UNTOLD, UNTOLD, 40, 0]
    assert told["gaps"]["en"] == ["", "en 1"]
    assert told["gaps"]["people"] == [50.0, 70.0]


def test_the_rank_of_a_hidden_gap_tells_nothing():
    told = page([2, 1, 50, 9], [50.0, 9.0, 2.0, 1.0], [1, 1, 1, 1])
    told["gaps"]["area"] = [2, 3, 0, 1]
    protect(told)
    assert told["gaps"]["id"] == ["g0", "g1", "g2", "g3"]
    told = page([1, 2, 50, 9], [50.0, 9.0, 2.0, 1.0], [1, 1, 1, 1])
    told["gaps"] |= {"area": [2, 3, 1, 0], "id": ["g0", "g1", "g3", "g2"]}
    protect(told)
    assert told["gaps"]["id"] == ["g0", "g1", "g2", "g3"]


def test_nothing_small_changes_nothing():
    told = page([3, 50, 0], [10.0], [0.2])
    before = json.dumps(told["cells"])
    protect(told)
    assert json.dumps(told["cells"]) == before
    assert "care/smallest" in told["certs"]


def territory(small, *, capacity=None):
    """Four places, one of them with a small count; one provider, near three of them only."""
    names = ["Alpe", "Borgo", "Colle", "Dosso"]
    areas = pd.DataFrame({"area_id": list("abcd"), "name": names, "lat": [45.0, 45.01, 45.02, 46.5]})
    return wg.Ecosystem.from_tables(
        actors=pd.DataFrame({"actor_id": ["p", "q"], "name": ["Uno", "Due"], "type": "firm", "area_id": "a"}),
        ties=pd.DataFrame({"source": ["p"], "target": ["q"], "type": "collaborates"}),
        areas=areas.assign(lon=7.0, population=1000),
        needs=pd.DataFrame(
            {
                "need_id": ["care"],
                "name": "Care",
                "unit": "persons",
                "people_per_unit": 1.0,
                "max_minutes": 30,
            }
        ),
        demand=pd.DataFrame(
            {"area_id": list("abcd"), "need_id": "care", "quantity": [40.0, small, 9.0, 70.0]}
        ),
        services=pd.DataFrame(
            {"service_id": ["s"], "actor_id": "p", "need_id": "care", "area_id": "a", "capacity": capacity}
        ),
        costs=pd.DataFrame({"action": ["open"], "need_id": "care", "fixed_eur": 10.0, "unit_eur": 1.0}),
    )


def public(eco, **options):
    return wg.viz.atlas(eco, public=True, **options)


def test_one_or_two_people_give_the_same_page():
    """The strongest proof there is: whatever a reader computes, it comes out the same."""
    one, two = (public(territory(small)) for small in SMALL)
    assert one == two
    open_ones = [wg.viz.atlas(territory(small)) for small in SMALL]
    assert open_ones[0] != open_ones[1]


def test_one_or_two_people_give_the_same_page_when_they_are_without():
    one, two = (public(territory(small).within(["b", "c", "d"])) for small in SMALL)
    assert one == two


def test_one_or_two_people_give_the_same_plan():
    pages = []
    for small in SMALL:
        eco = territory(small, capacity=0.0)
        plan = wg.plan.joint(eco, 5_000)
        others = [*wg.plan.alternatives(eco, plan, k=1), wg.plan.frontier(eco, [0, 5_000])]
        pages.append(data_of(public(eco, plan=[plan, *others]))["plan"])
    assert pages[0] == pages[1]
    assert pages[0]["cost"] == 5_000


def test_no_sum_of_what_is_shown_gives_a_hidden_count():
    """Every number in the page, less every sum of shown counts of that need, misses each hidden count."""
    eco = territory(2.0, capacity=30.0)
    told = data_of(public(eco))
    shown = [q for q in told["cells"]["q"] if q is not None]
    hidden = {2.0, 9.0}
    assert told["cells"]["q"] == [40, None, None, 70]
    sums = {sum(some) for n in range(1, 3) for some in combinations(shown, n)}
    said = {float(n) for row in told["gaps"]["en"]["rows"] if isinstance(row, list) for n in row[1:]}
    numbers = said | {p for p in told["gaps"]["people"] if p is not None}
    numbers |= {abs(lost) for lost in told["actors"]["lost"]}
    assert not {round(n - s, 6) for n in numbers for s in sums} & hidden
    assert not hidden & numbers
    assert not any(mark in text for mark in MARKS for text in told["gaps"]["id"]["texts"] if "care" in text)


def test_notes_and_internal_sources_stay_home():
    eco = wg.datasets.two_valleys()
    sources = pd.DataFrame(
        {"source_id": ["open", "ours"], "title": ["Open", "Secret title"], "url": ["https://a.it", None]}
    )
    actors = eco.actors.reset_index().assign(note="secret note", source_id=["open", "ours"] * 4)
    told = json.dumps(data_of(public(eco.replace(actors=actors, sources=sources))))
    assert "secret note" not in told
    assert "Secret title" not in told
    assert "Open" in told
