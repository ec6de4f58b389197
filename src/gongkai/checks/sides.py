"""Two-sided tables: what is item, what is 本年合计, what is carry-over and what is the grand total of each side."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from gongkai.checks.figure import Side
from gongkai.checks.judging import compare, equal
from gongkai.checks.ledger import Block, Ledger, Line, text
from gongkai.checks.rule import Result
from gongkai.checks.tables import cell_zh, field_en, place
from gongkai.knowledge.text import fold, fold_item

SIDE_NAMES = {"revenue": ("收入", "revenue"), "expenditure": ("支出", "expenditure")}
_ORDINALS = (
    re.compile(r"[一二三四五六七八九十]{1,3}[、.．,，]"),
    re.compile(r"[（(][一二三四五六七八九十]{1,3}[)）]"),
    re.compile(r"\d{1,2}[、.．]"),
)
_SUB = re.compile(r"(其中|[（(]\d{1,2}[)）]|[①-⑳]|[-—]+)")
_MOST_EXTRAS = 8
_CLASS = 3


@dataclass(frozen=True)
class TableSide:
    """One side of one table in one classification."""

    side: str
    classification: str
    body: tuple[Line, ...]
    current: Line | None
    extras: tuple[Line, ...]
    """The lines after 本年合计: carry-over, balances used, distributions."""
    grand: Line | None


def sides(ledger: Ledger, block: Block) -> tuple[TableSide, ...]:
    """The sides of a table, in printed order."""
    groups: dict[tuple[str, str], list[Line]] = {}
    for line in block.lines:
        groups.setdefault((text(line.row, "side"), text(line.row, "classification")), []).append(line)
    return tuple(_side(ledger, side, classification, lines) for (side, classification), lines in groups.items())


def _side(ledger: Ledger, side: str, classification: str, lines: Sequence[Line]) -> TableSide:
    grands = [at for at, line in enumerate(lines) if _is_grand(ledger, line)]
    currents = [at for at, line in enumerate(lines) if at and _is_year(line)]
    if len(grands) > 1 and not currents:
        currents, grands = grands[:-1], grands[-1:]
    grand = grands[-1] if grands else None
    current = currents[0] if len(currents) == 1 else None
    end = current if current is not None else grand if grand is not None else len(lines)
    stop = grand if grand is not None and grand > end else len(lines)
    skip = {*grands, *currents}
    if current == 0 and grand:
        first = next((at for at in range(1, grand) if level(text(lines[at].row, "item_name"))), grand)
        body, extras = tuple(lines[1:first]), tuple(lines[first:grand])
        return TableSide(side, classification, body, lines[0], extras, lines[grand])
    return TableSide(
        side,
        classification,
        tuple(line for at, line in enumerate(lines) if at < end and at not in skip),
        lines[current] if current is not None else None,
        tuple(line for at, line in enumerate(lines) if end < at < stop and at not in skip)
        if current is not None
        else (),
        lines[grand] if grand is not None else None,
    )


def _is_year(line: Line) -> bool:
    """本年合计 closes the items; a 本年收入 with an ordinal opens its own parts and is an item itself."""
    return line.item.startswith("current_year_") and not level(text(line.row, "item_name"))


def _is_grand(ledger: Ledger, line: Line) -> bool:
    if line.item in {"total", "total_revenue", "total_expenditure"}:
        return True
    return fold_item(text(line.row, "item_name")) in ledger.words["totals"]


def level(name: str) -> int:
    """1 for 一、, 2 for （一）, 3 for 1., 9 for 其中 and the like, 0 where no ordinal is printed."""
    folded = fold(name)
    if _SUB.match(folded):
        return 9
    return next((number for number, pattern in enumerate(_ORDINALS, 1) if pattern.match(folded)), 0)


def top_level(lines: Sequence[Line]) -> tuple[tuple[Line, ...], bool]:
    """The lines with the highest ordinals, and whether every line has one."""
    levels = [level(text(line.row, "item_name")) for line in lines]
    highest = min((one for one in levels if one), default=0)
    top = tuple(line for line, one in zip(lines, levels, strict=True) if one == highest)
    numbers = [text(line.row, "item_name") for line in top]
    return top, bool(highest) and highest < 9 and 0 not in levels and len(set(numbers)) == len(numbers)


def side_totals(ledger: Ledger, block: Block) -> Iterator[Result]:
    """本年合计 against the items, and the grand total against 本年合计 with carry-over and balances."""
    open_ended = ledger.open_ended(block)
    every = sides(ledger, block)
    for side in every:
        for name in block.fields:
            yield from _levels(ledger, side, name)
        for name in block.fields:
            current, grand = _with(side.current, name), _with(side.grand, name)
            if current is not None:
                yield from _items(ledger, side, current, name, open_ended)
                if grand is not None:
                    yield from _grand(ledger, side, current, grand, name, open_ended)
            elif grand is not None:
                yield from _items(ledger, side, grand, name, open_ended)
            elif (whole := _whole_beside(side, every, name)) is not None:
                yield from _items(ledger, side, whole, name, True, f"-{side.classification}")


def _with(line: Line | None, name: str) -> Line | None:
    return line if line is not None and line.get(name) is not None else None


def _whole_beside(side: TableSide, every: Sequence[TableSide], name: str) -> Line | None:
    """The total of the same side in another classification, where items in two classifications share one total."""
    others = [one for one in every if one is not side and one.side == side.side]
    wholes = [line for one in others if (line := _with(one.current, name) or _with(one.grand, name)) is not None]
    return wholes[0] if len(wholes) == 1 else None


def _levels(ledger: Ledger, side: TableSide, name: str) -> Iterator[Result]:
    """An item against the items of the next lower ordinals below it: a list that may be incomplete proves nothing."""
    levels = [level(text(line.row, "item_name")) for line in side.body]
    for at, line in enumerate(side.body):
        upper = levels[at]
        if not 0 < upper < 9:
            continue
        end = next((n for n in range(at + 1, len(levels)) if levels[n] <= upper), len(levels))
        below = levels[at + 1 : end]
        lines = [one for n, one in enumerate(side.body[at + 1 : end]) if below[n] == min(below)]
        parts, whole = _sum(lines, name), line.get(name)
        if whole is not None and parts.figures and min(below) < 9:
            yield compare(ledger, place(line, name), line.row_id, _named(ledger, line, name), parts, weak=True)


def _items(
    ledger: Ledger, side: TableSide, whole: Line, name: str, open_ended: bool, suffix: str = ""
) -> Iterator[Result]:
    figure = whole.get(name)
    if figure is None or not any(line.get(name) for line in side.body):
        return
    left = _named(ledger, whole, name)
    top, sure = top_level(side.body)
    tries = [(top, sure), (side.body, False)]
    if not sure and equal(left, _sum(side.body[:1], name)):
        tries.append((side.body[1:], False))
    if not sure:
        tries.append((tuple(line for line in side.body if len(text(line.row, "code")) == _CLASS), False))
    ways = [(_sum(lines, name), certain) for lines, certain in tries if lines]
    ways = [(one, certain) for one, certain in ways if one.figures]
    right, certain = next(((one, certain) for one, certain in ways if equal(left, one)), ways[0])
    yield compare(ledger, f"{place(whole, name)}{suffix}", whole.row_id, left, right, weak=open_ended or not certain)


def _grand(
    ledger: Ledger, side: TableSide, current: Line, grand: Line, name: str, open_ended: bool
) -> Iterator[Result]:
    total, year = grand.get(name), current.get(name)
    if total is None or year is None:
        return
    left = _named(ledger, grand, name)
    extras = tuple(figure for line in side.extras if (figure := line.get(name)) and figure.amount)
    zh = "本年合计与结转结余等各行之和"
    en = "the total of the year with carry-over and balances"
    choices = [extras]
    if len(extras) <= _MOST_EXTRAS:
        choices += [some for n in range(len(extras)) for some in combinations(extras, n)]
    zeros = tuple(figure for line in side.extras if (figure := line.get(name)) and not figure.amount)
    ways = [Side(zh, en, (year, *some, *zeros)) for some in choices]
    right = next((way for way in ways if equal(left, way)), ways[0])
    yield compare(ledger, place(grand, name), grand.row_id, left, right, weak=open_ended or len(extras) > _MOST_EXTRAS)


def _named(ledger: Ledger, line: Line, name: str) -> Side:
    figure = line.get(name)
    assert figure is not None
    zh = f"《{ledger.caption(line.table_id)}》{cell_zh(line, name)}"
    return Side(zh, f"{field_en(line.resource, name)} in row {line.row_id}", (figure,))


def _sum(lines: Sequence[Line], name: str) -> Side:
    figures = tuple(figure for line in lines if (figure := line.get(name)))
    return Side(f"{len(figures)}项之和", f"the sum of {len(figures)} items", figures)
