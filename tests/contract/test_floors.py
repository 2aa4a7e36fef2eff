"""The floors of the house, run as a test so that a plain `pytest` sees a broken one too."""

from __future__ import annotations

import subprocess
import sys


def test_imports_point_down(repository):
    command = [
        sys.executable,
        "-c",
        "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports())",
    ]
    done = subprocess.run(command, cwd=repository, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-1000:]
