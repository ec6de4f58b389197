"""One printed character, one plain character: text that patterns can read, with the positions of the print."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

_WIDE = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_TABLE = str.maketrans(
    {
        **{chr(code): chr(plain) for code, plain in _WIDE.items()},
        **dict.fromkeys("\u3000\u00a0\u2002\u2003\u2009\t\u2007\u202f", " "),
        **dict.fromkeys("‐‑‒–—―−─﹣", "-"),
        **dict.fromkeys("•‧・⋅∙", "·"),
        "﹕": ":",
        "﹫": "@",
        "〔": "(",
        "〕": ")",
        "【": "(",
        "】": ")",
    }
)
_HIDDEN = "\u200b"
"""Stands for every character that does not show, until it is left out."""
_INVISIBLE = "\u200b-\u200f\u2060\ufeff\u00ad\u202a-\u202e"
_FOLDABLE = re.compile(f"[{re.escape(''.join(map(chr, _TABLE)))}{_INVISIBLE}]")
_BLANKS = re.compile(r"[\s_]+")


@dataclass(frozen=True, slots=True)
class Folded:
    """Plain text; `offsets` holds the position in the print of each character, None where they are the same."""

    text: str
    offsets: tuple[int, ...] | None = None

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Positions in the print."""
        if self.offsets is None:
            return start, end
        return self.offsets[start], self.offsets[end - 1] + 1


def folded(text: str) -> Folded:
    """Full-width forms, dashes and blanks made plain; characters that do not show are left out."""
    if text.isascii() and "\t" not in text:
        return Folded(text)
    plain = _FOLDABLE.sub(lambda found: _TABLE.get(ord(found[0]), _HIDDEN), text)
    if _HIDDEN not in plain:
        return Folded(plain)
    kept = [(position, char) for position, char in enumerate(plain) if char != _HIDDEN]
    return Folded("".join(char for _, char in kept), tuple(position for position, _ in kept))


@lru_cache(maxsize=16384)
def bare(text: str) -> str:
    """Folded, without any blanks, lower case: for comparing whole labels."""
    return _BLANKS.sub("", folded(text).text).lower()
