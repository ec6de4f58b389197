"""Printed column headings that mean the same in every form, from lookups/columns.yml."""

from __future__ import annotations

import re
from collections.abc import Sequence
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
        self._generic = re.compile(columns["generic_pattern"])
        self.neutral = self.generic | {fold(word) for word in columns["years"]}
        self.containers = frozenset(fold(word) for word in columns["containers"])
        self._containers = re.compile("|".join(columns["container_patterns"]))
        self.row_names = frozenset(fold(word) for word in columns["row_names"])
        self._codes = re.compile(columns["codes"])
        self._extras = re.compile("|".join(columns["extras"]))
        self._counted = [(kind, re.compile("|".join(columns[kind]))) for kind in ("quantity", "money")]
        words = set(self.line_no | self.neutral | self.containers)
        for form in knowledge.forms.values():
            for names in form.headings.values():
                words |= {part for name in names for part in name.split(">")}
            words |= {part for name in form.ignored for part in name.split(">")}
        for one in knowledge.indicators.values():
            if not one.side:
                words |= {fold(name) for name in (*one.names, one.title_zh)}
        self.words = frozenset(words)

    @lru_cache(maxsize=16384)  # noqa: B019 - there is one object for each knowledge
    def dimension(self, text: str) -> str | None:
        """The row dimension that a heading names (`function_code`, `_name`, …), None for others."""
        return next((name for name, pattern in self._dimensions if pattern.fullmatch(text)), None)

    def is_generic(self, text: str) -> bool:
        """True for a heading that says which figure a column holds, not of what: 合计, 上年执行数, 本年预算."""
        return text in self.generic or bool(self._generic.fullmatch(text))

    def is_container(self, text: str) -> bool:
        """True for a heading over others that adds nothing to their meaning (2024年部门预算安排)."""
        return text in self.containers or bool(self._containers.fullmatch(text))

    def is_code(self, text: str) -> bool:
        """True for a heading over codes or numbers of any kind (项目编码, 文号)."""
        return bool(self._codes.search(text))

    @lru_cache(maxsize=16384)  # noqa: B019 - there is one object for each knowledge
    def is_extra(self, text: str) -> bool:
        """True for a heading that any table may print beside its own columns (备注, 其中：…)."""
        return bool(self._extras.fullmatch(text))

    def names_side(self, text: str) -> bool:
        """True where a heading over a side of a two-sided table names it: 财政拨款收入, 本年支出."""
        return "收入" in text or "支出" in text

    def counted(self, path: Sequence[str]) -> str:
        """`quantity` where the headings of a column speak of people, percent, pieces; `money` where of money."""
        for text in reversed(path):
            for kind, pattern in self._counted:
                if pattern.search(text):
                    return kind
        return ""


@lru_cache(maxsize=4)
def headings(knowledge: Knowledge) -> Headings:
    """The headings of one knowledge, made once."""
    return Headings(knowledge)
