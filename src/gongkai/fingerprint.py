"""Digests of everything a result depends on: the same digest means the same result.

Nothing is judged by its date: files are told apart by their bytes. Only a folder that the system says nobody has
touched since it was read is not read again (`stamps`).
"""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from gongkai import stamps

HERE = Path(__file__).parent
_CODE = frozenset({".py", ".yml", ".csv", ".html", ".json", ".txt", ".sql"})


def digest(*parts: str | bytes) -> str:
    """The SHA-256 of some parts, each with its length, so that no two lists of parts are alike."""
    whole = hashlib.sha256()
    for part in parts:
        data = part if isinstance(part, bytes) else part.encode("utf-8", errors="surrogatepass")
        whole.update(b"%d:" % len(data))
        whole.update(data)
    return whole.hexdigest()


def folder(place: Path) -> str:
    """The digest of all files directly in a folder, by name and content; blank where there is no such folder."""
    if not place.is_dir():
        return ""
    files = sorted(path for path in place.iterdir() if path.is_file())
    return digest(*(part for path in files for part in (path.name, path.read_bytes())))


def files(content: dict[str, bytes]) -> str:
    """What `folder` will say of a folder with these files."""
    return digest(*(part for name in sorted(content) for part in (name, content[name])))


def tree(place: Path) -> str:
    """The digest of all files below a folder, by relative name and content."""
    found = sorted((path.relative_to(place).as_posix(), path) for path in place.rglob("*") if path.is_file())
    return digest(*(part for name, path in found for part in (name, path.read_bytes())))


class Folders:
    """`folder` of many folders, remembered from build to build for those that nobody has touched since."""

    def __init__(self, before: Mapping[str, tuple[str, str]] | None = None) -> None:
        """Begin with what the last build left in `now`: stamp and digest by place."""
        self._before = before or {}
        self.now: dict[str, tuple[str, str]] = {}

    def digest(self, place: Path) -> str:
        """What `folder` says. The stamp is taken before the files are read."""
        stamp, name = stamps.of(place), str(place)
        known, found = self._before.get(name, ("", ""))
        if not stamp.digest or known != stamp.digest:
            settled = stamp.settled
            known, found = stamp.digest if settled else "", folder(place)
        if known:
            self.now[name] = (known, found)
        return found


@cache
def code() -> str:
    """The digest of gongkai itself with its knowledge and templates, of this Python and of all installed packages."""
    ours = sorted(path for path in HERE.rglob("*") if path.suffix in _CODE)
    parts: list[str | bytes] = [sys.version, sys.platform]
    for path in ours:
        parts += [path.relative_to(HERE).as_posix(), path.read_bytes()]
    return digest(*parts, *installed())


def installed() -> list[str]:
    """Names and versions of all installed packages, as their folders of metadata are called."""
    folders = {Path(entry) for entry in sys.path if entry}
    return sorted(path.name for one in folders if one.is_dir() for path in one.glob("*.dist-info"))
