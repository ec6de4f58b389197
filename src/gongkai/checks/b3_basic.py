"""B3: basic expenditure in the general-budget table = total of the basic-expenditure table."""

from __future__ import annotations

from collections.abc import Iterator

from gongkai.checks.economic import totals
from gongkai.checks.figure import Side
from gongkai.checks.headlines import headlines
from gongkai.checks.judging import best, compare, untestable
from gongkai.checks.ledger import Block, Ledger
from gongkai.checks.rule import Result, Rule
from gongkai.checks.tables import place, side, total_line

PAIRS = (("basic", "total"), ("personnel", "personnel"), ("public", "public"))


APPROPRIATED = (
    "财政拨款还可能含政府性基金等",
    "Fiscal appropriation may also hold government funds",
)


def find(ledger: Ledger) -> Iterator[Result]:
    """Basic expenditure, and personnel and public expenditure where both tables print them."""
    found = [result for block in ledger.blocks("general_budget_expenditure") for result in _block(ledger, block)]
    if not found:
        found = [result for block in ledger.blocks("basic_expenditure") for result in _purpose(ledger, block)]
    if not found:
        yield untestable(
            "basic", "basic_expenditure", "两表没有印出可比的合计", "the two tables print no totals to compare"
        )
    yield from found


def _block(ledger: Ledger, block: Block) -> Iterator[Result]:
    others = [one for one in ledger.blocks("basic_expenditure") if one.measure == block.measure]
    line = total_line(block)
    if line is None or not others:
        return
    for name, other_name in PAIRS:
        left = side(ledger, line, name)
        rights = [one for other in others if (one := totals(ledger, other, other_name))]
        if left is None or not rights:
            continue
        if len(rights) > 1:
            rights.append(
                Side(
                    "各基本支出表合计之和",
                    "the sum of the basic-expenditure tables",
                    tuple(f for r in rights for f in r.figures),
                )
            )
        several = len(others) > 1 or len(ledger.blocks("general_budget_expenditure")) > 1
        yield compare(ledger, place(line, name), line.row_id, left, best(left, rights), between=True, weak=several)


def _purpose(ledger: Ledger, block: Block) -> Iterator[Result]:
    """Where the general-budget table has no column for it: basic expenditure among the purposes of the appropriation."""
    right = totals(ledger, block, "total")
    named = ledger.once(headlines).get("basic_expenditure", ())
    lefts = [one for one in named if one.resource == "appropriation" and one.measure == block.measure]
    if right is not None and len(lefts) == 1:
        one = lefts[0]
        yield compare(
            ledger, f"{block.table_id}-basic", one.line.row_id, one.side, right, between=True, softer=APPROPRIATED
        )


RULE = Rule(
    "B3",
    "一般公共预算支出表与基本支出表一致",
    "The general-budget table agrees with the basic-expenditure table",
    "一般公共预算支出表的基本支出合计，应等于一般公共预算基本支出表的合计；人员经费、公用经费亦同。",
    "Basic expenditure in the general-budget table is the total of the basic-expenditure table; likewise personnel "
    "and public expenditure.",
    find,
    ("general_budget_expenditure", "basic_expenditure"),
)
