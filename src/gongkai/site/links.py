"""A file in a second place without a second copy, where the file system can do that."""

from __future__ import annotations

import os
import shutil
from pathlib import Path


def link(source: Path, target: Path) -> None:
    """Let `target`, which does not exist, be the same file as `source`, or a copy with its date."""
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        os.link(source, target)
    except OSError:
        shutil.copy2(source, target)
