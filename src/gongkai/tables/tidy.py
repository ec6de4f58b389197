"""The whole of stage 3: every step in order."""

from __future__ import annotations

from collections.abc import Sequence

from gongkai.model.document import Block, Document, Paragraph
from gongkai.model.grid import Grid
from gongkai.model.knowledge import Knowledge
from gongkai.model.table import Table, Tidied
from gongkai.tables import context
from gongkai.tables.headers import Layout, find_layout
from gongkai.tables.repair import join_broken_rows
from gongkai.tables.spans import align_short_rows, infer_header_spans, spread_ragged_header, widen_second_totals
from gongkai.tables.stitch import stitch
from gongkai.tables.unstack import unstack
from gongkai.tables.vocabulary import Vocabulary, vocabulary


def tidy(documents: Sequence[Document], knowledge: Knowledge) -> Tidied:
    """All files of one disclosure, in order, with numbered and tidied tables."""
    known = vocabulary(knowledge)
    blocks: list[Block] = [
        part
        for document in documents
        for block in stitch(document.blocks, known)
        for part in (unstack(block, known) if isinstance(block, Grid) else (block,))
    ]
    width = max(2, len(str(sum(isinstance(block, Grid) for block in blocks))))
    tidied: list[Paragraph | Table] = []
    count = 0
    for index, block in enumerate(blocks):
        if isinstance(block, Paragraph):
            tidied.append(block)
            continue
        count += 1
        grid, layout = tidy_grid(block, known)
        tidied.append(
            Table(
                f"t{count:0{width}d}",
                grid,
                layout.head,
                layout.header,
                layout.ordinals,
                context.above(blocks, index),
                context.below(blocks, index),
            )
        )
    return Tidied(tuple(tidied), tuple(finding for document in documents for finding in document.findings))


def tidy_grid(grid: Grid, vocabulary: Vocabulary) -> tuple[Grid, Layout]:
    """One grid with true columns, and its layout."""
    grid = join_broken_rows(grid)
    layout = find_layout(grid, vocabulary)
    if not layout.header:
        return grid, layout
    first = tuple(n for n in layout.header if n - layout.header[0] == layout.header.index(n))
    grid = spread_ragged_header(grid, first)
    grid = infer_header_spans(grid, first) if not grid.ragged or _is_flat(grid, first) else grid
    layout = find_layout(grid, vocabulary)
    width, leading = _columns(grid, layout.header, vocabulary)
    body = [number for number in grid.by_row if number not in {*layout.head, *layout.header, *layout.ordinals}]
    return widen_second_totals(align_short_rows(grid, body, width, leading), body), layout


def _is_flat(grid: Grid, header: Sequence[int]) -> bool:
    """True for a ragged grid whose heading rows all have as many cells as the table has columns."""
    return all(len(grid.by_row[number]) == grid.width for number in header)


def _columns(grid: Grid, header: Sequence[int], vocabulary: Vocabulary) -> tuple[int, int]:
    """How many columns the headings cover, and how many of the first ones are dimensions (codes and names)."""
    width = max((cell.right for number in header for cell in grid.by_row[number]), default=grid.width)
    leading = 0
    for column in range(1, width + 1):
        texts = [cell.text for number in header if (cell := grid.at(number, column)) is not None and not cell.blank]
        if not texts or not any(vocabulary.names_dimension(text) for text in texts):
            break
        leading = column
    return width, leading
