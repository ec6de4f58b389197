"""Years, measures and comparisons in the words before a number."""

from __future__ import annotations

import re

from gongkai.narrative.claims import Comparison
from gongkai.narrative.language import Language

_NOT_BEHIND = re.compile(r"[,;:。()]|相比|对比|相较")


class Words:
    """Reads the words before numbers, for the disclosure of one fiscal year."""

    def __init__(self, speech: Language, fiscal_year: int) -> None:
        """`fiscal_year` is what 上年 and 本年 count from."""
        self._speech = speech
        self._fiscal_year = fiscal_year

    def comparison(self, region: str) -> Comparison | None:
        """The last comparison in the words since the token before."""
        every = list(self._speech.comparison.finditer(region))
        if not every:
            return None
        found = every[-1]
        year = int(found["year"]) if found["year"] else None
        if found["last"]:
            year = self._fiscal_year - 1
        rest = region[found.end() :]
        return Comparison(year, self.measure(found[0] + rest), last_clause(region[: found.start()]), rest)

    def without_comparison(self, text: str) -> str:
        """The text without what it compares with."""
        return self._speech.comparison.sub("", text)

    def years(self, text: str) -> list[int]:
        """The years a text names outside comparisons; words such as 上年 only where no year is printed."""
        found = list(self._speech.year.finditer(self.without_comparison(text)))
        printed = [int(one["year"]) for one in found if one["year"]]
        return printed or [self._fiscal_year + self._speech.years[one["word"]] for one in found]

    def measure(self, text: str) -> str:
        """The measure that a text names last, blank if none."""
        plain = self._speech.not_measures.sub("", text)
        best: tuple[int, int, str] = (-1, 0, "")
        for pattern, measure in self._speech.measures:
            for found in pattern.finditer(plain):
                best = max(best, (found.end(), found.end() - found.start(), measure))
        return best[2]


def is_prior(against: Comparison) -> bool:
    """True where a number stands right behind the comparison: 比2018年收入预算8888487.06元减少…"""
    return not _NOT_BEHIND.search(against.rest)


def last_clause(text: str) -> str:
    """The words since the last comma, colon or full stop outside brackets, or since the bracket that is open."""
    opened, start = 0, 0
    for at, char in enumerate(text):
        if char == "(":
            opened += 1
        elif char == ")":
            start, opened = (at + 1, 0) if opened == 0 else (start, opened - 1)
    nested, at = 0, len(text)
    while at > start:
        char = text[at - 1]
        if char == ")":
            nested += 1
        elif char == "(":
            if nested == 0:
                break
            nested -= 1
        elif char in ",;:。!?" and nested == 0:
            break
        at -= 1
    return text[at:].lstrip("、")
