"""What a build keeps on the disk, by folder; a file with several names counts once, where it is met first."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

FOLDERS = (
    "datapackages", "build/site", "build/downloads/units", "build/downloads/corpus", "build/pages", "build/frame",
    "build/staging", "build/cache",
)  # fmt: skip


def kept(root: Path) -> dict[str, int]:
    """Bytes of each folder."""
    seen: set[tuple[int, int]] = set()
    return {name: sum(_sizes(root / name, seen)) for name in FOLDERS}


def _sizes(folder: Path, seen: set[tuple[int, int]]) -> Iterator[int]:
    for place, _, names in os.walk(folder):
        for name in names:
            found = (Path(place) / name).stat()
            if (found.st_dev, found.st_ino) not in seen:
                seen.add((found.st_dev, found.st_ino))
                yield found.st_size
