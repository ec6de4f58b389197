"""B4: the 三公 parts against 30212, 30217, 30231 and 31013 of the economic table."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from gongkai.checks.figure import Side
from gongkai.checks.judging import compare, equal, untestable
from gongkai.checks.ledger import Ledger, Line, decimal, text
from gongkai.checks.rule import Result, Rule
from gongkai.checks.tables import place, side
from gongkai.knowledge.text import fold, fold_item


@dataclass(frozen=True, slots=True)
class Pair:
    """A code of the economic classification, the words its name must hold, and the items it belongs to.

    `exempt` marks codes that may rightly hold more than the item: overseas travel for teaching and research is
    not counted among the three public expenses.
    """

    code: str
    word: str
    items: tuple[str, ...]
    exempt: bool = False


PAIRS = (
    Pair("30212", "出国", ("overseas",), exempt=True),
    Pair("30217", "接待", ("reception",)),
    Pair("30231", "用车", ("vehicle_operation", "vehicles")),
    Pair("31013", "用车", ("vehicle_purchase", "vehicles")),
)
SMALLER = (
    "经济分类表只含一般公共预算的基本支出，“三公”经费还可能含项目支出",
    "The economic table holds basic expenditure of the general budget only; "
    "the three public expenses may include projects",
)
EXEMPT = ("教学科研人员出国等不计入“三公”经费", "Travel abroad for teaching and research is not counted here")


def find(ledger: Ledger) -> Iterator[Result]:
    """Each of the four codes that both tables print."""
    found = [result for pair in PAIRS for result in _pair(ledger, pair)]
    if not found:
        yield untestable(
            "codes", "three_public", "没有可比的经济分类科目", "no code of the economic table can be compared"
        )
    yield from found


def _pair(ledger: Ledger, pair: Pair) -> Iterator[Result]:
    tables = [block for block in ledger.blocks("basic_expenditure") if any(_bears(line, pair) for line in block.lines)]
    for block in tables:
        lines = [line for line in block.lines if _bears(line, pair)]
        line = next(iter(lines), None)
        item = next((f for name in pair.items if line and (f := _item(ledger, name, line.measure))), None)
        left = _sum(ledger, lines)
        right = _item_side(ledger, item) if item else None
        if line is None or item is None or left is None or right is None:
            continue
        softer = SMALLER if left.amount < right.amount else EXEMPT if pair.exempt else None
        if softer is SMALLER and _stated(ledger, item.item, left):
            softer = None
        weak = len(lines) > 1 or len([one for one in tables if one.measure == block.measure]) > 1
        yield compare(ledger, place(line, item.item), line.row_id, left, right, between=True, softer=softer, weak=weak)


def _sum(ledger: Ledger, lines: Sequence[Line]) -> Side | None:
    """The amount of a code: the sum of its rows where the table prints it once for each unit or government code."""
    sides = [one for line in lines if (one := side(ledger, line, "total"))]
    if len(sides) < 2:
        return sides[0] if sides else None
    return Side(
        f"{sides[0].zh}{len(sides)}行之和",
        f"the sum of {len(sides)} rows",
        tuple(f for one in sides for f in one.figures),
    )


def _bears(line: Line, pair: Pair) -> bool:
    return text(line.row, "economic_code") == pair.code and pair.word in fold(text(line.row, "economic_name"))


def _item(ledger: Ledger, name: str, measure: str) -> Line | None:
    lines = [line for line in ledger.lines("three_public") if line.item == name and line.measure == measure]
    lines = [line for line in lines if line.figures]
    if len(lines) > 1:
        lines = [line for line in lines if fold_item(_unit(line)) in {"", *ledger.words["totals"]}]
    return lines[0] if len(lines) == 1 else None


def _unit(line: Line) -> str:
    """The unit a line belongs to, in tables that list units below their total."""
    return text(line.row, "unit_name") or text(line.row, "unit_code")


def _item_side(ledger: Ledger, item: Line) -> Side | None:
    return side(ledger, item, "general_budget") or side(ledger, item, "total")


def _stated(ledger: Ledger, item: str, left: Side) -> bool:
    """True where a sentence gives the item the amount of the economic table."""
    rows = [
        row
        for row in ledger.statements
        if text(row, "indicator") == item and decimal(row.get("year")) in {None, ledger.year}
    ]
    figures = [figure for row in rows if (figure := ledger.stated(row))]
    return any(equal(left, Side("", "", (figure,))) for figure in figures) and bool(left.amount)


RULE = Rule(
    "B4",
    "“三公”经费表与经济分类科目相符",
    "The three public expenses agree with the economic classification",
    "基本支出表的30212因公出国（境）费用、30217公务接待费、30231公务用车运行维护费、31013公务用车购置，"
    "不应大于“三公”经费表的相应项目；小于时可能因项目支出另列。",
    "Codes 30212, 30217, 30231 and 31013 of the basic-expenditure table are not more than the items of the three "
    "public expenses; they may be less where projects pay the rest.",
    find,
    ("three_public", "basic_expenditure"),
)
