"""Make build/site from the pages that were written, the hand-written ones and the data."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from gongkai.atomic import swap_directory
from gongkai.errors import PublishError
from gongkai.paths import Paths
from gongkai.site import engine, listing, search, sitemap
from gongkai.site.known import Known, page_digest
from gongkai.site.links import link
from gongkai.site.manifest import Made, Manifest
from gongkai.site.rendering import Batch, Rendered, render
from gongkai.site.size import add_up, judge
from gongkai.site.staging import linked, stage
from gongkai.site.walking import stamps

_BATCH = 200
"""Pages that the site engine renders in one run: many enough that starting it does not matter, few enough for memory."""

NOTHING = Known()
Map = Callable[[Callable[[Batch], Rendered], Iterable[Batch]], Iterator[Any]]


Gate = Callable[[Path, Path, Sequence[str]], None]
"""Looks into a finished folder: it, the published one, and the names of the files that are not the very same in both."""


@dataclass(frozen=True)
class Finish:
    """What is done to a finished site before it is published; `key` is the digest of everything it depends on.

    Files may be links to those of the published site: `work` replaces what it changes, and writes into none.
    """

    work: Callable[[Path], None]
    key: str


@dataclass(frozen=True)
class SiteReport:
    """What was published: pages, files beside them, the size of the search index in bytes, what is too big."""

    pages: int
    files: int
    search_bytes: int
    warning: PublishError | None = None


def build(
    paths: Paths,
    addresses: tuple[str, ...],
    beside: Mapping[str, Path],
    site_url: str = "",
    site_name: str = "",
    run: Map = map,
    engine_key: str = "",
    finish: Finish | None = None,
    gate: Gate | None = None,
    limit: int = 1_000_000_000,
    warn_percent: int = 80,
    known: Known = NOTHING,
) -> SiteReport:
    """Build the site in staging and swap it in whole; what has not changed since the last build is kept.

    `addresses` are those the pages stage wrote. `beside` maps the name of a file in the site, relative with `/`, to
    the file to copy there; `site_name` stands in the header of every page. `run` maps work over batches of pages, here
    or elsewhere; `engine_key` says which engine it is; pages and files that are `known` are not read to compare them. `finish` is given the finished folder before it is published;
    `gate` looks into it and the published one, and raises where it may not be published. `limit` is the most bytes the
    site may have; the report warns from `warn_percent` of them. Raises PublishError where the site engine refuses a page
    or the site is too big, and what `finish` raises; build/site is then untouched.
    """
    stage(paths, addresses)
    sources = _sources(paths)
    key = _digest(engine_key, site_url, site_name, _tree(paths.site_src / "theme"), _tree(paths.docs / "assets"))
    key = _digest(key, (paths.root / "mkdocs.yml").read_bytes())
    wanted = {name: known.pages.get(name) or page_digest(paths, name) for name in sources}
    data = {name: known.hashes.get(name) or _sha256(source) for name, source in beside.items()}
    last = Manifest.load(paths.cache / "site.json", key)
    whole = _digest(json.dumps([sorted(wanted.items()), sorted(data.items()), finish.key if finish else ""]))
    if last.whole == whole and last.standing(paths.site):
        standing = add_up((name, stamp[0]) for name, stamp in last.stamps.items())
        return SiteReport(last.pages, len(beside), last.search_bytes, judge(standing, limit, warn_percent))
    new = paths.staging / "site"
    shutil.rmtree(new, ignore_errors=True)
    manifest, pages = _render(paths, wanted, new, (site_url, site_name), run, last)
    for name, source in sorted(beside.items()):
        if last.files.get(name) == data[name] and last.stands(paths.site, name):
            link(paths.site / name, new / name)
        elif source.is_relative_to(paths.build):
            link(source, new / name)
        else:
            (new / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(source, new / name)
    size = search.write(new, manifest.search_config, [one.entries for _, one in sorted(manifest.made.items())])
    sitemap.write(new, site_url, pages)
    if finish is not None:
        finish.work(new)
    same = {name for name, found in stamps(new).items() if last.stamps.get(name) == found}
    manifest.hashes = listing.write(new, {name: last.hashes[name] for name in same if name in last.hashes})
    manifest.stamps = stamps(new)
    warning = judge(add_up((name, found[0]) for name, found in manifest.stamps.items()), limit, warn_percent)
    if gate is not None:
        gate(new, paths.site, sorted(set(manifest.stamps) - same))
    manifest.whole, manifest.files, manifest.pages, manifest.search_bytes = whole, data, len(pages), size
    swap_directory(new, paths.site)
    manifest.save(paths.cache / "site.json", key)
    return SiteReport(len(pages), len(beside), size, warning)


def _render(
    paths: Paths, wanted: Mapping[str, str], new: Path, site: tuple[str, str], run: Map, last: Manifest
) -> tuple[Manifest, list[str]]:
    """The pages in `new`: hand-written ones always rendered anew, of the others those that changed."""
    nav = {source for _, source in engine.nav_pages(paths.root / "mkdocs.yml")}
    ours = {path.relative_to(paths.site_src / "pages").as_posix() for path in (paths.site_src / "pages").rglob("*.md")}
    base = sorted((ours | nav | linked(paths.site_src / "pages", ours)) & set(wanted))
    kept = {
        name
        for name in set(wanted).difference(base)
        if name in last.made and last.made[name].digest == wanted[name] and last.stands(paths.site, _page(name))
    }
    todo = sorted(set(wanted).difference(base, kept))
    groups = [base, *(todo[start : start + _BATCH] for start in range(0, len(todo), _BATCH))]
    batches = [
        Batch(paths.staging / "batches" / f"{number:04d}", tuple(group), number == 0, *site)
        for number, group in enumerate(groups)
    ]
    manifest = Manifest(made={name: last.made[name] for name in kept})
    for number, (batch, result) in enumerate(zip(batches, run(partial(render, paths=paths), batches), strict=True)):
        if not isinstance(result, Rendered):
            raise PublishError("build/site", f"{batch.sources[0]} and others: {result.reason}", "build again")
        if number == 0:
            result.folder.replace(_parent(new))
            manifest.search_config = dict(result.search_config)
        for name in batch.sources:
            if number:
                _move(result.folder / _page(name), new / _page(name))
            manifest.made[name] = Made(wanted[name], result.entries.get(_page(name), ()))
        shutil.rmtree(batch.folder, ignore_errors=True)
    for name in kept:
        link(paths.site / _page(name), new / _page(name))
    shutil.rmtree(paths.staging / "batches", ignore_errors=True)
    return manifest, sorted(_address(name) for name in wanted)


def _page(source: str) -> str:
    """The file a page becomes: `units/x/index.html`."""
    return f"{source.removesuffix('.md')}.html"


def _address(source: str) -> str:
    return source.removesuffix("index.md")


def _parent(path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    return path


def _move(source: Path, target: Path) -> None:
    source.replace(_parent(target))


def _sources(paths: Paths) -> list[str]:
    """All pages in the docs folder."""
    return [name for name in stamps(paths.docs) if name.endswith(".md")]


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _tree(folder: Path) -> str:
    found = sorted((path.relative_to(folder).as_posix(), path) for path in folder.rglob("*") if path.is_file())
    parts: Sequence[str | bytes] = [part for name, path in found for part in (name, path.read_bytes())]
    return _digest(*parts)


def _digest(*parts: str | bytes) -> str:
    whole = hashlib.sha256()
    for part in parts:
        data = part.encode("utf-8") if isinstance(part, str) else part
        whole.update(b"%d:" % len(data) + data)
    return whole.hexdigest()
