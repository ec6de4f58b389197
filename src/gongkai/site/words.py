"""Entries of the search index with their Chinese text parted into words, as the engine's search plugin does it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any

_PARTED = ("title", "text")
_BETWEEN = "\u200b"


def runs(entry: Mapping[str, Any], han: str) -> Iterator[str]:
    """The runs of Chinese characters of an entry; `han` is their pattern."""
    for name in _PARTED:
        yield from _pattern(han).findall(entry.get(name, ""))


def parted(entry: Mapping[str, Any], words: Mapping[str, str], han: str) -> dict[str, Any]:
    """The entry with each run of Chinese characters as `words` has it."""
    parts = {
        name: _pattern(han).sub(lambda run: f"{_BETWEEN}{words[run[0]]}{_BETWEEN}", entry[name]).strip(_BETWEEN)
        for name in _PARTED
    }
    return {**entry, **parts}


@lru_cache(maxsize=2)
def _pattern(han: str) -> re.Pattern[str]:
    return re.compile(han)
