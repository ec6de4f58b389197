"""The catalogue and the files of the corpus, put together from their parts (`catalog_parts`).

Memory does not grow with the corpus but for what is compressed of the short tables, and one change makes one part again.
"""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import chain
from pathlib import Path
from typing import Any

from gongkai import atomic, catalog, catalog_parts, conforming, downloads, fingerprint, packages, stacking, stamps
from gongkai.cache import Cache
from gongkai.catalog_parts import ABOUT, REFERENCE, PartJob, PartMade
from gongkai.errors import PublishError
from gongkai.knowledge import load
from gongkai.model.catalog_fields import resources
from gongkai.model.disclosure import Unit
from gongkai.paths import Paths
from gongkai.settings import Settings

Made = list[tuple[PartJob, PartMade]]


@dataclass(frozen=True)
class Part:
    """A unit of the catalogue: the digest of what it was made from, the folders of its packages, what it adds, what its
    packages add to the stack."""

    unit: Unit
    key: str
    folders: tuple[Path, ...]
    added: catalog_parts.Added
    stack: stacking.Stack


@dataclass(frozen=True)
class Published:
    """What was published last: from which key, every file of the catalogue as git knows it (stamp and SHA-256), and the
    files of the corpus by size and time."""

    key: str
    catalog: Mapping[str, tuple[tuple[int, ...], str]]
    corpus: Mapping[str, tuple[int, ...]]

    def stands(self, paths: Paths) -> bool:
        """True where all of it is as it was left."""
        return (
            packages.files_below(paths.catalog) == set(self.catalog)
            and all(self.has(paths, name, sha256) for name, (_, sha256) in self.catalog.items())
            and _stamps(paths.downloads / "corpus") == self.corpus
        )

    def has(self, paths: Paths, name: str, sha256: str) -> bool:
        """True where a file of the catalogue has that content: one that nobody has touched is not read."""
        path = paths.catalog / name
        if not path.is_file():
            return False
        if self.catalog.get(name) == (stamps.of_committed(path), sha256):
            return True
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest() == sha256


def publish(paths: Paths, settings: Settings, basis: str, parts: Sequence[Part], run: stacking.Map = map) -> None:
    """Write, validate and publish datapackages/catalog/, and the files of the corpus. PublishError where it is invalid.

    `basis` is the digest of what everything depends on; `run` maps work over parts, here or elsewhere.
    """
    cache = Cache(paths.cache)
    zipped = settings.site_files != "all"
    made_from = ((one.added.digest, one.stack.digest) if zipped else (one.key,) for one in parts)
    key = fingerprint.digest(basis, *chain(*made_from))
    last: Published = cache.get("catalog", basis) or Published("", {}, {})
    if last.key == key and last.stands(paths):
        return
    years = frozenset[int]().union(*(one.added.years for one in parts))
    made = _parts(paths, settings, basis, parts, years, run, last)
    digests = _assemble(paths, basis, made, years)
    catalog_parts.keep_parts(paths, {job.name: part for job, part in made})
    _write_corpus(paths, settings, basis, parts, made, years, run)
    shutil.rmtree(paths.staging / "catalog-parts", ignore_errors=True)
    found = {name: (stamps.of_committed(paths.catalog / name), sha256) for name, sha256 in digests.items()}
    cache.put("catalog", basis, Published(key, found, _stamps(paths.downloads / "corpus")))


def publisher(settings: Settings) -> downloads.Publisher:
    """Who publishes the collection."""
    return downloads.Publisher(settings.publisher_name or settings.site_name, settings.site_url)


def _parts(
    paths: Paths,
    settings: Settings,
    basis: str,
    units: Sequence[Part],
    years: frozenset[int],
    run: stacking.Map,
    last: Published,
) -> Made:
    """All parts; made anew are those of which anything changed, or whose published files somebody touched."""
    known = {one.unit.unit_id: one for one in units}
    jobs = []
    for one in catalog.divide((one.unit.unit_id, one.added.bytes) for one in units):
        own = tuple((unit_id, known[unit_id].key, known[unit_id].added.digest) for unit_id in one.units)
        valid_key = fingerprint.digest(basis, repr(sorted(years)))
        key = fingerprint.digest(valid_key, one.name, repr([(unit_id, digest) for unit_id, _, digest in own]))
        jobs.append(PartJob(one.name, own, years, key, valid_key, settings.site_files != "all"))
    shutil.rmtree(paths.staging / "catalog-parts", ignore_errors=True)
    made = {job.name: _standing(paths, job, last) for job in jobs}
    todo = [job for job in jobs if made[job.name] is None]
    for job, result in zip(todo, run(partial(catalog_parts.make, paths=paths), todo), strict=True):
        if not isinstance(result, PartMade):
            raise PublishError("datapackages/catalog", f"no part {job.name}: {result.reason}", "build with --workers 1")
        made[job.name] = result
    return [(job, part) for job in jobs if (part := made[job.name]) is not None]


def _standing(paths: Paths, job: PartJob, last: Published) -> PartMade | None:
    """The part as it was made before, if its files are still published."""
    made = catalog_parts.known(paths, job)
    whole = made is not None and all(last.has(paths, file.path, file.sha256) for file in made.heavy.values())
    return made if whole else None


def _assemble(paths: Paths, basis: str, made: Made, years: frozenset[int]) -> dict[str, str]:
    """Put the catalogue together and publish it; the SHA-256 of its files."""
    known = resources(years)
    whole = packages.Assembly(paths.staging / "catalog", paths.catalog, known, ABOUT)
    for name in known:
        if not made or name not in catalog_parts.HEAVY:
            whole.add(name, b"")
    for job, one in made:
        for name, piece in one.light.items():
            whole.add(name, downloads.inflated(piece))
        for name, file in one.heavy.items():
            fresh = catalog_parts.staged(paths, job.name, name)
            whole.place(name, file, fresh if fresh.is_file() else paths.catalog / file.path)
    for name, encoded in _reference(paths, basis, years).items():
        whole.add(name, encoded.content)
    with conforming.remembering(paths, "catalog"):
        staged, digests = whole.finish()
    for outcome in packages.put_in_place([staged] if staged else []):
        if outcome.error is not None:
            raise outcome.error
    return digests


def _reference(paths: Paths, basis: str, years: frozenset[int]) -> dict[str, packages.Encoded]:
    """The lines of the tables that are about no unit, validated once."""
    known = {name: one for name, one in resources(years).items() if name in REFERENCE}
    cache, key = Cache(paths.cache), fingerprint.digest(basis, repr(sorted(years)))
    kept: dict[str, packages.Encoded] | None = cache.get("reference", key)
    if kept is not None:
        return kept
    lines = {
        name: packages.encode_batch(known[name], rows, ABOUT.name)
        for name, rows in catalog.reference_tables(years, load())
    }
    catalog_parts.validate({name: [one.content] for name, one in lines.items()}, known)
    cache.put("reference", key, lines)
    return lines


def _write_corpus(
    paths: Paths,
    settings: Settings,
    basis: str,
    parts: Sequence[Part],
    made: Made,
    years: frozenset[int],
    run: stacking.Map,
) -> None:
    """gongkai.sqlite, the Parquet files and gongkai.zip; for a site that offers zips alone, one of the catalogue and one of
    all tables, stacked."""
    fresh, folder, known = paths.staging / "corpus", paths.downloads / "corpus", resources(years)
    shutil.rmtree(fresh, ignore_errors=True)
    (fresh / "data").mkdir(parents=True)
    if settings.site_files != "all":
        downloads.write_catalog(fresh / downloads.CATALOG_ZIP, _zipped(paths, made, known), publisher(settings))
        stack = stacking.publish(paths, basis, [(one.unit.unit_id, one.stack, one.folders) for one in parts], run)
        downloads.write_stacked(fresh / downloads.TABLES_ZIP, stack, publisher(settings))
    else:
        stacking.forget(paths)
        every = (folder for one in parts for folder in one.folders)
        downloads.write_tables(fresh, paths.catalog, known, every, load())
        joined = downloads.join_parts(fresh / "data", paths.catalog, known)
        if joined:
            packages.describe_joined(paths.catalog, fresh / "data", joined)
        downloads.write_excel_copies(fresh / "data", paths.catalog)
        downloads.write_archive(fresh / downloads.ZIP, paths.datapackages, publisher(settings), paths.downloads)
    folder.parent.mkdir(parents=True, exist_ok=True)
    atomic.swap_directory(fresh, folder)


def _zipped(paths: Paths, made: Made, known: Mapping[str, Any]) -> dict[str, Path | downloads.Packed]:
    """The files of the zip of the catalogue: short tables as CSV, joined from compressed pieces, long ones as Parquet."""
    files: dict[str, Path | downloads.Packed] = {}
    for name in (name for name in known if name not in catalog_parts.HEAVY):
        joined, head = downloads.Joined(), packages.header(known[name])
        joined.add(head, downloads.deflated(head))
        for _, one in made:
            if piece := one.light.get(name):
                joined.add(downloads.inflated(piece), piece)
        if name in REFERENCE:
            content = (paths.catalog / f"{name}.csv").read_bytes()[len(head) :]
            joined.add(content, downloads.deflated(content))
        files[f"{name}.csv"] = joined.packed()
    for _, one in made:
        files |= {name: catalog_parts.parquet_folder(paths) / name for name in one.parquet}
    files[packages.DESCRIPTOR] = downloads.pack(packages.as_parquet(packages.load_descriptor(paths.catalog), files))
    return files


def _stamps(folder: Path) -> dict[str, tuple[int, ...]]:
    """Size and time of the files below a folder of build/."""
    return {name: stamps.of_ours(folder / name) for name in sorted(packages.files_below(folder))}
