"""Money of a performance form printed under headings side by side: 总额 | 财政拨款 | 其他资金 over one or more rows."""

from __future__ import annotations

from collections.abc import Sequence

from gongkai.knowledge.performance import PerformanceWords
from gongkai.model.grid import Cell, Grid
from gongkai.model.money import Kind, read_number

_MONEY = frozenset({"budget", "fiscal_funds", "other_funds", "basic", "project_expenditure", "_amount"})


def is_heading_row(cells: Sequence[Cell], words: PerformanceWords) -> bool:
    """True where labels of money stand directly side by side, without room for values between them."""
    named = [cell for cell in cells if words.head(cell.text) in _MONEY or words.is_sum(cell.text)]
    beside = any(left.right + 1 == right.column for left, right in zip(named, named[1:], strict=False))
    return beside and not any(read_number(cell.text).kind is Kind.NUMBER for cell in cells)


class FundColumns:
    """The headings of one block, row by row, and what they mean for a value below."""

    def __init__(self, grid: Grid, words: PerformanceWords) -> None:
        self._grid = grid
        self._words = words
        self._rows: list[int] = []

    def add(self, number: int) -> None:
        """Another row of headings."""
        self._rows.append(number)

    def label(self, cell: Cell) -> str:
        """The lowest heading over a value, with the one above it: where units are stated."""
        return " ".join(self._path(cell))

    def field(self, cell: Cell, row: Sequence[Cell]) -> str:
        """The field of a value: only in a row that prints nothing but figures, or the sum of the rows above it.

        A sum under a heading is that heading's; a part of one source of funds has no field.
        """
        texts = [one.text for one in row if read_number(one.text).kind is Kind.OTHER]
        if any(not self._words.is_sum(text) for text in texts):
            return "_amount"
        path = self._path(cell)
        names = [self._words.head(text) for text in path]
        if not path:
            return "_amount"
        if self._words.is_sum(path[-1]):
            return names[-2] if len(names) > 1 and names[-2] in _MONEY else "budget"
        if len(names) > 1 and names[-2] in {"fiscal_funds", "other_funds"}:
            return "_amount"
        return names[-1] if names[-1] in _MONEY else "_amount"

    def _path(self, cell: Cell) -> list[str]:
        rows = [self._rows[0] - 1, *self._rows] if self._rows else []
        found = (self._grid.at(number, cell.column) for number in rows)
        kept = list(dict.fromkeys(one for one in found if one is not None and not one.blank))
        return [one.text for one in kept if self._words.head(one.text) or self._words.is_sum(one.text)]
