"""Printed column headings that mean the same in every form, from lookups/columns.yml."""

from __future__ import annotations

import re
from functools import lru_cache

from gongkai.knowledge.text import fold
from gongkai.model.knowledge import Knowledge


class Headings:
    """The common headings, and all words that head columns of any form. All texts are folded."""

    def __init__(self, knowledge: Knowledge) -> None:
        columns = knowledge.lookups["columns"]
        assert isinstance(columns, dict)
        self._dimensions = [(name, re.compile(pattern)) for name, pattern in columns["dimensions"]]
        self.line_no = frozenset(fold(word) for word in columns["line_no"])
        self.generic = frozenset(fold(word) for word in columns["generic"])
        self.neutral = self.generic | {fold(word) for word in columns["years"]}
        words = set(self.line_no | self.neutral)
        for form in knowledge.forms.values():
            for names in form.headings.values():
                words |= {part for name in names for part in name.split(">")}
            words |= {part for name in form.ignored for part in name.split(">")}
        for one in knowledge.indicators.values():
            if not one.side:
                words |= {fold(name) for name in (*one.names, one.title_zh)}
        self.words = frozenset(words)

    def dimension(self, text: str) -> str | None:
        """The row dimension that a heading names (`function_code`, `_name`, …), None for others."""
        return next((name for name, pattern in self._dimensions if pattern.fullmatch(text)), None)


@lru_cache(maxsize=4)
def headings(knowledge: Knowledge) -> Headings:
    """The headings of one knowledge, made once."""
    return Headings(knowledge)
