"""Tables with groups side by side: revenue, expenditure by function, by economic classification and so on."""

from __future__ import annotations

from collections.abc import Sequence

from gongkai.knowledge.items import is_total_word, item_of
from gongkai.knowledge.text import fold_item
from gongkai.model.grid import Cell
from gongkai.model.knowledge import Form, Knowledge
from gongkai.model.money import Kind, read_number
from gongkai.model.package import Value
from gongkai.model.table import Column, RecognisedTable, Role, State
from gongkai.records.codes import code_by_name, split_code
from gongkai.records.ledger import Ledger, TableLedger, label

_KINDS = (("function", "类"), ("function", "款"), ("economic", "类"), ("government_economic", "类"))

_FUNDS = frozenset({"fiscal_appropriation", "general_budget", "government_fund", "state_capital"})


def read_sides(one: RecognisedTable, form: Form, ledger: Ledger, knowledge: Knowledge) -> None:
    """Emit one row for each item of each group and measure."""
    shared = [column for column in one.columns if column.field == "_line_no" or column.field == "line_no"]
    groups = sorted({column.group for column in one.columns if column.field == "item_name"})
    for group in groups:
        columns = [column for column in one.columns if column.group == group]
        item_column = next((column for column in columns if column.field == "item_name"), None)
        if item_column is not None:
            lines = [column for column in columns if column in shared] or [c for c in shared if c.group == 0][:1]
            _GroupReader(one, form, ledger, knowledge, item_column, columns, lines).read_all()


class _GroupReader:
    """Reads one group of a side-by-side table."""

    def __init__(
        self,
        one: RecognisedTable,
        form: Form,
        ledger: Ledger,
        knowledge: Knowledge,
        item_column: Column,
        columns: Sequence[Column],
        lines: Sequence[Column],
    ) -> None:
        self.one = one
        self.take = TableLedger(ledger, one, form.resource)
        self.knowledge = knowledge
        self.item_column = item_column
        self.amounts = [column for column in columns if column.role is Role.AMOUNT and column.field in self.take.fields]
        self.in_carried = False
        self.codes = [column for column in columns if column.field == "code"]
        self.subitems = [column for column in columns if column.field == "_subitem"]
        self.lines = lines
        self.classification = item_column.classification or self._by_items()

    def read_all(self) -> None:
        """Emit the rows of the group."""
        for number in self.one.table.body_rows:
            cells = {column.column: self.one.table.grid.at(number, column.column) for column in self.amounts}
            item_cell = self.one.table.grid.at(number, self.item_column.column)
            if item_cell is not None and (item_cell.row != number or _merged_amount(item_cell, self.amounts)):
                item_cell = None if item_cell.row != number else item_cell
            second = [self.one.table.grid.at(number, column.column) for column in self.subitems]
            if (item_cell is None or item_cell.blank) and any(cell is not None and not cell.blank for cell in second):
                item_cell = self.one.table.grid.at(number, self.item_column.column) or item_cell
            elif item_cell is None or item_cell.blank:
                item_cell = None
            if item_cell is None:
                self._orphans(number, cells)
                continue
            self._read(number, item_cell, cells)

    def _read(self, number: int, item_cell: Cell, cells: dict[int, Cell | None]) -> None:
        row_id = f"{self.one.table.row_id(number)}c{self.item_column.column}"
        name = self._name(number, item_cell, row_id)
        line = ""
        for column in self.lines:
            cell = self.one.table.grid.at(number, column.column)
            if cell is not None and not cell.blank:
                self.take.mark((cell,), Role.ORDINAL)
                line = label(cell.text)
        both = split_code(name)
        head: dict[str, Value] = {
            "row_id": row_id,
            "side": self.item_column.side,
            "classification": self.classification,
            "line_no": line,
            "item_name": name,
            "item": self._item(name),
            "code": self._printed_code(number, row_id) or both.code or self._code(name),
        }
        measures = list(dict.fromkeys(column.measure for column in self.amounts)) or ["budget"]
        for measure in measures:
            values: dict[str, Value] = {}
            for column in self.amounts:
                cell = cells[column.column]
                if column.measure == measure and cell is not None and cell.row == number and cell is not item_cell:
                    values[column.field] = self.take.money(cell, row_id, measure, column.field, column)
            if self.one.state is State.DATA or any(value is not None for value in values.values()):
                self.take.emit({**head, "measure": measure, **values})

    def _printed_code(self, number: int, row_id: str) -> str:
        """The code printed in a column of its own."""
        cells = [self.one.table.grid.at(number, column.column) for column in self.codes]
        return next((self.take.text(cell, row_id, "code", Role.CODE) for cell in cells if cell is not None), "")

    def _name(self, number: int, item_cell: Cell, row_id: str) -> str:
        """The item as printed: what a second column of items says, unless that only says 小计."""
        name = self.take.text(item_cell, row_id, "item_name", Role.LABEL) if not item_cell.blank else ""
        for column in self.subitems:
            cell = self.one.table.grid.at(number, column.column)
            if cell is not None and not cell.blank and cell is not item_cell:
                second = self.take.text(cell, row_id, "item_name", Role.LABEL)
                name = name if name and is_total_word(second) and item_cell.row == number else second
        return name

    def _orphans(self, number: int, cells: dict[int, Cell | None]) -> None:
        """Amounts without an item: published in `cells`, reported."""
        for cell in cells.values():
            if cell is not None and cell.row == number and read_number(cell.text).kind is Kind.NUMBER:
                self.take.ledger.find("amount-without-item", self.one, cell, "look at the row in the source")

    def _item(self, name: str) -> str:
        """The canonical item; what follows 上年结转 down to the total is a part of that, not revenue of the year."""
        item = item_of(name, self.knowledge)
        if item == "total":
            return f"total_{self.item_column.side}"
        if item.startswith(("total_", "current_year_")):
            self.in_carried = False
        elif item == "carried_over_in":
            self.in_carried = True
        return "" if self.in_carried and item in _FUNDS else item

    def _code(self, name: str) -> str:
        """The code of an item classified by function or economic type, where its name belongs to one code only."""
        if self.item_column.side == "revenue" or self.classification in {"source", "purpose"}:
            return ""
        for kind, level in _KINDS:
            if kind == self.classification and (code := code_by_name(name, kind, level, self.knowledge)):
                return code
        return ""

    def _by_items(self) -> str:
        """The classification that the items themselves show: known class names, or 基本支出 and 项目支出."""
        votes: dict[str, int] = {}
        for number in self.one.table.body_rows:
            cell = self.one.table.grid.at(number, self.item_column.column)
            if cell is None or cell.blank:
                continue
            name = fold_item(cell.text)
            if name in {"基本支出", "项目支出"}:
                votes["purpose"] = votes.get("purpose", 0) + 1
            for kind, level in _KINDS:
                if code_by_name(name, kind, level, self.knowledge):
                    votes[kind] = votes.get(kind, 0) + 1
                    break
        return max(sorted(votes), key=lambda kind: votes[kind]) if votes else ""


def _merged_amount(cell: Cell, amounts: Sequence[Column]) -> bool:
    """True where the item cell is merged over the amount columns (a caption inside the body)."""
    return bool(amounts) and cell.column <= amounts[0].column <= cell.right
