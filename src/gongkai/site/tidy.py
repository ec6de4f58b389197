"""Pages without the blank lines and indents that templates leave behind."""

from __future__ import annotations

import re

_INDENT = re.compile(r"\n[ \t\n]+")
_KEPT = ("<pre", "<textarea")


def tidy(html: str) -> str:
    """The page, as it is where it has an element in which white space counts."""
    return html if any(tag in html for tag in _KEPT) else _INDENT.sub("\n", html).strip() + "\n"
