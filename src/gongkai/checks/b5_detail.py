"""B5: the sum of the detail table = the expenditure table, code by code."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from gongkai.checks.figure import Figure, Side
from gongkai.checks.judging import compare, untestable
from gongkai.checks.ledger import Block, Ledger, text
from gongkai.checks.rule import Result, Rule
from gongkai.checks.tables import place, side, total_line


def find(ledger: Ledger) -> Iterator[Result]:
    """Each functional code of the detail table, and its total."""
    found = [result for block in ledger.blocks("budget_detail") for result in _block(ledger, block)]
    if not found and ledger.blocks("budget_detail"):
        yield untestable(
            "detail", "budget_detail", "支出总表没有印出可比的科目", "the expenditure table prints no code to compare"
        )
    yield from found


def _block(ledger: Ledger, detail: Block) -> Iterator[Result]:
    for block in ledger.blocks("expenditure"):
        if block.measure != detail.measure:
            continue
        several = len(ledger.blocks("expenditure")) > 1 or len(ledger.blocks("budget_detail")) > 1
        yield from _codes(ledger, detail, block, several)
        total, other = total_line(block), detail.total
        if total and other and (left := side(ledger, other, "amount")) and (right := side(ledger, total, "total")):
            yield compare(ledger, place(other, "amount"), other.row_id, left, right, between=True, weak=several)


def _codes(ledger: Ledger, detail: Block, block: Block, several: bool) -> Iterator[Result]:
    sums: dict[str, list[Figure]] = defaultdict(list)
    unread = False
    for line in detail.body:
        figure = line.get("amount")
        unread = unread or figure is None or not text(line.row, "function_code")
        if figure is not None:
            sums[text(line.row, "function_code")].append(figure)
    lines = [line for line in block.body if text(line.row, "function_code") in sums]
    for line in lines:
        code = text(line.row, "function_code")
        right = side(ledger, line, "total")
        if right is None:
            continue
        left = Side(
            f"明细预算表{code}各行之和", f"the sum of the rows of {code} in the detail table", tuple(sums[code])
        )
        repeated = sum(text(one.row, "function_code") == code for one in lines) > 1
        yield compare(
            ledger,
            place(line, f"detail-{detail.table_id}"),
            line.row_id,
            left,
            right,
            between=True,
            weak=several or repeated or unread or ledger.open_ended(detail),
        )


RULE = Rule(
    "B5",
    "明细预算表与支出总表一致",
    "The detail table agrees with the expenditure table",
    "明细预算表按功能分类科目加总，应等于支出总表中同一科目的合计。",
    "The rows of the detail table, added up by function, equal the same code in the expenditure table.",
    find,
)
