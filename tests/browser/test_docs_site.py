"""The documentation site: builds strictly, loads nothing from elsewhere, reads well in both languages."""

from __future__ import annotations

import functools
import os
import re
import subprocess
import sys
import threading
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

# What a page loads by itself, as opposed to a link one may click.
LOADED = re.compile(
    r"""<(?:script|img|iframe|source|video|audio|embed)\b[^>]*\bsrc=["']?(?:https?:)?//[^>]*>"""
    r"""|<link\b(?=[^>]*\brel=["']?(?:stylesheet|preconnect|preload|prefetch|dns-prefetch|icon|manifest))"""
    r"""[^>]*\bhref=["']?(?:https?:)?//[^>]*>|url\(["']?(?:https?:)?//[^)]*\)""",
    re.IGNORECASE,
)


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *args):
        """Say nothing."""


@pytest.fixture(scope="module")
def site(repository, tmp_path_factory) -> Path:
    """The site, built strictly from the committed pages."""
    folder = tmp_path_factory.mktemp("site")
    environment = os.environ | {"NO_MKDOCS_2_WARNING": "1", "PYTHONWARNINGS": "default"}
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--site-dir", str(folder)]
    done = subprocess.run(
        command, cwd=repository, capture_output=True, text=True, env=environment, check=False
    )
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]
    return folder


@pytest.fixture(scope="module")
def address(site):
    """Where the site is served, on this machine only."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=site))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.fixture
def reader(browser, address):
    """A page with a network that reaches the site and nothing else; asks no other host, says nothing."""
    context = browser.new_context(locale="it-IT", viewport={"width": 1280, "height": 800})
    asked: list[str] = []
    said: list[str] = []
    context.on("request", lambda request: asked.append(request.url))
    context.on("console", lambda message: said.append(message.text))
    context.on("weberror", lambda error: said.append(str(error.error)))
    context.route(lambda url: not url.startswith(address), lambda route: route.abort())
    page = context.new_page()
    yield page
    page.evaluate("0")
    context.close()
    assert [url for url in asked if not url.startswith((address, "data:", "blob:"))] == []
    assert said == []


def test_no_page_loads_anything_from_elsewhere(site):
    pages = sorted([*site.rglob("*.html"), *site.rglob("*.css")])
    assert len(pages) > 10
    found = {path.name: LOADED.findall(path.read_text(encoding="utf-8")) for path in pages}
    assert {name: loads for name, loads in found.items() if loads} == {}


@pytest.mark.parametrize(
    "tag",
    [
        '<script src="https://unpkg.com/x"></script>',
        '<link href="https://fonts.gstatic.com" rel="preconnect">',
        "<img alt=x src=//example.org/x.png>",
        "@import url(https://example.org/x.css)",
    ],
)
def test_what_would_be_loaded_is_seen(tag):
    assert LOADED.search(tag)
    assert not LOADED.search('<a href="https://example.org">x</a>')


@pytest.mark.parametrize("page", ["index.html", "how-it-works.html", "data-model.html", "api/index.html"])
def test_a_page_opens_in_both_languages(reader, address, page):
    for folder, lang in (("", "en"), ("it/", "it")):
        reader.goto(f"{address}/{folder}{page}", wait_until="networkidle")
        assert reader.locator("html").get_attribute("lang") == lang
        assert reader.locator("h1").count() == 1


def test_a_page_opens_from_a_folder(page, site):
    page.goto((site / "it" / "how-it-works.html").as_uri(), wait_until="networkidle")
    assert page.locator("h1").inner_text().startswith("Come funziona")


def test_search_finds_a_table_of_the_data_model(reader, address):
    reader.goto(f"{address}/index.html", wait_until="networkidle")
    reader.locator(".md-search__input").first.click()
    reader.locator(".md-search__input").first.press_sequentially("catchments")
    reader.locator(".md-search-result__link").first.wait_for(state="visible")
    assert "data-model" in (reader.locator(".md-search-result__link").first.get_attribute("href") or "")


def test_the_language_switch_stays_on_the_page(reader, address):
    reader.goto(f"{address}/data-model.html", wait_until="networkidle")
    other = reader.locator('a[hreflang="it"]').first.get_attribute("href")
    reader.goto(f"{address}/{other}", wait_until="networkidle")
    assert reader.url == f"{address}/it/data-model.html"


@pytest.mark.parametrize("name", ["atlas", "map", "matrix", "network"])
def test_live_pages_of_the_gallery_open_in_the_language_around_them(reader, address, name):
    for folder, lang in (("", "en"), ("it/", "it")):
        reader.goto(f"{address}/{folder}live/{name}.html", wait_until="load")
        reader.wait_for_function("window.__ready === true")
        assert reader.locator("html").get_attribute("lang") == lang


def test_every_section_of_the_menu_has_an_italian_name(site):
    menus = [
        re.findall(r'<span class="md-ellipsis">\s*(.*?)\s*</span>', path.read_text(encoding="utf-8"))
        for path in (site / "index.html", site / "it" / "index.html")
    ]
    english, italian = (set(menu) for menu in menus)
    assert len(english) > 20
    assert {"What is missing", "Who works with whom", "Centrality", "Territories"} & italian == set()
