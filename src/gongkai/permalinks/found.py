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


def in_pages(site: Path, known: Mapping[str, str]) -> dict[str, Anchors]:
    """The anchors of every page below `site`, by address, in order; pages that are `known` are not read."""
    found = {}
    for address, path in sorted(_pages(site)):
        packed = known.get(address)
        found[address] = Anchors(packed=packed) if packed is not None else Anchors(of_page(path.read_text("utf-8")))
    return found


def _pages(site: Path) -> Iterator[tuple[str, Path]]:
    """Every page: its address and its file."""
    for folder, _, names in os.walk(site):
        if "index.html" in names:
            address = os.path.relpath(folder, site).replace(os.sep, "/")
            yield "" if address == "." else f"{address}/", Path(folder) / "index.html"
