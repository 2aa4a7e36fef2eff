"""The public surface, walked once: modules, names, and how to call every function that takes a territory."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from collections.abc import Callable, Iterator
from types import ModuleType
from typing import Any

import welfare_graph as wg

REQUIRED: dict[str, dict[str, Any]] = {}
"""Arguments without a default, for the functions that have some; `tmp` in a path is replaced by a folder."""


def public_modules() -> list[str]:
    """Names of every module whose path holds no private part, the package first."""
    walked = pkgutil.walk_packages(wg.__path__, prefix="welfare_graph.")
    found = [
        module.name for module in walked if not any(part.startswith("_") for part in module.name.split("."))
    ]
    return ["welfare_graph", *sorted(found)]


def public_names() -> Iterator[tuple[str, str, Any]]:
    """Module, name and object of everything in an `__all__`, each object once, under its home."""
    for module_name in public_modules():
        module = importlib.import_module(module_name)
        for name in module.__all__:
            thing = getattr(module, name)
            if getattr(thing, "__module__", module_name).startswith(module_name) and not isinstance(
                thing, ModuleType
            ):
                yield module_name, name, thing


def public_functions() -> dict[str, Callable[..., Any]]:
    """Every public function by its dotted name below the package."""
    found = {}
    for module_name, name, thing in public_names():
        if inspect.isfunction(thing) and thing.__module__.startswith(module_name):
            found[f"{module_name}.{name}".removeprefix("welfare_graph.")] = thing
    return found


def on_a_territory() -> dict[str, Callable[..., Any]]:
    """The public functions whose first parameter is `eco`."""
    functions = public_functions()
    return {
        name: thing
        for name, thing in functions.items()
        if next(iter(inspect.signature(thing).parameters), "") == "eco"
    }
