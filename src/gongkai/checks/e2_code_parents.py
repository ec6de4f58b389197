"""E2: the parents of codes are present; no code lost its leading zero."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal

from gongkai.checks.e1_code_names import LISTS, codes_of
from gongkai.checks.hierarchy import LEVELS, code_field
from gongkai.checks.judging import untestable
from gongkai.checks.ledger import Block, Ledger, Line, text
from gongkai.checks.rule import Result, Rule
from gongkai.checks.tables import CODED
from gongkai.knowledge.text import fold, fold_item


def find(ledger: Ledger) -> Iterator[Result]:
    """Each coded table."""
    printed = _printed(ledger)
    found = False
    for resource in CODED:
        for block in ledger.blocks(resource):
            if any(line.inferred for line in block.lines):
                continue
            field = code_field(block)
            for result in (*_zeros(ledger, block, printed), *(_parents(ledger, block, field) if field else ())):
                found = True
                yield result
    if not found:
        yield untestable("codes", "codes", "没有分级的科目编码", "no codes of several levels are printed")


def _printed(ledger: Ledger) -> dict[str, list[str]]:
    """What the code cells of each row hold, by `resource.row_id.field`."""
    found: dict[str, list[str]] = defaultdict(list)
    for _, cell in ledger.cells_of("code"):
        for use in text(cell, "used_by").split():
            found[use].append(fold(text(cell, "text")))
    return found


def _zeros(ledger: Ledger, block: Block, printed: dict[str, list[str]]) -> Iterator[Result]:
    """A code whose printed parts are shorter than the code that its name proves."""
    for line in block.body:
        for kind in LISTS:
            parts = printed.get(f"{line.resource}.{line.row_id}.{kind}_code")
            if not parts:
                continue
            code = _lost(ledger, line, kind, "".join(parts))
            if code and block.measure in {"", "budget", "final"}:
                shown = "|".join(parts)
                yield Result(
                    f"{line.row_id}-zero",
                    line.row_id,
                    "fail",
                    f"“{line.name}”的编码印为{shown}，少了前面的0，应为{code}。",
                    f"The code of row {line.row_id} is printed as {shown}; its leading zero is missing ({code}).",
                    "印出的编码",
                    None,
                    line.row_id,
                    "科目表的编码",
                )


def _lost(ledger: Ledger, line: Line, kind: str, shown: str) -> str:
    """The official code where a zero is missing from the print and the name proves it; blank otherwise."""
    whole_code = len(shown) in LEVELS[f"{kind}_code"] and text(line.row, f"{kind}_code") == shown
    if not shown.isdecimal() or whole_code:
        return ""
    known, name = codes_of(ledger.knowledge, kind), fold_item(text(line.row, f"{kind}_name"))
    typed = text(line.row, f"{kind}_code")
    for at in (3, 5):
        whole = f"{shown[:at]}0{shown[at:]}" if len(shown) > at else ""
        if whole in known and any(fold_item(entry.name) == name for entry in known[whole]):
            return whole
    if typed in known and shown != typed and not typed.endswith(shown):
        return typed if any(fold_item(entry.name) == name for entry in known[typed]) else ""
    single = len(shown) == 1 and typed.endswith(f"0{shown}")
    return typed if single and any(fold_item(entry.name) == name for entry in known.get(typed, ())) else ""


def _parents(ledger: Ledger, block: Block, field: str) -> Iterator[Result]:
    """Codes whose parent is not printed, in tables that print parents at all."""
    if block.measure not in {"", "budget", "final"} or (not block.joined and block.total is None):
        return
    codes = {text(line.row, field): line for line in block.body if text(line.row, field)}
    levels = LEVELS[field]
    used = sorted({len(code) for code in codes if len(code) in levels})
    if len(used) < 2:
        return
    missing = []
    for code, line in codes.items():
        upper = max((n for n in used if n < len(code)), default=0)
        if len(code) in levels and upper and code[:upper] not in codes:
            missing.append((code, line))
    for code, line in missing:
        yield Result(
            f"{line.row_id}-parent",
            line.row_id,
            "note",
            f"表中有{code}“{line.name}”，没有它的上级科目。",
            f"The table prints {code} without the code above it.",
            "印出的编码",
            None,
            line.row_id,
            "上级科目",
        )
    count = Decimal(len(codes) - len(missing))
    if not missing:
        yield Result(
            f"{block.table_id}-{field}",
            block.table_id,
            "pass",
            f"《{ledger.caption(block.table_id)}》各科目的上级科目齐全。",
            f"Every code of table {block.table_id} has its parent.",
            "科目数",
            count,
            block.table_id,
            "有上级的科目数",
            count,
            "",
            Decimal(0),
            Decimal(0),
        )


RULE = Rule(
    "E2",
    "上级科目齐全，编码不缺0",
    "Codes have their parents and their zeros",
    "列到款、项的表应同时列出其上级科目；编码分列印出时常丢失前面的0（如301|2应为301|02）。",
    "A table that prints 款 and 项 prints what is above them; codes printed in columns often lose a leading zero.",
    find,
    ("general_budget_expenditure", "basic_expenditure"),
)
