"""The repository speaks of the project only: no path of a machine, no registry's address, no open ends."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

MACHINE = re.compile(
    r"(?<![\w.:/-])/(?:work|root|farm|Users|home/\w+)/|[A-Z]:\\\\?Users\\|(?:extra-)?index-url|find-links",
    re.ASCII,
)
SELF = Path(__file__).name


def tracked(repository: Path) -> list[Path]:
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=repository, capture_output=True, check=True, text=True
    )
    return [repository / name for name in listed.stdout.split("\0") if name]


def test_no_tracked_file_names_a_path_or_an_index_of_a_machine(repository):
    found = []
    for path in tracked(repository):
        if path.name == SELF or not path.is_file():
            continue
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
        found += [f"{path.relative_to(repository)}: {match[0]}" for match in MACHINE.finditer(text)]
    assert found == []


@pytest.mark.parametrize(
    "line", ["cd /root/x", 'open("/home/anna/x")', "C:\\Users\\anna", "--extra-index-url x"]
)
def test_the_pattern_sees_what_it_should(line):
    assert MACHINE.search(line)


@pytest.mark.parametrize("line", ["https://example.org/work/1", "docs/home/index.md", "a/root/b", "/tmp"])
def test_the_pattern_lets_pass_what_is_harmless(line):
    assert not MACHINE.search(line)
