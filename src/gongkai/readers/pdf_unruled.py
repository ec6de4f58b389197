"""Tables without ruling, told by their alignment: lines whose parts stand below each other in columns.

Taken for a table only where at least three lines close below each other have two or more parts far apart, and a column
beyond the first is mostly numbers: running text, signatures and contents pages are not like that.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from gongkai.model.grid import Cell, Grid
from gongkai.model.place import Place
from gongkai.readers.pdf_glyphs import Box, Run, Turn
from gongkai.readers.pdf_lines import Line, lines_of

_PART = 1.0
"""Gap, in heights of the type, between two parts of a line."""
_PITCH = 2.8
"""Distance of two rows of a table, in heights of the type."""
_LEAST_ROWS = 3
_NUMERIC_SHARE = 0.6
_NUMBER = re.compile(r"[-+−(（]?[¥￥]?\d[\d,，]*(?:[.．]\d+)?[)）%％]?|[-—–]{1,2}|无")
_LEADER = re.compile(r"[.．…·]{4,}")


@dataclass(frozen=True, slots=True)
class Unruled:
    """A table found among lines: the lines, and the extents of its columns."""

    lines: tuple[Line, ...]
    columns: tuple[tuple[float, float], ...]

    @property
    def box(self) -> Box:
        """The box around the lines."""
        return (
            min(line.x0 for line in self.lines),
            self.lines[0].top,
            max(line.x1 for line in self.lines),
            max(line.bottom for line in self.lines),
        )

    def grid(self, name: str, page: int, turn: Turn) -> Grid:
        """The grid: one row a line; a part over several columns spans them."""
        cells: list[Cell] = []
        for row, line in enumerate(self.lines, start=1):
            taken = 0
            for part in parts_of(line):
                first, last = self._span(part)
                first = max(first, taken + 1)
                last = max(first, last)
                cells.extend(self._blank(row, column, line, name, page, turn) for column in range(taken + 1, first))
                place = Place(name, page=page, box=turn.back(part.box))
                cells.append(Cell(row, first, part.text, place, 1, last - first + 1))
                taken = last
            count = max(len(self.columns), taken)
            cells.extend(self._blank(row, column, line, name, page, turn) for column in range(taken + 1, count + 1))
        return Grid(tuple(cells), Place(name, page=page, box=turn.back(self.box)), hints=("unruled",))

    def _span(self, part: Line) -> tuple[int, int]:
        over = [i for i, (low, high) in enumerate(self.columns, start=1) if part.x0 < high and part.x1 > low]
        if over:
            return over[0], over[-1]
        centre = (part.x0 + part.x1) / 2
        nearest = min(range(len(self.columns)), key=lambda i: min(abs(centre - edge) for edge in self.columns[i]))
        return nearest + 1, nearest + 1

    def _blank(self, row: int, column: int, line: Line, name: str, page: int, turn: Turn) -> Cell:
        low, high = self.columns[min(column, len(self.columns)) - 1]
        return Cell(row, column, "", Place(name, page=page, box=turn.back((low, line.top, high, line.bottom))))


def parts_of(line: Line) -> list[Line]:
    """The pieces of a line that stand apart from each other."""
    groups: list[list[Run]] = [[line.runs[0]]]
    for run in line.runs[1:]:
        if run.x0 - groups[-1][-1].x1 > _PART * max(run.size, groups[-1][-1].size):
            groups.append([run])
        else:
            groups[-1].append(run)
    return [lines_of(group)[0] for group in groups]


def unruled(lines: Sequence[Line], walls: Sequence[Box]) -> Iterator[Unruled]:
    """Tables among the lines of a page from the top; `walls` are the boxes of ruled tables, which end them."""
    start = 0
    for end in range(1, len(lines) + 1):
        if end == len(lines) or _apart(lines[end - 1], lines[end], walls):
            yield from _tables(lines[start:end])
            start = end


def _apart(upper: Line, lower: Line, walls: Sequence[Box]) -> bool:
    if lower.top - upper.top > _PITCH * max(upper.size, lower.size):
        return True
    return any(upper.top < wall[1] < lower.top for wall in walls)


def _tables(block: Sequence[Line]) -> Iterator[Unruled]:
    """The longest stretch of rows in a block that forms a table."""
    rows = [len(parts_of(line)) >= 2 and not _LEADER.search(line.text) for line in block]
    first = next((i for i, row in enumerate(rows) if row), None)
    if first is None:
        return
    last = max(i for i, row in enumerate(rows) if row)
    stretch = block[first : last + 1]
    parted = [parts_of(line) for line, row in zip(block, rows, strict=True) if row]
    if len(parted) < _LEAST_ROWS or len(parted) < _NUMERIC_SHARE * len(stretch):
        return
    columns = _columns(parted)
    if len(columns) >= 2 and _numeric(parted, columns):
        yield Unruled(tuple(stretch), columns)


def _columns(rows: Sequence[Sequence[Line]]) -> tuple[tuple[float, float], ...]:
    """Extents that the parts of full rows cover, joined where they overlap."""
    most = max(len(row) for row in rows)
    full = [row for row in rows if len(row) == most]
    extents = sorted((part.x0, part.x1) for row in full for part in row)
    columns: list[list[float]] = []
    for low, high in extents:
        if columns and low < columns[-1][1]:
            columns[-1][1] = max(columns[-1][1], high)
        else:
            columns.append([low, high])
    return tuple((low, high) for low, high in columns)


def _numeric(rows: Sequence[Sequence[Line]], columns: Sequence[tuple[float, float]]) -> bool:
    """True if the parts of some column beyond the first are mostly numbers, at least two."""
    for low, high in columns[1:]:
        texts = [part.text for row in rows for part in row if part.x0 < high and part.x1 > low]
        numbers = sum(1 for text in texts if _NUMBER.fullmatch(text.strip()))
        if numbers >= 2 and numbers >= _NUMERIC_SHARE * (len(texts) - 1):
            return True
    return False
