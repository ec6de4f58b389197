"""Which figure a column holds: budget, final account, last year's, the change."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from gongkai.knowledge.text import fold
from gongkai.model.knowledge import Knowledge
from gongkai.model.table import Column, Table


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
    return next((found for text in reversed(path) if (found := _named(text, year, own, knowledge))), own)


def row_measures(
    table: Table, columns: Sequence[Column], year: int, stage: str, knowledge: Knowledge
) -> dict[int, str]:
    """The measure of each body row that names it in a column of years; rows that name none are left out."""
    named = next((column for column in columns if column.field == "_measure"), None)
    own = "final" if stage == "final" else "budget"
    cells = ((row, table.grid.at(row, named.column)) for row in table.body_rows) if named is not None else ()
    found = {row: _named(fold(cell.text), year, own, knowledge) for row, cell in cells if cell is not None}
    return {row: measure for row, measure in found.items() if measure}


def _named(text: str, year: int, own: str, knowledge: Knowledge) -> str:
    """The measure that one text names; blank where it names none."""
    for measure, pattern in patterns(knowledge, year):
        if pattern.search(text):
            return measure if measure != "budget" or own == "budget" or "预算" in text else own
    return ""
