"""All units, by region."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from gongkai.pages import labels, paging
from gongkai.pages.overview import Overview
from gongkai.pages.page import Contents, Page
from gongkai.pages.paging import Paging

TEMPLATE = "units.html"


@dataclass(frozen=True, slots=True)
class UnitLine:
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


def provinces(overviews: Sequence[Overview]) -> dict[tuple[str, str], list[Overview]]:
    """The disclosures by (first two digits of the division code, name of the province), in order of code."""
    groups: dict[tuple[str, str], list[Overview]] = {}
    for one in overviews:
        key = (one.unit.division_code[:2], one.unit.province or ("中央" if one.unit.level == "central" else "其他"))
        groups.setdefault(key, []).append(one)
    return dict(sorted(groups.items()))


def province_address(code: str) -> str:
    """`units/13/`: two digits, which no unit id is."""
    return f"units/{code}/"


def pages(overviews: Sequence[Overview]) -> Iterator[Page]:
    """The list of units on one page; where it is long, one of provinces and pages for each of them."""
    found = tuple(_province(code, name, group) for (code, name), group in provinces(overviews).items())
    total = sum(len(one.units) for one in found)
    lead = f"已收录 {total:,} 个单位，按行政区划代码排列。"
    if total <= paging.SIZE:
        context = UnitsContext(found, (), Paging("units/", 1, 1))
        contents = tuple(Contents(one.anchor, one.name) for one in found)
        yield replace(_page("units/", "单位", lead, context, (("", "首页"),)), contents=contents)
        return
    places: dict[str, tuple[str, int]] = {}
    for one in found:
        code = one.anchor.removeprefix("province-")
        name, known = places.get(code, (one.name, 0))
        places[code] = (name, known + len(one.units))
    listed = tuple((province_address(code), name, count) for code, (name, count) in places.items())
    yield _page("units/", "单位", lead, UnitsContext((), listed, Paging("units/", 1, 1)), (("", "首页"),))
    for code, (name, _) in places.items():
        lines = tuple(line for one in found if one.anchor == f"province-{code}" for line in one.units)
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


def _province(code: str, name: str, found: Sequence[Overview]) -> Province:
    units: dict[str, list[Overview]] = {}
    for one in found:
        units.setdefault(one.unit.unit_id, []).append(one)
    return Province(f"province-{code}", name, tuple(_line(group) for _, group in sorted(units.items())))


def _line(found: Sequence[Overview]) -> UnitLine:
    unit = found[0].unit
    return UnitLine(
        unit.name,
        f"units/{unit.unit_id}/index.html",
        labels.region(unit),
        labels.LEVELS.get(unit.level, ""),
        tuple((f"{one.disclosure.address}index.html", labels.heading(one.disclosure)) for one in found),
    )
