"""What the rules know of the typed tables: which are coded, which columns add up, how places are named."""

from __future__ import annotations

from gongkai.checks.figure import Side
from gongkai.checks.ledger import Ledger, Line
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


def field_zh(resource: str, name: str) -> str:
    """The Chinese title of a column."""
    return RESOURCES[resource].by_name[name].title_zh


def field_en(resource: str, name: str) -> str:
    """The English title of a column."""
    return RESOURCES[resource].by_name[name].title_en.lower()


def place(line: Line, name: str) -> str:
    """`t03r4-total`, with the measure where it is not the budget: the part of check_id after the rule."""
    measure = f"-{line.measure}" if line.measure not in {"", "budget"} else ""
    return f"{line.row_id}{measure}-{name}"


def cell_zh(line: Line, name: str) -> str:
    """What a citizen calls a cell: `“公务接待费”`, `“科普活动”的项目支出`, `合计`, `合计的基本支出`."""
    row = f"“{fold_item(line.name)}”" if line.kind == "line" and line.name else fold_item(line.name) or "合计"
    return row if name == total_field(line.resource) else f"{row}的{field_zh(line.resource, name)}"


def side(ledger: Ledger, line: Line, name: str) -> Side | None:
    """One figure of a line as a side, named by its table, row and column; None where it is blank."""
    figure = line.get(name)
    if figure is None:
        return None
    zh = f"《{ledger.caption(line.table_id)}》{cell_zh(line, name)}"
    en = f"{field_en(line.resource, name)} in row {line.row_id} of “{RESOURCES[line.resource].title_en}”"
    return Side(zh, en, (figure,))
