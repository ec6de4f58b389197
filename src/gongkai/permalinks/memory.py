"""The anchors of pages, remembered from build to build for pages that nobody has touched since."""

from __future__ import annotations

import os
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path

from gongkai.permalinks.anchors import of_page, pack, unpack

Seen = tuple[int, int, str]
"""Size and time of a page, and its anchors, packed."""


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


class Memory:
    """What was found in the pages of the last site, and will be in those of the next."""

    def __init__(self, seen: Mapping[str, Seen] | None = None) -> None:
        self._seen = seen or {}
        self.now: dict[str, Seen] = {}

    def of_page(self, address: str, path: Path) -> Anchors:
        """The anchors of the page in the file `path`."""
        found = path.stat()
        size, time, packed = self._seen.get(address, (-1, 0, ""))
        if (size, time) == (found.st_size, found.st_mtime_ns):
            anchors = Anchors(packed=packed)
        else:
            anchors = Anchors(of_page(path.read_text(encoding="utf-8")))
        self.now[address] = (found.st_size, found.st_mtime_ns, anchors.packed)
        return anchors


def pages(site: Path) -> dict[str, Path]:
    """The file of every page by its address, in order of addresses."""
    found = {}
    for folder, _, names in os.walk(site):
        if "index.html" in names:
            address = os.path.relpath(folder, site).replace(os.sep, "/")
            found["" if address == "." else f"{address}/"] = Path(folder) / "index.html"
    return dict(sorted(found.items()))
