"""Packages from small literal tables: every amount has its cell, as in real packages."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

from gongkai.knowledge.items import item_of
from gongkai.knowledge.loading import load
from gongkai.model.disclosure import Disclosure, Unit
from gongkai.model.fields import RESOURCES
from gongkai.model.finding import Finding
from gongkai.model.money import UNITS, Kind, precision, read_number, to_yuan
from gongkai.model.package import Coverage, Package, Row, Value

FIRST_ROW = 4
TITLES = {
    "revenue_expenditure": "收支总表",
    "revenue": "收入总表",
    "expenditure": "支出总表",
    "appropriation": "财政拨款收支总表",
    "general_budget_expenditure": "一般公共预算支出表",
    "basic_expenditure": "一般公共预算基本支出表",
    "government_fund_expenditure": "政府性基金预算支出表",
    "state_capital_expenditure": "国有资本经营预算支出表",
    "three_public": "“三公”经费支出表",
    "budget_detail": "明细预算表",
    "procurement": "政府采购表",
    "fixed_assets": "固定资产占用情况表",
    "projects": "项目支出绩效目标表",
}


class Builder:
    """Collects tables, sentences and paragraphs; `build()` gives the package."""

    def __init__(self, year: int = 2021, stage: str = "budget", name: str = "某市某局") -> None:
        self.unit = Unit("130300-mouju", name, "130300", "city")
        self.disclosure = Disclosure(self.unit, year, stage, f"{year}年部门预算", name, Path(), ())
        self.rows: dict[str, list[Row]] = {"tables": [], "cells": [], "amounts": [], "sections": [], "statements": []}
        self.findings: list[Finding] = []

    def table(
        self,
        resource: str,
        fields: str,
        rows: str,
        *,
        unit: str = "万元",
        measure: str = "budget",
        state: str = "data",
        extra: int | None = None,
        caption: str | None = None,
    ) -> str:
        """A table with one record a row. `fields` and the lines of `rows` are separated by blanks; `_` is blank.

        A field may carry a measure (`total@final`). `extra` is a column whose numbers get no field.
        """
        table_id = self._table(resource, unit, state, caption)
        for number, line in enumerate(_lines(rows), FIRST_ROW):
            self._row(resource, table_id, number, fields.split(), line, unit, measure, extra)
        return table_id

    def _row(
        self, resource: str, table_id: str, number: int, fields: Sequence[str], line: Sequence[str], unit: str,
        measure: str, extra: int | None,
    ) -> None:  # fmt: skip
        row_id, known = f"{table_id}r{number}", RESOURCES[resource].by_name
        shared: dict[str, Value] = {}
        by_measure: dict[str, dict[str, Value]] = {}
        for column, (printed, wanted) in enumerate(zip(line, fields, strict=True), 1):
            text = "" if printed == "_" else printed
            name, _, own = wanted.partition("@")
            at = own or measure
            if column == extra:
                self._cell(table_id, number, column, text, "amount", "")
                continue
            if known[name].money:
                values = by_measure.setdefault(at, {})
                values[name] = self._money(
                    resource, row_id, at if "measure" in known else "", name, table_id, number, column, text, unit
                )
                continue
            role = "code" if name.endswith("_code") else "label"
            self._cell(
                table_id, number, column, text, role if text else "empty", f"{resource}.{row_id}.{name}" if text else ""
            )
            shared[name] = Decimal(text) if known[name].type == "number" and text else text or None
        if "item" in known and shared.get("item_name"):
            shared["item"] = item_of(str(shared["item_name"]), load())
        for at, values in (by_measure or {measure: {}}).items():
            head: dict[str, Value] = {"row_id": row_id, **({"measure": at} if "measure" in known else {})}
            self._emit(resource, {**head, **shared, **values})

    def sides(self, resource: str, revenue: str, expenditure: str, fields: str = "", *, unit: str = "万元") -> str:
        """A two-sided table: lines `name amount [more amounts]`; `fields` names the expenditure columns."""
        table_id = self._table(resource, unit, "data", None)
        whole = "amount" if resource == "revenue_expenditure" else "total"
        for side, first, lines, names in (
            ("revenue", 1, _lines(revenue), [whole]),
            ("expenditure", 3, _lines(expenditure), fields.split() or [whole]),
        ):
            for number, (label, *printed) in enumerate(lines, FIRST_ROW):
                row_id = f"{table_id}r{number}c{first}"
                self._cell(table_id, number, first, label, "label", f"{resource}.{row_id}.item_name")
                values = {
                    name: self._money(resource, row_id, "budget", name, table_id, number, first + at, text, unit)
                    for at, (name, text) in enumerate(zip(names, printed, strict=False), 1)
                }
                self._emit(
                    resource,
                    {
                        "row_id": row_id, "measure": "budget", "side": side,
                        "classification": "source" if side == "revenue" else "function",
                        "item_name": label, "item": item_of(label, load()), **values,
                    },
                )  # fmt: skip
        return table_id

    def sentence(
        self, sentence: str, indicator: str = "", amount: str = "", *, unit: str = "万元", change: str = "",
        section: str = "", part_of: str = "", **more: Value,
    ) -> str:  # fmt: skip
        """A statement; amounts are printed numbers in `unit`."""
        row_id = f"s{len(self.rows['statements']) + 1:03d}"
        numbers = {"amount": amount, "change": change}
        values: dict[str, Value] = {}
        for field, printed in numbers.items():
            if printed:
                values[field] = self._amount("statements", row_id, "", field, printed, unit, "", row_id)
        defaults: dict[str, Value] = {"year": self.disclosure.fiscal_year, "measure": self.disclosure.stage}
        self._emit(
            "statements",
            {
                "row_id": row_id, "section_id": section or "p001", "sentence": sentence, "indicator": indicator,
                "printed": amount or change, "unit": unit, "part_of": part_of, **defaults, **more, **values,
            },
        )  # fmt: skip
        return row_id

    def paragraph(self, text: str, kind: str = "text", heading: str = "", parent: str = "", line: int = 0) -> str:
        """A row of `sections`."""
        row_id = f"p{len(self.rows['sections']) + 1:03d}"
        self._emit(
            "sections",
            {
                "row_id": row_id, "kind": kind, "text": text, "heading": heading, "parent_id": parent,
                "source_file": "a.txt", "line_start": line or None,
            },
        )  # fmt: skip
        return row_id

    def build(self) -> Package:
        """The package."""
        rows = {name: tuple(values) for name, values in self.rows.items()}
        return Package(self.disclosure, rows, Coverage(0, 0, 0, 0, 0, 0, 0), tuple(self.findings))

    def _table(self, resource: str, unit: str, state: str, caption: str | None) -> str:
        number = len(self.rows["tables"]) + 1
        table_id = f"t{number:02d}"
        row: dict[str, Value] = {
            "table_id": table_id, "caption": caption if caption is not None else TITLES.get(resource, resource),
            "form": resource, "state": state, "unit": unit, "unit_evidence": f"单位：{unit}" if unit else "",
            "unit_factor": UNITS[unit] if unit else None, "source_file": "a.txt", "line_start": number * 100,
            "line_end": number * 100 + 50, "recognised": bool(resource),
        }  # fmt: skip
        self.rows["tables"].append(row)
        return table_id

    def _cell(self, table_id: str, row: int, column: int, text: str, role: str, used_by: str) -> str:
        cell_id = f"{table_id}r{row}c{column}"
        self.rows["cells"].append(
            {"cell_id": cell_id, "table_id": table_id, "row": row, "column": column, "rowspan": 1, "colspan": 1,
             "text": text, "role": role, "used_by": used_by}
        )  # fmt: skip
        return cell_id

    def _money(
        self, resource: str, row_id: str, measure: str, field: str, table_id: str, row: int, column: int, text: str,
        unit: str,
    ) -> Decimal | None:  # fmt: skip
        text = "" if text == "_" else text
        cell_id = self._cell(
            table_id, row, column, text, "amount" if text else "empty", f"{resource}.{row_id}.{field}" if text else ""
        )
        return self._amount(resource, row_id, measure, field, text, unit, cell_id, "") if text else None

    def _amount(
        self, resource: str, row_id: str, measure: str, field: str, text: str, unit: str, cell_id: str, statement: str
    ) -> Decimal | None:
        printed = read_number(text)
        if printed.kind is not Kind.NUMBER or printed.value is None:
            return None
        factor = UNITS[unit] if unit else None
        amount = to_yuan(printed.value, factor) if factor else None
        self.rows["amounts"].append(
            {"amount_id": cell_id or f"{statement}-{field}", "resource": resource, "row_id": row_id, "measure": measure,
             "field": field, "amount": amount, "printed": text, "unit": unit, "factor": factor,
             "precision": precision(printed.decimals, factor) if factor else None, "basis": "printed",
             "cell_id": cell_id, "statement_id": statement}
        )  # fmt: skip
        return amount

    def _emit(self, resource: str, row: Row) -> None:
        self.rows.setdefault(resource, []).append(row)


def _lines(text: str) -> list[list[str]]:
    return [line.split() for line in text.strip().splitlines() if line.strip()]
