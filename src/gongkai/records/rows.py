"""Tables with one record a row: dimensions (codes, names, projects) on the left, amounts or texts on the right."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from gongkai.knowledge.items import is_total_label
from gongkai.knowledge.text import fold, fold_item
from gongkai.model.field import Resource
from gongkai.model.fields import RESOURCES
from gongkai.model.grid import Cell
from gongkai.model.knowledge import Form, Knowledge
from gongkai.model.package import Value
from gongkai.model.table import Column, RecognisedTable, Role, State
from gongkai.records.codes import complete_code, kind_of, split_code
from gongkai.records.ledger import Ledger, TableLedger, label

_PARTS = ("_code1", "_code2", "_code3")


def read_rows(one: RecognisedTable, form: Form, ledger: Ledger, knowledge: Knowledge) -> None:
    """Emit one row for each printed row and measure; of an empty table only rows that print numbers (zeros)."""
    groups = sorted({column.group for column in one.columns})
    for group in groups:
        reader = _RowReader(one, form, ledger, knowledge, group, len(groups) > 1)
        for number in one.table.body_rows:
            reader.read(number)


class _RowReader:
    """Reads the rows of one table; remembers the code parts of the row above."""

    def __init__(
        self, one: RecognisedTable, form: Form, ledger: Ledger, knowledge: Knowledge, group: int, several: bool
    ) -> None:
        self.one = one
        self.several = several
        self.resource: Resource = RESOURCES[form.resource]
        self.take = TableLedger(ledger, one, form.resource)
        self.ledger = ledger
        self.knowledge = knowledge
        self.columns = [c for c in one.columns if c.field and c.field != "_ignored" and c.group == group]
        self.parts = [column for column in self.columns if column.field in _PARTS]
        self.measures = list(dict.fromkeys(c.measure for c in self.columns if c.role is Role.AMOUNT)) or ["budget"]
        self.has_measure = "measure" in self.resource.by_name
        self.kind = self._kind(str(form.options.get("codes", "function")))
        row_fields = form.options.get("row_fields", {})
        assert isinstance(row_fields, dict)
        self.row_fields: dict[str, list[str]] = row_fields
        self.whole = "total"
        self.above: dict[str, list[str]] = {}

    def _kind(self, default: str) -> str:
        """The classification of the 科目编码 column."""
        codes = []
        for column in self.columns:
            if column.field in {"_code", "_name", "_code1"}:
                for number in self.one.table.body_rows:
                    cell = self.one.table.grid.at(number, column.column)
                    if cell is not None and (code := split_code(cell.text).code):
                        codes.append(code)
        return kind_of(codes, default)

    def read(self, number: int) -> None:
        """Emit the rows of one printed row."""
        cells = {column.column: self.one.table.grid.at(number, column.column) for column in self.columns}
        if all(cell is None or cell.blank for cell in cells.values()):
            return
        row_id = self.one.table.row_id(number)
        if self.several:
            row_id += f"c{self.columns[0].column}"
        self.take.mark((cells[c.column] for c in self.columns if c.field == "_line_no"), Role.ORDINAL)
        base = self._dimensions(row_id, cells)
        self.whole = self._whole(base)
        for measure, values in self._values(row_id, number, cells).items():
            if self.several and self._is_stray(cells, values):
                continue
            if self.one.state is not State.DATA and all(value is None for value in values.values()):
                continue
            head: dict[str, Value] = {"row_id": row_id}
            if self.has_measure:
                head["measure"] = measure
            self.take.emit({**head, **base, **values})

    def _values(self, row_id: str, number: int, cells: Mapping[int, Cell | None]) -> dict[str, dict[str, Value]]:
        """Amounts, quantities and texts by measure; measures in which nothing is printed are left out, but the first.

        A number merged over several rows belongs to the first of them, a text to all.
        """
        measures = [self.one.row_measures[number]] if number in self.one.row_measures else self.measures
        found: dict[str, dict[str, Value]] = {measure: {} for measure in measures}
        printed = set(measures[:1])
        for column in self.columns:
            cell = cells[column.column]
            field = self.resource.by_name.get(column.field)
            if field is None or cell is None or cell.blank or column.role in {Role.CODE, Role.LABEL}:
                continue
            counted = field.money or field.type in {"number", "integer"}
            if counted and (cell.row != number or self._is_label(cell)):
                continue
            if field.money:
                measure = self.one.measure(number, column)
                name = self.whole if column.field == "total" else column.field
                found[measure][name] = self.take.money(cell, row_id, measure if self.has_measure else "", name, column)
                printed.add(measure)
                continue
            value: Value
            if counted:
                value = self.take.quantity(cell, row_id, column.field)
            else:
                value = self.take.text(cell, row_id, column.field)
            for measure in measures:
                found[measure][column.field] = value
        return {measure: values for measure, values in found.items() if measure in printed}

    def _whole(self, base: Mapping[str, Value]) -> str:
        """The field of the amounts under 合计: that of the row's own name where the form says so (人员经费合计)."""
        names = {fold_item(str(value)) for name, value in base.items() if name.endswith("_name")}
        return next((field for field, texts in self.row_fields.items() if names & set(texts)), "total")

    def _is_label(self, cell: Cell) -> bool:
        """True for a cell that begins in a column of codes or names and is merged over amounts."""
        if cell.colspan == 1:
            return False
        begins = next((column for column in self.one.columns if column.column == cell.column), None)
        return begins is not None and begins.role in {Role.CODE, Role.LABEL}

    def _is_stray(self, cells: Mapping[int, Cell | None], values: Mapping[str, Value]) -> bool:
        """True for a group without amounts whose label goes on into the next group, which has them."""
        last = self.columns[-1].column
        return not values and any(cell is not None and cell.right > last for cell in cells.values())

    def _dimensions(self, row_id: str, cells: Mapping[int, Cell | None]) -> dict[str, Value]:
        """Codes and names of a row; the label of a total stands in the name."""
        row: dict[str, Value] = {}
        seen: set[tuple[int, int]] = set()
        for column in self.columns:
            cell = cells[column.column]
            if cell is None or cell.blank or (cell.row, cell.column) in seen or column.field in _PARTS:
                continue
            if column.role in {Role.CODE, Role.LABEL}:
                seen.add((cell.row, cell.column))
                self._label(row, row_id, column, cell)
        self._parts(row, row_id, cells)
        return row

    def _label(self, row: dict[str, Value], row_id: str, column: Column, cell: Cell) -> None:
        """One code or name cell; a cell may hold both, and a label merged over the code column is a name."""
        stem = self.kind if column.field in {"_code", "_name"} else column.field.rsplit("_", 1)[0]
        code_field, name_field = f"{stem}_code", f"{stem}_name"
        both = split_code(cell.text) if stem not in {"unit", "catalogue", "project"} else None
        if both is None:
            field = column.field
            if is_total_label(cell.text) and name_field in self.resource.by_name:
                field = name_field
            is_code = field.endswith("_code") and field in self.resource.by_name
            row[field] = self.take.text(cell, row_id, field, Role.CODE if is_code else Role.LABEL)
            return
        wanted = code_field if both.code else name_field
        if wanted not in self.resource.by_name:
            self.take.mark((cell,), Role.LABEL)
            return
        self.take.text(cell, row_id, wanted, Role.CODE if both.code else Role.LABEL)
        if both.code:
            row[code_field] = both.code
        name = label(cell.text) if not both.code else both.name
        if name and fold(name) not in {"-", "—", "——", "*"}:
            row.setdefault(name_field, name)

    def _parts(self, row: dict[str, Value], row_id: str, cells: Mapping[int, Cell | None]) -> None:
        """类 | 款 | 项 in columns of their own, joined to one code for each classification."""
        for kind in dict.fromkeys(column.classification for column in self.parts):
            columns = sorted((c for c in self.parts if c.classification == kind), key=lambda c: c.field)
            self._join(row, row_id, kind or self.kind, [cells[column.column] for column in columns])

    def _join(self, row: dict[str, Value], row_id: str, kind: str, printed: Sequence[Cell | None]) -> None:
        """The parts of one code; a label merged over them is the name of a total."""
        distinct = list({(c.row, c.column): c for c in printed if c is not None}.values())
        texts = [fold(cell.text) if cell is not None and cell in distinct else "" for cell in printed]
        if len(distinct) == 1 and not texts[0].isdigit():
            if texts[0]:
                self._label(row, row_id, Column(0, (), "_name", role=Role.LABEL), distinct[0])
            return
        if not any(texts) or not all(text.isdigit() for text in texts if text):
            self.take.mark(printed, Role.LABEL)
            return
        field = f"{kind}_code"
        if field not in self.resource.by_name:
            self.take.mark(printed, Role.CODE)
            return
        above = self.above.get(kind, [])
        code = complete_code(texts, above, str(row.get(f"{kind}_name", "")), kind, self.knowledge)
        carried = [t or (above[i] if i < len(above) and any(texts[i:]) else "") for i, t in enumerate(texts)]
        self.above[kind] = carried
        for cell in printed:
            if cell is not None and not cell.blank:
                self.take.text(cell, row_id, field, Role.CODE)
        if code is None:
            self.ledger.find("code-incomplete", self.one, distinct[0], "the code stays blank", "|".join(texts))
            return
        row[field] = code
        if code != "".join(carried) and code:
            self.ledger.find("code-zero-lost", self.one, distinct[0], f"read as {code}, by its name", "|".join(texts))
