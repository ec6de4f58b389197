"""Runs of text → lines, and the text of a line."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from gongkai.readers.pdf_glyphs import Box, Run

_WORD_GAP = 0.12
"""Gap between two Latin words or numbers, in heights of the type."""
_WIDE_GAP = 0.45
"""Gap that shows as a blank between other characters."""
_COLUMN_GAP = 2.0
"""Gap that shows as several blanks: two things printed side by side on one line."""


@dataclass(frozen=True, slots=True)
class Line:
    """The runs of one line from left to right."""

    runs: tuple[Run, ...]
    x0: float
    top: float
    x1: float
    bottom: float
    size: float

    @property
    def box(self) -> Box:
        """The box around the line."""
        return self.x0, self.top, self.x1, self.bottom

    @property
    def text(self) -> str:
        """The text, with blanks where the gaps show them."""
        parts = [self.runs[0].text]
        for last, run in zip(self.runs, self.runs[1:], strict=False):
            parts.append(_blank(last, run))
            parts.append(run.text)
        return "".join(parts)


def lines_of(runs: Iterable[Run]) -> list[Line]:
    """Runs grouped by the line they stand on, from the top."""
    rows: list[list[Run]] = []
    centre = 0.0
    for run in sorted(runs, key=lambda item: (item.cy, item.x0)):
        if rows and run.cy - centre <= 0.5 * min(run.size, rows[-1][0].size):
            rows[-1].append(run)
        else:
            rows.append([run])
            centre = run.cy
    return [_line(row) for row in rows]


def _line(runs: list[Run]) -> Line:
    runs.sort(key=lambda item: item.x0)
    return Line(
        tuple(runs),
        runs[0].x0,
        min(run.top for run in runs),
        max(run.x1 for run in runs),
        max(run.bottom for run in runs),
        max(runs, key=lambda run: len(run.glyphs)).size,
    )


def _blank(last: Run, run: Run) -> str:
    gap = (run.x0 - last.x1) / max(last.size, run.size, 0.1)
    if gap >= _COLUMN_GAP:
        return "    "
    before, after = last.glyphs[-1].text[-1], run.glyphs[0].text[0]
    wordlike = before.isascii() and before.isalnum() and after.isascii() and after.isalnum()
    return " " if gap >= (_WORD_GAP if wordlike else _WIDE_GAP) else ""
