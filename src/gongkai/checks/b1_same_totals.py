"""B1: the same total in 收支总表, 收入总表 and 支出总表."""

from __future__ import annotations

from collections.abc import Iterator

from gongkai.checks.headlines import Headline, headlines
from gongkai.checks.judging import best, compare, untestable
from gongkai.checks.ledger import Ledger
from gongkai.checks.rule import Result, Rule
from gongkai.checks.tables import place

PAIRS = (("total_revenue", "revenue", "收入", "revenue"), ("total_expenditure", "expenditure", "支出", "expenditure"))


def find(ledger: Ledger) -> Iterator[Result]:
    """The total row of the revenue table and of the expenditure table against the two-sided table."""
    known = ledger.once(headlines)
    for indicator, resource, zh, en in PAIRS:
        lefts = [one for one in known.get(indicator, ()) if one.resource == resource]
        rights = [one for one in known.get(indicator, ()) if one.resource == "revenue_expenditure"]
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


def _result(ledger: Ledger, left: Headline, rights: list[Headline]) -> Result:
    """Equal to the grand total or to the total of the year: tables of final accounts print the latter."""
    weak = len({right.line.table_id for right in rights}) > 1 or bool(ledger.unread_beside(left.line))
    right = best(left.side, [one.side for one in rights])
    return compare(ledger, place(left.line, "total"), left.line.row_id, left.side, right, between=True, weak=weak)


RULE = Rule(
    "B1",
    "收支总表、收入总表、支出总表的合计一致",
    "The same total in the overview, the revenue and the expenditure table",
    "收入总表的合计应等于收支总表的收入总计或本年收入合计；支出总表的合计应等于支出总计或本年支出合计。",
    "The total of the revenue table is the total revenue of the overview, or that of the year; "
    "likewise for expenditure.",
    find,
    ("revenue_expenditure", "revenue", "expenditure"),
)
