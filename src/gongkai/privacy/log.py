"""The log of what was masked: where, by which rule, how long; never the value."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from dataclasses import astuple, dataclass, fields
from pathlib import Path


@dataclass(frozen=True, slots=True)
class LogEntry:
    """One masked value. `table` counts the grids of the file from 1; `row`, `column` are those of the cell as read.

    `kind` is name, phone, id, bank or email; `length` is the number of characters masked.
    """

    file: str
    line: int | None
    page: int | None
    ref: str
    table: int | None
    row: int | None
    column: int | None
    rule: str
    kind: str
    length: int


def write_log(entries: Iterable[LogEntry], path: Path) -> None:
    """Write entries as CSV: sorted, UTF-8, LF; the same entries give the same bytes."""
    header = [field.name for field in fields(LogEntry)]
    rows = [["" if value is None else str(value) for value in astuple(entry)] for entry in sorted(entries, key=_order)]
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows([header, *rows])
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.getvalue().encode("utf-8"))


def _order(entry: LogEntry) -> tuple[tuple[bool, int, str], ...]:
    """Numbers by size, blanks first, then text."""
    return tuple(
        (value is not None, value if isinstance(value, int) else 0, value if isinstance(value, str) else "")
        for value in astuple(entry)
    )
