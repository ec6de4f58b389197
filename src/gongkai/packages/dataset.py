"""What a dataset of many disclosures is made of: encoded rows, files in the making, its descriptor (`assembly.py`)."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from gongkai.model.field import Link, Resource
from gongkai.model.package import Row
from gongkai.packages.csvfile import encode_rows
from gongkai.packages.descriptor import LANGUAGES, LICENSES, PROFILE
from gongkai.packages.publish import Staged

_CHUNK = 1 << 20


@dataclass(frozen=True)
class About:
    """What the descriptor of a dataset says of it as a whole; days are left to the disclosures."""

    name: str
    title: str
    title_en: str
    version: str
    links: Sequence[Link] = ()


@dataclass(frozen=True)
class Encoded:
    """Rows of a resource as the lines of a CSV."""

    content: bytes
    rows: int


def encode_batch(resource: Resource, rows: Sequence[Row], where: str) -> Encoded:
    """Rows with all their columns, encoded; errors as `encode`."""
    return Encoded(encode_rows(resource, rows, {}, where), len(rows))


class CsvFile:
    """One CSV that is being written; its directory exists."""

    def __init__(self, path: Path) -> None:
        self._file: BinaryIO = path.open("wb")
        self.hash = hashlib.sha256()
        self.bytes = 0

    def write(self, content: bytes) -> None:
        """Add some of the file."""
        self._file.write(content)
        self.hash.update(content)
        self.bytes += len(content)

    def close(self) -> None:
        """Finish the file."""
        self._file.close()


def descriptor(about: About, described: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """datapackage.json of a dataset with resources that are `described`."""
    return {
        "$schema": PROFILE,
        "name": about.name,
        "title": about.title,
        "title_en": about.title_en,
        "version": about.version,
        "languages": list(LANGUAGES),
        "licenses": [dict(one) for one in LICENSES],
        "contributors": [{"title": "gongkai", "roles": ["publisher"]}],
        "resources": list(described),
    }


def compare(folder: Path, target: Path) -> Staged | None:
    """What to publish of a staged folder; None, and the folder removed, where `target` holds the same bytes."""
    mine, theirs = files_below(folder), files_below(target)
    changed = [name for name in sorted(mine) if name not in theirs or not _equal(folder / name, target / name)]
    removed = sorted(theirs - mine)
    if not changed and not removed:
        shutil.rmtree(folder)
        return None
    for name in mine.difference(changed):
        shutil.copystat(target / name, folder / name)
    return Staged(folder, target, (*changed, *removed))


def files_below(folder: Path) -> set[str]:
    """The files of a folder at any depth, by their name relative to it with `/`; none where there is no folder."""
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def _equal(one: Path, other: Path) -> bool:
    """True where two files hold the same bytes, read in pieces."""
    if one.samefile(other):
        return True
    if one.stat().st_size != other.stat().st_size:
        return False
    with one.open("rb") as first, other.open("rb") as second:
        while chunk := first.read(_CHUNK):
            if chunk != second.read(_CHUNK):
                return False
    return True
