"""Grids that a page break or a blank line cut apart become one again."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from gongkai.knowledge.text import fold
from gongkai.model.document import Block, Paragraph
from gongkai.model.grid import Cell, Grid
from gongkai.tables import context
from gongkai.tables.edges import fit_columns
from gongkai.tables.headers import find_layout
from gongkai.tables.vocabulary import Vocabulary

_CONTINUED = re.compile(r"[(（]?续表?[)）]?\d*$|^续表?[:：]?")
_LABEL = re.compile(
    r"((编制|填报|公开)?(部门|单位)|预算(部门|单位)|部门(名称|编码)|单位名称|金额单位|货币单位)[^:]{0,6}:|(公开|预算|财决)?\w{0,4}\d+(-\d+)?表$"
)
_MOST_REPEATED_ROWS = 8


def stitch(blocks: Sequence[Block], vocabulary: Vocabulary) -> tuple[Block, ...]:
    """Join a grid with the one before it where it goes on over a page break.

    Between the halves only furniture may stand, or the lines above the first half once more; then the headings must be
    printed again too. Or a label merged over the last rows stands there again, as the next page prints it. What stands
    between is kept behind the joined grid; repeated lines become furniture.
    """
    joined: list[Block] = []
    for block in blocks:
        index = _previous_grid(joined) if isinstance(block, Grid) else None
        if isinstance(block, Grid) and index is not None:
            above = joined[index]
            assert isinstance(above, Grid)
            between = [one for one in joined[index + 1 :] if isinstance(one, Paragraph)]
            below = _rest(above, block, between, context.above(joined, index), vocabulary)
            if below is not None:
                joined[index] = _append(above, below)
                joined[index + 1 :] = [replace(one, kind="furniture") if _stands(one) else one for one in between]
                continue
        joined.append(block)
    return tuple(joined)


def _previous_grid(blocks: Sequence[Block]) -> int | None:
    """The last grid, if nothing but paragraphs follow it."""
    return next((at for at in range(len(blocks) - 1, -1, -1) if isinstance(blocks[at], Grid)), None)


def _stands(block: Block) -> bool:
    """True for a paragraph with text that is no furniture."""
    return isinstance(block, Paragraph) and block.kind != "furniture" and bool(block.text.strip())


def _rest(
    above: Grid, below: Grid, between: Sequence[Paragraph], titles: Sequence[Paragraph], vocabulary: Vocabulary
) -> Grid | None:
    """The second grid in the columns of the first, where it is its rest; None where it is a table of its own."""
    lines = [one for one in between if _stands(one)]
    if not lines and _is_line(above) and above.ragged == below.ragged and above.place.file == below.place.file:
        return below
    if not _may_follow(above, below):
        return None
    if lines and {_line(one) for one in lines} <= _open_labels(above) and above.place.page != below.place.page:
        return fit_columns(below, above)
    if lines:
        known = {_line(one) for one in titles}
        again = all(_line(one) in known for one in lines) and _begins_alike(above, below, vocabulary)
        return below if again and above.width == below.width else None
    if _begins_alike(above, below, vocabulary) and above.width == below.width:
        return below
    first = next(iter(below.by_row.values()), ())
    texts = _row_texts(first)
    if len(texts) == 1 and context.is_caption(texts[0]):
        return None
    if len(texts) > 1 and any(_row_texts(row) == texts for row in list(above.by_row.values())[:_MOST_REPEATED_ROWS]):
        return below
    if above.place.page is not None and above.place.page == below.place.page:
        return None
    if _has_own_headings(above, below, vocabulary):
        return None
    if _filled_width(above) == _filled_width(below) or above.width == below.width:
        return below
    return fit_columns(below, above)


def _open_labels(grid: Grid) -> set[str]:
    """The labels merged over several rows down to the last: a page break may print them again above the rest."""
    return {fold(cell.text) for cell in grid.cells if cell.rowspan > 1 and cell.bottom == grid.height} - {""}


def _is_line(grid: Grid) -> bool:
    """True for a row that is the agency and unit line of the table below it, taken for a table of its own."""
    texts = [text for row in grid.by_row.values() for text in _row_texts(row)]
    return len(grid.by_row) == 1 and bool(texts) and all(_LABEL.match(text) for text in texts)


def _may_follow(above: Grid, below: Grid) -> bool:
    """True where file, page and kind of grid allow that one goes on in the other."""
    if above.place.file != below.place.file or above.ragged != below.ragged:
        return False
    if below.ragged and "blank-line-before" not in below.hints:
        return False
    if (above.place.page is None) != (below.place.page is None):
        return False
    if above.place.page is None or below.place.page is None:
        return True
    last = max((cell.place.page or above.place.page for cell in above.cells), default=above.place.page)
    return below.place.page - last <= 1


def _begins_alike(above: Grid, below: Grid, vocabulary: Vocabulary) -> bool:
    """True where the second grid begins with all the rows down to its last heading that the first one begins with."""
    layout = find_layout(below, vocabulary)
    if not layout.header:
        return False
    first = [number for i, number in enumerate(layout.header) if number - layout.header[0] == i]
    rows = [texts for n, row in below.by_row.items() if n <= first[-1] and (texts := _row_texts(row))]
    begin = [texts for row in above.by_row.values() if (texts := _row_texts(row))]
    return sum(map(len, rows)) > 1 and begin[: len(rows)] == rows


def _has_own_headings(above: Grid, below: Grid, vocabulary: Vocabulary) -> bool:
    """True where the second grid begins with several known headings that the first one does not print."""
    layout = find_layout(below, vocabulary)
    if not layout.header or layout.header[0] > _MOST_REPEATED_ROWS:
        return False
    texts = {text for number in layout.header for text in _row_texts(below.by_row[number])}
    known = {text for row in above.by_row.values() for text in _row_texts(row)}
    return len(texts) > 1 and not texts & known


def _line(paragraph: Paragraph) -> str:
    """A line above a table, without the word that says it goes on."""
    return _CONTINUED.sub("", fold(paragraph.text))


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
