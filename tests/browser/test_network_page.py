"""The pyvis page made safe: each known fault of the stock page is a test."""

from __future__ import annotations

import hashlib
from importlib.resources import files

import networkx as nx
import numpy as np
import pytest
from tests.hostile import RUN, nasty, territory

import welfare_graph as wg
from welfare_graph.viz._pyvis import SafeNetwork

PINNED = {
    "vis-network.min.js": "03b6895e7424bb95042c41cc0e1794ea6b9d1bbfc227d847d413cd1ce47782e7",
    "vis-network.css": "d5d853106a3e92724ad6823dc01cfd3949a19afaa3a781f182b6e069bdba55cb",
}


@pytest.mark.parametrize(("name", "digest"), PINNED.items())
def test_the_bundled_files_are_the_ones_read(name, digest):
    content = files("pyvis").joinpath("lib", "vis-9.0.4", name).read_bytes()
    assert hashlib.sha256(content).hexdigest() == digest


def test_a_territory_is_drawn_in_silence(open_html, pinerolese):
    page = open_html(wg.viz.network(pinerolese, lang="it"))
    total = page.evaluate("data.nodes.length")
    page.locator('#legend button:has-text("Comune 47")').click()
    assert page.inner_text("#status") == f"{total - 47} enti su {total}"
    page.fill("#search", "CISS")
    page.keyboard.press("Enter")
    assert page.locator("#near li").count() > 10
    assert page.evaluate("picture.getSelectedNodes().length") == 1


def test_nasty_names_run_nothing(open_html):
    page = open_html(wg.viz.network(territory()))
    box = page.locator("#net canvas").bounding_box()
    for step in range(40):
        page.mouse.move(
            box["x"] + box["width"] * (0.2 + step * 0.015),
            box["y"] + box["height"] * (0.2 + (step * 7 % 40) * 0.015),
        )
    assert page.evaluate("window.__ran") is None


def test_heading_ids_titles_and_options_are_data(open_html):
    net = SafeNetwork(heading=f"<script>{RUN}</script>")
    for place, text in enumerate(nasty(60)):
        net.add_node(
            f"{place}{text}",
            label=text,
            title=f"{text} href <img src=x onerror={RUN}>",
            x=place * 20,
            y=place % 7 * 40,
        )
    net.set_options({"edges": {"title": f"</script><script>{RUN}</script>"}})
    page = open_html(net.generate_html())
    assert page.evaluate("window.__ran") is None
    assert page.inner_text("h1") == f"<script>{RUN}</script>"
    box = page.locator("#net canvas").bounding_box()
    spot = page.evaluate("picture.canvasToDOM(picture.getPosition(data.nodes[3].id))")
    page.mouse.move(box["x"] + spot["x"], box["y"] + spot["y"])
    page.wait_for_selector("div.vis-tooltip", state="visible")
    assert "href <img src=x" in page.inner_text("div.vis-tooltip")
    assert page.locator("div.vis-tooltip img").count() == 0


def test_options_that_are_code_are_refused():
    net = SafeNetwork()
    with pytest.raises(ValueError, match="must be JSON"):
        net.set_options(f"var options = {{}}; {RUN}")
    with pytest.raises(TypeError, match="JSON object"):
        net.set_options("[1]")


def test_show_works_outside_a_notebook(tmp_path):
    net = SafeNetwork()
    net.add_node(1)
    assert net.show(str(tmp_path / "a.html")).startswith("<!doctype html>")
    net.write_html(str(tmp_path / "b.html"))
    assert (tmp_path / "a.html").read_bytes() == (tmp_path / "b.html").read_bytes()


def test_taking_over_a_graph_leaves_it_alone_and_keeps_parallel_ties():
    graph = nx.MultiGraph([("a", "b", {"weight": 1}), ("a", "b", {"weight": 2})])
    graph.add_node("alone", size=3)
    before = (dict(graph.nodes(data=True)), list(graph.edges(data=True)))
    before = repr(before)
    net = SafeNetwork()
    net.from_nx(graph)
    assert repr((dict(graph.nodes(data=True)), list(graph.edges(data=True)))) == before
    assert (net.num_nodes(), net.num_edges()) == (3, 2)


def test_numpy_numbers_are_numbers(open_html):
    net = SafeNetwork()
    net.add_node(np.int64(1), size=np.float32(9), x=np.float64(3), y=np.nan)
    net.add_node(np.int64(2), x=1, y=2, hidden=np.bool_(False))
    net.add_edge(np.int64(1), np.int64(2), width=np.int16(2))
    page = open_html(net.generate_html())
    assert page.evaluate("data.edges[0].width + data.nodes[0].size") == 11


def test_a_tie_needs_its_nodes():
    net = SafeNetwork()
    with pytest.raises(ValueError, match="no node 1"):
        net.add_edge(1, 2)


def test_ties_are_added_in_linear_time():
    net = SafeNetwork()
    for node in range(2_000):
        net.add_node(node)
    for place in range(60_000):
        net.add_edge(place % 2_000, place * 7 % 2_000)
    assert net.num_edges() == 60_000
