"""Reads sentences for tests."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from gongkai.knowledge import load
from gongkai.model.document import Paragraph
from gongkai.model.place import Place
from gongkai.narrative import Narrative, read


def told(*texts: str, year: int = 2021, stage: str = "budget", kinds: Mapping[int, str] | None = None) -> Narrative:
    """The narrative of paragraphs in the lines 1, 2, 3… of one file."""
    paragraphs = [Paragraph(text, Place("a.txt", line=line, line_end=line)) for line, text in enumerate(texts, 1)]
    return read(paragraphs, year, stage, load(), kinds)


def rows(*texts: str, year: int = 2021, stage: str = "budget") -> list[dict[str, Any]]:
    """The statements without what is blank."""
    return [
        {name: value for name, value in row.items() if value is not None}
        for row in told(*texts, year=year, stage=stage).statements
    ]


def brief(*texts: str, year: int = 2021, stage: str = "budget") -> list[tuple[str, str]]:
    """Indicator or code, and the amount in 元, of each statement."""
    return [
        (row.get("indicator") or row.get("code") or "", str(row.get("amount", "")))
        for row in rows(*texts, year=year, stage=stage)
    ]
