"""Every table of all disclosures, stacked: Parquet in parts, for a site that has no CSVs beside its pages.

One disclosure in Parquet is no smaller than in a zip, a hundred together are a sixth of it. The rows are those of the
published packages, which were validated.
"""

from __future__ import annotations

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

_PARTS = "stacked"
_FOLDER = "stacked"


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
    Cache(paths.cache / _PARTS).keep(set(made))
    downloads.forget_parts(paths.downloads / _FOLDER, TABLES, made)
    files = {name: paths.downloads / _FOLDER / name for stamps in made.values() for name in stamps or ()}
    present = [one for name, one in TABLES.items() if any(file.startswith(f"{name}/") for file in files)]
    return {**files, packages.DESCRIPTOR: downloads.pack(packages.stacked(ABOUT, present, files))}


def make(job: StackJob, paths: Paths) -> dict[str, tuple[int, int]]:
    """Make a part, and remember it: picklable, in and out, and light."""
    made = dict[str, tuple[int, int]]()
    for name, resource in TABLES.items():
        lines = [_lines(path) for folder in job.folders if (path := folder / f"{name}.csv").is_file()]
        if lines:
            content = b"".join((packages.header(resource), *lines))
            made |= downloads.write_part(paths.downloads / _FOLDER, job.name, resource, content)
    Cache(paths.cache / _PARTS).put(job.name, job.key, made)
    return made


def _standing(paths: Paths, job: StackJob) -> dict[str, tuple[int, int]] | None:
    """The part as it was made before, if it would be the same and its files are as they were left."""
    made: dict[str, tuple[int, int]] | None = Cache(paths.cache / _PARTS).get(job.name, job.key)
    return made if made is not None and downloads.untouched(paths.downloads / _FOLDER, made) else None


def _lines(path: Path) -> bytes:
    """The rows of a CSV of ours, without its header."""
    return path.read_bytes().partition(b"\n")[2]
