"""GraphML and GEXF: actors and ties survive, other programs read them, hostile ones are refused."""

import networkx as nx
import pandas as pd
import pytest
from hypothesis import given, settings
from tests.io.territories import NO_CONTROL, territories

import welfare_graph as wg

SUFFIXES = (".graphml", ".gexf")
READ = {".graphml": nx.read_graphml, ".gexf": nx.read_gexf}
DOCTYPE = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b SYSTEM "file:///etc/passwd">]>'


def same(one, other):
    for name in ("actors", "ties"):
        first, second = (getattr(e, name).dropna(axis="columns", how="all") for e in (one, other))
        pd.testing.assert_frame_equal(first[second.columns], second, check_dtype=False)
    assert one.metadata == other.metadata


@pytest.mark.parametrize("suffix", SUFFIXES)
@settings(max_examples=15)
@given(eco=territories(words=NO_CONTROL))
def test_actors_and_ties_survive(tmp_path_factory, suffix, eco):
    path = wg.write(eco, tmp_path_factory.mktemp("graph") / f"x{suffix}")
    same(wg.read(path), eco)


@pytest.mark.parametrize("suffix", SUFFIXES)
@pytest.mark.parametrize("name", ["two_valleys", "pinerolese"])
def test_shipped_territories_survive_and_say_what_was_left_out(tmp_path, suffix, name):
    eco = getattr(wg.datasets, name)()
    again = wg.read(wg.write(eco, tmp_path / f"x{suffix}"))
    same(again, eco)
    said = again.findings.set_index("code").loc["left_out", "message"]
    assert "demand" in said
    assert "services" in said


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_networkx_reads_typed_attributes(tmp_path, suffix):
    eco = wg.datasets.pinerolese()
    graph = READ[suffix](wg.write(eco, tmp_path / f"x{suffix}"))
    assert set(graph.nodes) == set(eco.actors.index)
    assert graph.number_of_edges() == len(eco.ties)
    toy = READ[suffix](wg.write(wg.datasets.two_valleys(), tmp_path / f"toy{suffix}"))
    trust = [data["trust"] for _, _, data in toy.edges(data=True) if "trust" in data]
    assert trust
    assert all(isinstance(value, float) for value in trust)
    assert {data["one_way"] for _, _, data in toy.edges(data=True)} == {True, False}


def test_igraph_reads_graphml(tmp_path):
    import igraph

    eco = wg.datasets.two_valleys()
    graph = igraph.Graph.Read_GraphML(str(wg.write(eco, tmp_path / "x.graphml")))
    assert graph.vs["name"] == eco.actors["name"].tolist()
    assert graph.es["weight"] == eco.ties["weight"].tolist()


def test_gexf_has_colours_without_alpha(tmp_path):
    eco = wg.datasets.two_valleys()
    row = {
        "kind": "actor_type",
        "code": "firm",
        "label_en": "Firm",
        "label_it": "Impresa",
        "color": "#ff8000",
    }
    eco = eco.replace(vocabulary=pd.concat([eco.vocabulary, pd.DataFrame([row])], ignore_index=True))
    written = wg.write(eco, tmp_path / "x.gexf").read_text()
    assert '<viz:color r="255" g="128" b="0"/>' in written
    assert nx.read_gexf(tmp_path / "x.gexf").nodes["officina"]["viz"]["color"]["r"] == 255


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_graphs_of_others_are_read(tmp_path, suffix):
    graph = nx.karate_club_graph()
    graph.nodes[0]["name"] = "Mr Hi"
    path = tmp_path / f"karate{suffix}"
    {".graphml": nx.write_graphml, ".gexf": nx.write_gexf}[suffix](graph, path)
    eco = wg.read(path)
    assert (len(eco.actors), len(eco.ties)) == (34, 78)
    assert eco.ties["weight"].sum() == graph.size(weight="weight")
    assert not eco.ties["directed"].any()


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_doctype_is_refused(tmp_path, suffix):
    path = wg.write(wg.datasets.two_valleys(), tmp_path / f"x{suffix}")
    text = path.read_text().replace("?>", f"?>{DOCTYPE}", 1).replace("Officina", "&b;")
    path.write_text(text)
    with pytest.raises(wg.errors.ValidationError, match="DOCTYPE"):
        wg.read(path)
    assert wg.validate(path)["code"].tolist() == ["doctype"]


def test_repeated_ids_and_undeclared_ends_are_findings_with_their_line(tmp_path):
    path = tmp_path / "x.graphml"
    path.write_text(
        '<graphml xmlns="http://graphml.graphdrawing.org/xmlns">\n<graph edgedefault="undirected">\n'
        '<node id="a"/>\n<node id="b"/>\n<node id="a"/>\n<edge source="a" target="c"/>\n</graph>\n</graphml>'
    )
    found = wg.validate(path)
    errors = found[found["severity"] == "error"]
    places = errors[["table", "row", "column", "value", "code"]].to_numpy().tolist()
    assert ["actors", 5, "actor_id", "a", "duplicate_id"] in places
    assert ["ties", 6, "target", "c", "dangling_reference"] in places


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_control_character_is_said_not_lost(tmp_path, suffix):
    eco = wg.datasets.two_valleys()
    eco = eco.replace(actors=eco.actors.assign(note="bell \x07"))
    with pytest.raises(wg.errors.WelfareGraphError, match="control character"):
        wg.write(eco, tmp_path / f"x{suffix}")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("text", ["", "<a/>", "<graphml><graph><node></graph>", "not xml", "\0" * 99])
@pytest.mark.parametrize("suffix", SUFFIXES)
def test_what_is_no_graph_says_so(tmp_path, suffix, text):
    path = tmp_path / f"x{suffix}"
    path.write_text(text)
    assert set(wg.validate(path)["code"]) <= {"not_xml", "not_a_graph"}
    assert len(wg.validate(path)) == 1
