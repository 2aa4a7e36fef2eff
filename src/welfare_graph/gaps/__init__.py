"""What is missing, where, and why: gaps with a certificate.

Coverage within minutes overstates what places can serve. These functions say how many people cannot be served
whatever anyone does, prove it, name the cause, and never call absence from the data an absence of service.
"""

from __future__ import annotations

from welfare_graph.gaps._access import access, reach
from welfare_graph.gaps._allocate import Allocation, allocate
from welfare_graph.gaps._explain import Explanation, explain
from welfare_graph.gaps._find import find
from welfare_graph.gaps._find import find_in as find_in
from welfare_graph.gaps._fragility import fragility
from welfare_graph.gaps._overlap import missing_types, overlap
from welfare_graph.gaps._problem import NeedProblem as NeedProblem
from welfare_graph.gaps._problem import problem as problem
from welfare_graph.gaps._reach import pairs as pairs
from welfare_graph.gaps._relation import Relations as Relations
from welfare_graph.gaps._relational import Relational, relational
from welfare_graph.gaps._solve import clean as clean
from welfare_graph.gaps._solve import fair_served as fair_served
from welfare_graph.gaps._solve import people_served as people_served
from welfare_graph.gaps._solve import tolerance as tolerance
from welfare_graph.gaps._standards import standards
from welfare_graph.gaps._told import TODAY as TODAY
from welfare_graph.gaps._told import told as told

__all__ = [
    "Allocation",
    "Explanation",
    "Relational",
    "TODAY",
    "access",
    "allocate",
    "explain",
    "find",
    "fragility",
    "missing_types",
    "overlap",
    "reach",
    "relational",
    "standards",
]
