"""Text export of a word processor: one table cell a line behind a leading tab, rows separated by blank lines.

- Lines without a tab directly below a cell belong to that cell.
- Blank lines within a table, however many, separate two rows.
- White space before the tab is a damaged row separator: the cell starts a new row.
- A table ends at the first line after a blank line that is no cell. Tables with only blank lines between them cannot
  be told apart and stay one grid.
"""

from __future__ import annotations

from gongkai.model.document import Block, Document
from gongkai.model.grid import Cell, Grid
from gongkai.model.place import Place
from gongkai.readers.decoding import decode
from gongkai.readers.limits import Limits
from gongkai.readers.text_lines import lines_of, paragraph, without_bookmarks


class _Table:
    """The cells of a table while its lines come in."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.cells: list[tuple[int, int, list[str], int]] = []
        self.row = 1
        self.column = 0

    def add(self, text: str, line: int) -> None:
        self.column += 1
        self.cells.append((self.row, self.column, [text], line))

    def extend(self, text: str) -> None:
        self.cells[-1][2].append(text)

    def next_row(self) -> None:
        if self.column:
            self.row, self.column = self.row + 1, 0

    def grid(self) -> Grid:
        cells = tuple(
            Cell(row, column, "\n".join(texts), Place(self.name, line, line + len(texts) - 1))
            for row, column, texts, line in self.cells
        )
        return Grid(cells, Place(self.name, cells[0].place.line, cells[-1].place.line_end), ragged=True)


def read_dump(data: bytes, name: str, limits: Limits) -> Document:  # noqa: ARG001 - all readers are called alike
    """Blocks of a word-processor text export."""
    lines = lines_of(decode(data, name))
    blocks: list[Block] = []
    table: _Table | None = None
    after_blank = True
    for number, line in enumerate(lines, start=1):
        before, tab, cell = line.partition("\t")
        if tab and not before.strip():
            table = table or _Table(name)
            if before or after_blank:
                table.next_row()
            table.add(without_bookmarks(cell), number)
        elif not line.strip():
            after_blank = True
            continue
        elif table is not None and not after_blank:
            table.extend(without_bookmarks(line))
        else:
            if table is not None:
                blocks.append(table.grid())
                table = None
            alone = after_blank and (number == len(lines) or not lines[number].strip())
            blocks.append(paragraph(without_bookmarks(line), Place(name, number, number), alone))
        after_blank = False
    if table is not None:
        blocks.append(table.grid())
    return Document(name, tuple(blocks))
