"""Render a batch of pages: one run of the site engine into a folder of staging.

What a page looks like depends on its stub, its fragment, the theme and the fixed nav, never on other pages, so pages
may be rendered in any batches, on any processor, and be kept from earlier builds.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from gongkai.paths import Paths
from gongkai.site import engine
from gongkai.site.links import link

Entries = tuple[Mapping[str, Any], ...]
"""The entries of one page in the search index."""


@dataclass(frozen=True)
class Batch:
    """Pages to render, by their sources (`units/x/index.md`), in a folder of staging.

    The `whole` batch has the pages of the nav and the hand-written ones, and what goes with them: assets, 404.html.
    """

    folder: Path
    sources: tuple[str, ...]
    whole: bool
    site_url: str
    site_name: str


@dataclass(frozen=True)
class Rendered:
    """The folder with a batch's pages, the entries of each page (by its file), and the settings of the index."""

    folder: Path
    entries: Mapping[str, Entries]
    search_config: Mapping[str, Any]


def render(batch: Batch, paths: Paths) -> Rendered:
    """Run the site engine on one batch. Raises PublishError where it refuses a page."""
    shutil.rmtree(batch.folder, ignore_errors=True)
    docs, site = batch.folder / "docs", batch.folder / "site"
    docs.mkdir(parents=True)
    if batch.whole:
        link_tree(paths.docs / "assets", docs / "assets")
    engine.run(
        engine.Run(
            paths.root / "mkdocs.yml", paths.docs, paths.theme, site, docs, batch.sources, batch.whole,
            batch.site_url, batch.site_name,
        )
    )  # fmt: skip
    shutil.rmtree(docs)
    read = json.loads((site / "search" / "search_index.json").read_text(encoding="utf-8"))
    entries: dict[str, list[Mapping[str, Any]]] = {}
    for entry in read["docs"]:
        entries.setdefault(entry["location"].partition("#")[0], []).append(entry)
    return Rendered(site, {name: tuple(found) for name, found in entries.items()}, read["config"])


def link_tree(source: Path, target: Path) -> None:
    """Link all files below a folder."""
    for path in source.rglob("*"):
        if path.is_file():
            link(path, target / path.relative_to(source))
