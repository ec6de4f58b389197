"""What is known of pages and files from earlier builds, so that they need not be read again."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from gongkai.paths import Paths
from gongkai.site.walking import Stamp, stamp

Digests = Mapping[str, str]


@dataclass(frozen=True)
class Known:
    """The digests of some pages (by source, `units/x/index.md`) and of files beside them (by their name in the site).

    `files` are their places, relative to the root of the project; `stamps` size and time of all that lies in build/,
    relative to it.
    """

    pages: Digests = field(default_factory=dict)
    hashes: Digests = field(default_factory=dict)
    files: Mapping[str, str] = field(default_factory=dict)
    stamps: Mapping[str, Stamp] = field(default_factory=dict)

    @classmethod
    def of(cls, paths: Paths, addresses: Sequence[str], files: Mapping[str, Path]) -> Known:
        """Read pages that were written, by address, and files."""
        sources = [f"{address}index.md" for address in addresses]
        inputs = [path for source in sources for path in places(paths, source)]
        ours = [path for path in (*inputs, *files.values()) if path.is_relative_to(paths.build)]
        return cls(
            {source: page_digest(paths, source) for source in sources},
            {name: hashlib.sha256(path.read_bytes()).hexdigest() for name, path in files.items()},
            {name: path.relative_to(paths.root).as_posix() for name, path in files.items()},
            {path.relative_to(paths.build).as_posix(): stamp(path) for path in ours},
        )

    def stand(self, build: Path) -> bool:
        """True where nobody has touched what lies in build/ since."""
        try:
            return all(stamp(build / name) == found for name, found in self.stamps.items())
        except OSError:
            return False

    @classmethod
    def together(cls, parts: Iterable[Known]) -> Known:
        """The digests of all parts."""
        pages: dict[str, str] = {}
        hashes: dict[str, str] = {}
        for one in parts:
            pages |= one.pages
            hashes |= one.hashes
        return cls(pages, hashes)


def places(paths: Paths, source: str) -> tuple[Path, Path]:
    """The stub and the fragment of a page."""
    return paths.docs / source, paths.theme / f"fragments/{source.removesuffix('.md')}.html"


def page_digest(paths: Paths, source: str) -> str:
    """The digest of what a page is rendered from."""
    stub, fragment = places(paths, source)
    whole = hashlib.sha256()
    for data in (stub.read_bytes(), fragment.read_bytes() if fragment.is_file() else b""):
        whole.update(b"%d:" % len(data) + data)
    return whole.hexdigest()
