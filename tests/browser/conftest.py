"""One Chromium for the session, a new page for each test, and silence demanded of every page.

After each test: no request but `file:`, `data:` and `blob:`, no console message, no page error. A test whose
page must speak or reach out (a negative control) takes what was seen from `traffic` and clears it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from tests.pages import until
from tools.chromium import REMEDY, find

import welfare_graph as wg

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--force-color-profile=srgb",
]
DESKTOP = {"width": 1280, "height": 800}
PHONE = {"width": 390, "height": 844}
LOCAL = ("file:", "data:", "blob:", "about:")


@dataclass
class Traffic:
    """What pages asked for and said since the last `clear`."""

    requests: list[str] = field(default_factory=list)
    console: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def watch(self, context: BrowserContext) -> None:
        context.on("request", self._requested)
        context.on("console", lambda message: self.console.append(f"{message.type}: {message.text}"))
        context.on("weberror", lambda error: self.errors.append(str(error.error)))

    def _requested(self, request) -> None:
        if not request.url.startswith(LOCAL):
            self.requests.append(request.url)

    def clear(self) -> None:
        for seen in (self.requests, self.console, self.errors):
            seen.clear()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The session's Chromium; its absence fails the tests that need it."""
    path = find()
    if path is None:
        pytest.fail(f"No Chromium was found. {REMEDY}")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield chromium
        chromium.close()


@dataclass
class Seat:
    """A context shared by the session's tests, and what its pages ask for and say."""

    context: BrowserContext
    traffic: Traffic

    def sit(self) -> Iterator[Page]:
        """A new page; when the test is over it must have been silent, and is closed."""
        self.traffic.clear()
        page = self.context.new_page()
        yield page
        for one in self.context.pages:
            one.evaluate("0")  # events arrive in order: what was said before has been heard now
            one.close()
        assert self.traffic.requests == [], "the page sent requests"
        assert self.traffic.errors == [], "the page raised errors"
        assert self.traffic.console == [], "the page wrote to the console"


def _seat(browser: Browser, **options) -> Iterator[Seat]:
    context = browser.new_context(offline=True, locale="en-GB", accept_downloads=True, **options)
    context.set_default_timeout(120_000)  # a wait, not a budget
    traffic = Traffic()
    traffic.watch(context)
    yield Seat(context, traffic)
    context.close()


@pytest.fixture(scope="session")
def desk(browser: Browser) -> Iterator[Seat]:
    """An offline desktop in English; pages are files, which keep nothing between them."""
    yield from _seat(browser, viewport=DESKTOP)


@pytest.fixture(scope="session")
def hand(browser: Browser) -> Iterator[Seat]:
    """The same on a phone's screen, with touch."""
    yield from _seat(browser, viewport=PHONE, has_touch=True, is_mobile=True, device_scale_factor=2)


@pytest.fixture
def traffic(desk: Seat) -> Traffic:
    """What the test's desktop pages asked for and said."""
    return desk.traffic


@pytest.fixture
def page(desk: Seat) -> Iterator[Page]:
    """A blank desktop page."""
    yield from desk.sit()


@pytest.fixture
def phone(hand: Seat) -> Iterator[Page]:
    """A blank phone page."""
    yield from hand.sit()


@pytest.fixture
def open_html(page: Page, tmp_path: Path):
    """A function that opens HTML text from a file in the desktop page and waits until it can be used."""
    return _opener(page, tmp_path)


@pytest.fixture
def open_on_phone(phone: Page, tmp_path: Path):
    """The same in the phone's page."""
    return _opener(phone, tmp_path)


def _opener(page: Page, folder: Path):
    def open_page(html: str, *, ready: bool = True, fragment: str = "") -> Page:
        path = folder / "page.html"
        path.write_text(str(html), encoding="utf-8")
        page.goto(path.as_uri() + fragment)
        if ready:
            until(page, "window.__ready === true")
        return page

    return open_page


@pytest.fixture(scope="session")
def pinerolese():
    return wg.datasets.pinerolese()


@pytest.fixture(scope="session")
def ledger(pinerolese):
    return wg.gaps.find(pinerolese, lang="it")


@pytest.fixture(scope="session")
def atlas(pinerolese):
    """The atlas of the Pinerolese, drawn once for all tests; `#lang=en` opens it in English."""
    return wg.viz.atlas(pinerolese, lang="it")


@pytest.fixture(scope="session")
def planned():
    """The atlas of a small territory that shows every section, and its plan."""
    eco = wg.datasets.two_valleys()
    plan = wg.plan.joint(eco, 50_000)
    budgets = wg.plan.frontier(eco, [0, 20_000, 50_000])
    plans = [plan, *wg.plan.alternatives(eco, plan, k=2), budgets]
    return wg.viz.atlas(eco, plan=plans, lang="it"), plan
