"""Values that were masked, in memory only: where they stand elsewhere, however they are spaced."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from gongkai.privacy.folding import folded
from gongkai.privacy.names import HAN
from gongkai.privacy.numbers import is_date
from gongkai.privacy.spans import Span

_DIGIT_RUN = re.compile(r"(?<![0-9A-Za-z.])\d(?:[ ()\n-]{0,3}\d){6,}[Xx]?(?![0-9A-Za-z]|[.]\d)")
_GAP = r"[\s_\u200b-\u200f\u2060\ufeff\u00ad]{0,12}"
"""What print, tables and markup put between the characters of a name."""
_PARTS = re.compile(r"[/、,，;；]")
_BLANK = re.compile(r"[\s_\u200b-\u200f\u2060\ufeff\u00ad]")
_HAN_CHAR = re.compile(f"[{HAN}]")
_SHORTEST_NUMBER = 8
"""Seven digits can be a code of a classification."""


@dataclass(frozen=True, slots=True)
class Value:
    """One masked value as printed, and the lines it stood on. Never written to any file.

    `sure` is False where the word alone does not show that it is personal: it is then not looked for elsewhere.
    """

    kind: str
    text: str = field(repr=False)
    sure: bool = True
    line: int | None = None
    line_end: int | None = None


@dataclass(frozen=True)
class Values:
    """Masked values, ready to be looked for."""

    all: tuple[Value, ...] = field(repr=False)

    @cached_property
    def names(self) -> frozenset[str]:
        """Names that speak for themselves, without blanks."""
        return frozenset(re.sub(r"\s", "", v.text) for v in self.all if v.kind == "name" and v.sure and len(v.text) > 1)

    @cached_property
    def numbers(self) -> frozenset[str]:
        """The digits of numbers long enough to be told from codes."""
        parts = (part for v in self.all if v.kind in ("phone", "id", "bank") for part in _PARTS.split(v.text))
        found = {re.sub(r"[^0-9X]", "", folded(part).text.upper()) for part in parts}
        return frozenset(number for number in found if len(number) >= _SHORTEST_NUMBER and not is_date(number))

    @cached_property
    def addresses(self) -> frozenset[str]:
        """E-mail addresses in lower case."""
        return frozenset(re.sub(r"\s", "", v.text).lower() for v in self.all if v.kind == "email")

    @cached_property
    def _first(self) -> re.Pattern[str] | None:
        return (
            re.compile("[" + "".join(sorted({re.escape(name[0]) for name in self.names})) + "]") if self.names else None
        )

    @cached_property
    def _spread(self) -> re.Pattern[str]:
        """The names, the longest first, with blanks and line breaks between their characters."""
        ordered = sorted(self.names, key=lambda name: (-len(name), name))
        return re.compile("|".join(_GAP.join(map(re.escape, name)) for name in ordered))

    def found_in(self, text: str) -> Iterator[Span]:
        """Where masked values stand in a text, however they are spaced.

        Names of two characters count only where no other character adjoins.
        """
        yield from self._names_in(text)
        if self.numbers and len(text) >= _SHORTEST_NUMBER:
            yield from self._numbers_in(text)
        if self.addresses and ("@" in text or "＠" in text):
            plain = folded(text)
            for address in self.addresses:
                spaced = re.escape(address).replace("@", r"\s?@\s?")
                for match in re.finditer(spaced, plain.text, re.IGNORECASE):
                    yield Span(*plain.span(*match.span()), "email", "repeated")

    def _names_in(self, text: str) -> Iterator[Span]:
        reached = 0
        for first in self._first.finditer(text) if self._first else ():
            match = self._spread.match(text, first.start()) if first.start() >= reached else None
            if match and (len(_BLANK.sub("", match.group())) > 2 or _alone(text, *match.span())):
                reached = match.end()
                yield Span(*match.span(), "name", "repeated")

    def _numbers_in(self, text: str) -> Iterator[Span]:
        plain = folded(text)
        for match in _DIGIT_RUN.finditer(plain.text):
            at = [n for n in range(*match.span()) if plain.text[n] in "0123456789Xx"]
            digits = "".join(plain.text[n] for n in at).upper()
            for number in self.numbers:
                begin = digits.find(number)
                end = begin + len(number)
                if begin >= 0 and _whole(at, begin, end):
                    yield Span(*plain.span(at[begin], at[end - 1] + 1), _kind(number), "repeated")


def _alone(text: str, start: int, end: int) -> bool:
    """True where the word of two characters does not go on; spaced out (李 晓 明), it goes on after the same gap."""
    gap = text[start + 1 : end - 1]
    if _HAN_CHAR.match(text[start - 1 : start] if start else "") or _HAN_CHAR.match(text[end : end + 1]):
        return False
    if not gap:
        return True
    size = len(gap)
    goes_on = text[end : end + size] == gap and _HAN_CHAR.match(text[end + size : end + size + 1])
    left = start - size
    went_on = left > 0 and text[left:start] == gap and _HAN_CHAR.match(text[left - 1])
    return not goes_on and not went_on


def _whole(at: list[int], begin: int, end: int) -> bool:
    """True where the digits begin and end where a number does: another digit does not adjoin."""
    before = begin == 0 or at[begin - 1] < at[begin] - 1
    after = end == len(at) or at[end] > at[end - 1] + 1
    return before and after


def _kind(number: str) -> str:
    return "id" if len(number) == 18 else "bank" if len(number) > 15 else "phone"
