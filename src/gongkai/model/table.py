"""A table after tidying, and after recognition."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from gongkai.model.document import Paragraph
from gongkai.model.finding import Finding
from gongkai.model.grid import Cell, Grid


class State(StrEnum):
    """Whether a table holds data: the published values of `tables.state`."""

    DATA = "data"
    EMPTY_WITH_NOTE = "empty_with_note"
    EMPTY = "empty"


class Role(StrEnum):
    """What a cell is: the published values of `cells.role`."""

    CAPTION = "caption"
    HEADING = "heading"
    LABEL = "label"
    CODE = "code"
    AMOUNT = "amount"
    QUANTITY = "quantity"
    ORDINAL = "ordinal"
    TEXT = "text"
    EMPTY = "empty"


@dataclass(frozen=True)
class Table:
    """A tidied table: every cell has its true column, page breaks are closed.

    `head_rows` are the rows that hold captions, agency and unit lines printed inside the grid; `header_rows` the
    column headings (also where they are repeated after a page break); `ordinal_rows` the 栏次 rows, which are never
    money. All other rows are the body. `above` and `below` are the paragraphs that belong to the table.
    """

    table_id: str
    grid: Grid
    head_rows: tuple[int, ...] = ()
    header_rows: tuple[int, ...] = ()
    ordinal_rows: tuple[int, ...] = ()
    above: tuple[Paragraph, ...] = ()
    below: tuple[Paragraph, ...] = ()
    findings: tuple[Finding, ...] = field(default=())

    @property
    def body_rows(self) -> tuple[int, ...]:
        """The rows that are neither head, header nor ordinals."""
        skip = {*self.head_rows, *self.header_rows, *self.ordinal_rows}
        return tuple(row for row in self.grid.by_row if row not in skip)

    def cell_id(self, cell: Cell) -> str:
        """`t05r12c3`: the published id of a cell."""
        return f"{self.table_id}r{cell.row}c{cell.column}"

    def row_id(self, row: int) -> str:
        """`t05r12`: the published id of a row."""
        return f"{self.table_id}r{row}"


@dataclass(frozen=True, slots=True)
class MoneyUnit:
    """A unit of money as printed and its factor to 元."""

    name: str
    factor: Decimal
    evidence: str
    """The words and the place that state it, e.g. `seed.txt:34 金额单位：万元`."""


@dataclass(frozen=True, slots=True)
class Column:
    """What one column means.

    `path` is the stack of headings over it; `field` the published field (blank where unknown or ignored); `measure`
    as in data-model; `group` counts side-by-side groups from 0; `item` is the canonical item where the heading itself
    names one (三公 tables printed in one row); `role` is the role of the cells below.
    """

    column: int
    path: tuple[str, ...]
    field: str = ""
    measure: str = ""
    group: int = 0
    item: str = ""
    role: Role = Role.TEXT
    unit: MoneyUnit | None = None
    side: str = ""
    classification: str = ""


@dataclass(frozen=True)
class RecognisedTable:
    """A table, the official form it was recognised as (blank if none), and why."""

    table: Table
    form: str
    caption: str
    state: State
    columns: tuple[Column, ...] = ()
    unit: MoneyUnit | None = None
    evidence: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = field(default=())
    row_measures: Mapping[int, str] = field(default_factory=dict)
    """The measure of a row where a column of the table names it (年度: 2025年, 2026年, 增减)."""

    def measure(self, row: int, column: Column) -> str:
        """Which figure a cell holds: what its row says, else what its column says."""
        return self.row_measures.get(row, column.measure)


@dataclass(frozen=True)
class Tidied:
    """All files of a disclosure after tidying: paragraphs and tables in reading order."""

    blocks: tuple[Paragraph | Table, ...]
    findings: tuple[Finding, ...] = field(default=())

    @property
    def tables(self) -> tuple[Table, ...]:
        """The tables alone."""
        return tuple(block for block in self.blocks if isinstance(block, Table))

    @property
    def paragraphs(self) -> tuple[Paragraph, ...]:
        """The paragraphs alone."""
        return tuple(block for block in self.blocks if isinstance(block, Paragraph))
