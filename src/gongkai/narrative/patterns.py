"""lookups/headings.yml, compiled."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from gongkai.errors import KnowledgeError
from gongkai.model.knowledge import Knowledge


@dataclass(frozen=True, slots=True)
class Style:
    """A style of printed numbers: its pattern, its level, the longest heading under it, and whether commas may occur."""

    pattern: re.Pattern[str]
    level: int
    inside: int
    plain: bool


@dataclass(frozen=True)
class Patterns:
    """How headings, lists, contents pages and page furniture look."""

    styles: tuple[Style, ...]
    residue: re.Pattern[str]
    furniture: re.Pattern[str]
    contents_heading: re.Pattern[str]
    contents_line: re.Pattern[str]
    contents_most: int
    title: re.Pattern[str]
    title_level: int
    colon_level: int
    colon_longest: int
    note: re.Pattern[str]
    sentence_end: re.Pattern[str]
    ended: re.Pattern[str]
    unfinished: re.Pattern[str]
    full_line: int
    most_lines: int
    most_pages: int

    def style_of(self, text: str) -> tuple[int, str, int]:
        """The printed number a text begins with: index of its style (-1 if none), the number, where the text goes on."""
        start = self.after_residue(text)
        for index, style in enumerate(self.styles):
            if found := style.pattern.match(text, start):
                return index, found[0].strip(), found.end()
        return -1, "", start

    def after_residue(self, text: str) -> int:
        """Where the text begins after blanks and what converters left in front of it."""
        found = self.residue.match(text)
        return found.end() if found else 0


@lru_cache(maxsize=4)
def patterns(knowledge: Knowledge) -> Patterns:
    """The compiled patterns; KnowledgeError where the file lacks an entry."""
    data: Any = knowledge.lookups.get("headings")
    try:
        goes_on = data["goes_on"]
        return Patterns(
            styles=tuple(
                Style(re.compile(one["pattern"]), one["level"], one["inside"], bool(one.get("plain")))
                for one in data["numbering"]
            ),
            residue=re.compile(rf"\s*(?:(?:{'|'.join(data['residue'])})\s*)*"),
            furniture=re.compile("|".join(data["furniture"])),
            contents_heading=re.compile(data["contents_heading"]),
            contents_line=re.compile(data["contents_line"]),
            contents_most=data["contents_most"],
            title=re.compile(data["title"]),
            title_level=data["title_level"],
            colon_level=data["colon_heading"]["level"],
            colon_longest=data["colon_heading"]["longest"],
            note=re.compile(data["note"]),
            sentence_end=re.compile(data["sentence_end"]),
            ended=re.compile(goes_on["ended"]),
            unfinished=re.compile(data["unfinished"]),
            full_line=goes_on["from"],
            most_lines=goes_on["lines"],
            most_pages=goes_on["pages"],
        )
    except (KeyError, TypeError, re.error) as error:
        raise KnowledgeError("lookups/headings.yml", f"missing or malformed entry ({error})", "mend it") from error
