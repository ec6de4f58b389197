"""C3: stated change and percentage follow from the amounts; the percentage is right to its printed digits."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal

from gongkai.checks.figure import Figure, Side
from gongkai.checks.judging import compare, untestable
from gongkai.checks.ledger import Ledger, decimal, text
from gongkai.checks.percentages import CUT, HALF, HUNDRED, ratios, verdict
from gongkai.checks.rule import Result, Rule
from gongkai.checks.stating import label
from gongkai.model.package import Row

DIRECTIONS = {"increase": ("增长", "an increase of"), "decrease": ("下降", "a decrease of")}


def find(ledger: Ledger) -> Iterator[Result]:
    """Each sentence with a change or a percentage of change, of a budget or of a whole."""
    amounts: dict[str, list[Row]] = defaultdict(list)
    rows = ledger.package.rows("statements")
    for row in rows:
        if row.get("amount") is not None:
            amounts[text(row, "section_id")].append(row)
    found = False
    for before, row in zip((None, *rows), rows, strict=False):
        if row.get("change") is None and row.get("change_percent") is None:
            continue
        for result in _row(ledger, row, _told_before(row, before), amounts[text(row, "section_id")]):
            found = True
            yield result
    for result in ratios(ledger):
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
    return before if all(text(before, name) == text(row, name) for name in same) else None


def _row(ledger: Ledger, row: Row, told: Row | None, beside: Sequence[Row]) -> Iterator[Result]:
    change = ledger.stated(row, "change")
    amount = ledger.stated(told if told is not None else row)
    amount = amount or (_before_sentence(ledger, row, beside) if change else None)
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


def _before_sentence(ledger: Ledger, row: Row, beside: Sequence[Row]) -> Figure | None:
    """The one amount that the paragraph gives for the subject of a sentence that states its change alone."""
    names = ("indicator", "code", "year", "measure")
    if not text(row, "indicator") and not text(row, "code"):
        return None
    same = [one for one in beside if all(one.get(name) == row.get(name) for name in names)]
    figures = [figure for one in same if (figure := ledger.stated(one))]
    return figures[0] if len({figure.amount for figure in figures}) == 1 else None


def _percent(
    ledger: Ledger,
    row: Row,
    percent: Decimal,
    amount: Figure | None,
    change: Figure | None,
    base: Figure | None,
    beside: Sequence[Row],
) -> Result | None:
    """An amount of another sentence can only confirm a percentage: the sentence may speak of something else."""
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
    verdicts = [(verdict(percent, *way), way) for way in ways if way[1].amount]
    order = ("pass", "note", "fail")
    state, way = min(verdicts, key=lambda one: order.index(one[0]))
    if state == "fail" and (row.get("amount") is None or _other_way(ledger, row, percent, change, beside)):
        state = "not_testable"
    zh, en = CUT if state == "note" else ("", "")
    return _result(ledger, row, percent, way[0].amount / way[1].amount * HUNDRED, way, state, zh, en)


def _gap(amount: Figure, base: Figure, direction: int) -> Side:
    first, then = (base, amount) if direction < 0 else (amount, base)
    return Side("", "", (first,), (then,))


def _before(amount: Figure, change: Figure, direction: int) -> Side:
    """What the amount was before the change."""
    return Side("", "", (amount,), (change,)) if direction > 0 else Side("", "", (amount, change))


def _other_way(ledger: Ledger, row: Row, percent: Decimal, change: Figure | None, beside: Sequence[Row]) -> bool:
    """True where another amount of the paragraph explains the percentage: the sentence may mean that one."""
    if change is None:
        return False
    figures = [figure for one in beside if one is not row and (figure := ledger.stated(one))]
    wholes = [_before(figure, change, sign(row)) for figure in figures] + [Side("", "", (f,)) for f in figures]
    return any(whole.amount > 0 and verdict(percent, Side("", "", (change,)), whole) == "pass" for whole in wholes)


def _result(
    ledger: Ledger, row: Row, percent: Decimal, exact: Decimal | None, way: tuple[Side, Side], state: str, zh: str,
    en: str,
) -> Result:  # fmt: skip
    place = text(row, "row_id")
    places = max(-int(percent.as_tuple().exponent), 0)
    right = round(abs(exact), places + 2) if exact is not None else None
    way_zh, way_en = DIRECTIONS.get(text(row, "change_direction"), ("变动", "a change of"))
    name_zh, name_en = label(ledger, row) if text(row, "indicator") or text(row, "code") else ("", "")
    about = f" for {name_en}" if name_en else ""
    told_zh = f"文字写明{name_zh}{way_zh}{percent}%" + (f"，按金额计算为{right}%" if right is not None else "")
    told_en = f"The text states {way_en} {percent} %{about}" + (
        f"; the amounts give {right} %" if right is not None else ""
    )
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
    "文字中的增减额应等于两年金额之差；百分比应等于增减额除以上年数，误差不超过所印位数的半个单位及金额四舍五入的影响。"
    "“完成预算的”和“占”的百分比同样核对。",
    "A stated change is the difference of the two years; a percentage is the change over the earlier amount, right to "
    "the printed digits given the rounding of the amounts. Likewise percentages of a budget and of a whole.",
    find,
    ("changes",),
)
