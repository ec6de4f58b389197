"""Lines of a PDF → paragraphs, without the line and page breaks that the layout forced."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from gongkai.model.document import Block, Paragraph
from gongkai.model.place import Place
from gongkai.readers.joining import join, opens, unfinished
from gongkai.readers.pdf_glyphs import Box
from gongkai.readers.pdf_page import PageText, TextLine

_LEADER = re.compile(r"[.．…·]{4,}\s*[-\dⅠ-ⅻ]*\s*$")
_WORD = re.compile(r"[\dA-Za-z.,%％〔\[]+")
_DIGIT = 0.55
"""Width of a digit, in heights of the type."""
_PITCH = 3.2
"""Distance of two lines of one paragraph, in heights of the type."""

ToPlace = Callable[[int, Box], Place]


@dataclass(frozen=True, slots=True)
class Margins:
    """The left and right edge of the running text of a page."""

    left: float
    right: float


@dataclass(frozen=True, slots=True)
class _Open:
    """A paragraph that may go on: its text so far, its first box, its first and last line, the margins there."""

    text: str
    box: Box
    first: TextLine
    last: TextLine
    margins: Margins


def blocks_of(pages: Sequence[PageText], outside: set[TextLine], place: ToPlace) -> Iterator[Block]:
    """All blocks in reading order: by page, from the top. `outside` are page numbers and running heads."""
    current: _Open | None = None
    held: list[Block] = []
    margins: Margins | None = None
    for page in pages:
        margins = _margins([line for line in page.lines if line not in outside], margins)
        for item in _in_order(page):
            if isinstance(item, int):
                if current is not None:
                    yield _closed(current, place)
                yield from held
                held, current = [], None
                yield page.grids[item]
            elif item in outside:
                held.append(Paragraph(item.text, place(page.number, item.box), "furniture"))
            elif current is not None and _goes_on(current, item, margins):
                current = replace(current, text=join(current.text, item.text), last=item, margins=margins)
            else:
                if current is not None:
                    yield _closed(current, place)
                yield from held
                held = []
                current = _Open(item.text, item.box, item, item, margins)
            if current is not None and current.last is item and not isinstance(item, int):
                current = replace(current, box=_around(current, item))
    if current is not None:
        yield _closed(current, place)
    yield from held


def _closed(paragraph: _Open, place: ToPlace) -> Paragraph:
    return Paragraph(paragraph.text, place(paragraph.first.page, paragraph.box))


def _around(paragraph: _Open, line: TextLine) -> Box:
    """The box around the paragraph's lines on the page where it starts."""
    if line.page != paragraph.first.page:
        return paragraph.box
    ours, other = paragraph.box, line.box
    return min(ours[0], other[0]), min(ours[1], other[1]), max(ours[2], other[2]), max(ours[3], other[3])


def _in_order(page: PageText) -> list[TextLine | int]:
    """Lines and indices of grids from the top of the page."""
    placed: list[tuple[float, float, TextLine | int]] = [
        ((line.box[1] + line.box[3]) / 2, line.box[0], line) for line in page.lines
    ]
    placed.extend((box[1], box[0], index) for index, box in enumerate(page.grid_boxes))
    return [item for _, _, item in sorted(placed, key=lambda entry: entry[:2])]


def _margins(lines: Sequence[TextLine], before: Margins | None) -> Margins:
    """Edges that at least two long lines share; those of the page before where there are none."""
    long = [line for line in lines if len(line.text) >= 15 and line.parts == 1]
    lefts = sorted(line.box[0] for line in long)
    rights = sorted((line.box[2] for line in long), reverse=True)
    size = max((line.size for line in long), default=12.0)
    left = next((a for a, b in pairwise(lefts) if b - a < size / 2), None)
    right = next((a for a, b in pairwise(rights) if a - b < size), None)
    if left is None or right is None:
        return before or Margins(lefts[0] if lefts else 0.0, rights[0] if rights else 0.0)
    return Margins(left, right)


def _unbreakable(text: str) -> int:
    """Length of the number or Latin word that the line starts with, which could not be parted at the line's end."""
    match = _WORD.match(text)
    return len(match.group()) if match else 0


def _goes_on(current: _Open, line: TextLine, margins: Margins) -> bool:
    last = current.last
    if last.parts > 1 or line.parts > 1 or _LEADER.search(last.text) or _LEADER.search(line.text):
        return False
    if abs(last.size - line.size) > 0.15 * max(last.size, line.size):
        return False
    same_page = last.page == line.page
    if same_page and line.box[1] - last.box[1] > _PITCH * last.size:
        return False
    if current.margins.right - last.box[2] > (1.6 + _DIGIT * _unbreakable(line.text)) * last.size:
        return False
    indented = current.first.box[0] > current.margins.left + 0.8 * last.size
    at_margin = line.box[0] <= margins.left + 0.8 * line.size
    hanging = same_page and abs(line.box[0] - last.box[0]) < 0.5 * line.size and unfinished(current.text)
    if not (at_margin or hanging):
        return False
    if opens(line.text) and not unfinished(current.text):
        return False
    return indented or unfinished(current.text) or not opens(line.text)
