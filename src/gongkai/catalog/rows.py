"""Short ways to read a row of a package, and its amounts by place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from gongkai.model.package import Row
from gongkai.model.published import PublishedPackage

FEN = Decimal("0.01")
"""Amounts printed to the smallest coin are exact."""


def text(row: Row, name: str) -> str:
    """A text, blank where nothing is printed."""
    value = row.get(name)
    return "" if value is None else str(value)


def decimal(row: Row, name: str) -> Decimal | None:
    """An amount, None where it is blank."""
    value = row.get(name)
    return value if isinstance(value, Decimal) else None


def whole(row: Row, name: str) -> int | None:
    """A whole number, None where it is blank."""
    value = row.get(name)
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def table_of(row_id: str) -> str:
    """`t05` of `t05r12` and of `t05r12c3`."""
    return row_id.partition("r")[0]


@dataclass(frozen=True, slots=True)
class Origin:
    """Where an amount is printed, and how far rounding can have moved it."""

    amount_id: str
    slack: Decimal


class Amounts:
    """The rows of `amounts` of one package by resource, row, measure and field."""

    def __init__(self, package: PublishedPackage) -> None:
        self._rows: Mapping[tuple[object, ...], Row] = {
            (row.get("resource"), row.get("row_id"), row.get("measure") or "", row.get("field")): row
            for row in package.rows("amounts")
        }

    def of(self, resource: str, row: Row, field: str) -> Origin:
        """The origin of a value; without an entry it is taken as exact and has no id."""
        found = self._find(resource, row, field)
        return Origin(text(found, "amount_id"), slack(found)) if found else Origin("", Decimal(0))

    def id_of(self, resource: str, row: Row, field: str) -> str:
        """The id of the origin of a value, blank where it has no entry."""
        found = self._find(resource, row, field)
        return text(found, "amount_id") if found else ""

    def _find(self, resource: str, row: Row, field: str) -> Row | None:
        row_id, measure = row.get("row_id"), row.get("measure") or ""
        return self._rows.get((resource, row_id, measure, field)) or self._rows.get((resource, row_id, "", field))


def slack(row: Row) -> Decimal:
    """The last printed place of a row of `amounts`: 100 for 228.48万元, which may be rounded or cut off; 0 for amounts
    in 分 and for a printed 0."""
    precision = decimal(row, "precision")
    if precision is None or precision <= FEN or not decimal(row, "amount"):
        return Decimal(0)
    return precision
