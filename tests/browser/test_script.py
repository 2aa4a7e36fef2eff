"""The pure parts of the script, tested in the browser that runs them: nothing else to install."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from welfare_graph.viz._page import assets

TESTS = Path(__file__).with_name("format.test.js")
NAMES = re.findall(r"^  '(.+)': \(\) =>", TESTS.read_text("utf-8"), re.MULTILINE)


@pytest.fixture(scope="module")
def results(desk):
    """What became of each test; the pure parts stand alone, without the page's data."""
    page = desk.context.new_page()
    page.set_content("<!doctype html><title>script</title>")
    for script in (assets("js/format.js"), TESTS.read_text("utf-8")):
        page.add_script_tag(content=script)
    found = page.evaluate("results()")
    page.close()
    return found


@pytest.mark.parametrize("name", NAMES)
def test_a_pure_part(results, name):
    assert results[name] == ""


def test_every_test_is_seen(results):
    assert list(results) == NAMES
    assert len(NAMES) > 15
