"""The floors of coverage: whole where everything stands on it, 95 % elsewhere."""

from __future__ import annotations

import pytest
from tools.coverage_floors import owed, short


@pytest.mark.parametrize(
    ("module", "percent"),
    [
        ("schema/_tables.py", 100),
        ("kernels/flow.py", 100),
        ("ecosystem.py", 100),
        ("viz/_map.py", 95),
        ("views.py", 95),
    ],
)
def test_what_a_module_owes(module, percent):
    assert owed(module) == percent


def test_a_module_below_its_floor_is_named_with_its_lines():
    files = {
        "src/welfare_graph/schema.py": {"summary": {"percent_covered": 99.5}, "missing_lines": [7, 9]},
        "src/welfare_graph/views.py": {"summary": {"percent_covered": 95.0}, "missing_lines": [3]},
    }
    assert short({"files": files}) == ["schema.py: 99.5 % of 100 % (lines not run: 7, 9)"]
