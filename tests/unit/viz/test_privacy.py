"""A public page tells no small count, and none can be worked out from what it tells."""

from __future__ import annotations

import json
import re

import pandas as pd
import pytest

import welfare_graph as wg
from welfare_graph.viz._privacy import protect


def page(quantities, people=(), shares=()):
    rows = len(quantities)
    gaps = len(people)
    return {
        "cells": {
            "area": list(range(rows)), "need": [0] * rows, "q": list(quantities), "low": [None] * rows,
            "high": [None] * rows,
        },
        "gaps": {
            "area": list(range(gaps)), "need": [0] * gaps, "people": list(people), "share": list(shares),
            "low": [None] * gaps, "high": [None] * gaps, "en": ["said"] * gaps, "it": ["detto"] * gaps,
        },
        "plan": None,
        "actors": {"lost": [0, 2, 40]},
        "areas": {"pop": [2, 3, None]},
    }  # fmt: skip


def test_a_small_count_takes_the_next_smallest_with_it():
    told = page([2, 50, 9, 70])
    protect(told)
    assert told["cells"]["q"] == [None, 50, None, 70]
    assert told["actors"]["lost"] == [0, None, 40]
    assert told["areas"]["pop"] == [None, 3, None]


def test_what_is_hidden_adds_up_to_enough():
    told = page([1, 1, 50, 9])
    protect(told)
    assert told["cells"]["q"] == [None, None, 50, None]


@pytest.mark.parametrize(("people", "share"), [(2.0, 0.02), (98.0, 0.98)])
def test_a_gap_that_gives_a_small_count_away_is_silent(people, share):
    told = page([100, 200], [people], [share])
    protect(told)
    assert told["gaps"]["people"] == [None]
    assert told["gaps"]["en"] == told["gaps"]["it"] == [""]
    assert told["cells"]["q"] == [None, None]


def test_nothing_small_changes_nothing():
    told = page([3, 50, 0], [10.0], [0.2])
    before = json.dumps(told["cells"])
    protect(told)
    assert json.dumps(told["cells"]) == before


def test_notes_and_internal_sources_stay_home():
    eco = wg.datasets.two_valleys()
    sources = pd.DataFrame(
        {"source_id": ["open", "ours"], "title": ["Open", "Secret title"], "url": ["https://a.it", None]}
    )
    actors = eco.actors.reset_index().assign(note="secret note", source_id=["open", "ours"] * 4)
    told = wg.viz.atlas(eco.replace(actors=actors, sources=sources), public=True)
    data = re.search(r'id="data">(.*?)</script>', told, re.S).group(1)
    assert "secret note" not in data
    assert "Secret title" not in data
    assert "Open" in data
