"""Files are written whole or not at all."""

from __future__ import annotations

import os
import re
import shutil
import stat
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

_STALE = 3600.0
"""Seconds after which what a save left half done is nobody's any more."""


@contextmanager
def atomic_path(path: str | os.PathLike[str]) -> Iterator[Path]:
    """Give a temporary path beside `path`; on success it takes its place, on failure it is gone.

    The bytes are on disk before the rename, so that a kill or a full disk leaves the old file whole. What a
    kill leaves beside it goes with the next save, an hour later or more.
    """
    target = Path(path)
    target.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=f".{target.name[:40]}.", suffix=".part", dir=target.parent)
    os.close(handle)
    temporary = Path(name)
    _sweep(target, temporary)
    try:
        yield temporary
        temporary.chmod(_mode(target))
        _sync(temporary)
        temporary.replace(target)
    except BaseException:
        with suppress(FileNotFoundError):
            temporary.unlink()
        raise
    _sync(target.parent)


def atomic_write(path: str | os.PathLike[str], content: str | bytes) -> Path:
    """Write text (UTF-8) or bytes to `path`, whole or not at all."""
    data = content.encode("utf-8") if isinstance(content, str) else content
    with atomic_path(path) as temporary:
        temporary.write_bytes(data)
    return Path(path)


@contextmanager
def atomic_folder(path: str | os.PathLike[str]) -> Iterator[Path]:
    """Give an empty temporary folder beside `path`; on success it takes its place in two renames.

    A kill between the two renames leaves the old folder whole under its backup name
    ``.NAME.old``, which the next save or `recover` puts back.
    """
    target = Path(path)
    target.parent.mkdir(parents=True, exist_ok=True)
    recover(target)
    temporary = Path(tempfile.mkdtemp(prefix=f".{target.name[:40]}.", suffix=".part", dir=target.parent))
    _sweep(target, temporary)
    try:
        yield temporary
        temporary.chmod(0o777 & ~_umask())
        for file in temporary.iterdir():
            _sync(file)
        _sync(temporary)
        _swap(temporary, target)
    except BaseException:
        shutil.rmtree(temporary, ignore_errors=True)
        raise


def _sweep(target: Path, temporary: Path) -> None:
    """Take away what earlier saves of the same name left half done, by the clock of the disk itself."""
    ours = re.compile(rf"\.{re.escape(target.name[:40])}\.[a-z0-9_]{{8}}\.part")
    now = temporary.lstat().st_mtime
    for path in target.parent.iterdir():
        if not ours.fullmatch(path.name):
            continue
        with suppress(OSError):
            known = path.lstat()
            if now - known.st_mtime <= _STALE:
                continue
            if stat.S_ISDIR(known.st_mode):
                shutil.rmtree(path, ignore_errors=True)
            elif stat.S_ISREG(known.st_mode):
                path.unlink()


def recover(target: Path) -> None:
    """Put back a folder whose save was cut off between its two renames."""
    old = _backup(target)
    if old.is_dir():
        if target.exists():
            shutil.rmtree(old)
        else:
            old.rename(target)


def _swap(temporary: Path, target: Path) -> None:
    if not target.exists():
        temporary.rename(target)
    else:
        old = _backup(target)
        target.rename(old)
        try:
            temporary.rename(target)
        except BaseException:
            old.rename(target)
            raise
        shutil.rmtree(old)
    _sync(target.parent)


def _backup(target: Path) -> Path:
    return target.with_name(f".{target.name}.old")


def _mode(target: Path) -> int:
    return target.stat().st_mode & 0o777 if target.exists() else 0o666 & ~_umask()


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _sync(path: Path) -> None:
    flags = os.O_RDONLY | getattr(os, "O_DIRECTORY", 0) if path.is_dir() else os.O_RDONLY
    try:
        handle = os.open(path, flags)
    except OSError:  # a system on which a folder cannot be opened
        return
    try:
        os.fsync(handle)
    except OSError:
        if not path.is_dir():
            raise
    finally:
        os.close(handle)
