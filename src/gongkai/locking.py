"""One build at a time. The operating system holds the lock, and lets go of it when the process ends, however it ends.

A lock file that a killed process left behind therefore never blocks anybody, and no process id has to be judged. The
file holds who has the lock, for the message; POSIX record locks are used because, unlike `flock`, they do not pass on to
worker processes that may outlive the build.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from gongkai.errors import PublishError

_BYTE = 1 << 30
"""The byte that is locked lies far behind the text, so that others can still read the text on Windows."""
_held: set[Path] = set()
"""Locks of this process: the operating system does not keep a process from locking a file twice."""


@contextmanager
def only_one(path: Path) -> Iterator[None]:
    """Hold the lock file `path` for the length of a `with` block.

    Raises PublishError where another build holds it, naming that build, or where the file cannot be written.
    """
    place = path.resolve()
    if place in _held:  # opening and closing the file once more would let go of the lock
        raise _busy(path, "in this very process")
    handle = _open(path)
    try:
        if not _lock(handle):
            raise _busy(path, _holder(handle))
        _held.add(place)
        try:
            text = f"process {os.getpid()}, since {datetime.now().astimezone():%Y-%m-%d %H:%M:%S %z}\n"
            os.ftruncate(handle, 0)
            os.write(handle, text.encode("ascii"))
            yield
            os.ftruncate(handle, 0)
        finally:
            _held.discard(place)
            _unlock(handle)
    finally:
        os.close(handle)


def _busy(path: Path, who: str) -> PublishError:
    return PublishError(str(path), f"another build is running ({who})", "wait for it, or stop it")


def _open(path: Path) -> int:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        return os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o644)
    except OSError as error:
        raise PublishError(str(path), f"cannot be written ({error.strerror})", "make its folder writable") from error


def _holder(handle: int) -> str:
    os.lseek(handle, 0, os.SEEK_SET)
    return os.read(handle, 200).decode("ascii", errors="replace").strip() or "it has just begun"


if sys.platform == "win32":
    import msvcrt

    def _lock(handle: int) -> bool:
        os.lseek(handle, _BYTE, os.SEEK_SET)
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        os.lseek(handle, 0, os.SEEK_SET)
        return True

    def _unlock(handle: int) -> None:
        os.lseek(handle, _BYTE, os.SEEK_SET)
        msvcrt.locking(handle, msvcrt.LK_UNLCK, 1)

else:
    import fcntl

    def _lock(handle: int) -> bool:
        try:
            fcntl.lockf(handle, fcntl.LOCK_EX | fcntl.LOCK_NB, 1, _BYTE)
        except (BlockingIOError, PermissionError):
            return False
        return True

    def _unlock(handle: int) -> None:
        fcntl.lockf(handle, fcntl.LOCK_UN, 1, _BYTE)
