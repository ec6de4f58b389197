"""The columns of a Word table. Rows that were drawn a little apart leave columns of a hair's breadth between them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from gongkai.readers.docx_xml import attribute, child, children

_HAIR = 60
"""In twentieths of a point, as Word measures: no character fits into 3 points."""

Spans = Sequence[tuple[int, int]]
"""Of the cells of a row: where each begins and ends, counted in columns of the grid from 0."""


def without_hairs(table: Any, rows: Iterable[Spans]) -> list[Spans]:
    """The rows with columns counted as a reader sees them; as they are where a cell stands in a hair's breadth."""
    rows = list(rows)
    widths = [attribute(one, "w") for one in children(child(table, "tblGrid"), "gridCol")]
    if not widths or not all(width.isdigit() for width in widths) or all(int(width) > _HAIR for width in widths):
        return rows
    edges = [0]
    for width in widths:
        edges.append(edges[-1] + (int(width) > _HAIR))
    seen = [[(_edge(edges, start), _edge(edges, end)) for start, end in row] for row in rows]
    return rows if any(start == end for row in seen for start, end in row) else list(seen)


def _edge(edges: Sequence[int], place: int) -> int:
    """The edge that a reader sees; a row may have more columns than the grid says."""
    return edges[place] if place < len(edges) else edges[-1] + place - len(edges) + 1
