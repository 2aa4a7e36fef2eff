"""Fail where a module is under the branch coverage it owes: 100 % where all stands on it, 95 % elsewhere."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

WHOLE = ("schema", "validation", "ecosystem", "kernels/")
FLOOR = 95.0


def owed(module: str) -> float:
    """Least coverage of a module, in per cent; `module` is its path below the package."""
    return 100.0 if module.startswith(WHOLE) else FLOOR


def short(report: dict[str, Any]) -> list[str]:
    """One line for each module under its floor."""
    lines = []
    for path, file in sorted(report["files"].items()):
        module = Path(path).as_posix().split("welfare_graph/", 1)[-1]
        covered = file["summary"]["percent_covered"]
        if covered < owed(module):
            missing = ", ".join(map(str, file["missing_lines"])) or "only branches"
            lines.append(f"{module}: {covered:.1f} % of {owed(module):.0f} % (lines not run: {missing})")
    return lines


if __name__ == "__main__":
    coverage = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    below = short(coverage)
    print(f"Branch coverage {coverage['totals']['percent_covered']:.1f} %")
    print("\n  ".join(["Under their floor:", *below]) if below else "Every module holds its floor")
    sys.exit(1 if below else 0)
