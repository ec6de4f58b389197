"""What was found in the folders of units, remembered from build to build for folders that nobody has touched since."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from gongkai import stamps
from gongkai.errors import GongkaiError
from gongkai.model.disclosure import Disclosure


@dataclass(frozen=True)
class Listed:
    """A folder of disclosures/: the disclosures in it that are in order, and the problems of the others."""

    stamp: str
    disclosures: tuple[Disclosure, ...]
    problems: tuple[GongkaiError, ...]


class Memory:
    """What the last listing found, by the name of the folder of a unit, and what the next one may use."""

    def __init__(self, before: Mapping[str, Listed] | None = None) -> None:
        self._before = before or {}
        self.now: dict[str, Listed] = {}

    def of(self, folder: Path, look: Callable[[], tuple[tuple[Disclosure, ...], tuple[GongkaiError, ...]]]) -> Listed:
        """What `look` finds in the folder of a unit, or found before. Its stamp is taken before anything is read."""
        stamp = stamps.of(folder)
        known = self._before.get(folder.name)
        if known is None or not stamp.digest or known.stamp != stamp.digest:
            settled = stamp.settled
            known = Listed(stamp.digest if settled else "", *look())
        if known.stamp:
            self.now[folder.name] = known
        return known
