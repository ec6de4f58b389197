"""Put a finished folder in the place of another one, so that readers see the old or the new one, whole."""

from __future__ import annotations

import shutil
from pathlib import Path


def swap(new: Path, place: Path) -> None:
    """Move `new` to `place`. What was there goes aside first and is restored if the move fails."""
    aside = place.with_name(f"{place.name}.old")
    shutil.rmtree(aside, ignore_errors=True)
    place.parent.mkdir(parents=True, exist_ok=True)
    if place.exists():
        place.rename(aside)
    try:
        new.rename(place)
    except OSError:
        if aside.exists():
            aside.rename(place)
        raise
    shutil.rmtree(aside, ignore_errors=True)
