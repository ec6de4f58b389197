"""All units, by region."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import NamedTuple

from gongkai.pages import labels, paging
from gongkai.pages.overview import Overview
from gongkai.pages.page import Contents, Page
from gongkai.pages.paging import Paging
from gongkai.pages.shares import Sheaf, Source

TEMPLATE = "units.html"


class UnitLine(NamedTuple):
    """One unit in the list, with the disclosures there are of it."""

    name: str
    link: str
    place: str
    level: str
    disclosures: tuple[tuple[str, str], ...]
    """(address, heading)."""


@dataclass(frozen=True, slots=True)
class Province:
    """The units of one province, in order of division code."""

    anchor: str
    name: str
    units: tuple[UnitLine, ...]


@dataclass(frozen=True)
class UnitsContext:
    """All units, or those of one page of a province; `places` are provinces with pages of their own."""

    provinces: tuple[Province, ...]
    places: tuple[tuple[str, str, int], ...]
    """(address, name, units)."""
    paging: Paging


KEY = "units/"


class Share(NamedTuple):
    """What one unit adds to the list of units and to the home page."""

    code: str
    province: str
    line: UnitLine
    disclosures: tuple[Brief, ...]


class Brief(NamedTuple):
    """One disclosure for the home page: its stage in one character, its numbers of tables, amounts and checks."""

    year: int
    stage: str
    heading: str
    link: str
    tables: int
    amounts: int
    passed: int
    failed: int


def share(overviews: Sequence[Overview]) -> Share:
    """The share of one unit."""
    unit = overviews[0].unit
    briefs = (
        Brief(
            one.disclosure.fiscal_year, one.disclosure.stage, labels.heading(one.disclosure),
            f"{one.disclosure.address}index.html", one.tables, one.amounts, one.tally.passed, one.tally.failed,
        )
        for one in overviews
    )  # fmt: skip
    province = unit.province or ("中央" if unit.level == "central" else "其他")
    return Share(unit.division_code[:2], province, _line(overviews), tuple(briefs))


def province_address(code: str) -> str:
    """`units/13/`: two digits, which no unit id is."""
    return f"units/{code}/"


def sheaf(source: Source) -> Sheaf:
    """The list of units on one page; where it is long, one of provinces and pages for each of them."""
    return Sheaf(KEY, partial(_pages, source), (KEY,))


def _pages(source: Source) -> Iterator[Page]:
    provinces: Counter[tuple[str, str]] = Counter((one.code, one.province) for one in source.of(KEY))
    total = provinces.total()
    lead = f"已收录 {total:,} 个单位，按行政区划代码排列。"
    if total <= paging.SIZE:
        found = tuple(_province(source, *key) for key in sorted(provinces))
        context = UnitsContext(found, (), Paging("units/", 1, 1))
        contents = tuple(Contents(one.anchor, one.name) for one in found)
        yield replace(_page("units/", "单位", lead, context, (("", "首页"),)), contents=contents)
        return
    places: dict[str, tuple[str, int]] = {}
    for code, province in sorted(provinces):
        name, known = places.get(code, (province, 0))
        places[code] = (name, known + provinces[code, province])
    listed = tuple((province_address(code), name, count) for code, (name, count) in places.items())
    yield _page("units/", "单位", lead, UnitsContext((), listed, Paging("units/", 1, 1)), (("", "首页"),))
    for code, (name, _) in places.items():
        names = [other for one, other in sorted(provinces) if one == code]
        lines = tuple(line for other in names for line in _province(source, code, other).units)
        yield from _of_province(code, name, lines)


def _of_province(code: str, name: str, lines: Sequence[UnitLine]) -> Iterator[Page]:
    address, total = province_address(code), paging.count(len(lines))
    for number in range(1, total + 1):
        place = Paging(address, number, total)
        shown = Province(f"province-{code}", name, paging.part(lines, number))
        lead = f"{name}：已收录 {len(lines):,} 个单位，按行政区划代码排列。"
        crumbs = (("", "首页"), ("units/", "单位"))
        page = _page(address, f"{name}的单位", lead, UnitsContext((shown,), (), place), crumbs)
        yield paging.numbered(page, place, name)


def _page(address: str, title: str, lead: str, context: UnitsContext, crumbs: tuple[tuple[str, str], ...]) -> Page:
    return Page(address, title, TEMPLATE, context, lead=lead, crumbs=crumbs)


def _province(source: Source, code: str, name: str) -> Province:
    lines = (one.line for one in source.of(KEY) if (one.code, one.province) == (code, name))
    return Province(f"province-{code}", name, tuple(lines))


def _line(found: Sequence[Overview]) -> UnitLine:
    unit = found[0].unit
    return UnitLine(
        unit.name,
        f"units/{unit.unit_id}/index.html",
        labels.region(unit),
        labels.LEVELS.get(unit.level, ""),
        tuple((f"{one.disclosure.address}index.html", labels.heading(one.disclosure)) for one in found),
    )
