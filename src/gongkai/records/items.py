"""三公 tables: named items down the rows, or across the columns of one row."""

from __future__ import annotations

from gongkai.knowledge.items import item_of
from gongkai.model.knowledge import Form, Knowledge
from gongkai.model.package import Value
from gongkai.model.table import Column, RecognisedTable, Role, State
from gongkai.records.ledger import Ledger, TableLedger, label


def read_items(one: RecognisedTable, form: Form, ledger: Ledger, knowledge: Knowledge) -> None:
    """Emit one row for each item and measure."""
    if any(column.item for column in one.columns):
        _across(one, form, ledger)
    else:
        _down(one, form, ledger, knowledge)


def _down(one: RecognisedTable, form: Form, ledger: Ledger, knowledge: Knowledge) -> None:
    """One item a row, the sources of funds or the measures in columns."""
    take = TableLedger(ledger, one, form.resource)
    names = next((column for column in one.columns if column.field == "item_name"), None)
    amounts = [column for column in one.columns if column.role is Role.AMOUNT and column.field in take.fields]
    measures = list(dict.fromkeys(column.measure for column in amounts)) or ["budget"]
    for number in one.table.body_rows:
        grid = one.table.grid
        row_id = one.table.row_id(number)
        take.mark((grid.at(number, c.column) for c in one.columns if c.field == "_line_no"), Role.ORDINAL)
        name_cell = grid.at(number, names.column) if names is not None else None
        name = take.text(name_cell, row_id, "item_name", Role.LABEL)
        cells = {column.column: grid.at(number, column.column) for column in amounts}
        if not name and all(cell is None or cell.blank for cell in cells.values()):
            continue
        named = [one.row_measures[number]] if number in one.row_measures else measures
        for measure in named:
            values: dict[str, Value] = {
                column.field: take.money(cells[column.column], row_id, measure, column.field, column)
                for column in amounts
                if one.measure(number, column) == measure
            }
            if one.state is State.DATA or any(value is not None for value in values.values()):
                item = item_of(name, knowledge)
                take.emit({"row_id": row_id, "measure": measure, "item": item, "item_name": name, **values})


def _across(one: RecognisedTable, form: Form, ledger: Ledger) -> None:
    """One row for an agency, the items in columns: each item is a row of its own, its sources of funds the fields."""
    take = TableLedger(ledger, one, form.resource)
    items: dict[tuple[str, str, str], list[Column]] = {}
    for column in one.columns:
        if column.item:
            name = label(">".join(column.path if column.field == "total" else column.path[:-1]))
            items.setdefault((column.item, name, column.measure), []).append(column)
    for number in one.table.body_rows:
        grid, row_id = one.table.grid, one.table.row_id(number)
        take.mark((grid.at(number, c.column) for c in one.columns if c.field == "_line_no"), Role.ORDINAL)
        base = _unit(one, take, number)
        for (item, name, _), columns in items.items():
            cells = [(column, cell) for column in columns if (cell := grid.at(number, column.column)) is not None]
            printed = [(column, cell) for column, cell in cells if not cell.blank and cell.row == number]
            if not printed:
                continue
            cell_row, measure = f"{row_id}c{printed[0][1].column}", one.measure(number, columns[0])
            values = {c.field: take.money(cell, cell_row, measure, c.field, c) for c, cell in printed}
            if one.state is State.DATA or any(value is not None for value in values.values()):
                head = {"row_id": cell_row, "measure": measure, "item": item, "item_name": name}
                take.emit({**head, **base, **values})


def _unit(one: RecognisedTable, take: TableLedger, number: int) -> dict[str, Value]:
    """The agency a row is about."""
    row_id = one.table.row_id(number)
    return {
        column.field: take.text(
            one.table.grid.at(number, column.column), row_id, column.field,
            Role.CODE if column.field == "unit_code" else Role.LABEL,
        )
        for column in one.columns
        if column.field in {"unit_code", "unit_name"} and column.field in take.fields
    }  # fmt: skip
