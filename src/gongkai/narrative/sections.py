"""What each paragraph is: heading, list, text, note, unit line, contents or furniture, and below which heading."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from gongkai.knowledge.text import fold_item
from gongkai.model.document import Paragraph
from gongkai.model.money import find_unit
from gongkai.model.package import Row
from gongkai.narrative.patterns import Patterns

_FROM_READER = {"heading": "heading", "furniture": "furniture", "list": "list", "footnote": "note"}
_UNIT_LINE = 60


@dataclass(frozen=True, slots=True)
class Section:
    """One paragraph as it goes into `sections`.

    `level` is 0 below headings; `style` is the index of the numbering style, -1 without number; `body` is where the
    text begins after the number.
    """

    paragraph: Paragraph
    kind: str
    level: int = 0
    number: str = ""
    heading: str = ""
    style: int = -1
    body: int = 0


Outline = tuple[tuple[Section, ...], tuple[int | None, ...]]


def sections(paragraphs: Sequence[Paragraph], kinds: Mapping[int, str], known: Patterns) -> Outline:
    """One section for each paragraph, in order, and the index of the heading above each, None at the top.

    `kinds` overrules what is found, by index.
    """
    contents = _contents(paragraphs, known)
    found: list[Section] = []
    parents: list[int | None] = []
    open_headings: list[int] = []
    for index, paragraph in enumerate(paragraphs):
        if index and paragraph.place.file != paragraphs[index - 1].place.file:
            open_headings = []
        kind = kinds.get(index) or ("contents" if index in contents else "")
        section = _section(paragraph, kind, found[-1] if found else None, known)
        found.append(section)
        if section.kind == "heading":
            while open_headings and found[open_headings[-1]].level >= section.level:
                open_headings.pop()
        parents.append(open_headings[-1] if open_headings else None)
        if section.kind == "heading":
            open_headings.append(index)
    return tuple(found), tuple(parents)


def section_rows(found: Sequence[Section], parents: Sequence[int | None]) -> tuple[Row, ...]:
    """The rows of `sections`."""
    return tuple(
        {
            "row_id": section_id(index),
            "parent_id": None if parent is None else section_id(parent),
            "level": section.level,
            "number": section.number or None,
            "heading": section.heading or None,
            "kind": section.kind,
            "text": section.paragraph.text,
            "source_file": section.paragraph.place.file,
            "line_start": section.paragraph.place.line,
            "line_end": section.paragraph.place.line_end or section.paragraph.place.line,
            "page": section.paragraph.place.page,
        }
        for index, (section, parent) in enumerate(zip(found, parents, strict=True))
    )


def section_id(index: int) -> str:
    """`p004` for index 3."""
    return f"p{index + 1:03d}"


def _section(paragraph: Paragraph, kind: str, before: Section | None, known: Patterns) -> Section:
    """One paragraph, its kind decided; `before` is the section before it."""
    text = paragraph.text
    style, number, body = known.style_of(text)
    rest = text[body:].strip()
    kind = kind or _FROM_READER.get(paragraph.kind, "") or _kind(text.strip(), rest, style, before, known)
    if kind == "heading":
        return Section(paragraph, kind, _level(paragraph, rest, style, before, known), number, rest, style, body)
    numbered = kind in ("list", "text") and style >= 0
    return Section(paragraph, "list" if numbered else kind, 0, number if numbered else "", "", style, body)


def _kind(text: str, rest: str, style: int, before: Section | None, known: Patterns) -> str:
    """What a paragraph is by its looks alone."""
    if not text:
        return "text"
    if known.furniture.fullmatch(text):
        return "furniture"
    if known.note.match(text):
        return "note"
    if style >= 0:
        one = known.styles[style]
        ended = known.sentence_end.search(rest) or known.unfinished.search(rest)
        short = len(rest) <= one.inside and not ended and "。" not in rest
        bare = not (one.plain and any(mark in rest for mark in ",，;；"))
        return "heading" if short and bare else "list"
    if len(text) <= _UNIT_LINE and not known.sentence_end.search(text) and find_unit(text):
        return "unit"
    if known.title.fullmatch(rest) or _completes(rest, before, known):
        return "heading"
    colon = rest.endswith((":", "：")) and len(rest) <= known.colon_longest
    return "heading" if colon and not any(mark in rest for mark in "，,。；;") else "text"


def _completes(rest: str, before: Section | None, known: Patterns) -> bool:
    """True for the words of a heading whose number stands alone in the paragraph before (第一部分)."""
    bare = before is not None and before.kind == "heading" and before.style >= 0 and not before.heading
    return bare and len(rest) <= known.styles[0].inside and not known.sentence_end.search(rest)


def _level(paragraph: Paragraph, rest: str, style: int, before: Section | None, known: Patterns) -> int:
    """The level of a heading: by its number, else by its looks, else as the reader says."""
    if style >= 0:
        return known.styles[style].level
    if _completes(rest, before, known) and before:
        return before.level
    if known.title.fullmatch(rest):
        return known.title_level
    return paragraph.level or known.colon_level


def _contents(paragraphs: Sequence[Paragraph], known: Patterns) -> frozenset[int]:
    """The paragraphs of contents pages: from 目录 until an entry is printed again, and lines that end in a page number."""
    found: set[int] = set()
    entries: set[str] = set()
    left = 0
    for index, paragraph in enumerate(paragraphs):
        text = paragraph.text.strip()
        dotted = bool(known.contents_line.fullmatch(text)) and len(text) <= known.contents_most
        name = fold_item(_without_page(text[known.after_residue(text) :]))
        if known.contents_heading.fullmatch(text):
            found.add(index)
            entries, left = set(), known.contents_most
        elif left and text and not dotted and _repeats(name, entries):
            left = 0
        elif dotted or (left and text and not known.sentence_end.search(text)):
            found.add(index)
            entries.add(name)
        elif text:
            left = 0
        left = max(0, left - 1)
    return frozenset(found)


def _repeats(name: str, entries: set[str]) -> bool:
    """True where a line repeats an entry, or begins one whose number stands alone (第一部分)."""
    return name in entries or (
        name.startswith("第") and len(name) <= 4 and any(one.startswith(name) for one in entries)
    )


def _without_page(text: str) -> str:
    """A contents entry without dots and page number."""
    return text.rstrip("0123456789０１２３４５６７８９ \t").rstrip(".…·\t ") or text
