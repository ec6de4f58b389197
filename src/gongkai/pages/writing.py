"""Write all pages: stubs for the site engine, fragments for the theme."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from gongkai.model.fields import STAGES
from gongkai.pages import disclosure, render, source
from gongkai.pages import text as text_page
from gongkai.pages.inputs import PageInputs
from gongkai.pages.kinds import PAGES
from gongkai.pages.overview import Overview, overview
from gongkai.pages.page import Page
from gongkai.pages.rows import text


@dataclass(frozen=True)
class Written:
    """What was written: addresses of the pages, and how many bytes of fragments and of search text."""

    addresses: tuple[str, ...]
    fragment_bytes: int
    stub_bytes: int


def write(inputs: PageInputs, docs: Path, theme: Path) -> Written:
    """Write a stub below `docs` and a fragment below `theme` for every page.

    Disclosures are taken one at a time; what is kept of each is its `Overview`. Raises OSError where a folder cannot
    be written.
    """
    addresses, fragments, stubs = [], 0, 0
    for page in pages(inputs):
        fragment, stub = render.fragment(page), page.stub()
        fragments += _put(theme / page.fragment, fragment)
        stubs += _put(docs / page.source, stub)
        addresses.append(page.address)
    return Written(tuple(addresses), fragments, stubs)


def pages(inputs: PageInputs) -> Iterator[Page]:
    """Every page: those of each disclosure first, then those about all of them."""
    titles = {text(row, "rule"): text(row, "title_zh") for row in inputs.rules}
    briefs: list[Overview] = []
    for one in inputs.disclosures:
        brief = overview(one, inputs.knowledge, titles)
        briefs.append(brief)
        yield disclosure.page(one, brief, inputs, titles)
        yield source.page(one)
        yield from text_page.pages(one)
    briefs.sort(key=lambda brief: _order(brief))
    for make in PAGES.values():
        yield from make(briefs, inputs)


def _order(brief: Overview) -> tuple[str, int, int]:
    one = brief.disclosure
    return one.unit.unit_id, one.fiscal_year, STAGES.index(one.stage)


def _put(path: Path, content: str) -> int:
    """Write text where it differs from what is there; its size in bytes."""
    data = content.encode("utf-8")
    if not path.is_file() or path.read_bytes() != data:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return len(data)
