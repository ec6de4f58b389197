"""A5: 三公 total = 出国 + 用车 + 接待; 用车 = 购置 + 运行."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from gongkai.checks.figure import Figure, Side
from gongkai.checks.judging import compare, equal, untestable
from gongkai.checks.ledger import Block, Ledger, Line, text
from gongkai.checks.rule import Result, Rule
from gongkai.checks.tables import cell_zh, place

THREE = ("overseas", "vehicles", "reception")
BESIDE = ("conference", "training", "agency_operation")
"""What some tables add into their 合计 besides the three."""

Items = dict[str, Line]


def find(ledger: Ledger) -> Iterator[Result]:
    """Each 三公 table, unit by unit, in each column of funds."""
    for block in ledger.blocks("three_public"):
        found = [result for items in by_unit(block) for result in _unit(ledger, block, items)]
        if not found and block.fields:
            yield untestable(
                block.table_id,
                block.table_id,
                f"《{ledger.caption(block.table_id)}》没有同时列出合计和各项",
                f"table {block.table_id} does not print a total together with its items",
            )
        yield from found


def by_unit(block: Block) -> list[Items]:
    """The lines of a 三公 table by item, one mapping for each unit; units that print an item twice are left out."""
    units: dict[tuple[str, str], list[Line]] = {}
    for line in block.lines:
        units.setdefault((text(line.row, "unit_code"), text(line.row, "unit_name")), []).append(line)
    found = []
    for lines in units.values():
        items = [line.item for line in lines if line.item]
        if len(set(items)) == len(items):
            found.append({line.item: line for line in lines if line.item})
    return found


def _unit(ledger: Ledger, block: Block, items: Items) -> Iterator[Result]:
    for name in block.fields:
        yield from _total(ledger, items, name)
        yield from _parts(ledger, items, name, "vehicles", ("vehicle_purchase", "vehicle_operation"))


def _total(ledger: Ledger, items: Items, name: str) -> Iterator[Result]:
    for whole in ("three_public_total", "total"):
        line = items.get(whole)
        if line is not None and line.get(name) is not None:
            beside = () if whole == "three_public_total" else BESIDE
            yield from _parts(ledger, items, name, whole, THREE, beside)


def _parts(
    ledger: Ledger, items: Items, name: str, whole: str, parts: tuple[str, ...], beside: tuple[str, ...] = ()
) -> Iterator[Result]:
    line = items.get(whole)
    total = line.get(name) if line else None
    figures = _figures(items, parts, name)
    if line is None or total is None or not figures:
        return
    known = ledger.knowledge.indicators
    left = Side(
        cell_zh(line, name), f"{known[whole].title_en if whole in known else whole} in row {line.row_id}", (total,)
    )
    ways = [_side(items, parts + more, name) for n in range(len(beside) + 1) for more in combinations(beside, n)]
    right = next((way for way in ways if equal(left, way)), ways[0])
    missing = [part for part in parts if part not in items]
    yield compare(ledger, place(line, name), line.row_id, left, right, weak=bool(missing))


def _figures(items: Items, parts: tuple[str, ...], name: str) -> tuple[Figure, ...]:
    return tuple(figure for part in parts if part in items and (figure := items[part].get(name)))


def _side(items: Items, parts: tuple[str, ...], name: str) -> Side:
    printed = [part for part in parts if part in items and items[part].get(name)]
    zh = "＋".join(items[part].shown for part in printed)
    return Side(f"{zh}之和" if len(printed) > 1 else zh, " + ".join(printed), _figures(items, parts, name))


RULE = Rule(
    "A5",
    "“三公”经费合计等于各项之和",
    "The three public expenses add up",
    "合计等于因公出国（境）费、公务用车购置及运行维护费、公务接待费之和；公务用车等于购置费与运行维护费之和。"
    "合计含会议费、培训费的表按其口径核对。",
    "The total is overseas travel, official vehicles and official reception; vehicles are purchase and operation. "
    "Where a table's total also holds conferences or training, these are added.",
    find,
    ("three_public",),
)
