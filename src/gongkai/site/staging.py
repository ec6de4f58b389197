"""Hand-written pages, theme and assets → the folders the site engine reads."""

from __future__ import annotations

import posixpath
import re
from pathlib import Path

from gongkai.atomic import write_if_changed
from gongkai.paths import Paths
from gongkai.site.walking import stamps

_LINK = re.compile(r"\]\(([^)\s#]+\.md)")


def stage(paths: Paths) -> set[str]:
    """Let build/docs and build/theme hold what is hand-written and nothing else; the sources of the pages."""
    pages, theme, assets = (paths.site_src / name for name in ("pages", "theme", "assets"))
    ours = _names(pages)
    clean(paths.docs, ours | {f"assets/{name}" for name in _names(assets)})
    clean(paths.theme, _names(theme))
    for source, target in ((pages, paths.docs), (assets, paths.docs / "assets"), (theme, paths.theme)):
        for name in sorted(_names(source)):
            write_if_changed(target / name, (source / name).read_bytes())
    return {name for name in ours if name.endswith(".md")}


def linked(pages: Path, names: set[str]) -> set[str]:
    """The pages that hand-written pages (`names` below `pages`) link to, as their sources."""
    found = set()
    for name in names:
        for target in _LINK.findall((pages / name).read_text(encoding="utf-8")):
            found.add(posixpath.normpath(posixpath.join(posixpath.dirname(name), target)))
    return found


def _names(folder: Path) -> set[str]:
    """All files below a folder, relative, with `/`."""
    return set(stamps(folder))


def clean(folder: Path, keep: set[str]) -> None:
    """Remove files that an earlier build left behind."""
    for name in sorted(_names(folder) - keep):
        (folder / name).unlink()
        for parent in (folder / name).parents:
            if parent == folder or any(parent.iterdir()):
                break
            parent.rmdir()
