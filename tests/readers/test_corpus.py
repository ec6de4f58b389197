"""Laws on real files, which are not part of the project: their folder comes from GONGKAI_CORPUS."""

from __future__ import annotations

import os
import re
from collections import Counter
from pathlib import Path

import pytest

from gongkai.model.grid import Grid
from gongkai.readers import pdf, read
from gongkai.readers.pdf_glyphs import glyphs_of, turn_of

FOLDER = os.environ.get("GONGKAI_CORPUS", "")
FILES = sorted(Path(FOLDER).glob("*.pdf")) if FOLDER else []
pytestmark = pytest.mark.skipif(not FILES, reason="set GONGKAI_CORPUS to a folder of real disclosures to run this")


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_printed_character_is_in_one_block_and_grids_are_whole(path, monkeypatch):
    printed: Counter[str] = Counter()
    read_page = pdf.read_page

    def counted(page, number, name):
        printed.update("".join(glyph.text for glyph in glyphs_of(page.chars, turn_of(page)) if glyph is not None))
        return read_page(page, number, name)

    monkeypatch.setattr(pdf, "read_page", counted)
    document = read(path, path.name)
    found: Counter[str] = Counter()
    for block in document.blocks:
        texts = [cell.text for cell in block.cells] if isinstance(block, Grid) else [block.text]
        found.update(re.sub(r"\s", "", "".join(texts)))
    assert found == printed
    for grid in document.grids:
        assert_whole(grid)


def assert_whole(grid: Grid) -> None:
    positions = Counter(
        (row, column)
        for cell in grid.cells
        for row in range(cell.row, cell.bottom + 1)
        for column in range(cell.column, cell.right + 1)
    )
    assert set(positions.values()) == {1}
    assert len(positions) == grid.height * grid.width
    assert all(cell.place.page == grid.place.page and cell.place.box for cell in grid.cells)
