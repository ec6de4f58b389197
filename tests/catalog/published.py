"""Published packages and their rows, made by hand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from pathlib import Path

from sample_packages import UNIT

from gongkai.model.disclosure import Unit
from gongkai.model.package import Row, Value
from gongkai.model.published import PublishedPackage


def published(
    resources: Mapping[str, Sequence[Row]], year: int = 2021, stage: str = "budget", unit: Unit = UNIT
) -> PublishedPackage:
    """A package as read back, with an entry in `amounts` for every amount of `resources` that has none."""
    descriptor = {
        "name": f"{unit.unit_id}-{year}-{stage}", "title": "公开", "version": "1.0.0",
        "unitId": unit.unit_id, "fiscalYear": year, "stage": stage,
    }  # fmt: skip
    amounts = [*resources.get("amounts", ()), *_amounts(resources)]
    rows = {name: tuple(some) for name, some in resources.items()}
    return PublishedPackage(Path("unused"), descriptor, {**rows, "amounts": tuple(amounts)})


def _amounts(resources: Mapping[str, Sequence[Row]]) -> list[Row]:
    found: list[Row] = []
    for name, rows in resources.items():
        for row in () if name in ("amounts", "checks") else rows:
            for field, value in row.items():
                if isinstance(value, Decimal):
                    found.append(amount(f"{row['row_id']}-{field}", value, resource=name, row_id=row["row_id"],
                                        measure=row.get("measure"), field=field))  # fmt: skip
    return found


def amount(amount_id: str, value: Decimal, **more: Value) -> Row:
    """A row of `amounts`, printed to 0.01 万元."""
    return {"amount_id": amount_id, "amount": value, "precision": Decimal(100), "basis": "printed", **more}


def total(resource: str, row_id: str, measure: str = "budget", **amounts: str) -> dict[str, Sequence[Row]]:
    """A table with one total row."""
    return {resource: [{"row_id": row_id, "measure": measure, "function_name": "合计", **decimals(amounts)}]}


def side(row_id: str, item: str, value: str, side: str = "revenue", measure: str = "budget") -> Row:
    """A row of 收支总表."""
    return {"row_id": row_id, "measure": measure, "side": side, "item": item, "amount": Decimal(value)}


def told(row_id: str, indicator: str, value: str, year: int = 2021, measure: str = "budget", **more: Value) -> Row:
    """A statement."""
    sentence = f"{year}年{indicator}为{value}元"
    return {"row_id": row_id, "indicator": indicator, "year": year, "measure": measure, "amount": Decimal(value),
            "sentence": sentence, "printed": value, **more}  # fmt: skip


def decimals(values: Mapping[str, str]) -> dict[str, Decimal]:
    """Texts as decimals."""
    return {name: Decimal(value) for name, value in values.items()}
