"""Every table of all disclosures, stacked: Parquet in parts, for a site that has no CSVs beside its pages.

One disclosure in Parquet is no smaller than in a zip, a hundred together are a sixth of it. The rows are those of the
published packages, which were validated.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from gongkai import catalog, downloads, fingerprint, packages
from gongkai.cache import Cache
from gongkai.errors import PublishError
from gongkai.model.fields import RESOURCES
from gongkai.model.published import PublishedPackage
from gongkai.paths import Paths

ABOUT = packages.About(
    "gongkai-tables", "政府预算公开数据：各份公开的全部表格", "Tables of all budget disclosures", "1.0.0"
)
TABLES = {name: one for name, one in RESOURCES.items() if name != "checks"}
"""What is stacked. Of the checks the catalogue has all rows, and those across years."""

_KEPT = "stacked"
"""In build/cache/, what is known of the parts; in build/downloads/, the parts."""


@dataclass(frozen=True)
class Stack:
    """What the packages of one unit add: bytes and digest of their tables."""

    bytes: int
    digest: str


@dataclass(frozen=True)
class StackJob:
    """A part to make: the packages it is made of, and the digest of all it depends on."""

    name: str
    folders: tuple[Path, ...]
    key: str


Unit = tuple[str, Stack, Sequence[Path]]
"""Its id, what it adds, the folders of its packages."""
Made = dict[str, tuple[int, int]]
"""The files of a part by their names, with size and time."""
Map = Callable[[Callable[[Any], Any], Iterable[Any]], Iterator[Any]]


def of_unit(found: Iterable[PublishedPackage]) -> Stack:
    """What these packages add, as their descriptors say."""
    tables = [one for package in found for one in package.descriptor["resources"] if one["name"] in TABLES]
    return Stack(sum(int(one["bytes"]) for one in tables), fingerprint.digest(*(str(one["hash"]) for one in tables)))


def publish(paths: Paths, basis: str, units: Sequence[Unit], run: Map = map) -> Mapping[str, Path | downloads.Packed]:
    """The files of the stack by their names in its zip: of each table one for each part, made anew where a package changed.

    `basis` is the digest of what everything depends on; `run` maps work over parts, here or elsewhere.
    """
    known = {unit_id: (stack, folders) for unit_id, stack, folders in units}
    jobs = []
    for one in catalog.divide((unit_id, stack.bytes) for unit_id, stack, _ in units):
        key = fingerprint.digest(basis, one.name, *(known[unit_id][0].digest for unit_id in one.units))
        jobs.append(StackJob(one.name, tuple(folder for unit_id in one.units for folder in known[unit_id][1]), key))
    made = {job.name: _standing(paths, job) for job in jobs}
    todo = [job for job in jobs if made[job.name] is None]
    for job, result in zip(todo, run(partial(make, paths=paths), todo), strict=True):
        if not isinstance(result, dict):
            raise PublishError(downloads.TABLES_ZIP, f"no part {job.name}: {result.reason}", "build with --workers 1")
        made[job.name] = result
    Cache(paths.cache / _KEPT).keep(set(made))
    files = {name: _folder(paths) / name for part in made.values() for name in part or ()}
    downloads.keep_files(_folder(paths), files)
    found = {name.partition("/")[0] for name in files}
    present = [one for name, one in TABLES.items() if name in found]
    return {**files, packages.DESCRIPTOR: downloads.pack(packages.stacked(ABOUT, present, files))}


def forget(paths: Paths) -> None:
    """Leave nothing of a stack that an earlier build made."""
    for folder in (paths.cache / _KEPT, _folder(paths)):
        shutil.rmtree(folder, ignore_errors=True)


def make(job: StackJob, paths: Paths) -> Made:
    """Make a part, and remember it: picklable, in and out, and light. PublishError where a CSV is not ours."""
    made: Made = {}
    for name, resource in TABLES.items():
        head = packages.header(resource)
        lines = [_lines(path, head) for folder in job.folders if (path := folder / f"{name}.csv").is_file()]
        if lines:
            made |= downloads.write_part(_folder(paths), job.name, resource, b"".join((head, *lines)))
    Cache(paths.cache / _KEPT).put(job.name, job.key, made)
    return made


def _standing(paths: Paths, job: StackJob) -> Made | None:
    """The part as it was made before, if it would be the same and its files are as they were left."""
    made: Made | None = Cache(paths.cache / _KEPT).get(job.name, job.key)
    return made if made is not None and downloads.untouched(_folder(paths), made) else None


def _folder(paths: Paths) -> Path:
    return paths.downloads / _KEPT


def _lines(path: Path, head: bytes) -> bytes:
    """The rows of a CSV of ours, without its header."""
    content = path.read_bytes()
    if not content.startswith(head):
        raise PublishError(str(path), f"header {content[:80]!r}", "rebuild the package")
    return content[len(head) :]
