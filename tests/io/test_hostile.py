"""Every hostile file is refused or read within 200 MB and 5 seconds, with a clear finding."""

import json
import subprocess
import sys

import pytest
from tests.io import hostile

import welfare_graph as wg

MEMORY = 200_000_000
SECONDS = 5
CHECK = """
import json, resource, sys, time
import welfare_graph as wg

wg.validate(sys.argv[1])
with open("/proc/self/statm") as file:
    used = int(file.read().split()[0]) * resource.getpagesize()
resource.setrlimit(resource.RLIMIT_AS, (used + {memory}, -1))
results = []
for path in sys.argv[2:]:
    began = time.process_time()
    found = wg.validate(path, lang="it")
    spent = time.process_time() - began
    results.append({{"codes": sorted(set(found["code"])), "spent": spent}})
print(json.dumps(results))
"""


@pytest.fixture(scope="module")
def harmless(tmp_path_factory):
    return hostile.book(tmp_path_factory.mktemp("harmless") / "toy.xlsx")


def limited(harmless, *paths):
    """Validate files in a process that may not take more memory; return what was said of each."""
    code = CHECK.format(memory=MEMORY)
    command = [sys.executable, "-c", code, str(harmless), *map(str, paths)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)
    assert done.returncode == 0, done.stderr[-2000:]
    return json.loads(done.stdout)


@pytest.mark.parametrize("name", hostile.HEAVY)
def test_heavy_files_do_no_harm(tmp_path, harmless, name):
    (result,) = limited(harmless, hostile.make(tmp_path, name))
    assert result["spent"] < SECONDS
    expected = hostile.FILES[name][2]
    assert expected is None or expected in result["codes"]


def test_light_files_do_no_harm_together(tmp_path, harmless):
    light = [name for name in hostile.FILES if name not in hostile.HEAVY]
    results = limited(harmless, *(hostile.make(tmp_path, name) for name in light))
    assert len(results) == len(light)
    assert all(result["spent"] < SECONDS for result in results)


@pytest.mark.parametrize("name", [name for name in hostile.FILES if name not in hostile.HEAVY])
def test_light_files_are_named_in_words(tmp_path, name):
    found = wg.validate(hostile.make(tmp_path, name), lang="it")
    expected = hostile.FILES[name][2]
    assert expected is None or expected in set(found["code"])
    assert found["message"].str.len().gt(0).all()
    assert found["hint"].str.len().gt(0).all()
