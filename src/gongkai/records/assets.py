"""固定资产占用表: named items with a quantity and a value."""

from __future__ import annotations

import re
from collections.abc import Iterable

from gongkai.knowledge.items import item_of
from gongkai.knowledge.text import fold, fold_item
from gongkai.model.knowledge import Form, Knowledge
from gongkai.model.package import Value
from gongkai.model.table import RecognisedTable, Role, State
from gongkai.records.ledger import Ledger, TableLedger

_DATE = re.compile(r"截[止至]?(?:时间|日期)?:?(\d{4})年(\d{1,2})月(\d{1,2})日")
_UNIT = re.compile(r"[(（]([^()（）]{1,6})[)）]$")


def read_assets(one: RecognisedTable, form: Form, ledger: Ledger, knowledge: Knowledge) -> None:
    """Emit one row for each item. `parent_item` is the item that a 其中 row belongs to, the total for all others."""
    take = TableLedger(ledger, one, form.resource)
    by_field = {column.field: column for column in one.columns if column.field}
    names, quantities = by_field.get("item_name"), by_field.get("quantity")
    values = [column for column in one.columns if column.field == "value"]
    if names is None:
        return
    as_of = _as_of(one)
    total = parent = ""
    for number in one.table.body_rows:
        grid = one.table.grid
        row_id = one.table.row_id(number)
        name = take.text(grid.at(number, names.column), row_id, "item_name", Role.LABEL)
        if not name:
            continue
        part = fold(name).startswith("其中")
        row: dict[str, Value] = {
            "row_id": row_id,
            "item": item_of(name, knowledge),
            "item_name": name,
            "parent_item": parent if part else total,
            "quantity_unit": _quantity_unit(name),
            "as_of": as_of,
        }
        if quantities is not None:
            row["quantity"] = take.quantity(grid.at(number, quantities.column), row_id, "quantity")
        for column in values:
            row["value"] = take.money(grid.at(number, column.column), row_id, "", "value", column)
        if one.state is State.DATA or row.get("value") is not None or row.get("quantity") is not None:
            take.emit(row)
        if not total:
            total = fold_item(name)
        elif not part:
            parent = fold_item(name)


def _quantity_unit(name: str) -> str:
    """`平方米` of `1、房屋（平方米）`."""
    found = _UNIT.search(name)
    return found.group(1) if found else ""


def _as_of(one: RecognisedTable) -> str:
    """The date that the table prints as 截止时间, as YYYY-MM-DD; blank where it prints none."""
    for text in _around(one):
        if found := _DATE.search(fold(text)):
            year, month, day = found.groups()
            return f"{year}-{int(month):02d}-{int(day):02d}"
    return ""


def _around(one: RecognisedTable) -> Iterable[str]:
    table = one.table
    for number in (*table.head_rows, *table.header_rows):
        yield from (cell.text for cell in table.grid.by_row[number])
    yield from (paragraph.text for paragraph in table.above)
