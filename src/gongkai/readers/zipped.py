"""Guards for zipped formats: what unpacks to far more than it should is refused before anything is unpacked."""

from __future__ import annotations

import io
import zipfile

from gongkai.errors import SourceError
from gongkai.readers.limits import Limits

_LARGE = 1_000_000
"""Unpacked size in bytes from which the ratio of one part counts."""


def opened(data: bytes, name: str, limits: Limits) -> zipfile.ZipFile:
    """The archive, if it is whole and within the limits. Raises SourceError otherwise."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, OSError) as error:
        found = "is a damaged Office document (its archive cannot be read)"
        raise SourceError(name, found, "fetch the file again, it may be cut off") from error
    total = 0
    for entry in archive.infolist():
        total += entry.file_size
        if entry.flag_bits & 1:
            raise SourceError(name, "is encrypted", "file a copy without a password")
        if entry.file_size > _LARGE and entry.file_size > limits.max_ratio * max(entry.compress_size, 1):
            found = f"holds {entry.filename}, which unpacks to more than max_ratio {limits.max_ratio} times its size"
            raise SourceError(name, found, "do not trust the file; raise the limit only if it is genuine")
        if total > limits.max_uncompressed_bytes:
            found = f"unpacks to more than max_uncompressed_bytes {limits.max_uncompressed_bytes}"
            raise SourceError(name, found, "do not trust the file; raise the limit only if it is genuine")
    return archive
