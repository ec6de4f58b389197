"""Rows of cells with spans → positions in the grid, as browsers and word processors place them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Span:
    """How many rows and columns one cell covers."""

    rows: int = 1
    columns: int = 1


def placed(rows: Sequence[Sequence[Span]]) -> Iterator[tuple[int, int, int, int, tuple[int, int]]]:
    """Row, column (from 1), rowspan, colspan of every cell, and its indices in `rows`.

    A cell stands in the first column that no cell from above covers; spans end with the table, and a cell that would
    overlap one from above gives way.
    """
    covered: set[tuple[int, int]] = set()
    for i, row in enumerate(rows):
        column = 0
        for j, span in enumerate(row):
            while (i, column) in covered:
                column += 1
            height = min(span.rows, len(rows) - i)
            width = 1
            while width < span.columns and (i, column + width) not in covered:
                width += 1
            covered.update((i + y, column + x) for y in range(height) for x in range(width))
            yield i + 1, column + 1, height, width, (i, j)
            column += width
