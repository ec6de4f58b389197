"""A table as read from a source: cells with positions, nothing interpreted."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

from gongkai.model.place import Place


@dataclass(frozen=True, slots=True)
class Cell:
    """One printed cell. `row` and `column` count from 1 and are those of its top left corner; `text` is verbatim."""

    row: int
    column: int
    text: str
    place: Place
    rowspan: int = 1
    colspan: int = 1

    @property
    def bottom(self) -> int:
        """The last row the cell covers."""
        return self.row + self.rowspan - 1

    @property
    def right(self) -> int:
        """The last column the cell covers."""
        return self.column + self.colspan - 1

    @property
    def blank(self) -> bool:
        """True where nothing but white space is printed."""
        return not self.text.strip()


@dataclass(frozen=True)
class Grid:
    """The cells of one printed table in reading order.

    `ragged` is True where the source gives no column positions (text dumps): the column of a cell is then its
    ordinal in its row, merged cells stand once, and rows may be shorter than the table is wide.
    """

    cells: tuple[Cell, ...]
    place: Place
    ragged: bool = False
    hints: tuple[str, ...] = field(default=())
    """What the reader knows of how the grid came about, e.g. `unruled`, `nested`, `sheet 收支总表`."""

    @cached_property
    def by_row(self) -> dict[int, tuple[Cell, ...]]:
        """The cells that start in each row, by row number, in order of column."""
        rows: dict[int, list[Cell]] = {}
        for cell in self.cells:
            rows.setdefault(cell.row, []).append(cell)
        return {row: tuple(sorted(cells, key=lambda c: c.column)) for row, cells in sorted(rows.items())}

    @cached_property
    def covered(self) -> dict[tuple[int, int], Cell]:
        """The cell that covers each position, merged cells at every position they cover."""
        return {
            (row, column): cell
            for cell in self.cells
            for row in range(cell.row, cell.bottom + 1)
            for column in range(cell.column, cell.right + 1)
        }

    @cached_property
    def width(self) -> int:
        """The number of columns."""
        return max((cell.right for cell in self.cells), default=0)

    @cached_property
    def height(self) -> int:
        """The number of rows."""
        return max((cell.bottom for cell in self.cells), default=0)

    def at(self, row: int, column: int) -> Cell | None:
        """The cell that covers a position, or None."""
        return self.covered.get((row, column))
