"""Every hostile file is refused or read within 200 MB and 5 seconds, with a clear finding."""

import json
import subprocess
import sys

import pytest
from tests.io import hostile

MEMORY = 200_000_000
SECONDS = 5
CHECK = """
import json, resource, sys, time
import welfare_graph as wg

wg.validate(sys.argv[2])
with open("/proc/self/statm") as file:
    used = int(file.read().split()[0]) * resource.getpagesize()
resource.setrlimit(resource.RLIMIT_AS, (used + {memory}, -1))
began = time.process_time()
found = wg.validate(sys.argv[1], lang="it")
spent = time.process_time() - began
said = "".join(found["message"] + found["hint"])[:1000]
print(json.dumps({{"codes": sorted(set(found["code"])), "spent": spent, "said": said}}))
"""


@pytest.fixture(scope="module")
def harmless(tmp_path_factory):
    return hostile.book(tmp_path_factory.mktemp("harmless") / "toy.xlsx")


@pytest.mark.parametrize("name", hostile.FILES)
def test_hostile_files_do_no_harm(tmp_path, harmless, name):
    path = hostile.make(tmp_path, name)
    code = CHECK.format(memory=MEMORY)
    command = [sys.executable, "-c", code, str(path), str(harmless)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)
    assert done.returncode == 0, done.stderr[-2000:]
    result = json.loads(done.stdout)
    assert result["spent"] < SECONDS
    expected = hostile.FILES[name][2]
    if expected is not None:
        assert expected in result["codes"]
        assert result["said"]
