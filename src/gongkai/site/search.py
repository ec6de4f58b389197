"""Search that also works from disk, where pages may not fetch files."""

from __future__ import annotations

from pathlib import Path


def add_script(site: Path) -> int:
    """Write the search index as a script beside the JSON file; the size of the index in bytes.

    Opened from disk, the theme loads `search_index.js` and expects the global `__index`.
    """
    index = (site / "search" / "search_index.json").read_text(encoding="utf-8")
    (site / "search" / "search_index.js").write_text(f"var __index={index}", encoding="utf-8", newline="\n")
    return len(index.encode("utf-8"))
