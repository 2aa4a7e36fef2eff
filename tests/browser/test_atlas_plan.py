"""The plan beside the territory: a switch between before and after, actions, alternatives."""

from __future__ import annotations

import pytest

import welfare_graph as wg


def test_the_territory_after_a_plan_comes_back_whole(open_html, planned):
    """The page is sent what differs from before: it puts together the very tables of after."""
    html, plan = planned
    page = open_html(html)
    later = plan.apply(wg.datasets.two_valleys())
    for lang in ("en", "it"):
        found = wg.gaps.find(later, lang=lang)
        assert page.evaluate("data.plan.after.gaps.id") == list(found["gap_id"])
        assert page.evaluate(f"data.plan.after.gaps.{lang}") == list(found["evidence"])
        assert page.evaluate(f"data.plan.after.gaps.remedy_{lang}") == list(found["remedy"])
    reached = wg.gaps.reach(later).groupby(["area_id", "need_id"]).size()
    cells = page.evaluate(
        "data.plan.after.cells.area.map((a, i) =>"
        " [areas.id[a], needs.id[data.plan.after.cells.need[i]], data.plan.after.cells.reached[i]])"
    )
    assert all(reached.get((area, need), 0) == n for area, need, n in cells)
    assert len(cells) == len(later.current().demand)


def test_after_a_plan_people_come_first(open_html, planned):
    html, plan = planned
    page = open_html(html)
    assert page.locator("#gaps-after").is_hidden()
    page.click("#after")
    sums = plan.effect[["demand", "before", "after", "gained"]].sum().round().astype(int)
    before, after = sums["demand"] - sums["before"], sums["demand"] - sums["after"]
    told = f"scendono da {before} a {after}: {sums['gained']} in meno"
    assert told in page.inner_text("#gaps-after")
    assert page.locator("#groups button").first.inner_text().startswith("Manca ancora")
    assert "Persone in più con un servizio" in page.inner_text("#map-title")
    shown = page.evaluate("areas.id.map((id, i) => gainedIn(i)).reduce((a, b) => a + b, 0)")
    assert shown == pytest.approx(plan.effect["gained"].sum(), abs=1)
    page.click("#lang")
    assert f"fall from {before} to {after}: {sums['gained']} fewer" in page.inner_text("#gaps-after")


def test_what_was_not_known_and_is_now_full_is_no_new_lack(open_html, planned):
    page = open_html(planned[0])
    page.evaluate(
        "() => { const [b, a] = [data.gaps, data.plan.after.gaps];"
        " const full = a.kind.findIndex(k => data.kinds[k] === 'full');"
        " const row = b.area.findIndex((x, i) => x === a.area[full] && b.need[i] === a.need[full]"
        " && data.groups.today.includes(b.kind[i]));"
        " b.kind[row] = data.kinds.indexOf('unknown'); update({ after: true }); }"
    )
    assert "1 di queste prima era fra ciò che non sappiamo" in page.inner_text("#gaps-after")


def test_other_plans_say_how_near_they_are(open_html, planned):
    html, plan = planned
    page = open_html(html)
    told = page.evaluate("data.plan")
    assert len(told["alternatives"]) == 1
    less = round(told["gain"]) - told["alternatives"][0]["people"]
    words = page.inner_text("#plan-others")
    assert less > 0
    assert f"({less} in meno del piano)" in words
    assert f"di tutte le persone servite ({round(plan.effect['after'].sum())})" in words
    assert f"il {100 * less / told['gain']:.0f}% di quelle che il piano aggiunge" in words
    page.evaluate("data.plan.alternatives[0].people = data.plan.gain; update({ lang: 'en' })")
    assert "None of them serves fewer people" in page.inner_text("#plan-others")
    page.evaluate("data.plan.alternatives = []; update({ lang: 'it' })")
    assert page.inner_text("#plan-others") == ""


def test_the_switch_lowers_the_gaps(open_html, planned):
    page = open_html(planned[0])
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
    assert page.locator("#plan-body .figures > div").count() == 5
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
