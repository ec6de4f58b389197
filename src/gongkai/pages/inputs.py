"""What the pages are made from: plain rows, nothing computed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from gongkai.model.disclosure import Disclosure
from gongkai.model.knowledge import Knowledge
from gongkai.model.original import Original
from gongkai.model.package import Row

Rows = Mapping[str, Sequence[Row]]
"""Rows by the name of their resource."""


@dataclass(frozen=True, slots=True)
class Download:
    """A file that will lie beside a page."""

    name: str
    title: str
    bytes: int
    sha256: str = ""


@dataclass(frozen=True, slots=True)
class Lasting:
    """How a page is cited and found again: references as (style, text), elements for its head, other versions.

    `editions` are the numbers of the earlier versions that have pages, the newest first; `changes` is what the next
    version changed in this one, as (resource, row, field, kind, before, after), for earlier versions alone.
    """

    references: tuple[tuple[str, str], ...] = ()
    head: str = ""
    editions: tuple[int, ...] = ()
    changes: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True)
class DisclosureInput:
    """One disclosure: its package, and the rows of the catalogue that are about it.

    `catalog` holds `functions`, `economics`, `completeness` with the keys of this disclosure, and the `indicators` whose
    `from_fiscal_year` and `from_stage` are its own: what it says of its own year and of others.
    `downloads` are the files beside the page, the main one first.
    """

    disclosure: Disclosure
    resources: Rows
    catalog: Rows = field(default_factory=dict)
    downloads: tuple[Download, ...] = ()
    version: str = "1.0.0"
    lasting: Lasting = field(default_factory=Lasting)
    stale: bool = False
    """True where this build could not read the disclosure, and its package is of an earlier one."""
    originals: tuple[Original, ...] = ()
    """What is offered of each source file; none for earlier versions, whose files are not kept."""

    def rows(self, resource: str) -> Sequence[Row]:
        """The rows of a resource of the package, none where the disclosure has no such table."""
        return self.resources.get(resource, ())


@dataclass(frozen=True)
class PageInputs:
    """Everything the site shows. `disclosures` is read once, one at a time, so that memory stays flat.

    `site_url` is the public address with a trailing slash, empty where it is not known yet, `packages_url` where
    what lies in datapackages/ is read, empty where nowhere. `rules` says for each
    check what it means: rows of `rule`, `title_zh`, `explanation_zh`. `downloads` are the files of the whole corpus.
    """

    disclosures: Iterable[DisclosureInput]
    knowledge: Knowledge
    site_name: str
    site_url: str = ""
    packages_url: str = ""
    rules: Sequence[Row] = ()
    downloads: tuple[Download, ...] = ()
    units: Mapping[str, Lasting] = field(default_factory=dict)
    """How the pages of units are cited, by unit id."""
    changes: Sequence[tuple[str, str, str]] = ()
    """(day, address, what) of everything released, the newest first."""
