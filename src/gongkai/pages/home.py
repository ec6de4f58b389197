"""The home page: what this is, what is covered, headline numbers, where to go."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from gongkai.pages import labels
from gongkai.pages.inputs import Download, PageInputs
from gongkai.pages.page import Page
from gongkai.pages.shares import Sheaf, Source
from gongkai.pages.units import KEY, Brief, province_address

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


def coverage(source: Source, most: int = MOST_ROWS) -> Coverage:
    """The coverage matrix in order of division code."""
    years = tuple(sorted({brief.year for one in source.of(KEY) for brief in one.disclosures}))
    if sum(1 for _ in source.of(KEY)) > most:
        provinces: dict[tuple[str, str], Counter[int]] = {}
        units: Counter[tuple[str, str]] = Counter()
        for one in source.of(KEY):
            units[one.code, one.province] += 1
            provinces.setdefault((one.code, one.province), Counter()).update(it.year for it in one.disclosures)
        return Coverage(years, tuple(_province(*key, units[key], provinces[key], years) for key in sorted(units)), True)
    rows = tuple(
        CoverageRow(
            one.line.name,
            one.line.link,
            one.line.place,
            tuple(tuple(_mark(brief) for brief in one.disclosures if brief.year == year) for year in years),
        )
        for one in source.of(KEY)
    )
    return Coverage(years, rows, False)


def _province(code: str, name: str, units: int, counts: Mapping[int, int], years: Sequence[int]) -> CoverageRow:
    """One province: how many disclosures there are of each year."""
    link = f"{province_address(code)}index.html"
    marks = (
        (Mark(f"{count:,}", f"{year} 年 {count} 份", link, 0),) if (count := counts[year]) else () for year in years
    )
    return CoverageRow(name, link, f"{units:,} 个单位", tuple(marks))


def sheaf(source: Source, inputs: PageInputs) -> Sheaf:
    """The home page."""
    return Sheaf("", lambda: [page(source, inputs)], (KEY,), repr(inputs.downloads))


def page(source: Source, inputs: PageInputs) -> Page:
    """The home page."""
    briefs = [brief for one in source.of(KEY) for brief in one.disclosures]
    counts = (
        (sum(1 for _ in source.of(KEY)), "个单位", "units/index.html"),
        (len(briefs), "份公开文件", "units/index.html"),
        (sum(one.tables for one in briefs), "张表格", "data/index.html"),
        (sum(one.amounts for one in briefs), "个可回溯的金额", "data/index.html"),
        (sum(one.passed for one in briefs), "项核对相符", "checks/index.html"),
        (sum(one.failed for one in briefs), "项核对不符", "checks/index.html"),
    )
    first = ((one.line.name, brief) for one in source.of(KEY) for brief in one.disclosures)
    return Page(
        address="",
        title=inputs.site_name,
        template=TEMPLATE,
        context=HomeContext(
            tuple((f"{count:,}", what, link) for count, what, link in counts if count),
            coverage(source),
            inputs.downloads,
            tuple((brief.link, f"{name} {brief.heading}") for name, brief in islice(first, 3)),
        ),
        lead="政府部门公开的预算、决算和绩效文件，逐表逐数整理成可核对、可比较、可引用的数据。",
        boost=0,
    )  # fmt: skip


def _mark(one: Brief) -> Mark:
    return Mark(labels.STAGE_MARKS[one.stage], one.heading, one.link, one.failed)
