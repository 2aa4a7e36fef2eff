"""Nothing on the atlas lies over anything else, wherever one scrolls."""

from __future__ import annotations

import pytest

SECTIONS = ["matrix", "gaps", "bridges", "actors", "cover"]
COVERED = """id => {
  const panel = document.getElementById(id);
  panel.scrollIntoView();
  const one = document.getElementById('details').getBoundingClientRect();
  const other = panel.getBoundingClientRect();
  return Math.min(one.right, other.right) > Math.max(one.left, other.left) + 1
    && Math.min(one.bottom, other.bottom) > Math.max(one.top, other.top) + 1;
}"""


@pytest.mark.parametrize("chosen", [False, True], ids=["nothing chosen", "a gap chosen"])
def test_the_details_cover_no_table(open_html, atlas, chosen):
    page = open_html(atlas)
    if chosen:
        page.locator("#gaps-table tbody button").first.click()
        assert page.inner_text("#details-title")
    assert {section: page.evaluate(COVERED, section) for section in SECTIONS} == dict.fromkeys(
        SECTIONS, False
    )


TITLE = """id => {
  document.getElementById(id).scrollIntoView();
  const bar = document.querySelector('.bar').getBoundingClientRect();
  return document.querySelector(`#${id} h2`).getBoundingClientRect().top - bar.bottom;
}"""


def test_a_link_shows_the_title_of_its_section(open_html, atlas):
    page = open_html(atlas)
    page.locator("#gaps-table tbody button").first.click()
    for section in ["network", "map", *SECTIONS]:
        assert page.evaluate(TITLE, section) >= 0, section


CUT = """() => {
  const frame = document.getElementById('gaps-table').parentElement;
  frame.scrollIntoView();
  return frame.scrollWidth - frame.clientWidth;
}"""


def test_the_table_of_gaps_is_never_cut(open_html, open_on_phone, atlas):
    """On a desktop alone and beside the details (which then tell what would help), and on a phone."""
    for page, remedy in ((open_html(atlas), False), (open_on_phone(atlas), True)):
        for lang in ("it", "en"):
            page.evaluate(f"update({{ lang: '{lang}', sel: null, group: 'today' }})")
            assert page.evaluate(CUT) <= 0
            assert page.locator("#gaps-table td.remedy").first.is_visible()
            page.evaluate("select('gap', 0)")
            assert page.evaluate(CUT) <= 0
            assert page.locator("#gaps-table td.remedy").first.is_visible() is remedy
