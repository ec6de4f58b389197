"""Rows of `sections` and `statements` → running text in which every number that became data has an anchor."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from gongkai.model.package import Row
from gongkai.pages import places
from gongkai.pages.rows import by, text, whole

SHOWN = frozenset({"heading", "text", "list", "note", "footnote"})
"""Contents lists, captions, unit lines and page furniture are listed after the text."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text; with an anchor where it is a number of `statements`; `check` links to what does not fit.

    Empty where a statement is not a number that stands there: the place of its anchor.
    """

    text: str
    anchor: str = ""
    check: str = ""


@dataclass(frozen=True, slots=True)
class ParagraphView:
    """A paragraph or heading. `level` is 0 for running text."""

    anchor: str
    level: int
    pieces: tuple[Piece, ...]
    source: str


@dataclass(frozen=True, slots=True)
class SkipView:
    """Paragraphs without numbers that stand in the source view alone; here their anchors lead there."""

    anchors: tuple[str, ...]
    source: str

    @property
    def level(self) -> int:
        """No heading."""
        return 0


@dataclass(frozen=True)
class ChapterView:
    """A top heading and all that follows until the next one; the first may have no title."""

    anchor: str
    title: str
    source: str
    paragraphs: tuple[ParagraphView | SkipView, ...]
    amounts: int
    """How many numbers of its sentences became data."""


def chapters(resources: Mapping[str, Sequence[Row]], faults: Mapping[str, str]) -> tuple[ChapterView, ...]:
    """The narrative, chapter by chapter. `faults` maps ids of statements to the check they fail."""
    names = places.files(resources)
    found = by(resources.get("statements", ()), "section_id")
    shown = [row for row in resources.get("sections", ()) if text(row, "kind") in SHOWN and text(row, "text").strip()]
    top = min((whole(row, "level") or 9 for row in shown if text(row, "kind") == "heading"), default=9)
    groups: list[list[Row]] = []
    for row in shown:
        starts = text(row, "kind") == "heading" and (whole(row, "level") or 9) <= top
        if starts or not groups:
            groups.append([])
        groups[-1].append(row)
    return tuple(_chapter(rows, top, found, faults, names) for rows in groups)


def size(chapters: Sequence[ChapterView]) -> int:
    """How many characters the chapters hold."""
    return sum(
        len(piece.text)
        for chapter in chapters
        for paragraph in chapter.paragraphs
        if isinstance(paragraph, ParagraphView)
        for piece in paragraph.pieces
    )


def abridged(chapters: Sequence[ChapterView]) -> tuple[ChapterView, ...]:
    """The chapters with their headings and the paragraphs that hold numbers; what lies between is skipped."""
    return tuple(replace(chapter, paragraphs=tuple(_abridged(chapter.paragraphs))) for chapter in chapters)


def _abridged(paragraphs: Sequence[ParagraphView | SkipView]) -> Iterator[ParagraphView | SkipView]:
    for skipped, group in groupby(paragraphs, key=_skipped):
        run = tuple(group)
        if skipped:
            yield SkipView(tuple(one.anchor for one in run if isinstance(one, ParagraphView)), run[0].source)
        else:
            yield from run


def _skipped(paragraph: ParagraphView | SkipView) -> bool:
    numbers = isinstance(paragraph, ParagraphView) and any(piece.anchor for piece in paragraph.pieces)
    return not paragraph.level and not numbers


def rest(resources: Mapping[str, Sequence[Row]]) -> tuple[ParagraphView, ...]:
    """What is not running text: contents lists, captions, unit lines, page furniture, in printed order."""
    names = places.files(resources)
    rows = [
        row for row in resources.get("sections", ()) if text(row, "kind") not in SHOWN and text(row, "text").strip()
    ]
    return tuple(_paragraph(row, {}, {}, names) for row in rows)


def _chapter(
    rows: list[Row], top: int, found: Mapping[str, list[Row]], faults: Mapping[str, str], names: tuple[str, ...]
) -> ChapterView:
    first = rows[0]
    titled = text(first, "kind") == "heading" and (whole(first, "level") or 9) <= top
    paragraphs = tuple(_paragraph(row, found, faults, names) for row in rows[1 if titled else 0 :])
    name = text(first, "row_id")
    return ChapterView(
        anchor=name if titled else "",
        title=text(first, "text").strip() if titled else "",
        source=places.source_link(first, names),
        paragraphs=paragraphs,
        amounts=sum(bool(piece.anchor and piece.text) for paragraph in paragraphs for piece in paragraph.pieces),
    )


def _paragraph(
    row: Row, found: Mapping[str, list[Row]], faults: Mapping[str, str], names: tuple[str, ...]
) -> ParagraphView:
    name = text(row, "row_id")
    heading = text(row, "kind") == "heading"
    return ParagraphView(
        anchor=name,
        level=min(whole(row, "level") or 4, 4) if heading else 0,
        pieces=_pieces(text(row, "text").strip(), found.get(name, []), faults),
        source=places.source_link(row, names),
    )


def _pieces(words: str, statements: Sequence[Row], faults: Mapping[str, str]) -> tuple[Piece, ...]:
    """The text cut at its numbers, in printed order. What is said without a number (与上年持平) has an empty piece."""
    pieces, at = [], 0
    for row in statements:
        printed, name = text(row, "printed"), text(row, "row_id")
        start = words.find(printed or text(row, "sentence"), at)
        if start > at:
            pieces.append(Piece(words[at:start]))
        if start < 0 or not printed:
            at, printed = max(at, start), ""
        else:
            at = start + len(printed)
        pieces.append(Piece(printed, places.anchor(name), faults.get(name, "")))
    if at < len(words) or not pieces:
        pieces.append(Piece(words[at:]))
    return tuple(pieces)
