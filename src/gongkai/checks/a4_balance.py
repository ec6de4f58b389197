"""A4: total revenue equals total expenditure, carry-over and balances included."""

from __future__ import annotations

from collections.abc import Iterator

from gongkai.checks.figure import Side
from gongkai.checks.judging import compare, untestable
from gongkai.checks.ledger import Block, Ledger, Line
from gongkai.checks.rule import Result, Rule
from gongkai.checks.sides import sides
from gongkai.checks.tables import SIDED, place, total_field


def find(ledger: Ledger) -> Iterator[Result]:
    """Each two-sided table, and the rows of fund tables that print carry-over, revenue and expenditure."""
    for resource in SIDED:
        for block in ledger.blocks(resource):
            found = list(_balance(ledger, block))
            if not found and len({one.side for one in sides(ledger, block)}) > 1:
                yield untestable(
                    block.table_id,
                    block.table_id,
                    f"《{ledger.caption(block.table_id)}》没有印出收支两方的总计",
                    f"table {block.table_id} does not print both totals",
                )
            yield from found
    for resource in ("government_fund_expenditure", "state_capital_expenditure"):
        for line in ledger.lines(resource):
            yield from _year(ledger, line)


def _balance(ledger: Ledger, block: Block) -> Iterator[Result]:
    name = total_field(block.resource)
    read = sides(ledger, block)
    revenues = [one.grand for one in read if one.side == "revenue" and one.grand is not None and one.grand.get(name)]
    if len(revenues) != 1:
        return
    left = _named(ledger, revenues[0], name, "收入", "revenue")
    for one in read:
        if one.side != "expenditure" or one.grand is None:
            continue
        if one.grand.get(name):
            right = _named(ledger, one.grand, name, "支出", "expenditure")
            yield compare(ledger, place(one.grand, name), one.grand.row_id, left, right)


def _named(ledger: Ledger, line: Line, name: str, zh: str, en: str) -> Side:
    figure = line.get(name)
    assert figure is not None
    return Side(f"《{ledger.caption(line.table_id)}》{zh}方的总计", f"total {en} in row {line.row_id}", (figure,))


def _year(ledger: Ledger, line: Line) -> Iterator[Result]:
    """Carried in + revenue = expenditure + carried out."""
    start, came, spent, end = (line.get(n) for n in ("carried_over_in", "revenue", "total", "carried_over_out"))
    if came is None or spent is None or (start is None and end is None):
        return
    left = Side("年初结转结余＋本年收入", "carried over plus revenue", (*([start] if start else []), came))
    right = Side("本年支出＋年末结转结余", "expenditure plus carried forward", (spent, *([end] if end else [])))
    unsure = None
    if ledger.unread_beside(line):
        unsure = ("该行还有未能识别的数字", "the row holds numbers whose column we do not know")
    yield compare(ledger, place(line, "balance"), line.row_id, left, right, unsure=unsure)


RULE = Rule(
    "A4",
    "收入总计等于支出总计",
    "Total revenue equals total expenditure",
    "收支总表和财政拨款收支总表中，含上年结转、动用结余和年末结转在内，收入总计应等于支出总计。",
    "In the two-sided tables total revenue equals total expenditure, with what is carried over from the year before "
    "and into the next.",
    find,
    ("revenue_expenditure", "appropriation"),
)
