"""The page of one disclosure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from gongkai.model.knowledge import Knowledge
from gongkai.model.original import Original
from gongkai.model.package import Row
from gongkai.pages import charts, grids, labels, ledger, money, narrative, places
from gongkai.pages.charts import BarChart, Datum
from gongkai.pages.grids import TableView
from gongkai.pages.inputs import DisclosureInput, Download, PageInputs
from gongkai.pages.ledger import CheckView, FaultGroup, RuleCount, Tally
from gongkai.pages.narrative import ChapterView
from gongkai.pages.overview import Headline, Overview
from gongkai.pages.page import Contents, Page
from gongkai.pages.rows import amount, text

TEMPLATE = "disclosure.html"

FACTS = (
    "total_revenue",
    "total_expenditure",
    "basic_expenditure",
    "project_expenditure",
    "three_public_total",
)
"""The numbers of the first screen, in this order."""

SEARCHED = "total_expenditure"
"""The one that stands in search results."""

SUMS = frozenset({"total_revenue", "current_year_revenue"})
CURRENT = frozenset({"budget", "final"})
"""Measures of the year itself."""

ROUNDING = Decimal(50)
"""Half of the last printed digit of 万元 with two decimals, in 元, per term."""

EXCEL = ".excel.csv"
SHORT = 800
"""Characters of text that stand on the page as they are; of longer ones it shows what holds numbers."""

ITEM_STATES = {
    "disclosed": "已公开",
    "empty_with_note": "空表，有说明",
    "empty_without_note": "空表，无说明",
    "missing": "未见公开",
    "not_applicable": "不要求",
    "not_testable": "无法判断",
}


@dataclass(frozen=True, slots=True)
class Fact:
    """One number of the first screen; `value` is empty where the source does not give it."""

    key: str
    title: str
    value: str
    unit: str
    exact: str
    link: str
    basis: str
    others: tuple[tuple[str, str], ...]
    """(amount, link) of values printed elsewhere in the document that differ."""


@dataclass(frozen=True, slots=True)
class ItemView:
    """One statutory item: whether it was disclosed, and what proves it."""

    title: str
    state: str
    state_title: str
    evidence: str
    anchor: str


@dataclass(frozen=True, slots=True)
class DownloadLine:
    """One file, and the same rows for Excel where there is such a file."""

    file: Download
    excel: Download | None


@dataclass(frozen=True)
class DisclosureContext:
    """Everything the page shows, in the order of the page."""

    overview: Overview
    unit_address: str
    unit_name: str
    region: str
    heading: str
    facts: tuple[Fact, ...]
    tally: Tally
    main_download: Download | None
    charts: tuple[BarChart, ...]
    faults: tuple[FaultGroup, ...]
    captions: Mapping[str, str]
    """The caption of each table."""
    tables: tuple[TableView, ...]
    chapters: tuple[ChapterView, ...]
    """The text, or what holds numbers of it where it is long."""
    moved: tuple[str, ...]
    """Anchors of paragraphs that are not running text and stand in the source view alone."""
    moved_source: str
    notes: Mapping[str, tuple[tuple[CheckView, ...], ...]]
    """What is worth a look without being a fault, by state; what is said of several places stands together."""
    counts: tuple[RuleCount, ...]
    table_faults: Mapping[str, tuple[CheckView, ...]]
    items: tuple[ItemView, ...]
    downloads: tuple[DownloadLine, ...]
    offered: frozenset[str]
    """The names of the files beside the page."""
    package: str
    """Where the files of the package are read elsewhere, blank where nowhere or where they are beside the page."""
    references: tuple[tuple[str, str], ...]
    editions: tuple[int, ...]
    newer: str
    """The number of this version where there is a newer one, else blank."""
    neighbours: tuple[tuple[str, str], ...] = ()
    stale: bool = False
    originals: tuple[Original, ...] = ()


def page(one: DisclosureInput, brief: Overview, inputs: PageInputs, titles: Mapping[str, str]) -> Page:
    """The page of one disclosure."""
    disclosure, knowledge = one.disclosure, inputs.knowledge
    faults = ledger.faults(one.rows("checks"))
    failed = tuple(check for check in brief.findings if check.state == "fail")
    shown = grids.tables(one.resources, knowledge.forms, faults)
    chapters, rest = narrative.chapters(one.resources, faults), narrative.rest(one.resources)
    context = DisclosureContext(
        overview=brief,
        unit_address=f"units/{disclosure.unit.unit_id}/",
        unit_name=disclosure.unit.name,
        region=labels.region(disclosure.unit),
        heading=labels.heading(disclosure),
        facts=_facts(brief, knowledge),
        tally=brief.tally,
        main_download=one.downloads[0] if one.downloads else None,
        charts=_charts(one, brief, knowledge),
        faults=ledger.groups(failed),
        captions={table.anchor: table.caption for table in shown},
        tables=shown,
        chapters=chapters if narrative.size(chapters) <= SHORT else narrative.abridged(chapters),
        moved=tuple(line.anchor for line in rest),
        moved_source=rest[0].source if rest else "",
        notes={
            state: ledger.alike([check for check in brief.findings if check.state == state])
            for state in ("not_disclosed", "note")
        },
        counts=ledger.counts(brief.rules, titles),
        offered=frozenset(file.name for file in one.downloads),
        package=f"{inputs.packages_url}{disclosure.address.removeprefix('units/')}"
        if inputs.packages_url and not one.downloads
        else "",
        table_faults=_by_table(failed),
        items=_items(brief, knowledge),
        downloads=_downloads(one.downloads),
        references=_references(one.lasting.references),
        editions=one.lasting.editions,
        stale=one.stale,
        originals=one.originals,
        newer=disclosure.edition.strip("v/"),
    )
    return Page(
        address=disclosure.address,
        title=f"{disclosure.unit.name} {context.heading}",
        template=TEMPLATE,
        context=context,
        summary=_summary(context),
        aliases=_aliases(context),
        contents=_contents(context),
        head=one.lasting.head,
        boost=0 if disclosure.edition else 1,
        crumbs=(("", "首页"), ("units/", "单位"), (context.unit_address, disclosure.unit.name)),
    )


def _facts(brief: Overview, knowledge: Knowledge) -> tuple[Fact, ...]:
    """The numbers of the first screen: what the source gives, and nothing in place of what it does not."""
    found = [(key, brief.values(key)) for key in FACTS]
    return tuple(_fact(key, knowledge.indicators[key].title_zh, values, brief) for key, values in found if values)


def _fact(key: str, title: str, values: tuple[Headline, ...], brief: Overview) -> Fact:
    one, base = values[0], f"{brief.disclosure.address}index.html"
    if one.rank > 1:
        others = tuple((money.spoken(other.amount), other.link.removeprefix(base)) for other in values)
        return Fact(key, title, "前后不一", "", "", "", "", others)
    value, _, unit = money.spoken(one.amount).rpartition(" ")
    others = tuple(
        (money.spoken(other.amount), other.link.removeprefix(base))
        for other in values[1:]
        if other.amount != one.amount
    )
    link = one.link.removeprefix(base)
    return Fact(key, title, value, unit, money.exact(one.amount), link, labels.BASES.get(one.basis, ""), others)


def _summary(context: DisclosureContext) -> str:
    """The page in one sentence."""
    facts = "，".join(f"{fact.title} {fact.value} {fact.unit}".rstrip() for fact in context.facts)
    return f"{context.unit_name}公开的 {context.heading}{'：' if facts else ''}{facts}。"


def _aliases(context: DisclosureContext) -> tuple[str, ...]:
    """What search should know and show beyond the title: the unit's other names, and the expenditure."""
    spent = [f"{fact.title} {fact.value} {fact.unit}" for fact in context.facts if fact.key == SEARCHED and fact.exact]
    return (*context.overview.unit.aliases, *spent)


def _contents(context: DisclosureContext) -> tuple[Contents, ...]:
    entries = [Contents("summary", "摘要")]
    if context.charts:
        entries.append(Contents("charts", "图"))
    entries.append(Contents("tables", f"表格（{len(context.tables)}）"))
    entries += [Contents(table.anchor, table.caption, 2) for table in context.tables]
    if context.chapters or context.moved:
        entries.append(Contents("text", "文字说明"))
    if context.tally.states:
        entries.append(Contents("checks", "核对"))
    if context.items:
        entries.append(Contents("completeness", "完整性"))
    return (*entries, Contents("provenance", "来源"), Contents("downloads", "下载"), Contents("cite", "引用"))


def _by_table(failed: tuple[CheckView, ...]) -> Mapping[str, tuple[CheckView, ...]]:
    """The failed checks by the tables they touch."""
    found: dict[str, dict[str, CheckView]] = {}
    for check in failed:
        for anchor in (*check.left.anchors, *check.right.anchors):
            if table := places.table_of(anchor):
                found.setdefault(table, {})[check.anchor] = check
    return {table: tuple(checks.values()) for table, checks in found.items()}


def _downloads(files: tuple[Download, ...]) -> tuple[DownloadLine, ...]:
    """The files, those for Excel beside what they are made of."""
    names = {file.name for file in files}
    excel = {
        plain: file for file in files if (plain := file.name.replace(EXCEL, ".csv")) != file.name and plain in names
    }
    beside = {file.name for file in excel.values()}
    return tuple(DownloadLine(file, excel.get(file.name)) for file in files if file.name not in beside)


def _references(given: tuple[tuple[str, str], ...]) -> tuple[tuple[str, str], ...]:
    """The references as (styles, text), those of several styles that are the same once."""
    styles: dict[str, list[str]] = {}
    for style, reference in given:
        styles.setdefault(reference, []).append(style)
    return tuple(("、".join(names), reference) for reference, names in styles.items())


def _items(brief: Overview, knowledge: Knowledge) -> tuple[ItemView, ...]:
    titles = {item.key: item.title_zh for item in knowledge.statutory_items}
    return tuple(
        ItemView(
            titles.get(one.item, one.item),
            one.state,
            ITEM_STATES[one.state],
            one.evidence,
            places.anchor(one.evidence.partition(" ")[0]),
        )
        for one in brief.items
        if one.state != "not_applicable"
    )


def _charts(one: DisclosureInput, brief: Overview, knowledge: Knowledge) -> tuple[BarChart, ...]:
    """Composition of revenue and expenditure, basic and project, economic items, 三公 parts: as far as printed."""
    revenue, expenditure = _value(brief, "total_revenue"), _value(brief, "total_expenditure")
    basic, three = _value(brief, "basic_expenditure"), _value(brief, "three_public_total")
    kinds = _parts(brief, knowledge, ("basic_expenditure", "project_expenditure"))
    parts = _parts(brief, knowledge, ("overseas", "vehicle_purchase", "vehicle_operation", "reception"))
    drawn = (
        charts.bars("chart-revenue", "收入构成", _complete(_revenue(one), revenue), revenue),
        charts.bars("chart-functions", "支出构成（功能分类）", _complete(_functions(one), expenditure), expenditure),
        charts.bars("chart-kinds", "基本支出与项目支出", _complete(kinds, expenditure), expenditure),
        charts.bars("chart-economics", "基本支出的用途（经济分类）", _complete(_economics(one), basic), basic),
        charts.bars("chart-three-public", "“三公”经费构成", _complete(parts, three), three),
    )
    return tuple(chart for chart in drawn if chart)


def _complete(data: list[Datum], whole: Decimal | None) -> list[Datum]:
    """The parts if they add up to the whole within rounding of print, else none: a partial chart would mislead."""
    if whole is None or abs(sum((one.amount for one in data), Decimal()) - whole) > ROUNDING * len(data):
        return []
    return data


def _value(brief: Overview, indicator: str) -> Decimal | None:
    found = brief.value(indicator)
    return found.amount if found else None


def _parts(brief: Overview, knowledge: Knowledge, keys: tuple[str, ...]) -> list[Datum]:
    found = [(key, brief.value(key)) for key in keys]
    base = f"{brief.disclosure.address}index.html"
    return [
        Datum(knowledge.indicators[key].title_zh, one.amount, one.link.removeprefix(base)) for key, one in found if one
    ]


def _revenue(one: DisclosureInput) -> list[Datum]:
    """The printed revenue items that are not sums of others."""
    rows = [row for row in one.rows("revenue_expenditure") if text(row, "side") == "revenue"]
    return _data([row for row in rows if text(row, "item") not in SUMS], "item_name", "amount")


def _functions(one: DisclosureInput) -> list[Datum]:
    rows = one.rows("expenditure") or one.rows("general_budget_expenditure")
    return _data([row for row in rows if len(text(row, "function_code")) == 3], "function_name", "total")


def _economics(one: DisclosureInput) -> list[Datum]:
    rows = [row for row in one.rows("basic_expenditure") if len(text(row, "economic_code")) == 5]
    return _data(rows, "economic_name", "total")


def _data(rows: list[Row], name: str, field: str) -> list[Datum]:
    """The amounts of the year itself, with the rows they stand in."""
    current = [row for row in rows if text(row, "measure") in CURRENT]
    return [
        Datum(text(row, name), number, f"#{places.anchor(text(row, 'row_id'))}")
        for row in current
        if (number := amount(row, field))
    ]
