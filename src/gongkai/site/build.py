"""Make build/site from the pages that were written, the hand-written ones and the data."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from gongkai.paths import Paths
from gongkai.site import engine, search, sitemap
from gongkai.site.staging import stage
from gongkai.site.swap import swap
from gongkai.site.tidy import tidy


@dataclass(frozen=True)
class SiteReport:
    """What was published: pages, files beside them, and the size of the search index in bytes."""

    pages: int
    files: int
    search_bytes: int


def build(
    paths: Paths, addresses: tuple[str, ...], beside: Mapping[str, Path], site_url: str = "", site_name: str = ""
) -> SiteReport:
    """Build the site in staging and swap it in whole.

    `addresses` are those the pages stage wrote. `beside` maps the name of a file in the site, relative with `/`, to
    the file to copy there; `site_name` stands in the header of every page. Raises PublishError where the site engine refuses a page; build/site is then untouched.
    """
    stage(paths, addresses)
    new = paths.staging / "site"
    shutil.rmtree(new, ignore_errors=True)
    engine.run(paths.root / "mkdocs.yml", paths.docs, new, site_url, site_name)
    tidy(new)
    size = search.finish(new)
    for name, source in sorted(beside.items()):
        target = new / name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, target)
    pages = sorted(path.parent.relative_to(new).as_posix() for path in new.rglob("index.html"))
    sitemap.write(new, site_url, ("" if page == "." else f"{page}/" for page in pages))
    swap(new, paths.site)
    return SiteReport(len(pages), len(beside), size)
