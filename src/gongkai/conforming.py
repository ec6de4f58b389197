"""Validation from build to build: what frictionless or the profile found good is not shown to them again.

What each piece of work learned lies in a file of its own in build/cache/known, so that no two processes write one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path

from gongkai import fingerprint, packages
from gongkai.cache import Cache
from gongkai.paths import Paths

_KEPT = "known"


def validate(folders: Sequence[Path], paths: Paths) -> packages.Report:
    """Validate a batch of packages: picklable, in and out."""
    with remembering(paths, f"{folders[0].parent.name}-{folders[0].name}"):
        return packages.validate_many(folders)


@contextmanager
def remembering(paths: Paths, work: str) -> Iterator[None]:
    """Know in the block what earlier builds of the same gongkai learned, and keep what is learned in it as `work`."""
    folder, key = paths.cache / _KEPT, fingerprint.code()
    _learn(folder, key)
    before = packages.known()
    yield
    new = _beyond(packages.known(), before)
    if new:
        name = fingerprint.digest(work)  # of what is gone, no name stays
        kept: packages.Good = Cache(folder).get(name, key) or {}
        Cache(folder).put(name, key, _together(kept, new))


@lru_cache(maxsize=1)
def _learn(folder: Path, key: str) -> None:
    """Learn everything that is kept, once in a process."""
    for path in sorted(folder.iterdir()) if folder.is_dir() else ():
        packages.learn(Cache(folder).get(path.name, key) or {})


def _beyond(now: packages.Good, before: packages.Good) -> packages.Good:
    """What was learned between."""
    found = {}
    for name, kinds in now.items():
        less = before.get(name, (frozenset[str](),) * len(kinds))
        found[name] = tuple(more - one for more, one in zip(kinds, less, strict=True))
    return {name: kinds for name, kinds in found.items() if any(kinds)}


def _together(some: packages.Good, more: packages.Good) -> packages.Good:
    """Both."""
    both = dict(some)
    for name, kinds in more.items():
        both[name] = tuple(one | other for one, other in zip(both.get(name, kinds), kinds, strict=True))
    return both
