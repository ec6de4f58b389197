"""G1: each table states its unit; an amount 10³ or 10⁴ away from its siblings is a likely 元/万元 slip."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations

from gongkai.checks.headlines import Headline, headlines
from gongkai.checks.judging import compare, untestable
from gongkai.checks.ledger import Ledger, table_of, text
from gongkai.checks.plausibility import slip
from gongkai.checks.rule import Result, Rule

COMPARED = ("total_revenue", "total_expenditure", "basic_expenditure", "project_expenditure", "three_public_total")
WITHOUT_MONEY = frozenset({"organisations", "staffing", "performance", "performance_goals", "performance_indicators"})


def find(ledger: Ledger) -> Iterator[Result]:
    """Each recognised table with amounts, then the same headline number in different tables."""
    found = False
    for table_id, row in ledger.tables.items():
        if text(row, "form") and text(row, "state") == "data" and text(row, "form") not in WITHOUT_MONEY:
            found = True
            yield _table(ledger, table_id)
    for indicator in COMPARED:
        yield from _slips(ledger, ledger.once(headlines).get(indicator, ()))
    if not found:
        yield untestable("units", "tables", "没有金额表", "there is no table of amounts")


def _units(ledger: Ledger) -> dict[str, set[str]]:
    """The units of the amounts of each table, for tables whose columns state them."""
    found: dict[str, set[str]] = defaultdict(set)
    for amount in ledger.package.rows("amounts"):
        if text(amount, "cell_id") and text(amount, "unit"):
            found[table_of(text(amount, "cell_id"))].add(text(amount, "unit"))
    return found


def _table(ledger: Ledger, table_id: str) -> Result:
    row = ledger.tables[table_id]
    name, unit = ledger.caption(table_id), text(row, "unit")
    shown = unit or "、".join(sorted(ledger.once(_units).get(table_id, ())))
    if shown:
        return Result(
            table_id,
            table_id,
            "pass",
            f"《{name}》注明单位：{shown}。",
            f"Table {table_id} states its unit ({shown}).",
            "单位",
            None,
            table_id,
        )
    return Result(
        table_id,
        table_id,
        "note",
        f"《{name}》没有注明金额单位，表内数字不作金额解读。",
        f"Table {table_id} states no unit of money; its numbers are not read as money.",
        "单位",
        None,
        table_id,
    )


def _slips(ledger: Ledger, values: Sequence[Headline]) -> Iterator[Result]:
    """Pairs of the same indicator and scope whose amounts differ by an exact power of ten."""
    for one, other in combinations([one for one in values if one.kind != "classes"], 2):
        if (one.scope, one.measure) != (other.scope, other.measure) or one.line.table_id == other.line.table_id:
            continue
        if not slip(one.side.figures[0], other.side.figures[0]):
            continue
        tables = [ledger.tables.get(line.table_id, {}) for line in (one.line, other.line)]
        unsure = None
        if not all(text(table, "unit_evidence") for table in tables):
            unsure = ("有的表没有注明单位", "one of the tables does not state its unit")
        yield compare(
            ledger,
            f"{one.line.row_id}-{other.line.row_id}-{one.indicator}",
            one.line.row_id,
            one.side,
            other.side,
            between=True,
            unsure=unsure,
            unit_rule=True,
        )


RULE = Rule(
    "G1",
    "表格注明单位，元与万元不混",
    "Tables state their unit; yuan and ten-thousands are not confused",
    "每张金额表应注明单位；同一指标在两表中恰差一千倍或一万倍，多半是元与万元的混淆。",
    "Each table of amounts states its unit; the same indicator 10³ or 10⁴ apart in two tables is "
    "likely a slip of the unit.",
    find,
)
