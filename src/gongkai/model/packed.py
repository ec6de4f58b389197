"""Records as few bytes: for a file, and for what a build holds of every disclosure at the same time."""

from __future__ import annotations

import pickle
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

T = TypeVar("T")

_LEVEL = 1
"""Records shrink to a tenth, in less time than it takes to write the rest."""


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
