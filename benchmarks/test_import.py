"""What `import welfare_graph` costs over pandas alone: CPU seconds, the least of several processes each."""

from __future__ import annotations

import subprocess
import sys

TIMED = "import time; start = time.process_time(); import {module}; print(time.process_time() - start)"
ALLOWED = 0.15


def seconds(module: str, runs: int = 7) -> float:
    """Least CPU seconds of importing a module in a new process: the least is what noise cannot add to."""
    command = [sys.executable, "-c", TIMED.format(module=module)]
    return min(
        float(subprocess.run(command, capture_output=True, check=True, text=True).stdout) for _ in range(runs)
    )


def test_importing_costs_little_more_than_pandas(record_property):
    pandas, package = seconds("pandas"), seconds("welfare_graph")
    record_property("pandas_s", round(pandas, 3))
    record_property("welfare_graph_s", round(package, 3))
    print(f"import: pandas {pandas:.3f} s, welfare_graph {package:.3f} s")
    assert package <= pandas + ALLOWED
