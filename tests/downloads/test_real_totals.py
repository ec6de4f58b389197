"""The XLSX, the SQLite, the Parquet and the Excel CSV of a real build say what the CSVs say: every column adds up."""

from __future__ import annotations

import csv
import sqlite3
from collections import Counter
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from pyarrow import parquet

from gongkai.downloads.corpus import FOR_EXCEL, LEFT_OUT
from gongkai.downloads.workbook import sheet_names
from gongkai.model.common_fields import columns
from gongkai.model.fields import RESOURCES

Totals = dict[tuple[str, str, str], tuple[int, Decimal]]
"""(package, resource, field) → how many numbers, and their sum."""


@pytest.fixture(scope="module")
def expected(built: Path) -> Totals:
    """From the CSVs of all packages."""
    found: Totals = {}
    for path in sorted((built / "datapackages").glob("[0-9]*/*/*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        package = f"{path.parent.parent.name}-{path.parent.name}"
        for field in numbers(path.stem):
            found[package, path.stem, field] = total([row[field] for row in rows])
    assert found["130300-kexie-2021-budget", "three_public", "total"] == (5, Decimal(63900))
    return found


def numbers(resource: str) -> list[str]:
    """The columns of numbers of a resource."""
    return [field.name for field in columns(RESOURCES[resource]) if field.type == "number"]


def total(values: list[Any]) -> tuple[int, Decimal]:
    """How many of some values are there, and their exact sum."""
    there = [Decimal(str(value)) for value in values if value not in (None, "")]
    return len(there), sum(there, Decimal(0))


def test_xlsx(built: Path, expected: Totals) -> None:
    found: Totals = {}
    for path in sorted((built / "build" / "site" / "units").glob("*/*/*.xlsx")):
        book = openpyxl.load_workbook(path)
        present = {name for package, name, _ in expected if package == path.stem}
        present |= {one.stem for one in (built / "datapackages" / path.parts[-3] / path.parts[-2]).glob("*.csv")}
        for name, title in sheet_names([RESOURCES[name] for name in RESOURCES if name in present]).items():
            sheet = book[title]
            at = {cell.value: cell.column for cell in sheet[2]}
            for field in numbers(name):
                values = [sheet.cell(row, at[field]).value for row in range(3, sheet.max_row + 1)]
                found[path.stem, name, field] = total(values)
    assert found == expected


def test_sqlite(built: Path, expected: Totals) -> None:
    connection = sqlite3.connect(built / "build" / "site" / "gongkai.sqlite")
    found: Totals = {}
    for name in RESOURCES.keys() - LEFT_OUT:
        for field in numbers(name):
            query = f'SELECT unit_id || "-" || fiscal_year || "-" || stage, "{field}" FROM "{name}"'
            values: dict[str, list[Any]] = {}
            for package, value in connection.execute(query.replace('"-"', "'-'")):
                values.setdefault(package, []).append(value)
            found |= {(package, name, field): total(there) for package, there in values.items()}
    assert found == {key: value for key, value in expected.items() if key[1] not in LEFT_OUT and key in found}
    assert {key for key, (count, _) in expected.items() if count and key[1] not in LEFT_OUT} <= found.keys()
    kept = connection.execute("SELECT count(*), sum(amount) FROM indicators").fetchone()
    connection.close()
    with (built / "datapackages" / "catalog" / "indicators.csv").open(encoding="utf-8", newline="") as file:
        assert (kept[0], Decimal(str(kept[1]))) == total([row["amount"] for row in csv.DictReader(file)])


def test_parquet(built: Path, expected: Totals) -> None:
    whole = Counter[tuple[str, str]]()
    for (_, name, field), (_, amount) in expected.items():
        whole[name, field] += amount  # type: ignore[assignment]
    for name, field in whole:
        if name not in LEFT_OUT:
            table = parquet.read_table(built / "build" / "site" / "parquet" / f"{name}.parquet", columns=[field])
            assert total(table[field].to_pylist())[1] == whole[name, field], (name, field)


def test_excel_copies_of_the_catalogue(built: Path) -> None:
    for name in FOR_EXCEL:
        copy = (built / "build" / "site" / "data" / f"{name}.excel.csv").read_bytes()
        assert copy == b"\xef\xbb\xbf" + (built / "datapackages" / "catalog" / f"{name}.csv").read_bytes()
