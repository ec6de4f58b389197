"""Results of earlier builds in build/cache/, by the digest of what they were made from.

A record that was made from anything else, that was cut short or damaged is as good as none.
"""

from __future__ import annotations

import hashlib
import pickle
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Generic, TypeVar

from gongkai.atomic import write_if_changed

T = TypeVar("T")

_LEVEL = 1
"""Records shrink to a tenth, in less time than it takes to write the rest."""


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


def pack(record: object) -> bytes:
    """A record, small."""
    return zlib.compress(pickle.dumps(record, protocol=5), _LEVEL)


def unpack(packed: bytes) -> Any:
    """What `pack` was given. Only for bytes of our own: of this build, or whose key and digest were compared."""
    return pickle.loads(zlib.decompress(packed))  # noqa: S301 - see above


@dataclass(frozen=True)
class Packed(Generic[T]):
    """Some records that are held small until they are asked for: of thousands of disclosures, all at once."""

    count: int
    content: bytes = field(repr=False)

    @classmethod
    def of(cls, records: Sequence[T]) -> Packed[T]:
        """These records; none take no room."""
        return cls(len(records), pack(tuple(records)) if records else b"")

    def __len__(self) -> int:
        """How many there are."""
        return self.count

    def __iter__(self) -> Iterator[T]:
        """The records, in order."""
        return iter(unpack(self.content) if self.content else ())


def _head(key: str, payload: bytes) -> bytes:
    return f"{key} {hashlib.sha256(payload).hexdigest()}".encode("ascii")
