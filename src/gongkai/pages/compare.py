"""One indicator, or one code, over all units and years; the stages stay apart."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from gongkai.model.fields import RESOURCES
from gongkai.model.knowledge import Code, Knowledge
from gongkai.pages import charts, labels, matrix, paging
from gongkai.pages.charts import BarChart, Datum
from gongkai.pages.matrix import Matrix, MatrixRow
from gongkai.pages.overview import CodeAmount, Headline, Overview
from gongkai.pages.page import Contents, Page
from gongkai.pages.paging import Paging

TEMPLATE = "compare.html"
INDEX_TEMPLATE = "compare_index.html"
LARGEST = 10
"""Units in a chart."""

FIRST = "expenditure"
"""The table that comes first where a code stands in several: it covers all funds."""


@dataclass(frozen=True)
class StageMatrix:
    """The units × years of one stage and table, and the last year as a chart.

    `same` units print the same numbers here as in a table above, and are not listed again.
    """

    stage: str
    title: str
    matrix: Matrix
    chart: BarChart | None
    same: int = 0


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


def pages(overviews: Sequence[Overview], knowledge: Knowledge) -> Iterator[Page]:
    """The index, one page per core indicator that has a value, one per code of each classification."""
    indicators = _indicators(overviews, knowledge)
    functions = _codes(overviews, lambda one: one.functions)
    economics = _codes(overviews, lambda one: one.economics)
    yield _index(indicators, functions, economics, knowledge)
    for key, found in indicators.items():
        yield from _indicator_pages(key, found, knowledge, indicators)
    for code, amounts in functions.items():
        yield from _code_pages("functions", "支出功能分类", code, amounts, functions, knowledge.functional)
    for code, amounts in economics.items():
        yield from _code_pages("economics", "部门预算支出经济分类", code, amounts, economics, knowledge.economic)


Found = list[tuple[Overview, Headline | CodeAmount]]


def _indicators(overviews: Sequence[Overview], knowledge: Knowledge) -> dict[str, Found]:
    found: dict[str, Found] = {key: [] for key, one in knowledge.indicators.items() if one.core}
    for one in overviews:
        for line in one.headlines:
            if line.indicator in found:
                found[line.indicator].append((one, line))
    return {key: lines for key, lines in found.items() if lines}


def _codes(overviews: Sequence[Overview], pick: Callable[[Overview], tuple[CodeAmount, ...]]) -> dict[str, Found]:
    found: dict[str, Found] = {}
    for one in overviews:
        for amount in pick(one):
            found.setdefault(amount.code, []).append((one, amount))
    return dict(sorted(found.items()))


def _indicator_pages(key: str, found: Found, knowledge: Knowledge, there: dict[str, Found]) -> Iterator[Page]:
    indicator = knowledge.indicators[key]
    parts = "、".join(knowledge.indicators[part].title_zh for part in indicator.parts)
    return _pages(
        f"compare/{key}/",
        indicator.title_zh,
        found,
        f"由 {parts} 相加。" if parts else "",
        tuple((f"compare/{one}/", knowledge.indicators[one].title_zh) for one in indicator.parts if one in there),
        aliases=(*indicator.names, indicator.title_zh.replace("“", "").replace("”", ""), indicator.title_en),
        tags=(),
    )


def _code_pages(
    kind: str, classification: str, code: str, found: Found, all_codes: dict[str, Found], codes: object
) -> Iterator[Page]:
    entries: tuple[Code, ...] = codes.get(code, ()) if isinstance(codes, dict) else ()
    printed = [one.name for _, one in found if isinstance(one, CodeAmount) and one.name]
    name = entries[-1].name if entries else printed[0] if printed else ""
    near = [other for other in all_codes if other != code and (other.startswith(code) or code.startswith(other))]
    return _pages(
        f"compare/{kind}/{code}/",
        f"{code} {name}".strip(),
        found,
        f"{classification}科目 {code}。各年科目名称可能有变，以各表所印为准。",
        tuple((f"compare/{kind}/{other}/", other) for other in near),
        aliases=tuple(sorted({*printed, *(entry.name for entry in entries)} - {name})),
        tags=(code,),
    )


def _pages(
    address: str,
    title: str,
    found: Found,
    explanation: str,
    related: tuple[tuple[str, str], ...],
    aliases: tuple[str, ...],
    tags: tuple[str, ...],
) -> Iterator[Page]:
    tables = sorted(dict.fromkeys(_table(line) for _, line in found), key=lambda table: table != FIRST)
    stages = tuple(view for stage in labels.STAGES for view in _stages(stage, tables, title, found))
    units = _units(found)
    years = sorted({line.year for _, line in found})
    total = paging.count(max(len(stage.matrix.rows) for stage in stages))
    lead = f"{title}：{units} 个单位，{years[0]}—{years[-1]} 年。"
    if years[0] == years[-1]:
        lead = f"{title}：{units} 个单位，{years[0]} 年。"
    for number in range(1, total + 1):
        place = Paging(address, number, total)
        context = CompareContext(explanation, related, tuple(_part(stage, number) for stage in stages), place)
        yield paging.numbered(_page(title, lead, context, aliases, tags), place, title)


def _part(stage: StageMatrix, number: int) -> StageMatrix:
    """The rows of one page; the chart stands on the first one, where it is of all units."""
    rows = paging.part(stage.matrix.rows, number)
    chart = stage.chart if number == 1 and not stage.same else None
    return replace(stage, matrix=replace(stage.matrix, rows=rows), chart=chart, same=stage.same if number == 1 else 0)


def _page(title: str, lead: str, context: CompareContext, aliases: tuple[str, ...], tags: tuple[str, ...]) -> Page:
    return Page(
        address=context.paging.address,
        title=title,
        template=TEMPLATE,
        context=context,
        lead=lead,
        aliases=aliases,
        contents=tuple(
            Contents(f"stage-{one.stage}", one.title) for one in context.stages if one.matrix.rows or one.same
        ),
        tags=tags,
        boost=2,
        crumbs=(("", "首页"), ("compare/", "比较")),
    )


def _table(line: Headline | CodeAmount) -> str:
    """The table a code's amount stands in; tables cover different funds. Indicators have been brought together."""
    return line.resource if isinstance(line, CodeAmount) else ""


Units = dict[str, tuple[Overview, dict[int, list[Headline | CodeAmount]]]]
"""The numbers of each unit by year."""


def _stages(stage: str, tables: Sequence[str], title: str, found: Found) -> Iterator[StageMatrix]:
    """Table after table; a unit that prints the same numbers in a later one is counted there, not listed."""
    seen: set[tuple[str, frozenset[tuple[int, Decimal]]]] = set()
    for table in tables:
        units: Units = {}
        for one, line in found:
            if line.stage == stage and _table(line) == table:
                units.setdefault(one.unit.unit_id, (one, {}))[1].setdefault(line.year, []).append(line)
        printed = {
            name: (name, frozenset((line.year, line.amount) for lines in values.values() for line in lines))
            for name, (_, values) in units.items()
        }
        shown = {name: entry for name, entry in units.items() if printed[name] not in seen}
        seen.update(printed.values())
        if units:
            yield replace(_stage(stage, table, title, shown), same=len(units) - len(shown))


def _stage(stage: str, table: str, title: str, units: Units) -> StageMatrix:
    lines = [line for _, values in units.values() for of_year in values.values() for line in of_year]
    years = matrix.years(lines)
    rows, last = [], []
    for unit_id, (one, values) in sorted(units.items()):
        cells = tuple(matrix.cell(values.get(year, ())) for year in years)
        rows.append(MatrixRow(one.unit.name, f"units/{unit_id}/index.html", labels.around(one.unit), cells))
        if newest := matrix.best(values.get(years[-1], ())):
            last.append(Datum(one.unit.name, newest.amount, newest.link))
    name = f"{labels.STAGES[stage]}：{RESOURCES[table].title_zh}" if table else labels.STAGES[stage]
    return StageMatrix(
        f"{stage}-{table}" if table else stage,
        name,
        Matrix(f"{title}（{name}）", "单位", tuple(str(year) for year in years), tuple(rows)),
        charts.bars(f"chart-{stage}-{table}", _chart_title(years[-1], name, last), _largest(last), None, LARGEST)
        if last
        else None,
    )


def _largest(data: Sequence[Datum]) -> list[Datum]:
    """The largest amounts: those of departments and of their units overlap and are never added up to a rest."""
    return sorted(data, key=lambda one: -one.amount)[:LARGEST]


def _chart_title(year: int, name: str, data: Sequence[Datum]) -> str:
    return f"{year} 年{name}" if len(data) <= LARGEST else f"{year} 年{name}：最大的 {LARGEST} 个"


def _index(
    indicators: dict[str, Found], functions: dict[str, Found], economics: dict[str, Found], knowledge: Knowledge
) -> Page:
    groups = (
        ("indicators", "指标", tuple(
            Entry(f"compare/{key}/index.html", "", knowledge.indicators[key].title_zh, _units(found))
            for key, found in indicators.items()
        )),
        ("functions", "支出功能分类", tuple(
            Entry(f"compare/functions/{code}/index.html", code, _name(found), _units(found))
            for code, found in functions.items()
        )),
        ("economics", "部门预算支出经济分类", tuple(
            Entry(f"compare/economics/{code}/index.html", code, _name(found), _units(found))
            for code, found in economics.items()
        )),
    )  # fmt: skip
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


def _units(found: Found) -> int:
    return len({one.unit.unit_id for one, _ in found})


def _name(found: Found) -> str:
    return next((line.name for _, line in found if isinstance(line, CodeAmount) and line.name), "")
