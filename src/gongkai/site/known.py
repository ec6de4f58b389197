"""What is known of pages and files from earlier builds, so that they need not be read again."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from gongkai.atomic import write_if_changed
from gongkai.paths import Paths
from gongkai.site.mould import Moulds
from gongkai.site.sheet import Sheet
from gongkai.site.walking import Stamp, sha256, stamp


@dataclass(frozen=True, slots=True)
class Page:
    """A generated page as it lies in build/pages: its SHA-256, size and time, and its entry for search, if it has one.

    `anchors` are those it promises, packed; `clean` is True where the last gate looked into these bytes and passed them.
    """

    sha256: str
    stamp: Stamp
    entry: Mapping[str, Any] | None = None
    anchors: str | None = None
    clean: bool = False


@dataclass(frozen=True)
class Known:
    """Pages by address, and the digests of files beside them, by their name in the site.

    `files` are the places of those, relative to the root of the project; `stamps` size and time of what of them lies in
    build/, relative to it.
    """

    pages: Mapping[str, Page] = field(default_factory=dict)
    hashes: Mapping[str, str] = field(default_factory=dict)
    files: Mapping[str, str] = field(default_factory=dict)
    stamps: Mapping[str, Stamp] = field(default_factory=dict)

    @classmethod
    def of(cls, paths: Paths, pages: Mapping[str, Page], files: Mapping[str, Path]) -> Known:
        """The pages, and the files as they are now."""
        ours = [path for path in files.values() if path.is_relative_to(paths.build)]
        return cls(
            pages,
            {name: sha256(path) for name, path in files.items()},
            {name: path.relative_to(paths.root).as_posix() for name, path in files.items()},
            {path.relative_to(paths.build).as_posix(): stamp(path) for path in ours},
        )

    def stand(self, paths: Paths) -> bool:
        """True where nobody has touched what lies in build/ since."""
        build, pages = str(paths.build), str(paths.pages)
        try:
            return all(stamp(f"{build}/{name}") == found for name, found in self.stamps.items()) and all(
                stamp(f"{pages}/{address}index.html") == page.stamp for address, page in self.pages.items()
            )
        except OSError:
            return False

    def anchors(self) -> dict[str, str | None]:
        """The anchors that pages promise, packed, by address."""
        return {address: page.anchors for address, page in self.pages.items()}

    @classmethod
    def together(cls, parts: Iterable[Known]) -> Known:
        """What all parts know, but for where files lie."""
        pages: dict[str, Page] = {}
        hashes: dict[str, str] = {}
        for one in parts:
            pages |= one.pages
            hashes |= one.hashes
        return cls(pages, hashes)


def put(paths: Paths, moulds: Moulds, sheet: Sheet) -> tuple[str, str, Stamp]:
    """Write a page to build/pages if it is new: its HTML, the SHA-256 of its bytes, and its stamp."""
    html = moulds.fill(sheet)
    data = html.encode("utf-8", errors="xmlcharrefreplace")
    target = paths.pages / sheet.file
    write_if_changed(target, data)
    return html, hashlib.sha256(data).hexdigest(), stamp(target)
