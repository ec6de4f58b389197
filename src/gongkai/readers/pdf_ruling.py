"""The drawn lines of a page → lattices: which cells the ruling shows, merged cells included.

Lines are thin rectangles, stroked lines, stroked boxes and the straight sides of curves. White ones and fills without
a border are not seen as ruling by a reader of the page and are left out.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from gongkai.readers.pdf_glyphs import Box, Turn

_THIN = 3.0
"""Thickness in points up to which a filled rectangle is a line."""
_SNAP = 2.5
"""Distance in points within which parallel lines are one line, and line ends meet."""
_COVER = 0.6
"""Share of a cell's side that must be ruled to part it from its neighbour."""


@dataclass(slots=True)
class Segment:
    """A horizontal or vertical line at `at`, from `start` to `end`."""

    at: float
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class Region:
    """One cell of a lattice: rows top..bottom and columns left..right, counted from 0, last included."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True)
class Lattice:
    """One ruled area: the positions of its lines and the cells between them in reading order."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    regions: tuple[Region, ...]

    @property
    def box(self) -> Box:
        """The box around the lattice."""
        return self.xs[0], self.ys[0], self.xs[-1], self.ys[-1]

    def square(self, x: float, y: float) -> tuple[int, int] | None:
        """Row and column of the elementary square that a point lies in."""
        row, column = bisect_right(self.ys, y) - 1, bisect_right(self.xs, x) - 1
        if 0 <= row < len(self.ys) - 1 and 0 <= column < len(self.xs) - 1:
            return row, column
        return None


def lattices_of(page: Any, turn: Turn) -> list[Lattice]:
    """All lattices of at least two cells, from the top of the page."""
    horizontal, vertical = _segments(page, turn)
    found = (_lattice(across, down) for across, down in _components(horizontal, vertical))
    kept = [lattice for lattice in found if lattice is not None and len(lattice.regions) > 1]
    return sorted(kept, key=lambda lattice: (lattice.ys[0], lattice.xs[0]))


def _segments(page: Any, turn: Turn) -> tuple[list[Segment], list[Segment]]:
    across: list[Segment] = []
    down: list[Segment] = []
    left, high, right, low = turn.visible
    for x0, top, x1, bottom in _sides(page):
        x0, x1 = max(x0, left), min(x1, right)
        top, bottom = max(top, high), min(bottom, low)
        if x1 < x0 or bottom < top:
            continue
        if turn.degrees:
            x0, top, x1, bottom = turn.box(x0, top, x1, bottom)
        if x1 - x0 >= bottom - top:
            across.append(Segment((top + bottom) / 2, x0, x1))
        else:
            down.append(Segment((x0 + x1) / 2, top, bottom))
    return _merged(across), _merged(down)


def _sides(page: Any) -> Iterator[Box]:
    for rect in page.rects:
        box = (rect["x0"], rect["top"], rect["x1"], rect["bottom"])
        if box[2] - box[0] <= _THIN or box[3] - box[1] <= _THIN:
            if _seen(rect):
                yield box
        elif rect["stroke"] and not _white(rect["stroking_color"]):
            yield from _box_sides(*box)
    for line in page.lines:
        box = (line["x0"], line["top"], line["x1"], line["bottom"])
        if not _white(line["stroking_color"]) and (box[2] - box[0] <= _THIN or box[3] - box[1] <= _THIN):
            yield box
    for curve in page.curves:
        if not _seen(curve):
            continue
        box = (curve["x0"], curve["top"], curve["x1"], curve["bottom"])
        if box[2] - box[0] <= _THIN or box[3] - box[1] <= _THIN:
            yield box
        elif curve["stroke"]:
            yield from _curve_sides(curve["pts"])


def _box_sides(x0: float, top: float, x1: float, bottom: float) -> Iterator[Box]:
    yield x0, top, x1, top
    yield x0, bottom, x1, bottom
    yield x0, top, x0, bottom
    yield x1, top, x1, bottom


def _curve_sides(points: Iterable[tuple[float, float]]) -> Iterator[Box]:
    for (x0, y0), (x1, y1) in pairwise(points):
        if abs(x0 - x1) <= 1 or abs(y0 - y1) <= 1:
            yield min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)


def _seen(shape: dict[str, Any]) -> bool:
    stroked = shape["stroke"] and not _white(shape["stroking_color"])
    return stroked or bool(shape["fill"] and not _white(shape["non_stroking_color"]))


def _white(color: Any) -> bool:
    values = color if isinstance(color, (tuple, list)) else (color,)
    if len(values) == 4:
        return all(value == 0 for value in values)
    return bool(values) and all(isinstance(value, (int, float)) and value > 0.99 for value in values)


def _merged(segments: list[Segment]) -> list[Segment]:
    """Parallel lines brought to one position, pieces of one line joined."""
    segments.sort(key=lambda segment: segment.at)
    groups: list[list[Segment]] = []
    for segment in segments:
        if groups and segment.at - groups[-1][-1].at <= _SNAP and segment.at - groups[-1][0].at <= 2 * _SNAP:
            groups[-1].append(segment)
        else:
            groups.append([segment])
    joined: list[Segment] = []
    for group in groups:
        at = sum(segment.at for segment in group) / len(group)
        group.sort(key=lambda segment: segment.start)
        first = len(joined)
        for segment in group:
            if len(joined) > first and segment.start <= joined[-1].end + _SNAP:
                joined[-1].end = max(joined[-1].end, segment.end)
            else:
                joined.append(Segment(at, segment.start, segment.end))
    return joined


def _components(across: list[Segment], down: list[Segment]) -> Iterator[tuple[list[Segment], list[Segment]]]:
    """Lines that touch each other, directly or through others."""
    parent = list(range(len(across) + len(down)))

    def root(item: int) -> int:
        while parent[item] != item:
            parent[item] = parent[parent[item]]
            item = parent[item]
        return item

    for i, line in enumerate(across):
        for j, other in enumerate(down, start=len(across)):
            if (
                other.start - _SNAP <= line.at <= other.end + _SNAP
                and line.start - _SNAP <= other.at <= line.end + _SNAP
            ):
                parent[root(j)] = root(i)
    groups: dict[int, tuple[list[Segment], list[Segment]]] = {}
    for i, line in enumerate(across):
        groups.setdefault(root(i), ([], []))[0].append(line)
    for j, other in enumerate(down, start=len(across)):
        groups.setdefault(root(j), ([], []))[1].append(other)
    yield from (group for group in groups.values() if len(group[0]) + len(group[1]) >= 4 or all(group))


def _lattice(across: list[Segment], down: list[Segment]) -> Lattice | None:
    if not across or not down:
        return None
    xs = _positions(down, min(line.start for line in across), max(line.end for line in across))
    ys = _positions(across, min(line.start for line in down), max(line.end for line in down))
    if len(xs) < 2 or len(ys) < 2:
        return None
    right_open = _unruled(down, xs, ys)
    below_open = _unruled(across, ys, xs)
    return Lattice(xs, ys, tuple(sorted(_regions(right_open, below_open), key=lambda r: (r.top, r.left))))


def _positions(lines: list[Segment], low: float, high: float) -> tuple[float, ...]:
    """Positions of the lines, and of the open ends of those that cross them."""
    places = sorted({line.at for line in lines})
    merged = [places[0]]
    for place in places[1:]:
        if place - merged[-1] > _SNAP:
            merged.append(place)
    if merged[0] - low > 2 * _SNAP:
        merged.insert(0, low)
    if high - merged[-1] > 2 * _SNAP:
        merged.append(high)
    return tuple(merged)


def _unruled(lines: list[Segment], places: tuple[float, ...], stops: tuple[float, ...]) -> list[list[bool]]:
    """`[i][j]`: no line at places[i+1] parts the two squares between stops[j] and stops[j+1]."""
    count = len(stops) - 1
    unruled = [[True] * count for _ in places[1:-1]]
    for line in lines:
        index = bisect_right(places, line.at + _SNAP) - 2
        if not 0 <= index < len(unruled):
            continue
        for j in range(count):
            overlap = min(line.end, stops[j + 1]) - max(line.start, stops[j])
            if overlap >= _COVER * (stops[j + 1] - stops[j]):
                unruled[index][j] = False
    return unruled


def _regions(right_open: list[list[bool]], below_open: list[list[bool]]) -> Iterator[Region]:
    """Rectangles of squares without a line between them; what is no rectangle is cut into rectangles."""
    columns, rows = len(right_open) + 1, len(below_open) + 1
    taken = [[False] * columns for _ in range(rows)]
    for top in range(rows):
        for left in range(columns):
            if taken[top][left]:
                continue
            right = left
            while right + 1 < columns and right_open[right][top] and not taken[top][right + 1]:
                right += 1
            bottom = top
            while bottom + 1 < rows and _extends(right_open, below_open, bottom, left, right):
                bottom += 1
            for row in range(top, bottom + 1):
                for column in range(left, right + 1):
                    taken[row][column] = True
            yield Region(top, left, bottom, right)


def _extends(right_open: list[list[bool]], below_open: list[list[bool]], row: int, left: int, right: int) -> bool:
    """True if the squares below the row's squares left..right belong to the same cell, all of them."""
    if not all(below_open[row][column] for column in range(left, right + 1)):
        return False
    if not all(right_open[column][row + 1] for column in range(left, right)):
        return False
    beside_right = right < len(right_open) and right_open[right][row + 1] != right_open[right][row]
    beside_left = left > 0 and right_open[left - 1][row + 1] != right_open[left - 1][row]
    return not beside_right and not beside_left
