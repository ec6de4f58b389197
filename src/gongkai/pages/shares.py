"""What each unit adds to the pages about many: its share of a page, small, so that pages are made one at a time.

A share is kept by the key of the page it belongs to, and never depends on another unit.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from gongkai.pages.page import Page

Shares = Mapping[str, Any]
"""The shares of one unit by the key of the page: frozen dataclasses, picklable."""


class Source(Protocol):
    """The shares of all units, by page; where they come from, and which pages are still as they should be."""

    def keys(self, start: str) -> list[tuple[str, int]]:
        """The keys that begin with `start`, in order, each with how many units have a share in it."""
        ...

    def of(self, key: str) -> Iterator[Any]:
        """The shares of a page, in order of unit."""
        ...

    def standing(self, sheaf: Sheaf) -> tuple[str, ...] | None:
        """The addresses of pages that need not be made again; None where they must."""
        ...

    def made(self, sheaf: Sheaf, addresses: Sequence[str]) -> None:
        """Note that pages were made."""
        ...


@dataclass(frozen=True)
class Sheaf:
    """Pages that are made together: they depend on the shares of `keys`, and on what `frame` says, on nothing else."""

    name: str
    pages: Callable[[], Iterable[Page]]
    keys: tuple[str, ...] = ()
    frame: str = ""

    @property
    def digest(self) -> str:
        """Of the frame."""
        return hashlib.sha256(self.frame.encode("utf-8")).hexdigest()


@dataclass
class Gathered:
    """Shares in memory, for few units: nothing stands."""

    shares: dict[str, list[Any]] = field(default_factory=dict)

    def add(self, shares: Shares) -> None:
        """Add those of one unit; units come in order."""
        for key, share in shares.items():
            self.shares.setdefault(key, []).append(share)

    def keys(self, start: str) -> list[tuple[str, int]]:
        """As `Source` says."""
        return sorted((key, len(found)) for key, found in self.shares.items() if key.startswith(start))

    def of(self, key: str) -> Iterator[Any]:
        """As `Source` says."""
        return iter(self.shares.get(key, ()))

    def standing(self, _: Sheaf) -> tuple[str, ...] | None:
        """Everything is made."""
        return None

    def made(self, sheaf: Sheaf, addresses: Sequence[str]) -> None:
        """Nothing is remembered."""


def added(counts: Iterable[Mapping[str, int]]) -> Counter[str]:
    """Counts of many units together."""
    whole: Counter[str] = Counter()
    for one in counts:
        whole.update(one)
    return whole
