"""B2: 财政拨款收支总表 = general budget + government fund + state capital tables."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from gongkai.checks.classes import class_results
from gongkai.checks.figure import Figure, Side
from gongkai.checks.judging import best, compare, equal, untestable
from gongkai.checks.ledger import Block, Ledger, Line, text
from gongkai.checks.rule import Result, Rule
from gongkai.checks.sides import TableSide, sides
from gongkai.checks.tables import FUNDS, place, side, total_line
from gongkai.model.package import Row

PAIRS = (
    ("general_budget", "general_budget_expenditure", "一般公共预算支出表"),
    ("government_fund", "government_fund_expenditure", "政府性基金预算支出表"),
    ("state_capital", "state_capital_expenditure", "国有资本经营预算支出表"),
)


CARRIED = (
    "差额等于上年结转等金额，可能是口径不同",
    "The difference equals what is carried over: perhaps a matter of scope",
)


def find(ledger: Ledger) -> Iterator[Result]:
    """Each fund of the appropriation table against the table of that fund; else the whole against their sum."""
    wholes = [result for block in ledger.blocks("appropriation") for result in _whole(ledger, block)]
    funds = [
        r
        for column, resource, _ in PAIRS
        for b in ledger.blocks("appropriation")
        for r in _fund(ledger, b, column, resource)
    ]
    if any(one.state == "pass" and one.left for one in funds):
        wholes = [one for one in wholes if one.state == "pass"]
    for column, resource, zh in PAIRS:
        found = [r for block in ledger.blocks("appropriation") for r in _fund(ledger, block, column, resource)]
        if wholes:
            found = [one for one in found if one.state != "not_testable"]
        elif not found:
            yield untestable(
                column,
                column,
                f"财政拨款收支总表或{zh}没有印出可比的合计",
                f"the appropriation table or the table of {resource} prints no total to compare",
            )
        yield from found
    yield from wholes
    yield from _by_class(ledger)
    yield from _twice(ledger)


def _twice(ledger: Ledger) -> Iterator[Result]:
    """Two tables of one budget, cut by function and by economic nature: they can only confirm each other, for tables
    of several units bear the same names.
    """
    for _, resource, _ in PAIRS:
        blocks = [block for block in ledger.blocks(resource) if total_line(block) is not None]
        for one, other in zip(blocks, blocks[1:], strict=False):
            lines = [total_line(block) for block in (one, other)]
            pair = [named for line in lines if line is not None and (named := side(ledger, line, "total")) is not None]
            if len(pair) == 2 and one.measure == other.measure and pair[0].amount and equal(*pair):
                place_ = f"{one.table_id}-{other.table_id}"
                yield compare(ledger, place_, other.table_id, pair[0], pair[1], between=True)


def _whole(ledger: Ledger, block: Block) -> Iterator[Result]:
    """An appropriation table without columns for the funds: its expenditure is the sum of the tables of the funds."""
    spent = [one for one in sides(ledger, block) if one.side == "expenditure"]
    lines = [line for one in spent for line in (one.current, one.grand) if line is not None]
    lefts = [one for line in lines if (one := side(ledger, line, "total")) is not None]
    if not lefts or set(FUNDS[:3]) & set(block.fields):
        return
    tables = [t for _, resource, _ in PAIRS for t in ledger.blocks(resource) if t.measure == block.measure]
    rights = [one for t in tables if (line := total_line(t)) and (one := side(ledger, line, "total"))]
    if not rights or len(rights) < len(tables) or len({t.resource for t in tables}) < len(tables):
        return
    figures = tuple(figure for one in rights for figure in one.figures)
    right = Side(
        "＋".join(one.zh for one in rights if one.amount) or rights[0].zh,
        " + ".join(one.en for one in rights if one.amount) or rights[0].en,
        figures,
    )
    left = next((one for one in lefts if equal(one, right)), lefts[0])
    carried = [figure.amount for figure in _carried(ledger, sides(ledger, block))]
    gap, slack = abs(left.amount - right.amount), left.slack + right.slack
    softer = CARRIED if any(abs(gap - amount) <= slack for amount in carried) else None
    yield compare(
        ledger, f"{block.table_id}-whole", lines[0].row_id, left, right, between=True, softer=softer,
        weak=any(text(row, "form") in {r for _, r, _ in PAIRS} and text(row, "state") == "data" for row in _unread(ledger)),
    )  # fmt: skip


def _unread(ledger: Ledger) -> Iterator[Row]:
    """Tables of one of the funds that hold data and gave no total."""
    read = {block.table_id for _, resource, _ in PAIRS for block in ledger.blocks(resource) if total_line(block)}
    return (row for row in ledger.tables.values() if text(row, "table_id") not in read)


def _by_class(ledger: Ledger) -> Iterator[Result]:
    """Expenditure by class: the appropriation table against the only table of a fund that holds money."""
    for block in ledger.blocks("appropriation"):
        name = "general_budget" if "general_budget" in block.fields else "total"
        for other in ledger.blocks("general_budget_expenditure"):
            if other.measure == block.measure:
                yield from class_results(ledger, block, name, other)


def _fund(ledger: Ledger, block: Block, column: str, resource: str) -> Iterator[Result]:
    lefts, carried, certain = _lefts(ledger, block, column)
    if not lefts:
        return
    for other in ledger.blocks(resource):
        line = total_line(other)
        if line is None or other.measure != block.measure or (right := side(ledger, line, "total")) is None:
            continue
        left = best(right, lefts)
        gap = abs(left.amount - right.amount)
        softer = None
        if any(abs(gap - amount) <= left.slack + right.slack for amount in carried):
            softer = CARRIED
        yield compare(
            ledger,
            place(line, f"total-{block.table_id}"),
            line.row_id,
            left,
            right,
            between=True,
            softer=softer,
            weak=_several(ledger, other) or not certain,
        )
        return
    if certain:
        yield from _empty(ledger, column, resource, lefts[0])


def _several(ledger: Ledger, block: Block) -> bool:
    return sum(one.measure == block.measure for one in ledger.blocks(block.resource)) > 1


def _lefts(ledger: Ledger, block: Block, column: str) -> tuple[list[Side], list[Decimal], bool]:
    """What the appropriation table says of a fund, the likeliest place first, its carried-over amounts, and
    whether the place is certain: the revenue side alone says nothing sure of expenditure.
    """
    read = sides(ledger, block)
    spent = [one for one in read if one.side == "expenditure"]
    lines = [one.current for one in spent] + [one.grand for one in spent]
    found = [side(ledger, line, column) for line in lines if line is not None]
    certain = any(found)
    if not certain:
        found = [side(ledger, line, "total") for one in read for line in one.body if _is_item(line, one, column)]
    return [one for one in found if one is not None], [f.amount for f in _carried(ledger, read)], certain


def _is_item(line: Line, one: TableSide, column: str) -> bool:
    return one.side == "revenue" and line.item == column


def _carried(ledger: Ledger, read: Sequence[TableSide]) -> list[Figure]:
    words = ledger.words["carried"]
    lines = [line for one in read for line in (*one.body, *one.extras)]
    named = [line for line in lines if any(word in text(line.row, "item_name") for word in words)]
    return [figure for line in named for figure in line.figures.values() if figure.amount]


def _empty(ledger: Ledger, column: str, resource: str, left: Side) -> Iterator[Result]:
    """The table of the fund is printed empty, with a note that there is nothing."""
    tables = [row for row in ledger.tables.values() if row.get("form") == resource]
    if len(tables) != 1 or tables[0].get("state") != "empty_with_note":
        return
    table_id = text(tables[0], "table_id")
    zero = Figure(Decimal(0), Decimal(1), table_id, "", "元", Decimal(1), table_id)
    right = Side(f"《{ledger.caption(table_id)}》（空表并有说明）", "the table printed empty with a note", (zero,))
    yield compare(ledger, f"{table_id}-{column}", table_id, left, right, between=True)


RULE = Rule(
    "B2",
    "财政拨款收支总表与各本预算支出表一致",
    "The appropriation table agrees with the tables of each budget",
    "财政拨款收支总表中一般公共预算、政府性基金预算、国有资本经营预算的支出合计，应等于各自支出表的合计；没有按预算分栏的，支出合计应等于各表之和。按功能分类的各类金额亦应一致。",
    "Expenditure from the general budget, government funds and state capital in the appropriation table equals the "
    "total of the table of each, or its total that of all of them; likewise each class.",
    find,
    ("appropriation", "general_budget_expenditure"),
)
