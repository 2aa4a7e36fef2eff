"""Optional packages: asked for where they are used, with the extra that installs them."""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec
from typing import Any

from welfare_graph.errors import MissingDependencyError


def available(package: str) -> bool:
    """Say whether a package can be imported, without importing it."""
    return find_spec(package) is not None


def require(package: str, *, extra: str) -> Any:
    """Import a package, or raise `MissingDependencyError` naming the extra that brings it."""
    try:
        return import_module(package)
    except ImportError as error:
        message = f"This needs {package!r}. Install it with: pip install 'welfare_graph[{extra}]'"
        raise MissingDependencyError(message) from error
