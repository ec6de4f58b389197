"""One page on its way to the site: what it is called and found by, and what its template shows."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Contents:
    """One entry of the page's own contents list."""

    anchor: str
    title: str
    level: int = 1


@dataclass(frozen=True)
class Page:
    """A page: where it stands, what search finds it by, and what its template shows.

    `address` is relative to the root of the site and ends in `/`, empty for the home page. `lead` is the visible
    sentence under the title, which search knows where it is `telling`; `summary` is one where the page itself says the
    same better, for previews alone; `aliases` are further words search should know, never shown. `context` is a frozen
    dataclass for `template`. `boost` lifts the page in search results, 0 keeps it out of them.
    """

    address: str
    title: str
    template: str
    context: object
    lead: str = ""
    telling: bool = True
    summary: str = ""
    aliases: tuple[str, ...] = ()
    contents: tuple[Contents, ...] = ()
    tags: tuple[str, ...] = ()
    boost: int = 1
    head: str = ""
    """Elements for the head of the page, ready."""
    crumbs: tuple[tuple[str, str], ...] = field(default=())
    """The pages above, as (address, title), from the home page down."""

    @property
    def root(self) -> str:
        """The way from this page up to the root of the site: `../../`."""
        return "../" * self.address.count("/")

    def up(self, address: str) -> str:
        """The way from this page to the folder of another: `../` from `units/x/2021-budget/` to `units/x/`."""
        way = posixpath.relpath(f"/{address}", f"/{self.address}")
        return "" if way == "." else f"{way}/"
