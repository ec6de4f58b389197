"""A dataset put together from what is kept of its parts: some tables are written anew, large ones lie in files that stay
as they are."""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Collection, Iterable, Mapping
from pathlib import Path
from typing import Any

from gongkai.errors import PublishError
from gongkai.model.field import Resource
from gongkai.packages import profile
from gongkai.packages.csvfile import header
from gongkai.packages.dataset import About, CsvFile, compare, descriptor
from gongkai.packages.descriptor import FILE_NAME, PartFile, canonical, file_descriptor, parts_descriptor
from gongkai.packages.publish import Staged
from gongkai.packages.read import load_descriptor


class Assembly:
    """A dataset in the making in `folder`, that will take the place of `target`."""

    def __init__(self, folder: Path, target: Path, tables: Mapping[str, Resource], about: About) -> None:
        """Start with an empty folder and the header of no table."""
        if folder.exists():
            shutil.rmtree(folder)
        folder.mkdir(parents=True)
        self._folder, self._target, self._tables, self._about = folder, target, tables, about
        self._written: dict[str, CsvFile] = {}
        self._placed: dict[str, list[PartFile]] = {}

    def add(self, name: str, lines: bytes) -> None:
        """Add lines to a table that is one file."""
        if name not in self._written:
            self._written[name] = CsvFile(self._folder / f"{name}.csv")
            self._written[name].write(header(self._tables[name]))
        self._written[name].write(lines)

    def place(self, name: str, part: PartFile, source: Path) -> None:
        """Put a file of a table where it belongs: the published one stays the very file it is, any other is moved."""
        target = self._folder / part.path
        target.parent.mkdir(exist_ok=True)
        if source.is_relative_to(self._target):
            _link(source, target)
        else:
            source.replace(target)
        self._placed.setdefault(name, []).append(part)

    def finish(self) -> tuple[Staged | None, dict[str, str]]:
        """What to publish, None where the target holds the same; and the SHA-256 of every file of the dataset.

        PublishError where the descriptor does not keep to the official profile.
        """
        for file in self._written.values():
            file.close()
        present = [name for name in self._tables if name in self._written or name in self._placed]
        described = [self._describe(name, present) for name in present]
        whole = descriptor(self._about, described)
        for fault in profile.faults(whole):
            raise PublishError(self._about.name, fault, "mend what describes it")
        content = canonical(whole)
        (self._folder / FILE_NAME).write_bytes(content)
        return compare(self._folder, self._target), self._digests(content)

    def _describe(self, name: str, present: list[str]) -> dict[str, object]:
        resource, links = self._tables[name], self._about.links
        if name in self._placed:
            return parts_descriptor(resource, self._placed[name], present, links)
        file = self._written[name]
        return file_descriptor(resource, file.bytes, file.hash.hexdigest(), present, links)

    def _digests(self, content: bytes) -> dict[str, str]:
        found = {f"{name}.csv": file.hash.hexdigest() for name, file in self._written.items()}
        found |= {part.path: part.sha256 for parts in self._placed.values() for part in parts}
        return {**found, FILE_NAME: hashlib.sha256(content).hexdigest()}


def describe_joined(dataset: Path, folder: Path, joined: Collection[str]) -> None:
    """Write to `folder` the descriptor of a dataset whose tables in parts were `joined` there into one file each."""
    described = load_descriptor(dataset)
    for one in described["resources"]:
        if one["name"] in joined:
            path = folder / f"{one['name']}.csv"
            with path.open("rb") as file:
                digest = hashlib.file_digest(file, "sha256").hexdigest()
            one |= {"path": path.name, "bytes": path.stat().st_size, "hash": f"sha256:{digest}"}
            del one["files"]
    (folder / FILE_NAME).write_bytes(canonical(described))


def as_parquet(described: dict[str, Any], files: Collection[str]) -> bytes:
    """The descriptor of a dataset whose long tables are given as Parquet files, `<table>/<part>.parquet` of `files`."""
    for one in described["resources"]:
        own = sorted(name for name in files if name.startswith(f"{one['name']}/"))
        if own:
            for gone in ("files", "bytes", "hash", "encoding", "dialect"):
                one.pop(gone, None)
            one |= {"path": own, "format": "parquet", "mediatype": "application/vnd.apache.parquet"}
    return canonical(described)


def stacked(about: About, tables: Iterable[Resource], files: Collection[str]) -> bytes:
    """The descriptor of `tables` that lie in Parquet `files` alone, `<table>/<part>.parquet`."""
    return as_parquet(descriptor(about, [file_descriptor(one, 0, "", (), ()) for one in tables]), files)


def _link(source: Path, target: Path) -> None:
    """Let `target` be the same file as `source`, or a copy with its date where the file system has no links."""
    try:
        os.link(source, target)
    except OSError:
        shutil.copy2(source, target)
