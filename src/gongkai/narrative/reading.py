"""Printed text folded for reading, with the way back to what is printed."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from gongkai.narrative.patterns import Patterns
from gongkai.narrative.sections import Section

_QUOTES = frozenset("“”\"'‘’「」『』")
_CLOSING_QUOTES = frozenset("”’」』")
_NUMERIC = frozenset("0123456789.,")
_UNIT_FIRST = re.compile(r"\s*[亿万千百]?\s*元")
_ENDS = frozenset("。!?")
_OPEN, _CLOSE = "([{〔【", ")]}〕】"


@dataclass(frozen=True)
class Reading:
    """One or more paragraphs that read as one text.

    `text` is folded: NFKC but for ① and ², no quotes, no white space except where it parts two numbers. `origin` is
    the offset in `printed` for each character of `text` (and its end); `starts` and `indexes` are the offsets and the
    indexes of the paragraphs.
    """

    text: str
    printed: str
    origin: tuple[int, ...]
    starts: tuple[int, ...]
    indexes: tuple[int, ...]

    def sentence(self, start: int, end: int) -> str:
        """The printed sentence of a stretch of `text`: sentences in a row leave nothing out but white space."""
        first = 0 if start == 0 else self._after(start - 1)
        return self.printed[first : self._after(end - 1)].strip()

    def exact(self, start: int, end: int) -> str:
        """What is printed from one character of `text` to another."""
        return self.printed[self.origin[start] : self.origin[end - 1] + 1]

    def _after(self, position: int) -> int:
        """The offset behind a character and the closing quotes after it."""
        offset = self.origin[position] + 1
        while offset < len(self.printed) and self.printed[offset] in _CLOSING_QUOTES:
            offset += 1
        return offset

    def paragraph(self, position: int) -> int:
        """The index of the paragraph in which a character of `text` stands."""
        return self.indexes[bisect_right(self.starts, self.origin[position]) - 1]


@lru_cache(maxsize=8192)
def _folded(char: str) -> str:
    """NFKC of one character; ① and ² stay, for they are no digits of the number beside them."""
    return char if unicodedata.category(char) == "No" else unicodedata.normalize("NFKC", char)


def _in_number(folded: Sequence[str]) -> bool:
    """True where the text so far ends in a number, or in a number and a point or comma."""
    tail = "".join(folded[-2:])
    return tail[-1:].isdecimal() or (tail[:1].isdecimal() and tail[-1:] in _NUMERIC)


def reading(parts: Sequence[tuple[int, str]]) -> Reading:
    """Fold the paragraphs given as (index, text) into one text."""
    folded: list[str] = []
    origin: list[int] = []
    starts: list[int] = []
    gap, offset = False, 0
    for _, text in parts:
        starts.append(offset)
        gap = gap or bool(folded)
        for at, char in enumerate(text, offset):
            if char.isspace() or char in "\u200b\ufeff":
                gap = True
                continue
            if char in _QUOTES:
                continue
            for one in _folded(char):
                if gap and one in _NUMERIC and _in_number(folded):
                    folded.append(" ")
                    origin.append(at)
                gap = False
                folded.append(one)
                origin.append(at)
        offset += len(text)
    origin.append(offset)
    printed = "".join(text for _, text in parts)
    return Reading("".join(folded), printed, tuple(origin), tuple(starts), tuple(index for index, _ in parts))


def sentences(text: str) -> list[tuple[int, int]]:
    """The sentences of a folded text as (start, end). Nothing is cut inside brackets that close in the text."""
    depths = _depths(text)
    spans, start = [], 0
    for at, char in enumerate(text):
        if char in _ENDS and depths[at] == 0:
            spans.append((start, at + 1))
            start = at + 1
    if start < len(text):
        spans.append((start, len(text)))
    return spans


def _depths(text: str) -> list[int]:
    """How many brackets are open at each character; brackets that never close are none."""
    partner: dict[int, int] = {}
    opened: list[int] = []
    for at, char in enumerate(text):
        if char in _OPEN:
            opened.append(at)
        elif char in _CLOSE and opened:
            partner[opened.pop()] = at
    closes = set(partner.values())
    depths, depth = [], 0
    for at in range(len(text)):
        depth += at in partner
        depth -= at in closes
        depths.append(depth)
    return depths


def groups(found: Sequence[Section], known: Patterns) -> list[list[int]]:
    """Indexes of the sections that read as one: a paragraph cut by a page break goes on in the next."""
    grouped: list[list[int]] = []
    last: list[int] | None = None
    for index, section in enumerate(found):
        if section.kind == "furniture" or not section.paragraph.text.strip():
            continue
        if last and _goes_on(found[last[-1]], section, known):
            last.append(index)
        else:
            last = [index]
            grouped.append(last)
    return grouped


def _goes_on(first: Section, then: Section, known: Patterns) -> bool:
    """True where `then` is clearly the rest of `first`: no sentence ended, no number, no heading between."""
    if first.kind not in ("text", "list") or then.kind != "text" or first.paragraph.kind != then.paragraph.kind:
        return False
    line = first.paragraph.text.rstrip()
    cut = line[-1:].isdecimal() and _UNIT_FIRST.match(then.paragraph.text)
    full = len(re.sub(r"\s", "", line)) >= known.full_line and not known.ended.search(line)
    if not (cut or full or known.unfinished.search(line)):
        return False
    here, there = first.paragraph.place, then.paragraph.place
    if here.file != there.file:
        return False
    if here.page is not None and there.page is not None:
        return there.page - here.page <= known.most_pages
    if here.line is None or there.line is None:
        return False
    return there.line - (here.line_end or here.line) <= known.most_lines
