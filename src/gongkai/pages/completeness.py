"""What each disclosure published of what the rules ask for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import islice
from typing import NamedTuple

from gongkai.model.knowledge import Knowledge
from gongkai.pages import labels, paging
from gongkai.pages.overview import Overview
from gongkai.pages.page import Contents, Page
from gongkai.pages.paging import Paging
from gongkai.pages.shares import Sheaf, Source

TEMPLATE = "completeness.html"

PRESENT = frozenset({"disclosed", "empty_with_note"})
ASKED = PRESENT | {"empty_without_note", "missing"}
"""States of items that the rules ask of the disclosure and that what we hold can show."""


class CompletenessLine(NamedTuple):
    """One disclosure: how many items were asked for and found, and the names of those that were not."""

    link: str
    name: str
    heading: str
    found: int
    asked: int
    missing: tuple[str, ...]
    bare: tuple[str, ...]
    """Tables without data and without the note the rules ask for."""


@dataclass(frozen=True, slots=True)
class ItemLine:
    """One statutory item and where the rule stands."""

    title: str
    since: str
    source: str


@dataclass(frozen=True)
class CompletenessContext:
    """All disclosures and all items."""

    lines: tuple[CompletenessLine, ...]
    items: tuple[ItemLine, ...]
    paging: Paging


KEY = "completeness/"


def share(overviews: Sequence[Overview], knowledge: Knowledge) -> tuple[CompletenessLine, ...]:
    """The lines of one unit."""
    titles = {item.key: item.title_zh for item in knowledge.statutory_items}
    return tuple(_line(one, titles) for one in overviews if one.items)


def sheaf(source: Source, knowledge: Knowledge) -> Sheaf:
    """The completeness page, on as many pages as the disclosures take."""
    return Sheaf(KEY, partial(_pages, source, knowledge), (KEY,))


def _pages(source: Source, knowledge: Knowledge) -> Iterator[Page]:
    items = tuple(
        ItemLine(item.title_zh, str(item.since) if item.since else "", item.source)
        for item in knowledge.statutory_items
    )
    total = paging.count(sum(len(share) for share in source.of(KEY)))
    lines = (line for share in source.of(KEY) for line in share)
    for number in range(1, total + 1):
        place = Paging(KEY, number, total)
        context = CompletenessContext(tuple(islice(lines, paging.SIZE)), items, place)
        yield paging.numbered(_page(context), place, "完整性")


def _page(context: CompletenessContext) -> Page:
    return Page(
        address="completeness/",
        title="完整性",
        template=TEMPLATE,
        context=context,
        lead="公开规定要求的表格和说明，每份文件里有没有。没有找到，不等于没有公开：也可能登在别处。",
        contents=(Contents("disclosures", "各份文件"), Contents("items", "要求公开的内容")),
        crumbs=(("", "首页"),),
    )


def _line(one: Overview, titles: dict[str, str]) -> CompletenessLine:
    def names(state: str) -> tuple[str, ...]:
        return tuple(titles.get(item.item, item.item) for item in one.items if item.state == state)

    return CompletenessLine(
        f"{one.disclosure.address}index.html#completeness",
        one.unit.name,
        labels.heading(one.disclosure),
        sum(item.state in PRESENT for item in one.items),
        sum(item.state in ASKED for item in one.items),
        names("missing"),
        names("empty_without_note"),
    )
