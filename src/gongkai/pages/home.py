"""The home page: what this is, what is covered, headline numbers, where to go."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from gongkai.pages import labels
from gongkai.pages.inputs import Download, PageInputs
from gongkai.pages.overview import Overview
from gongkai.pages.page import Page
from gongkai.pages.units import province_address, provinces

TEMPLATE = "home.html"
MOST_ROWS = 60
"""Units in the coverage matrix; more than that are counted by province."""


@dataclass(frozen=True, slots=True)
class Mark:
    """One disclosure in the matrix: its stage in one character, and how its checks came out."""

    sign: str
    title: str
    link: str
    failed: int


@dataclass(frozen=True, slots=True)
class CoverageRow:
    """One unit: what it disclosed, year by year."""

    name: str
    link: str
    region: str
    years: tuple[tuple[Mark, ...], ...]


@dataclass(frozen=True)
class Coverage:
    """Units × years; provinces × years, with numbers of disclosures, where there are many units."""

    years: tuple[int, ...]
    rows: tuple[CoverageRow, ...]
    counted: bool


@dataclass(frozen=True)
class HomeContext:
    """Counts of the corpus, and its coverage."""

    counts: tuple[tuple[str, str, str], ...]
    """(number, what is counted, address)."""
    coverage: Coverage
    downloads: tuple[Download, ...]
    examples: tuple[tuple[str, str], ...]


def coverage(overviews: Sequence[Overview], most: int = MOST_ROWS) -> Coverage:
    """The coverage matrix in order of division code."""
    years = tuple(sorted({one.disclosure.fiscal_year for one in overviews}))
    units: dict[str, list[Overview]] = {}
    for one in overviews:
        units.setdefault(one.unit.unit_id, []).append(one)
    if len(units) > most:
        return Coverage(years, tuple(_province(*one, years) for one in provinces(overviews).items()), True)
    rows = tuple(
        CoverageRow(
            found[0].unit.name,
            f"units/{unit_id}/index.html",
            labels.region(found[0].unit),
            tuple(tuple(_mark(one) for one in found if one.disclosure.fiscal_year == year) for year in years),
        )
        for unit_id, found in sorted(units.items())
    )
    return Coverage(years, rows, False)


def _province(key: tuple[str, str], found: Sequence[Overview], years: Sequence[int]) -> CoverageRow:
    """One province: how many disclosures there are of each year."""
    code, name = key
    link = f"{province_address(code)}index.html"
    counts = {year: sum(one.disclosure.fiscal_year == year for one in found) for year in years}
    marks = tuple(
        (Mark(f"{count:,}", f"{year} 年 {count} 份", link, 0),) if count else () for year, count in counts.items()
    )
    return CoverageRow(name, link, f"{len({one.unit.unit_id for one in found}):,} 个单位", marks)


def page(overviews: Sequence[Overview], inputs: PageInputs) -> Page:
    """The home page."""
    counts = (
        (len({one.unit.unit_id for one in overviews}), "个单位", "units/index.html"),
        (len(overviews), "份公开文件", "units/index.html"),
        (sum(one.tables for one in overviews), "张表格", "data/index.html"),
        (sum(one.amounts for one in overviews), "个可回溯的金额", "data/index.html"),
        (sum(one.tally.passed for one in overviews), "项核对相符", "checks/index.html"),
        (sum(one.tally.failed for one in overviews), "项核对不符", "checks/index.html"),
    )
    return Page(
        address="",
        title=inputs.site_name,
        template=TEMPLATE,
        context=HomeContext(
            tuple((f"{count:,}", what, link) for count, what, link in counts if count),
            coverage(overviews),
            inputs.downloads,
            tuple((f"{one.disclosure.address}index.html", f"{one.unit.name} {labels.heading(one.disclosure)}")
                  for one in overviews[:3]),
        ),
        lead="政府部门公开的预算、决算和绩效文件，逐表逐数整理成可核对、可比较、可引用的数据。",
        boost=0,
    )  # fmt: skip


def _mark(one: Overview) -> Mark:
    return Mark(
        labels.STAGE_MARKS[one.disclosure.stage],
        labels.heading(one.disclosure),
        f"{one.disclosure.address}index.html",
        one.tally.failed,
    )
