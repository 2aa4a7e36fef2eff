"""Who stands where in the network of collaborations: one number an actor."""

from welfare_graph.centrality._counting import core_number, degree, participation, strength
from welfare_graph.centrality._paths import SAMPLE_ABOVE as SAMPLE_ABOVE
from welfare_graph.centrality._paths import betweenness, bridging, closeness, harmonic
from welfare_graph.centrality._spectral import eigenvector, katz, pagerank
from welfare_graph.centrality._table import MEASURES as MEASURES
from welfare_graph.centrality._table import table
from welfare_graph.centrality._two_mode import two_mode

__all__ = [
    "betweenness",
    "bridging",
    "closeness",
    "core_number",
    "degree",
    "eigenvector",
    "harmonic",
    "katz",
    "pagerank",
    "participation",
    "strength",
    "table",
    "two_mode",
]
