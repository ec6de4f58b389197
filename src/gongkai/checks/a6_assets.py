"""A6: assets: the total is the sum of its parts; what is printed as 其中 is not added."""

from __future__ import annotations

from collections.abc import Iterator

from gongkai.checks.figure import Side
from gongkai.checks.judging import compare, untestable
from gongkai.checks.ledger import Block, Ledger, Line, text
from gongkai.checks.rule import Result, Rule
from gongkai.checks.sides import level
from gongkai.checks.tables import place


def find(ledger: Ledger) -> Iterator[Result]:
    """Each table of fixed assets."""
    for block in ledger.blocks("fixed_assets"):
        found = list(_table(ledger, block))
        if not found:
            yield untestable(
                block.table_id,
                block.table_id,
                f"《{ledger.caption(block.table_id)}》没有同时列出总额和各项价值",
                f"table {block.table_id} does not print a total together with its parts",
            )
        yield from found


def _table(ledger: Ledger, block: Block) -> Iterator[Result]:
    wholes = [line for line in block.lines if _is_total(line)]
    parts = [line for line in block.lines if not _is_total(line) and not _is_inside(line)]
    figures = tuple(figure for line in parts if (figure := line.get("value")))
    if len(wholes) != 1 or not figures or (whole := wholes[0].get("value")) is None:
        return
    left = Side(f"“{wholes[0].name}”的价值", f"the value in row {wholes[0].row_id}", (whole,))
    right = Side(f"{len(figures)}类资产价值之和", f"the sum of {len(figures)} kinds of assets", figures)
    weak = ledger.open_ended(block)
    yield compare(ledger, place(wholes[0], "value"), wholes[0].row_id, left, right, weak=weak)


def _is_total(line: Line) -> bool:
    return line.kind == "total" or line.item in {"fixed_assets", "total"}


def _is_inside(line: Line) -> bool:
    return (
        text(line.row, "item_name").strip().startswith(("其中", "（其中", "(其中"))
        or level(text(line.row, "item_name")) == 9
    )


RULE = Rule(
    "A6",
    "资产总额等于各类资产之和",
    "Total assets are the sum of their kinds",
    "资产总额等于房屋、车辆、设备等各类之和；标明“其中”的项目已包含在上一项内，不重复相加。",
    "Total assets are the sum of buildings, vehicles, equipment and others; what is printed as 其中 is part of the row "
    "above and not added again.",
    find,
    ("assets",),
)
