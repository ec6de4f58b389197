"""Printed numbers and units of money, read exactly or not at all. Imports nothing of ours.

Blank, zero, a dash and 无 are four different things; what is none of these and no number stays `OTHER`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Context, Decimal
from enum import StrEnum
from functools import lru_cache
from types import MappingProxyType

UNITS: Mapping[str, Decimal] = MappingProxyType(
    {
        "元": Decimal(1),
        "百元": Decimal(100),
        "千元": Decimal(1_000),
        "万元": Decimal(10_000),
        "十万元": Decimal(100_000),
        "百万元": Decimal(1_000_000),
        "千万元": Decimal(10_000_000),
        "亿元": Decimal(100_000_000),
    }
)
"""Units of money and their factor to 元."""

NONE_WORDS = frozenset({"无", "不需填列", "单位不需填列"})
"""Words printed instead of a number that say there is none."""

MOST_DIGITS = 30
"""Longer runs of digits are no amount of money."""

_EXACT = Context(prec=3 * MOST_DIGITS)
_SPACE = re.compile(r"[\s\u200b\ufeff]+")
_NOT_COUNTED = re.compile("[^①-⓿❶-➓⁰-₟²³¹⅐-ↂ㈠-㋿]+")
_DASHES = re.compile(r"[-‐‑‒–—―−─━]+")
_NUMBER = re.compile(
    r"(?P<sign>[-−]?)(?P<whole>0|[1-9][0-9]{0,2}(?:,[0-9]{3})+|[1-9][0-9]*)(?:\.(?P<part>[0-9]+))?\s*(?P<percent>%?)"
)
_LONGEST_FIRST = sorted(UNITS, key=len, reverse=True)
_UNIT = "|".join(r"\s*".join(unit) for unit in _LONGEST_FIRST)
_UNIT_LINE = re.compile(rf"(?:单\s*位\s*:?\s*|\(\s*|^\s*)(?:人\s*民\s*币\s*)?(?P<unit>{_UNIT})(?![\u4e00-\u9fff/])")


class Kind(StrEnum):
    """What is printed where a number may stand."""

    NUMBER = "number"
    BLANK = "blank"
    DASH = "dash"
    NONE_WORD = "none_word"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Printed:
    """A printed number, or what stands in its place.

    `value` is None unless `kind` is NUMBER; a percentage keeps its printed value (35.15% is 35.15). `decimals` are
    the printed digits after the point; `text` is verbatim.
    """

    kind: Kind
    value: Decimal | None
    decimals: int
    percent: bool
    text: str


@lru_cache(maxsize=65536)
def read_number(text: str) -> Printed:
    """Read a whole cell or a cut-out number. Full-width digits and signs are read (NFKC).

    Thousands separators count only in whole groups (`1,23` is no number), a leading zero only before the point (`02`
    is a code), and nothing but a percent sign may follow.
    """
    plain = _SPACE.sub(" ", _NOT_COUNTED.sub(_normal, text)).strip()
    found = _NUMBER.fullmatch(plain)
    if found and len(plain) <= MOST_DIGITS:
        part = found["part"] or ""
        sign = "-" if found["sign"] else ""
        value = Decimal(f"{sign}{found['whole'].replace(',', '')}" + (f".{part}" if part else ""))
        return Printed(Kind.NUMBER, value, len(part), bool(found["percent"]), text)
    closed = plain.replace(" ", "")
    if not closed:
        return Printed(Kind.BLANK, None, 0, False, text)
    if _DASHES.fullmatch(closed):
        return Printed(Kind.DASH, None, 0, False, text)
    return Printed(Kind.NONE_WORD if closed in NONE_WORDS else Kind.OTHER, None, 0, False, text)


def _normal(found: re.Match[str]) -> str:
    """NFKC of a stretch without ①, ² and their like, which would become digits of the number beside them."""
    return unicodedata.normalize("NFKC", found[0])


def split_unit(text: str) -> tuple[str, str | None]:
    """A number and the unit of money printed right behind it, `261万元` → `261`, `万元`; the text and None otherwise."""
    plain = _SPACE.sub("", text) if "元" in text else ""
    for unit in _LONGEST_FIRST if plain.endswith("元") else ():
        number = plain.removesuffix(unit)
        if number != plain and read_number(number).kind is Kind.NUMBER:
            return number, unit
    return text, None


def to_yuan(value: Decimal, factor: Decimal) -> Decimal:
    """The exact amount in 元, without exponent and without needless zeros: 228.48 × 10000 is 2284800."""
    product = _EXACT.multiply(value, factor)
    whole = product.to_integral_value(context=_EXACT)
    return _EXACT.add(whole if whole == product else _EXACT.normalize(product), 0)


def precision(decimals: int, factor: Decimal) -> Decimal:
    """The smallest printed step in 元: 100 for 228.48万元."""
    return to_yuan(Decimal(1).scaleb(-decimals), factor)


def find_unit(text: str) -> str | None:
    """The one unit of money a unit line, caption or heading states; None if it states none or several.

    `金额单位：万元`, `单位:元`, `（万元）`, `价值（金额单位：万元）`, `万元`; not `单位：台`, not `元/人`.
    """
    plain = unicodedata.normalize("NFKC", text)
    units = {_SPACE.sub("", found["unit"]) for found in _UNIT_LINE.finditer(plain)}
    return units.pop() if len(units) == 1 else None
