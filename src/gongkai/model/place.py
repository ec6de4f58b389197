"""Where in a source file something stands."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Place:
    """A place in one source file. Lines, pages count from 1; boxes are points from the top left of the page."""

    file: str
    line: int | None = None
    line_end: int | None = None
    page: int | None = None
    box: tuple[float, float, float, float] | None = None
    ref: str = ""
    """Sheet and cell of a workbook (`收支总表!B7`) or table and row of a word-processor file, where there is one."""

    def __str__(self) -> str:
        if self.page is not None:
            return f"{self.file} p.{self.page}"
        if self.line is not None:
            end = f"-{self.line_end}" if self.line_end and self.line_end != self.line else ""
            return f"{self.file}:{self.line}{end}"
        return f"{self.file} {self.ref}".rstrip()
