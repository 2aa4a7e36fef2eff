"""Budgets of the pages, in seconds of the page's own processor time: a busy machine does not stretch them.

Chromium counts the time its main thread runs (`threadTicks`), not the time that passes.
"""

from __future__ import annotations

import pytest
from tests.pages import Clock

import welfare_graph as wg

SLOWER = 2.5  # how much slower than the machine of the budgets another one may be


@pytest.fixture(scope="module")
def nation():
    eco = wg.datasets.synthetic(areas=1500, actors=10_000, ties=40_000, needs=3, seed=0)
    return wg.viz.atlas(eco, wg.gaps.find(eco))


def test_the_clock_counts_work_and_not_waiting(page):
    clock = Clock(page)
    idle = clock("void 0")
    busy = clock("let sum = 0; for (let i = 0; i < 2e8; i += 1) sum += i % 7; window.sum = sum")
    assert idle < 0.05 < 0.1 < busy


def ready(page, html, open_html):
    clock = Clock(page)
    open_html(html)
    return clock, clock.ran()


def test_a_plan_adds_little_to_the_page(pinerolese, atlas):
    """Of the territory after a plan the page is sent what differs from before."""
    plan = wg.plan.sites(pinerolese, 4, need="social_work", capacity=1_000)
    whole = wg.viz.atlas(pinerolese, plan=plan, lang="it")
    assert plan.effect["gained"].sum() > 1_000
    assert len(atlas.encode()) < len(whole.encode()) < 400_000


def test_the_pinerolese_is_small_and_quick(page, open_html, atlas):
    assert len(atlas.encode()) < 400_000
    clock, took = ready(page, atlas, open_html)
    assert took < 0.5 * SLOWER
    assert clock("update({ need: 2 })") < 0.2 * SLOWER


def test_ten_thousand_actors(page, open_html, nation):
    assert len(nation.encode()) < 3_000_000
    clock, took = ready(page, nation, open_html)
    assert took < 1.5 * SLOWER
    assert clock("update({ need: 2 })") < 0.4 * SLOWER
    assert clock("update({ off: new Set([1]) })") < 0.4 * SLOWER
    assert clock("update({ sel: { kind: 'actor', i: 3 } })") < 0.2 * SLOWER


def test_a_large_territory_opens_in_zones_and_counts_every_actor(open_html, nation):
    page = open_html(nation)
    assert page.evaluate("bubbles().out.reduce((sum, b) => sum + b.n, 0)") == 10_000
    assert "200 of 10,000" in page.inner_text("#actors-count")
    page.evaluate("openZone(0)")
    assert page.locator("#zone-back").is_visible()
    assert page.evaluate("drawn().length") == page.evaluate("zoneCrowds[0].n")
    page.click("#zone-back")
    assert page.locator("#zone-back").is_hidden()


def test_five_hundred_actors_in_a_safe_network(page, open_html):
    eco = wg.datasets.synthetic(areas=50, actors=500, ties=1500, needs=1, seed=0)
    _, took = ready(page, wg.viz.network(eco), open_html)
    assert took < 1.0 * SLOWER
