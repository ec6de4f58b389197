"""Two sides compared: within what print allows, and only where both are money in a plausible place."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from functools import lru_cache

from gongkai.checks.figure import Figure, Side
from gongkai.checks.ledger import Ledger
from gongkai.checks.plausibility import DOUBTS, HARD, slip
from gongkai.checks.rule import Result


def money_zh(amount: Decimal, like: Figure | None) -> str:
    """An amount in the unit in which `like` is printed: `228.48万元`."""
    unit, factor = (like.unit, like.factor) if like and like.unit and like.factor else ("元", Decimal(1))
    return f"{_number(amount / factor, like.precision / factor if like else Decimal('0.01'))}{unit}"


def money_en(amount: Decimal) -> str:
    """An amount in English: `2,284,800 yuan`."""
    return f"{_number(amount, Decimal(1))} yuan"


@lru_cache(maxsize=4096)
def _number(value: Decimal, step: Decimal) -> str:
    """With the decimals of `step`, more where the value has more."""
    return f"{value:,.{max(_places(value), _places(step), 0)}f}"


@lru_cache(maxsize=4096)
def _places(value: Decimal) -> int:
    """The decimals that a value needs; below 0 where it ends in zeros."""
    return -int(value.normalize().as_tuple().exponent)


def compare(
    ledger: Ledger,
    place: str,
    subject: str,
    left: Side,
    right: Side,
    *,
    between: bool = False,
    unsure: tuple[str, str] | None = None,
    softer: tuple[str, str] | None = None,
    weak: bool = False,
    unit_rule: bool = False,
) -> Result:
    """Judge whether two sides are equal.

    `between` says that the sides stand in different tables, so that both need a printed unit. `unsure` is a reason
    (zh, en) for which a difference proves nothing: it makes `not_testable` of a `fail`. `softer` is a definition that
    explains a difference: it makes a `note` of a `fail`. `weak` marks a guess that only a pass can confirm. Amounts
    with the same digits a power of ten apart are a `note` here; only the rule of units (`unit_rule`) says more.
    """
    figures = (*left.every, *right.every)
    one, other = left.amount, right.amount
    tolerance, difference = left.slack + right.slack, one - other
    state, reason = _state(ledger, figures, difference, tolerance, between)
    if state == "fail" and unsure:
        state, reason = "not_testable", unsure
    if state == "fail" and weak:
        state, reason = "not_testable", ("表内层次无法确定", "the levels of the table are not certain")
    if state == "fail" and between and _cut(left, right):
        state, reason = "note", CUT
    if state == "fail" and not unit_rule and between and _slipped(left, right):
        state, reason = "note", RATIO
    if state == "fail" and softer:
        state, reason = "note", softer
    zh, en = _messages(state, reason, left, right, difference)
    return Result(
        place,
        subject,
        state,
        zh,
        en,
        left.zh,
        one,
        left.source,
        right.zh,
        other,
        right.source,
        difference,
        tolerance,
    )


RATIO = (
    "两者恰差整千、整万倍，可能是元与万元的差别",
    "They differ by an exact power of ten: perhaps two units of money",
)


CUT = ("尾数像是舍去而不是四舍五入", "The last digits seem to be cut off, not rounded")


def _cut(left: Side, right: Side) -> bool:
    """True where the coarser print is the finer one with its last digits cut off."""
    if len(left.every) != 1 or len(right.every) != 1:
        return False
    fine, coarse = sorted((left.every[0], right.every[0]), key=lambda figure: figure.precision)
    return 0 <= abs(fine.amount) - abs(coarse.amount) < coarse.precision != fine.precision


def _slipped(left: Side, right: Side) -> bool:
    return len(left.every) == 1 and len(right.every) == 1 and bool(slip(left.every[0], right.every[0]))


def equal(left: Side, right: Side) -> bool:
    """True where the sides agree within what print allows."""
    return abs(left.amount - right.amount) <= left.slack + right.slack


def best(left: Side, rights: Sequence[Side]) -> Side:
    """The first side that agrees with the left one, else the first of all."""
    return next((right for right in rights if equal(left, right)), rights[0])


def _state(
    ledger: Ledger, figures: tuple[Figure, ...], difference: Decimal, tolerance: Decimal, between: bool
) -> tuple[str, tuple[str, str]]:
    none = ("", "")
    doubtful = [figure for figure in figures if figure.doubt]
    hard = next((figure.doubt for figure in doubtful if figure.doubt in HARD), "")
    if hard:
        return "not_testable", DOUBTS[hard]
    if between and any(f.table_id and not ledger.unit_known(f) for f in figures):
        return "not_testable", DOUBTS["unit"]
    soft = [f for f in doubtful if f.amount and f.amount not in ledger.stated_amounts]
    if soft and len(soft) == len([f for f in figures if f.amount]):
        return "not_testable", DOUBTS[soft[0].doubt]
    if abs(difference) <= tolerance:
        return "pass", none
    if soft and abs(abs(difference) - sum((f.amount for f in soft), Decimal(0))) <= tolerance:
        return "not_testable", DOUBTS[soft[0].doubt]
    return "fail", none


def _messages(state: str, reason: tuple[str, str], left: Side, right: Side, difference: Decimal) -> tuple[str, str]:
    """What is printed here, what there, and the difference, in words that blame nobody.

    Of sides that agree, which are most, the row has labels, amounts and places; the words only add that they do.
    """
    if state == "not_testable":
        return f"无法核对：{reason[0]}。", f"Cannot be tested: {reason[1]}."
    if not difference:
        return "两者一致。", "They agree."
    one = _like(left)
    gap_zh, gap_en = money_zh(abs(difference), one), money_en(abs(difference))
    if state == "pass":
        return f"相差{gap_zh}，在四舍五入范围内。", f"They differ by {gap_en}: rounding."
    sides_zh = f"{left.zh}为{money_zh(left.amount, one)}，{right.zh}为{money_zh(right.amount, _like(right))}"
    sides_en = f"{left.en} is {money_en(left.amount)}; {right.en} is {money_en(right.amount)}"
    if state == "note":
        return f"{sides_zh}，相差{gap_zh}。{reason[0]}。", f"{sides_en}. They differ by {gap_en}. {reason[1]}."
    return f"{sides_zh}，相差{gap_zh}。", f"{sides_en}. They differ by {gap_en}."


def _like(side: Side) -> Figure | None:
    for figure in side.every:
        if figure.unit:
            return figure
    return None


def untestable(place: str, subject: str, zh: str, en: str) -> Result:
    """A place where the rule applies but one side is missing in the source."""
    return Result(place, subject, "not_testable", f"无法核对：{zh}。", f"Cannot be tested: {en}.")
