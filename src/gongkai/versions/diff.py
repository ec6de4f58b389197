"""What differs between two packages: every changed, added and removed value."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from gongkai.model.fields import KEYS, RESOURCES

Rows = Mapping[str, Mapping[tuple[str, ...], Mapping[str, str]]]
"""Rows by resource and key, all values as printed in the CSVs."""

SKIPPED = frozenset({"checks"})
ONLY = {"cells": frozenset({"text"}), "amounts": frozenset({"basis"})}
"""Cells and amounts repeat what typed tables and sentences hold: of them only what is nowhere else."""
_KEYS = frozenset(field.name for field in KEYS)


@dataclass(frozen=True, slots=True, order=True)
class Change:
    """One value that differs. `old` is blank for an added one, `new` for a removed one."""

    package: str
    resource: str
    row: str
    field: str
    kind: str
    """`changed`, `added` or `removed`."""
    old: str
    new: str


def compare(old: Path | None, new: Path | None, package: str) -> tuple[Change, ...]:
    """All changes between two folders of packages, in order of resource and printed row; None is no package."""
    before, after = _read(old), _read(new)
    return tuple(
        change
        for resource in RESOURCES
        if resource not in SKIPPED
        for change in _resource(package, resource, before.get(resource, {}), after.get(resource, {}))
    )


def compare_folders(old: Path, new: Path) -> tuple[Change, ...]:
    """All changes between two `datapackages` folders, or two folders of one package each."""
    if any((folder / "datapackage.json").is_file() for folder in (old, new)):
        return compare(old, new, new.parent.name + "/" + new.name)
    names = sorted({*_packages(old), *_packages(new)})
    return tuple(change for name in names for change in compare(_existing(old / name), _existing(new / name), name))


def _packages(folder: Path) -> Iterator[str]:
    for path in folder.glob("[0-9]*/*/datapackage.json"):
        yield path.parent.relative_to(folder).as_posix()


def _existing(folder: Path) -> Path | None:
    return folder if folder.is_dir() else None


def _read(folder: Path | None) -> Rows:
    if folder is None:
        return {}
    return {name: _rows(folder / f"{name}.csv", name) for name in RESOURCES if (folder / f"{name}.csv").is_file()}


def _rows(path: Path, resource: str) -> dict[tuple[str, ...], dict[str, str]]:
    """The rows by key; of cells those that became nothing else."""
    key = RESOURCES[resource].key
    rows = csv.DictReader(io.StringIO(path.read_bytes().decode("utf-8"), newline=""))
    return {
        tuple(row.get(name, "") for name in key): row
        for row in rows
        if not (resource == "cells" and row.get("used_by"))
    }


def _resource(
    package: str,
    resource: str,
    before: Mapping[tuple[str, ...], Mapping[str, str]],
    after: Mapping[tuple[str, ...], Mapping[str, str]],
) -> Iterator[Change]:
    wanted = ONLY.get(resource)
    for key in dict.fromkeys((*after, *before)):
        old, new = before.get(key, {}), after.get(key, {})
        if wanted and resource == "amounts" and not (old and new):
            continue
        kind = "changed" if old and new else "added" if new else "removed"
        for field in dict.fromkeys((*new, *old)):
            if field in _KEYS or field in RESOURCES[resource].key or (wanted and field not in wanted):
                continue
            one, other = old.get(field, ""), new.get(field, "")
            if one != other:
                yield Change(package, resource, " ".join(key), field, kind, one, other)
