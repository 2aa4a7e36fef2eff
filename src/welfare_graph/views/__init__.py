"""Graphs are views: the one room that turns the tables into igraph, networkx and sparse graphs, and back."""

from welfare_graph.views._edges import UNKNOWN_TRUST as UNKNOWN_TRUST
from welfare_graph.views._edges import Edges as Edges
from welfare_graph.views._edges import Layer as Layer
from welfare_graph.views._edges import edges as edges
from welfare_graph.views._edges import engine as engine
from welfare_graph.views._edges import layer_names as layer_names
from welfare_graph.views._edges import matrix as matrix
from welfare_graph.views._edges import one_way as one_way
from welfare_graph.views._export import to_igraph, to_networkx, to_sparse
from welfare_graph.views._intake import from_igraph, from_networkx
from welfare_graph.views._shared import MISSING as MISSING
from welfare_graph.views._shared import groups as groups
from welfare_graph.views._shared import triangles as triangles
from welfare_graph.views._two_mode import affiliations as affiliations
from welfare_graph.views._two_mode import project
from welfare_graph.views._two_mode import two_mode_engine as two_mode_engine

__all__ = ["from_igraph", "from_networkx", "project", "to_igraph", "to_networkx", "to_sparse"]
