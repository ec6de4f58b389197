"""部门职责—工作活动绩效目标: duties, the activities below them, their indicators with grades."""

from __future__ import annotations

import re

from gongkai.knowledge.performance import performance_words
from gongkai.knowledge.text import fold
from gongkai.model.grid import Cell
from gongkai.model.knowledge import Form, Knowledge
from gongkai.model.package import Value
from gongkai.model.table import Column, RecognisedTable, Role
from gongkai.records.ledger import Ledger, TableLedger
from gongkai.records.targets import read_target

_ORDINALS = (
    re.compile(r"[一二三四五六七八九十]{1,3}[、.,]"),
    re.compile(r"\([一二三四五六七八九十]{1,3}\)"),
    re.compile(r"\d{1,2}[、.,](?!\d)"),
    re.compile(r"\(\d{1,2}\)|[①-⑳]"),
)
_GRADES = ("excellent", "good", "fair", "poor")


def read_activities(one: RecognisedTable, form: Form, ledger: Ledger, knowledge: Knowledge) -> None:
    """Emit a row of `activities` for each printed name and a row of `performance_indicators` for each indicator.

    A row without a name continues the activity above. The place in the hierarchy is that of the printed ordinal.
    """
    _Reader(one, form, ledger, knowledge).read()


class _Reader:
    def __init__(self, one: RecognisedTable, form: Form, ledger: Ledger, knowledge: Knowledge) -> None:
        self.one = one
        self.words = performance_words(knowledge)
        self.take = TableLedger(ledger, one, form.resource)
        self.indicators = TableLedger(ledger, one, "performance_indicators")
        self.columns: dict[str, Column] = {}
        for column in one.columns:
            self.columns.setdefault(column.field, column)
        self.above: list[tuple[int, str]] = []
        self.current = ""

    def read(self) -> None:
        for number in self.one.table.body_rows:
            row_id = self.one.table.row_id(number)
            name = self._cell("name", number)
            if name is not None and name.row == number:
                self._activity(number, row_id, name)
            self._indicator(number, row_id)

    def _cell(self, field: str, number: int) -> Cell | None:
        """The printed cell of a field, None where blank."""
        column = self.columns.get(field)
        cell = self.one.table.grid.at(number, column.column) if column is not None else None
        return None if cell is None or cell.blank else cell

    def _activity(self, number: int, row_id: str, name: Cell) -> None:
        text = self.take.text(name, row_id, "name", Role.LABEL)
        budget = self.take.money(self._cell("budget", number), row_id, "", "budget", self.columns.get("budget"))
        self.take.emit(
            {
                "row_id": row_id,
                "parent_id": self._parent(text, row_id),
                "name": text,
                "budget": budget,
                "content": self.take.text(self._cell("content", number), row_id, "content"),
                "goal": self.take.text(self._cell("goal", number), row_id, "goal"),
            }
        )
        self.current = row_id

    def _parent(self, name: str, row_id: str) -> str:
        """The nearest activity above whose ordinal is of a higher kind; blank where there is none."""
        folded = fold(name)
        kind = next((index for index, ordinal in enumerate(_ORDINALS) if ordinal.match(folded)), None)
        if kind is None:
            self.above = []
            return ""
        self.above = [(level, above) for level, above in self.above if level < kind]
        parent = self.above[-1][1] if self.above else ""
        self.above.append((kind, row_id))
        return parent

    def _indicator(self, number: int, row_id: str) -> None:
        cells = {field: self._cell(f"_{field}", number) for field in ("indicator", *_GRADES)}
        if not any(cell is not None and cell.row == number for cell in cells.values()):
            return
        row: dict[str, Value] = {"row_id": row_id, "subject_id": self.current}
        row["level3"] = self.indicators.text(cells["indicator"], row_id, "level3", Role.LABEL)
        for grade in _GRADES:
            cell = cells[grade]
            row[grade] = self.indicators.text(cell, row_id, grade)
            if cell is not None and read_target(cell.text, self.words).value is not None:
                self.indicators.ledger.roles[self.one.table.cell_id(cell)] = Role.QUANTITY
        self.indicators.emit(row)
