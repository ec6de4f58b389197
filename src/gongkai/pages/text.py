"""The whole text of one disclosure: its page shows what holds numbers of it, this one every paragraph."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from gongkai.pages import labels, ledger, narrative
from gongkai.pages.inputs import DisclosureInput
from gongkai.pages.narrative import ChapterView, ParagraphView
from gongkai.pages.page import Contents, Page

TEMPLATE = "text.html"


@dataclass(frozen=True)
class TextContext:
    """Running text by chapter, and what is not running text."""

    chapters: tuple[ChapterView, ...]
    rest: tuple[ParagraphView, ...]


def pages(one: DisclosureInput) -> Iterator[Page]:
    """The page of the text, none where the disclosure has no text."""
    disclosure = one.disclosure
    heading = labels.heading(disclosure)
    chapters = narrative.chapters(one.resources, ledger.faults(one.rows("checks")))
    rest = narrative.rest(one.resources)
    if not chapters and not rest:
        return
    contents = [Contents(chapter.anchor, chapter.title) for chapter in chapters if chapter.anchor]
    yield Page(
        address=f"{disclosure.address}text/",
        title=f"文字全文：{disclosure.unit.name} {heading}",
        template=TEMPLATE,
        context=TextContext(
            tuple(
                replace(
                    chapter,
                    paragraphs=tuple(_below(one) for one in chapter.paragraphs if isinstance(one, ParagraphView)),
                )
                for chapter in chapters
            ),
            tuple(_below(line) for line in rest),
        ),
        contents=(*contents, Contents("rest", "目录、表名、页码等")) if rest else tuple(contents),
        boost=0,
        crumbs=(
            ("", "首页"),
            ("units/", "单位"),
            (f"units/{disclosure.unit.unit_id}/", disclosure.unit.name),
            (disclosure.address, heading),
        ),
    )


def _below(paragraph: ParagraphView) -> ParagraphView:
    """The paragraph with the way to its source from one folder further down."""
    return replace(paragraph, source=f"../{paragraph.source}")
