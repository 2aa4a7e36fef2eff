"""The public surface, walked once: modules, names, how to call each function on a territory, what came out.

Run as a program it calls them all and prints a digest of each result, for tests that compare processes.
"""

from __future__ import annotations

import dataclasses
import functools
import hashlib
import importlib
import inspect
import json
import pkgutil
import sys
import tempfile
from collections.abc import Callable, Mapping, Set
from pathlib import Path
from types import ModuleType
from typing import Any

import pandas as pd

import welfare_graph as wg
from welfare_graph.io import ask

INTERNAL = {"cli", "kernels", "parallel", "validation"}
"""Modules without an underscore that users never import; `tools/docstrings.py` knows them too."""


def arguments(name: str, eco: wg.Ecosystem, folder: Path) -> dict[str, Any]:
    """What a function needs besides the territory, by its dotted name below the package."""
    two = sorted(eco.current().actors.index)[:2]
    need = sorted(eco.needs.index)[0]
    tie = pd.DataFrame({"action": ["tie"], "source": two[:1], "target": two[1:]})
    needed: dict[str, dict[str, Any]] = {
        "actions.apply": {"actions": tie},
        "centrality.two_mode": {"measure": "degree"},
        "cohesion.assortativity": {"by": "type"},
        "cohesion.ei_index": {"by": "type"},
        "cohesion.mixing": {"by": "type"},
        "io.ask": {"path": folder / "answers.xlsx"},
        "io.write": {"path": folder / "territory"},
        "links.suggest": {"k": 3},
        "links.evaluate": {"repeats": 3},
        "plan.frontier": {"budgets": [50_000.0, 100_000.0]},
        "plan.joint": {"budget": 100_000.0},
        "plan.sites": {"k": 1, "need": need},
        "plan.ties": {"k": 1, "rules": wg.Rules(min_trust=0.5, max_steps=2)},
        "reporting.report": {"path": folder / "report.html"},
        "robustness.intervals": {"measure": "degree", "repeats": 4},
        "robustness.stability": {"measure": "degree", "repeats": 4},
        "roles.group_centrality": {"actors": two},
        "roles.key_players": {"k": 2},
        "testing.seed_faults": {"path": folder / "faulty", "kind": "duplicate_id"},
    }
    if name == "io.add_outlines":
        ring = [[7.0, 44.9], [7.1, 44.9], [7.1, 45.0], [7.0, 44.9]]
        shape = {"type": "Polygon", "coordinates": [ring]}
        feature = {"properties": {"area_id": sorted(eco.areas.index)[0]}, "geometry": shape}
        (folder / "x.geojson").write_text(json.dumps({"features": [feature]}), encoding="utf-8")
        return {"path": folder / "x.geojson"}
    if name == "io.merge":
        return {"path": ask(eco, folder / "asked.xlsx")}
    if name == "plan.alternatives":
        return {"plan": wg.plan.joint(eco, 100_000.0), "k": 2}
    return needed.get(name, {})


@functools.cache
def public_modules() -> tuple[str, ...]:
    """Names of every module that users may import, the package first."""
    walked = (module.name for module in pkgutil.walk_packages(wg.__path__, prefix="welfare_graph."))
    parts = ((name, name.split(".")[1:]) for name in walked)
    public = (
        name for name, path in parts if path[0] not in INTERNAL and not any(p.startswith("_") for p in path)
    )
    return ("welfare_graph", *sorted(public))


def public_names() -> dict[str, Any]:
    """Every public object by its dotted name, under the room it lives in."""
    found = {}
    for module_name in public_modules()[1:]:
        module = importlib.import_module(module_name)
        for name in module.__all__:
            thing = getattr(module, name)
            home = getattr(thing, "__module__", None) or module_name
            if not isinstance(thing, ModuleType) and home.startswith(module_name):
                found[f"{module_name}.{name}".removeprefix("welfare_graph.")] = thing
    return found


def public_functions() -> dict[str, Callable[..., Any]]:
    """Every public function by its dotted name below the package."""
    return {name: thing for name, thing in public_names().items() if inspect.isfunction(thing)}


def on_a_territory() -> dict[str, Callable[..., Any]]:
    """The public functions whose first parameter is `eco`."""
    return {
        name: thing
        for name, thing in public_functions().items()
        if "eco" in inspect.signature(thing).parameters
    }


def call(name: str, eco: wg.Ecosystem, folder: Path, **options: Any) -> Any:
    """Call a public function on a territory."""
    return on_a_territory()[name](eco, **arguments(name, eco, folder) | options)


def canonical(thing: Any) -> Any:
    """Everything in a result that a user could see, as plain JSON, each float to the last digit."""
    if isinstance(thing, pd.DataFrame | pd.Series):
        frame = thing.to_frame() if isinstance(thing, pd.Series) else thing
        return [str(frame.dtypes.to_dict()), list(frame.index.names), frame.to_csv()]
    if isinstance(thing, wg.Ecosystem):
        return thing.fingerprint
    if dataclasses.is_dataclass(thing) and not isinstance(thing, type):
        return {field.name: canonical(getattr(thing, field.name)) for field in dataclasses.fields(thing)}
    if isinstance(thing, Path):
        files = sorted(path for path in thing.rglob("*") if path.is_file()) if thing.is_dir() else [thing]
        return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in files}
    if isinstance(thing, Mapping):
        return {str(key): canonical(value) for key, value in thing.items()}
    if isinstance(thing, Set):
        return sorted(canonical(value) for value in thing)
    if isinstance(thing, list | tuple):
        return [canonical(value) for value in thing]
    return _graph(thing) or repr(thing)


def _graph(thing: Any) -> list[str] | None:
    if hasattr(thing, "tocoo"):
        cells = thing.tocoo()
        return [str(cells.shape), str(cells.coords), str(cells.data.tolist())]
    if hasattr(thing, "get_vertex_dataframe"):
        return [thing.get_vertex_dataframe().to_csv(), thing.get_edge_dataframe().to_csv()]
    if hasattr(thing, "adjacency"):
        return [str(list(thing.nodes(data=True))), str(list(thing.edges(data=True)))]
    return None


def digests(**options: Any) -> dict[str, str]:
    """A digest of the result of every public function on the toy; `options` go to those that have them."""
    found = {}
    eco = wg.datasets.two_valleys()
    for name, function in on_a_territory().items():
        known = inspect.signature(function).parameters
        with tempfile.TemporaryDirectory() as folder:
            taken = {option: value for option, value in options.items() if option in known}
            result = canonical(call(name, eco, Path(folder), **taken))
        found[name] = hashlib.sha256(json.dumps(result, sort_keys=True).encode()).hexdigest()
    return found


if __name__ == "__main__":
    print(json.dumps(digests(**json.loads(sys.argv[1]))))
