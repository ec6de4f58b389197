"""A lattice and the runs of text in it → a grid; what is ruled but no table is told from tables."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from gongkai.model.grid import Cell, Grid
from gongkai.model.place import Place
from gongkai.readers.pdf_cells import cell_text
from gongkai.readers.pdf_glyphs import Run, Turn
from gongkai.readers.pdf_lines import lines_of
from gongkai.readers.pdf_overflow import mended
from gongkai.readers.pdf_ruling import Lattice, Region

_NARROW = 8.0
"""Width in points below which a blank column between two lines is a gap of the drawing, not a column."""
_FLAT = 4.0
"""Height in points below which a blank row is a gap of the drawing."""
_TOUCHING = 0.12
"""Gap, in heights of the type, below which text on both sides of a line is one text that runs over it."""
_CONTENTS = re.compile(r"[.．…·]{4,}\s*[-\dⅠ-ⅻIVX]*\s*$")


class Filled:
    """A lattice with the runs that stand in each of its cells."""

    def __init__(self, lattice: Lattice, hints: tuple[str, ...] = ()) -> None:
        """Start with all cells blank; `hints` are those of the grid to be made."""
        self.lattice = lattice
        self.hints = hints
        self.runs: list[list[Run]] = [[] for _ in lattice.regions]
        self.owner = {
            (row, column): index
            for index, region in enumerate(lattice.regions)
            for row in range(region.top, region.bottom + 1)
            for column in range(region.left, region.right + 1)
        }

    def take(self, runs: Iterable[Run]) -> list[Run]:
        """Put every run into its cell; return those that stand outside."""
        outside: list[Run] = []
        homes: list[tuple[Run, int]] = []
        x0, top, x1, bottom = self.lattice.box
        for run in runs:
            if not (top <= run.cy <= bottom and run.x0 < x1 and run.x1 > x0):
                outside.append(run)
                continue
            for piece in self._pieces(run):
                index = self._home(piece)
                if index is None:
                    outside.append(piece)
                else:
                    homes.append((piece, index))
        for (piece, _), index in zip(homes, mended(self.lattice, homes), strict=True):
            self.runs[index].append(piece)
        return outside

    def _at(self, x: float, y: float) -> int | None:
        square = self.lattice.square(x, y)
        return None if square is None else self.owner[square]

    def _pieces(self, run: Run) -> list[Run]:
        """The run, cut where it crosses a line with a gap: text of two cells printed close together."""
        if self._at(run.x0, run.cy) == self._at(run.x1, run.cy):
            return [run]
        pieces: list[Run] = []
        start = 0
        homes = [self._at((glyph.x0 + glyph.x1) / 2, run.cy) for glyph in run.glyphs]
        for i in range(1, len(run.glyphs)):
            gap = run.glyphs[i].x0 - run.glyphs[i - 1].x1
            if homes[i] != homes[i - 1] and gap > _TOUCHING * run.size:
                pieces.append(Run(run.glyphs[start:i]))
                start = i
        pieces.append(Run(run.glyphs[start:]))
        return pieces

    def _home(self, run: Run) -> int | None:
        """The cell of a run. Text that overflows belongs to the cell at whose edge it begins or ends."""
        first = self._at((run.glyphs[0].x0 + run.glyphs[0].x1) / 2, run.cy)
        last = self._at((run.glyphs[-1].x0 + run.glyphs[-1].x1) / 2, run.cy)
        if first == last or last is None:
            return first
        if first is None:
            return last
        region = self.lattice.regions[last]
        right_aligned = 0 <= self.lattice.xs[region.right + 1] - run.x1 < run.size
        region = self.lattice.regions[first]
        left_aligned = 0 <= run.x0 - self.lattice.xs[region.left] < run.size
        if right_aligned and not left_aligned:
            return last
        if left_aligned:
            return first
        return self._at((run.x0 + run.x1) / 2, run.cy)

    def is_table(self) -> bool:
        """True unless the ruling frames running text, a single column or a table of contents."""
        texts = [(region, runs) for region, runs in zip(self.lattice.regions, self.runs, strict=True) if runs]
        if len({region.left for region, _ in texts}) < 2:
            return False
        leaders = sum(1 for _, runs in texts for line in lines_of(runs) if _CONTENTS.search(line.text))
        return leaders < 3

    def all_runs(self) -> list[Run]:
        """The runs of all cells, given back where the lattice is no table."""
        return [run for runs in self.runs for run in runs]

    def grid(self, name: str, page: int, turn: Turn) -> Grid:
        """The grid; columns and rows that only the drawing has are left out."""
        lattice = self.lattice
        columns = _kept(
            [(r.left, r.right, bool(t)) for r, t in zip(lattice.regions, self.runs, strict=True)], lattice.xs, _NARROW
        )
        rows = _kept(
            [(r.top, r.bottom, bool(t)) for r, t in zip(lattice.regions, self.runs, strict=True)], lattice.ys, _FLAT
        )
        cells = []
        for region, runs in zip(lattice.regions, self.runs, strict=True):
            row, rowspan = _place(region.top, region.bottom, rows)
            column, colspan = _place(region.left, region.right, columns)
            if rowspan and colspan:
                box = _box(lattice, region)
                place = Place(name, page=page, box=turn.back(box))
                text = cell_text(lines_of(runs), box[2] - box[0])
                cells.append(Cell(row, column, text, place, rowspan, colspan))
        return Grid(tuple(cells), Place(name, page=page, box=turn.back(lattice.box)), hints=self.hints)


def _box(lattice: Lattice, region: Region) -> tuple[float, float, float, float]:
    return (
        lattice.xs[region.left],
        lattice.ys[region.top],
        lattice.xs[region.right + 1],
        lattice.ys[region.bottom + 1],
    )


def _kept(spans: Sequence[tuple[int, int, bool]], edges: Sequence[float], least: float) -> list[int]:
    """The columns (or rows) that are more than drawing, as indices in order."""
    count = len(edges) - 1
    written = [False] * count
    own = [False] * count
    for first, last, text in spans:
        if first == last:
            own[first] = True
            written[first] = written[first] or text
    kept = []
    for index in range(count):
        drawn_only = not own[index] or (edges[index + 1] - edges[index] < least)
        if written[index] or not drawn_only:
            kept.append(index)
    return _without_lost(kept, spans)


def _without_lost(kept: list[int], spans: Sequence[tuple[int, int, bool]]) -> list[int]:
    """Put back one column for each text whose columns would all be left out, so that no text is lost."""
    chosen = set(kept)
    for first, last, text in spans:
        if text and not any(index in chosen for index in range(first, last + 1)):
            chosen.add(first)
    return sorted(chosen)


def _place(first: int, last: int, kept: Sequence[int]) -> tuple[int, int]:
    """Position from 1 and span among the kept columns (or rows); span 0 where none is kept."""
    inside = [position for position, index in enumerate(kept, start=1) if first <= index <= last]
    return (inside[0], len(inside)) if inside else (0, 0)
