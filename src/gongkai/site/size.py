"""How big the site is, and what to move elsewhere when it is too big."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from gongkai.errors import PublishError

GROUPS: Mapping[str, str] = MappingProxyType(
    {
        ".sqlite": "gongkai.sqlite",
        ".parquet": "parquet/",
        ".xlsx": "XLSX",
        ".zip": "zips",
        ".excel.csv": "CSVs for Excel",
        "cells.csv": "cells.csv",
        ".csv": "other CSVs",
        ".html": "pages",
    }
)
"""Kinds of files by the end of their name, the first that fits; the rest is `other files`."""

MOVABLE = frozenset({"gongkai.sqlite", "parquet/", "XLSX", "zips", "CSVs for Excel", "cells.csv"})
"""What the site does not need to be read: it can be offered as assets of a release instead."""

_MEGABYTE = 1_000_000


@dataclass(frozen=True, slots=True)
class SiteSize:
    """Bytes of the site, whole and by group, the largest group first."""

    total: int
    groups: tuple[tuple[str, int], ...]

    def __str__(self) -> str:
        """`813.2 MB: zips 400.0, cells.csv 300.1, …`."""
        return f"{_megabytes(self.total)} MB: " + ", ".join(f"{name} {_megabytes(size)}" for name, size in self.groups)


def measure(site: Path) -> SiteSize:
    """Add up the files of a site."""
    files = (path for path in site.rglob("*") if path.is_file())
    return add_up((path.relative_to(site).as_posix(), path.stat().st_size) for path in files)


def add_up(files: Iterable[tuple[str, int]]) -> SiteSize:
    """The size of a site from the names and sizes of its files."""
    groups: dict[str, int] = {}
    for name, size in files:
        group = _group(name)
        groups[group] = groups.get(group, 0) + size
    return SiteSize(sum(groups.values()), tuple(sorted(groups.items(), key=lambda one: (-one[1], one[0]))))


def judge(size: SiteSize, limit: int, warn_percent: int) -> PublishError | None:
    """None for a site well below `limit` bytes; a warning from `warn_percent` of it.

    Raises PublishError for a site above the limit. Both say what to move to the assets of a release: the largest
    movable groups, until what stays is below the warning.
    """
    from_here = limit * warn_percent // 100
    if size.total < from_here:
        return None
    found = f"{size}; the limit is {_megabytes(limit)} MB"
    problem = PublishError("build/site", found, _advice(size, from_here))
    if size.total > limit:
        raise problem
    return problem


def _advice(size: SiteSize, enough: int) -> str:
    """What to move, or what else to do where moving everything would not do."""
    left, moved = size.total, []
    for name, bytes_ in size.groups:
        if name in MOVABLE and left >= enough:
            left -= bytes_
            moved.append(name)
    if not moved:
        return "split the collection, or set site_limit_bytes in gongkai.yml to what your host takes"
    words = f"move {', '.join(moved)} to the assets of a release ({_megabytes(left)} MB stay)"
    return words if left < enough else f"{words}, and split the collection: that alone is not enough"


def _group(name: str) -> str:
    return next((group for end, group in GROUPS.items() if name.endswith(end)), "other files")


def _megabytes(size: int) -> str:
    """Bytes in MB with one digit, exact."""
    tenths = size * 10 // _MEGABYTE
    return f"{tenths // 10:,}.{tenths % 10}"
