"""A save is whole or has not been: killed at any moment, or out of space, the old territory stands."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from tests.territory_files import ACTORS, frame, territory

import welfare_graph as wg
from welfare_graph import _atomic

KILLS = """
import os, random, signal, sys, time
import welfare_graph as wg
one, other = (wg.read(path) for path in sys.argv[1:3])
target, moments, killed = wg.write(one, sys.argv[3]), random.Random(sys.argv[3][-4:]), 0
while killed < 25:
    child = os.fork()
    if not child:
        while True:
            for eco in (other, one):
                wg.write(eco, target)
    time.sleep(moments.uniform(0, 0.1))
    os.kill(child, signal.SIGKILL)
    killed += os.WTERMSIG(os.waitpid(child, 0)[1]) == signal.SIGKILL
    assert wg.read(target) in (one, other)
wg.write(other, target)
assert wg.read(target) == other
print(killed, "kills")
"""


@pytest.fixture(scope="module")
def two(tmp_path_factory):
    """Two territories that are not equal, large enough for a save to take a while."""
    folder = tmp_path_factory.mktemp("two")
    pair = [wg.datasets.synthetic(areas=30, actors=200, ties=800, needs=2, seed=seed) for seed in (1, 2)]
    return [(eco, wg.write(eco, folder / f"{place}.zip")) for place, eco in enumerate(pair)]


@pytest.mark.parametrize("name", ["territory", "territory.zip"])
def test_kills_at_random_moments_never_leave_a_broken_territory(name, two, tmp_path):
    files = [str(path) for _, path in two]
    command = [sys.executable, "-c", KILLS, *files, str(tmp_path / name)]
    told = subprocess.run(command, capture_output=True, check=False, text=True)
    assert (told.stderr, told.stdout) == ("", "25 kills\n")


FULL = """
import resource, signal, sys
import welfare_graph as wg
eco = wg.read(sys.argv[1])
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (2000, 2000))
try:
    wg.write(eco, sys.argv[2])
except OSError as error:
    print(type(error).__name__)
"""


@pytest.mark.parametrize("name", ["territory", "territory.zip"])
def test_no_space_left_leaves_the_old_territory_whole_and_nothing_beside_it(name, two, tmp_path):
    target = wg.write(territory(), tmp_path / name)
    command = [sys.executable, "-c", FULL, str(two[1][1]), str(target)]
    told = subprocess.run(command, capture_output=True, check=True)
    assert told.stdout == b"OSError\n"
    assert wg.read(target) == territory()
    assert [path.name for path in tmp_path.iterdir()] == [name]


def test_a_folder_cut_off_between_its_two_renames_is_put_back(tmp_path):
    target = wg.write(territory(), tmp_path / "mine")
    target.rename(tmp_path / ".mine.old")
    assert wg.read(target) == territory()
    assert [path.name for path in tmp_path.iterdir()] == ["mine"]


def test_a_backup_beside_a_whole_folder_goes(tmp_path):
    target = wg.write(territory(), tmp_path / "mine")
    wg.write(territory(title="older"), tmp_path / "older").rename(tmp_path / ".mine.old")
    assert wg.read(target) == territory()
    assert [path.name for path in tmp_path.iterdir()] == ["mine"]


def test_other_files_of_the_folder_stay_and_our_old_tables_go(tmp_path):
    target = wg.write(
        territory(needs=frame({"need_id": ["n"], "name": ["N"], "unit": ["persons"]})), tmp_path / "t"
    )
    (target / "README.md").write_text("mine")
    (target / "photos").mkdir()
    (target / "photos" / "a.txt").write_text("a")
    (target / "link").symlink_to("README.md")
    wg.write(territory(), target)
    assert (target / "README.md").read_text() == "mine"
    assert (target / "photos" / "a.txt").read_text() == "a"
    assert (target / "link").is_symlink()
    assert not (target / "needs.csv").exists()


def test_the_same_territory_gives_the_same_bytes(tmp_path):
    one, other = (wg.write(territory(), tmp_path / f"{name}.zip").read_bytes() for name in "ab")
    assert one == other


def test_a_failed_rename_puts_the_old_folder_back(tmp_path, monkeypatch):
    target = wg.write(territory(), tmp_path / "mine")
    rename = type(target).rename

    def fail(self, to):
        if self.name.endswith(".part"):
            raise OSError("no")
        return rename(self, to)

    monkeypatch.setattr(type(target), "rename", fail)
    with pytest.raises(OSError, match="no"):
        wg.write(territory(title="new"), target)
    assert [path.name for path in tmp_path.iterdir()] == ["mine"]
    assert wg.read(target) == territory()


def test_a_file_keeps_its_mode_and_a_new_one_gets_the_usual(tmp_path):
    file = tmp_path / "x"
    _atomic.atomic_write(file, "one")
    file.chmod(0o640)
    assert _atomic.atomic_write(file, b"two") == file
    assert file.stat().st_mode & 0o777 == 0o640
    assert file.read_text() == "two"


@pytest.mark.parametrize("spoil", [lambda path: path.write_text("new"), lambda path: path.unlink()])
def test_a_failure_while_writing_leaves_no_trace(spoil, tmp_path):
    file = _atomic.atomic_write(tmp_path / "x", "old")

    def fail():
        with _atomic.atomic_path(file) as temporary:
            spoil(temporary)
            raise RuntimeError("half")

    with pytest.raises(RuntimeError, match="half"):
        fail()
    assert file.read_text() == "old"
    assert list(tmp_path.iterdir()) == [file]


def test_a_name_of_any_length_and_a_folder_that_is_not_there(tmp_path):
    path = tmp_path / "new" / ("è" * 60 + ".zip")
    assert wg.read(wg.write(territory(), path)) == territory()


def test_a_system_without_folder_handles_saves_too(tmp_path, monkeypatch):
    opened = _atomic.os.open

    def no_folders(path, *rest):
        if Path(path).is_dir():
            raise OSError("a folder")
        return opened(path, *rest)

    monkeypatch.setattr(_atomic.os, "open", no_folders)
    assert _atomic.atomic_write(tmp_path / "x", "y").read_text() == "y"


def test_a_sync_that_fails_matters_for_a_file_not_for_a_folder(tmp_path, monkeypatch):
    def fail(_):
        raise OSError("sync")

    file = _atomic.atomic_write(tmp_path / "x", "old")
    monkeypatch.setattr(_atomic.os, "fsync", fail)
    _atomic._sync(tmp_path)
    with pytest.raises(OSError, match="sync"):
        _atomic.atomic_write(file, "new")
    assert file.read_text() == "old"


@pytest.mark.parametrize("name", ["territory.xml", "territory.csv"])
def test_an_unknown_suffix_is_refused(name, tmp_path):
    with pytest.raises(ValueError, match="Cannot write"):
        wg.write(territory(), tmp_path / name)


def test_actors_of_an_old_save_do_not_stay(tmp_path):
    target = wg.write(territory(), tmp_path / "t")
    wg.write(territory(actors=frame(ACTORS, note=["=1", None, None])), target)
    assert (target / "actors.csv").read_text().splitlines()[1].endswith(",'=1")
