"""Every cell of every table, with its role and use; and what was left over."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from gongkai.model.finding import Finding, Level
from gongkai.model.grid import Cell
from gongkai.model.money import Kind, read_number
from gongkai.model.package import Row
from gongkai.model.table import Column, RecognisedTable, Role
from gongkai.records.ledger import Ledger, TableLedger

IGNORED = "_ignored"


def table_rows(recognised: Sequence[RecognisedTable]) -> tuple[Row, ...]:
    """The rows of `tables`."""
    return tuple(
        {
            "table_id": one.table.table_id,
            "caption": one.caption,
            "form": one.form,
            "form_evidence": "; ".join(one.evidence),
            "state": str(one.state),
            "rows": one.table.grid.height,
            "columns": one.table.grid.width,
            "unit": one.unit.name if one.unit else "",
            "unit_evidence": one.unit.evidence if one.unit else "",
            "unit_factor": one.unit.factor if one.unit else None,
            "source_file": one.table.grid.place.file,
            "line_start": one.table.grid.place.line,
            "line_end": one.table.grid.place.line_end,
            "page": one.table.grid.place.page,
            "recognised": bool(one.form),
        }
        for one in recognised
    )


def cell_rows(recognised: Iterable[RecognisedTable], ledger: Ledger) -> tuple[Row, ...]:
    """The rows of `cells`, in printed order."""
    return tuple(
        {
            "cell_id": cell_id,
            "table_id": one.table.table_id,
            "row": cell.row,
            "column": cell.column,
            "rowspan": cell.rowspan,
            "colspan": cell.colspan,
            "text": cell.text,
            "role": _role(one, cell, ledger.roles.get(cell_id, Role.TEXT)).value,
            "source_file": cell.place.file,
            "line": cell.place.line,
            "page": cell.place.page,
            "used_by": " ".join(ledger.used.get(cell_id, ())),
        }
        for one in recognised
        for cell in one.table.grid.cells
        for cell_id in (one.table.cell_id(cell),)
    )


def _role(one: RecognisedTable, cell: Cell, taken: Role) -> Role:
    """What a cell is: by its row, else by what took it."""
    if cell.row in one.table.head_rows:
        return Role.CAPTION if not cell.blank else Role.EMPTY
    if cell.row in one.table.header_rows:
        return Role.HEADING if not cell.blank else Role.EMPTY
    if cell.blank:
        return Role.EMPTY
    if cell.row in one.table.ordinal_rows:
        return Role.ORDINAL
    return taken


def audit(one: RecognisedTable, ledger: Ledger) -> tuple[int, tuple[str, ...]]:
    """How many body cells hold numbers, and those that nothing took.

    Amounts under a heading that speaks of money but has no field (a local extra) become rows of `amounts` without a
    resource where their unit is known; numbers of people, pieces, percent are quantities, and codes stay codes; all
    others that nothing took are left over, each with a finding.
    """
    columns = {column.column: column for column in one.columns}
    numbers = 0
    left: list[str] = []
    take = TableLedger(ledger, one, "")
    body = set(one.table.body_rows)
    for cell in one.table.grid.cells:
        if cell.row not in body or read_number(cell.text).kind is not Kind.NUMBER:
            continue
        numbers += 1
        cell_id = one.table.cell_id(cell)
        if cell_id in ledger.roles and ledger.roles[cell_id] is not Role.TEXT:
            continue
        if cell_id in ledger.used:
            continue
        column = columns.get(cell.column)
        if column is not None and _placed(take, cell, column):
            continue
        left.append(f"{cell_id} {cell.text.strip()}")
        _report(one, cell, column, ledger)
    return numbers, tuple(left)


def _placed(take: TableLedger, cell: Cell, column: Column) -> bool:
    """True where the heading says what the number is though no field takes it: a quantity, or an amount of money."""
    cell_id = take.one.table.cell_id(cell)
    if column.role in {Role.QUANTITY, Role.ORDINAL, Role.CODE} or (
        column.role is Role.AMOUNT and read_number(cell.text).percent
    ):
        take.ledger.roles[cell_id] = Role.QUANTITY if column.role is Role.AMOUNT else column.role
        return True
    if column.role is not Role.AMOUNT or column.field not in {IGNORED, ""} or (column.unit or take.one.unit) is None:
        return False
    take.money(cell, "", column.measure, "", column)
    take.ledger.used[cell_id] = []
    return True


def _report(one: RecognisedTable, cell: Cell, column: Column | None, ledger: Ledger) -> None:
    heading = ">".join(column.path) if column is not None else ""
    where = f" under {heading!r}" if heading else ""
    ledger.findings.append(
        Finding(
            Level.WARNING, "number-left-over", cell.place, f"{cell.text.strip()}{where}",
            f"published in cells only; teach the form {one.form or '(none)'} in knowledge/forms/",
            one.table.table_id, cell.row, cell.column,
        )
    )  # fmt: skip
