"""A package whose rows arrive in batches and are never all in memory: the catalogue."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from gongkai.errors import PublishError
from gongkai.model.field import Link, Resource
from gongkai.model.package import Row
from gongkai.packages.csvfile import encode_rows, header
from gongkai.packages.descriptor import FILE_NAME, LANGUAGES, LICENSES, PROFILE, canonical, file_descriptor
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
        self.rows = 0

    def write(self, content: bytes) -> None:
        """Add some of the file."""
        self._file.write(content)
        self.hash.update(content)
        self.bytes += len(content)

    def close(self) -> None:
        """Finish the file."""
        self._file.close()


def stage_dataset(
    batches: Iterable[tuple[str, Sequence[Row] | Encoded]],
    resources: Callable[[], Mapping[str, Resource]],
    about: About,
    folder: Path,
    target: Path,
) -> Staged | None:
    """Write a dataset to `folder` as the batches come; None where `target` holds exactly the same already.

    `resources` is asked for the resources whenever one is met for the first time, and at the end for all of them, so
    that the columns of a table may depend on the batches before it. Rows carry all their columns, or are encoded. Raises PublishError
    as `encode` does, and for rows of a resource that does not exist.
    """
    if folder.exists():
        shutil.rmtree(folder)
    folder.mkdir(parents=True)
    files: dict[str, CsvFile] = {}
    try:
        for name, rows in batches:
            file = files.get(name) or _open(files, name, resources(), folder)
            if isinstance(rows, Encoded):
                file.write(rows.content)
                file.rows += rows.rows
            else:
                file.write(encode_rows(resources()[name], rows, {}, about.name, file.rows + 1))
                file.rows += len(rows)
        known = resources()
        for name, resource in known.items():
            if resource.always and name not in files:
                _open(files, name, known, folder)
    finally:
        for file in files.values():
            file.close()
    present = {name: one for name, one in known.items() if name in files}
    described = [
        file_descriptor(one, files[name].bytes, files[name].hash.hexdigest(), present.keys(), about.links)
        for name, one in present.items()
    ]
    (folder / FILE_NAME).write_bytes(canonical(descriptor(about, described)))
    return compare(folder, target)


def _open(files: dict[str, CsvFile], name: str, known: Mapping[str, Resource], folder: Path) -> CsvFile:
    """A new CSV with its header."""
    if name not in known:
        raise PublishError(f"catalog {name}", "rows of an unknown resource", "add it to model/catalog_fields.py")
    files[name] = CsvFile(folder / f"{name}.csv")
    files[name].write(header(known[name]))
    return files[name]


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
