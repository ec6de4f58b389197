"""人员经费 and 公用经费 of a basic-expenditure table: as its own totals print them, or as its economic classes give them."""

from __future__ import annotations

from collections.abc import Mapping

from gongkai.checks.figure import Figure, Side
from gongkai.checks.ledger import Block, Ledger, Line, text
from gongkai.checks.tables import side, total_line

PERSONNEL = frozenset({"301", "303"})
"""The classes that are personnel; every other class of basic expenditure is public expenditure."""

_CLASS = 3
_NAMES = ("personnel", "public")


def printed(block: Block) -> Mapping[str, Line]:
    """The lines 人员经费合计 and 公用经费合计 by field, where a table prints both and no 合计 over all."""
    found: dict[str, list[Line]] = {name: [] for name in _NAMES}
    for line in block.lines if total_line(block) is None else ():
        for name in _NAMES:
            if set(line.figures) == {name} and not line.codes:
                found[name].append(line)
    return {name: lines[0] for name, lines in found.items()} if all(len(f) == 1 for f in found.values()) else {}


def totals(ledger: Ledger, block: Block, name: str) -> Side | None:
    """What a basic-expenditure table prints as its `total`, `personnel` or `public` in all; None where it does not."""
    line = total_line(block)
    if line is not None:
        return side(ledger, line, name)
    lines = printed(block)
    if name in lines:
        return side(ledger, lines[name], name)
    figures = tuple(line.figures[field] for field, line in lines.items())
    if name != "total" or not figures:
        return None
    caption = ledger.caption(block.table_id)
    return Side(f"《{caption}》人员经费合计＋公用经费合计", "total personnel plus total public expenditure", figures)


def by_class(ledger: Ledger, block: Block) -> Mapping[str, Side]:
    """Personnel and public expenditure as the sums of the economic classes; empty where a class stands twice."""
    classes: dict[str, tuple[Line, Figure]] = {}
    for line in block.body:
        code, figure = text(line.row, "economic_code"), line.get("total")
        if len(code) == _CLASS and figure is not None:
            if code in classes:
                return {}
            classes[code] = line, figure
    caption = ledger.caption(block.table_id)
    found = {}
    for name, wanted in (("personnel", True), ("public", False)):
        codes = [code for code in classes if (code in PERSONNEL) == wanted]
        if codes:
            listed = "＋".join(f"“{classes[code][0].shown}”" for code in codes)
            found[name] = Side(f"《{caption}》{listed}", " + ".join(codes), tuple(classes[code][1] for code in codes))
    return found
