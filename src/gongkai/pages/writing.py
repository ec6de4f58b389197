"""All pages, each with its fragment, one at a time."""

from __future__ import annotations

import hashlib
import io
import pickle
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from gongkai.model.fields import STAGES
from gongkai.pages import changes, disclosure, render, source
from gongkai.pages.inputs import PageInputs
from gongkai.pages.kinds import PAGES
from gongkai.pages.overview import Overview, overview
from gongkai.pages.page import Page
from gongkai.pages.rows import text

Put = Callable[[Page, Mapping[str, str]], None]
"""What becomes of a page and its fragment (`render.PARTS`)."""


@dataclass(frozen=True)
class Written:
    """The addresses of the pages that there are, and the digests of what they show, by address."""

    addresses: tuple[str, ...]
    contents: Mapping[str, str] = field(default_factory=dict)


def write(inputs: PageInputs, put: Put) -> Written:
    """Give every page with its fragment to `put`.

    Disclosures are taken one at a time; what is kept of each is its `Overview`. Raises what `put` raises.
    """
    briefs, first = write_disclosures(inputs, put)
    rest = write_overall(briefs, inputs, put)
    return Written(first.addresses + rest.addresses)


def write_disclosures(inputs: PageInputs, put: Put) -> tuple[list[Overview], Written]:
    """Write the pages of each disclosure of `inputs`; what `write_overall` needs to know of them."""
    briefs: list[Overview] = []
    addresses = []
    for page in disclosure_pages(inputs, briefs):
        put(page, render.fragment(page))
        addresses.append(page.address)
    return briefs, Written(tuple(addresses))


def disclosure_pages(inputs: PageInputs, briefs: list[Overview]) -> Iterator[Page]:
    """The pages of each disclosure; its `Overview` is added to `briefs` on the way."""
    titles = {text(row, "rule"): text(row, "title_zh") for row in inputs.rules}
    for one in inputs.disclosures:
        brief = overview(one, inputs.knowledge, titles)
        if one.disclosure.edition:
            yield changes.page(one)
        else:
            briefs.append(brief)
        yield disclosure.page(one, brief, inputs, titles)
        yield source.page(one)


def write_overall(
    briefs: Iterable[Overview],
    inputs: PageInputs,
    put: Put,
    before: Mapping[str, str] = MappingProxyType({}),
) -> Written:
    """Write the pages about many disclosures, which are given in brief.

    `before` are the `contents` of pages that the same gongkai wrote and that are still there, as they were left: those
    that show the same are not rendered again.
    """
    ordered = sorted(briefs, key=_order)
    contents: dict[str, str] = {}
    pages = _changed((page for make in PAGES.values() for page in make(ordered, inputs)), before, contents)
    for page in pages:
        put(page, render.fragment(page))
    return Written(tuple(contents), contents)


def _changed(pages: Iterable[Page], before: Mapping[str, str], contents: dict[str, str]) -> Iterator[Page]:
    """The pages that do not show what they showed before; the digests of all go to `contents`."""
    for page in pages:
        contents[page.address] = _content(page)
        if before.get(page.address) != contents[page.address]:
            yield page


def _content(page: Page) -> str:
    """The digest of what a page shows, by value: `fast` leaves out which equal parts are the same object."""
    whole = io.BytesIO()
    pickler = pickle.Pickler(whole, protocol=5)
    pickler.fast = True
    pickler.dump(page)
    return hashlib.sha256(whole.getbuffer()).hexdigest()


def _order(brief: Overview) -> tuple[str, int, int]:
    one = brief.disclosure
    return one.unit.unit_id, one.fiscal_year, STAGES.index(one.stage)
