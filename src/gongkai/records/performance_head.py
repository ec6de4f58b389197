"""The head of a performance form: labels and values side by side, lines of money, the spending plan, goals."""

from __future__ import annotations

import re
from decimal import Decimal

from gongkai.knowledge.performance import PerformanceWords
from gongkai.model.fields import RESOURCES
from gongkai.model.grid import Cell
from gongkai.model.money import UNITS, Kind, find_unit, read_number
from gongkai.model.table import Column, MoneyUnit, RecognisedTable, Role
from gongkai.records.fund_columns import FundColumns, is_heading_row
from gongkai.records.ledger import Ledger, TableLedger
from gongkai.records.schedule import Schedule
from gongkai.records.subject import Subject, emit_goals

START = frozenset({"project_code", "project_name", "unit_name"})
"""Labels with which the head of a project begins."""

_FIGURE = re.compile(r"[\d.．+＋\-－—−]|无$")
_SPACE = re.compile(r"\s+")
_CODE_IN_NAME = re.compile(r"([0-9A-Z]{12,})\s*[-—]\s*(\S.*)", re.S)
_SECTIONS = {"_funds": "funds", "_schedule": "schedule", "_goal": "goal"}
_PURPOSE = "用途"
_MANY = frozenset({"_quantity"})
"""Labels that several values may follow."""


class HeadReader:
    """Reads head rows one by one; remembers in which part of the head the next row lies."""

    def __init__(self, one: RecognisedTable, ledger: Ledger, words: PerformanceWords) -> None:
        self.one = one
        self.ledger = ledger
        self.words = words
        self.take = TableLedger(ledger, one, "projects")
        self.restart()

    def restart(self) -> None:
        """The head of another project."""
        self.part = ""
        self.section = ""
        self.schedule: Schedule | None = None
        self.measures: dict[int, str] = {}
        self.outcomes: set[int] = set()
        self.columns: FundColumns | None = None

    def read(self, number: int, subject: Subject) -> None:
        """One row of the head."""
        cells = self.one.table.grid.by_row[number]
        filled = [cell for cell in cells if not cell.blank]
        name = self.words.head(filled[0].text)
        if is_heading_row(filled, self.words):
            self._headings(number, filled)
        elif name and filled[0].column == 1:
            self._pairs(number, filled, subject)
        elif self.columns is not None:
            self._under_headings(filled, subject)
        elif self.part == "schedule" and not name and self.schedule is not None:
            self.schedule.values(number, subject)
            self.part = ""
        elif self.part == "goal":
            self._goals(number, filled, subject)
        elif self.part == "funds" and sum(bool(self.words.fund_column(cell.text)) for cell in filled) > 2:
            self._fund_columns(filled)
        elif self.part == "funds" and self.measures:
            self._side_by_side(filled, subject)
        else:
            self._pairs(number, filled, subject)

    def _headings(self, number: int, filled: list[Cell]) -> None:
        """Headings of money side by side; the label of the part may stand before them."""
        self.columns = self.columns or FundColumns(self.one.table.grid, self.words)
        self.columns.add(number)
        for cell in filled:
            if name := self.words.head(cell.text):
                self._label(cell, name)
            if self.words.is_sum(cell.text) or name:
                self.ledger.roles[self.one.table.cell_id(cell)] = Role.HEADING

    def _under_headings(self, filled: list[Cell], subject: Subject) -> None:
        """A row of figures below headings, perhaps with words before them."""
        assert self.columns is not None
        for cell in filled:
            if read_number(cell.text).kind is Kind.NUMBER:
                self.value(self.columns.field(cell, filled), cell, subject, self.columns.label(cell))

    def _pairs(self, number: int, filled: list[Cell], subject: Subject) -> None:
        """Labels and values in turn; a blank after a label is its value, so that a next label never is."""
        pending: Cell | None = None
        if filled[0].column == 1 and self.words.head(filled[0].text):
            self.part, self.section, self.columns = "", "", None
        for index, cell in enumerate(filled):
            name = self.words.head(cell.text)
            before = self.words.head(pending.text) if pending is not None else ""
            beside = pending is not None and cell.column == pending.right + 1
            if name and not (before == "project_name" and beside):
                self._label(cell, name)
                pending = None if name in {"_schedule", "_goal"} else cell
                if name == "_goal":
                    self._goals(number, filled[index + 1 :], subject)
                    return
                if name == "_schedule":
                    self.schedule = Schedule(self.one, self.ledger, self.words, number, cell)
                    return
                if name == "_funds" and sum(bool(self.words.fund_column(c.text)) for c in filled) > 2:
                    self._fund_columns(filled[index + 1 :])
                    return
            elif pending is not None and self._is_value(before, cell):
                self.value(before, cell, subject, pending.text)
                pending = pending if before in _MANY else None
            elif self.part == "funds" and _PURPOSE in self.section:
                self.value("purpose", cell, subject, "")

    def _is_value(self, name: str, cell: Cell) -> bool:
        """False for words after a label of money: they are a label that is not known."""
        fields = RESOURCES["projects"].by_name
        money = name == "_amount" or (name in fields and fields[name].money)
        return not money or _FIGURE.match(cell.text.strip()) is not None

    def _label(self, cell: Cell, name: str) -> None:
        """Mark a label; the label of a part opens it."""
        self.ledger.roles[self.one.table.cell_id(cell)] = Role.LABEL
        if name in _SECTIONS:
            self.part, self.section = _SECTIONS[name], cell.text
            self.measures, self.outcomes = {}, set()

    def value(self, name: str, cell: Cell, subject: Subject, label_text: str) -> None:
        """One value of the head. A text that is there already stays; money printed again must say the same."""
        fields = RESOURCES["projects"].by_name
        if name == "_funds":
            name = "budget" if read_number(cell.text).kind is Kind.NUMBER else "purpose"
        if name in fields and not fields[name].money:
            self._text(name, cell, subject)
        elif name in fields:
            subject.row[name] = self._money(cell, subject.row_id, name, "", label_text)
        elif name == "_amount":
            self._money(cell, "", "", "budget", label_text)
        elif name in {"_code", "_quantity"}:
            role = Role.CODE if name == "_code" else Role.QUANTITY
            self.ledger.roles[self.one.table.cell_id(cell)] = role

    def _text(self, name: str, cell: Cell, subject: Subject) -> None:
        """A code or a name; a code printed before the name in one cell is taken apart."""
        role = Role.CODE if name.endswith("_code") else Role.TEXT if name == "purpose" else Role.LABEL
        text = self.take.text(cell, subject.row_id, name, role)
        if name == "project_code":
            text = _SPACE.sub("", text)
        found = _CODE_IN_NAME.fullmatch(text) if name == "project_name" else None
        if found is not None:
            self.take.text(cell, subject.row_id, "project_code", role)
            subject.row.setdefault("project_code", found.group(1))
            text = found.group(2)
        if name == "purpose" and subject.row.get(name):
            text = f"{subject.row[name]}\n{text}"
        if name == "purpose" or name not in subject.row or name == "project_name":
            subject.row[name] = text

    def _money(self, cell: Cell, row_id: str, field: str, measure: str, label_text: str) -> Decimal | None:
        """An amount of the head: its unit is in the cell, in its label, in the label of the part, or the table's."""
        take = self.take if field else TableLedger(self.ledger, self.one, "")
        column = Column(cell.column, (), field, measure, role=Role.AMOUNT, unit=self._unit(label_text))
        amount = take.money(cell, row_id, measure, field, column)
        if not field:
            self.ledger.used[self.one.table.cell_id(cell)] = []
        if amount is None and (column.unit or self.one.unit) is None and read_number(cell.text).kind is Kind.NUMBER:
            self.ledger.find("unit-not-stated", self.one, cell, "the amount stays blank; correct it in corrections.yml")
        return amount

    def _unit(self, label_text: str) -> MoneyUnit | None:
        for text in (label_text, self.section):
            if (name := find_unit(text)) is not None:
                return MoneyUnit(name, UNITS[name], " ".join(text.split()))
        return None

    def _fund_columns(self, filled: list[Cell]) -> None:
        """年初预算数 | 全年预算数 | 全年执行数 over the lines of money."""
        for cell in filled:
            if measure := self.words.fund_column(cell.text):
                self.measures.update(dict.fromkeys(range(cell.column, cell.right + 1), measure))
                self.ledger.roles[self.one.table.cell_id(cell)] = Role.HEADING

    def _side_by_side(self, filled: list[Cell], subject: Subject) -> None:
        """One line of money with several figures; only the first measure is the field's own."""
        name = ""
        for cell in filled:
            if found := self.words.head(cell.text):
                self._label(cell, found)
                name = found
                continue
            measure = self.measures.get(cell.column, "")
            if measure == "_quantity":
                self.ledger.roles[self.one.table.cell_id(cell)] = Role.QUANTITY
            elif measure == "budget" and name:
                self.value(name, cell, subject, "")
            elif measure:
                self._money(cell, "", "", measure, "")

    def _goals(self, number: int, filled: list[Cell], subject: Subject) -> None:
        """Goals in a row; a column of outcomes is kept in the cells only."""
        texts = []
        for cell in filled:
            kind = self.words.goal_column(cell.text)
            if kind:
                self.ledger.roles[self.one.table.cell_id(cell)] = Role.HEADING
                if kind == "_outcome":
                    self.outcomes.update(range(cell.column, cell.right + 1))
            elif name := self.words.head(cell.text):
                self.ledger.roles[self.one.table.cell_id(cell)] = Role.LABEL
                if name != "_goal":
                    break
            elif cell.column not in self.outcomes:
                texts.append(cell)
        emit_goals(texts, number, subject, self.one, self.ledger)
