"""What tells without reading that nobody has touched some files: name, size, times and number of each.

A file that is written to gets a new time of change (`ctime`) from the operating system, which no program can set, so on
POSIX systems equal stamps mean equal bytes. Elsewhere there is no such time: nothing has a stamp there, and everything
is read.
"""

from __future__ import annotations

import hashlib
import os
import stat
import time
from collections.abc import Iterator
from dataclasses import dataclass
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


def of(*places: Path) -> Stamp:
    """The stamp of some files and of all that lies below some folders.

    NONE where the system has no times of change, and where there is a link: what it leads to has times of its own.
    """
    if os.name != "posix":
        return NONE
    whole, newest = hashlib.sha256(), 0
    for place in places:
        for name, found in _walk(place):
            whole.update(os.fsencode(name))
            if found is not None:
                if stat.S_ISLNK(found.st_mode):
                    return NONE
                times = f"\0{found.st_size} {found.st_mtime_ns} {found.st_ctime_ns} {found.st_ino} {found.st_mode}"
                whole.update(times.encode("ascii"))
                newest = max(newest, found.st_ctime_ns)
            whole.update(b"\n")
    return Stamp(whole.hexdigest(), newest)


def _walk(place: Path) -> Iterator[tuple[str, os.stat_result | None]]:
    """A file, or everything below a folder: names, with what the system says of all but folders."""
    if place.is_dir():
        yield from _below(str(place))
    elif place.exists():
        yield str(place), place.lstat()
    else:
        yield str(place), None


def _below(folder: str) -> Iterator[tuple[str, os.stat_result | None]]:
    yield folder, None
    with os.scandir(folder) as entries:
        found = sorted(entries, key=lambda entry: entry.name)
    for entry in found:
        if entry.is_dir(follow_symlinks=False):
            yield from _below(entry.path)
        else:
            yield entry.path, entry.stat(follow_symlinks=False)
