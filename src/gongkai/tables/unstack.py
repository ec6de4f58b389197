"""Tables that stand one above the other in one grid, as on a worksheet, become grids of their own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from gongkai.knowledge.text import fold
from gongkai.model.grid import Cell, Grid
from gongkai.tables import context
from gongkai.tables.headers import find_layout
from gongkai.tables.vocabulary import Vocabulary

_MOST_CAPTIONS = 5
"""A caption stands at most so many rows above its headings."""


def unstack(grid: Grid, vocabulary: Vocabulary) -> tuple[Grid, ...]:
    """The tables of a grid, cut at the blank rows before a new caption with headings of its own.

    A caption that was printed before, as after a page break, begins no new table. Blank rows stay with the table above;
    row numbers begin anew, places stay.
    """
    rows = list(grid.by_row.items())
    known = {text for _, cells in rows[:_MOST_CAPTIONS] if (text := _caption(cells))}
    starts = [rows[0][0]] if rows else []
    for at in range(1, len(rows)):
        if not _blank(rows[at - 1][1]) or _blank(rows[at][1]):
            continue
        captions = {text for _, cells in rows[at : at + _MOST_CAPTIONS] if (text := _caption(cells))}
        if captions - known and _has_headings(_part(grid, rows[at][0], grid.height), vocabulary):
            known |= captions
            starts.append(rows[at][0])
    if len(starts) < 2:
        return (grid,)
    ends = [*(start - 1 for start in starts[1:]), grid.height]
    return tuple(_part(grid, start, end) for start, end in zip(starts, ends, strict=True))


def _caption(cells: Sequence[Cell]) -> str:
    """The text of a row that prints a table's name and nothing else, else blank."""
    filled = [fold(cell.text) for cell in cells if not cell.blank]
    return filled[0] if len(filled) == 1 and context.is_caption(filled[0]) else ""


def _blank(cells: Sequence[Cell]) -> bool:
    return all(cell.blank for cell in cells)


def _has_headings(grid: Grid, vocabulary: Vocabulary) -> bool:
    """True where headings follow the first rows."""
    header = find_layout(grid, vocabulary).header
    return bool(header) and header[0] <= _MOST_CAPTIONS


def _part(grid: Grid, first: int, last: int) -> Grid:
    """The cells that begin in some rows; its own rows and columns begin at 1, its place is that of its cells."""
    cells = tuple(_moved(grid.cells, first, last))
    lines = [line for cell in cells for line in (cell.place.line, cell.place.line_end) if line is not None]
    place = replace(cells[0].place, line=min(lines, default=None), line_end=max(lines, default=None), box=None)
    if cells[0].place.ref:
        place = replace(place, ref=f"{cells[0].place.ref}:{(cells[-1].place.ref or '').rpartition('!')[2]}")
    return replace(grid, cells=cells, place=place)


def _moved(cells: Sequence[Cell], first: int, last: int) -> Iterator[Cell]:
    for cell in cells:
        if first <= cell.row <= last:
            yield replace(cell, row=cell.row - first + 1, rowspan=min(cell.rowspan, last - cell.row + 1))
