"""All files below a folder in one pass, with what tells whether somebody has touched them."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from pathlib import Path

Stamp = tuple[int, int]
"""Size, and time of the last change in nanoseconds."""


def stamps(folder: Path) -> dict[str, Stamp]:
    """Every file below a folder, by name relative to it with `/`; empty where there is no such folder."""
    return dict(sorted(_below(str(folder), ""))) if folder.is_dir() else {}


def stamp(path: Path | str) -> Stamp:
    """Of one file. OSError where there is none."""
    return _stamp(os.stat(path))  # noqa: PTH116 - thousands of files, and a Path for each costs more than asking


def sha256(path: Path) -> str:
    """Of the bytes of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _below(folder: str, before: str) -> Iterator[tuple[str, Stamp]]:
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir():
                yield from _below(entry.path, f"{before}{entry.name}/")
            elif entry.is_file():
                yield before + entry.name, _stamp(entry.stat())


def _stamp(found: os.stat_result) -> Stamp:
    return found.st_size, found.st_mtime_ns
