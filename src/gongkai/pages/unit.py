"""One unit across years: stages are never mixed, breaks are marked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from gongkai.model.disclosure import Unit
from gongkai.model.knowledge import Knowledge
from gongkai.pages import charts, labels, matrix
from gongkai.pages.charts import LineChart, Year
from gongkai.pages.ledger import CheckView
from gongkai.pages.matrix import Matrix, MatrixRow
from gongkai.pages.overview import Headline, Overview
from gongkai.pages.page import Contents, Page

TEMPLATE = "unit.html"

TRENDS = ("total_expenditure", "basic_expenditure", "project_expenditure", "three_public_total")
"""The indicators drawn over years."""


@dataclass(frozen=True, slots=True)
class DisclosureLine:
    """One disclosure in the list, the newest first."""

    link: str
    heading: str
    title: str
    published: str
    tables: int
    amounts: int
    passed: int
    tested: int
    failed: int
    others: tuple[tuple[str, int], ...]
    """(title, count) of the checks that neither passed nor failed, but for those that could not be tested."""


@dataclass(frozen=True)
class StageView:
    """The years of one stage: a cross-year table and trends."""

    stage: str
    title: str
    matrix: Matrix
    trends: tuple[LineChart, ...]


@dataclass(frozen=True)
class UnitContext:
    """Everything about one unit."""

    unit: Unit
    region: str
    level: str
    scope: str
    stages: tuple[StageView, ...]
    disclosures: tuple[DisclosureLine, ...]
    findings: tuple[tuple[str, str, CheckView], ...]
    """(address, heading, check) of every check that failed; the page of a disclosure has the rest."""


def page(overviews: Sequence[Overview], knowledge: Knowledge) -> Page:
    """The page of the unit whose disclosures are given, in order of year and stage."""
    unit = overviews[-1].unit
    stages = tuple(view for stage in labels.STAGES if (view := _stage(stage, overviews, knowledge)))
    context = UnitContext(
        unit=unit,
        region=labels.region(unit),
        level=labels.LEVELS.get(unit.level, ""),
        scope=labels.SCOPES[unit.scope],
        stages=stages,
        disclosures=tuple(_line(one) for one in reversed(overviews)),
        findings=tuple(
            (f"{one.disclosure.address}index.html", labels.heading(one.disclosure), check)
            for one in reversed(overviews)
            for check in one.findings
            if check.state == "fail"
        ),
    )
    headings = "、".join(labels.heading(one.disclosure) for one in reversed(overviews))
    return Page(
        address=f"units/{unit.unit_id}/",
        title=unit.name,
        template=TEMPLATE,
        context=context,
        lead=f"{unit.name}（{context.region}）公开的 {headings}。",
        telling=False,
        aliases=(context.region, *unit.aliases, *(former.name for former in unit.former_names)),
        contents=_contents(context),
        boost=4,
        crumbs=(("", "首页"), ("units/", "单位")),
    )


def _stage(stage: str, overviews: Sequence[Overview], knowledge: Knowledge) -> StageView | None:
    found = [line for one in overviews for line in one.headlines if line.stage == stage]
    if not found:
        return None
    years = matrix.years(found)
    by_key: dict[str, dict[int, list[Headline]]] = {}
    for line in found:
        by_key.setdefault(line.indicator, {}).setdefault(line.year, []).append(line)
    rows = tuple(
        MatrixRow(
            indicator.title_zh,
            f"compare/{key}/index.html" if indicator.core else "",
            "",
            tuple(matrix.cell(by_key[key].get(year, ())) for year in years),
        )
        for key, indicator in knowledge.indicators.items()
        if key in by_key
    )
    title = f"历年{labels.STAGES[stage]}"
    return StageView(
        stage,
        title,
        Matrix(title, "指标", tuple(str(year) for year in years), rows),
        tuple(chart for key in TRENDS if (chart := _trend(key, stage, years, by_key.get(key, {}), knowledge))),
    )


def _trend(
    key: str, stage: str, years: Sequence[int], found: dict[int, list[Headline]], knowledge: Knowledge
) -> LineChart | None:
    """One indicator over all years from the first to the last, years without a number left open."""
    values = {year: matrix.best(found.get(year, ())) for year in range(years[0], years[-1] + 1)}
    points = [
        Year(str(year), one.amount if one else None, isinstance(one, Headline) and one.broken)
        for year, one in values.items()
    ]
    return charts.line(f"trend-{stage}-{key}", knowledge.indicators[key].title_zh, points)


def _line(one: Overview) -> DisclosureLine:
    disclosure = one.disclosure
    return DisclosureLine(
        f"{disclosure.address}index.html",
        labels.heading(disclosure),
        disclosure.title,
        disclosure.published.isoformat() if disclosure.published else "",
        one.tables,
        one.amounts,
        one.tally.passed,
        one.tally.tested,
        one.tally.failed,
        tuple((title, count) for state, title, count in one.tally.states if state in ("note", "not_disclosed")),
    )


def _contents(context: UnitContext) -> tuple[Contents, ...]:
    entries = [Contents(f"stage-{stage.stage}", stage.title) for stage in context.stages]
    entries.append(Contents("disclosures", "公开文件"))
    return (*entries, Contents("findings", "不符之处")) if context.findings else tuple(entries)
