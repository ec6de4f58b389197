"""Lists of performance indicators: their own heading rows anywhere in a grid, levels carried down, targets."""

from __future__ import annotations

from collections.abc import Sequence

from gongkai.knowledge.performance import PerformanceWords, indicator_headings, performance_words
from gongkai.knowledge.text import fold
from gongkai.model.finding import Finding, Level
from gongkai.model.grid import Cell
from gongkai.model.knowledge import Form, Knowledge
from gongkai.model.money import Kind, read_number
from gongkai.model.package import Value
from gongkai.model.table import RecognisedTable, Role
from gongkai.records.ledger import Ledger, TableLedger
from gongkai.records.targets import read_operator, read_target

RESOURCE = "performance_indicators"
_NAMES = frozenset({"level1", "level2", "level3", "description"})
_TEXTS = ("level3", "description", "value_text", "basis", "scoring", "actual", "remark")
_NEEDED = ("level1", "level2", "level3", "value_text", "_value")


class IndicatorList:
    """The lists of one table. `columns` maps a field to the columns under its heading, for the list now open."""

    def __init__(self, one: RecognisedTable, form: Form, ledger: Ledger, knowledge: Knowledge) -> None:
        self.grid = one.table.grid
        self.one = one
        self.take = TableLedger(ledger, one, RESOURCE)
        self.words: PerformanceWords = performance_words(knowledge)
        self.headings = indicator_headings(form)
        self.columns: dict[str, list[int]] = {}
        self.carried = {"level1": "", "level2": ""}
        self.blanks: dict[tuple[int, int], str] = {}
        self.page: int | None = None
        self.reported: set[tuple[str, ...]] = set()
        self.blocks = {block[0]: block for block in self._blocks()}
        self.heading_rows = {number for block in self.blocks.values() for number in block}

    def _blocks(self) -> list[tuple[int, ...]]:
        """The heading rows of every list: the row that names indicators, with its upper and lower headings."""
        rows = list(self.grid.by_row)
        blocks: list[tuple[int, ...]] = []
        for index, number in enumerate(rows):
            fields = [self.headings.field((cell.text,)) for cell in self._filled(number)]
            named = set(fields) & {*_NAMES, "_value", "value_text", "operator", "_name"}
            if len(named) < 2 or not {*_NAMES, "_name"} & named:
                continue
            block = [number]
            taken = {n for one in blocks for n in one}
            for above in reversed(rows[max(0, index - 2) : index]):
                if above in taken or not self._is_upper(above):
                    break
                block.insert(0, above)
            if index + 1 < len(rows) and self._is_lower(number, rows[index + 1]):
                block.append(rows[index + 1])
            blocks.append(tuple(block))
        return blocks

    def _is_upper(self, number: int) -> bool:
        """True for a row of headings only, above the row that names indicators."""
        cells = self._filled(number)
        return len(cells) > 1 and all(self.headings.field((cell.text,)) for cell in cells)

    def _is_lower(self, above: int, number: int) -> bool:
        """True for a row that holds nothing but headings under a wider one."""
        cells = [cell for cell in self._filled(number) if cell.row == number]
        return bool(cells) and all(
            (head := self.grid.at(above, cell.column)) is not None
            and head.colspan > cell.colspan
            and self.headings.field((head.text, cell.text)) not in {"", "_ignored"}
            for cell in cells
        )

    def _filled(self, number: int) -> list[Cell]:
        return [cell for cell in self.grid.by_row[number] if not cell.blank]

    def open(self, block: Sequence[int]) -> None:
        """Take the columns from heading rows; unknown headings are reported once."""
        self.columns = {}
        for column in range(1, self.grid.width + 1):
            stack = (self.grid.at(number, column) for number in block)
            cells = list(dict.fromkeys(cell for cell in stack if cell is not None and not cell.blank))
            if not cells:
                continue
            path = tuple(fold(cell.text) for cell in cells)
            field = self.headings.field(path)
            if not field and path not in self.reported:
                self.reported.add(path)
                self.take.ledger.findings.append(
                    Finding(Level.WARNING, "unknown-heading", cells[-1].place, ">".join(path),
                            "add it to knowledge/forms/ (performance) under headings or ignored",
                            self.one.table.table_id, cells[-1].row, column)
                )  # fmt: skip
            self.columns.setdefault(field, []).append(column)
            for cell in cells:
                self.take.ledger.roles[self.one.table.cell_id(cell)] = Role.HEADING
        if not _NAMES & set(self.columns) and "_name" in self.columns:
            self.columns["level3"] = self.columns.pop("_name")

    def cells(self, field: str, number: int) -> list[Cell]:
        """The printed cells of a field in a row, also those merged from a row above."""
        found = (self.grid.at(number, column) for column in self.columns.get(field, ()))
        return list(dict.fromkeys(cell for cell in found if cell is not None and not cell.blank))

    def short(self, number: int) -> bool:
        """True for a row of a ragged grid that ends before its value: its cells have no certain columns."""
        needed = max((c for field in _NEEDED for c in self.columns.get(field, ())), default=0)
        return self.grid.ragged and len(self.grid.by_row[number]) < needed

    def restart(self) -> None:
        """Another project: nothing is carried down into it."""
        self.carried = {"level1": "", "level2": ""}

    def read(self, number: int, subject_id: str) -> bool:
        """Emit the indicator of one row; False where the row prints none."""
        row_id = self.one.table.row_id(number)
        for field in ("_line_no", "_ignored", "_name", ""):
            self.take.mark(self.cells(field, number), Role.ORDINAL if field == "_line_no" else Role.LABEL)
        row: dict[str, Value] = {"row_id": row_id, "subject_id": subject_id}
        printed = [cell for field in self.columns if field[:1] not in {"_", ""} or field == "_value"
                   for cell in self.cells(field, number) if cell.row == number]  # fmt: skip
        if not printed:
            return False
        for level in ("level1", "level2"):
            row[level] = self._level(level, number, row_id)
        self.page = printed[0].place.page
        for field in _TEXTS:
            if cells := self.cells(field, number):
                role = Role.LABEL if field == "level3" else Role.TEXT
                row[field] = " ".join(self.take.text(cell, row_id, field, role) for cell in cells)
        for field in ("weight", "score"):
            if cells := self.cells(field, number):
                row[field] = self._figure(cells[0], row_id, field)
        self._target(row, number, row_id)
        self.take.emit(row)
        return True

    def _figure(self, cell: Cell, row_id: str, field: str) -> Value:
        """Points: a number, or None where words are printed."""
        if read_number(cell.text).kind is Kind.OTHER:
            self.take.text(cell, row_id, field)
            self.take.ledger.find("not-a-number", self.one, cell, "published as printed")
            return None
        return self.take.quantity(cell, row_id, field)

    def _level(self, level: str, number: int, row_id: str) -> str:
        """The level printed in this row or merged into it; a blank carries down only where layout hides merges."""
        found = [self.grid.at(number, column) for column in self.columns.get(level, ())]
        cells = [cell for cell in found if cell is not None]
        if filled := [cell for cell in cells if not cell.blank]:
            text = self.take.text(filled[0], row_id, level, Role.LABEL)
            if text != self.carried[level] and level == "level1":
                self.carried["level2"] = ""
            self.carried[level] = text
            return text
        for cell in cells[:1]:
            key = (cell.row, cell.column)
            if key not in self.blanks:
                self.blanks[key] = self.carried[level] if self._hides_merges(number) else ""
            return self.blanks[key]
        return self.carried[level] if self.grid.ragged else ""

    def _hides_merges(self, number: int) -> bool:
        """True in grids without merged cells, and in the first row of a page, where a merged cell is printed blank."""
        page = self.grid.by_row[number][0].place.page
        return self.grid.ragged or "unruled" in self.grid.hints or (self.page is not None and page != self.page)

    def _target(self, row: dict[str, Value], number: int, row_id: str) -> None:
        """Operator, value and unit, from one cell or from three."""
        for cell in self.cells("_value", number)[:1]:
            target = read_target(cell.text, self.words)
            role = Role.TEXT if target.value is None else Role.QUANTITY
            row["value_text"] = cell.text.strip()
            for field in ("value_text", "value") if target.value is not None else ("value_text",):
                self.take.ledger.use(self.one.table.cell_id(cell), RESOURCE, row_id, field, role)
            row.update(operator=target.operator, value=target.value, value_unit=target.unit)
        for cell in self.cells("operator", number)[:1]:
            row["operator"] = read_operator(self.take.text(cell, row_id, "operator"), self.words)
        for cell in self.cells("value_unit", number)[:1]:
            row["value_unit"] = self.take.text(cell, row_id, "value_unit")
