"""C3: stated change and percentage follow from the amounts; the percentage is right to its printed digits."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal

from gongkai.checks.figure import Figure, Side
from gongkai.checks.judging import compare, untestable
from gongkai.checks.ledger import Ledger, decimal, text
from gongkai.checks.rule import Result, Rule
from gongkai.checks.shares import shares
from gongkai.checks.stating import topic
from gongkai.model.package import Row

HUNDRED = Decimal(100)
HALF = Decimal("0.5")
CUT = ("百分比像是舍去而不是四舍五入", "The percentage seems to be cut off, not rounded")
_MOVED = {"increase": "增长", "decrease": "下降"}
Bounds = tuple[Decimal, Decimal]


def find(ledger: Ledger) -> Iterator[Result]:
    """Each sentence with a change or a percentage, then each with a share of a whole."""
    amounts: dict[str, list[Row]] = defaultdict(list)
    rows = ledger.package.rows("statements")
    for row in rows:
        if row.get("amount") is not None:
            amounts[text(row, "section_id")].append(row)
    found = False
    for before, row in zip((None, *rows), rows, strict=False):
        if row.get("change") is None and row.get("change_percent") is None:
            continue
        for result in _row(ledger, row, before, amounts[text(row, "section_id")]):
            found = True
            yield result
    for result in shares(ledger):
        found = True
        yield result
    if not found:
        yield untestable(
            "change", "text", "文字中没有可核对的增减变化", "no sentence states a change that can be tested"
        )


def base_of(row: Row, beside: Sequence[Row]) -> Row | None:
    """The statement of the base in the same sentence: the same indicator for the year compared with."""
    wanted = (text(row, "indicator"), text(row, "code"), text(row, "sentence"), row.get("base_year"))
    bases = [
        one
        for one in beside
        if one is not row
        and row.get("base_year") is not None
        and (text(one, "indicator"), text(one, "code"), text(one, "sentence"), one.get("year")) == wanted
    ]
    return bases[0] if len(bases) == 1 else None


def sign(row: Row) -> int:
    """+1 for an increase, -1 for a decrease, 0 where nothing changed or nothing is said."""
    return {"increase": 1, "decrease": -1}.get(text(row, "change_direction"), 0)


def _told_before(row: Row, before: Row | None) -> Row | None:
    """The statement of the amount that a sentence without one goes on about: the one right before, of the same thing.

    预算数0.19万元，主要用于……。比上年增加0.09万元，增长90.0%。
    """
    if row.get("amount") is not None or before is None or before.get("amount") is None:
        return None
    if before.get("change") is not None or before.get("change_percent") is not None:
        return None
    same = ("section_id", "indicator", "code", "year", "measure")
    return before if all((before.get(name) or "") == (row.get(name) or "") for name in same) else None


def _row(ledger: Ledger, row: Row, before: Row | None, beside: Sequence[Row]) -> Iterator[Result]:
    told = _told_before(row, before)
    amount, change = ledger.stated(told if told is not None else row), ledger.stated(row, "change")
    base_row = base_of(row, beside)
    base = ledger.stated(base_row) if base_row is not None else None
    place = text(row, "row_id")
    if amount is not None and base is not None and change is not None and sign(row):
        left = Side("文字中的变动额", "the change stated", (change,))
        up = sign(row) > 0
        right = Side(
            "两年金额之差", "the difference of the two amounts", (amount if up else base,), (base if up else amount,)
        )
        yield compare(ledger, f"{place}-change", place, left, right)
    percent = decimal(row.get("change_percent"))
    if percent is not None:
        result = _percent(ledger, row, percent, amount, change, base, beside)
        if result is not None:
            yield result


def _percent(
    ledger: Ledger,
    row: Row,
    percent: Decimal,
    amount: Figure | None,
    change: Figure | None,
    base: Figure | None,
    beside: Sequence[Row],
) -> Result | None:
    ways = [(Side("", "", (change,)), Side("", "", (base,)))] if change and base else []
    ways += [(_gap(amount, base, sign(row)), Side("", "", (base,)))] if amount and base else []
    ways += [(Side("", "", (change,)), _before(amount, change, sign(row)))] if amount and change and sign(row) else []
    if not ways:
        return None
    if all(not whole.amount for _, whole in ways):
        return _result(
            ledger,
            row,
            percent,
            None,
            ways[0],
            "note",
            "上年数为零，百分比没有意义",
            "The base is zero: a percentage has no meaning",
        )
    verdicts = [(_verdict(percent, *way), way) for way in ways if way[1].amount]
    order = ("pass", "note", "fail")
    state, way = min(verdicts, key=lambda one: order.index(one[0]))
    if state == "fail" and _other_way(ledger, row, percent, change, beside):
        state = "not_testable"
    zh, en = CUT if state == "note" else ("", "")
    if state == "fail" and amount is not None and row.get("amount") is None and not any(topic(ledger, row)):
        state = "not_testable"
    return _result(ledger, row, percent, way[0].amount / way[1].amount * HUNDRED, way, state, zh, en)


def _gap(amount: Figure, base: Figure, direction: int) -> Side:
    first, then = (base, amount) if direction < 0 else (amount, base)
    return Side("", "", (first,), (then,))


def _before(amount: Figure, change: Figure, direction: int) -> Side:
    """What the amount was before the change."""
    return Side("", "", (amount,), (change,)) if direction > 0 else Side("", "", (amount, change))


def _verdict(percent: Decimal, change: Side, base: Side) -> str:
    low, high = _bounds(change, base)
    step = Decimal(1).scaleb(min(int(percent.as_tuple().exponent), 0))
    printed = abs(percent)
    if low - step * HALF <= printed <= high + step * HALF:
        return "pass"
    return "note" if low - step < printed < high + step else "fail"


def _bounds(change: Side, base: Side) -> Bounds:
    """The percentages that the printed amounts allow, each anywhere within half its printed unit."""
    top, bottom = abs(change.amount), abs(base.amount)
    least = bottom - base.slack
    low = max(top - change.slack, Decimal(0)) / (bottom + base.slack) * HUNDRED
    return low, (top + change.slack) / (least if least > 0 else bottom) * HUNDRED


def _other_way(ledger: Ledger, row: Row, percent: Decimal, change: Figure | None, beside: Sequence[Row]) -> bool:
    """True where another amount of the paragraph explains the percentage: the sentence may mean that one."""
    if change is None:
        return False
    figures = [figure for one in beside if one is not row and (figure := ledger.stated(one))]
    wholes = [_before(figure, change, sign(row)) for figure in figures] + [Side("", "", (f,)) for f in figures]
    return any(whole.amount > 0 and _verdict(percent, Side("", "", (change,)), whole) == "pass" for whole in wholes)


def _result(
    ledger: Ledger,
    row: Row,
    percent: Decimal,
    exact: Decimal | None,
    way: tuple[Side, Side],
    state: str,
    zh: str,
    en: str,
) -> Result:
    place = text(row, "row_id")
    places = max(-int(percent.as_tuple().exponent), 0)
    right = round(abs(exact), places + 2) if exact is not None else None
    name_zh, name_en = topic(ledger, row)
    moved = _MOVED.get(text(row, "change_direction"), "变动")
    told_zh = f"文字写明{name_zh}{moved}{percent}%" + (f"，按金额计算为{right}%" if right is not None else "")
    about = f" for {name_en}" if name_en else ""
    told_en = f"The text states {percent} %{about}" + (f"; the amounts give {right} %" if right is not None else "")
    if state == "not_testable":
        zh, en = "句中百分比所比较的金额无法确定", "It is not certain which amount the percentage compares with"
    told_zh = f"{told_zh}。{zh}。" if zh else f"{told_zh}。"
    told_en = f"{told_en}. {en}." if en else f"{told_en}."
    return Result(
        f"{place}-percent",
        place,
        state,
        told_zh,
        told_en,
        "文字中的百分比",
        percent,
        place,
        "按金额计算的百分比",
        right,
        " ".join(dict.fromkeys((*way[0].source.split(), *way[1].source.split()))),
        abs(percent) - right if right is not None else None,
        Decimal(1).scaleb(-places) * HALF,
    )


RULE = Rule(
    "C3",
    "增减额和百分比与金额相符",
    "Changes and percentages follow from the amounts",
    "文字中的增减额应等于两年金额之差；增减百分比应等于增减额除以上年数，占比应等于该项除以合计，"
    "误差不超过所印位数的半个单位及金额四舍五入的影响。",
    "A stated change is the difference of the two years; a percentage is the change over the earlier amount, or the "
    "part over its whole, right to the printed digits given the rounding of the amounts.",
    find,
    ("changes",),
)
