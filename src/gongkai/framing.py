"""Generated pages on their way into the frame that the site engine makes, each looked into by the last gate at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache, partial
from pathlib import Path
from typing import Any

from gongkai import fingerprint, pages, permalinks, release, site
from gongkai.cache import Cache
from gongkai.errors import PublishError
from gongkai.paths import Paths
from gongkai.settings import Settings

Map = Callable[[Callable[[str], site.Frame], Iterable[str]], Iterator[Any]]


def frame(paths: Paths, settings: Settings, run: Map = map) -> site.Frame:
    """The frame of all pages as it is in build/frame, made anew where anything it depends on has changed.

    `run` maps work over items, here or in a process that the engine may fill. Raises PublishError where the site engine
    refuses a hand-written page.
    """
    sources = [fingerprint.tree(paths.site_src / name) for name in ("pages", "theme", "assets")]
    named = (settings.site_url, settings.site_name, (paths.root / "mkdocs.yml").read_bytes())
    key = fingerprint.digest(fingerprint.code(), *named, *sources)
    cache = Cache(paths.cache)
    found: site.Frame | None = cache.get("frame", key)
    if found is None or not found.stands(paths):
        [made] = run(partial(_made, paths=paths, settings=settings), [key])
        if not isinstance(made, site.Frame):
            raise PublishError("build/frame", f"no frame of the pages: {made.reason}", "build again with --workers 1")
        found = made
        cache.put("frame", key, found)
    return found


def _made(key: str, paths: Paths, settings: Settings) -> site.Frame:
    return site.make_frame(paths, settings.site_url, settings.site_name, key)


@lru_cache(maxsize=1)
def moulds(cache: Path, key: str) -> site.Moulds:
    """The moulds of the frame of this build: each process reads them once."""
    found: site.Frame | None = Cache(cache).get("frame", key)
    if found is None:
        raise PublishError("build/cache/frame", "it is gone", "build again")
    return found.moulds


def sheet_of(page: pages.Page, fragment: Mapping[str, str]) -> site.Sheet:
    """A page as the site stage takes it."""
    return site.Sheet(
        page.address, page.title, page.lead, page.telling, page.lead or page.summary, page.aliases, page.tags,
        page.boost, **fragment,
    )  # fmt: skip


@dataclass(frozen=True)
class Press:
    """Puts pages into the frame and notes them in `made`, looked into by the last gate."""

    paths: Paths
    moulds: site.Moulds
    made: dict[str, site.Page] = field(default_factory=dict)

    def __call__(self, page: pages.Page, fragment: Mapping[str, str]) -> None:
        """Write one page."""
        sheet = sheet_of(page, fragment)
        html, digest, stamp = site.put(self.paths, self.moulds, sheet)
        clean = release.is_clean(sheet.file, html)
        self.made[page.address] = site.Page(digest, stamp, sheet.entry(), permalinks.anchors_of(html), clean)
