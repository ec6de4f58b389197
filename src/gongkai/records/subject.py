"""What goals and indicators belong to: a project, or the whole unit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from gongkai.model.grid import Cell
from gongkai.model.package import Value
from gongkai.model.table import RecognisedTable
from gongkai.records.goals import split_goals
from gongkai.records.ledger import Ledger, TableLedger


@dataclass
class Subject:
    """One row of `projects` while its cells come in.

    `printed` are its cells in a list of projects: where they are printed again, it is the same project. `used` says
    that goals or indicators belong to it, `emitted` that its row is out; `goals` maps printed goals to their rows.
    """

    row_id: str
    whole_unit: bool
    caption: str = ""
    printed: tuple[tuple[str, str], ...] = ()
    title: str = ""
    used: bool = False
    emitted: bool = False
    goals: dict[str, str] = field(default_factory=dict)
    row: dict[str, Value] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.row = {"row_id": self.row_id, "scope": "unit" if self.whole_unit else "project"}

    @property
    def subject_id(self) -> str:
        """What goals and indicators refer to: blank for the whole unit."""
        return "" if self.whole_unit else self.row_id


def emit_goals(cells: Sequence[Cell], number: int, subject: Subject, one: RecognisedTable, ledger: Ledger) -> None:
    """One row for each goal of one printed row; several get `n1`, `n2` … behind the row's id.

    A goal that is printed again (after a page break) is not a second one.
    """
    take = TableLedger(ledger, one, "performance_goals")
    goals = [(cell, *goal) for cell in cells for goal in split_goals(cell.text)]
    for count, (cell, number_printed, text) in enumerate(goals, 1):
        if text in subject.goals:
            take.text(cell, subject.goals[text], "text")
            continue
        row_id = one.table.row_id(number) + (f"n{count}" if len(goals) > 1 else "")
        subject.goals[text] = row_id
        take.text(cell, row_id, "text")
        take.emit({"row_id": row_id, "subject_id": subject.subject_id, "goal_no": number_printed, "text": text})
        subject.used = True
