"""The floors of the house, run as a test so that a plain `pytest` sees a broken one too; and its sizes."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

SOURCE = Path(__file__).resolve().parents[2] / "src"
MODULES = sorted((SOURCE / "welfare_graph").rglob("*.py"))
LONGEST_BODY = 50
MOST_ARGUMENTS = 7
ONE_MORE = {
    "brokerage"
}  # layer, direction and the three of a significance test are the least it can be asked


def dotted(path: Path) -> str:
    parts = path.relative_to(SOURCE).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imported(tree: ast.Module) -> list[str]:
    """Dotted names that a module imports from the package, from anywhere in it."""
    names = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            names += [f"{node.module}.{alias.name}" for alias in node.names]
    return [name for name in names if name.startswith("welfare_graph")]


def trespasses(module: str, name: str) -> bool:
    """Whether a module reaches into the private part of a room that is not its own."""
    parts = name.split(".")
    for depth, part in enumerate(parts[2:], start=2):
        if part.startswith("_") and not part.startswith("__"):
            room = ".".join(parts[:depth])
            return module != room and not module.startswith(f"{room}.")
    return False


def definitions(tree: ast.Module) -> list[ast.FunctionDef]:
    return [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]


def test_imports_point_down(repository):
    lint = "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports())"
    command = [sys.executable, "-c", lint]
    done = subprocess.run(command, cwd=repository, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-1000:]


@pytest.mark.parametrize("path", MODULES, ids=dotted)
def test_private_modules_are_imported_by_their_own_room_only(path):
    names = imported(ast.parse(path.read_text(encoding="utf-8")))
    assert [name for name in names if trespasses(dotted(path), name)] == []


@pytest.mark.parametrize(
    ("module", "name", "wrong"),
    [
        ("welfare_graph.plan", "welfare_graph.gaps._flows.fair", True),
        ("welfare_graph.gaps._ledger", "welfare_graph.gaps._flows.fair", False),
        ("welfare_graph.gaps", "welfare_graph.gaps._flows", False),
        ("welfare_graph.gaps", "welfare_graph._texts.text", False),
        ("welfare_graph.gaps", "welfare_graph.views.edges", False),
        ("welfare_graph.gaps_more", "welfare_graph.gaps._flows", True),
    ],
)
def test_what_a_trespass_is(module, name, wrong):
    assert trespasses(module, name) is wrong


@pytest.mark.parametrize("path", MODULES, ids=dotted)
def test_functions_stay_short(path):
    long = []
    for function in definitions(ast.parse(path.read_text(encoding="utf-8"))):
        body = function.body[1:] if ast.get_docstring(function) else function.body
        if body and (body[-1].end_lineno or 0) - body[0].lineno + 1 > LONGEST_BODY:
            long.append(function.name)
    assert long == []
