"""The headline numbers of a disclosure by indicator and scope, each from its table."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from gongkai.checks.economic import by_class, printed
from gongkai.checks.figure import Side
from gongkai.checks.ledger import Block, Ledger, Line, text
from gongkai.checks.sides import TableSide, sides
from gongkai.checks.tables import SIDED, side, total_field, total_line

COLUMNS = {
    "total": "total_expenditure",
    "basic": "basic_expenditure",
    "personnel": "personnel",
    "public": "public",
    "project": "project_expenditure",
    "remitted_to_superior": "remitted_to_superior",
    "operating": "operating_expenditure",
    "subsidy_to_subordinate": "subsidy_to_subordinate",
}
SOURCES = {
    "total": "total_revenue",
    "general_budget": "general_budget",
    "government_fund": "government_fund",
    "state_capital": "state_capital",
    "fiscal_special_account": "fiscal_special_account",
    "superior_subsidy": "superior_subsidy",
    "business": "business_revenue",
    "operating": "operating_revenue",
    "subordinate_remittance": "subordinate_remittance",
    "other": "other_revenue",
    "carried_over": "carried_over_in",
}
SCOPES = {
    "revenue_expenditure": "all",
    "revenue": "all",
    "expenditure": "all",
    "appropriation": "appropriation",
    "general_budget_expenditure": "general_budget",
    "basic_expenditure": "general_budget",
    "government_fund_expenditure": "government_fund",
    "state_capital_expenditure": "state_capital",
    "three_public": "three_public",
    "procurement": "procurement",
    "agency_operation": "agency_operation",
    "fixed_assets": "fixed_assets",
}
SCOPE_ZH = {
    "all": "全部资金",
    "appropriation": "财政拨款",
    "general_budget": "一般公共预算",
    "government_fund": "政府性基金预算",
    "state_capital": "国有资本经营预算",
    "three_public": "“三公”经费",
    "procurement": "政府采购",
    "agency_operation": "机关运行经费",
    "fixed_assets": "资产",
}
SCOPE_EN = {
    "all": "all funds",
    "appropriation": "fiscal appropriation",
    "general_budget": "the general public budget",
    "government_fund": "the government fund budget",
    "state_capital": "the state capital budget",
    "three_public": "the three public expenses",
    "procurement": "procurement",
    "agency_operation": "agency operation",
    "fixed_assets": "assets",
}


@dataclass(frozen=True)
class Headline:
    """One value of an indicator: where it is printed, for which funds, for which measure."""

    indicator: str
    scope: str
    resource: str
    measure: str
    side: Side
    line: Line
    kind: str = ""
    """`grand` or `current` for the totals of two-sided tables, `item` for their items; `classes` for personnel and
    public expenditure added up from economic classes, which can confirm a number and never contradict it.
    """


def headlines(ledger: Ledger) -> Mapping[str, tuple[Headline, ...]]:
    """Every headline value by indicator, in printed order of the resources."""
    found: dict[str, list[Headline]] = defaultdict(list)
    for one in _all(ledger):
        found[one.indicator].append(one)
    return {indicator: tuple(values) for indicator, values in found.items()}


def _all(ledger: Ledger) -> Iterator[Headline]:
    for resource in SIDED:
        for block in ledger.blocks(resource):
            for one in sides(ledger, block):
                yield from _sided(ledger, block, one)
    for resource in ("expenditure", "general_budget_expenditure", "basic_expenditure"):
        yield from _totals(
            ledger, resource, {**COLUMNS, **({"total": "basic_expenditure"} if resource == "basic_expenditure" else {})}
        )
    yield from _halves(ledger)
    yield from _totals(ledger, "revenue", SOURCES)
    yield from _totals(ledger, "general_budget_expenditure", {"total": "general_budget"})
    yield from _totals(ledger, "government_fund_expenditure", {"total": "government_fund"})
    yield from _totals(ledger, "state_capital_expenditure", {"total": "state_capital"})
    yield from _totals(ledger, "procurement", {"total": "procurement"})
    yield from _totals(ledger, "agency_operation", {"total": "agency_operation"})
    yield from _items(ledger)


def _sided(ledger: Ledger, block: Block, one: TableSide) -> Iterator[Headline]:
    name = total_field(block.resource)
    indicator = f"total_{one.side}"
    for line, kind in ((one.grand, "grand"), (one.current, "current")):
        if line is not None:
            yield from _one(ledger, block, line, name, indicator, kind)
            if block.resource == "appropriation":
                yield from _one(ledger, block, line, name, "fiscal_appropriation", kind)
    for line in (*one.body, *one.extras):
        if line.item and _of_side(ledger, line.item, one.side):
            yield from _one(ledger, block, line, name, line.item, "item")


def _of_side(ledger: Ledger, item: str, side_name: str) -> bool:
    known = ledger.knowledge.indicators.get(item)
    return known is None or not known.side or known.side == side_name


def _totals(ledger: Ledger, resource: str, columns: Mapping[str, str]) -> Iterator[Headline]:
    for block in ledger.blocks(resource):
        line = total_line(block)
        for name, indicator in columns.items():
            if line is not None:
                yield from _one(ledger, block, line, name, indicator, "")


def _halves(ledger: Ledger) -> Iterator[Headline]:
    """人员经费 and 公用经费 of basic-expenditure tables without columns for them: printed, else by economic class."""
    for block in ledger.blocks("basic_expenditure"):
        lines = printed(block)
        for name, line in lines.items():
            yield from _one(ledger, block, line, name, name, "")
        if not lines and not {"personnel", "public"} & set(block.fields):
            for name, one in by_class(ledger, block).items():
                yield Headline(name, "general_budget", block.resource, block.measure, one, block.lines[0], "classes")


def _items(ledger: Ledger) -> Iterator[Headline]:
    for block in ledger.blocks("three_public"):
        printed = {line.item for line in block.lines if line.get("total") or line.get("general_budget")}
        for line in block.lines:
            item = line.item
            if item == "total":
                item = "" if "three_public_total" in printed else "three_public_total"
            for name in ("total", "general_budget"):
                if item:
                    yield from _one(ledger, block, line, name, item, "")
    for block in ledger.blocks("fixed_assets"):
        for line in block.lines:
            if line.kind == "total" or line.item == "fixed_assets":
                yield from _one(ledger, block, line, "value", "fixed_assets", "")


def _one(ledger: Ledger, block: Block, line: Line, name: str, indicator: str, kind: str) -> Iterator[Headline]:
    value = side(ledger, line, name)
    if value is not None:
        yield Headline(indicator, SCOPES[block.resource], block.resource, block.measure, value, line, kind)


def by_code(ledger: Ledger, code: str) -> tuple[Headline, ...]:
    """The totals printed for a code of the functional or economic classification."""
    return ledger.once(_by_code).get(code, ())


def _by_code(ledger: Ledger) -> Mapping[str, tuple[Headline, ...]]:
    found: dict[str, list[Headline]] = defaultdict(list)
    for resource in ("expenditure", "general_budget_expenditure", "basic_expenditure", "government_fund_expenditure"):
        for line in ledger.lines(resource):
            value = side(ledger, line, "total")
            for code in {text(line.row, "function_code"), text(line.row, "economic_code")} - {""}:
                if value is not None:
                    found[code].append(Headline(code, SCOPES[resource], resource, line.measure, value, line))
    return {code: tuple(values) for code, values in found.items()}
