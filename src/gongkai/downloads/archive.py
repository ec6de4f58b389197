"""Zip files with the same bytes on every build."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import BinaryIO

_EPOCH = (1980, 1, 1, 0, 0, 0)
_UNIX = 3
_MODE = 0o644 << 16
_LEVEL = 6
_CHUNK = 1 << 20


def zipped(files: Mapping[str, bytes]) -> bytes:
    """A zip of some files in order of their names."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in sorted(files.items()):
            archive.writestr(_entry(name), content, zipfile.ZIP_DEFLATED, _LEVEL)
    return buffer.getvalue()


def write_zip(target: BinaryIO, files: Iterable[tuple[str, Path]]) -> None:
    """A zip of files on disk, in the order given, none of them wholly in memory."""
    with zipfile.ZipFile(target, "w") as archive:
        for name, path in files:
            entry = _entry(name)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.file_size = path.stat().st_size
            with path.open("rb") as source, archive.open(entry, "w") as member:
                while chunk := source.read(_CHUNK):
                    member.write(chunk)


def _entry(name: str) -> zipfile.ZipInfo:
    """An entry without a clock, an owner or a system."""
    entry = zipfile.ZipInfo(name, _EPOCH)
    entry.create_system = _UNIX
    entry.external_attr = _MODE
    return entry
