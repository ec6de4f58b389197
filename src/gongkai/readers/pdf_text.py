"""Text taken from a PDF: a table row a line, its cells separated by tabs; paragraphs separated by blank lines.

- Lines with tabs that follow each other form a grid; trailing tabs are trailing blank cells.
- A blank line ends the grid: whether the next rows go on with the same table is for `tables/` to say, from the hint
  `blank-line-before`.
- A dot leader before the tab is a line of a contents page, not a row.
- A sentence that a page break tore apart is joined again.
"""

from __future__ import annotations

import re

from gongkai.model.document import Block, Document, Paragraph
from gongkai.model.grid import Cell, Grid
from gongkai.model.place import Place
from gongkai.readers.decoding import decode
from gongkai.readers.joining import continues, join
from gongkai.readers.limits import Limits
from gongkai.readers.text_lines import lines_of, paragraph, without_bookmarks

_CONTENTS = re.compile(r"[.．…·]{3,}\s*\t[\s\t]*[-\dⅠ-ⅻ]+\s*$")


def read_pdf_text(data: bytes, name: str, limits: Limits) -> Document:  # noqa: ARG001 - all readers are called alike
    """Blocks of a text taken from a PDF, or of plain text."""
    lines = lines_of(decode(data, name))
    blocks: list[Block] = []
    rows: list[tuple[int, str]] = []
    for number, line in enumerate([*lines, ""], start=1):
        if "\t" in line and (rows or line.strip()) and not _CONTENTS.search(line):
            rows.append((number, line))
            continue
        if rows:
            blocks.append(_grid(rows, name, bool(blocks) and isinstance(blocks[-1], Grid)))
            rows = []
        if line.strip():
            alone = _blank(lines, number - 2) and _blank(lines, number)
            text = paragraph(without_bookmarks(line), Place(name, number, number), alone)
            _append(blocks, text, after_blank=_blank(lines, number - 2))
    return Document(name, tuple(blocks))


def _blank(lines: list[str], index: int) -> bool:
    return not 0 <= index < len(lines) or not lines[index].strip()


def _append(blocks: list[Block], text: Paragraph, after_blank: bool) -> None:
    last = blocks[-1] if blocks else None
    if (
        after_blank
        and isinstance(last, Paragraph)
        and last.kind == text.kind == "text"
        and continues(last.text, text.text)
    ):
        place = Place(last.place.file, last.place.line, text.place.line_end)
        blocks[-1] = Paragraph(join(last.text, text.text), place)
    else:
        blocks.append(text)


def _grid(rows: list[tuple[int, str]], name: str, after_grid: bool) -> Grid:
    cells = tuple(
        Cell(row, column, text, place)
        for row, (number, line) in enumerate(rows, start=1)
        for place in (Place(name, number, number),)
        for column, text in enumerate(line.split("\t"), start=1)
    )
    hints = ("blank-line-before",) if after_grid else ()
    return Grid(cells, Place(name, rows[0][0], rows[-1][0]), ragged=True, hints=hints)
