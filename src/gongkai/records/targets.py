"""What an indicator should reach, as printed in one cell: operator, number and unit."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal

from gongkai.knowledge.performance import PerformanceWords
from gongkai.knowledge.text import fold
from gongkai.model.money import Kind, read_number

_KEPT = re.compile(r"[^\u3300-\u33ff²³]+")
"""Everything but ㎡, km² and their like, which NFKC would turn into letters and digits."""

_UNIT = re.compile(r"[^\d,;。、~<>=≥≤\-—]{1,12}")
_NUMBER = re.compile(r"-?\d[\d,]*(?:\.\d+)?")


@dataclass(frozen=True, slots=True)
class Target:
    """Operator, number and unit; blank or None where they are not printed or not plain."""

    operator: str = ""
    value: Decimal | None = None
    unit: str = ""


def read_target(text: str, words: PerformanceWords) -> Target:
    """`≥1.00 个`, `≤4.00 元/平方米.月`, `100%`, `0件`, `＜4.8`; all else is text: `及时性`, `3次以上`, `≤1次；≤1次`."""
    plain = _KEPT.sub(lambda found: unicodedata.normalize("NFKC", found[0]), text).strip()
    operator = next((sign for sign in sorted(words.operators, key=len, reverse=True) if plain.startswith(sign)), "")
    rest = plain[len(operator) :].strip()
    found = _NUMBER.match(rest)
    if found is None:
        return Target()
    printed = read_number(found.group())
    unit = "".join(rest[found.end() :].split())
    if printed.kind is not Kind.NUMBER or (unit and (not _UNIT.fullmatch(unit) or words.vague.search(unit))):
        return Target()
    return Target(words.operators.get(operator, ""), printed.value, unit)


def read_operator(text: str, words: PerformanceWords) -> str:
    """The operator of a cell of its own; words (定性, 文字描述) stay as printed."""
    return words.operators.get(fold(text), text.strip())
