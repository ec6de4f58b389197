"""B1: the same total in 收支总表, 收入总表 and 支出总表."""

from __future__ import annotations

from collections.abc import Iterator

from gongkai.checks.classes import class_results
from gongkai.checks.headlines import COLUMNS, SOURCES, Headline, headlines
from gongkai.checks.judging import best, compare, untestable
from gongkai.checks.ledger import Ledger, text
from gongkai.checks.rule import Result, Rule
from gongkai.checks.tables import place

PAIRS = (("total_revenue", "revenue", "收入", "revenue"), ("total_expenditure", "expenditure", "支出", "expenditure"))


ITEMS = tuple((indicator, "revenue") for name, indicator in SOURCES.items() if name != "total") + tuple(
    (indicator, "expenditure") for name, indicator in COLUMNS.items() if name not in {"total", "personnel", "public"}
)
"""Indicators that both a column of a table and an item of the overview print, and the table."""

SCOPE = (
    "该栏可能含上年结转，口径可能不同",
    "The column may hold money carried over: perhaps a matter of scope",
)


def find(ledger: Ledger) -> Iterator[Result]:
    """The total row of the revenue table and of the expenditure table against the two-sided table."""
    known = ledger.once(headlines)
    for indicator, resource, zh, en in PAIRS:
        alone = ledger.once(_one_sided)
        overview = [one for one in known.get(indicator, ()) if one.resource == "revenue_expenditure"]
        lefts = [one for one in known.get(indicator, ()) if one.resource == resource]
        lefts += [one for one in overview if one.line.table_id in alone]
        rights = [one for one in overview if one.line.table_id not in alone]
        found = False
        for left in lefts:
            same = [right for right in rights if right.measure == left.measure]
            if same:
                found = True
                yield _result(ledger, left, same)
        if not found:
            yield untestable(
                resource,
                resource,
                f"{zh}总表或收支总表没有印出可比的合计",
                f"the {en} table or the two-sided table prints no total to compare",
            )
    yield from _columns(ledger)


def _one_sided(ledger: Ledger) -> frozenset[str]:
    """The tables of revenue, or of expenditure, alone that list items as the overview does."""
    blocks = ledger.blocks("revenue_expenditure")
    return frozenset(block.table_id for block in blocks if len({text(line.row, "side") for line in block.lines}) == 1)


def _columns(ledger: Ledger) -> Iterator[Result]:
    """The columns of the revenue and expenditure tables against the items of the overview, and its classes."""
    known = ledger.once(headlines)
    for indicator, resource in ITEMS:
        values = known.get(indicator, ())
        for left in (one for one in values if one.resource == resource):
            same = [one for one in values if one.resource == "revenue_expenditure" and one.measure == left.measure]
            same = [one for one in same if one.line.table_id not in ledger.once(_one_sided)]
            if len(same) == 1 and (left.side.amount or same[0].side.amount):
                name = left.side.figures[0].field
                softer = SCOPE if resource == "revenue" and _carried(left) else None
                yield compare(
                    ledger, place(left.line, name), left.line.row_id, left.side, same[0].side, between=True,
                    softer=softer, weak=bool(ledger.unread_beside(left.line)),
                )  # fmt: skip
    for block in ledger.blocks("revenue_expenditure"):
        for other in ledger.blocks("expenditure"):
            if other.measure == block.measure:
                yield from class_results(ledger, block, "amount", other)


def _carried(one: Headline) -> bool:
    """True where the row also holds money of earlier years, which a column of one fund may count in or leave out."""
    return any(figure.amount for name, figure in one.line.figures.items() if name in {"carried_over", "balance_used"})


def _result(ledger: Ledger, left: Headline, rights: list[Headline]) -> Result:
    """Equal to the grand total or to the total of the year: tables of final accounts print the latter."""
    weak = len({right.line.table_id for right in rights}) > 1 or bool(ledger.unread_beside(left.line))
    right = best(left.side, [one.side for one in rights])
    return compare(ledger, place(left.line, "total"), left.line.row_id, left.side, right, between=True, weak=weak)


RULE = Rule(
    "B1",
    "收支总表、收入总表、支出总表的合计一致",
    "The same total in the overview, the revenue and the expenditure table",
    "收入总表的合计应等于收支总表的收入总计或本年收入合计；支出总表的合计应等于支出总计或本年支出合计。两表都印出的"
    "收入来源、基本支出、项目支出和功能分类各类亦应一致。",
    "The total of the revenue table is the total revenue of the overview, or that of the year; "
    "likewise for expenditure, and for the sources, kinds and classes that both tables print.",
    find,
    ("revenue_expenditure", "revenue", "expenditure"),
)
