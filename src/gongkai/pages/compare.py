"""One indicator, or one code, over all units and years; the stages stay apart."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import takewhile
from typing import NamedTuple

from markupsafe import Markup

from gongkai.model.fields import RESOURCES
from gongkai.model.knowledge import Code, Knowledge
from gongkai.pages import charts, labels, listed, matrix, paging
from gongkai.pages.charts import BarChart, Datum
from gongkai.pages.overview import CodeAmount, Headline, Overview
from gongkai.pages.page import Contents, Page
from gongkai.pages.paging import Paging
from gongkai.pages.shares import Sheaf, Source

TEMPLATE = "compare.html"
INDEX_TEMPLATE = "compare_index.html"
LARGEST = 10
"""Units in a chart."""

FIRST = "expenditure"
"""The table that comes first where a code stands in several: it covers all funds."""

TABLES = ("", FIRST, *(name for name in RESOURCES if name != FIRST))
"""The tables that codes stand in, in the order in which pages show them; indicators have been brought together."""

STAGES = tuple(labels.STAGES)


class Row(NamedTuple):
    """One unit in a table: its name and region, its cells, and the marks in them that the legend explains."""

    name: str
    region: str
    cells: str
    marks: str


@dataclass(frozen=True)
class StageMatrix:
    """The units × years of one stage and table, and the last year as a chart.

    `same` units print the same numbers here as in a table above, and are not listed again.
    """

    stage: str
    title: str
    caption: str
    years: tuple[str, ...]
    rows: tuple[Row, ...]
    chart: BarChart | None
    same: int = 0

    def body(self, root: str) -> Markup:
        """The rows, on a page from which `root` leads to the root of the site; a region is named where it begins."""
        before = ("", *(one.region for one in self.rows))
        rows = (
            listed.row(one.name, one.region if one.region != last else "", one.cells)
            for one, last in zip(self.rows, before, strict=False)
        )
        return listed.placed(rows, root)

    @property
    def legend(self) -> tuple[tuple[str, str], ...]:
        """The marks that occur, and what they mean."""
        found = {mark for row in self.rows for mark in row.marks}
        return tuple((mark, words) for mark, words in matrix.LEGEND.items() if mark in found)


@dataclass(frozen=True)
class CompareContext:
    """One indicator or code over units and years."""

    explanation: str
    related: tuple[tuple[str, str], ...]
    stages: tuple[StageMatrix, ...]
    paging: Paging


@dataclass(frozen=True, slots=True)
class Entry:
    """One page to go to, with how many units have a value there."""

    link: str
    code: str
    title: str
    units: int


@dataclass(frozen=True)
class CompareIndexContext:
    """Everything that can be compared."""

    groups: tuple[tuple[str, str, tuple[Entry, ...]], ...]
    """(anchor, title, entries)."""


class TableShare(NamedTuple):
    """The numbers of one unit of one stage and table: (year, cell), the marks in the cells, and amount and link of the
    last year, if one is used.

    `same` says that the unit prints the same numbers in a table before this one, and is not listed again.
    """

    stage: str
    table: str
    same: bool
    cells: tuple[tuple[int, str], ...]
    marks: str
    last: tuple[str, str] | None


class Share(NamedTuple):
    """What one unit adds to the page of an indicator or code; `names` are those printed for the code.

    A named tuple, for a page reads thousands of them.
    """

    name: str
    region: str
    names: tuple[str, ...]
    tables: tuple[TableShare, ...]


KINDS = {
    "functions": "支出功能分类",
    "economics": "部门预算支出经济分类",
}
"""The classifications with pages of their codes."""


def shares(overviews: Sequence[Overview], knowledge: Knowledge) -> dict[str, Share]:
    """The shares of one unit, by the address of the page."""
    found: dict[str, list[Headline | CodeAmount]] = {}
    for one in overviews:
        for headline in one.headlines:
            if knowledge.indicators[headline.indicator].core:
                found.setdefault(f"compare/{headline.indicator}/", []).append(headline)
        for kind, amounts in (("functions", one.functions), ("economics", one.economics)):
            for amount in amounts:
                found.setdefault(f"compare/{kind}/{amount.code}/", []).append(amount)
    return {address: _share(overviews[0], lines) for address, lines in found.items()}


def _share(one: Overview, lines: Sequence[Headline | CodeAmount]) -> Share:
    groups: dict[tuple[str, str], dict[int, list[Headline | CodeAmount]]] = {}
    for line in lines:
        groups.setdefault((line.stage, _table(line)), {}).setdefault(line.year, []).append(line)
    seen: set[tuple[str, frozenset[tuple[int, Decimal]]]] = set()
    tables = []
    for stage, table in sorted(groups, key=lambda key: (STAGES.index(key[0]), TABLES.index(key[1]))):
        values = groups[stage, table]
        printed = (stage, frozenset((line.year, line.amount) for of_year in values.values() for line in of_year))
        tables.append(_numbers(stage, table, printed in seen, values))
        seen.add(printed)
    names = dict.fromkeys(line.name for line in lines if isinstance(line, CodeAmount) and line.name)
    return Share(one.unit.name, labels.around(one.unit), tuple(names), tuple(tables))


def _numbers(stage: str, table: str, same: bool, values: dict[int, list[Headline | CodeAmount]]) -> TableShare:
    cells = {year: matrix.cell(values[year]) for year in sorted(values)}
    used = matrix.best(values[max(values)])
    marks = "".join(dict.fromkeys(mark for cell in cells.values() for mark, _ in cell.marks))
    html = tuple((year, listed.cell(cell)) for year, cell in cells.items())
    return TableShare(stage, table, same, html, marks, (str(used.amount), used.link) if used else None)


def sheaves(source: Source, knowledge: Knowledge) -> Iterator[Sheaf]:
    """The index, one sheaf per core indicator that has a value, one per code of each classification."""
    units = dict(source.keys("compare/"))
    indicators = [key for key, one in knowledge.indicators.items() if one.core and f"compare/{key}/" in units]
    entries = [("indicators", "指标", tuple(
        Entry(f"compare/{key}/index.html", "", knowledge.indicators[key].title_zh, units[f"compare/{key}/"])
        for key in indicators
    ))]  # fmt: skip
    for kind, title in KINDS.items():
        codes = [address.split("/")[2] for address in units if address.startswith(f"compare/{kind}/")]
        found = tuple(
            Entry(f"compare/{kind}/{code}/index.html", code, _name(source, kind, code, knowledge),
                  units[f"compare/{kind}/{code}/"])
            for code in codes
        )  # fmt: skip
        entries.append((kind, title, found))
    yield Sheaf("compare/", lambda: [_index(entries)], frame=repr(entries))
    for key in indicators:
        yield _indicator(source, key, knowledge, indicators)
    for kind, title in KINDS.items():
        codes = [address.split("/")[2] for address in units if address.startswith(f"compare/{kind}/")]
        for code in codes:
            yield _code(source, kind, title, code, codes, knowledge)


def _indicator(source: Source, key: str, knowledge: Knowledge, there: Sequence[str]) -> Sheaf:
    indicator, address = knowledge.indicators[key], f"compare/{key}/"
    parts = "、".join(knowledge.indicators[part].title_zh for part in indicator.parts)
    related = tuple((f"compare/{one}/", knowledge.indicators[one].title_zh) for one in indicator.parts if one in there)
    aliases = (*indicator.names, indicator.title_zh.replace("“", "").replace("”", ""), indicator.title_en)

    def made() -> Iterator[Page]:
        explanation = f"由 {parts} 相加。" if parts else ""
        return _pages(address, indicator.title_zh, list(source.of(address)), explanation, related, aliases, ())

    return Sheaf(address, made, (address,), repr(related))


def _code(source: Source, kind: str, title: str, code: str, codes: Sequence[str], knowledge: Knowledge) -> Sheaf:
    address = f"compare/{kind}/{code}/"
    known = {code[:length] for length in range(1, len(code))}
    start = bisect_left(codes, code)
    below = takewhile(lambda other: other.startswith(code), codes[start + 1 :])
    near = [*(other for other in codes[:start] if other in known), *below]
    related = tuple((f"compare/{kind}/{other}/", other) for other in near)

    def made() -> Iterator[Page]:
        found = list(source.of(address))
        names = [name for one in found for name in one.names]
        name = _official(kind, code, knowledge) or (names[0] if names else "")
        others = {*names, *(entry.name for entry in _entries(kind, code, knowledge))} - {name}
        explanation = f"{title}科目 {code}。各年科目名称可能有变，以各表所印为准。"
        return _pages(address, f"{code} {name}".strip(), found, explanation, related, tuple(sorted(others)), (code,))

    return Sheaf(address, made, (address,), repr(related))


def _entries(kind: str, code: str, knowledge: Knowledge) -> tuple[Code, ...]:
    return (knowledge.functional if kind == "functions" else knowledge.economic).get(code, ())


def _official(kind: str, code: str, knowledge: Knowledge) -> str:
    """The newest name of a code in its classification."""
    entries = _entries(kind, code, knowledge)
    return entries[-1].name if entries else ""


def _name(source: Source, kind: str, code: str, knowledge: Knowledge) -> str:
    """The official name of a code, or the first one printed for it."""
    if name := _official(kind, code, knowledge):
        return name
    return next((name for one in source.of(f"compare/{kind}/{code}/") for name in one.names), "")


def _pages(
    address: str,
    title: str,
    found: Sequence[Share],
    explanation: str,
    related: tuple[tuple[str, str], ...],
    aliases: tuple[str, ...],
    tags: tuple[str, ...],
) -> Iterator[Page]:
    stages = tuple(_stages(title, found))
    years = sorted({year for one in found for table in one.tables for year, _ in table.cells})
    total = paging.count(max(len(stage.rows) for stage in stages))
    lead = f"{title}：{len(found)} 个单位，{years[0]}—{years[-1]} 年。"
    if years[0] == years[-1]:
        lead = f"{title}：{len(found)} 个单位，{years[0]} 年。"
    for number in range(1, total + 1):
        place = Paging(address, number, total)
        context = CompareContext(explanation, related, tuple(_part(stage, number) for stage in stages), place)
        yield paging.numbered(_page(title, lead, context, aliases, tags), place, title)


def _part(stage: StageMatrix, number: int) -> StageMatrix:
    """The rows of one page; the chart stands on the first one, where it is of all units."""
    chart = stage.chart if number == 1 and not stage.same else None
    same = stage.same if number == 1 else 0
    return replace(stage, rows=paging.part(stage.rows, number), chart=chart, same=same)


def _page(title: str, lead: str, context: CompareContext, aliases: tuple[str, ...], tags: tuple[str, ...]) -> Page:
    return Page(
        address=context.paging.address,
        title=title,
        template=TEMPLATE,
        context=context,
        lead=lead,
        aliases=aliases,
        contents=tuple(Contents(f"stage-{one.stage}", one.title) for one in context.stages if one.rows or one.same),
        tags=tags,
        boost=2,
        crumbs=(("", "首页"), ("compare/", "比较")),
    )


def _table(line: Headline | CodeAmount) -> str:
    """The table a code's amount stands in; tables cover different funds. Indicators have been brought together."""
    return line.resource if isinstance(line, CodeAmount) else ""


def _stages(title: str, found: Sequence[Share]) -> Iterator[StageMatrix]:
    """Stage after stage, table after table; a unit that prints the same numbers in a later one is counted, not listed."""
    groups: dict[tuple[str, str], list[tuple[Share, TableShare]]] = {}
    for one in found:
        for numbers in one.tables:
            groups.setdefault((numbers.stage, numbers.table), []).append((one, numbers))
    for stage, table in sorted(groups, key=lambda key: (STAGES.index(key[0]), TABLES.index(key[1]))):
        every = groups[stage, table]
        shown = [pair for pair in every if not pair[1].same]
        yield replace(_stage(stage, table, title, shown), same=len(every) - len(shown))


def _stage(stage: str, table: str, title: str, shown: Sequence[tuple[Share, TableShare]]) -> StageMatrix:
    years = sorted({year for _, numbers in shown for year, _ in numbers.cells})
    rows, last = [], []
    for one, numbers in shown:
        cells = dict(numbers.cells)
        shown_cells = "".join(cells.get(year, "<td>") for year in years)
        rows.append(Row(one.name, one.region, shown_cells, numbers.marks))
        if numbers.last and numbers.cells[-1][0] == years[-1]:
            last.append(Datum(one.name, Decimal(numbers.last[0]), numbers.last[1]))
    name = f"{labels.STAGES[stage]}：{RESOURCES[table].title_zh}" if table else labels.STAGES[stage]
    return StageMatrix(
        f"{stage}-{table}" if table else stage,
        name,
        f"{title}（{name}）",
        tuple(map(str, years)),
        tuple(rows),
        charts.bars(f"chart-{stage}-{table}", _chart_title(years[-1], name, last), _largest(last), None, LARGEST)
        if last
        else None,
    )


def _largest(data: Sequence[Datum]) -> list[Datum]:
    """The largest amounts: those of departments and of their units overlap and are never added up to a rest."""
    return sorted(data, key=lambda one: -one.amount)[:LARGEST]


def _chart_title(year: int, name: str, data: Sequence[Datum]) -> str:
    return f"{year} 年{name}" if len(data) <= LARGEST else f"{year} 年{name}：最大的 {LARGEST} 个"


def _index(groups: Sequence[tuple[str, str, tuple[Entry, ...]]]) -> Page:
    shown = tuple(group for group in groups if group[2])
    return Page(
        address="compare/",
        title="比较",
        template=INDEX_TEMPLATE,
        context=CompareIndexContext(shown),
        lead="同一个指标、同一个科目，在各单位、各年度是多少。预算与决算分开列，不混在一起。",
        contents=tuple(Contents(anchor, title) for anchor, title, _ in shown),
        crumbs=(("", "首页"),),
    )
