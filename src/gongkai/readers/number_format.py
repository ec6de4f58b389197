"""A value of a workbook and its number format → the text that a person sees in the cell.

Covers the codes of budget workbooks: digits, thousands, percent, scaling by commas, quoted text, sections for positive,
negative, zero and text, dates. Source: ECMA-376 part 1, 18.8.30 and 18.8.31.
"""

from __future__ import annotations

import datetime
import re
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

BUILT_IN = {
    1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 11: "0.00E+00", 14: "yyyy/m/d",
    15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy", 18: "h:mm AM/PM", 19: "h:mm:ss AM/PM", 20: "h:mm", 21: "h:mm:ss",
    22: "yyyy/m/d h:mm", 27: 'yyyy"年"m"月"', 28: 'm"月"d"日"', 29: 'm"月"d"日"', 30: "m-d-yy",
    31: 'yyyy"年"m"月"d"日"',
    32: 'h"时"mm"分"', 33: 'h"时"mm"分"ss"秒"', 36: 'yyyy"年"m"月"', 37: "#,##0 ;(#,##0)", 38: "#,##0 ;[Red](#,##0)",
    39: "#,##0.00 ;(#,##0.00)", 40: "#,##0.00 ;[Red](#,##0.00)", 41: '_ * #,##0_ ;_ * -#,##0_ ;_ * "-"_ ;_ @_ ',
    43: '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ ', 44: '_ ¥* #,##0.00_ ;_ ¥* -#,##0.00_ ;_ ¥* "-"??_ ;_ @_ ',
    45: "mm:ss", 49: "@", 50: 'yyyy"年"m"月"', 57: 'yyyy"年"m"月"', 58: 'm"月"d"日"',
}  # fmt: skip
"""Formats by number, as Excel shows them in Chinese; 0 (General) is absent."""

_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"|\\(?P<escaped>.)|_(?P<pad>.)|\*(?P<fill>.)|\[(?P<bracket>[^\]]*)\]'
    r"|(?P<number>[#0?][#0?,.]*(?:E[+-]0+)?|\.[#0?]+)|(?P<date>y+|m+|d+|h+|s+|AM/PM|上午/下午)"
    r"|(?P<percent>%)|(?P<text>@)|(?P<other>.)",
    re.IGNORECASE | re.DOTALL,
)
_SIGNIFICANT = 15
_DAY_ZERO = datetime.date(1899, 12, 31)
Value = int | float | str | bool | datetime.date | datetime.datetime | datetime.time | datetime.timedelta


def shown(value: Value, code: str) -> str:
    """What a cell with that value and format code shows; `code` is blank for General."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, (datetime.date, datetime.time, datetime.timedelta)):
        return _date(value, code)
    number = exact(value)
    if not code or code.lower() == "general":
        return plain(number)
    return _number(number, code)


def exact(value: int | float) -> Decimal:
    """The number as a workbook holds it: 15 significant digits, so that 604.4200000000001 is 604.42."""
    return Decimal(value) if isinstance(value, int) else Decimal(format(value, f".{_SIGNIFICANT}g"))


def plain(number: Decimal) -> str:
    """Digits without an exponent and without trailing zeros."""
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") or "0" if "." in text else text


@lru_cache(maxsize=1024)
def _sections(code: str) -> tuple[tuple[tuple[str, str], ...], ...]:
    sections: list[list[tuple[str, str]]] = [[]]
    for match in _TOKEN.finditer(code):
        kind = match.lastgroup or "other"
        if kind == "other" and match.group() == ";":
            sections.append([])
        else:
            sections[-1].append((kind, match.group(kind)))
    return tuple(tuple(section) for section in sections)


def _number(number: Decimal, code: str) -> str:
    sections = _sections(code)
    index = 0
    if len(sections) > 1 and number < 0:
        index, number = 1, -number
    elif len(sections) > 2 and number == 0:
        index = 2
    section = sections[index]
    if any(kind == "bracket" and part[:1] in "<>=" for kind, part in section):
        return plain(number)
    scale = Decimal(100) ** sum(1 for kind, _ in section if kind == "percent")
    placeholders = [part for kind, part in section if kind == "number"]
    if not placeholders:
        text = "".join(_literal(kind, part, number) for kind, part in section)
        return text.strip() if text.strip() or index else plain(number)
    if "E" in placeholders[0].upper():
        return plain(number)
    digits = _digits(abs(number) * scale, "".join(placeholders))
    parts: list[str] = []
    for kind, part in section:
        parts.append(digits if kind == "number" and digits else _literal(kind, part, number))
        digits = "" if kind == "number" else digits
    text = "".join(parts).strip()
    return f"-{text}" if number < 0 and any(char in "123456789" for char in text) else text


def _literal(kind: str, part: str, number: Decimal) -> str:
    if kind in {"quoted", "escaped", "other", "date"}:
        return part
    if kind == "percent":
        return "%"
    if kind == "text":
        return plain(number)
    if kind == "bracket" and part.startswith("$"):
        return part[1:].split("-")[0]
    return ""


def _digits(number: Decimal, pattern: str) -> str:
    whole, _, fraction = pattern.partition(".")
    thousands = len(whole) - len(whole.rstrip(",")) if not fraction else len(fraction) - len(fraction.rstrip(","))
    number /= Decimal(1000) ** thousands
    fraction = fraction.rstrip(",")
    rounded = number.quantize(Decimal(1).scaleb(-len(fraction)), rounding=ROUND_HALF_UP)
    left, _, right = format(rounded, "f").partition(".")
    least = sum(1 for char in whole if char == "0")
    left = left.lstrip("0").zfill(least) if least else left.lstrip("0")
    if "," in whole.rstrip(",") and left:
        left = f"{int(left):,}" if len(left) >= least else left
    kept = max((i + 1 for i, char in enumerate(fraction) if char == "0"), default=0)
    while len(right) > kept and right.endswith("0"):
        right = right[:-1]
    return f"{left}.{right}" if right else left


def _date(value: datetime.date | datetime.time | datetime.timedelta, code: str) -> str:
    if isinstance(value, datetime.timedelta) or not code:
        return str(value)
    moment = (
        datetime.datetime.combine(datetime.date(1899, 12, 31), value) if isinstance(value, datetime.time) else value
    )
    hour, minute, second = (
        (moment.hour, moment.minute, moment.second) if isinstance(moment, datetime.datetime) else (0, 0, 0)
    )
    parts: list[str] = []
    last = ""
    for kind, part in _sections(code)[0]:
        if kind != "date":
            parts.append(_literal(kind, part, Decimal(0)) if kind != "number" else "")
            continue
        letter = part[0].lower()
        if letter == "m" and last in {"h", "s"}:
            letter = "minute"
        number = {"y": moment.year, "m": moment.month, "d": moment.day, "h": hour, "minute": minute, "s": second}
        if letter not in number:
            continue
        last = letter
        text = str(number[letter])
        parts.append(text[-2:] if letter == "y" and len(part) <= 2 else text.zfill(2) if len(part) == 2 else text)
    return "".join(parts).strip() or str(value)
