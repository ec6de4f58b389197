"""What the rules know of the typed tables: which are coded, which columns add up, how places are named."""

from __future__ import annotations

from functools import cache

from gongkai.checks.figure import Side
from gongkai.checks.ledger import Block, Ledger, Line, text
from gongkai.knowledge.text import fold_item
from gongkai.model.fields import RESOURCES

CODED = (
    "revenue",
    "expenditure",
    "general_budget_expenditure",
    "basic_expenditure",
    "government_fund_expenditure",
    "state_capital_expenditure",
    "agency_operation",
    "project_expenditure",
    "basic_expenditure_sources",
    "economic_expenditure",
    "special_account_expenditure",
)
"""The tables whose rows carry codes."""

SIDED = ("revenue_expenditure", "appropriation")
"""The tables with revenue on one side and expenditure on the other."""

FUNDS = ("general_budget", "government_fund", "state_capital", "fiscal_special_account", "unit_funds")

PARTS = {
    "expenditure": (
        "basic",
        "project",
        "remitted_to_superior",
        "operating",
        "subsidy_to_subordinate",
        "reserve",
        "carried_forward",
    ),
    "revenue": (
        "carried_over",
        "fiscal_appropriation",
        "general_budget",
        "government_fund",
        "state_capital",
        "fiscal_special_account",
        "superior_subsidy",
        "business",
        "operating",
        "subordinate_remittance",
        "other",
        "balance_used",
    ),
    "general_budget_expenditure": ("basic", "project"),
    "basic_expenditure": ("personnel", "public"),
    "government_fund_expenditure": ("basic", "project"),
    "state_capital_expenditure": ("basic", "project"),
    "appropriation": FUNDS[:3],
    "three_public": FUNDS[:4],
    "procurement": FUNDS,
    "project_expenditure": (*FUNDS, "carried_over"),
    "projects": ("fiscal_funds", "other_funds"),
}
"""The columns that add up to the whole of a row, by resource."""

TOTAL_FIELD = {
    "projects": "budget",
    "revenue_expenditure": "amount",
    "fixed_assets": "value",
    "budget_detail": "amount",
    "transfers": "amount",
}
"""The column of the whole where it is not called `total`."""


def total_field(resource: str) -> str:
    """The column that holds the whole of a line."""
    return TOTAL_FIELD.get(resource, "total")


OPERATING = {
    "revenue": ("经营收入", "operating revenue of institutions"),
    "expenditure": ("经营支出", "operating expenditure of institutions"),
}
"""The column `operating` is one side only in these tables."""


@cache
def field_zh(resource: str, name: str) -> str:
    """The Chinese title of a column."""
    if name == "operating" and resource in OPERATING:
        return OPERATING[resource][0]
    return RESOURCES[resource].by_name[name].title_zh


@cache
def field_en(resource: str, name: str) -> str:
    """The English title of a column."""
    if name == "operating" and resource in OPERATING:
        return OPERATING[resource][1]
    return RESOURCES[resource].by_name[name].title_en.lower()


def place(line: Line, name: str) -> str:
    """`t03r4-total`, with the measure where it is not the budget: the part of check_id after the rule."""
    measure = f"-{line.measure}" if line.measure not in {"", "budget"} else ""
    return f"{line.row_id}{measure}-{name}"


MEASURES_ZH = {"prior_budget": "上年预算", "prior_final": "上年决算", "adjusted_budget": "调整预算", "change": "增减"}
"""How a figure of another measure than that of the disclosure is marked."""


def cell_zh(line: Line, name: str) -> str:
    """What a citizen calls a cell: `“公务接待费”`, `“科普活动”的项目支出`, `合计`, `合计的基本支出`.

    Where the table lists units, whose it is stands before it; the year behind it where it is not that disclosed.
    """
    shown, unit = line.shown, fold_item(text(line.row, "unit_name"))
    row = f"“{shown}”" if line.kind == "line" and shown else shown or "合计"
    owner = f"{unit}的" if unit not in {"", shown, "合计"} else ""
    column = field_zh(line.resource, name)
    cell = row if name == total_field(line.resource) or column in shown else f"{row}的{column}"
    return f"{owner}{cell}{f'({MEASURES_ZH[line.measure]})' if line.measure in MEASURES_ZH else ''}"


def total_line(block: Block) -> Line | None:
    """The total of a table: its 合计 row, or its only row."""
    return block.total or (block.lines[0] if len(block.lines) == 1 else None)


def side(ledger: Ledger, line: Line, name: str) -> Side | None:
    """One figure of a line as a side, named by its table, row and column; None where it is blank."""
    figure = line.get(name)
    if figure is None:
        return None
    zh = f"《{ledger.caption(line.table_id)}》{cell_zh(line, name)}"
    en = f"{field_en(line.resource, name)} in row {line.row_id} of “{RESOURCES[line.resource].title_en}”"
    return Side(zh, en, (figure,))
