"""Lines of a cell's text that stand outside their cell, because the text is taller than the cell.

A spreadsheet printed to PDF clips such text, but the file still holds it, over the neighbouring rows. Lines drawn one
after the other in one type size, close below each other in the same columns, all but the last full, are one text. It
belongs to the row it is centred on, if each line in another row is printed over that row's own text, or stands apart
from all of the row's other texts.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from gongkai.readers.pdf_glyphs import Run
from gongkai.readers.pdf_ruling import Lattice, Region

_CLOSE = (0.85, 1.45)
"""Distance of the lines of one text, in heights of the type."""
_CENTRED = 0.5
"""Distance of the text's centre from that of its row, in heights of the type."""
_APART = 0.3
"""Difference of height from the row's other texts."""
_COLLIDE = 0.6
"""Difference of height within which two lines of one cell print over each other."""
_PADDING = 4.0

Home = tuple[Run, int]


@dataclass(slots=True)
class _Piece:
    """Runs `first` to `last` in drawing order: what one text has on one line, in cell `cell`."""

    first: int
    last: int
    cell: int
    x0: float
    x1: float
    cy: float
    size: float


def mended(lattice: Lattice, homes: Sequence[Home]) -> list[int]:
    """The cell of every run, in drawing order; `homes` gives the cell that each run's centre lies in."""
    regions = lattice.regions
    result = [index for _, index in homes]
    pieces = _pieces(homes)
    by_row: dict[int, list[_Piece]] = {}
    for piece in pieces:
        by_row.setdefault(regions[piece.cell].top, []).append(piece)
    for text in _texts(lattice, pieces):
        cells = sorted({piece.cell for piece in text})
        centre = (text[0].cy + text[-1].cy) / 2
        best = min(cells, key=lambda cell: abs(_centre(lattice, regions[cell]) - centre))
        strays = [piece for piece in text if piece.cell != best]
        centred = abs(_centre(lattice, regions[best]) - centre) <= _CENTRED * text[0].size
        rows = [by_row[regions[piece.cell].top] for piece in strays]
        if all(
            _collides(piece, row) or (centred and _stands_apart(piece, regions, row))
            for piece, row in zip(strays, rows, strict=True)
        ):
            for piece in strays:
                result[piece.first : piece.last + 1] = [best] * (piece.last + 1 - piece.first)
    return result


def _pieces(homes: Sequence[Home]) -> list[_Piece]:
    pieces: list[_Piece] = []
    for i, (run, cell) in enumerate(homes):
        last = pieces[-1] if pieces else None
        if last is not None and last.cell == cell and abs(last.cy - run.cy) < _APART * run.size and run.x0 > last.x0:
            last.last, last.x1 = i, max(last.x1, run.x1)
        else:
            pieces.append(_Piece(i, i, cell, run.x0, run.x1, run.cy, run.size))
    return pieces


def _texts(lattice: Lattice, pieces: Sequence[_Piece]) -> Iterator[Sequence[_Piece]]:
    """Pieces that follow each other as the lines of one text, where there are two or more."""
    first = 0
    for i in range(1, len(pieces) + 1):
        if i == len(pieces) or not _follows(lattice, pieces[i - 1], pieces[i]):
            if i - 1 > first:
                yield pieces[first:i]
            first = i


def _follows(lattice: Lattice, upper: _Piece, lower: _Piece) -> bool:
    above, below = lattice.regions[upper.cell], lattice.regions[lower.cell]
    if above.left != below.left or above.right != below.right:
        return False
    size = upper.size
    if abs(lower.size - size) > 0.05 * size or not _CLOSE[0] * size <= lower.cy - upper.cy <= _CLOSE[1] * size:
        return False
    width = lattice.xs[above.right + 1] - lattice.xs[above.left]
    return width - _PADDING - (upper.x1 - upper.x0) < 1.2 * size


def _centre(lattice: Lattice, region: Region) -> float:
    return (lattice.ys[region.top] + lattice.ys[region.bottom + 1]) / 2


def _collides(piece: _Piece, row: Sequence[_Piece]) -> bool:
    """True if the piece is printed over another one in its cell."""
    return any(
        other is not piece
        and other.cell == piece.cell
        and abs(other.cy - piece.cy) < _COLLIDE * piece.size
        and min(other.x1, piece.x1) - max(other.x0, piece.x0) > piece.size
        for other in row
    )


def _stands_apart(piece: _Piece, regions: Sequence[Region], row: Sequence[_Piece]) -> bool:
    """True if other columns of the row have text, and none of it on the piece's line."""
    left = regions[piece.cell].left
    others = [other for other in row if regions[other.cell].left != left]
    return bool(others) and all(abs(other.cy - piece.cy) > _APART * piece.size for other in others)
