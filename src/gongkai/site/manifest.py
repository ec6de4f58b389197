"""What the last build put into build/site, and from what: kept in build/cache/site."""

from __future__ import annotations

import io
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from gongkai.atomic import write_if_changed
from gongkai.site.walking import Stamp, stamp, stamps


@dataclass
class Manifest:
    """Everything in a site: size and time of each file, to see that nobody has touched it since, and its SHA-256.

    `whole` is the digest of what the site was made from, `words` the parted runs of Chinese characters in its search.
    """

    stamps: dict[str, Stamp] = field(default_factory=dict)
    hashes: dict[str, str] = field(default_factory=dict)
    words: Mapping[str, str] = field(default_factory=dict)
    whole: str = ""
    pages: int = 0
    search_bytes: int = 0

    @classmethod
    def load(cls, path: Path, key: str) -> Manifest:
        """The manifest at `path` if it was made with the same `key` and is whole, else an empty one."""
        try:
            with path.open(encoding="utf-8") as file:
                head = json.loads(file.readline())
                if head.pop("key") != key:
                    return cls()
                count, found = head.pop("files"), cls(**head)
                for line in file:
                    size, time, digest, name = line.split(" ", 3)
                    name = json.loads(name)
                    found.stamps[name], found.hashes[name] = (int(size), int(time)), digest
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            return cls()
        return found if len(found.stamps) == count else cls()

    def save(self, path: Path, key: str) -> None:
        """Keep the manifest for the next build: what it says of the whole, then a line for each file."""
        whole = {name: value for name, value in vars(self).items() if name not in ("stamps", "hashes")}
        content = io.BytesIO()
        content.write(json.dumps({"key": key, "files": len(self.stamps), **whole}).encode() + b"\n")
        for name, (size, time) in self.stamps.items():
            content.write(f"{size} {time} {self.hashes.get(name, '')} {json.dumps(name)}\n".encode())
        write_if_changed(path, content.getvalue())

    def stands(self, site: Path, name: str) -> bool:
        """True where a file of the site is as it was left."""
        try:
            return name in self.stamps and self.stamps[name] == stamp(site / name)
        except OSError:
            return False

    def standing(self, site: Path) -> bool:
        """True where the whole site is as it was left, without any file more."""
        return self.stamps == stamps(site)
