"""A territory's welfare as a typed graph joined to needs, places and capacity.

Import it as ``import welfare_graph as wg``; everything below loads on first use.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

_MODULES = (
    "actions",
    "centrality",
    "cohesion",
    "datasets",
    "errors",
    "gaps",
    "links",
    "plan",
    "robustness",
    "roles",
    "schema",
    "testing",
    "travel",
    "viz",
)
_NAMES = {
    "Ecosystem": "ecosystem",
    "Rules": "rules",
    "from_igraph": "views",
    "from_networkx": "views",
    "project": "views",
    "read": "io",
    "report": "reporting",
    "to_igraph": "views",
    "to_networkx": "views",
    "to_sparse": "views",
    "validate": "io",
    "write": "io",
}

if TYPE_CHECKING:
    from welfare_graph import datasets, errors, schema, travel
    from welfare_graph.ecosystem import Ecosystem
    from welfare_graph.io import read, validate, write
    from welfare_graph.rules import Rules

__all__ = [
    "Ecosystem",
    "Rules",
    "datasets",
    "errors",
    "read",
    "schema",
    "travel",
    "validate",
    "write",
]


def __getattr__(name: str) -> Any:
    if name in _NAMES:
        value = getattr(import_module(f"{__name__}.{_NAMES[name]}"), name)
    elif name in _MODULES:
        value = import_module(f"{__name__}.{name}")
    else:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *_MODULES, *_NAMES})
