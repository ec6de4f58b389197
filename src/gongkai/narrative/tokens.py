"""The amounts, percentages and words of sameness in a folded sentence."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from gongkai.model.money import UNITS, Kind, read_number
from gongkai.narrative.reading import Reading

_BEGIN = r"(?<![0-9])(?<![0-9][.,])"
_NUMBER = _BEGIN + r"[0-9](?:[0-9.,]*[0-9])?"
_UNIT = "|".join(sorted(UNITS, key=len, reverse=True))
_MONEY = re.compile(
    rf"(?P<number>{_NUMBER})(?:(?P<unit>{_UNIT})|(?P<about>[余多几]?(?:亿|千万|百万|十万|万|千|百)?[余多几]?元)"
    r"|(?P<foreign>(?:亿|百万|万|千)?(?:美元|欧元|港元|港币|英镑|日元|澳元|卢布)))(?![旦宵件器])"
)
_MONEY_WORD = "费|费用|经费|支出|收入|预算|决算|资金|拨款|金额|总额|合计|总计"
_BARE = re.compile(
    rf"(?:(?:{_MONEY_WORD})(?:支出|收入|预算|决算|安排|数)*(?:(?:为|是)(?P<number>{_NUMBER})(?P<wan>万)?"
    rf"|(?P<decimal>[0-9][0-9,]*\.[0-9]+)(?P<ten>万)?)|(?P<lone>{_BEGIN}[0-9][0-9,]*\.[0-9]+)(?P<thousand>万))(?=[,;。、()]|$)"
)
_PERCENT = re.compile(rf"(?P<number>{_NUMBER})%")
_BEFORE_SIGN = re.compile(r"(?:[为是计约:,;(]|增加|减少|增长|下降|^)$")
_LOOK_BACK = 60
_CUT = re.compile(r"(?:[0-9][0-9.,]*(?: [.,]?|[亿万千百])|\.)$")
_THRESHOLD = re.compile(r"\(?(?:不?含)?\)?(?:以[上下内]|及以[上下])")
_RATE = re.compile(r"[/每]")


@dataclass(frozen=True)
class Money:
    """One printed amount. `value` is None where the print does not say exactly what it is; `problem` says why.

    `start` and `end` cover number and unit in the folded text; `unit` is as printed, `factor` to 元 None where no
    unit is known; `threshold` marks limits and rates (单价50万元以上, 90元/月), which are no indicator's amount.
    """

    start: int
    end: int
    printed: str
    unit: str
    factor: Decimal | None
    value: Decimal | None
    decimals: int
    problem: str = ""
    threshold: bool = False


@dataclass(frozen=True, slots=True)
class Percent:
    """One printed percentage, None where the number is none."""

    start: int
    end: int
    value: Decimal | None


@dataclass(frozen=True, slots=True)
class Same:
    """Words that say nothing changed. `exact` is False for 基本持平."""

    start: int
    end: int
    exact: bool


Token = Money | Percent | Same


def tokens(read: Reading, start: int, end: int, same: re.Pattern[str]) -> list[Token]:
    """The tokens of one sentence in order, none overlapping another."""
    text = read.text
    money = [_money(read, found, start) for found in _MONEY.finditer(text, start, end)]
    taken = {at for one in money for at in range(one.start, one.end)}
    bare = [
        _bare(read, found, money, start)
        for found in _BARE.finditer(text, start, end)
        if _number_start(found) not in taken
    ]
    percents = [
        Percent(found.start(), found.end(), read_number(read.exact(found.start(), found.end("number"))).value)
        for found in _PERCENT.finditer(text, start, end)
    ]
    words = [Same(f.start(), f.end(), not f["nearly"]) for f in same.finditer(text, start, end)]
    found_all: Sequence[Token] = [*money, *bare, *percents, *words]
    return sorted(found_all, key=lambda one: one.start)


def _money(read: Reading, found: re.Match[str], floor: int) -> Money:
    """An amount with its unit."""
    start, end = found.start(), found.end()
    unit = read.text[found.end("number") : end]
    factor = UNITS.get(found["unit"] or "")
    if found["unit"] is None:
        problem = "foreign-currency" if found["foreign"] else "approximate-amount"
        return Money(start, end, read.exact(start, found.end("number")), unit, None, None, 0, problem)
    start, printed, value, decimals, problem = _number(read, start, found.end("number"), floor)
    limit = bool(_THRESHOLD.match(read.text, end) or _RATE.match(read.text, end))
    return Money(start, end, printed, unit, factor, value, decimals, problem, limit)


def _bare(read: Reading, found: re.Match[str], money: Sequence[Money], floor: int) -> Money:
    """An amount printed without 元: it takes the unit only where the sentence states exactly one."""
    group = next(name for name in ("number", "decimal", "lone") if found[name])
    start, end = found.start(group), found.end(group)
    unit = found["wan"] or found["ten"] or found["thousand"] or ""
    stated = {one.unit for one in money if one.factor is not None}
    agreed = stated.pop() if len(stated) == 1 else ""
    start, printed, value, decimals, problem = _number(read, start, end, floor)
    if not agreed or (unit and agreed != unit + "元"):
        return Money(start, end + len(unit), printed, unit, None, None, decimals, problem or "unit-missing")
    return Money(start, end + len(unit), printed, unit, UNITS[agreed], value, decimals, problem or "unit-inherited")


def _number_start(found: re.Match[str]) -> int:
    """Where the number of a bare amount begins."""
    return next(found.start(name) for name in ("number", "decimal", "lone") if found[name])


def _number(read: Reading, start: int, end: int, floor: int) -> tuple[int, str, Decimal | None, int, str]:
    """Start, print, value, decimals and problem of a number: what stands before it may make it another number."""
    before = read.text[max(floor, start - _LOOK_BACK) : start]
    printed = read.exact(start, end)
    if cut := _CUT.search(before):
        start -= len(cut[0])
        return start, read.exact(start, end), None, 0, "number-unreadable"
    negative = before.endswith(("-", "−"))
    if negative and not before[:-1].endswith(tuple("元%")):
        if not _BEFORE_SIGN.search(before[:-1]):
            return start - 1, read.exact(start - 1, end), None, 0, "number-unreadable"
        start, printed = start - 1, read.exact(start - 1, end)
    number = read_number(printed)
    if number.kind is not Kind.NUMBER or ("，" in printed and any("0" <= char <= "9" for char in printed)):
        return start, printed, None, 0, "number-unreadable"
    return start, printed, number.value, number.decimals, ""
