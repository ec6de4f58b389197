"""Rows that a blank paragraph inside a merged cell broke in two become one again (ragged grids only)."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from gongkai.model.grid import Cell, Grid


def join_broken_rows(grid: Grid) -> Grid:
    """Join a row that continues a merged cell (first cell blank) and stops short with a next row of just the rest.

    The usual number of cells is the most frequent one of rows with a blank first cell. The row number of the second
    half is left unused, so that the ids of all other rows stay as printed.
    """
    if not grid.ragged:
        return grid
    rows = list(grid.by_row.values())
    lengths = Counter(len(row) for row in rows if row[0].blank and any(not cell.blank for cell in row))
    if not lengths:
        return grid
    usual = lengths.most_common(1)[0][0]
    joined: list[tuple[Cell, ...]] = []
    for row in rows:
        above = joined[-1] if joined else ()
        if (
            above
            and above[0].blank
            and any(not cell.blank for cell in above)
            and len(above) < usual
            and len(above) + len(row) == usual
            and not row[0].blank
            and not above[-1].blank
        ):
            moved = tuple(replace(cell, row=above[0].row, column=cell.column + len(above)) for cell in row)
            joined[-1] = (*above, *moved)
        else:
            joined.append(row)
    return replace(grid, cells=tuple(cell for row in joined for cell in row))
