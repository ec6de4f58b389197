"""C5: a note that a table is empty, or that there is no such budget, agrees with the table."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from gongkai.checks.figure import Figure, Side
from gongkai.checks.judging import compare, money_en, money_zh, untestable
from gongkai.checks.ledger import MONEY, Ledger, text
from gongkai.checks.notes import empty_notes
from gongkai.checks.rule import Result, Rule
from gongkai.model.package import Row


def find(ledger: Ledger) -> Iterator[Result]:
    """Each note that says that a table is empty, against the table it names or stands below."""
    found = False
    for source, note, table in ledger.once(empty_notes):
        found = True
        yield _result(ledger, source, note, table)
    if not found:
        yield untestable("notes", "tables", "没有“此表为空”之类的说明", "no note says that a table is empty")


def _result(ledger: Ledger, source: str, note: str, table: Row) -> Result:
    table_id = text(table, "table_id")
    figures = _figures(ledger, table_id)
    largest = max(figures, key=lambda figure: abs(figure.amount), default=None)
    left = Side(
        f"《{ledger.caption(table_id)}》中最大的金额",
        f"the largest amount in table {table_id}",
        (largest,) if largest else (),
    )
    like = largest.unit if largest else "元"
    factor = largest.factor if largest else Decimal(1)
    zero = Figure(Decimal(0), largest.precision if largest else Decimal(1), source, note, like, factor)
    right = Side("说明文字（此表为空）", "the note that the table is empty", (zero,))
    unsure = None
    if text(table, "state") == "data" and largest is None:
        unsure = ("表内数字没有读成金额", "the numbers in the table were not read as money")
    result = compare(ledger, f"{table_id}-{source}", table_id, left, right, unsure=unsure)
    if unsure and result.state == "pass":
        return untestable(f"{table_id}-{source}", table_id, *unsure)
    name = ledger.caption(table_id)
    if result.state == "pass":
        zh, en = (
            f"说明文字写《{name}》为空，表内没有金额，两者一致。",
            f"A note says that table {table_id} is empty; it is.",
        )
        return replace(result, message_zh=zh, message_en=en)
    if result.state == "fail" and largest is not None:
        zh = f"说明文字写《{name}》为空，表内却有金额，最大的是{money_zh(largest.amount, largest)}。"
        en = f"A note says that table {table_id} is empty; it holds amounts, up to {money_en(largest.amount)}."
        return replace(result, message_zh=zh, message_en=en)
    return result


def _figures(ledger: Ledger, table_id: str) -> list[Figure]:
    return [
        figure
        for resource, names in MONEY.items()
        if names and resource != "statements"
        for block in (ledger.blocks(resource) if resource not in {"amounts", "checks"} else ())
        if block.table_id == table_id and block.measure not in {"prior_budget", "prior_final", "change"}
        for line in block.lines
        for figure in line.figures.values()
    ]


RULE = Rule(
    "C5",
    "“此表为空”的说明与表格一致",
    "Notes about empty tables agree with the tables",
    "说明写明“无此项预算，此表为空”时，表内不应有金额。",
    "Where a note says that a table is empty, the table holds no amounts.",
    find,
    ("three_public", "government_fund_expenditure", "state_capital_expenditure"),
)
