"""The labels of performance forms, from lookups/performance.yml."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

from gongkai.knowledge.text import fold
from gongkai.model.knowledge import Form, Knowledge

_REMARK = re.compile(r"\((单位[:：])?(百|千|万|亿)?元\)$|\(%\)$")
_BRACKETS = re.compile(r"\([^()]{1,6}\)$")


@lru_cache(maxsize=16384)
def _plain(text: str) -> str:
    """A folded label without its colon and without the unit in brackets at its end."""
    return _REMARK.sub("", fold(text).strip(":;,。")).strip(":")


class PerformanceWords:
    """What the labels of a performance form mean."""

    def __init__(self, lookups: Mapping[str, Any]) -> None:
        self._heads = _compile(lookups["heads"])
        self._months = _compile(lookups["months"])
        self._fund_columns = _compile(lookups["fund_columns"])
        self._goal_columns = _compile(lookups["goal_columns"])
        self.months = tuple(name for name, _ in self._months)
        self._sum = re.compile(lookups["sum"])
        self._levels = re.compile(lookups["levels"])
        self._note = re.compile(lookups["note"])
        self.unit_line = re.compile(lookups["unit_line"])
        self.unit_scope = re.compile(lookups["unit_scope"])
        self.title_start = re.compile(lookups["title_start"])
        self.title_end = re.compile(lookups["title_end"])
        self.title_generic = re.compile(lookups["title_generic"])
        self.operators: Mapping[str, str] = lookups["operators"]
        self.vague = re.compile(lookups["vague"])

    @lru_cache(maxsize=16384)  # noqa: B019 - there is one object for each knowledge
    def head(self, text: str) -> str:
        """The meaning of a label in the head of a form, blank where the text is no label."""
        return _first(self._heads, _plain(text))

    def month(self, text: str) -> str:
        """`march`, `june`, `october` or `december`."""
        return _first(self._months, _plain(text))

    @lru_cache(maxsize=4096)  # noqa: B019 - there is one object for each knowledge
    def fund_column(self, text: str) -> str:
        """The measure of a column of funds, `_quantity` for points and shares."""
        return _first(self._fund_columns, fold(text))

    def goal_column(self, text: str) -> str:
        """`_heading` or `_outcome` for a heading over goals."""
        return _first(self._goal_columns, _plain(text))

    @lru_cache(maxsize=16384)  # noqa: B019 - there is one object for each knowledge
    def is_level(self, text: str) -> bool:
        """True for 产出指标, 数量指标 and their like."""
        return self._levels.fullmatch(fold(text)) is not None

    def is_note(self, text: str) -> bool:
        """True for a remark below a list."""
        return self._note.match(fold(text)) is not None

    def is_sum(self, text: str) -> bool:
        """True for 合计 and its like."""
        return self._sum.fullmatch(_plain(text)) is not None


def _compile(entries: Iterable[tuple[str, str]]) -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((name, re.compile(pattern)) for name, pattern in entries)


def _first(patterns: Iterable[tuple[str, re.Pattern[str]]], text: str) -> str:
    return next((name for name, pattern in patterns if text and pattern.fullmatch(text)), "")


@lru_cache(maxsize=4)
def performance_words(knowledge: Knowledge) -> PerformanceWords:
    """The labels of one knowledge, made once."""
    lookups = knowledge.lookups["performance"]
    assert isinstance(lookups, Mapping)
    return PerformanceWords(lookups)


class IndicatorHeadings:
    """Which field a heading path of a list of indicators means."""

    def __init__(self, form: Form) -> None:
        self._known = {name: key for key, names in form.headings.items() for name in names}
        self._ignored = frozenset(form.ignored)

    def field(self, path: Iterable[str]) -> str:
        """The field of a path of headings from top to bottom: the whole path, then its end; `_ignored`, or blank."""
        texts = [_BRACKETS.sub("", _plain(text)) if _plain(text) not in self._known else _plain(text) for text in path]
        for start in range(len(texts)):
            if (found := self._known.get(">".join(texts[start:]))) is not None:
                return found
        return "_ignored" if texts and texts[-1] in self._ignored else ""


@lru_cache(maxsize=16)
def indicator_headings(form: Form) -> IndicatorHeadings:
    """The headings of one form, made once."""
    return IndicatorHeadings(form)
