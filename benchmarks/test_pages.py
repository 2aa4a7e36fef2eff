"""The safe network page beside the stock one, 500 actors: time until it can be used, requests to the outside.

Time is that of the page's main thread in Chromium, not of the clock on the wall.
"""

from __future__ import annotations

import pytest
from playwright.sync_api import sync_playwright
from pyvis.network import Network
from tests.pages import Clock
from tools.chromium import REMEDY, find

import welfare_graph as wg

PATIENCE = 20.0  # seconds of the page's thread; the stock page is given up then: "at least"
READY = {"ours": "window.__ready === true", "stock": "window.network && network.physics.stabilized"}


@pytest.fixture(scope="module")
def territory():
    return wg.datasets.synthetic(areas=50, actors=500, ties=1500, needs=1, seed=0)


@pytest.fixture(scope="module")
def browser():
    path = find()
    if path is None:
        pytest.fail(REMEDY)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])
        yield chromium
        chromium.close()


def stock(eco):
    """The page of pyvis as it comes, with its scripts in line and its physics on."""
    net = Network(cdn_resources="in_line")
    for actor, name in eco.actors["name"].items():
        net.add_node(str(actor), label=str(name))
    net.edges = [{"from": s, "to": t} for s, t in zip(eco.ties["source"], eco.ties["target"], strict=True)]
    return net.generate_html()


def opened(browser, html, ready, folder):
    """Seconds of a page's main thread until it can be used, and what it asked of the outside."""
    path = folder / "page.html"
    path.write_text(html, encoding="utf-8")
    asked = []
    context = browser.new_context()
    context.on("request", lambda request: asked.append(request.url))
    context.route(lambda url: not url.startswith("file:"), lambda route: route.abort())
    page = context.new_page()
    page.set_default_timeout(300_000)
    clock = Clock(page)
    page.goto(path.as_uri(), timeout=300_000, wait_until="commit")
    while not page.evaluate(f"Boolean({ready})") and clock.ran() < PATIENCE:
        page.wait_for_timeout(200)
    seconds = clock.ran()
    context.close()
    return seconds, [url for url in asked if not url.startswith(("file:", "data:", "blob:"))]


def test_the_safe_network_page_beside_the_stock_one(browser, territory, tmp_path, record_property):
    ours, ours_asked = opened(browser, str(wg.viz.network(territory)), READY["ours"], tmp_path)
    peer, peer_asked = opened(browser, stock(territory), READY["stock"], tmp_path)
    record_property("safe pyvis, 500 actors", round(peer / ours, 1))
    least = "" if peer < PATIENCE else "at least "
    print(f"ready: ours {ours:.2f} s, stock {least}{peer:.2f} s of the page's thread: {peer / ours:.0f}x")
    print(f"outside requests: ours {len(ours_asked)}, stock {len(peer_asked)}")
    assert peer / ours > 5
    assert ours_asked == []
    assert len(peer_asked) >= 2
