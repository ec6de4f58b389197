"""The anchors that the pages of a site have."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from functools import cached_property
from pathlib import Path

from gongkai.permalinks.anchors import of_page, pack, unpack


class Anchors:
    """The anchors of one page, packed or as a set, each made when it is asked for."""

    def __init__(self, found: frozenset[str] | None = None, packed: str | None = None) -> None:
        if found is not None:
            self.all = found
        if packed is not None:
            self.packed = packed

    @cached_property
    def all(self) -> frozenset[str]:
        """Every anchor."""
        return unpack(self.packed)

    @cached_property
    def packed(self) -> str:
        """As in the ledger."""
        return pack(self.all)


def anchors_of(html: str) -> str:
    """The anchors of a page, packed."""
    return pack(of_page(html))


def in_pages(site: Path, known: Mapping[str, str | None]) -> dict[str, Anchors]:
    """The anchors of every page below `site`, by address, in order.

    `known` are all pages, if the caller knows them, with their packed anchors or None for those that are to be read.
    """
    found = {}
    for address, packed in sorted(known.items() if known else ((one, None) for one in _pages(site))):
        html = (site / address / "index.html").read_text(encoding="utf-8") if packed is None else ""
        found[address] = Anchors(packed=packed) if packed is not None else Anchors(of_page(html))
    return found


def _pages(site: Path) -> Iterator[str]:
    """The address of every page."""
    for folder, _, names in os.walk(site):
        if "index.html" in names:
            address = os.path.relpath(folder, site).replace(os.sep, "/")
            yield "" if address == "." else f"{address}/"
