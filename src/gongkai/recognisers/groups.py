"""Side-by-side groups of 收支总表 and the items that headings name in 三公 tables printed across."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from gongkai.knowledge.items import column_item
from gongkai.model.knowledge import Form, Knowledge
from gongkai.model.table import Column, Role

_CLASSIFICATIONS = (
    ("government_economic", ("政府预算支出经济", "政府经济", "政府预算经济")),
    ("economic", ("经济分类", "部门预算支出经济", "部门经济")),
    ("function", ("功能",)),
    ("purpose", ("用途", "性质", "支出类别", "支出结构")),
)

FUNDS = frozenset({"general_budget", "government_fund", "state_capital", "fiscal_special_account"})
"""Fields of 三公 tables that are sources of funds, not items."""


def group_columns(columns: tuple[Column, ...], form: Form, knowledge: Knowledge) -> tuple[Column, ...]:
    """The columns with groups, sides and items filled in, as the form's shape asks."""
    if form.shape == "sides":
        return _sides(columns)
    if form.shape == "items" and not any(column.field == "item_name" for column in columns):
        return _across(columns, knowledge)
    return columns


def _sides(columns: Sequence[Column]) -> tuple[Column, ...]:
    """Each item column begins a group; a line number just before an item belongs to that group."""
    grouped: list[Column] = []
    group = -1
    side = classification = ""
    for index, column in enumerate(columns):
        following = columns[index + 1].field if index + 1 < len(columns) else ""
        if column.field == "item_name":
            group += 1
            side, classification = _side(column, group), _classification(column)
            classification = "source" if side == "revenue" else classification
        if column.field == "_subitem":
            side, classification = grouped[-1].side, grouped[-1].classification
        own = group + 1 if column.field in {"_line_no", "code"} and following == "item_name" else group
        grouped.append(replace(column, group=max(own, 0), side=side, classification=classification))
    return tuple(grouped)


def _side(column: Column, group: int) -> str:
    """收入 or 支出 in the headings; else the first group is revenue."""
    for text in column.path:
        if "收入" in text and "支出" not in text:
            return "revenue"
        if "支出" in text and "收入" not in text:
            return "expenditure"
    return "revenue" if group == 0 else "expenditure"


def _classification(column: Column) -> str:
    """What the headings say the items are classified by; blank where they do not (the items then tell)."""
    for name, words in _CLASSIFICATIONS:
        if any(word in text for text in column.path for word in words):
            return name
    return ""


def _across(columns: Sequence[Column], knowledge: Knowledge) -> tuple[Column, ...]:
    """Columns whose headings name items hold the total of that item, or what one source of funds pays for it."""
    items = [_item(column, knowledge) for column in columns]
    only_three = not {"conference", "training", "agency_operation"} & set(items)
    across: list[Column] = []
    for column, item in zip(columns, items, strict=True):
        if not item:
            across.append(column)
            continue
        name = "three_public_total" if item == "total" and only_three else item
        field = column.field if column.field in FUNDS else "total"
        across.append(replace(column, field=field, item=name, role=Role.AMOUNT))
    return tuple(across)


def _item(column: Column, knowledge: Knowledge) -> str:
    """The item that the headings name, a source of funds at their end left out; blank for dimensions."""
    if column.field in {"unit_code", "unit_name", "_line_no", "_measure"}:
        return ""
    return column_item(column.path[:-1] if column.field in FUNDS else column.path, knowledge)
