"""The plan beside the territory: a switch between before and after, actions, alternatives."""

from __future__ import annotations

import pytest

import welfare_graph as wg


@pytest.fixture(scope="module")
def planned():
    eco = wg.datasets.two_valleys()
    plan = wg.plan.joint(eco, 50_000)
    budgets = wg.plan.frontier(eco, [0, 20_000, 50_000])
    plans = [plan, *wg.plan.alternatives(eco, plan, k=2), budgets]
    return wg.viz.atlas(eco, plan=plans, lang="it"), plan


def people(page):
    return page.evaluate(
        "[data, data.plan.after].map(one => one.gaps.people"
        ".filter((p, i) => data.groups.today.includes(one.gaps.kind[i])).reduce((a, b) => a + b, 0))"
    )


def test_the_switch_lowers_the_gaps(open_html, planned):
    page = open_html(planned[0])
    before, after = people(page)
    assert after < before
    rows = page.locator("#gaps-table tbody tr").count()
    page.click("#after")
    assert page.get_attribute("#after", "aria-checked") == "true"
    assert "dopo il piano" in page.inner_text("#map-title")
    assert page.locator("#gaps-table tbody tr").count() <= rows
    assert page.locator("#map-ties .plan-open").count() == 1
    assert "after=1" in page.url
    page.click("#after")
    assert page.locator("#gaps-table tbody tr").count() == rows


def test_the_plan_is_told_in_words_and_in_a_table(open_html, planned):
    html, plan = planned
    page = open_html(html)
    assert page.locator("#plan-table tbody tr").count() == len(plan.actions)
    assert page.locator("#plan-body .figures > div").count() == 4
    page.locator("#sentences li").nth(2).locator("a").first.click()
    assert page.evaluate("state.after") is True
    page.click("#lang")
    assert "Open a service" in page.inner_text("#plan-table")


def test_people_against_budget_in_a_line_and_in_a_table(open_html, planned):
    page = open_html(planned[0])
    told = page.evaluate("data.plan.frontier")
    assert told["budget"] == [0, 20_000, 50_000]
    assert told["people"] == sorted(told["people"])
    rows = page.locator("#frontier-table tbody tr")
    assert rows.count() == page.locator("#frontier-svg .frontier-dot").count() == 3
    seen = page.locator("#frontier-svg .frontier-word:not(.soft)").all_text_contents()
    assert seen == rows.locator("td:nth-child(2)").all_inner_texts()
    page.click("#lang")
    assert page.inner_text("#frontier-title") == "People against budget"


def test_without_a_plan_its_place_is_kept(open_html):
    page = open_html(wg.viz.atlas(wg.datasets.two_valleys(), lang="it"))
    assert "non c’è ancora un piano" in page.inner_text("#plan-body")
    assert page.locator("#after").is_hidden()
