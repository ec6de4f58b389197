"""Percentages that say what share of a whole an amount is: 占92.2%."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from gongkai.checks.figure import Figure, Side
from gongkai.checks.ledger import Ledger, decimal, text
from gongkai.checks.rule import Result
from gongkai.checks.stating import topic
from gongkai.model.package import Row

HUNDRED = Decimal(100)
HALF = Decimal("0.5")
_FEWEST = 2


def shares(ledger: Ledger) -> Iterator[Result]:
    """Each stated share of which the whole is stated too, or of which the sentence lists all parts."""
    rows = [r for r in ledger.package.rows("statements") if r.get("share_percent") is not None]
    by_id = {text(row, "row_id"): row for row in ledger.package.rows("statements")}
    lists: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in rows:
        if row.get("amount") is not None:
            lists[text(row, "section_id"), text(row, "sentence")].append(row)
    for beside in lists.values():
        for row in beside:
            whole = _whole(ledger, row, by_id) or _sum(ledger, beside)
            part = ledger.stated(row)
            if whole is not None and part is not None and whole.amount > 0:
                yield _result(ledger, row, part, whole)


def _whole(ledger: Ledger, row: Row, by_id: Mapping[str, Row]) -> Side | None:
    parent = by_id.get(text(row, "part_of"))
    figure = ledger.stated(parent) if parent is not None else None
    return Side("", "", (figure,)) if figure else None


def _sum(ledger: Ledger, rows: Sequence[Row]) -> Side | None:
    """The parts added up, where their shares make up the whole within their print."""
    figures = tuple(figure for row in rows if (figure := ledger.stated(row)))
    printed = [percent for row in rows if (percent := decimal(row.get("share_percent"))) is not None]
    slack = sum((_step(one) * HALF for one in printed), Decimal(0))
    complete = abs(sum(printed, Decimal(0)) - HUNDRED) <= slack
    return Side("", "", figures) if complete and len(figures) == len(rows) >= _FEWEST else None


def _step(percent: Decimal) -> Decimal:
    return Decimal(1).scaleb(min(int(percent.as_tuple().exponent), 0))


def _result(ledger: Ledger, row: Row, part: Figure, whole: Side) -> Result:
    """`fail` beyond what print allows; within a whole printed step a `note`: shares are made to add up to 100."""
    percent = decimal(row.get("share_percent"))
    assert percent is not None
    exact = part.amount / whole.amount * HUNDRED
    step = _step(percent)
    slack = (part.slack + exact / HUNDRED * whole.slack) / whole.amount * HUNDRED
    gap = abs(percent - exact)
    state = "pass" if gap <= step * HALF + slack else "note" if gap < step + slack else "fail"
    right = round(exact, -int(step.as_tuple().exponent) + 2)
    name_zh, name_en = topic(ledger, row)
    zh = f"文字写明{name_zh or '该项'}占{percent}%，按金额计算为{right}%。"
    en = f"The text states {percent} % for {name_en or 'this item'}; the amounts give {right} %."
    if state == "note":
        zh = f"{zh}相差不足末位一个单位，可能是舍去尾数，或为使各项合计成100%而调整。"
        en = f"{en} Less than one in the last digit: perhaps cut off, or made to add up to 100 %."
    place = text(row, "row_id")
    return Result(
        f"{place}-share",
        place,
        state,
        zh,
        en,
        "文字中的占比",
        percent,
        place,
        "按金额计算的占比",
        right,
        " ".join(dict.fromkeys((part.source, *whole.source.split()))),
        percent - right,
        step * HALF,
    )
