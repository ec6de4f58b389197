"""What the last build put into build/site, and from what: kept in build/cache/site.json."""

from __future__ import annotations

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
        """The manifest at `path` if it was made with the same `key`, else an empty one."""
        try:
            read = json.loads(path.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return cls()
        if not isinstance(read, dict) or read.pop("key", None) != key:
            return cls()
        files = read.pop("files")
        return cls(
            stamps={name: (size, time) for name, (size, time, _) in files.items()},
            hashes={name: digest for name, (_, _, digest) in files.items()},
            **read,
        )

    def save(self, path: Path, key: str) -> None:
        """Keep the manifest for the next build."""
        content = {
            "key": key,
            "files": {name: [*found, self.hashes.get(name, "")] for name, found in self.stamps.items()},
            **{name: value for name, value in vars(self).items() if name not in ("stamps", "hashes")},
        }
        write_if_changed(path, json.dumps(content, ensure_ascii=False).encode("utf-8"))

    def stands(self, site: Path, name: str) -> bool:
        """True where a file of the site is as it was left."""
        try:
            return name in self.stamps and self.stamps[name] == stamp(site / name)
        except OSError:
            return False

    def standing(self, site: Path) -> bool:
        """True where the whole site is as it was left, without any file more."""
        return self.stamps == stamps(site)
