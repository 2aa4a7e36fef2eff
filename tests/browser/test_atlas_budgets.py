"""Budgets of the pages, with a factor for a machine that does other work too."""

from __future__ import annotations

import pytest

import welfare_graph as wg

NOISE = 6


@pytest.fixture(scope="module")
def nation():
    return wg.viz.atlas(wg.datasets.synthetic(areas=1500, actors=10_000, ties=40_000, needs=5, seed=0))


def took(page, action):
    return page.evaluate(
        f"() => {{ const start = performance.now(); {action}; return performance.now() - start; }}"
    )


def test_the_pinerolese_is_small_and_quick(open_html):
    atlas = wg.viz.atlas(wg.datasets.pinerolese(), lang="it")
    assert len(atlas.encode()) < 400_000
    page = open_html(atlas)
    assert page.evaluate("window.__took") < 500 * NOISE


def test_ten_thousand_actors(open_html, nation):
    assert len(nation.encode()) < 3_000_000
    page = open_html(nation)
    assert page.evaluate("window.__took") < 1_500 * NOISE
    assert took(page, "update({ need: 2 })") < 400 * NOISE
    assert took(page, "update({ off: new Set([1]) })") < 400 * NOISE
    assert took(page, "update({ sel: { kind: 'actor', i: 3 } })") < 200 * NOISE


def test_a_large_territory_opens_in_zones_and_counts_every_actor(open_html, nation):
    page = open_html(nation)
    assert page.evaluate("bubbles().out.reduce((sum, b) => sum + b.n, 0)") == 10_000
    assert "200 of 10,000" in page.inner_text("#actors-count")
    page.evaluate("openZone(0)")
    assert page.locator("#zone-back").is_visible()
    assert page.evaluate("drawn().length") == page.evaluate("zoneCrowds[0].n")
    page.click("#zone-back")
    assert page.locator("#zone-back").is_hidden()


def test_five_hundred_actors_in_a_safe_network(open_html):
    eco = wg.datasets.synthetic(areas=50, actors=500, ties=1500, needs=1, seed=0)
    page = open_html(wg.viz.network(eco))
    assert page.evaluate("performance.now()") < 1_000 * NOISE
