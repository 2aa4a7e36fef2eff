"""The atlas in Chromium: silent, linked, bilingual, usable by keyboard, the same in words and pictures."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path

import pytest
from tests.hostile import nasty, territory
from tests.pages import until

import welfare_graph as wg
from welfare_graph.errors import UnknownNameError


@pytest.fixture(scope="module")
def hostile():
    return wg.viz.atlas(territory())


def numbers(text):
    return [int(n.replace(".", "").replace(",", "")) for n in re.findall(r"\d[\d.,]*", text)]


def saved(page, button):
    with page.expect_download() as download:
        page.click(button)
    return Path(download.value.path()).read_bytes()


def sheet(page, button, mark):
    """A CSV that the page offers, as rows of text."""
    text = saved(page, button).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=mark))


def test_the_first_screen_answers_in_three_sentences(open_html, atlas):
    page = open_html(atlas)
    assert page.get_attribute("html", "lang") == "it"
    assert page.locator("#sentences li").count() == 3
    assert page.locator("#sentences a").count() >= 4
    assert "non coprono" in page.inner_text("#cover-line")


def test_who_bridges_and_who_would_be_missed(open_html, atlas):
    page = open_html(atlas)
    rows = page.locator("#bridges-list li")
    assert 1 <= rows.count() <= 6
    assert all("fa da tramite" in words for words in rows.all_inner_texts())
    name = rows.first.locator("button").inner_text()
    rows.first.locator("button").click()
    assert page.inner_text("#details-title") == name
    page.click("#lang")
    assert all("stands between" in words for words in rows.all_inner_texts())


def test_the_map_alone(open_html, pinerolese, ledger):
    page = open_html(wg.viz.map(pinerolese, values="family_centre", gaps=ledger, lang="it"))
    assert "Centro per le famiglie" in page.inner_text("#map-title")
    assert page.locator("#map-svg .area").count() == 47
    page.locator("#gaps-table tbody button").first.click()
    assert page.inner_text("#details-title")
    page.click("#lang")
    assert page.locator("#sentences").count() == 0


def test_the_matrix_alone(open_html):
    page = open_html(wg.viz.matrix(wg.datasets.two_valleys()))
    page.locator("#matrix-table td.lack").first.click()
    assert page.locator("#details .evidence").is_visible()


def test_an_unknown_need_is_refused(pinerolese):
    with pytest.raises(UnknownNameError, match="family_centre"):
        wg.viz.map(pinerolese, values="family_center")


def test_the_language_switch_turns_everything(open_html, atlas):
    page = open_html(atlas)
    assert "luoghi" in page.inner_text("#figures")
    page.click("#lang")
    assert page.get_attribute("html", "lang") == "en"
    assert "places" in page.inner_text("#figures")
    assert "131,889" in page.inner_text("#figures")
    assert "Needs, place by place" in page.inner_text("#matrix-title")


def test_what_is_missing_today_comes_first_and_alone(open_html, atlas):
    page = open_html(atlas)
    today = {"Non c’è", "Troppo lontano", "Al completo", "Fuori dal bacino", "Manca un legame di fiducia"}
    tabs = page.locator("#groups button")
    counts = [numbers(tab)[-1] for tab in tabs.all_inner_texts()]
    assert sum(counts[:-1]) == counts[-1] == page.evaluate("data.gaps.id.length")
    kinds = page.locator("#gaps-table tbody th button > span:last-child")
    assert set(kinds.all_text_contents()) <= today
    assert kinds.count() == min(counts[0], 200)
    tabs.nth(1).click()
    assert set(kinds.all_text_contents()) == {"Dipende da un solo ente"}
    assert "gaps=risk" in page.url
    fragile = page.evaluate("data.gaps.id[data.gaps.kind.indexOf(data.kinds.indexOf('fragile'))]")
    page.click("#reset")
    assert tabs.first.get_attribute("aria-pressed") == "true"
    page.evaluate(f"location.hash = 'sel=gap:{fragile}'")
    until(page, "state.group === 'risk' && state.sel")
    assert page.locator("#details .evidence").is_visible()


def test_a_gap_shows_its_proof(open_html, atlas):
    page = open_html(atlas)
    row = page.evaluate("data.gaps.cert.findIndex((c, i) => certOf(i) && certOf(i).areas.length > 1)")
    page.evaluate(f"select('gap', {row})")
    proof = page.inner_text("#details .cert")
    assert numbers(proof)[0] == page.evaluate(f"certOf({row}).areas.length")
    assert "comunque si dividano i posti" in proof
    assert page.evaluate(
        "Object.values(data.certs).flat().every(c => Math.abs(c.demand - c.capacity - c.unmet) < 0.2)"
    )


def test_paper_shows_words_pictures_and_the_first_rows(open_html, atlas):
    page = open_html(atlas)
    page.evaluate("setTheme('dark'); toPaper()")
    page.emulate_media(media="print")
    assert page.locator("#net-print svg path").count() > 10
    assert page.evaluate("state.theme") == "light"
    assert page.locator("#gaps-table tbody tr:visible").count() == 25
    assert page.locator("#filters").is_hidden()
    page.emulate_media(media="screen")
    page.evaluate("fromPaper()")
    assert page.evaluate("state.theme") == "dark"
    assert page.locator("#net-print svg").count() == 0


def test_the_map_moves_to_the_place_chosen(open_html, atlas):
    page = open_html(atlas)
    page.select_option("#place", label="Tutta la zona Val Pellice")
    left, top, wide, high = map(float, page.get_attribute("#map-svg", "viewBox").split())
    assert wide < 1000
    assert page.locator("#map-marks .area-name").count() >= 5
    inside = page.evaluate("areas.id.map((id, i) => i).filter(inPlace).map(i => [areas.lx[i], areas.ly[i]])")
    assert all(left <= x <= left + wide and top <= y <= top + high for x, y in inside)
    page.click("#reset")
    assert page.get_attribute("#map-svg", "viewBox").startswith("0.0 0.0 1000.0")


def test_a_filter_changes_counts_and_table_alike(open_html, atlas):
    page = open_html(atlas)
    all_rows = page.locator("#actors-table tbody tr").count()
    chip = page.locator('#legend button:has-text("Associazione")').first
    hidden = numbers(chip.inner_text())[0]
    chip.click()
    assert page.locator('#legend button[aria-pressed="false"]').count() == 1
    shown, total = numbers(page.inner_text("#status"))[:2]
    assert total - shown == hidden
    page.select_option("#place", label="Tutta la zona Val Pellice")
    rows = page.locator("#actors-table tbody tr")
    assert rows.count() == numbers(page.inner_text("#status"))[0] < all_rows
    assert not any(
        re.search("Associazione$", row) for row in rows.locator("td:nth-child(2)").all_text_contents()
    )


def test_a_selection_goes_everywhere(open_html, atlas):
    page = open_html(atlas)
    page.locator("#sentences a").nth(2).click()
    name = page.locator("#sentences a").nth(2).inner_text()
    assert page.inner_text("#details-title").startswith(name)
    assert page.locator("#chosen").is_visible()
    assert "sel=actor" in page.url
    lit = page.evaluate("view.lit.reduce((a, b) => a + b, 0)")
    assert page.locator("#actors-table tbody tr").count() == lit > 1
    page.evaluate("byId('steps').value = 2; byId('steps').dispatchEvent(new Event('input'))")
    assert page.evaluate("view.lit.reduce((a, b) => a + b, 0)") > lit


def test_a_selection_that_a_filter_hides_is_cleared_and_said(open_html, atlas):
    page = open_html(atlas)
    page.evaluate("select('area', 0)")
    assert page.locator("#chosen").is_visible()
    zone = page.evaluate("data.zones.findIndex((z, i) => i !== areas.zone[0])")
    page.select_option("#place", value=f"z{zone}")
    assert not page.locator("#chosen").is_visible()
    assert "selezione tolta" in page.inner_text("#status")


def test_the_address_keeps_the_state(open_html, atlas, traffic):
    page = open_html(
        atlas,
        fragment="#lang=en&need=childcare_0_2&place=z:Val%20Pellice&off=association&steps=9&sel=actor:ciss&x=%E0%A4%A",
    )
    state = page.evaluate("({...state, off: [...state.off]})")
    assert state["lang"] == "en"
    assert page.evaluate("needs.id[state.need]") == "childcare_0_2"
    assert state["place"].startswith("z")
    assert state["steps"] == 3
    assert len(state["off"]) == 1
    page.evaluate("location.hash = '#lang=it'")
    until(page, "document.documentElement.lang === 'it'")


def test_tables_say_what_pictures_say(open_html, atlas):
    page = open_html(atlas)
    page.select_option("#place", label="Tutta la zona Val Pellice")
    assert page.locator("#actors-table tbody tr").count() == page.evaluate(
        "view.on.reduce((a, b) => a + b, 0)"
    )
    cells = page.evaluate("data.cells.area.filter((a, i) => inPlace(a)).length")
    assert page.locator("#matrix-table td[data-area]").count() == cells
    assert (
        page.locator("#map-svg .area:not(.dim)").count()
        == page.locator("#matrix-table tbody tr:not(.zone-row)").count()
    )
    gaps = page.evaluate("shownGaps().length")
    assert min(gaps, 200) == page.locator("#gaps-table tbody tr").count()


def test_a_table_below_the_screen_can_be_read_once_the_page_has_been_drawn(open_html, atlas):
    page = open_html(atlas)
    page.wait_for_selector("body.whole")
    for name in ("gaps", "actors"):
        rows = page.locator(f"#{name}-table tbody tr")
        assert all(words.strip() for words in rows.all_inner_texts())


def test_arrow_keys_walk_the_pictures(open_html, atlas):
    page = open_html(atlas)
    page.focus("#net-frame")
    page.keyboard.press("ArrowRight")
    first = page.evaluate("state.sel")
    assert first["kind"] == "actor"
    page.keyboard.press("ArrowLeft")
    assert page.evaluate("state.sel") != first
    page.keyboard.press("Escape")
    assert page.evaluate("state.sel") is None
    page.focus("#map-frame")
    page.keyboard.press("ArrowDown")
    place = page.evaluate("state.sel")
    assert place["kind"] == "area"
    page.keyboard.press("ArrowDown")
    assert page.evaluate("state.sel") != place
    page.focus('#matrix-table td[tabindex="0"]')
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.dataset.at") == "1,1"
    page.keyboard.press("Enter")
    assert page.evaluate("state.sel.kind") in ("area", "gap")


def test_every_control_is_reached_by_keyboard_alone(open_html, atlas):
    page = open_html(atlas)
    wanted = set(
        page.evaluate(
            "[...document.querySelectorAll('main button, main select, main input, header button')]"
            ".filter(b => b.checkVisibility() && !b.disabled && b.tabIndex >= 0 && b.id).map(b => b.id)"
        )
    )
    page.evaluate("window.seen = {}; addEventListener('focusin', e => { seen[e.target.id] = 1; })")
    for _ in range(30):
        for _ in range(50):
            page.keyboard.press("Tab")
        if wanted <= set(page.evaluate("Object.keys(seen)")):
            break
    assert wanted <= set(page.evaluate("Object.keys(seen)"))


def test_the_tour_has_five_steps_and_leaves(open_html, atlas):
    page = open_html(atlas)
    page.click("#tour-open")
    titles = []
    for _ in range(5):
        titles.append(page.inner_text("#tour-title"))
        page.click("#tour-next")
    assert len(set(titles)) == 5
    assert page.locator("#tour").is_hidden()
    page.click("#tour-open")
    page.keyboard.press("Escape")
    assert page.locator("#tour").is_hidden()


@pytest.mark.parametrize(("lang", "mark"), [("it", ";"), ("en", ",")])
def test_the_csv_read_back_is_the_rows_seen(open_html, atlas, lang, mark):
    page = open_html(atlas, fragment=f"#lang={lang}")
    page.select_option("#place", index=2)
    for name in ("actors", "gaps"):
        rows = sheet(page, f"#{name}-csv", mark)
        seen = page.locator(f"#{name}-table tbody tr th").all_text_contents()
        read = [re.sub(r"^\W+\s*", "", text).strip() for text in seen]
        assert [row[0].strip() for row in rows[1:]] == read
    assert sheet(page, "#matrix-csv", mark)[0][1:] == page.evaluate("matrixNeeds().map(needName)")


def test_pictures_are_saved_with_title_and_legend(open_html, atlas):
    page = open_html(atlas)
    png = saved(page, "#net-png")
    assert png.startswith(b"\x89PNG")
    svg = saved(page, "#net-svg").decode("utf-8")
    assert "Comune (47)" in svg
    assert "Pinerolese" in svg
    assert saved(page, "#map-png").startswith(b"\x89PNG")
    drawing = saved(page, "#map-svg-save").decode("utf-8")
    assert drawing.count("<path") >= 47
    assert "VAL PELLICE" in drawing


def test_five_hundred_nasty_strings_run_nothing_and_are_shown_as_they_are(open_html, hostile):
    page = open_html(hostile)
    shown = page.evaluate(
        "[...document.querySelectorAll('#actors-table tbody th span')].map(s => s.textContent)"
    )
    assert len(shown) == 200
    assert set(shown) <= set(page.evaluate("data.actors.name"))
    for step in (
        "select('actor', 1)",
        "select('actor', 14)",
        "select('area', 3)",
        "startTour()",
        "goTour(-1)",
    ):
        page.evaluate(step)
    for control in ("#need", "#place", "#tie"):
        page.select_option(control, index=2)
        page.click("#reset")
    page.fill("#search", nasty()[0])
    page.keyboard.press("Enter")
    page.click("#lang")
    page.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true; })")
    page.click("#theme")
    assert page.evaluate("window.__ran") is None
    assert page.evaluate(
        "[...document.querySelectorAll('a[href]')].every(a => /^(#|https?:)/.test(a.getAttribute('href')))"
    )
    text = saved(page, "#actors-csv").decode("utf-8-sig")
    cells = [cell for row in csv.reader(io.StringIO(text, newline=""), delimiter=";") for cell in row]
    assert not any(re.match(r"^[=+\-@\t\r]", cell) for cell in cells)
    assert len(list(csv.reader(io.StringIO(text, newline=""), delimiter=";"))) > 1
    for button in ("#net-svg", "#map-svg-save"):
        assert b"<script" not in saved(page, button).lower()


def test_on_a_phone_nothing_is_wider_than_the_screen(open_on_phone, atlas):
    page = open_on_phone(atlas)
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    page.locator("#actors-table tbody button").first.tap()
    assert page.locator("#details").is_visible()
    page.tap("#details-close")
    assert page.locator("#details").is_hidden()


def test_a_sandboxed_frame_works_without_history(open_html, atlas):
    frame = atlas._repr_html_()
    page = open_html(f"<!doctype html><meta charset=utf-8><title>notebook</title>{frame}", ready=False)
    inner = page.frame_locator("iframe")
    inner.locator("#sentences a").first.click()
    inner.locator("#lang").click()
    assert inner.locator("html").get_attribute("lang") == "en"
