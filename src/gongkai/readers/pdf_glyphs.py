"""The characters of a PDF page → runs: stretches of text drawn without a gap, in the page's reading position."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

Box = tuple[float, float, float, float]
"""x0, top, x1, bottom in points from the top left of the page."""

_GAP = 0.35
"""Gap, in heights of the type, at which a run ends."""
_SAME_LINE = 0.3
"""Distance of centres, in heights of the type, within which two characters stand on one line."""
_DOUBLE = 1.5
"""Distance in points within which the same character drawn twice is fake bold, not text."""


class Glyph:
    """One visible character with its box."""

    __slots__ = ("bottom", "size", "text", "top", "x0", "x1")

    def __init__(self, text: str, x0: float, x1: float, top: float, bottom: float) -> None:
        """A character and its box; its size is the height of the box."""
        self.text = text
        self.x0 = x0
        self.x1 = x1
        self.top = top
        self.bottom = bottom
        self.size = bottom - top


class Run:
    """Glyphs drawn one after the other on one line without a gap."""

    __slots__ = ("bottom", "cy", "glyphs", "size", "top", "x0", "x1")

    def __init__(self, glyphs: list[Glyph]) -> None:
        """The box is that around the glyphs, the size that of the first one."""
        self.glyphs = glyphs
        self.x0 = glyphs[0].x0
        self.x1 = max(glyph.x1 for glyph in glyphs)
        self.top = min(glyph.top for glyph in glyphs)
        self.bottom = max(glyph.bottom for glyph in glyphs)
        self.cy = (self.top + self.bottom) / 2
        self.size = glyphs[0].size

    @property
    def text(self) -> str:
        """The characters of the run; it holds no white space."""
        return "".join(glyph.text for glyph in self.glyphs)


@dataclass(frozen=True, slots=True)
class Turn:
    """How a page is turned so that its text reads from left to right: 0, 90 (text ran upward) or 270 (downward)."""

    degrees: int
    width: float
    height: float
    visible: Box
    """The part of the published page that is shown: its crop box."""

    def box(self, x0: float, top: float, x1: float, bottom: float) -> Box:
        """A box of the page as it will be read."""
        if self.degrees == 90:
            return self.height - bottom, x0, self.height - top, x1
        if self.degrees == 270:
            return top, self.width - x1, bottom, self.width - x0
        return x0, top, x1, bottom

    def back(self, box: Box) -> Box:
        """A box of the turned page in coordinates of the page as published."""
        x0, top, x1, bottom = box
        if self.degrees == 90:
            x0, top, x1, bottom = top, self.height - x1, bottom, self.height - x0
        elif self.degrees == 270:
            x0, top, x1, bottom = self.width - bottom, x0, self.width - top, x1
        return round(x0, 1), round(top, 1), round(x1, 1), round(bottom, 1)


def turn_of(page: Any) -> Turn:
    """The turn that makes most characters of the page stand upright."""
    chars, width, height = page.chars, page.width, page.height
    crop = page.cropbox
    visible = tuple(crop) if crop[2] - crop[0] > 1 and crop[3] - crop[1] > 1 else tuple(page.mediabox)
    sideways = [char for char in chars if not char["upright"]]
    if 2 * len(sideways) <= len(chars):
        return Turn(0, width, height, visible)
    upward = sum(1 if char["matrix"][1] > 0 else -1 for char in sideways)
    return Turn(90 if upward > 0 else 270, width, height, visible)


def glyphs_of(chars: Iterable[dict[str, Any]], turn: Turn) -> list[Glyph | None]:
    """The visible characters in drawing order; None stands for a blank between two of them.

    Characters whose centre lies outside the page are cut off in print and left out; a character drawn twice at the
    same place counts once.
    """
    found: list[Glyph | None] = []
    seen: dict[tuple[str, int], list[Glyph]] = {}
    left, high, right, low = turn.visible
    for char in chars:
        text = char["text"]
        if text.isspace() or not text:
            found.append(None)
            continue
        x0, top, x1, bottom = char["x0"], char["top"], char["x1"], char["bottom"]
        if not (left <= (x0 + x1) / 2 <= right and high <= (top + bottom) / 2 <= low):
            continue
        if turn.degrees:
            x0, top, x1, bottom = turn.box(x0, top, x1, bottom)
        glyph = Glyph(text, x0, x1, top, bottom)
        twins = seen.setdefault((text, round(top / 4)), [])
        if any(abs(twin.x0 - x0) < _DOUBLE and abs(twin.top - top) < _DOUBLE for twin in twins):
            continue
        twins.append(glyph)
        found.append(glyph)
    return found


def runs_of(glyphs: Iterable[Glyph | None]) -> list[Run]:
    """Runs in drawing order."""
    runs: list[Run] = []
    current: list[Glyph] = []
    for glyph in glyphs:
        if glyph is None:
            if current:
                runs.append(Run(current))
                current = []
            continue
        if current:
            last = current[-1]
            size = max(last.size, glyph.size)
            apart = abs((last.top + last.bottom) - (glyph.top + glyph.bottom)) / 2 > _SAME_LINE * size
            if apart or not -_GAP * size <= glyph.x0 - last.x1 <= _GAP * size:
                runs.append(Run(current))
                current = []
        current.append(glyph)
    if current:
        runs.append(Run(current))
    return runs
