"""Results of earlier builds in build/cache/, by the digest of what they were made from.

A record that was made from anything else, that was cut short or damaged is as good as none.
"""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

from gongkai.atomic import write_if_changed
from gongkai.model.packed import pack, unpack


class Cache:
    """One folder of records, one file each."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def get(self, name: str, key: str) -> Any:
        """The record of that name if it was made from `key`, else None."""
        try:
            head, _, payload = (self.folder / name).read_bytes().partition(b"\n")
        except OSError:
            return None
        if head != _head(key, payload):
            return None
        return unpack(payload)

    def put(self, name: str, key: str, record: object) -> None:
        """Keep a record in place of any earlier one of that name."""
        payload = pack(record)
        write_if_changed(self.folder / name, _head(key, payload) + b"\n" + payload)

    def keep(self, names: set[str]) -> None:
        """Forget all records but these."""
        if self.folder.is_dir():
            for path in self.folder.iterdir():
                if path.name not in names:
                    path.unlink()


def _head(key: str, payload: bytes) -> bytes:
    return f"{key} {hashlib.sha256(payload).hexdigest()}".encode("ascii")
