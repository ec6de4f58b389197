"""三公 tables: named items down the rows, or across the columns of one row."""

from __future__ import annotations

from gongkai.knowledge.items import item_of
from gongkai.model.fields import RESOURCES
from gongkai.model.knowledge import Form, Knowledge
from gongkai.model.package import Value
from gongkai.model.table import RecognisedTable, Role, State
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
    amounts = [column for column in one.columns if column.role is Role.AMOUNT]
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
        for measure in measures:
            values: dict[str, Value] = {
                column.field: take.money(cells[column.column], row_id, measure, column.field, column)
                for column in amounts
                if column.measure == measure
            }
            if one.state is State.DATA or any(value is not None for value in values.values()):
                item = item_of(name, knowledge)
                take.emit({"row_id": row_id, "measure": measure, "item": item, "item_name": name, **values})


def _across(one: RecognisedTable, form: Form, ledger: Ledger) -> None:
    """One row for an agency, the items in columns: each amount cell is a row of its own."""
    take = TableLedger(ledger, one, form.resource)
    resource = RESOURCES[form.resource]
    for number in one.table.body_rows:
        grid = one.table.grid
        base: dict[str, Value] = {}
        row_id = one.table.row_id(number)
        take.mark((grid.at(number, c.column) for c in one.columns if c.field == "_line_no"), Role.ORDINAL)
        for column in one.columns:
            if column.field in {"unit_code", "unit_name"} and column.field in resource.by_name:
                role = Role.CODE if column.field == "unit_code" else Role.LABEL
                base[column.field] = take.text(grid.at(number, column.column), row_id, column.field, role)
        for column in one.columns:
            cell = grid.at(number, column.column)
            if not column.item or cell is None or cell.blank:
                continue
            cell_row = f"{row_id}c{cell.column}"
            amount = take.money(cell, cell_row, column.measure, "total", column)
            if one.state is State.DATA or amount is not None:
                take.emit(
                    {
                        "row_id": cell_row,
                        "measure": column.measure,
                        "item": column.item,
                        "item_name": label(">".join(column.path)),
                        **base,
                        "total": amount,
                    }
                )
