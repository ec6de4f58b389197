"""Expenditure by functional class in two tables: the items of a two-sided table and the codes of a coded one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from gongkai.checks.figure import Figure, Side
from gongkai.checks.hierarchy import tops
from gongkai.checks.judging import compare, equal
from gongkai.checks.ledger import Block, Ledger, Line, text
from gongkai.checks.rule import Result
from gongkai.checks.sides import sides
from gongkai.checks.tables import place, side, total_line

_CLASS = 3


def class_results(ledger: Ledger, block: Block, name: str, other: Block) -> Iterator[Result]:
    """Each class of money in column `name` of a two-sided table against the same class of a coded table.

    Nothing where the classes of either table do not add up to its total, or the totals differ: then another rule
    speaks, and it is not certain that the two tables cover the same money.
    """
    items = _items(ledger, block, name)
    sums = _sums(ledger, other)
    if not items or not sums:
        return
    left, right = _all(items.values()), _all(sums.values())
    total = total_line(other)
    whole = side(ledger, total, "total") if total else None
    if whole is None or not equal(left, right) or not equal(right, whole):
        return
    for code, line in _lines(ledger, block, name).items():
        if code in sums and items[code].amount:
            item = items[code]
            right = Side(
                f"《{ledger.caption(other.table_id)}》{code}类各行之和"
                if len(sums[code].figures) > 1
                else sums[code].zh,
                f"the rows of class {code} of table {other.table_id}",
                sums[code].figures,
            )
            yield compare(ledger, f"{place(line, name)}-{other.table_id}", line.row_id, item, right, between=True)


def _lines(ledger: Ledger, block: Block, name: str) -> Mapping[str, Line]:
    """The items of the expenditure side by class, each class once."""
    found: dict[str, list[Line]] = defaultdict(list)
    for one in sides(ledger, block):
        for line in one.body if (one.side, one.classification) == ("expenditure", "function") else ():
            code = text(line.row, "code")
            if len(code) == _CLASS and line.get(name) is not None:
                found[code].append(line)
    return {code: lines[0] for code, lines in found.items()} if all(len(one) == 1 for one in found.values()) else {}


def _items(ledger: Ledger, block: Block, name: str) -> Mapping[str, Side]:
    lines = _lines(ledger, block, name)
    return {code: one for code, line in lines.items() if (one := side(ledger, line, name)) is not None}


def _sums(ledger: Ledger, block: Block) -> Mapping[str, Side]:
    """The total of each class of a coded table: the rows under no other row that bear its codes."""
    found: dict[str, list[tuple[Line, Figure]]] = defaultdict(list)
    top = next(tops(block), None)
    for line in top.lines if top else ():
        code, figure = text(line.row, "function_code"), line.get("total")
        if len(code) >= _CLASS and figure is not None:
            found[code[:_CLASS]].append((line, figure))
    caption = ledger.caption(block.table_id)
    return {
        code: Side(f"《{caption}》“{rows[0][0].shown}”", "", tuple(figure for _, figure in rows))
        for code, rows in found.items()
    }


def _all(every: Iterable[Side]) -> Side:
    return Side("", "", tuple(figure for one in every for figure in one.figures))
