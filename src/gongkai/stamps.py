"""What tells without reading that nobody has touched some files: name, size, times and number of each.

A file that is written to gets a new time of change (`ctime`) from the operating system, which no program can set, so on
POSIX systems equal stamps mean equal bytes. Elsewhere there is no such time: nothing has a stamp there, and everything
is read.
"""

from __future__ import annotations

import hashlib
import os
import stat
import struct
import time
from dataclasses import dataclass
from operator import attrgetter
from pathlib import Path

SETTLED_NS = 2_000_000_000
"""Times of file systems are as coarse as this: a file that changed more recently might change again unseen."""


@dataclass(frozen=True)
class Stamp:
    """The digest of what the system says of all files of a folder, and the time of the last change of any."""

    digest: str
    newest: int

    @property
    def settled(self) -> bool:
        """True where any later change would give another stamp: what was read after now may be kept by this one."""
        return bool(self.digest) and time.time_ns() - self.newest > SETTLED_NS


NONE = Stamp("", 0)
"""Where there is nothing to judge by."""


def of_ours(path: Path) -> tuple[int, int]:
    """Size and time of a file: enough for what lies in build/, where nobody but us writes. OSError where there is none."""
    found = path.stat()
    return found.st_size, found.st_mtime_ns


def of_committed(path: Path) -> tuple[int, ...]:
    """What git, too, tells a file by that nobody has touched. OSError where there is none."""
    found = path.stat()
    return found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino


def of(*places: Path) -> Stamp:
    """The stamp of some files and of all that lies below some folders.

    NONE where the system has no times of change, and where there is a link: what it leads to has times of its own.
    """
    if os.name != "posix":
        return NONE
    whole, newest = hashlib.sha256(), 0
    try:
        for place in places:
            newest = max(newest, _add(whole, place))
    except _LinkError:
        return NONE
    return Stamp(whole.hexdigest(), newest)


class _LinkError(Exception):
    """A link lies there."""


def _add(whole: hashlib._Hash, place: Path) -> int:
    """Add a file, or everything below a folder; the time of the newest change. _LinkError where there is a link."""
    if place.is_dir():
        return _add_folder(whole, str(place))
    return _add_file(whole, str(place), place.lstat()) if place.exists() else _add_name(whole, str(place))


def _add_folder(whole: hashlib._Hash, folder: str) -> int:
    newest = _add_name(whole, folder)
    with os.scandir(folder) as entries:
        inside = sorted(entries, key=_NAME)
    for entry in inside:
        if entry.is_dir(follow_symlinks=False):
            newest = max(newest, _add_folder(whole, entry.path))
        else:
            newest = max(newest, _add_file(whole, entry.path, entry.stat(follow_symlinks=False)))
    return newest


def _add_file(whole: hashlib._Hash, name: str, found: os.stat_result) -> int:
    if stat.S_ISLNK(found.st_mode):
        raise _LinkError(name)
    _add_name(whole, name)
    whole.update(_PACK(found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino, found.st_mode))
    return found.st_ctime_ns


def _add_name(whole: hashlib._Hash, name: str) -> int:
    """Add a name, ended by what no name has."""
    whole.update(os.fsencode(name) + b"\0")
    return 0


_NAME = attrgetter("name")
_PACK = struct.Struct("<3q2Q").pack
