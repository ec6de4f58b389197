"""资金支出计划: the share to be spent by the end of some months, printed as headings over values."""

from __future__ import annotations

from gongkai.knowledge.performance import PerformanceWords
from gongkai.model.grid import Cell
from gongkai.model.table import RecognisedTable, Role
from gongkai.records.ledger import Ledger, TableLedger
from gongkai.records.subject import Subject


class Schedule:
    """The spending plan of one project.

    A value is typed only where one month clearly stands over it. A value under no month shows that the columns of the
    row went astray: then none of its values is typed.
    """

    def __init__(self, one: RecognisedTable, ledger: Ledger, words: PerformanceWords, number: int, title: Cell) -> None:
        self.one = one
        self.ledger = ledger
        self.number = number
        self.title = title
        self.take = TableLedger(ledger, one, "projects")
        self.months: dict[int, str] = {}
        for cell in one.table.grid.by_row[number]:
            if cell is title or cell.blank:
                continue
            ledger.roles[one.table.cell_id(cell)] = Role.HEADING
            if month := words.month(cell.text):
                self.months.update(dict.fromkeys(range(cell.column, cell.right + 1), month))
        if self.months and (cut := [month for month in words.months if month not in self.months.values()]):
            ledger.find(
                "schedule-cut-off", one, title, "the months that are not printed stay blank",
                "no column for the end of " + ", ".join(month.title() for month in cut),
            )  # fmt: skip

    def values(self, number: int, subject: Subject) -> None:
        """The row below the months."""
        grid = self.one.table.grid
        cells = [cell for cell in grid.by_row[number] if not cell.blank]
        certain = not grid.ragged or len(grid.by_row[number]) == len(grid.by_row[self.number])
        by_month: dict[str, list[Cell]] = {}
        for cell in cells:
            months = {self.months.get(column, "") for column in range(cell.column, cell.right + 1)}
            by_month.setdefault(months.pop() if certain and len(months) == 1 else "", []).append(cell)
        if "" in by_month:
            self._ambiguous(cells)
            return
        for month, found in by_month.items():
            if len({cell.text.strip() for cell in found}) > 1:
                self._ambiguous(found)
                continue
            for cell in found:
                subject.row[f"schedule_{month}"] = self.take.quantity(cell, subject.row_id, f"schedule_{month}")

    def _ambiguous(self, cells: list[Cell]) -> None:
        """Values without one clear month: the fields stay blank."""
        for cell in cells:
            self.ledger.roles[self.one.table.cell_id(cell)] = Role.QUANTITY
            self.ledger.find(
                "schedule-ambiguous", self.one, cell, "no month stands clearly over it: the field stays blank"
            )
