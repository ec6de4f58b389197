"""Percentages in sentences: what the printed amounts allow, and the shares and completions that follow from two amounts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from gongkai.checks.figure import Figure, Side
from gongkai.checks.headlines import headlines
from gongkai.checks.ledger import Ledger, decimal, text
from gongkai.checks.rule import Result
from gongkai.knowledge.text import fold
from gongkai.model.package import Row

HUNDRED = Decimal(100)
HALF = Decimal("0.5")
CUT = ("百分比像是舍去而不是四舍五入", "The percentage seems to be cut off, not rounded")
PLANNED = ("budget", "adjusted_budget")
SPENDING = ("total_expenditure", "current_year_expenditure")
THREE = frozenset({"overseas", "vehicles", "vehicle_purchase", "vehicle_operation", "reception"})
_FEWEST = 2
ADJUSTED = (
    "相差不足末位一个单位，可能是舍去尾数，或为使各项合计成100%而调整",
    "Less than one in the last digit: perhaps cut off, or made to add up to 100 %",
)
Bounds = tuple[Decimal, Decimal]


@dataclass(frozen=True, slots=True)
class Told:
    """What a percentage is called: the end of `check_id`, and the words before the number."""

    key: str
    zh: str
    en: str


COMPLETION = Told("completion", "完成预算的", "the amount as a share of the budget")
SHARE = Told("share", "占", "the amount as a share of its whole")


def verdict(percent: Decimal, part: Side, whole: Side) -> str:
    """`pass` where rounding explains the percentage, `note` where it is cut off, else `fail`."""
    low, high = _bounds(part, whole)
    step = Decimal(1).scaleb(min(int(percent.as_tuple().exponent), 0))
    printed = abs(percent)
    if low - step * HALF <= printed <= high + step * HALF:
        return "pass"
    return "note" if low - step < printed < high + step else "fail"


def _bounds(part: Side, whole: Side) -> Bounds:
    """The percentages that the printed amounts allow, each anywhere within half its printed unit."""
    top, bottom = abs(part.amount), abs(whole.amount)
    least = bottom - whole.slack
    low = max(top - part.slack, Decimal(0)) / (bottom + whole.slack) * HUNDRED
    return low, (top + part.slack) / (least if least > 0 else bottom) * HUNDRED


def ratios(ledger: Ledger) -> Iterator[Result]:
    """Each `完成预算的…%` against its two amounts, and each `占…%` against the whole it is part of."""
    rows = [row for row in ledger.package.rows("statements") if ledger.stated(row) is not None]
    by_id = {text(row, "row_id"): row for row in rows}
    for row in rows:
        completion, share = decimal(row.get("completion_percent")), decimal(row.get("share_percent"))
        if completion is not None:
            yield from _completion(ledger, row, completion, rows)
        if share is not None:
            yield from _share(ledger, row, share, rows, by_id.get(text(row, "part_of")))


def _completion(ledger: Ledger, row: Row, percent: Decimal, rows: Sequence[Row]) -> Iterator[Result]:
    """Against the one budget of the same sentence; where there is none, a table can only confirm it."""
    wanted = _same(row)
    plans = [one for one in rows if text(one, "measure") in PLANNED and _same(one) == wanted]
    final = ledger.stated(row)
    if final is None:
        return
    if len(plans) == 1 and (plan := ledger.stated(plans[0])) is not None and plan.amount:
        yield _told(row, COMPLETION, percent, final, plan, verdict(percent, _alone(final), _alone(plan)))
        return
    known = ledger.once(headlines).get(text(row, "indicator"), ()) if not plans and not text(row, "code") else ()
    budgets = [one.side.figures[0] for one in known if one.measure in PLANNED and len(one.side.figures) == 1]
    yield from _confirmed(row, COMPLETION, percent, final, budgets)


def _same(row: Row) -> tuple[str, ...]:
    return tuple(text(row, name) for name in ("section_id", "sentence", "indicator", "code"))


def _share(ledger: Ledger, row: Row, percent: Decimal, rows: Sequence[Row], parent: Row | None) -> Iterator[Result]:
    """Against the whole it is part of, where other parts prove that whole; else a total can only confirm it."""
    part = ledger.stated(row)
    if part is None:
        return
    if parent is None:
        wholes = [one for one in rows if text(one, "indicator") in _totals(row) and _of_year(one, row)]
        figures = [f for one in wholes if (f := ledger.stated(one))]
        found = list(_confirmed(row, SHARE, percent, part, figures)) or list(_of_list(ledger, row, percent, part, rows))
        yield from found
        return
    whole = ledger.stated(parent)
    if whole is None or not whole.amount:
        return
    state = verdict(percent, _alone(part), _alone(whole))
    fellows = [one for one in rows if text(one, "part_of") == text(parent, "row_id") and one is not row]
    proven = sum(_passes(ledger, one, whole) for one in fellows)
    if state == "pass" or proven > 1:
        yield _told(row, SHARE, percent, part, whole, state)


def _of_list(ledger: Ledger, row: Row, percent: Decimal, part: Figure, rows: Sequence[Row]) -> Iterator[Result]:
    """Against the sum of the amounts of its sentence, where their shares make up 100 % within their print."""
    place = ("section_id", "sentence", "part_of")
    here = [one for one in rows if all(text(one, name) == text(row, name) for name in place)]
    shares = [share for one in here if (share := decimal(one.get("share_percent"))) is not None]
    slack = sum((Decimal(1).scaleb(min(int(one.as_tuple().exponent), 0)) * HALF for one in shares), Decimal(0))
    figures = tuple(figure for one in here if (figure := ledger.stated(one)))
    if len(shares) < len(here) or len(here) < _FEWEST or abs(sum(shares, Decimal(0)) - HUNDRED) > slack:
        return
    whole = Side("", "", figures)
    if whole.amount > 0:
        yield _told(row, SHARE, percent, part, whole, verdict(percent, _alone(part), whole))


def _passes(ledger: Ledger, row: Row, whole: Figure) -> bool:
    share, part = decimal(row.get("share_percent")), ledger.stated(row)
    return share is not None and part is not None and verdict(share, _alone(part), _alone(whole)) == "pass"


def _totals(row: Row) -> tuple[str, ...]:
    """The totals that a share without a whole of its own can mean."""
    if text(row, "indicator") in THREE:
        return ("three_public_total",)
    after = fold(text(row, "sentence")).partition("占")[2][:8]
    return SPENDING if "支出" in after else ()


def _of_year(one: Row, row: Row) -> bool:
    return (one.get("year"), text(one, "measure")) == (row.get("year"), text(row, "measure"))


def _confirmed(row: Row, told: Told, percent: Decimal, part: Figure, wholes: Sequence[Figure]) -> Iterator[Result]:
    """A pass with the first whole that gives the percentage; nothing where none does."""
    for whole in wholes:
        if whole.amount and verdict(percent, _alone(part), _alone(whole)) == "pass":
            yield _told(row, told, percent, part, whole, "pass")
            return


def _alone(figure: Figure) -> Side:
    return Side("", "", (figure,))


def _told(row: Row, told: Told, percent: Decimal, part: Figure, whole: Figure | Side, state: str) -> Result:
    place = text(row, "row_id")
    places = max(-int(percent.as_tuple().exponent), 0)
    right = round(part.amount / whole.amount * HUNDRED, places + 2)
    zh = f"文字写明{told.zh}{percent}%，按金额计算为{right}%。"
    en = f"{told.en.capitalize()} is stated as {percent} %; the amounts give {right} %."
    if state == "note":
        zh, en = f"{zh}{ADJUSTED[0]}。", f"{en} {ADJUSTED[1]}."
    return Result(
        f"{place}-{told.key}", place, state, zh, en, "文字中的百分比", percent, place, "按金额计算的百分比", right,
        " ".join(dict.fromkeys((part.source, *whole.source.split()))), percent - right, Decimal(1).scaleb(-places) * HALF,
    )  # fmt: skip
