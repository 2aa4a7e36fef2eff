"""GraphML and GEXF as other programs write them: defaults, nested parts, several graphs."""

from __future__ import annotations

import pytest

import welfare_graph as wg

SPACE = 'xmlns="http://graphml.graphdrawing.org/xmlns"'


def graphml(tmp_path, body, keys=""):
    path = tmp_path / "x.graphml"
    path.write_text(f'<graphml {SPACE}>{keys}<graph edgedefault="directed">{body}</graph></graphml>')
    return path


def gexf(tmp_path, nodes, edges="", attributes="", kind="undirected"):
    path = tmp_path / "x.gexf"
    path.write_text(
        f'<gexf version="1.3"><meta><description>made elsewhere</description></meta>'
        f'<graph defaultedgetype="{kind}">{attributes}<nodes>{nodes}</nodes>'
        f"<edges>{edges}</edges></graph></gexf>"
    )
    return path


def test_graphml_defaults_hold_where_nothing_is_said(tmp_path):
    keys = (
        '<key id="k" for="node" attr.name="note" attr.type="string"><default>so</default></key>'
        '<key id="w" for="all" attr.name="weight" attr.type="double"><default>2</default></key>'
        '<key id="g" for="graph" attr.name="title" attr.type="string"/>'
        '<key id="i" for="node" attr.name="actor_id" attr.type="string"/>'
    )
    body = (
        '<data key="g">Rete</data><node id="a"><data key="k">no</data><data key="i">z</data></node>'
        '<node id="b"/>'
        '<edge source="a" target="b"/>'
        '<edge source="b" target="a" directed="false"><data key="w">5</data></edge>'
    )
    eco = wg.read(graphml(tmp_path, body, keys))
    assert eco.actors["note"].to_dict() == {"a": "no", "b": "so"}
    assert eco.ties["weight"].tolist() == [2, 5]
    assert eco.ties["directed"].tolist() == [True, False]
    assert eco.title == "Rete"


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ('<node id="a"><graph><node id="b"/></graph></node>', "a graph inside a node"),
        ('<node id="a"/></graph><graph>', "a second graph"),
        ('<node id="a"><port name="p"/></node>', "port"),
        ('<node id="a"/><hyperedge/>', "hyperedge"),
    ],
)
def test_parts_that_are_no_actors_and_ties_are_named(tmp_path, body, said):
    found = wg.validate(graphml(tmp_path, body))
    assert said in found.loc[found["code"] == "not_a_graph", "value"].tolist()


def test_gexf_defaults_labels_and_directions(tmp_path):
    attributes = (
        '<attributes class="node"><attribute id="0" title="zone" type="string">'
        "<default>alta</default></attribute>"
        '<attribute id="1" title="employees" type="integer"/></attributes>'
    )
    nodes = (
        '<node id="a" label="Alfa"><attvalues><attvalue for="0" value="bassa"/><attvalue id="1" value="3"/>'
        '<attvalue for="9" value="x"/></attvalues></node><node id="b"/>'
    )
    edges = '<edge source="a" target="b" type="directed" weight="2"/><edge source="b" target="a"/>'
    eco = wg.read(gexf(tmp_path, nodes, edges, attributes))
    assert eco.actors["name"].tolist() == ["Alfa", "b"]
    assert eco.actors["zone"].tolist() == ["bassa", "alta"]
    assert eco.actors["employees"].tolist()[0] == 3
    assert eco.actors["9"].tolist()[0] == "x"
    assert eco.ties["directed"].tolist() == [True, False]
    assert eco.ties["weight"].tolist()[0] == 2
    assert (
        wg.read(gexf(tmp_path, nodes, edges.replace(' type="directed"', ""), "", "directed"))
        .ties["directed"]
        .all()
    )


def test_a_gexf_node_inside_a_node_is_named(tmp_path):
    found = wg.validate(gexf(tmp_path, '<node id="a"><nodes><node id="b"/></nodes></node>'))
    assert "a node inside a node" in found["value"].tolist()


def test_titles_of_several_lines_survive_a_gexf(tmp_path):
    eco = wg.datasets.two_valleys().replace(title="una\nriga \\n e\r\nun'altra")
    assert wg.read(wg.write(eco, tmp_path / "x.gexf")).title == eco.title
