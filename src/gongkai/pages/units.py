"""All units, by region."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from gongkai.pages import labels
from gongkai.pages.overview import Overview
from gongkai.pages.page import Contents, Page

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
    """All units."""

    provinces: tuple[Province, ...]


def page(overviews: Sequence[Overview]) -> Page:
    """The list of units."""
    groups: dict[tuple[str, str], dict[str, list[Overview]]] = {}
    for one in overviews:
        key = (one.unit.division_code[:2], one.unit.province or ("中央" if one.unit.level == "central" else "其他"))
        groups.setdefault(key, {}).setdefault(one.unit.unit_id, []).append(one)
    provinces = tuple(
        Province(f"province-{code}", name, tuple(_line(found) for _, found in sorted(units.items())))
        for (code, name), units in sorted(groups.items())
    )
    count = sum(len(province.units) for province in provinces)
    return Page(
        address="units/",
        title="单位",
        template=TEMPLATE,
        context=UnitsContext(provinces),
        lead=f"已收录 {count} 个单位，按行政区划代码排列。",
        contents=tuple(Contents(one.anchor, one.name) for one in provinces),
        crumbs=(("", "首页"),),
    )


def _line(found: Sequence[Overview]) -> UnitLine:
    unit = found[0].unit
    return UnitLine(
        unit.name,
        f"units/{unit.unit_id}/index.html",
        labels.region(unit),
        labels.LEVELS.get(unit.level, ""),
        tuple((f"{one.disclosure.address}index.html", labels.heading(one.disclosure)) for one in found),
    )
