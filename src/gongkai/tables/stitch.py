"""Grids that a page break or a blank line cut apart become one again."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from gongkai.knowledge.text import fold
from gongkai.model.document import Block, Paragraph
from gongkai.model.grid import Cell, Grid

_CAPTION = re.compile(r"表$|表[\(（].{1,12}[\)）]$|^(附?表|预算)\d+|公开\d+表")


def stitch(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Join a grid with the one before it where only furniture stands between and both have the same columns.

    Furniture between the halves is kept, behind the joined grid.
    """
    joined: list[Block] = []
    for block in blocks:
        index = _previous_grid(joined) if isinstance(block, Grid) else None
        if isinstance(block, Grid) and index is not None:
            above = joined[index]
            assert isinstance(above, Grid)
            if _continues(above, block):
                joined[index] = _append(above, block)
                continue
        joined.append(block)
    return tuple(joined)


def _previous_grid(blocks: Sequence[Block]) -> int | None:
    """The last grid, if nothing but furniture follows it."""
    for index in range(len(blocks) - 1, -1, -1):
        block = blocks[index]
        if isinstance(block, Grid):
            return index
        if isinstance(block, Paragraph) and block.kind != "furniture" and block.text.strip():
            return None
    return None


def _continues(above: Grid, below: Grid) -> bool:
    """True where the second grid is the rest of the first: same columns, or the same headings again."""
    if above.place.file != below.place.file or above.ragged != below.ragged:
        return False
    if below.ragged and "blank-line-before" not in below.hints:
        return False
    if (above.place.page is None) != (below.place.page is None):
        return False
    if above.place.page is not None and below.place.page is not None:
        last = max((c.place.page or above.place.page) for c in above.cells) if above.cells else above.place.page
        if below.place.page - last > 1:
            return False
    first = next(iter(below.by_row.values()), ())
    filled = [cell for cell in first if not cell.blank]
    if len(filled) == 1 and _CAPTION.search(fold(filled[0].text)):
        return False
    texts = _row_texts(first)
    if len(texts) > 1 and any(_row_texts(row) == texts for row in list(above.by_row.values())[:8]):
        return True
    if above.place.page is not None and above.place.page == below.place.page:
        return False
    return _filled_width(above) == _filled_width(below) or above.width == below.width


def _row_texts(cells: Sequence[Cell]) -> tuple[str, ...]:
    return tuple(fold(cell.text) for cell in cells if not cell.blank)


def _filled_width(grid: Grid) -> int:
    """The last column in which anything is printed."""
    return max((cell.right for cell in grid.cells if not cell.blank), default=0)


def _append(above: Grid, below: Grid) -> Grid:
    """The rows of the second grid under those of the first."""
    offset = above.height
    moved = tuple(replace(cell, row=cell.row + offset) for cell in below.cells)
    end = below.place.line_end if below.place.line_end is not None else above.place.line_end
    return replace(above, cells=(*above.cells, *moved), place=replace(above.place, line_end=end))
