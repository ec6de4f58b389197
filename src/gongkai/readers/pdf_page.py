"""One page of a PDF → its grids and the lines of text outside them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from gongkai.model.grid import Grid
from gongkai.readers.pdf_glyphs import Box, Run, glyphs_of, runs_of, turn_of
from gongkai.readers.pdf_grid import Filled
from gongkai.readers.pdf_lines import Line, lines_of
from gongkai.readers.pdf_open_rows import with_open_rows
from gongkai.readers.pdf_ruling import lattices_of
from gongkai.readers.pdf_unruled import unruled


@dataclass(frozen=True, slots=True, eq=False)
class TextLine:
    """A line of text outside grids. `box` is that of the page as read; `parts` counts texts set side by side."""

    text: str
    box: Box
    size: float
    page: int
    parts: int


@dataclass(frozen=True)
class PageText:
    """What stands on one page, from the top; boxes are those of the page as read, sizes in points."""

    number: int
    width: float
    height: float
    turned: bool
    lines: tuple[TextLine, ...]
    grids: tuple[Grid, ...]
    grid_boxes: tuple[Box, ...]
    glyphs: int
    images: int
    unreadable: int
    """Characters without a meaning: the font does not say which character its glyph is."""


def read_page(page: Any, number: int, name: str) -> tuple[PageText, Any]:
    """The page's content, and the turn that leads from its boxes to those of the published page."""
    turn = turn_of(page)
    runs = runs_of(glyphs_of(page.chars, turn))
    count = sum(len(run.glyphs) for run in runs)
    unreadable = sum(1 for run in runs for glyph in run.glyphs if _unreadable(glyph.text))
    found: list[tuple[Box, Grid]] = []
    for lattice in sorted(lattices_of(page, turn), key=lambda item: _area(item.box)):
        filled = Filled(lattice)
        runs = filled.take(runs)
        if filled.is_table() and not _in_running_text(lattice.box, runs):
            found.append((lattice.box, _opened(filled).grid(name, number, turn)))
        else:
            runs.extend(filled.all_runs())
    standing = lines_of(runs)
    for table in list(unruled(standing, [box for box, _ in found])):
        found.append((table.box, table.grid(name, number, turn)))
        standing = [line for line in standing if not any(line is row for row in table.lines)]
    found.sort(key=lambda item: (item[0][1], item[0][0]))
    width, height = (page.width, page.height) if not turn.degrees else (page.height, page.width)
    lines = tuple(_text_line(line, number) for line in standing)
    text = PageText(
        number,
        width,
        height,
        bool(turn.degrees),
        lines,
        tuple(grid for _, grid in found),
        tuple(box for box, _ in found),
        count,
        len(page.images),
        unreadable,
    )
    return text, turn


def _opened(filled: Filled) -> Filled:
    """The same with rows parted that have no lines between them."""
    lattice = with_open_rows(filled.lattice, filled.runs)
    if lattice is filled.lattice:
        return filled
    parted = Filled(lattice, ("unruled-rows",))
    parted.take(filled.all_runs())
    return parted


def _text_line(line: Line, number: int) -> TextLine:
    text = line.text
    return TextLine(text, line.box, line.size, number, 1 + text.count("    "))


def _area(box: Box) -> float:
    return (box[2] - box[0]) * (box[3] - box[1])


def _in_running_text(box: Box, outside: list[Run]) -> bool:
    """True if text goes on right beside the box on its line: a frame around some words of a sentence."""
    if box[3] - box[1] > 60:
        return False
    return any(
        box[1] < run.cy < box[3] and min(abs(run.x0 - box[2]), abs(box[0] - run.x1)) < run.size for run in outside
    )


def _unreadable(text: str) -> bool:
    return text.startswith("(cid:") or "\ue000" <= text[0] <= "\uf8ff" or text[0] == "\ufffd"
