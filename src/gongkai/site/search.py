"""Search that also works from disk, where pages may not fetch files."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any


def write(site: Path, config: Mapping[str, Any], entries: Iterable[Mapping[str, Any]]) -> int:
    """Write the search index from the entries of all pages, in UTF-8, and again as a script; its size in bytes.

    Opened from disk, the theme loads `search_index.js` and expects the global `__index`.
    """
    folder = site / "search"
    folder.mkdir(parents=True, exist_ok=True)
    index, size = folder / "search_index.json", 0
    with index.open("wb") as plain, (folder / "search_index.js").open("wb") as script:
        script.write(b"var __index=")
        for piece in _pieces(config, entries):
            data = piece.encode("utf-8")
            size += plain.write(data)
            script.write(data)
    return size


def _pieces(config: Mapping[str, Any], entries: Iterable[Mapping[str, Any]]) -> Iterable[str]:
    """The index as JSON, an entry a line."""
    yield f'{{"config":{_json(config)},"docs":['
    for number, entry in enumerate(entries):
        yield f"{',' if number else ''}\n{_json(entry)}"
    yield "]}\n"


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
