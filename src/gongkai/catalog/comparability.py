"""Where a series breaks: a renamed unit, a renamed or reused code, another scope. Over a break nothing is computed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from gongkai.catalog.sources import Sources
from gongkai.model.disclosure import Unit
from gongkai.model.knowledge import Code

_YEAR = re.compile(r"^(?:19|20)\d{2}")
_HUNDREDTH = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Break:
    """Why two years cannot be compared, in Chinese and English."""

    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class Change:
    """How an amount compares with the one of the year before; all None where there is none."""

    comparable: bool | None = None
    previous: Decimal | None = None
    change: Decimal | None = None
    percent: Decimal | None = None


def renamed(unit: Unit, year: int) -> Iterator[Break]:
    """The breaks of a unit between `year` - 1 and `year`: names used until the year before."""
    for former in unit.former_names:
        until = _YEAR.match(former.until)
        if until and int(until[0]) == year - 1:
            evidence = f"（{former.evidence}）" if former.evidence else ""
            yield Break(
                f"单位于{former.until}后由“{former.name}”更名为“{unit.name}”{evidence}，{year - 1}年与{year}年不宜直接比较",
                f"renamed from “{former.name}” to “{unit.name}” after {former.until}{evidence}",
            )


def rescoped(before: str, after: str, known: Sources) -> Iterator[Break]:
    """The break between two values that cover different funds."""
    if before != after:
        one, other = known.scopes[before], known.scopes[after]
        yield Break(f"口径由“{one['zh']}”变为“{other['zh']}”", f"scope changed from {one['en']} to {other['en']}")


def recoded(code: str, year: int, codes: Mapping[str, tuple[Code, ...]]) -> Iterator[Break]:
    """The breaks of a code of a classification between `year` - 1 and `year`.

    A code that gets another name with a year that is known: whether it was renamed or reused, the two years are not
    the same thing. Entries that nobody has seen printed say nothing.
    """
    entries = [entry for entry in codes.get(code, ()) if entry.evidence != "unverified"]
    for after in entries:
        if after.valid_from != year:
            continue
        befores = [one.name for one in codes[code] if one is not after and _valid(one, year - 1)]
        if befores and after.name not in befores:
            yield Break(
                f"科目{code}自{year}年起由“{befores[0]}”改为“{after.name}”",
                f"code {code} was “{befores[0]}” before {year}, “{after.name}” since",
            )
        elif not befores:
            yield Break(f"科目{code}“{after.name}”自{year}年起设置", f"code {code} exists since {year}")


def compared(amount: Decimal, previous: Decimal | None, broken: bool) -> Change:
    """Change and percentage change; blank over a break, and no percentage of a base that is not positive."""
    if previous is None:
        return Change()
    if broken:
        return Change(False, previous)
    change = amount - previous
    percent = (change / previous * 100).quantize(_HUNDREDTH, ROUND_HALF_UP) if previous > 0 else None
    return Change(True, previous, change, percent)


def _valid(entry: Code, year: int) -> bool:
    """True where an entry was in force in a year, as far as its years are known."""
    return (entry.valid_from is None or entry.valid_from <= year) and (entry.valid_to is None or year <= entry.valid_to)
