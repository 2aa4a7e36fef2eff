"""The atlas in Chromium: silent, linked, bilingual, usable by keyboard, the same in words and pictures."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from tests.hostile import nasty, territory

import welfare_graph as wg
from welfare_graph.errors import UnknownNameError


@pytest.fixture(scope="module")
def pinerolese():
    return wg.datasets.pinerolese()


@pytest.fixture(scope="module")
def italian(pinerolese):
    return wg.viz.atlas(pinerolese, lang="it")


@pytest.fixture(scope="module")
def hostile():
    return wg.viz.atlas(territory())


def numbers(text):
    return [int(n.replace(".", "").replace(",", "")) for n in re.findall(r"\d[\d.,]*", text)]


def saved(page, button):
    with page.expect_download() as download:
        page.click(button)
    return Path(download.value.path()).read_bytes()


def test_the_first_screen_answers_in_three_sentences(open_html, italian):
    page = open_html(italian)
    assert page.get_attribute("html", "lang") == "it"
    assert page.locator("#sentences li").count() == 3
    assert page.locator("#sentences a").count() >= 4
    assert "non coprono" in page.inner_text("#cover-line")


def test_who_bridges_and_who_would_be_missed(open_html, italian):
    page = open_html(italian)
    rows = page.locator("#bridges-list li")
    assert 1 <= rows.count() <= 6
    assert all("fa da tramite" in words for words in rows.all_inner_texts())
    name = rows.first.locator("button").inner_text()
    rows.first.locator("button").click()
    assert page.inner_text("#details-title") == name
    page.click("#lang")
    assert all("stands between" in words for words in rows.all_inner_texts())


def test_the_map_alone(open_html, pinerolese):
    page = open_html(wg.viz.map(pinerolese, values="family_centre", lang="it"))
    assert "Centro per le famiglie" in page.inner_text("#map-title")
    assert page.locator("#map-svg .area").count() == 47
    page.locator("#gaps-table tbody button").first.click()
    assert page.inner_text("#details-title")
    page.click("#lang")
    assert page.locator("#sentences").count() == 0


def test_the_matrix_alone(open_html, pinerolese):
    page = open_html(wg.viz.matrix(pinerolese))
    page.locator("#matrix-table td.lack").first.click()
    assert page.locator("#details .evidence").is_visible()


def test_an_unknown_need_is_refused(pinerolese):
    with pytest.raises(UnknownNameError, match="family_centre"):
        wg.viz.map(pinerolese, values="family_center")


def test_the_language_switch_turns_everything(open_html, italian):
    page = open_html(italian)
    assert "luoghi" in page.inner_text("#figures")
    page.click("#lang")
    assert page.get_attribute("html", "lang") == "en"
    assert "places" in page.inner_text("#figures")
    assert "131,889" in page.inner_text("#figures")
    assert "Needs, place by place" in page.inner_text("#matrix-title")


def test_a_filter_changes_counts_and_table_alike(open_html, italian):
    page = open_html(italian)
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
        re.search("Associazione$", row) for row in rows.locator("td:nth-child(2)").all_inner_texts()
    )


def test_a_selection_goes_everywhere(open_html, italian):
    page = open_html(italian)
    page.locator("#sentences a").nth(2).click()
    name = page.locator("#sentences a").nth(2).inner_text()
    assert page.inner_text("#details-title") == name
    assert page.locator("#chosen").is_visible()
    assert "sel=actor" in page.url
    lit = page.evaluate("view.lit.reduce((a, b) => a + b, 0)")
    assert page.locator("#actors-table tbody tr").count() == lit > 1
    page.evaluate("byId('steps').value = 2; byId('steps').dispatchEvent(new Event('input'))")
    assert page.evaluate("view.lit.reduce((a, b) => a + b, 0)") > lit


def test_a_selection_that_a_filter_hides_is_cleared_and_said(open_html, italian):
    page = open_html(italian)
    page.evaluate("select('area', 0)")
    assert page.locator("#chosen").is_visible()
    zone = page.evaluate("data.zones.findIndex((z, i) => i !== areas.zone[0])")
    page.select_option("#place", value=f"z{zone}")
    assert not page.locator("#chosen").is_visible()
    assert "selezione tolta" in page.inner_text("#status")


def test_the_address_keeps_the_state(open_html, italian, traffic):
    page = open_html(
        italian,
        fragment="#lang=en&need=childcare_0_2&place=z:Val%20Pellice&off=association&steps=9&sel=actor:ciss&x=%E0%A4%A",
    )
    state = page.evaluate("({...state, off: [...state.off]})")
    assert state["lang"] == "en"
    assert page.evaluate("needs.id[state.need]") == "childcare_0_2"
    assert state["place"].startswith("z")
    assert state["steps"] == 3
    assert len(state["off"]) == 1
    page.evaluate("location.hash = '#lang=it'")
    page.wait_for_function("document.documentElement.lang === 'it'")


def test_tables_say_what_pictures_say(open_html, italian):
    page = open_html(italian)
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


def test_arrow_keys_walk_the_pictures(open_html, italian):
    page = open_html(italian)
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


def test_every_control_is_reached_by_keyboard_alone(open_html, italian):
    page = open_html(italian)
    wanted = set(
        page.evaluate(
            "[...document.querySelectorAll('main button, main select, main input, header button')]"
            ".filter(b => b.checkVisibility() && !b.disabled && b.tabIndex >= 0 && b.id).map(b => b.id)"
        )
    )
    seen = set()
    for _ in range(1500):
        page.keyboard.press("Tab")
        here = page.evaluate("document.activeElement.id")
        seen.add(here)
        if wanted <= seen:
            break
    assert wanted <= seen


def test_the_tour_has_five_steps_and_leaves(open_html, italian):
    page = open_html(italian)
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
def test_the_csv_read_back_is_the_rows_seen(open_html, pinerolese, lang, mark):
    page = open_html(wg.viz.atlas(pinerolese, lang=lang))
    page.select_option("#place", index=2)
    text = saved(page, "#actors-csv").decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=mark))
    seen = page.locator("#actors-table tbody tr th").all_inner_texts()
    assert [row[0].strip() for row in rows[1:]] == [name.strip() for name in seen]


def test_pictures_are_saved_with_title_and_legend(open_html, italian):
    page = open_html(italian)
    png = saved(page, "#net-png")
    assert png.startswith(b"\x89PNG")
    svg = saved(page, "#net-svg").decode("utf-8")
    assert "Comune (47)" in svg
    assert "Pinerolese" in svg
    assert saved(page, "#map-png").startswith(b"\x89PNG")
    drawing = saved(page, "#map-svg-save").decode("utf-8")
    assert drawing.count("<path") >= 47
    assert "VAL PELLICE" in drawing


def test_five_hundred_nasty_strings_run_nothing(open_html, hostile):
    page = open_html(hostile)
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


def test_every_nasty_name_is_shown_as_it_is(open_html, hostile):
    page = open_html(hostile)
    names = page.evaluate("data.actors.name")
    shown = page.evaluate(
        "[...document.querySelectorAll('#actors-table tbody th span')].map(s => s.textContent)"
    )
    assert len(shown) == 200
    assert set(shown) <= set(names)


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("lang", ["it", "en"])
@pytest.mark.parametrize("screen", ["desktop", "phone"])
def test_axe_finds_nothing(request, pinerolese, theme, lang, screen):
    opened = request.getfixturevalue("open_html" if screen == "desktop" else "open_on_phone")
    page = opened(wg.viz.atlas(pinerolese, lang=lang))
    page.evaluate(f"setTheme('{theme}')")
    page.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true; });")
    page.evaluate(
        "update({need: needs.id.indexOf('childcare_0_2')}); select('actor', actors.id.indexOf('ciss'))"
    )
    found = Axe().run(
        page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
    )
    assert found.violations_count == 0, found.generate_report()


def test_axe_would_find_something(open_html, italian):
    broken = italian.replace("--soft:#545c64", "--soft:#c9cdd1").replace('data-label="zoom_in"', "")
    page = open_html(re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", broken))
    names = {violation["id"] for violation in Axe().run(page).response["violations"]}
    assert "color-contrast" in names


PURE = """() => {
  const rows = [['=1+1', "'=2", '-3', 'a;b', 'x\\n"y"', -4.5, null]];
  return {
    it: [1234567.891, 0.5, -3, null, NaN].map((n) => formatNumber(n, 'it', 1)),
    en: formatNumber(1234.5, 'en', 2),
    small: [12.4, 3.26, 0.04, 7].map((n) => formatAmount(n, 'it')),
    dates: ['2025-06-30', '2025-06', '2025', 'ieri', ''].map((d) => formatDate(d, 'it')),
    csv: toCsv(rows, 'it'),
    hash: readHash('#' + writeHash({ place: 'z:Val à&=#', sel: 'actor:a/b', empty: '' })),
    broken: readHash('#a=%E0%A4%A&b=1&=x&c'),
    links: ['https://a.it/x', 'javascript:1', 'data:x', 'http://a b', '//a'].map(safeLink),
    plain: plain('Società È'),
    limits: [limitsOf([]), limitsOf([5]), limitsOf([1, 2, 3, 4, 5, 6, 7, 8, 9, 100])],
    classes: [0, 1, 2, 9].map((v) => classOf(v, [1, 2])),
    clip: clip('👨‍👩‍👧‍👦 famiglia e altri', 9),
    fill: fill('{a} e {b} {c}', { a: 1, b: '{a}' }),
  };
}"""


def test_the_pure_parts(open_html, italian):
    seen = open_html(italian).evaluate(PURE)
    assert seen["it"] == ["1.234.567,9", "0,5", "−3,0", "–", "–"]
    assert seen["en"] == "1,234.50"
    assert seen["small"] == ["12", "3,3", "0,04", "7"]
    assert seen["dates"] == ["30 giugno 2025", "giugno 2025", "2025", "ieri", ""]
    assert seen["csv"] == '\ufeff\'=1+1;\'\'=2;\'-3;"a;b";"x\n""y""";-4,5;\r\n'
    assert seen["hash"] == {"place": "z:Val à&=#", "sel": "actor:a/b"}
    assert seen["broken"] == {"b": "1"}
    assert seen["links"] == ["https://a.it/x", "", "", "", ""]
    assert seen["plain"] == "societa e"
    assert seen["limits"][0] == []
    assert seen["limits"][1] == []
    assert seen["limits"][2] == sorted(seen["limits"][2])
    assert seen["classes"] == [0, 0, 1, 2]
    assert seen["clip"].endswith("…")
    assert seen["fill"] == "1 e {a} {c}"


def test_on_a_phone_nothing_is_wider_than_the_screen(open_on_phone, italian):
    page = open_on_phone(italian)
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    page.locator("#actors-table tbody button").first.tap()
    assert page.locator("#details").is_visible()
    page.tap("#details-close")
    assert page.locator("#details").is_hidden()


def test_a_sandboxed_frame_works_without_history(open_html, pinerolese):
    frame = wg.viz.atlas(pinerolese)._repr_html_()
    page = open_html(f"<!doctype html><meta charset=utf-8><title>notebook</title>{frame}", ready=False)
    inner = page.frame_locator("iframe")
    inner.locator("#sentences a").first.click()
    inner.locator("#lang").click()
    assert inner.locator("html").get_attribute("lang") == "it"
