"""How the territory holds together as a whole: pieces, bridges, groups that mix or do not."""

from welfare_graph.cohesion._centralisation import centralisation
from welfare_graph.cohesion._mixing import EIIndex, assortativity, ei_index, mixing
from welfare_graph.cohesion._parts import bridges, communities, components, cut_actors
from welfare_graph.cohesion._summary import summary

__all__ = [
    "EIIndex",
    "assortativity",
    "bridges",
    "centralisation",
    "communities",
    "components",
    "cut_actors",
    "ei_index",
    "mixing",
    "summary",
]
