"""Files in a second place without a second copy, where the file system can do that."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable
from pathlib import Path


def place(folder: Path, files: Iterable[tuple[str, str, bool]]) -> None:
    """Let `folder`, which is new, have `files`: the name of each, where it lies, and whether both may be one file.

    What cannot be linked is copied with its date, what may not be linked is copied without.
    """
    made = set[str]()
    for name, source, linked in files:
        target = f"{folder}/{name}"
        parent = target.rpartition("/")[0]
        if parent not in made:
            os.makedirs(parent, exist_ok=True)  # noqa: PTH103 - as for the links below
            made.add(parent)
        try:
            if not linked:
                shutil.copyfile(source, target)
                continue
            os.link(source, target)  # many thousands: a Path for each costs more than the link
        except OSError:
            if not linked:
                raise
            shutil.copy2(source, target)
