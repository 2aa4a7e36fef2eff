"""The harness itself: what it must see, it sees."""

from __future__ import annotations

import pytest

READY = "<script>window.__ready = true</script>"


def test_a_silent_page_passes(open_html, traffic):
    page = open_html(f"<!doctype html><title>quiet</title>{READY}")
    assert page.title() == "quiet"
    assert (traffic.requests, traffic.console, traffic.errors) == ([], [], [])


@pytest.mark.parametrize(
    ("body", "kind", "word"),
    [
        ('<img src="https://example.org/x.png">', "requests", "https://example.org/x.png"),
        ("<script>console.info('hello')</script>", "console", "info: hello"),
        ("<script>throw new Error('broken')</script>", "errors", "broken"),
    ],
)
def test_a_page_that_is_not_silent_is_seen(open_html, traffic, body, kind, word):
    page = open_html(f"<!doctype html>{body}", ready=False)
    page.wait_for_load_state()
    page.evaluate("0")
    assert any(word in seen for seen in getattr(traffic, kind))
    traffic.clear()


def test_a_phone_is_narrow_and_can_be_touched(open_on_phone):
    page = open_on_phone(f"<!doctype html><meta name=viewport content='width=device-width'>{READY}")
    assert page.evaluate("[innerWidth, navigator.maxTouchPoints > 0]") == [390, True]
