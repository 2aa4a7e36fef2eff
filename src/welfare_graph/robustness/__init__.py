"""How far a measure can be believed when actors or ties are missing from the data."""

from welfare_graph.robustness._robustness import KINDS as KINDS
from welfare_graph.robustness._robustness import intervals, stability

__all__ = ["intervals", "stability"]
