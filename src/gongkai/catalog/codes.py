"""Every amount of a functional or economic code, and for each code and table the one that is the whole of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache

from gongkai.catalog.rows import Amounts, decimal, text
from gongkai.model.fields import RESOURCES
from gongkai.model.package import Row
from gongkai.model.published import PublishedPackage

FUNCTIONAL = (
    "expenditure",
    "general_budget_expenditure",
    "government_fund_expenditure",
    "state_capital_expenditure",
    "revenue",
)
"""The tables with a column of functional codes."""

ECONOMIC = ("basic_expenditure", "expenditure", "general_budget_expenditure")
"""The tables with a column of economic codes."""

SIDED = ("revenue_expenditure", "appropriation")
"""The tables whose items may carry a code, by side and classification."""

WHOLE_FIELD = {"revenue_expenditure": "amount"}
"""The column of the whole where it is not called `total`."""

OWN_MEASURE = {"budget": "budget", "final": "final", "performance": "budget"}
"""The measure that is the disclosure's own, by stage."""

_OTHER_CODES = (
    "function_code",
    "economic_code",
    "government_economic_code",
    "project_name",
    "unit_code",
    "unit_name",
)


@dataclass(frozen=True, slots=True)
class CodeAmount:
    """One amount of a code. `parted` is True where the row is only a part of it: a unit, a project, another code."""

    resource: str
    row: Row
    code: str
    name: str
    field: str
    amount: Decimal
    amount_id: str
    parted: bool
    whole: bool = False

    def as_row(self, keys: Mapping[str, str | int]) -> Row:
        """The row of `functions` or `economics`, with the keys of its disclosure."""
        return {
            **keys,
            "resource": self.resource,
            "measure": text(self.row, "measure"),
            "row_id": text(self.row, "row_id"),
            "code": self.code,
            "name": self.name,
            "field": self.field,
            "amount": self.amount,
            "amount_id": self.amount_id,
            "whole": self.whole,
        }


def functions(package: PublishedPackage) -> list[CodeAmount]:
    """The amounts by functional code of one disclosure, in printed order."""
    return _whole([*_coded(package, FUNCTIONAL, "function")], package.stage)


def economics(package: PublishedPackage) -> list[CodeAmount]:
    """The amounts by economic code (部门预算支出经济分类) of one disclosure, in printed order."""
    return _whole([*_coded(package, ECONOMIC, "economic")], package.stage)


def _coded(package: PublishedPackage, resources: Sequence[str], kind: str) -> Iterator[CodeAmount]:
    """The amounts of tables with a column of codes, then those of coded items on the side of expenditure."""
    amounts = Amounts(package)
    column = f"{kind}_code"
    others = [name for name in _OTHER_CODES if name != column]
    for resource in resources:
        for row in package.rows(resource):
            if code := text(row, column):
                parted = any(row.get(name) for name in others)
                yield from _amounts(resource, row, code, text(row, f"{kind}_name"), parted, amounts)
    for resource in SIDED:
        for row in package.rows(resource):
            if text(row, "side") == "expenditure" and text(row, "classification") == kind and text(row, "code"):
                yield from _amounts(resource, row, text(row, "code"), text(row, "item_name"), False, amounts)


def _amounts(resource: str, row: Row, code: str, name: str, parted: bool, amounts: Amounts) -> Iterator[CodeAmount]:
    """The printed amounts of one row."""
    for field in _money(resource):
        amount = decimal(row, field)
        if amount is not None:
            yield CodeAmount(resource, row, code, name, field, amount, amounts.id_of(resource, row, field), parted)


@cache
def _money(resource: str) -> tuple[str, ...]:
    """The columns of amounts."""
    return tuple(field.name for field in RESOURCES[resource].fields if field.money)


def _whole(found: list[CodeAmount], stage: str) -> list[CodeAmount]:
    """Mark for each table and code the amount that is the whole of it.

    That is the one row of the disclosure's own measure, or of several the one that no other dimension parts. Where
    still several are left, none is marked: adding them up would be a guess.
    """
    groups: dict[tuple[str, str], list[int]] = defaultdict(list)
    for number, one in enumerate(found):
        whole_field = WHOLE_FIELD.get(one.resource, "total")
        if one.field == whole_field and text(one.row, "measure") == OWN_MEASURE[stage]:
            groups[one.resource, one.code].append(number)
    for numbers in groups.values():
        left = numbers if len(numbers) == 1 else [number for number in numbers if not found[number].parted]
        if len(left) == 1:
            found[left[0]] = replace(found[left[0]], whole=True)
    return found
