"""Rows that are printed without lines between them: one ruled band that holds several rows of text.

A band is cut into rows only where one of its cells holds three or more complete numbers below each other and another
cell has its lines at the same heights; a wrapped number or label is not like that.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from gongkai.readers.pdf_glyphs import Run
from gongkai.readers.pdf_lines import Line, lines_of
from gongkai.readers.pdf_ruling import Lattice, Region

_NUMBER = re.compile(r"[-+−]?\d[\d,，]*(?:[.．]\d+)?[%％]?|[-—–]{1,2}")
_LEAST = 3
_SHARE = 0.6
_LEVEL = 0.4
"""Difference of height, in heights of the type, within which lines of two cells are one row."""
_PADDING = 4.0


def with_open_rows(lattice: Lattice, runs: Sequence[Sequence[Run]]) -> Lattice:
    """The lattice with such bands cut into rows; the same object where there are none."""
    cuts: dict[int, list[float]] = {}
    for row in range(len(lattice.ys) - 1):
        band = [
            (region, own)
            for region, own in zip(lattice.regions, runs, strict=True)
            if region.top == region.bottom == row
        ]
        if sum(1 for _, own in band if len(own) >= _LEAST) >= 2:
            heights = _rows_of(lattice, band)
            if len(heights) >= _LEAST:
                cuts[row] = [(a + b) / 2 for a, b in pairwise(heights)]
    return _cut(lattice, cuts) if cuts else lattice


def _rows_of(lattice: Lattice, band: Sequence[tuple[Region, Sequence[Run]]]) -> list[float]:
    """Heights of the rows in a band, or nothing."""
    columns = [(region, lines_of(own)) for region, own in band if own]
    numeric = [(region, lines) for region, lines in columns if _is_numeric(lattice, region, lines)]
    if not numeric:
        return []
    heights: list[float] = []
    for line in sorted((line for _, lines in numeric for line in lines), key=_height):
        if not heights or _height(line) - heights[-1] > _LEVEL * line.size:
            heights.append(_height(line))
    main = numeric[0][0]
    for region, lines in columns:
        level = sum(1 for line in lines if any(abs(_height(line) - height) <= _LEVEL * line.size for height in heights))
        if region is not main and level >= _LEAST and level >= _SHARE * len(heights):
            return heights
    return []


def _is_numeric(lattice: Lattice, region: Region, lines: Sequence[Line]) -> bool:
    width = lattice.xs[region.right + 1] - lattice.xs[region.left] - _PADDING
    numbers = [line for line in lines if _NUMBER.fullmatch(line.text)]
    if len(numbers) < _LEAST or len(numbers) < _SHARE * len(lines):
        return False
    return all(width - (line.x1 - line.x0) >= 1.2 * line.size for line in numbers)


def _height(line: Line) -> float:
    return (line.top + line.bottom) / 2


def _cut(lattice: Lattice, cuts: dict[int, list[float]]) -> Lattice:
    ys: list[float] = []
    starts: list[int] = []
    for row, y in enumerate(lattice.ys):
        starts.append(len(ys))
        ys.append(y)
        ys.extend(cuts.get(row, []))
    regions: list[Region] = []
    for region in lattice.regions:
        top, bottom = starts[region.top], starts[region.bottom + 1] - 1
        if region.top == region.bottom and region.top in cuts:
            regions.extend(Region(row, region.left, row, region.right) for row in range(top, bottom + 1))
        else:
            regions.append(Region(top, region.left, bottom, region.right))
    regions.sort(key=lambda region: (region.top, region.left))
    return Lattice(lattice.xs, tuple(ys), tuple(regions))
