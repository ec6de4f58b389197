"""What each column of a table means."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from gongkai.knowledge.headings import headings
from gongkai.knowledge.items import column_item
from gongkai.knowledge.text import fold
from gongkai.model.fields import RESOURCES
from gongkai.model.finding import Finding, Level
from gongkai.model.money import Kind, read_number
from gongkai.model.table import Column, Role, Table
from gongkai.recognisers.fields import IGNORED, PARTS, Context, classification_of, field_of, rank
from gongkai.recognisers.measures import measure_of
from gongkai.recognisers.units import heading_unit

_CODES = frozenset({"code", "function_code", "economic_code", "government_economic_code", "unit_code", "_code", "_code1",
                    "_code2", "_code3", "catalogue_code", "project_code"})  # fmt: skip
_LABELS = frozenset({"_name", "function_name", "economic_name", "government_economic_name", "unit_name", "item_name"})
_BEGINS_GROUP = frozenset(
    {"_code", "economic_code", "function_code", "_name", "economic_name", "function_name", "_code1"}
)
"""A second column of codes or names behind amounts begins a second group of a table that is printed side by side."""


def heading_path(table: Table, column: int) -> tuple[str, ...]:
    """The folded headings over a column from top to bottom, each merged heading once."""
    path: list[str] = []
    seen: set[tuple[int, int]] = set()
    first = table.header_rows[0] if table.header_rows else 0
    block = [n for i, n in enumerate(table.header_rows) if n - first == i]
    for number in block:
        cell = table.grid.at(number, column)
        if cell is None or cell.blank or (cell.row, cell.column) in seen:
            continue
        seen.add((cell.row, cell.column))
        path.append(fold(cell.text))
    return tuple(path)


def recognise_columns(table: Table, context: Context) -> tuple[tuple[Column, ...], tuple[Finding, ...]]:
    """Every column with its field, measure and group; unknown headings as findings."""
    width = max((cell.right for number in table.header_rows for cell in table.grid.by_row[number]), default=0)
    reader = _ColumnReader(table, context)
    for number in range(1, max(width, table.grid.width) + 1):
        reader.read(number)
    columns = _with_names(reader.columns, context)
    return _without_wholes(columns, context), tuple(reader.findings)


def _with_names(columns: Sequence[Column], context: Context) -> Sequence[Column]:
    """Where no column holds codes or names, a heading that else stands over them (项目) names the rows."""
    labels = context.form.shape == "rows" and not any(one.role in {Role.CODE, Role.LABEL} for one in columns)
    names = headings(context.knowledge).row_names
    found = next(
        (one for one in columns if labels and one.field == IGNORED and one.path[-1:] and one.path[-1] in names), None
    )
    return [replace(one, field="_name", role=Role.LABEL) if one is found else one for one in columns]


def _without_wholes(columns: Sequence[Column], context: Context) -> tuple[Column, ...]:
    """A whole that the form takes only where its parts are not printed (option `unless`) has no field beside them."""
    unless = context.form.options.get("unless", {})
    assert isinstance(unless, dict)
    printed = {(column.field, column.measure) for column in columns}
    return tuple(
        replace(column, field=IGNORED)
        if any((part, column.measure) in printed for part in unless.get(column.field, ()))
        else column
        for column in columns
    )


class _ColumnReader:
    """Reads headings from left to right; remembers what fields the columns of the group at hand have taken."""

    def __init__(self, table: Table, context: Context) -> None:
        self.table = table
        self.context = context
        self.form = context.form
        self.columns: list[Column] = []
        self.findings: list[Finding] = []
        self.group = 0

    def read(self, number: int) -> None:
        """Add one column."""
        path = self._path(number)
        name = self._shared(number, path, field_of(self._own(path), self.context))
        kind = self._classification(path) if name in PARTS else ""
        if name in _BEGINS_GROUP and self._taken(name, kind=kind) and self._has_amounts():
            self.group += 1
        measure = measure_of(path, self.context.year, self.context.stage, self.context.knowledge)
        if name and not name.startswith("_") and self.form.shape == "rows":
            name = self._settle(number, path, name, measure)
        elif not name and path:
            name = self._unknown(number, path)
        elif not path and self._is_subitem(number):
            name = "_subitem"
        role = _role(name, path, self.context)
        self.columns.append(
            Column(number, path, name, measure, self.group, role=role, unit=heading_unit(path), classification=kind)
        )

    def _shared(self, number: int, path: tuple[str, ...], name: str) -> str:
        """The field of a column whose heading stands over the column before it too.

        Items go on in a second column; a code stands in parts (类 | 款 | 项), or beside its name.
        """
        before = self.columns[-1] if self.columns else None
        cell = self.table.grid.at(self.table.header_rows[0], number) if self.table.header_rows else None
        apart = cell is None or (cell.column == number and heading_path(self.table, number) == path)
        if before is None or before.path != path or apart:
            return self._first_part(number, path, name)
        if name == "item_name" and before.field in {"item_name", "_subitem"}:
            return "_subitem"
        if before.field in PARTS and name.endswith("_code") and self._are_parts(number):
            return f"_code{int(before.field[-1]) + 1}" if before.field != "_code3" else IGNORED
        if name.endswith("_code") and before.field in {name, *PARTS} and self._texts(number):
            return "_name" if name == "_code" else f"{name.removesuffix('_code')}_name"
        return name

    def _first_part(self, number: int, path: tuple[str, ...], name: str) -> str:
        """`_code1` where a heading of codes stands over this column and the next, and both hold parts of codes."""
        following = heading_path(self.table, number + 1)
        wide = len(path) > 0 and (following == path or (not following and self._are_labels(number + 1)))
        if wide and name.endswith("_name") and self._are_codes(number) and not self._are_codes(number + 1):
            return f"{name.removesuffix('_name')}_code"
        if not name.endswith("_code") or name in {"unit_code", "project_code", "catalogue_code"}:
            return name
        return "_code1" if wide and self._are_parts(number) and self._are_parts(number + 1) else name

    def _path(self, number: int) -> tuple[str, ...]:
        """The headings over a column; over codes and names without any those of the column before, if they are such."""
        path = heading_path(self.table, number)
        before = self.columns[-1] if self.columns else None
        goes_on = not path and before is not None and before.role in {Role.CODE, Role.LABEL}
        return before.path if goes_on and before is not None and self._are_labels(number) else path

    def _are_labels(self, number: int) -> bool:
        """True where a column holds nothing but names, codes and parts of codes, at least one, and no amounts."""
        texts = self._texts(number)
        numbers = [read_number(text) for text in texts]
        return bool(texts) and all(
            one.kind is Kind.OTHER or (one.kind is Kind.NUMBER and len(text) in {2, 3, 5, 7} and text.isdigit())
            for one, text in zip(numbers, texts, strict=True)
        )

    def _texts(self, number: int) -> list[str]:
        cells = (self.table.grid.at(row, number) for row in self.table.body_rows)
        return [fold(one.text) for one in cells if one is not None and one.column == number and not one.blank]

    def _are_codes(self, number: int) -> bool:
        """True where a column holds nothing but whole numbers of three digits and more, sums aside."""
        texts = [text for text in self._texts(number) if not text.endswith("计")]
        return bool(texts) and all(text.isdigit() and len(text) > 2 for text in texts)

    def _are_parts(self, number: int) -> bool:
        """True where a column holds nothing but numbers of up to three digits."""
        texts = self._texts(number)
        return bool(texts) and all(text.isdigit() and len(text) <= 3 for text in texts if not text.endswith("计"))

    def _own(self, path: tuple[str, ...]) -> tuple[str, ...]:
        """The headings without those that stand over the codes and names of the group too: they head the whole group."""
        over = [one.path for one in self.columns if one.group == self.group and one.role in {Role.CODE, Role.LABEL}]
        shared = 0
        while shared < len(path) - 1 and any(one[: shared + 1] == path[: shared + 1] for one in over):
            shared += 1
        return path[shared:]

    def _classification(self, path: tuple[str, ...]) -> str:
        """That of the heading over a 类, 款 or 项; of one without, that of the part before it."""
        before = self.columns[-1] if self.columns and len(path) == 1 else None
        if before is not None and before.field in PARTS and path[-1] != before.path[-1]:
            return before.classification
        return classification_of(path, self.context)

    def _taken(self, name: str, measure: str | None = None, kind: str = "") -> Column | None:
        """The column of the group that has the field already."""
        return next(
            (
                one
                for one in self.columns
                if (one.field, one.group, one.classification) == (name, self.group, kind)
                and measure in {None, one.measure}
            ),
            None,
        )

    def _has_amounts(self) -> bool:
        return any(one.role is Role.AMOUNT and one.group == self.group for one in self.columns)

    def _settle(self, number: int, path: tuple[str, ...], name: str, measure: str) -> str:
        """Of two columns for one field the one whose heading knowledge names first gets it; the first among equals.

        Of two columns of money both keep it: whether they say the same is seen row by row.
        """
        other = self._taken(name, measure)
        if other is None:
            return name
        if RESOURCES[self.form.resource].by_name[name].money:
            return name
        own, its = rank(path, name, self.form), rank(other.path, name, self.form)
        if own < its:
            self.columns[self.columns.index(other)] = replace(other, field=IGNORED, role=Role.TEXT)
            return name
        if own == its:
            self._find(
                number, path, "duplicate-heading", "two columns would feed one field; name one in knowledge/forms/"
            )
        return IGNORED

    def _unknown(self, number: int, path: tuple[str, ...]) -> str:
        """A heading without a field: an item of its own in a 三公 table, else a finding."""
        if self.form.shape == "items" and column_item(path, self.context.knowledge):
            return "_item"
        advice = f"add it to knowledge/forms/ ({self.form.key}) under headings or ignored"
        self._find(number, path, "unknown-heading", advice)
        return ""

    def _find(self, number: int, path: Sequence[str], code: str, advice: str) -> None:
        place, name = self.table.grid.place, self.table.table_id
        self.findings.append(Finding(Level.WARNING, code, place, ">".join(path), advice, table=name, column=number))

    def _is_subitem(self, number: int) -> bool:
        """True for a column without heading that holds the second half of the items (一般公共预算资金 | 小计)."""
        if self.form.shape != "sides" or not self.columns or self.columns[-1].field != "item_name":
            return False
        texts = self._texts(number)
        return bool(texts) and all(read_number(text).kind is not Kind.NUMBER for text in texts)


def other_columns(table: Table, context: Context) -> tuple[Column, ...]:
    """The columns of a table of no known form: money, quantities and line numbers by their headings, all else text."""
    columns, _ = recognise_columns(table, context)
    found: list[Column] = []
    for column in columns:
        role = Role.ORDINAL if column.field == "_line_no" else Role.TEXT
        if column.field != "_line_no" and (counted := headings(context.knowledge).counted(column.path)):
            role = Role.QUANTITY if counted == "quantity" else Role.AMOUNT
        found.append(replace(column, field=IGNORED, role=role))
    return tuple(found)


def _role(name: str, path: Sequence[str], context: Context) -> Role:
    """The role of the cells below a heading."""
    if name in {"_line_no", "line_no"}:
        return Role.ORDINAL
    if name in _CODES:
        return Role.CODE
    resource = context.form.resource
    field = RESOURCES[resource].by_name.get(name) if resource else None
    if field is not None and field.money:
        return Role.AMOUNT
    if field is not None and field.type in {"number", "integer"}:
        return Role.QUANTITY
    if name in _LABELS:
        return Role.LABEL
    if name in {IGNORED, ""} and path and headings(context.knowledge).is_code(path[-1]):
        return Role.CODE
    if name in {IGNORED, ""} and (counted := headings(context.knowledge).counted(path)):
        return Role.QUANTITY if counted == "quantity" else Role.AMOUNT
    return Role.TEXT
