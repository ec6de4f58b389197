"""Rules and small documents for the tests of the privacy gate. All persons and numbers are invented."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from gongkai.knowledge import load
from gongkai.model.document import Document, Paragraph
from gongkai.model.grid import Cell, Grid
from gongkai.model.place import Place
from gongkai.privacy.gate import mask
from gongkai.privacy.rules import Rules, load_rules


@pytest.fixture(scope="session")
def rules() -> Rules:
    return load_rules(load())


def make_grid(rows: Sequence[Sequence[str]], ragged: bool = False, line: int = 1) -> Grid:
    cells = tuple(
        Cell(r, c, text, Place("t.txt", line + r - 1, line + r - 1))
        for r, row in enumerate(rows, 1)
        for c, text in enumerate(row, 1)
    )
    return Grid(cells, Place("t.txt", line, line + len(rows) - 1), ragged)


def make_document(*blocks: str | Sequence[Sequence[str]] | Grid) -> Document:
    made: list[Paragraph | Grid] = []
    for line, block in enumerate(blocks, 1):
        if isinstance(block, str):
            made.append(Paragraph(block, Place("t.txt", line, line)))
        else:
            made.append(block if isinstance(block, Grid) else make_grid(block, line=line))
    return Document("t.txt", tuple(made))


def rows_of(grid: Grid) -> list[list[str]]:
    return [[cell.text for cell in cells] for cells in grid.by_row.values()]


@pytest.fixture
def masked_sentence(rules: Rules) -> Callable[[str], str]:
    return lambda text: mask(make_document(text), rules).document.paragraphs[0].text


@pytest.fixture
def masked_rows(rules: Rules) -> Callable[..., list[list[str]]]:
    return lambda rows, ragged=False: rows_of(mask(make_document(make_grid(rows, ragged)), rules).document.grids[0])
