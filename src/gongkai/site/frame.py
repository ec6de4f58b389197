"""What the site engine makes: the frame of all generated pages, and whole pages of what is written by hand.

It is made anew when a hand-written page, the theme, mkdocs.yml, the name or the address of the site or the engine
itself change, and lies in build/frame/ until then.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from gongkai.atomic import swap_directory
from gongkai.errors import PublishError
from gongkai.paths import Paths
from gongkai.site import engine
from gongkai.site.mould import DEEPEST, Moulds, of_depth
from gongkai.site.sheet import Sheet
from gongkai.site.staging import linked, stage
from gongkai.site.walking import Stamp, sha256, stamps
from gongkai.site.words import parted, runs

PROBES = (
    Sheet(
        "gkprobe/a/b/", 'A & "b" <c> {{ d }} 甲乙', "e < f. 丙丁戊己", True, "g & 'h'", ("i & j", "庚辛"), ("k&l",), 3,
        "<meta name=m content=n>", "<li><a href=#o>p</a>", "<p>q &amp; r\n\n <b>s</b>",
    ),
    Sheet("gkprobe/", "gkmark-titlegkmark-", "t", False, "", ("u",), boost=2, body="<pre>u\n\n  v</pre>"),
)  # fmt: skip
"""Pages that the engine makes beside the moulds, to see that filling the moulds comes to the same."""


@dataclass(frozen=True)
class Frame:
    """The moulds; the files of the engine by name with SHA-256 and stamp; `entries` and `config` of its search index.

    `pages` are the addresses of its pages, `needed` the pages that the nav and hand-written pages lead to. `han` is the
    pattern of what the search parts into words.
    """

    key: str
    moulds: Moulds = field(repr=False)
    hashes: Mapping[str, str] = field(repr=False)
    stamps: Mapping[str, Stamp] = field(repr=False)
    entries: tuple[Mapping[str, Any], ...] = field(repr=False)
    config: Mapping[str, Any]
    pages: tuple[str, ...]
    needed: tuple[str, ...]
    han: str = field(repr=False)

    def stands(self, paths: Paths) -> bool:
        """True where build/frame is as it was left."""
        return self.stamps == stamps(paths.frame)


def make(paths: Paths, site_url: str, site_name: str, key: str) -> Frame:
    """Let the engine make build/frame, and the frame from it; `key` is the digest of all it depends on.

    Raises PublishError where the engine refuses a page or a link, or where the theme shows something of a page that no
    mould knows.
    """
    ours = stage(paths)
    nav = {source for _, source in engine.nav_pages(paths.root / "mkdocs.yml")}
    needed = sorted((nav | linked(paths.site_src / "pages", ours)) - ours)
    new = paths.staging / "frame"
    shutil.rmtree(new, ignore_errors=True)
    moulds = (*needed, *(of_depth(depth) for depth in range(1, DEEPEST + 1)))
    run = engine.Run(paths.root / "mkdocs.yml", paths.docs, paths.theme, new, moulds, PROBES, site_url, site_name)
    made = engine.run(run)
    index = json.loads((new / "search/search_index.json").read_text(encoding="utf-8"))
    shutil.rmtree(new / "search")
    cut = Moulds.of(made.moulds)
    entries = [one for one in index["docs"] if not one["location"].startswith("gkprobe/")]
    _prove(cut, made.pages, [one for one in index["docs"] if one not in entries])
    swap_directory(new, paths.frame)
    found = stamps(paths.frame)
    return Frame(
        key, cut, {name: sha256(paths.frame / name) for name in found}, found, tuple(entries), index["config"],
        tuple(name.removesuffix("index.md") for name in sorted(ours)),
        tuple(name.removesuffix("index.md") for name in needed), engine.han(),
    )  # fmt: skip


def _prove(moulds: Moulds, pages: Mapping[str, str], entries: list[Mapping[str, Any]]) -> None:
    """PublishError unless what is filled into the moulds equals what the engine made of the same."""
    filled = {one.source: moulds.fill(one) for one in PROBES}
    ours = [one.entry() or {} for one in PROBES]
    words = engine.words(run for one in ours for run in runs(one, engine.han()))
    if filled != pages:
        advice = "let main.html use of a page only title, description, content, canonical_url, toc and fragment"
        raise PublishError("site_src/theme/main.html", "it shows something of a page that others lack", advice)
    if sorted((parted(one, words, engine.han()) for one in ours), key=repr) != sorted(entries, key=repr):
        raise PublishError("mkdocs.yml", "search has other settings than pages are made for", "restore its plugins")
