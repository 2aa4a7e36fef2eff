"""What is too large, too deep, too silent or spoilt is refused with its own code."""

from __future__ import annotations

import zipfile

import pytest

import welfare_graph as wg
from welfare_graph.io import _safe

SPACE = 'xmlns="http://graphml.graphdrawing.org/xmlns"'
KEY = '<key id="n" for="node" attr.name="name" attr.type="string"/>'


def graphml(path, body):
    path.write_text(f'<graphml {SPACE}>{KEY}<graph edgedefault="undirected">{body}</graph></graphml>')
    return path


def first(path):
    """The first thing said about a file."""
    return wg.validate(path).iloc[0]


def zipped(path):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("actors.csv", "actor_id,name,type\na,A,firm\nb,B,school\n")
        archive.writestr("ties.csv", "source,target,type\na,b,refers\n")
    return path


def test_a_packed_file_that_cannot_be_unpacked_is_no_zip(tmp_path):
    path = zipped(tmp_path / "x.zip")
    data = bytearray(path.read_bytes())
    data[data.index(b"actors.csv") + len("actors.csv")] = 0xFF  # a block of a kind that deflate does not know
    path.write_bytes(bytes(data))
    told = first(path)
    assert told["code"] == "not_a_zip"
    assert "invalid block type" in told["value"]


def test_a_mistake_of_ours_inside_a_zip_is_not_blamed_on_the_file(tmp_path):
    with pytest.raises(ZeroDivisionError), _safe.open_zip(zipped(tmp_path / "x.zip")):
        1 / 0  # noqa: B018


def test_a_zip_larger_than_all_is_refused_before_it_is_opened(tmp_path, monkeypatch):
    path = zipped(tmp_path / "x.zip")
    assert len(wg.read(path).actors) == 2
    monkeypatch.setattr(_safe, "MAX_BYTES", path.stat().st_size - 1)
    told = first(path)
    assert told["code"] == "zip_bomb"
    assert f"{path.stat().st_size:,}" in told["message"]


def test_text_is_kept_up_to_its_bound(tmp_path, monkeypatch):
    names = ("Comune di Borgo", "Scuola di Borgo")
    body = "".join(f'<node id="{i}"><data key="n">{name}</data></node>' for i, name in enumerate(names))
    path = graphml(tmp_path / "x.graphml", body)
    monkeypatch.setattr(_safe, "MAX_TEXT", sum(map(len, names)))
    assert wg.read(path).actors["name"].tolist() == list(names)
    monkeypatch.setattr(_safe, "MAX_TEXT", sum(map(len, names)) - 1)
    assert first(path)["code"] == "too_large"


@pytest.mark.parametrize(("depth", "refused"), [(_safe.MAX_DEPTH, False), (_safe.MAX_DEPTH + 1, True)])
def test_elements_within_elements_are_followed_to_their_bound(tmp_path, depth, refused):
    inner = depth - 3  # graphml, graph and node stand above
    body = f'<node id="a">{"<x>" * inner}{"</x>" * inner}</node>'
    codes = set(wg.validate(graphml(tmp_path / "x.graphml", body))["code"])
    assert ("too_many_cells" in codes) == refused


def test_a_file_that_says_nothing_for_long_is_refused(tmp_path, monkeypatch):
    body = f'<node id="a"/><!--{" " * 300_000}--><node id="b"/>'
    path = graphml(tmp_path / "x.graphml", body)
    assert list(wg.read(path).actors.index) == ["a", "b"]
    monkeypatch.setattr(_safe, "MAX_TOKEN", 150_000)
    assert first(path)["code"] == "too_large"
