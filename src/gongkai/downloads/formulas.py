"""Findings about text that a spreadsheet would take for a formula."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from gongkai.downloads.values import is_formula_like
from gongkai.model.finding import Finding, Level
from gongkai.model.package import Row
from gongkai.model.place import Place

ADVICE = "the CSV keeps it verbatim; open the XLSX instead, where it is text"

VERBATIM = {"cells": "cell_id", "sections": "row_id"}
"""The resources that hold everything printed, and what names a row of them; typed rows repeat their text."""

_LONGEST = 60


def formula_findings(resources: Mapping[str, Sequence[Row]]) -> Iterator[Finding]:
    """For the resources of a package: one note `formula-like-text` for each cell and paragraph, but page numbers, whose text starts like a formula."""
    for resource, key in VERBATIM.items():
        for row in resources.get(resource, ()):
            text = row.get("text")
            if isinstance(text, str) and row.get("kind") != "furniture" and is_formula_like(text):
                yield Finding(Level.NOTE, "formula-like-text", _place(row), text[:_LONGEST], ADVICE, str(row.get(key)))


def _place(row: Row) -> Place:
    """Where a row stands in its source."""
    line, page = (row.get("line") or row.get("line_start")), row.get("page")
    return Place(
        str(row.get("source_file") or ""),
        line=line if isinstance(line, int) else None,
        page=page if isinstance(page, int) else None,
    )
