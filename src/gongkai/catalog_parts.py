"""What units add to the catalogue, and the parts of it: each is made of some units that follow each other, in any process.

What a unit adds is encoded once, when the unit changes. A part is made again when one of its units changes, and validates
the lines of units that were in no valid part before: every key and every pointer of the catalogue lies within a unit.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from gongkai import catalog, conforming, downloads, fingerprint, packages
from gongkai.cache import Cache
from gongkai.errors import PublishError
from gongkai.knowledge import load
from gongkai.model.catalog_fields import LINKS, resources
from gongkai.model.disclosure import Unit
from gongkai.model.field import Resource
from gongkai.model.package import Row
from gongkai.paths import Paths

ABOUT = packages.About("gongkai-catalog", "政府预算公开数据总目", "Catalogue of budget disclosures", "1.0.0", LINKS)
HEAVY = ("functions", "economics", "checks")
"""The tables with rows for every check or code: nine tenths of the catalogue. Each part has files of its own for them."""

REFERENCE = ("fields", "functional_codes", "economic_codes", "government_economic_codes")
"""The tables that are about no unit."""

_UNITS, _VALID, _PARTS = "tables", "valid-parts", "parts"


@dataclass(frozen=True)
class Lines:
    """What one unit adds: the lines of each table that is about one unit, and its series."""

    tables: Mapping[str, packages.Encoded]
    series: catalog.Corpus


@dataclass(frozen=True)
class Added:
    """What is known of it without reading it: the years of the series, size and digest of the lines."""

    years: frozenset[int]
    bytes: int
    digest: str


@dataclass(frozen=True)
class PartJob:
    """A part to make: its units with their keys and the digests of what they add, the years of the whole catalogue, the
    digest of all it depends on."""

    name: str
    units: tuple[tuple[str, str, str], ...]
    years: frozenset[int]
    key: str
    valid_key: str
    parquet: bool

    @property
    def alone(self) -> bool:
        """True where it is the only part: each table is one file then, whatever its size."""
        return self.name == "all"


@dataclass(frozen=True)
class PartMade:
    """A part: compressed lines of the tables that are one file each, the files of the others, and those as Parquet by
    their name in the zip, with size and time."""

    light: Mapping[str, bytes]
    heavy: Mapping[str, packages.PartFile]
    parquet: downloads.Stamps


def remember(paths: Paths, unit: Unit, key: str, rows: Mapping[str, Sequence[Row]]) -> Added:
    """Keep what a unit adds to the catalogue, made from `key`."""
    series = catalog.Corpus()
    catalog.collect(unit, rows, series, load())
    known = resources(())
    tables = {name: packages.encode_batch(known[name], found, ABOUT.name) for name, found in rows.items()}
    Cache(paths.cache / _UNITS).put(unit.unit_id, key, Lines(tables, series))
    content = [*(name.encode() + one.content for name, one in sorted(tables.items())), repr(series).encode()]
    size = sum(len(one.content) for one in tables.values())
    return Added(frozenset(series.years), size, fingerprint.digest(*content))


def stands(paths: Paths, unit: Unit) -> bool:
    """True where something is kept of a unit."""
    return (paths.cache / _UNITS / unit.unit_id).is_file()


def forget(paths: Paths, units: set[str]) -> None:
    """Forget all units but these."""
    Cache(paths.cache / _UNITS).keep(units)


def keep_parts(paths: Paths, made: Mapping[str, PartMade]) -> None:
    """Forget all parts but these."""
    for folder in (_PARTS, _VALID):
        Cache(paths.cache / folder).keep(set(made))
    downloads.keep_files(parquet_folder(paths), {name for part in made.values() for name in part.parquet})


def parquet_folder(paths: Paths) -> Path:
    """Where the parts lie as Parquet."""
    return paths.downloads / "catalog"


def staged(paths: Paths, part: str, table: str) -> Path:
    """Where a part that was just made has its file of a table."""
    return paths.staging / "catalog-parts" / part / f"{table}.csv"


def known(paths: Paths, job: PartJob) -> PartMade | None:
    """The part as it was made before, if it would be the same and its Parquet files are as they were left."""
    made: PartMade | None = Cache(paths.cache / _PARTS).get(job.name, job.key)
    return made if made is not None and downloads.untouched(parquet_folder(paths), made.parquet) else None


def make(job: PartJob, paths: Paths) -> PartMade:
    """Make a part, and remember it: picklable, in and out, and light. PublishError where its rows are invalid."""
    tables = {name: one for name, one in resources(job.years).items() if name not in REFERENCE}
    lines = {name: list[bytes]() for name in tables}
    valid: frozenset[str] = Cache(paths.cache / _VALID).get(job.name, job.valid_key) or frozenset()
    unseen = {name: list[bytes]() for name in tables}
    for unit_id, key, digest in job.units:
        for name, encoded in _lines(paths, unit_id, key, job.years, tables):
            lines[name].append(encoded.content)
            unseen[name] += [encoded.content] if digest not in valid else []
    if any(unseen.values()):
        with conforming.remembering(paths, f"catalog-{job.name}"):
            validate(unseen, tables)
    heavy, parquet = dict[str, packages.PartFile](), dict[str, tuple[int, int]]()
    for name in HEAVY:
        content = b"".join((packages.header(tables[name]), *lines[name]))
        path = staged(paths, job.name, name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        place = f"{name}.csv" if job.alone else f"{name}/{job.name}.csv"
        heavy[name] = packages.PartFile(place, len(content), hashlib.sha256(content).hexdigest())
        if job.parquet:
            parquet |= downloads.write_part(parquet_folder(paths), job.name, tables[name], content)
    light = {name: downloads.deflated(b"".join(lines[name])) for name in tables if name not in HEAVY}
    made = PartMade(light, heavy, parquet)
    Cache(paths.cache / _VALID).put(job.name, job.valid_key, frozenset(digest for *_, digest in job.units))
    Cache(paths.cache / _PARTS).put(job.name, job.key, made)
    return made


def validate(lines: Mapping[str, Sequence[bytes]], tables: Mapping[str, Resource]) -> None:
    """Validate the lines of some units, or of tables about none. PublishError where they are invalid."""
    whole = {name: b"".join((packages.header(one), *lines[name])) for name, one in tables.items()}
    links = tuple(link for link in LINKS if link.resource in tables)
    for finding in packages.validate_lines(tables, whole, links, ABOUT.name):
        raise PublishError("datapackages/catalog", str(finding), "mend the stage that made the row")


def _lines(
    paths: Paths, unit_id: str, key: str, years: frozenset[int], tables: Mapping[str, Resource]
) -> Iterator[tuple[str, packages.Encoded]]:
    """What a unit adds, with its cross-year tables."""
    kept: Lines | None = Cache(paths.cache / _UNITS).get(unit_id, key)
    if kept is None:
        raise PublishError(f"build/cache/{_UNITS}/{unit_id}", "lost during the build", "build again")
    yield from kept.tables.items()
    for name, rows in catalog.series_tables(kept.series, years):
        yield name, packages.encode_batch(tables[name], rows, ABOUT.name)
