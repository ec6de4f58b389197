"""绩效目标表: heads of projects, their goals and indicators, printed as a form or as a list of projects."""

from __future__ import annotations

import unicodedata

from gongkai.knowledge.performance import performance_words
from gongkai.model.grid import Cell
from gongkai.model.knowledge import Form, Knowledge
from gongkai.model.table import RecognisedTable, Role, State
from gongkai.records.indicators import IndicatorList
from gongkai.records.ledger import Ledger, TableLedger
from gongkai.records.performance_head import START, HeadReader
from gongkai.records.subject import Subject, emit_goals

FIELDS = (
    "project_code", "project_name", "unit_code", "unit_name", "budget", "fiscal_funds", "other_funds", "basic",
    "project_expenditure", "_amount",
)  # fmt: skip
"""What a list of projects may print of each before its indicators."""


def read_performance(one: RecognisedTable, form: Form, ledger: Ledger, knowledge: Knowledge) -> None:
    """Emit the rows of `projects`, `performance_goals` and `performance_indicators` of one table.

    An empty form gives no rows; its labels and headings are marked all the same.
    """
    if one.state is State.DATA:
        _Reader(one, form, ledger, knowledge).read()
    else:
        aside = Ledger()
        _Reader(one, form, aside, knowledge).read()
        ledger.roles.update(aside.roles)
        ledger.findings.extend(aside.findings)


class _Reader:
    """Goes down the rows of one table: head, goals, indicators, and again where another project begins."""

    def __init__(self, one: RecognisedTable, form: Form, ledger: Ledger, knowledge: Knowledge) -> None:
        self.one = one
        self.grid = one.table.grid
        self.ledger = ledger
        self.words = performance_words(knowledge)
        self.take = TableLedger(ledger, one, "projects")
        self.list = IndicatorList(one, form, ledger, knowledge)
        self.head = HeadReader(one, ledger, self.words)
        self.whole_unit = self.words.unit_scope.search(one.caption) is not None
        self.subject: Subject | None = None
        self.first = True

    def read(self) -> None:
        """All rows, then the last project."""
        in_list = False
        for number, cells in self.grid.by_row.items():
            filled = [cell for cell in cells if not cell.blank]
            if number in self.list.heading_rows:
                if number in self.list.blocks:
                    self.list.open(self.list.blocks[number])
                in_list = True
            elif not filled:
                continue
            elif in_list and not self._leaves_list(filled):
                self._indicator(number, filled)
            elif not in_list and self.subject is None and self._is_caption(filled):
                self.ledger.roles[self.one.table.cell_id(filled[0])] = Role.CAPTION
            else:
                self._head(number, filled, in_list)
                in_list = False
        self._finish()

    def _leaves_list(self, filled: list[Cell]) -> bool:
        """True for a row that begins with a label of the head, in the first column."""
        return filled[0].column == 1 and bool(self.words.head(filled[0].text)) and not self._name_field()

    def _name_field(self) -> str:
        """The column that names the project, or the unit; blank where the list has none."""
        return next((field for field in ("_project_name", "_unit_name") if field in self.list.columns), "")

    def _is_caption(self, filled: list[Cell]) -> bool:
        return len(filled) == 1 and not self.words.head(filled[0].text)

    def _head(self, number: int, filled: list[Cell], after_list: bool) -> None:
        """A row of the head; a name after a list begins another project."""
        begins = any(self.words.head(cell.text) in START for cell in filled)
        if after_list and begins:
            self._finish()
        subject = self._need(number)
        if after_list:
            self.head.restart()
        self.head.read(number, subject)

    def _need(self, number: int) -> Subject:
        """The project now open; a new one takes its id from the row that prints its name."""
        if self.subject is None:
            self.subject = Subject(self.one.table.row_id(self._name_row(number)), self.whole_unit)
            self._outside(self.subject)
            self.head.restart()
            self.list.restart()
        return self.subject

    def _name_row(self, start: int) -> int:
        """The row of 项目名称 in this project's head, else its first row."""
        for number, cells in self.grid.by_row.items():
            if number < start:
                continue
            if number in self.list.heading_rows:
                break
            if any(self.words.head(cell.text) == "project_name" for cell in cells):
                return number
        return start

    def _outside(self, subject: Subject) -> None:
        """What lines above the table say: the agency with its code, and the project's name in the title."""
        for paragraph in reversed(self.one.table.above):
            found = self.words.unit_line.match(unicodedata.normalize("NFKC", paragraph.text).strip())
            if found is not None:
                subject.row["unit_code"] = found["code"] or found["bracketed"]
                subject.row["unit_name"] = found["name"].strip()
                break
        if self.first and not self.whole_unit:
            subject.title = self._title()
        self.first = False

    def _title(self) -> str:
        """The project's name in the title; blank where the title names none."""
        text = self.words.title_end.sub("", self.words.title_start.sub("", self.one.caption.strip())).strip()
        return "" if self.words.title_generic.fullmatch(text) else text

    def _indicator(self, number: int, filled: list[Cell]) -> None:
        """A row of the list, with the project before it where projects stand in columns."""
        if len(filled) == 1 and self.words.is_note(filled[0].text):
            return
        if self._name_field():
            self._project_in_columns(number)
        subject = self._need(number)
        if self.list.short(number):
            if len(filled) > 1:
                self.ledger.find(
                    "row-too-short", self.one, filled[0], "its cells have no certain columns: look at the source"
                )
            return
        if self.list.read(number, subject.subject_id):
            subject.used = True

    def _project_in_columns(self, number: int) -> None:
        """Another project begins where its name, or the sum of all, is printed and differs from the one above.

        Over a page break the same project is printed again: its cells are used for the row that is open.
        """
        cells = [
            (field, cell)
            for field in FIELDS
            for cell in self.list.cells(field if field == "_amount" else f"_{field}", number)
        ]
        if not any(cell.row == number for _, cell in cells):
            return
        printed = tuple((field, cell.text.strip()) for field, cell in cells)
        subject = self.subject or self._left_open()
        if subject is None or subject.printed != printed:
            self._finish()
            subject = Subject(self.one.table.row_id(number), self.whole_unit, caption=self.one.caption, printed=printed)
            self.list.restart()
        self.subject = subject
        for field, cell in cells:
            self.head.value("project_name" if self.words.is_sum(cell.text) else field, cell, subject, "")
        emit_goals(self.list.cells("_goal", number), number, subject, self.one, self.ledger)

    def _left_open(self) -> Subject | None:
        """The project with which the table before ended, where it is the same form under the same title."""
        last = self.ledger.open.get("performance")
        return last if isinstance(last, Subject) and last.caption == self.one.caption else None

    def _finish(self) -> None:
        """Emit the project now open, if it has anything of its own."""
        subject, self.subject = self.subject, None
        if subject is None:
            return
        if subject.printed:
            self.ledger.open["performance"] = subject
            if not subject.used:
                subject.row["scope"] = "unit"
        subject.row.setdefault("project_name", subject.title)
        known = len(subject.row) > 3 or subject.title or (subject.used and not subject.whole_unit)
        if known and not subject.emitted:
            self.take.emit(subject.row)
            subject.emitted = True
