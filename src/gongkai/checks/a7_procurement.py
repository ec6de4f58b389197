"""A7: procurement: quantity × unit price = amount; the amounts add up to the total."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from gongkai.checks.figure import Side
from gongkai.checks.judging import compare, equal, untestable
from gongkai.checks.ledger import Block, Ledger, Line, decimal, text
from gongkai.checks.plausibility import slip
from gongkai.checks.rule import Result, Rule
from gongkai.checks.tables import cell_zh, field_en, place


def find(ledger: Ledger) -> Iterator[Result]:
    """Each procurement table."""
    for block in ledger.blocks("procurement"):
        found = [*_prices(ledger, block), *_totals(ledger, block)]
        if not found and block.fields:
            yield untestable(
                block.table_id,
                block.table_id,
                f"《{ledger.caption(block.table_id)}》没有数量、单价或合计可供核对",
                f"table {block.table_id} prints no quantity, unit price or total to compare",
            )
        yield from found


def _prices(ledger: Ledger, block: Block) -> Iterator[Result]:
    for line in block.body:
        price, total, quantity = line.get("unit_price"), line.get("total"), decimal(line.row.get("quantity"))
        if price is None or total is None or not quantity:
            continue
        count = f"{quantity.normalize():f}"
        product = replace(price, amount=price.amount * quantity, precision=price.precision * quantity)
        left = Side(f"“{line.name}”的采购金额", f"the amount of row {line.row_id}", (total,))
        right = Side(f"数量{count}×单价", f"quantity {count} × unit price", (product,))
        softer = None
        if slip(total, product):
            softer = (
                "两者恰差整千、整万倍，可能是单价与金额的单位不同",
                "They differ by an exact power of ten: perhaps two units of money",
            )
        yield compare(ledger, place(line, "unit_price"), line.row_id, left, right, softer=softer)


def _totals(ledger: Ledger, block: Block) -> Iterator[Result]:
    total = block.total
    if total is None or not block.body:
        return
    goods = [line for line in block.body if text(line.row, "goods_name") or text(line.row, "catalogue_code")]
    for name in block.fields:
        whole = total.get(name)
        if name in {"unit_price", "project_amount"} or whole is None:
            continue
        left = Side(
            f"《{ledger.caption(total.table_id)}》{cell_zh(total, name)}",
            f"{field_en('procurement', name)} of the total row",
            (whole,),
        )
        ways = [_sum(lines, name) for lines in (goods, block.body, _subtotals(block))]
        ways = [way for way in ways if way.figures]
        if ways:
            right = next((way for way in ways if equal(left, way)), ways[0])
            sure = len(goods) == len(block.body)
            yield compare(
                ledger, place(total, name), total.row_id, left, right, weak=not sure or ledger.open_ended(block)
            )


def _subtotals(block: Block) -> list[Line]:
    return [line for line in block.lines if line.kind == "subtotal"]


def _sum(lines: list[Line] | tuple[Line, ...], name: str) -> Side:
    figures = tuple(figure for line in lines if (figure := line.get(name)))
    return Side(f"{len(figures)}行之和", f"the sum of {len(figures)} rows", figures)


RULE = Rule(
    "A7",
    "政府采购数量、单价与金额相符",
    "Procurement: quantity, unit price and amount agree",
    "数量乘以单价等于采购金额；各行之和等于合计。",
    "Quantity times unit price is the amount; the rows add up to the total.",
    find,
    ("procurement",),
)
