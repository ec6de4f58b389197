"""Pages about all units stay of one size, however many units there are, and every unit can still be reached."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pages.sample import UNIT, inputs, one

from gongkai.pages import paging, render
from gongkai.pages.inputs import PageInputs
from gongkai.pages.kinds import PAGES, shares
from gongkai.pages.overview import Overview, overview
from gongkai.pages.page import Page
from gongkai.pages.paging import Paging
from gongkai.pages.shares import Gathered
from gongkai.pages.writing import by_unit

KINDS = ("home", "units", "compare", "rules", "completeness")


def many(count: int) -> list[Overview]:
    """As many units of one province, with one disclosure each."""
    what = inputs()
    brief = overview(one(UNIT, 2021), what.knowledge, {})
    units = [replace(UNIT, unit_id=f"13{n:04d}-kexie", division_code=f"13{n:04d}") for n in range(count)]
    return [replace(brief, disclosure=replace(brief.disclosure, unit=unit)) for unit in units]


def pages(overviews: Sequence[Overview], what: PageInputs) -> dict[str, Page]:
    gathered = Gathered()
    for unit in by_unit(overviews):
        gathered.add(shares(unit, what.knowledge))
    return {page.address: page for kind in KINDS for sheaf in PAGES[kind](gathered, what) for page in sheaf.pages()}


@pytest.fixture(scope="module")
def big() -> dict[str, Page]:
    return pages(many(450), inputs())


def test_lists_go_on_over_several_pages(big: dict[str, Page]) -> None:
    for address in ("units/13/3/", "compare/total_expenditure/3/", "completeness/3/", "checks/A5/3/"):
        assert address in big, address
    assert not any(address.endswith("/4/") for address in big if not address.startswith("checks/"))
    assert "units/2/" not in big


def test_every_unit_is_listed_once(big: dict[str, Page]) -> None:
    found = [
        name
        for address, page in big.items()
        if address.startswith("units/13/")
        for name in re.findall(r'href="[./]*units/(13\d{4}-kexie)/index\.html"', render.fragment(page)["body"])
    ]
    assert len(found) == len(set(found)) == 450


def test_links_between_the_pages_hold(big: dict[str, Page]) -> None:
    for page in big.values():
        for link in re.findall(r'<nav class="gk-paging.*?</nav>', render.fragment(page)["body"], re.S):
            for target in re.findall(r'href="(?:\.\./)+([^"]+)index\.html"', link):
                assert target in big, (page.address, target)


def test_pages_do_not_grow(big: dict[str, Page]) -> None:
    bigger = pages(many(900), inputs())
    for address, page in big.items():
        if address in (
            "",
            "units/",
            "units/13/",
            "compare/total_expenditure/",
            "checks/A5/",
            "completeness/",
            "checks/",
        ):
            before, after = len(render.fragment(page)["body"]), len(render.fragment(bigger[address])["body"])
            assert after < before + 800, address
            assert after < 120_000, address


def test_home_counts_by_province_where_there_are_many(big: dict[str, Page]) -> None:
    html = render.fragment(big[""])["body"]
    assert "450 个单位" in html
    assert 'href="units/13/index.html"' in html
    assert "130001-kexie" not in html


def test_later_pages_are_left_out_of_search_and_lead_back(big: dict[str, Page]) -> None:
    page = big["checks/A5/2/"]
    assert page.boost == 0
    assert page.crumbs[-1][0] == "checks/A5/"
    assert "第 2 页" in page.title


@given(st.lists(st.integers(), max_size=40), st.integers(1, 9))
def test_no_line_is_lost(lines: list[int], size: int) -> None:
    parts = [paging.part(lines, number, size) for number in range(1, paging.count(len(lines), size) + 1)]
    assert [one for part in parts for one in part] == lines
    assert all(len(part) <= size for part in parts)
    assert parts[:-1] == [part for part in parts[:-1] if part]


def test_the_pages_that_are_offered() -> None:
    assert [number for number, _ in Paging("x/", 9, 30).others] == [1, 7, 8, 9, 10, 11, 30]
    assert Paging("x/", 1, 2).others == ((1, "x/"), (2, "x/2/"))
