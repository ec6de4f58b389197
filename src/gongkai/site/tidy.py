"""Pages without the blank lines and indents that templates leave behind."""

from __future__ import annotations

import re
from pathlib import Path

_INDENT = re.compile(r"\n[ \t\n]+")
_KEPT = ("<pre", "<textarea")


def tidy(site: Path) -> int:
    """Rewrite every page that has none of the elements in which white space counts; the bytes saved."""
    saved = 0
    for path in sorted(site.rglob("*.html")):
        html = path.read_text(encoding="utf-8")
        if not any(tag in html for tag in _KEPT):
            shorter = _INDENT.sub("\n", html).strip() + "\n"
            path.write_text(shorter, encoding="utf-8", newline="\n")
            saved += len(html) - len(shorter)
    return saved
