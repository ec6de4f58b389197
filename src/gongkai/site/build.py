"""Make build/site from the frame, the generated pages and the data."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from gongkai.atomic import swap_directory
from gongkai.errors import PublishError
from gongkai.paths import Paths
from gongkai.site import engine, listing, search, sitemap
from gongkai.site.frame import Frame
from gongkai.site.known import Known
from gongkai.site.links import place
from gongkai.site.manifest import Manifest
from gongkai.site.size import add_up, judge
from gongkai.site.staging import clean
from gongkai.site.walking import sha256, stamp, stamps
from gongkai.site.words import parted, runs

Map = Callable[[Callable[[Sequence[str]], dict[str, str]], Iterable[Sequence[str]]], Iterable[Any]]


Gate = Callable[[Path, Path, Sequence[str], Sequence[str]], None]
"""Looks into a finished folder: it, the published one, the names of the files that nobody has looked into yet, and those
of them that are published and as they were left."""


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
    frame: Frame,
    known: Known,
    beside: Mapping[str, str],
    site_url: str = "",
    run: Map = map,
    finish: Finish | None = None,
    gate: Gate | None = None,
    limit: int = 1_000_000_000,
    warn_percent: int = 80,
) -> SiteReport:
    """Put the site together in staging and swap it in whole; a site that is as it would be is left alone.

    The pages are those of the `frame`, which stands in build/frame, and those that are `known`, in build/pages.
    `beside` maps the name of a file in the site, relative with `/`, to where the file to have there lies, as POSIX; those
    that are `known` are not read. `run` maps work over batches, here or elsewhere. `finish` is given the finished folder before it is
    published; `gate` looks into what is new of it and not `known` to be clean, and raises where it may not be published.
    `limit` is the most bytes the site may have; the report warns from `warn_percent` of them. Raises PublishError where
    a page is there twice or missing, or the site is too big, and what `finish` raises; build/site is then untouched.
    """
    _check(paths, frame, known)
    last = Manifest.load(paths.cache / "site", frame.key)
    data = {name: known.hashes.get(name) or _digest_of(name, source, paths, last) for name, source in beside.items()}
    whole = _whole(frame, known, data, finish)
    if last.whole == whole and last.standing(paths.site):
        standing = add_up((name, found[0]) for name, found in last.stamps.items())
        return SiteReport(last.pages, len(beside), last.search_bytes, judge(standing, limit, warn_percent))
    new = paths.staging / "site"
    shutil.rmtree(new, ignore_errors=True)
    place(new, _sources(paths, frame, known, beside, data, last))
    clean(paths.pages, {f"{address}index.html" for address in known.pages})
    manifest = Manifest(whole=whole, pages=len(known.pages) + len(frame.pages))
    manifest.words = _words(frame, known, last, run)
    manifest.search_bytes = search.write(new, frame.config, _entries(frame, known, manifest.words))
    sitemap.write(new, site_url, [*known.pages, *frame.pages])
    if finish is not None:
        finish.work(new)
    found = stamps(new)
    same = {name for name, one in found.items() if last.stamps.get(name) == one}
    ours = {f"{address}index.html": page for address, page in known.pages.items()}
    as_made = {name: page for name, page in ours.items() if found.get(name) == page.stamp}
    hashes = {name: last.hashes[name] for name in same if name in last.hashes}
    hashes |= {name: page.sha256 for name, page in as_made.items()}
    hashes |= {name: one for name, one in frame.hashes.items() if found.get(name) == frame.stamps[name]}
    manifest.hashes = listing.write(new, found, hashes)
    found[listing.NAME] = stamp(new / listing.NAME)
    manifest.stamps = found
    warning = judge(add_up((name, one[0]) for name, one in found.items()), limit, warn_percent)
    if gate is not None:
        passed = same | {name for name, page in as_made.items() if page.clean}
        unseen = [name for name in found if name not in passed]
        gate(new, paths.site, unseen, [name for name in unseen if last.stands(paths.site, name)])
    swap_directory(new, paths.site)
    manifest.save(paths.cache / "site", frame.key)
    return SiteReport(manifest.pages, len(beside), manifest.search_bytes, warning)


def _check(paths: Paths, frame: Frame, known: Known) -> None:
    """Raises PublishError where a page is written by hand and generated, or where links lead to one that is neither."""
    where = paths.site_src / "pages"
    if both := sorted(known.pages.keys() & set(frame.pages)):
        raise PublishError(
            str(where / f"{both[0]}index.md"), "a generated page has the same address", "rename or remove the file"
        )
    if lost := sorted(set(frame.needed) - known.pages.keys()):
        found = f"the nav or a hand-written page leads to {lost[0]}index.md, which is no page"
        raise PublishError(str(where), found, "mend the link")


def _digest_of(name: str, source: str, paths: Paths, last: Manifest) -> str:
    """The SHA-256 of a file beside the pages; one of build/ that is still what the site has is not read."""
    ours = source.startswith(f"{paths.build.as_posix()}/") and name in last.hashes
    return last.hashes[name] if ours and last.stamps[name] == stamp(source) else sha256(Path(source))


def _whole(frame: Frame, known: Known, data: Mapping[str, str], finish: Finish | None) -> str:
    """The digest of all that the site is made from."""
    digest = hashlib.sha256(repr((frame.key, finish.key if finish else "")).encode("utf-8"))
    for address, page in sorted(known.pages.items()):
        digest.update(repr((address, page.sha256, page.entry)).encode("utf-8"))
    for one in sorted(data.items()):
        digest.update(repr(one).encode("utf-8"))
    return digest.hexdigest()


def _sources(
    paths: Paths, frame: Frame, known: Known, beside: Mapping[str, str], data: Mapping[str, str], last: Manifest
) -> Iterator[tuple[str, str, bool]]:
    """Every file that is there before the site is put together: its name, where it lies, and whether it may be linked."""
    for name in frame.hashes:
        yield name, f"{paths.frame}/{name}", True
    for address in known.pages:
        yield f"{address}index.html", f"{paths.pages}/{address}index.html", True
    for name, source in beside.items():
        if source.startswith(f"{paths.build.as_posix()}/"):
            yield name, source, True
        elif last.hashes.get(name) == data[name] and last.stands(paths.site, name):
            yield name, f"{paths.site}/{name}", True
        else:
            yield name, source, False


def _words(frame: Frame, known: Known, last: Manifest, run: Map) -> dict[str, str]:
    """The Chinese words of all entries; those of the last build are known."""
    wanted = sorted({one for page in known.pages.values() for one in runs(page.entry or {}, frame.han)})
    new = [one for one in wanted if one not in last.words]
    words = dict(last.words)
    for result in run(engine.words, [new] if new else []):
        if not isinstance(result, dict):
            raise PublishError("build/site", f"no search index: {result.reason}", "build again")
        words |= result
    return {one: words[one] for one in wanted}


def _entries(frame: Frame, known: Known, words: Mapping[str, str]) -> Iterator[Mapping[str, Any]]:
    """The search index in order of pages."""
    written: dict[str, list[Mapping[str, Any]]] = {}
    for entry in frame.entries:
        written.setdefault(entry["location"].partition("#")[0], []).append(entry)
    generated = {f"{address}index.html": page for address, page in known.pages.items()}
    for name in sorted(written.keys() | generated.keys()):
        yield from written.get(name, ())
        page = generated.get(name)
        if page is not None and page.entry is not None:
            yield parted(page.entry, words, frame.han)
