"""Whether a table holds data, is empty with a note that says so, or is just empty."""

from __future__ import annotations

import re

from gongkai.knowledge.performance import indicator_headings, performance_words
from gongkai.knowledge.text import fold
from gongkai.model.knowledge import Form, Knowledge
from gongkai.model.money import Kind, read_number
from gongkai.model.table import Column, Role, State, Table

_EMPTY_NOTE = re.compile(
    r"(此|本|该|故)?表(为|无)(空|数据|数)|空表|无数据|没有.{0,20}(支出|收入|预算|拨款|安排|经费)|未安排|不涉及|无.{0,24}(预算|支出|收入|收支|拨款|经费|安排|发生额)"
)


def state_of(table: Table, columns: tuple[Column, ...], form: Form) -> State:
    """Empty means: no body cell of an amount or quantity column holds a number other than 0, and no record a text.

    The items of side-by-side tables and of 三公 tables are printed on the form itself: they are no data.
    """
    by_number = {column.column: column for column in columns}
    texts = 0
    for row in table.body_rows:
        for cell in table.grid.by_row[row]:
            column = by_number.get(cell.column)
            if cell.blank or column is None or column.role is Role.ORDINAL:
                continue
            printed = read_number(cell.text)
            if column.role in {Role.AMOUNT, Role.QUANTITY}:
                if printed.kind is Kind.NUMBER and printed.value != 0:
                    return State.DATA
            elif printed.kind not in {Kind.DASH, Kind.NONE_WORD} and not _is_total(cell.text):
                texts += 1
    money = any(column.role in {Role.AMOUNT, Role.QUANTITY} for column in columns)
    if texts and not money:
        return State.DATA
    if texts > 2 and form.shape not in {"sides", "items"}:
        return State.DATA
    return _empty(table)


def form_state(table: Table, form: Form, knowledge: Knowledge) -> State:
    """The same for a performance form: empty where nothing but labels, headings and the title is printed."""
    words, headings = performance_words(knowledge), indicator_headings(form)
    printed = [row for row in table.grid.by_row.values() if sum(not cell.blank for cell in row) > 1]
    known = (words.head, lambda text: headings.field((text,)), words.is_level, _is_nothing)
    values = [cell for row in printed for cell in row if not cell.blank and not any(know(cell.text) for know in known)]
    return State.DATA if values else _empty(table)


def _empty(table: Table) -> State:
    noted = any(_EMPTY_NOTE.search(fold(one.text)) for one in table.below)
    return State.EMPTY_WITH_NOTE if noted else State.EMPTY


def _is_nothing(text: str) -> bool:
    return read_number(text).kind in {Kind.DASH, Kind.NONE_WORD} or _is_total(text)


def _is_total(text: str) -> bool:
    return fold(text) in {"合计", "总计", "小计"}
