"""The catalogue and the files of the corpus, put together from what each unit adds to them.

What a unit adds is encoded once, when the unit changes; the catalogue is those lines one after the other. Only lines
that were in no valid catalogue before are validated: every key and every pointer of the catalogue lies within a unit.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from gongkai import atomic, catalog, downloads, fingerprint, packages
from gongkai.cache import Cache
from gongkai.errors import PublishError
from gongkai.knowledge import load
from gongkai.model.catalog_fields import LINKS, resources
from gongkai.model.disclosure import Unit
from gongkai.model.package import Row
from gongkai.paths import Paths
from gongkai.settings import Settings

_ABOUT = packages.About("gongkai-catalog", "政府预算公开数据总目", "Catalogue of budget disclosures", "1.0.0", LINKS)
_KEPT = "tables"
Batch = tuple[str, packages.Encoded]


@dataclass(frozen=True)
class Lines:
    """What one unit adds: the lines of each table that is about one unit, and its series."""

    tables: Mapping[str, packages.Encoded]
    series: catalog.Corpus


@dataclass(frozen=True)
class Part:
    """A unit of the catalogue: the digest of what it was made from, the folders of its packages, its years."""

    unit: Unit
    key: str
    folders: tuple[Path, ...]
    years: frozenset[int]


def remember(paths: Paths, unit: Unit, key: str, rows: Mapping[str, Sequence[Row]]) -> frozenset[int]:
    """Keep what a unit adds to the catalogue, made from `key`; the years of its series."""
    series = catalog.Corpus()
    catalog.collect(unit, rows, series, load())
    known = resources(())
    tables = {name: packages.encode_batch(known[name], found, _ABOUT.name) for name, found in rows.items()}
    Cache(paths.cache / _KEPT).put(unit.unit_id, key, Lines(tables, series))
    return frozenset(series.years)


def stands(paths: Paths, unit: Unit) -> bool:
    """True where something is kept of a unit."""
    return (paths.cache / _KEPT / unit.unit_id).is_file()


def forget(paths: Paths, units: set[str]) -> None:
    """Forget all units but these."""
    Cache(paths.cache / _KEPT).keep(units)


def publish(paths: Paths, settings: Settings, basis: str, parts: Sequence[Part]) -> None:
    """Write, validate and publish datapackages/catalog/, and the files of the corpus. PublishError where it is invalid.

    `basis` is the digest of what everything depends on.
    """
    cache = Cache(paths.cache)
    years = frozenset[int]().union(*(one.years for one in parts))
    key = fingerprint.digest(basis, *(one.key for one in parts))
    made = cache.get("catalog", key)
    if made is not None and made == _outcome(paths):
        return
    valid_key = fingerprint.digest(basis, repr(sorted(years)))
    valid: frozenset[str] = cache.get("valid", valid_key) or frozenset()
    _validate(paths, [one for one in parts if one.key not in valid], years)
    staged = _stage(paths, parts, years, paths.catalog)
    for outcome in packages.put_in_place([staged] if staged else []):
        if outcome.error is not None:
            raise outcome.error
    _write_corpus(paths, settings, parts, years)
    cache.put("valid", valid_key, frozenset(one.key for one in parts))
    cache.put("catalog", key, _outcome(paths))


def publisher(settings: Settings) -> downloads.Publisher:
    """Who publishes the collection."""
    return downloads.Publisher(settings.publisher_name or settings.site_name, settings.site_url)


def _validate(paths: Paths, parts: Sequence[Part], years: frozenset[int]) -> None:
    """Validate what is new as a catalogue of its own."""
    folder = paths.staging / "catalog"
    _stage(paths, parts, years, paths.staging / "no-catalog")
    report = packages.validate_dataset(folder, resources(years), LINKS)
    if not report.valid:
        raise PublishError("datapackages/catalog", str(report.findings[0]), "mend the stage that made the row")


def _stage(paths: Paths, parts: Sequence[Part], years: frozenset[int], target: Path) -> packages.Staged | None:
    """The catalogue of some units, in staging."""
    known = resources(years)
    return packages.stage_dataset(
        _batches(paths, parts, years), lambda: known, _ABOUT, paths.staging / "catalog", target
    )


def _batches(paths: Paths, parts: Iterable[Part], years: frozenset[int]) -> Iterator[Batch]:
    """The lines of a catalogue, unit by unit, at the end what depends on none."""
    cache, known = Cache(paths.cache / _KEPT), resources(years)
    for one in parts:
        kept: Lines | None = cache.get(one.unit.unit_id, one.key)
        if kept is None:
            raise PublishError(f"build/cache/{_KEPT}/{one.unit.unit_id}", "lost during the build", "build again")
        yield from kept.tables.items()
        for name, rows in catalog.series_tables(kept.series, years):
            yield name, packages.encode_batch(known[name], rows, _ABOUT.name)
    for name, rows in catalog.reference_tables(years, load()):
        yield name, packages.encode_batch(known[name], rows, _ABOUT.name)


def _outcome(paths: Paths) -> str:
    """What the catalogue and the files of the corpus are now."""
    return fingerprint.digest(fingerprint.folder(paths.catalog), fingerprint.tree(paths.downloads / "corpus"))


def _write_corpus(paths: Paths, settings: Settings, parts: Sequence[Part], years: frozenset[int]) -> None:
    """gongkai.sqlite, the Parquet files and gongkai.zip; for a site that offers zips alone, one of the catalogue."""
    fresh, folder = paths.staging / "corpus", paths.downloads / "corpus"
    shutil.rmtree(fresh, ignore_errors=True)
    (fresh / "data").mkdir(parents=True)
    if settings.site_files == "zip":
        downloads.write_archive(fresh / downloads.CATALOG_ZIP, paths.catalog, publisher(settings))
    else:
        every = (folder for one in parts for folder in one.folders)
        downloads.write_tables(fresh, paths.catalog, resources(years), every, load())
        downloads.write_excel_copies(fresh / "data", paths.catalog)
        downloads.write_archive(fresh / downloads.ZIP, paths.datapackages, publisher(settings), paths.downloads)
    folder.parent.mkdir(parents=True, exist_ok=True)
    atomic.swap_directory(fresh, folder)
