"""The collector of one disclosure's rows: every cell that is taken is remembered with what it was used for."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache

from gongkai.model.fields import RESOURCES
from gongkai.model.finding import Finding, Level
from gongkai.model.grid import Cell
from gongkai.model.money import UNITS, Kind, Printed, read_number, split_unit
from gongkai.model.package import Row, Value
from gongkai.model.table import Column, MoneyUnit, RecognisedTable, Role

_INNER_SPACE = re.compile(r"(?<=[^\x00-\x7f])\s+|\s+(?=[^\x00-\x7f])")
_SPACE = re.compile(r"[ \t\u3000]+")


@lru_cache(maxsize=16384)
def label(text: str) -> str:
    """A name as printed without the white space that layout put into and around it."""
    return _SPACE.sub(" ", _INNER_SPACE.sub("", text.replace("\u3000", " ").strip())).strip()


@dataclass(frozen=True, slots=True)
class Taken:
    """The cell that fills a money field of a typed row, and what it says: `number` as printed, `amount` in 元.

    `at` is the place of its row in the ledger's amounts. All three are None where it is no number, `amount` also where
    the unit is not known.
    """

    cell: Cell
    cell_id: str
    column: Column | None
    kind: Kind
    number: Decimal | None = None
    amount: Decimal | None = None
    at: int | None = None

    def says(self) -> tuple[Kind, bool, Decimal | None]:
        """What two cells must have in common to say the same: the amount, or the number where no unit is known."""
        known = self.amount is not None
        return self.kind, known, self.amount if known else self.number


class Ledger:
    """Rows by resource, amounts with their cells, uses of cells, findings."""

    def __init__(self) -> None:
        self.rows: dict[str, list[Row]] = {}
        self.amounts: list[Row] = []
        self.used: dict[str, list[str]] = {}
        self.roles: dict[str, Role] = {}
        self.findings: list[Finding] = []
        self.taken: dict[tuple[str, str, str, str], Taken] = {}
        """What fills each money field, by resource, row, measure and field."""
        self.parted: set[tuple[str, ...]] = set()
        """Columns of which two fall on one field, with table, field and measure: each is reported once."""
        self.open: dict[str, object] = {}
        """What a shape leaves open for the next table, by shape."""

    def emit(self, resource: str, row: Row) -> None:
        """Add a row."""
        self.rows.setdefault(resource, []).append(row)

    def use(self, cell_id: str, resource: str, row_id: str, field: str, role: Role) -> None:
        """Remember what a cell was used for."""
        use = f"{resource}.{row_id}.{field}"
        uses = self.used.setdefault(cell_id, [])
        if use not in uses:
            uses.append(use)
        self.roles[cell_id] = role

    def unuse(self, cell_id: str, resource: str, row_id: str, field: str) -> None:
        """Forget one use of a cell; the cell stays handled."""
        use = f"{resource}.{row_id}.{field}"
        self.used[cell_id] = [one for one in self.used.get(cell_id, ()) if one != use]

    def find(self, code: str, one: RecognisedTable, cell: Cell, advice: str, found: str | None = None) -> None:
        """Record something wrong with one cell; the value is published as printed, the typed value blank."""
        text = cell.text.strip() if found is None else found
        self.findings.append(
            Finding(Level.WARNING, code, cell.place, text, advice, one.table.table_id, cell.row, cell.column)
        )


class TableLedger:
    """The ledger as one table sees it: takes values out of cells."""

    def __init__(self, ledger: Ledger, one: RecognisedTable, resource: str) -> None:
        self.ledger = ledger
        self.one = one
        self.resource = resource
        self.fields = frozenset(RESOURCES[resource].by_name if resource else ())

    def text(self, cell: Cell | None, row_id: str, field: str, role: Role = Role.TEXT) -> str:
        """The text of a cell; blank stays blank."""
        if cell is None or cell.blank:
            return ""
        self.ledger.use(self.one.table.cell_id(cell), self.resource, row_id, field, role)
        return label(cell.text) if role is not Role.TEXT else cell.text.strip()

    def money(self, cell: Cell | None, row_id: str, measure: str, field: str, column: Column | None) -> Decimal | None:
        """The amount of a cell in 元: None where blank, dash, 无, no number, or without a known unit.

        A unit printed behind the number in the same cell goes before that of the column and of the table. Where another
        cell fills the same field already, a blank leaves it as it is, and so does one that says the same; where the two
        differ, nobody can tell which is right: the result is None, with one finding for the two columns.
        """
        before = self.ledger.taken.get((self.resource, row_id, measure, field)) if field else None
        if cell is None or cell.blank:
            return before.amount if before is not None else None
        taken = self._money(cell, row_id, measure, field, column)
        if before is None:
            self.ledger.taken[self.resource, row_id, measure, field] = taken
            return taken.amount
        if before.says() == taken.says():
            return before.amount
        self._part(before, taken, row_id, measure, field)
        return None

    def _money(self, cell: Cell, row_id: str, measure: str, field: str, column: Column | None) -> Taken:
        """The amount of a filled cell, with its use and its row of `amounts`."""
        unit = (column.unit if column is not None else None) or self.one.unit
        cell_id = self.one.table.cell_id(cell)
        self.ledger.use(cell_id, self.resource, row_id, field, Role.AMOUNT)
        number, own = split_unit(cell.text)
        if own is not None:
            unit = MoneyUnit(own, UNITS[own], f"{cell.place} {cell.text.strip()}")
        printed = read_number(number)
        if printed.kind is not Kind.NUMBER or printed.percent or printed.value is None:
            if printed.kind is Kind.OTHER or printed.percent:
                self.ledger.find("not-a-number", self.one, cell, "published as printed; correct it in corrections.yml")
            self.ledger.roles[cell_id] = Role.TEXT if printed.kind is Kind.OTHER else Role.AMOUNT
            return Taken(cell, cell_id, column, printed.kind)
        amount = printed.value * unit.factor if unit is not None else None
        self.ledger.amounts.append(_amount(cell_id, self.resource, row_id, measure, field, amount, printed, unit))
        return Taken(cell, cell_id, column, printed.kind, printed.value, amount, len(self.ledger.amounts) - 1)

    def _part(self, one: Taken, other: Taken, row_id: str, measure: str, field: str) -> None:
        """Take two cells that differ out of the field they both claim: they stay amounts, of no field."""
        ledger = self.ledger
        ledger.taken[self.resource, row_id, measure, field] = replace(
            one, kind=Kind.OTHER, number=None, amount=None, at=None
        )
        for taken in (one, other):
            ledger.unuse(taken.cell_id, self.resource, row_id, field)
            if taken.at is not None:
                ledger.amounts[taken.at] = {**ledger.amounts[taken.at], "resource": "", "row_id": "", "field": ""}
        names = [_heading(taken) for taken in (one, other)]
        claim = (self.one.table.table_id, field, measure, *names)
        if claim in ledger.parted:
            return
        ledger.parted.add(claim)
        where = f"{self.resource}.{field}" + (f" ({measure})" if measure else "")
        ledger.find(
            "two-values-for-one-field", self.one, other.cell,
            "the field stays blank wherever they differ; check the fiscal year and the stage, or tell the headings "
            "apart in knowledge/",
            f"{names[0]} and {names[1]} both fall on {where}: "
            f"{one.cell.text.strip()} and {other.cell.text.strip()} in row {row_id}",
        )  # fmt: skip

    def quantity(self, cell: Cell | None, row_id: str, field: str) -> Decimal | None:
        """A number that is not money: None where blank, dash, 无 or no number."""
        if cell is None or cell.blank:
            return None
        self.ledger.use(self.one.table.cell_id(cell), self.resource, row_id, field, Role.QUANTITY)
        printed = read_number(cell.text)
        if printed.kind is Kind.OTHER:
            self.ledger.find("not-a-number", self.one, cell, "published as printed; correct it in corrections.yml")
        return printed.value

    def mark(self, cells: Iterable[Cell | None], role: Role) -> None:
        """Give cells a role without a use (line numbers, remarks)."""
        for cell in cells:
            if cell is not None:
                self.ledger.roles.setdefault(self.one.table.cell_id(cell), role)

    def emit(self, row: dict[str, Value], resource: str = "") -> None:
        """Add a row to the table's resource, or to another one."""
        self.ledger.emit(resource or self.resource, row)


def _heading(taken: Taken) -> str:
    """The number of a column, with its headings."""
    path = ">".join(taken.column.path) if taken.column is not None else ""
    return f"column {taken.cell.column}" + (f" {path!r}" if path else "")


def _amount(
    cell_id: str,
    resource: str,
    row_id: str,
    measure: str,
    field: str,
    amount: Decimal | None,
    printed: Printed,
    unit: MoneyUnit | None,
) -> Row:
    """A row of `amounts`: the published value and where it was printed."""
    factor = unit.factor if unit is not None else None
    return {
        "amount_id": cell_id,
        "resource": resource,
        "row_id": row_id,
        "measure": measure,
        "field": field,
        "amount": amount,
        "printed": printed.text.strip(),
        "unit": unit.name if unit is not None else "",
        "factor": factor,
        "precision": factor.scaleb(-printed.decimals) if factor is not None else None,
        "basis": "printed",
        "cell_id": cell_id,
        "statement_id": "",
    }
