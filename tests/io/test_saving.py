"""A save is whole or has not been: killed at any moment, or out of space, the old territory stands."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from tests.territory_files import ACTORS, frame, territory

import welfare_graph as wg
from welfare_graph import _atomic

KILLS = """
import os, random, signal, sys, time
from pathlib import Path
import welfare_graph as wg
from welfare_graph import _atomic, io

def contents(path):
    return {file.name: file.read_bytes() for file in path.iterdir()} if path.is_dir() else path.read_bytes()

def made_before(make, pair):  # so that nearly every kill falls into the save itself
    made = [make(eco) for eco in pair]
    return lambda eco: made[0 if eco is pair[0] else 1]

one, other = pair = tuple(wg.read(path) for path in sys.argv[2:4])
io.files_of = made_before(io.files_of, pair)
for suffix in (".zip", ".xlsx"):
    io._WRITERS[suffix] = made_before(io._WRITERS[suffix], pair)
for name in ("territory", "territory.zip", "territory.xlsx"):
    home = Path(sys.argv[1], name)
    target, moments, killed = home / name, random.Random(name), 0
    states = [contents(wg.write(eco, target)) for eco in (other, one)]
    while killed < 50:
        child = os.fork()
        if not child:
            while True:
                for eco in (other, one):
                    wg.write(eco, target)
        time.sleep(moments.uniform(0, 0.02))
        os.kill(child, signal.SIGKILL)
        killed += os.WTERMSIG(os.waitpid(child, 0)[1]) == signal.SIGKILL
        _atomic.recover(target)
        assert contents(target) in states
    midway = any(path != target for path in home.iterdir())
    assert wg.read(target) in pair
    assert wg.read(wg.write(other, target)) == other
    print(name, killed, midway)
"""


@pytest.fixture(scope="module")
def two(tmp_path_factory):
    """Two territories that are not equal, large enough for a save to take a while."""
    folder = tmp_path_factory.mktemp("two")
    pair = [wg.datasets.synthetic(areas=30, actors=100, ties=300, needs=2, seed=seed) for seed in (1, 2)]
    return [str(wg.write(eco, folder / f"{place}.zip")) for place, eco in enumerate(pair)]


def test_fifty_kills_at_random_moments_never_leave_a_broken_territory(two, tmp_path):
    command = [sys.executable, "-c", KILLS, str(tmp_path), *two]
    told = subprocess.run(command, capture_output=True, check=False, text=True)
    names = ("territory", "territory.zip", "territory.xlsx")
    assert (told.stderr, told.stdout) == ("", "".join(f"{name} 50 True\n" for name in names))


FULL = """
import resource, signal, sys
import welfare_graph as wg
eco = wg.read(sys.argv[1])
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (2000, 2000))
for target in sys.argv[2:]:
    try:
        wg.write(eco, target)
    except OSError as error:
        print(type(error).__name__)
"""


def test_no_space_left_leaves_the_old_territory_whole_and_nothing_beside_it(two, tmp_path):
    names = ["territory", "territory.xlsx", "territory.zip"]
    targets = [wg.write(territory(), tmp_path / name) for name in names]
    command = [sys.executable, "-c", FULL, two[1], *map(str, targets)]
    told = subprocess.run(command, capture_output=True, check=True, text=True)
    assert told.stdout == "OSError\n" * len(targets)
    assert all(wg.read(target) == territory() for target in targets)
    assert sorted(path.name for path in tmp_path.iterdir()) == names


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


def left(folder, name, hours, *, whole=False):
    """What a save of so many hours ago left behind: a file, or a folder with a file."""
    path = folder / name
    if whole:
        path.mkdir()
        (path / "ties.csv").write_text("half")
    else:
        path.write_text("half")
    then = time.time() - 3600 * hours
    os.utime(path, (then, then))
    return path


@pytest.mark.parametrize("name", ["mine", "mine.xlsx"])
def test_the_next_save_sweeps_what_kills_left_of_its_own_name_and_nothing_else(name, tmp_path):
    gone = [
        left(tmp_path, f".{name}.abcd_123.part", 2),
        left(tmp_path, f".{name}.zzzzzzzz.part", 2, whole=True),
    ]
    stay = [
        left(tmp_path, f".{name}.abcd_124.part", 0.5),
        left(tmp_path, ".other.abcd_123.part", 2),
        left(tmp_path, f".{name}.old.part", 2),
        left(tmp_path, f".{name}.csv.abcd_123.part", 2),
        left(tmp_path, f"{name}.abcd_123.part", 2),
    ]
    (tmp_path / f".{name}.abcd_125.part").symlink_to(stay[1])
    os.utime(tmp_path / f".{name}.abcd_125.part", (0, 0), follow_symlinks=False)
    target = wg.write(territory(), tmp_path / name)
    assert wg.read(target) == territory()
    assert not any(path.exists() for path in gone)
    assert all(path.exists() for path in stay)
    assert (tmp_path / f".{name}.abcd_125.part").is_symlink()


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
