"""Columns by where they stand on the page: a row alone on the next page gets the columns of the table above."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from gongkai.model.grid import Cell, Grid

_NEAR = 3.0
"""Points between two edges that count as one."""


def fit_columns(below: Grid, above: Grid) -> Grid | None:
    """The second grid with the columns of the first, cell by cell by its edges; None where any edge fits none.

    A label merged over several columns gets its true span, so that nothing is shifted.
    """
    lefts, rights = _edges(above)
    if not lefts or not below.cells:
        return None
    fitted: list[Cell] = []
    for cell in below.cells:
        if cell.place.box is None:
            return None
        first, last = _nearest(cell.place.box[0], lefts), _nearest(cell.place.box[2], rights)
        if first is None or last is None or last < first:
            return None
        fitted.append(replace(cell, column=first, colspan=last - first + 1))
    taken = [(cell.row, column) for cell in fitted for column in range(cell.column, cell.right + 1)]
    return replace(below, cells=tuple(fitted)) if len(set(taken)) == len(taken) else None


def _edges(grid: Grid) -> tuple[list[float], list[float]]:
    """The left and right edge of each column, from the cells that cover one column; empty where one has none."""
    lefts: dict[int, float] = {}
    rights: dict[int, float] = {}
    for cell in grid.cells:
        if cell.place.box is not None and cell.colspan == 1:
            lefts[cell.column], rights[cell.column] = cell.place.box[0], cell.place.box[2]
    columns = range(1, grid.width + 1)
    if any(column not in lefts for column in columns):
        return [], []
    return [lefts[column] for column in columns], [rights[column] for column in columns]


def _nearest(edge: float, edges: Sequence[float]) -> int | None:
    """The column whose edge is the given one; None where none is near."""
    column = min(range(len(edges)), key=lambda at: abs(edges[at] - edge))
    return column + 1 if abs(edges[column] - edge) <= _NEAR else None
