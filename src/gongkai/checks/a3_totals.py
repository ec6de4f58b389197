"""A3: the 合计 row is the sum of the top-level rows."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain, tee

from gongkai.checks.economic import by_class, printed
from gongkai.checks.figure import Figure, Side
from gongkai.checks.hierarchy import Top, tops
from gongkai.checks.judging import compare, equal, untestable
from gongkai.checks.ledger import Block, Ledger, Line
from gongkai.checks.rule import Result, Rule
from gongkai.checks.sides import side_totals
from gongkai.checks.tables import CODED, SIDED, cell_zh, field_en, place, side


def find(ledger: Ledger) -> Iterator[Result]:
    """The total row of each coded table, each detail table and each side of the two-sided tables."""
    for resource in (*CODED, "budget_detail", "transfers"):
        for block in ledger.blocks(resource):
            found = list(_block(ledger, block))
            if not found and block.body and not printed(block):
                yield untestable(
                    block.table_id,
                    block.table_id,
                    f"《{ledger.caption(block.table_id)}》没有合计行",
                    f"table {block.table_id} has no total row",
                )
            yield from found
    for block in ledger.blocks("basic_expenditure"):
        yield from _economic(ledger, block)
    for resource in SIDED:
        for block in ledger.blocks(resource):
            yield from side_totals(ledger, block)


def _block(ledger: Ledger, block: Block) -> Iterator[Result]:
    total = block.total
    if total is None or not block.body:
        return
    ways = tops(block)  # most tables add up in the first way: the others are made only where one does not
    for name in block.fields:
        whole = total.get(name)
        if whole is not None and any(line.get(name) for line in block.body):
            ways, mine = tee(ways)
            yield _column(ledger, block, total, name, whole, mine)


def _economic(ledger: Ledger, block: Block) -> Iterator[Result]:
    """人员经费合计 and 公用经费合计 against the economic classes above them."""
    sums = by_class(ledger, block)
    for name, line in printed(block).items():
        left, right = side(ledger, line, name), sums.get(name)
        if left is not None and right is not None:
            yield compare(ledger, place(line, name), line.row_id, left, right, weak=ledger.open_ended(block))


def _leads(block: Block, name: str, whole: Side) -> bool:
    """True where the first row bears no code and is the whole again: a unit above its own projects."""
    first = block.body[0].get(name)
    others = any(line.get(name) for line in block.body[1:])
    return bool(first and others and not block.body[0].codes and equal(whole, Side("", "", (first,))))


def _sum(lines: tuple[Line, ...], name: str) -> Side | None:
    """What some lines add up to in a column; None where none has a figure."""
    parts = tuple(figure for line in lines if (figure := line.get(name)))
    return Side(f"{len(parts)}行之和", f"the sum of {len(parts)} rows", parts) if parts else None


def _column(ledger: Ledger, block: Block, total: Line, name: str, whole: Figure, ways: Iterator[Top]) -> Result:
    label_en = field_en(total.resource, name)
    left = Side(
        f"《{ledger.caption(total.table_id)}》{cell_zh(total, name)}",
        f"{label_en} in the total row of table {total.table_id}",
        (whole,),
    )
    lead = _leads(block, name, left)
    readings = chain(ways, [Top(block.body[1:], False)] if lead else [])
    sides = ((one, way.sure) for way in readings if (one := _sum(way.lines, name)) is not None)
    first = next(sides)
    right, sure = next(((one, sure) for one, sure in chain([first], sides) if equal(left, one)), first)
    unsure = None
    if any(ledger.unread_beside(line) for line in block.lines):
        unsure = ("表内还有未能识别的数字", "the table holds numbers whose column we do not know")
    return compare(
        ledger,
        place(total, name),
        total.row_id,
        left,
        right,
        unsure=unsure,
        weak=not sure or lead or ledger.open_ended(block),
    )


RULE = Rule(
    "A3",
    "合计行等于各行之和",
    "The total row is the sum of the rows",
    "表的合计行等于最上一级各行之和；收支总表的本年合计等于各项之和。",
    "The total row of a table is the sum of its top-level rows; in two-sided tables the total of the year is the sum "
    "of its items.",
    find,
    ("expenditure", "general_budget_expenditure", "basic_expenditure"),
)
