"""Disclosures that could not be rebuilt: what was published of them stays, and says that it is of an earlier build."""

from __future__ import annotations

import csv
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path

from gongkai.atomic import write_if_changed
from gongkai.model.disclosure import Disclosure, SourceFile, Unit
from gongkai.paths import Paths

_DIVISION = 6
"""Digits at the beginning of a unit id."""


def with_kept(paths: Paths, found: Sequence[Disclosure]) -> tuple[Disclosure, ...]:
    """`found`, and the disclosures that are not in order any more but have a published package, as the catalogue knows
    them; sorted by unit id and folder.

    A disclosure whose folder is gone is not kept. One that the catalogue does not know cannot be shown.
    """
    names = {one.name for one in found}
    units = {one.unit.unit_id: one.unit for one in found}
    kept = []
    rows = {row["unit_id"]: row for row in _rows(paths.catalog / "units.csv")}
    for row in _rows(paths.catalog / "disclosures.csv"):
        unit_id, key = row["unit_id"], f"{row['fiscal_year']}-{row['stage']}"
        there = (paths.disclosures / unit_id / key).is_dir() and (paths.datapackages / unit_id / key).is_dir()
        if there and f"{unit_id}-{key}" not in names and unit_id in rows:
            kept.append(_disclosure(paths, units.get(unit_id) or _unit(rows[unit_id]), row))
    return tuple(sorted((*found, *kept), key=lambda one: (one.unit.unit_id, one.key)))


def note(paths: Paths, tried: Collection[str], rebuilt: Collection[str]) -> None:
    """Remember which of the packages `tried` in this build were not rebuilt; those not tried stay as they were noted."""
    stale = (names(paths) - set(tried)) | (set(tried) - set(rebuilt))
    write_if_changed(_file(paths), "".join(f"{name}\n" for name in sorted(stale)).encode("utf-8"))


def names(paths: Paths) -> frozenset[str]:
    """The packages whose disclosure could not be rebuilt: `130300-kexie-2021-budget`."""
    path = _file(paths)
    return frozenset(path.read_text(encoding="utf-8").splitlines()) if path.is_file() else frozenset()


def _file(paths: Paths) -> Path:
    return paths.build / "stale.txt"


def _rows(path: Path) -> Iterator[Mapping[str, str]]:
    if path.is_file():
        with path.open(encoding="utf-8-sig", newline="") as file:
            yield from csv.DictReader(file)


def _unit(row: Mapping[str, str]) -> Unit:
    """A unit without its aliases and former names, which only its unit.yml has."""
    return Unit(
        unit_id=row["unit_id"],
        name=row["name"],
        division_code=row["division_code"] or row["unit_id"][:_DIVISION],
        level=row["level"],
        province=row["province"],
        city=row["city"],
        county=row["county"],
        scope=row["scope"],
        parent_unit_id=row["parent_unit_id"],
        department_code=row["department_code"],
        credit_code=row["credit_code"],
    )


def _disclosure(paths: Paths, unit: Unit, row: Mapping[str, str]) -> Disclosure:
    key = f"{row['fiscal_year']}-{row['stage']}"
    files = zip(row["files"].splitlines(), row["sha256"].splitlines(), strict=True)
    return Disclosure(
        unit=unit,
        fiscal_year=int(row["fiscal_year"]),
        stage=row["stage"],
        title=row["title"],
        publisher=row["publisher"],
        folder=paths.disclosures / unit.unit_id / key,
        files=tuple(SourceFile(name, digest) for name, digest in files),
        source_address=row["source_address"],
        retrieved=_date(row["retrieved"]),
        published=_date(row["published"]),
    )


def _date(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
