"""A2: a row's total is the sum of its parts: basic and project, sources of funds, personnel and public."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from gongkai.checks.economic import printed
from gongkai.checks.figure import Figure, Side
from gongkai.checks.judging import compare, equal, untestable
from gongkai.checks.ledger import Block, Ledger, Line
from gongkai.checks.rule import Result, Rule
from gongkai.checks.tables import PARTS, cell_zh, field_en, field_zh, place, total_field

OPTIONAL = {"expenditure": ("carried_forward",), "revenue": ("fiscal_special_account",)}
"""Columns that some layouts print beside the total instead of inside it."""

_HALVES = frozenset({"personnel", "public"})
"""The two parts of basic expenditure."""


def find(ledger: Ledger) -> Iterator[Result]:
    """Each row of each table whose columns have a known sum; tables without columns for the parts promise none."""
    for resource in PARTS:
        for block in ledger.blocks(resource):
            found = [result for line in block.lines for result in _line(ledger, block, line)]
            if not found and set(PARTS[resource]) & set(block.fields) and not printed(block):
                yield untestable(
                    block.table_id,
                    block.table_id,
                    f"《{ledger.caption(block.table_id)}》没有同时列出合计和各部分",
                    f"table {block.table_id} does not print a total together with its parts",
                )
            yield from found


def _line(ledger: Ledger, block: Block, line: Line) -> Iterator[Result]:
    parts = PARTS[line.resource]
    halves = not _HALVES.isdisjoint(block.fields)
    if line.resource == "projects" and line.row.get("scope") == "unit" and "fiscal_funds" not in line.figures:
        parts = ("basic", "project_expenditure", "other_funds")
    if halves and "basic" in parts and "basic" not in block.fields:
        parts = ("personnel", "public", *parts)
    yield from _sum(ledger, block, line, total_field(line.resource), parts)
    if halves and "basic" in line.figures and not _HALVES.isdisjoint(line.figures):
        yield from _sum(ledger, block, line, "basic", ("personnel", "public"))


def _sum(ledger: Ledger, block: Block, line: Line, whole: str, parts: tuple[str, ...]) -> Iterator[Result]:
    total, figures = line.get(whole), _figures(line, parts)
    if total is None or not figures:
        return
    alone = line.resource != "projects" and sum(name in block.fields for name in parts) < 2
    left = Side(
        cell_zh(line, whole),
        f"{field_en(line.resource, whole)} of row {line.row_id}",
        (total,),
    )
    right = _side(line, parts)
    if line.resource in OPTIONAL and not equal(left, right):
        fewer = _side(line, tuple(name for name in parts if name not in OPTIONAL[line.resource]))
        right = fewer if fewer.figures and equal(left, fewer) else right
    unsure = None
    if ledger.unread_beside(line) or (line.resource == "projects" and ledger.unread_in(line.table_id)):
        unsure = ("该行还有未能识别的数字", "the row holds numbers whose column we do not know")
    yield compare(ledger, place(line, whole), line.row_id, left, right, unsure=unsure, weak=alone)


def _figures(line: Line, parts: tuple[str, ...]) -> tuple[Figure, ...]:
    return tuple(figure for name in parts if (figure := line.get(name)))


def _side(line: Line, parts: tuple[str, ...]) -> Side:
    return Side(*_named(line.resource, tuple(name for name in parts if name in line.figures)), _figures(line, parts))


@cache
def _named(resource: str, names: tuple[str, ...]) -> tuple[str, str]:
    """A sum of columns in Chinese and English."""
    return (
        "＋".join(field_zh(resource, name) for name in names),
        " + ".join(field_en(resource, name) for name in names),
    )


RULE = Rule(
    "A2",
    "每行合计等于各部分之和",
    "A row's total is the sum of its parts",
    "支出：基本支出＋项目支出等于合计；收入：各项来源之和等于合计；基本支出等于人员经费＋公用经费。空白不计。",
    "Expenditure: basic and project make up the total. Revenue: the sources make up the total. Basic expenditure is "
    "personnel and public expenditure. Blanks are left out.",
    find,
    ("revenue", "expenditure", "general_budget_expenditure"),
    ("budget", "final", "performance"),
)
