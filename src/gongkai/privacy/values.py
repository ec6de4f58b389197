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
_PARTS = re.compile(r"[/、,，;；]")
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
    def _lengths(self) -> tuple[int, ...]:
        return tuple(sorted({len(name) for name in self.names}, reverse=True))

    def found_in(self, text: str) -> Iterator[Span]:
        """Where masked values stand in a text. Names of two characters count only where no other character adjoins."""
        yield from self._names_in(text)
        if self.numbers and len(text) >= _SHORTEST_NUMBER:
            yield from self._numbers_in(text)
        for address in self.addresses if "@" in text else ():
            for match in re.finditer(re.escape(address), text, re.IGNORECASE):
                yield Span(*match.span(), "email", "repeated")

    def _names_in(self, text: str) -> Iterator[Span]:
        for match in self._first.finditer(text) if self._first else ():
            start = match.start()
            for length in self._lengths:
                if text[start : start + length] in self.names and (length > 2 or _alone(text, start, start + length)):
                    yield Span(start, start + length, "name", "repeated")
                    break

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
    return not _HAN_CHAR.match(text[start - 1 : start]) and not _HAN_CHAR.match(text[end : end + 1])


def _whole(at: list[int], begin: int, end: int) -> bool:
    """True where the digits begin and end where a number does: another digit does not adjoin."""
    before = begin == 0 or at[begin - 1] < at[begin] - 1
    after = end == len(at) or at[end] > at[end - 1] + 1
    return before and after


def _kind(number: str) -> str:
    return "id" if len(number) == 18 else "bank" if len(number) > 15 else "phone"
