"""B7: 公用经费 against 机关运行经费: never more than a note, as the definitions differ."""

from __future__ import annotations

from collections.abc import Iterator

from gongkai.checks.figure import Side
from gongkai.checks.headlines import headlines
from gongkai.checks.judging import best, compare, untestable
from gongkai.checks.ledger import Ledger, decimal, text
from gongkai.checks.rule import Result, Rule
from gongkai.checks.stating import Sentences

WHY = (
    "机关运行经费与公用经费的定义不同（如是否含资本性支出、事业单位）",
    "Agency operation and public expenditure are defined differently (capital items, institutions)",
)


def find(ledger: Ledger) -> Iterator[Result]:
    """Each stated or tabled 机关运行经费 of the year."""
    known = ledger.once(headlines)
    publics = [(one.measure, one.side) for one in known.get("public", ()) if one.scope == "general_budget"]
    lefts = [(one.line.row_id, one.measure, one.side) for one in known.get("agency_operation", ())]
    for row in ledger.statements:
        figure = ledger.stated(row)
        if text(row, "indicator") != "agency_operation" or figure is None:
            continue
        if decimal(row.get("year")) in {None, ledger.year}:
            side = Side("文字说明的机关运行经费", "agency operation as stated", (figure,))
            lefts.append((text(row, "row_id"), text(row, "measure"), side))
    if not publics:
        publics = _stated(ledger)
    found = False
    for subject, measure, left in lefts:
        rights = [side for at, side in publics if at in {"", measure} or not measure]
        if rights:
            found = True
            yield compare(ledger, subject, subject, left, best(left, rights), between=True, softer=WHY)
    if not found:
        yield untestable(
            "agency_operation",
            "agency_operation",
            "没有同时公开机关运行经费和公用经费",
            "agency operation and public expenditure are not both disclosed",
        )


def _stated(ledger: Ledger) -> list[tuple[str, Side]]:
    """公用经费 as stated, where no table prints it."""
    return [
        (text(row, "measure"), Side("文字说明的公用经费", "public expenditure as stated", (figure,)))
        for row in Sentences(ledger).current()
        if text(row, "indicator") == "public" and (figure := ledger.stated(row)) is not None
    ]


RULE = Rule(
    "B7",
    "机关运行经费与公用经费",
    "Agency operation against public expenditure",
    "两者定义不同，仅作提示：机关运行经费通常只含行政单位（含参公单位）的商品和服务支出等。",
    "The two are defined differently, so a difference is only noted: agency operation covers goods and services of "
    "administrative units.",
    find,
    ("agency_operation",),
)
