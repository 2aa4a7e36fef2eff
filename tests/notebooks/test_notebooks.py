"""Every notebook of `examples/` runs from top to bottom, in a folder of its own, and warns of nothing."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
NOTEBOOKS = sorted(EXAMPLES.rglob("*.ipynb"))

# A process of its own: the browser tests keep an event loop running in this one.
RUN = """
import sys, nbformat
from nbclient import NotebookClient
notebook = nbformat.read(sys.argv[1], as_version=4)
resources = {"metadata": {"path": sys.argv[2]}}
NotebookClient(notebook, timeout=300, kernel_name="python3", resources=resources).execute()
nbformat.write(notebook, sys.argv[3])
"""


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_runs(path, tmp_path):
    executed = tmp_path / "executed.ipynb"
    environment = os.environ | {"PYTHONWARNINGS": "ignore::DeprecationWarning", "MPLBACKEND": "agg"}
    command = [sys.executable, "-c", RUN, str(path), str(tmp_path), str(executed)]
    done = subprocess.run(command, capture_output=True, text=True, env=environment, check=False)
    assert done.returncode == 0, done.stderr[-4000:]
    said = [
        output.text
        for cell in nbformat.read(executed, as_version=4).cells
        for output in cell.get("outputs", [])
        if output.output_type == "stream" and output.name == "stderr" and "it/s" not in output.text
    ]
    assert said == []
