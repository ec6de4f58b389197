"""A large corpus in parts: runs of units that follow each other, so that a table is no file too large for git hosts."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

MOST_BYTES = 16 << 20
"""The lines of all tables of one part are no longer than this, unless those of a single unit are."""

_SHORTEST, _ONE_IN = 4, 16
"""One unit in 16 begins a part because of its id, if the part before it has a quarter of what it may have."""


@dataclass(frozen=True)
class Division:
    """One part: the first of its units gives it its name; the only one there is has the name `all`."""

    name: str
    units: tuple[str, ...]


def divide(sizes: Iterable[tuple[str, int]], most: int = MOST_BYTES) -> tuple[Division, ...]:
    """The parts of units with so many bytes each, given in order of unit id.

    Where parts begin depends on nothing but the units and their sizes, and a change of one unit moves the ends of few
    parts: where a unit begins a part because of its id, it does so whatever lies before.
    """
    listed = tuple(sizes)
    if sum(size for _, size in listed) <= most:
        return (Division("all", tuple(unit for unit, _ in listed)),) if listed else ()
    return tuple(Division(run[0], run) for run in _runs(listed, most))


def _runs(sizes: Iterable[tuple[str, int]], most: int) -> Iterator[tuple[str, ...]]:
    run: list[str] = []
    length = 0
    for unit, size in sizes:
        if run and (length + size > most or (length >= most // _SHORTEST and _begins(unit))):
            yield tuple(run)
            run, length = [], 0
        run.append(unit)
        length += size
    yield tuple(run)


def _begins(unit: str) -> bool:
    """True for one unit in some."""
    return int.from_bytes(hashlib.sha256(unit.encode("utf-8")).digest()[:4], "big") % _ONE_IN == 0
