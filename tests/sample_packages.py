"""Small packages made by hand: one builder for the tests of packages, catalogue and downloads."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path

from gongkai.model.disclosure import Disclosure, SourceFile, Unit
from gongkai.model.package import Coverage, Package, Row

UNIT = Unit("130300-kexie", "秦皇岛市科学技术协会", "130300", "city", province="河北省", city="秦皇岛市")


def disclosure(unit: Unit = UNIT, year: int = 2021, stage: str = "budget", **more: object) -> Disclosure:
    """A disclosure of one text file."""
    values = {
        "title": f"{unit.name}{year}年部门预算信息公开",
        "publisher": unit.name,
        "folder": Path("disclosures") / unit.unit_id / f"{year}-{stage}",
        "files": (SourceFile("原文.txt", "ab" * 32),),
        "published": date(year, 3, 1),
        "source_address": "https://example.cn/a.html",
        **more,
    }
    return Disclosure(unit, year, stage, **values)  # type: ignore[arg-type]


def table_rows(table: str, form: str, rows: int, columns: int) -> Row:
    """A row of `tables`."""
    return {
        "table_id": table, "caption": form, "form": form, "state": "data", "rows": rows, "columns": columns,
        "unit": "万元", "unit_factor": Decimal(10000), "source_file": "原文.txt", "recognised": True,
    }  # fmt: skip


def build(
    resources: Mapping[str, Sequence[Row]] | None = None,
    unit: Unit = UNIT,
    year: int = 2021,
    stage: str = "budget",
    total: str = "604.42",
    **more: object,
) -> Package:
    """A package with one table of expenditure whose total is traced to a cell, plus `resources`."""
    amount = Decimal(total) * 10000
    rows: dict[str, Sequence[Row]] = {
        "sections": [{"row_id": "p001", "kind": "text", "text": "第一部分，说明“三公”经费", "source_file": "原文.txt"}],
        "tables": [table_rows("t01", "expenditure", 1, 2)],
        "cells": [
            {"cell_id": "t01r1c1", "table_id": "t01", "row": 1, "column": 1, "rowspan": 1, "colspan": 1,
             "text": "合计", "role": "label", "source_file": "原文.txt", "line": 3},
            {"cell_id": "t01r1c2", "table_id": "t01", "row": 1, "column": 2, "rowspan": 1, "colspan": 1,
             "text": total, "role": "amount", "source_file": "原文.txt", "line": 4,
             "used_by": "expenditure.t01r1.total"},
        ],
        "expenditure": [{"row_id": "t01r1", "measure": "budget", "function_name": "合计", "total": amount}],
        "amounts": [
            {"amount_id": "t01r1c2", "resource": "expenditure", "row_id": "t01r1", "measure": "budget",
             "field": "total", "amount": amount, "printed": total, "unit": "万元", "factor": Decimal(10000),
             "precision": Decimal(100), "basis": "printed", "cell_id": "t01r1c2"},
        ],
        **(resources or {}),
    }  # fmt: skip
    coverage = Coverage(cells=2, numbers=1, placed=1, tables=1, recognised=1, paragraphs=1, statements=0)
    return Package(disclosure(unit, year, stage, **more), {name: tuple(some) for name, some in rows.items()}, coverage)
