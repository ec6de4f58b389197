"""Search that also works from disk, where pages may not fetch files."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any


def write(site: Path, config: Mapping[str, Any], pages: Iterable[Sequence[Mapping[str, Any]]]) -> int:
    """Write the search index from the entries of all pages, in UTF-8, and again as a script; its size in bytes.

    Opened from disk, the theme loads `search_index.js` and expects the global `__index`.
    """
    folder = site / "search"
    read = {"config": config, "docs": [entry for entries in pages for entry in entries]}
    index = json.dumps(read, ensure_ascii=False, separators=(",", ":"))
    (folder / "search_index.json").write_text(index, encoding="utf-8", newline="\n")
    (folder / "search_index.js").write_text(f"var __index={index}", encoding="utf-8", newline="\n")
    return len(index.encode("utf-8"))
