"""Something the build noticed: a record, not a log line."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from gongkai.model.place import Place


class Level(StrEnum):
    """How much a finding matters: an error leaves a disclosure out, a warning leaves a value out, a note neither."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing noticed, with its place and the way to mend it.

    `code` is a stable slug such as `unknown-heading`; `found` is the text as printed; `advice` says what to do.
    `table`, `row`, `column` are filled where the finding is about a table.
    """

    level: Level
    code: str
    place: Place
    found: str
    advice: str
    table: str = ""
    row: int | None = None
    column: int | None = None

    def __str__(self) -> str:
        where = [str(self.place)]
        if self.table:
            where.append(self.table)
        if self.row is not None:
            where.append(f"row {self.row}")
        if self.column is not None:
            where.append(f"column {self.column}")
        return f"{self.code}  {' '.join(where)}: {self.found}; {self.advice}"
