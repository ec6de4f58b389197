"""All pages, each with its fragment, one at a time."""

from __future__ import annotations

import hashlib
import io
import pickle
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import groupby
from types import MappingProxyType

from gongkai.model.fields import STAGES
from gongkai.pages import changes, disclosure, render, unit
from gongkai.pages import source as source_page
from gongkai.pages.inputs import PageInputs
from gongkai.pages.kinds import PAGES, shares
from gongkai.pages.overview import Overview, overview
from gongkai.pages.page import Page
from gongkai.pages.rows import text
from gongkai.pages.shares import Gathered, Source

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
    gathered = Gathered()
    for found in by_unit(briefs):
        gathered.add(shares(found, inputs.knowledge))
    parts = (first, write_units(briefs, inputs, put), write_overall(gathered, inputs, put))
    return Written(tuple(address for one in parts for address in one.addresses))


def write_disclosures(inputs: PageInputs, put: Put) -> tuple[list[Overview], Written]:
    """Write the pages of each disclosure of `inputs`; what other pages need to know of them."""
    briefs: list[Overview] = []
    return briefs, _put(disclosure_pages(inputs, briefs), put)


def write_units(briefs: Iterable[Overview], inputs: PageInputs, put: Put) -> Written:
    """Write the page of each unit whose disclosures are given in brief."""
    return _put((_unit_page(found, inputs) for found in by_unit(briefs)), put)


def by_unit(briefs: Iterable[Overview]) -> list[list[Overview]]:
    """The briefs of each unit together, in order of unit, year and stage."""
    ordered = sorted(briefs, key=_order)
    return [list(found) for _, found in groupby(ordered, key=lambda one: one.unit.unit_id)]


def _unit_page(found: list[Overview], inputs: PageInputs) -> Page:
    unit_id = found[0].unit.unit_id
    head = inputs.units[unit_id].head if unit_id in inputs.units else ""
    return replace(unit.page(found, inputs.knowledge), head=head)


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
        yield source_page.page(one)


def write_overall(
    source: Source,
    inputs: PageInputs,
    put: Put,
    before: Mapping[str, str] = MappingProxyType({}),
) -> Written:
    """Write the pages about many disclosures from the shares of their units.

    `before` are the `contents` of pages that the same gongkai wrote and that are still there, as they were left: of
    those, sheaves that stand are not made again, and pages that show the same are not rendered again.
    """
    contents: dict[str, str] = {}
    for make in PAGES.values():
        for sheaf in make(source, inputs):
            standing = source.standing(sheaf)
            if standing is not None and all(address in before for address in standing):
                contents.update((address, before[address]) for address in standing)
                continue
            own: dict[str, str] = {}
            for page in _changed(sheaf.pages(), before, own):
                put(page, render.fragment(page))
            source.made(sheaf, tuple(own))
            contents |= own
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


def _put(pages: Iterable[Page], put: Put) -> Written:
    addresses = []
    for page in pages:
        put(page, render.fragment(page))
        addresses.append(page.address)
    return Written(tuple(addresses))


def _order(brief: Overview) -> tuple[str, int, int]:
    one = brief.disclosure
    return one.unit.unit_id, one.fiscal_year, STAGES.index(one.stage)
