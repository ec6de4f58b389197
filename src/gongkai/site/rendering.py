"""Render a batch of pages: a small docs folder and theme of its own, one run of the site engine.

What a page looks like depends on its stub, its fragment, the theme and the fixed nav, never on other pages, so pages
may be rendered in any batches, on any processor, and be kept from earlier builds. Every batch holds the pages of the
nav as stand-ins, without which the engine would not know where its entries lead.
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
from gongkai.site.tidy import tidy

Entries = tuple[Mapping[str, Any], ...]
"""The entries of one page in the search index."""


@dataclass(frozen=True)
class Batch:
    """Pages to render, by their sources (`units/x/index.md`), in a folder of staging; `stand_ins` are not kept."""

    folder: Path
    sources: tuple[str, ...]
    stand_ins: tuple[str, ...]
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
    docs, theme, site = (batch.folder / name for name in ("docs", "theme", "site"))
    for name in batch.sources:
        link(paths.docs / name, docs / name)
        fragment = f"fragments/{name.removesuffix('.md')}.html"
        if (paths.theme / fragment).is_file():
            link(paths.theme / fragment, theme / fragment)
    for name in set(batch.stand_ins).difference(batch.sources):
        (docs / name).parent.mkdir(parents=True, exist_ok=True)
        (docs / name).write_text("# stand-in\n", encoding="utf-8", newline="\n")
    for path in (paths.site_src / "theme").rglob("*"):
        if path.is_file():
            link(path, theme / path.relative_to(paths.site_src / "theme"))
    link_tree(paths.docs / "assets", docs / "assets")
    engine.run(paths.root / "mkdocs.yml", docs, site, batch.site_url, batch.site_name, theme)
    shutil.rmtree(docs)
    shutil.rmtree(theme)
    tidy(site)
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
