"""Hand-written pages, theme and assets → the folders the site engine reads."""

from __future__ import annotations

import posixpath
import re
from pathlib import Path

from gongkai.atomic import write_if_changed
from gongkai.errors import PublishError
from gongkai.paths import Paths
from gongkai.site.walking import stamps

_LINK = re.compile(r"\]\(([^)\s#]+\.md)")


def stage(paths: Paths, written: tuple[str, ...]) -> None:
    """Copy what is hand-written to docs and theme, and remove pages that are neither written nor hand-written.

    `written` are the addresses the pages stage wrote. A hand-written page at such an address is a PublishError.
    """
    pages, theme, assets = (paths.site_src / name for name in ("pages", "theme", "assets"))
    generated = {f"{address}index.md" for address in written}
    ours = _names(pages)
    if both := sorted(generated & ours):
        raise PublishError(str(pages / both[0]), "a generated page has the same address", "rename or remove the file")
    _clean(paths.docs, generated | ours | {f"assets/{name}" for name in _names(assets)})
    _clean(paths.theme, {f"fragments/{address}index.html" for address in written} | _names(theme))
    for source, target in ((pages, paths.docs), (assets, paths.docs / "assets"), (theme, paths.theme)):
        for name in sorted(_names(source)):
            _copy(source / name, target / name)


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


def _clean(folder: Path, keep: set[str]) -> None:
    """Remove files that an earlier build left behind."""
    for name in sorted(_names(folder) - keep):
        (folder / name).unlink()
        for parent in (folder / name).parents:
            if parent == folder or any(parent.iterdir()):
                break
            parent.rmdir()


def _copy(source: Path, target: Path) -> None:
    write_if_changed(target, source.read_bytes())
