"""Which figure a column holds: budget, final account, last year's, the change."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from gongkai.model.knowledge import Knowledge


@lru_cache(maxsize=256)
def _patterns(knowledge_measures: tuple[tuple[str, str], ...], year: int) -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple(
        (measure, re.compile(text.replace("{last}", str(year - 1)).replace("{this}", str(year))))
        for measure, text in knowledge_measures
    )


def patterns(knowledge: Knowledge, year: int) -> tuple[tuple[str, re.Pattern[str]], ...]:
    """The patterns of lookups/columns.yml for one fiscal year, in order."""
    columns = knowledge.lookups["columns"]
    assert isinstance(columns, dict)
    return _patterns(tuple((name, text) for name, text in columns["measures"]), year)


def measure_of(path: Sequence[str], year: int, stage: str, knowledge: Knowledge) -> str:
    """The measure of a column from its headings, from the lowest up; the disclosure's own stage where none says."""
    own = "final" if stage == "final" else "budget"
    for text in reversed(path):
        for measure, pattern in patterns(knowledge, year):
            if pattern.search(text):
                return measure if measure != "budget" or own == "budget" or "预算" in text else own
    return own
