"""Search that also works from disk, where pages may not fetch files."""

from __future__ import annotations

import json
from pathlib import Path


def finish(site: Path) -> int:
    """Write the search index in UTF-8, half its size, and again as a script; its size in bytes.

    Opened from disk, the theme loads `search_index.js` and expects the global `__index`.
    """
    folder = site / "search"
    read = json.loads((folder / "search_index.json").read_text(encoding="utf-8"))
    index = json.dumps(read, ensure_ascii=False, separators=(",", ":"))
    (folder / "search_index.json").write_text(index, encoding="utf-8", newline="\n")
    (folder / "search_index.js").write_text(f"var __index={index}", encoding="utf-8", newline="\n")
    return len(index.encode("utf-8"))
