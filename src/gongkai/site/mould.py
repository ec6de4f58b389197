"""Moulds: the frame of a page as the engine makes it, with marks where every page has something of its own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import quote

from gongkai.site.sheet import Sheet
from gongkai.site.tidy import tidy

DEEPEST = 8
"""Folders below the root that a page may lie in."""
_MARK = "gkmark-"
_FOLDER = "gkmould/"
Parts = tuple[bool, bool]
"""Whether a page has a description and contents: the frame looks different without."""
KINDS: tuple[Parts, ...] = ((False, False), (False, True), (True, False), (True, True))


def mark(name: str) -> str:
    """What stands for a part of a page."""
    return f"{_MARK}{name}{_MARK}"


def of_depth(depth: int) -> str:
    """The page that is the mould of all pages so many folders below the root."""
    return f"{_FOLDER * depth}index.md"


@dataclass(frozen=True)
class Moulds:
    """The frames by page (or `of_depth`) and by what the page has, as the engine made them, neither tidied nor cut."""

    made: Mapping[tuple[str, Parts], tuple[str, ...]]

    @classmethod
    def of(cls, rendered: Mapping[tuple[str, Parts], str]) -> Moulds:
        """Cut what the engine made at its marks; every second piece is the name of a part."""
        return cls({(page, parts): _cut(page, html) for (page, parts), html in rendered.items()})

    def fill(self, sheet: Sheet) -> str:
        """The whole page, to the byte what the engine makes of the same sheet. KeyError where it lies too deep."""
        parts = (bool(sheet.description), bool(sheet.contents))
        pieces = self.made.get((sheet.source, parts)) or self.made[of_depth(sheet.address.count("/")), parts]
        values = {**sheet.values(), "address": quote(sheet.address)}
        return tidy("".join(values[piece] if number % 2 else piece for number, piece in enumerate(pieces)))


def _cut(page: str, html: str) -> tuple[str, ...]:
    address = page.removesuffix("index.md")
    if page.startswith(_FOLDER):
        html = html.replace(address, mark("address"))
    return tuple(html.split(_MARK))
