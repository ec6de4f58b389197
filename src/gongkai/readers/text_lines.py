"""The lines of a text file, and what they are."""

from __future__ import annotations

import re

from gongkai.model.document import Paragraph
from gongkai.model.place import Place

_BOOKMARK = re.compile(r"\[bookmark:[^\[\]]*\]")
_PAGE_NUMBER = re.compile(r"^\s*(?:[-—–]\s*)?\d{1,4}(?:\s*[-—–])?\s*$")


def lines_of(text: str) -> list[str]:
    """Lines without their ends, whichever line ends the file has."""
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


def without_bookmarks(text: str) -> str:
    """The text without the `[bookmark: _Toc…]` residue that a word processor's text export leaves."""
    return _BOOKMARK.sub("", text) if "[bookmark:" in text else text


def paragraph(text: str, place: Place, alone: bool) -> Paragraph:
    """A paragraph; a number `alone` between blank lines is a page number."""
    return Paragraph(text, place, "furniture" if alone and _PAGE_NUMBER.match(text) else "text")
