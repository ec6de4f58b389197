"""A1: a code's amount is the sum of its children (类 = Σ款 = Σ项), column by column."""

from __future__ import annotations

from collections.abc import Iterator

from gongkai.checks.figure import Figure, Side
from gongkai.checks.hierarchy import Family, code_field, families
from gongkai.checks.judging import compare, untestable
from gongkai.checks.ledger import Block, Ledger, Line, text
from gongkai.checks.rule import Result, Rule
from gongkai.checks.tables import CODED, PARTS, cell_zh, field_en, place


def find(ledger: Ledger) -> Iterator[Result]:
    """Each printed parent against its printed children, in each money column that both have."""
    for resource in CODED:
        for block in ledger.blocks(resource):
            field = code_field(block)
            if not field:
                continue
            found = list(_families(ledger, block, field))
            if not found:
                yield untestable(
                    block.table_id,
                    block.table_id,
                    f"《{ledger.caption(block.table_id)}》没有同时列出上级和下级科目",
                    f"table {block.table_id} does not list a code together with its parts",
                )
            yield from found


def _families(ledger: Ledger, block: Block, field: str) -> Iterator[Result]:
    open_ended = ledger.open_ended(block)
    for family in families(block, field):
        unread = any(ledger.unread_beside(line) for line in (family.parent, *family.children))
        for name in block.fields:
            whole = family.parent.get(name)
            parts = tuple(figure for child in family.children if (figure := child.get(name)))
            if whole is None or not parts:
                continue
            incomplete = unread or any(_incomplete(child, name) for child in family.children)
            left, right = _sides(family, field, name, whole, parts)
            yield compare(
                ledger,
                place(family.parent, name),
                family.parent.row_id,
                left,
                right,
                unsure=("有的行没有列出全部数字", "some rows do not hold all their figures") if incomplete else None,
                weak=open_ended or not family.sure,
            )


def _sides(family: Family, field: str, name: str, whole: Figure, parts: tuple[Figure, ...]) -> tuple[Side, Side]:
    parent = family.parent
    label = "" if parent.inferred else text(parent.row, field)
    left = Side(
        f"{label}{cell_zh(parent, name)}",
        f"{field_en(parent.resource, name)} of {label or f'row {parent.row_id}'}",
        (whole,),
    )
    right = Side(
        f"其下{len(parts)}个科目之和",
        f"the sum of the {len(parts)} code{'s' if len(parts) > 1 else ''} below it",
        parts,
    )
    return left, right


def _incomplete(child: Line, name: str) -> bool:
    """True where a child's figure is blank although its total is more than its printed parts."""
    if child.get(name):
        return False
    total, parts = child.get("total"), PARTS.get(child.resource, ())
    if name not in parts or total is None:
        return False
    return total.amount != sum(f.amount for part in parts if (f := child.get(part)))


RULE = Rule(
    "A1",
    "上级科目等于下级科目之和",
    "A code is the sum of the codes below it",
    "功能分类的类等于各款之和，款等于各项之和；经济分类的类等于各款之和。按表内每一栏核对，空白不计。",
    "In the classification by function a 类 is the sum of its 款 and a 款 the sum of its 项; likewise by economic "
    "nature. Checked in each column; blanks are left out.",
    find,
    ("general_budget_expenditure", "basic_expenditure"),
)
