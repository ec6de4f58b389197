"""The lines of text in one cell → the text of the cell, without the line breaks that its width forced."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from gongkai.readers.joining import join, opens
from gongkai.readers.pdf_lines import Line

_NUMERIC = re.compile(r"[-+−]?[\d.,，．%％]+")
_PADDING = 4.0
"""Points a cell may keep free at both sides together."""


def cell_text(lines: Sequence[Line], width: float) -> str:
    """The text of a cell `width` points wide.

    - A break where the next character would still have fitted, before a list item or after the end of a sentence, was
      set by the author and stays.
    - Numbers are joined only where the line was full or breaks at its point or comma: two numbers under each other are
      two numbers.
    - All other breaks are forced and vanish, without a blank between Chinese characters.
    """
    if not lines:
        return ""
    text = lines[0].text
    for last, line in pairwise(lines):
        piece = line.text
        full = width - _PADDING - (last.x1 - last.x0) < 1.2 * line.size
        text = join(text, piece) if _forced(last.text, piece, full) else f"{text}\n{piece}"
    return text


def _forced(last: str, piece: str, full: bool) -> bool:
    if _NUMERIC.fullmatch(last) and _NUMERIC.fullmatch(piece):
        return full or last[-1] in ".,，．" or piece[0] in ".,，．"
    if full:
        return True
    return not opens(piece) and last.rstrip()[-1:] not in "。；！？;"
