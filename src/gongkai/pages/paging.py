"""Long lists over several pages, so that no page grows with the corpus."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from gongkai.pages.page import Page

SIZE = 200
"""Lines of a list on one page."""

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Paging:
    """Which page of how many; `address` is that of the first one."""

    address: str
    number: int
    count: int

    @property
    def others(self) -> tuple[tuple[int, str], ...]:
        """(number, address) of the pages to offer: the first, the last and those around this one."""
        near = {1, self.count, *range(self.number - 2, self.number + 3)}
        return tuple((one, below(self.address, one)) for one in sorted(near) if 1 <= one <= self.count)


def below(address: str, number: int) -> str:
    """The address of page `number` of a list: `checks/A1/`, `checks/A1/2/`."""
    return address if number == 1 else f"{address}{number}/"


def count(lines: int, size: int = SIZE) -> int:
    """How many pages `lines` lines take; one where there are none."""
    return max(1, -(-lines // size))


def part(lines: Sequence[T], number: int, size: int = SIZE) -> tuple[T, ...]:
    """The lines of page `number`, counted from 1."""
    return tuple(lines[(number - 1) * size : number * size])


def numbered(page: Page, paging: Paging, title: str) -> Page:
    """The page as number `paging.number`: later pages have addresses below the first and are left out of search."""
    if paging.number == 1:
        return page
    return replace(
        page,
        address=below(paging.address, paging.number),
        title=f"{page.title}（第 {paging.number} 页）",
        boost=0,
        crumbs=(*page.crumbs, (paging.address, title)),
    )
