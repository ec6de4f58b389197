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
    """The measure of a column from its headings, from the lowest up; the disclosure's own stage where none says.

    A bare 预算数 or 决算数 is that of the year or of the change that a heading over it names: 上年 > 决算数.
    """
    own = "final" if stage == "final" else "budget"
    generic = ""
    for text in reversed(path):
        measure, definite = _named(text, year, own, knowledge)
        if definite:
            return "prior_final" if (generic, measure) == ("final", "prior_budget") else measure
        generic = generic or measure
    return generic or own


def row_measures(
    table: Table, columns: Sequence[Column], year: int, stage: str, knowledge: Knowledge
) -> dict[int, str]:
    """The measure of each body row that names it in a column of years; rows that name none are left out."""
    named = next((column for column in columns if column.field == "_measure"), None)
    own = "final" if stage == "final" else "budget"
    cells = ((row, table.grid.at(row, named.column)) for row in table.body_rows) if named is not None else ()
    found = {row: _named(fold(cell.text), year, own, knowledge)[0] for row, cell in cells if cell is not None}
    return {row: measure for row, measure in found.items() if measure}


def _named(text: str, year: int, own: str, knowledge: Knowledge) -> tuple[str, bool]:
    """The measure that one text names, blank where it names none; and whether it leaves nothing open."""
    columns = knowledge.lookups["columns"]
    assert isinstance(columns, dict)
    plain = re.sub(columns["not_measures"], "", text)
    for measure, pattern in patterns(knowledge, year):
        if pattern.search(plain):
            if measure not in {"budget", "final"}:
                return measure, True
            definite = bool(re.search(rf"本年|当年|{year}年", plain)) and ("预算" in plain or "决算" in plain)
            return (measure if measure != "budget" or own == "budget" or "预算" in plain else own), definite
    return "", False
