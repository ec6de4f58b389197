"""Grids for tests, from rows of text."""

from __future__ import annotations

from gongkai.model.grid import Cell, Grid
from gongkai.model.place import Place


def grid(*rows: str, ragged: bool = True, page: int | None = None, hints: tuple[str, ...] = ()) -> Grid:
    """A grid from rows like `科目|合计|`; `|` separates cells."""
    cells = tuple(
        Cell(number, column, text, Place("x.txt", line=None if page else number, page=page))
        for number, row in enumerate(rows, 1)
        for column, text in enumerate(row.split("|"), 1)
    )
    return Grid(cells, Place("x.txt", line=None if page else 1, page=page), ragged=ragged, hints=hints)


def boxed(page: int, *rows: str, edges: tuple[float, ...]) -> Grid:
    """A grid on a page whose columns stand between the given edges, in points."""
    cells = tuple(
        Cell(number, column, text, Place("x.pdf", page=page, box=(edges[column - 1], 0, edges[column], 0)))
        for number, row in enumerate(rows, 1)
        for column, text in enumerate(row.split("|"), 1)
    )
    return Grid(cells, Place("x.pdf", page=page))


def texts(one: Grid) -> dict[tuple[int, int], str]:
    """The filled cells by position."""
    return {(cell.row, cell.column): cell.text for cell in one.cells if not cell.blank}
