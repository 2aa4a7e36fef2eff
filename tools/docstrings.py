"""Hold the form of public docstrings: numpydoc, types only in the signature. Imports nothing."""

from __future__ import annotations

import ast
import inspect
import re
import sys
from collections.abc import Iterator
from pathlib import Path

SECTIONS = (
    "Parameters",
    "Attributes",
    "Returns",
    "Yields",
    "Raises",
    "See Also",
    "Notes",
    "References",
    "Examples",
)
CITED = re.compile(r"doi|10\.\d{4,}/|ISBN|https?://|[Rr]egulation|[Ll]aw|D\.M\.|[Dd]ecre", re.ASCII)
INTERNAL = ("cli", "kernels", "parallel", "validation")
Definition = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef


def faults(package: Path) -> list[str]:
    """One line for each fault of each public function, class and module of a package."""
    return [
        line for path in sorted(package.rglob("*.py")) if _public(path, package) for line in _of_module(path)
    ]


def _public(path: Path, package: Path) -> bool:
    parts = path.relative_to(package).with_suffix("").parts
    return parts[0] not in INTERNAL and not any(part.startswith("_") and part != "__init__" for part in parts)


def _of_module(path: Path) -> Iterator[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    if not ast.get_docstring(tree):
        yield f"{path}:1 module has no docstring"
    names = _all(tree)
    for node in tree.body:
        if isinstance(node, Definition) and node.name in names:
            for fault in _of_definition(node):
                yield f"{path}:{node.lineno} {node.name}: {fault}"


def _all(tree: ast.Module) -> set[str]:
    for node in tree.body:
        if isinstance(node, ast.Assign | ast.AnnAssign) and node.value is not None:
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            if any(isinstance(target, ast.Name) and target.id == "__all__" for target in targets):
                return set(ast.literal_eval(node.value))
    return set()


def _of_definition(node: Definition) -> Iterator[str]:
    text = ast.get_docstring(node)
    if not text:
        yield "no docstring"
        return
    first, *rest = text.splitlines()
    if not first.endswith("."):
        yield "the first line is not one sentence ending with a full stop"
    if rest and rest[0]:
        yield "no blank line after the first line"
    found = sections(text)
    order = [name for name in found if name in SECTIONS]
    if order != sorted(order, key=SECTIONS.index):
        yield f"sections out of order: {', '.join(order)}"
    if "Examples" not in found and not isinstance(node, ast.ClassDef):
        yield "no Examples"
    if "Examples" in found and ">>>" not in found["Examples"]:
        yield "Examples without >>>"
    if "References" in found and not CITED.search(found["References"]):
        yield "References without a DOI or another identifier"
    if not isinstance(node, ast.ClassDef):
        yield from _of_function(node, found)


def _of_function(node: ast.FunctionDef | ast.AsyncFunctionDef, found: dict[str, str]) -> Iterator[str]:
    given = [name for name in _arguments(node) if name not in ("self", "cls")]
    told = _entries(found.get("Parameters", ""))
    for name in given:
        if name not in told:
            yield f"Parameters does not tell of {name}"
    for name in told:
        if name not in given:
            yield f"Parameters tells of {name}, which is no parameter"
        elif told[name]:
            yield f"the type of {name} belongs in the signature only"
    nothing = node.returns is None or (isinstance(node.returns, ast.Constant) and node.returns.value is None)
    if not nothing and not {"Returns", "Yields"} & found.keys():
        yield "no Returns"


def _arguments(node: ast.FunctionDef | ast.AsyncFunctionDef) -> list[str]:
    every = node.args
    named = [argument.arg for argument in (*every.posonlyargs, *every.args, *every.kwonlyargs)]
    return named + [argument.arg for argument in (every.vararg, every.kwarg) if argument]


def sections(text: str) -> dict[str, str]:
    """Text of each numpydoc section by its title."""
    lines = inspect.cleandoc(text).splitlines()
    starts = [i for i in range(len(lines) - 1) if lines[i] and re.fullmatch(r"-{3,}", lines[i + 1])]
    ends = [*starts[1:], len(lines)]
    return {lines[i]: "\n".join(lines[i + 2 : end]) for i, end in zip(starts, ends, strict=False)}


def _entries(section: str) -> dict[str, bool]:
    """Names that a Parameters section tells of, and whether a type stands beside each."""
    entries = {}
    for line in section.splitlines():
        if line and not line[0].isspace():
            names, colon, kind = line.partition(" :")
            for name in names.split(","):
                entries[name.strip().lstrip("*")] = bool(colon and kind.strip())
    return entries


if __name__ == "__main__":
    lines = faults(Path(sys.argv[1]))
    print("\n".join(lines) or "docstrings: as they should be")
    sys.exit(bool(lines))
