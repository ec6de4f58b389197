"""The files beside a page say the same as the package, and are safe and the same on every build."""

from __future__ import annotations

import io
import zipfile
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from sample_packages import build

from gongkai.downloads import Publisher, disclosure_files, formula_findings
from gongkai.downloads.sheet import CUT, LONGEST
from gongkai.downloads.texts import CAVEATS
from gongkai.downloads.values import is_formula_like
from gongkai.downloads.workbook import sheet_names
from gongkai.model.fields import RESOURCES
from gongkai.model.published import PublishedPackage
from gongkai.packages.read import load
from gongkai.packages.write import write

PUBLISHER = Publisher("预算公开数据", "https://example.org/data/")
EVIL = '=HYPERLINK("http://example.org","点我")'
MORE = {
    "expenditure": [
        {"row_id": "t01r1", "measure": "budget", "function_name": "合计", "total": Decimal("6044200")},
        {
            "row_id": "t01r2",
            "measure": "budget",
            "function_code": "0206",
            "function_name": EVIL,
            "total": Decimal("0.1"),
        },
        {"row_id": "t01r3", "measure": "budget", "total": Decimal("12345678901234567.89"), "basic": Decimal("-0.25")},
    ],
    "fixed_assets": [{"row_id": "t02r1", "item_name": "资产\x07总额", "value": Decimal(0), "as_of": "2020-12-31"}],
    "performance_goals": [{"row_id": "t03r1", "text": "长" * (LONGEST + 1000)}],
}


@pytest.fixture
def package(tmp_path: Path) -> PublishedPackage:
    """A published package with text that wants to be a formula, a code with a zero in front, and a very long number."""
    write(build(MORE), tmp_path, "1.0.0")
    return load(tmp_path)


def files(package: PublishedPackage) -> dict[str, bytes]:
    """The package's own files."""
    return {path.name: path.read_bytes() for path in package.folder.iterdir()}


def book(package: PublishedPackage) -> Any:
    """The XLSX as openpyxl reads it."""
    made = disclosure_files(package, files(package), PUBLISHER)
    return openpyxl.load_workbook(io.BytesIO(made[f"{package.name}.xlsx"]))


def sheet(package: PublishedPackage, resource: str) -> tuple[Any, dict[str, int]]:
    """A sheet and its columns by field name."""
    found = book(package)[sheet_names([RESOURCES[name] for name in package.resources])[resource]]
    return found, {cell.value: cell.column for cell in found[2]}


def test_the_same_package_gives_the_same_files(package: PublishedPackage) -> None:
    first, second = (disclosure_files(package, files(package), PUBLISHER) for _ in range(2))
    assert first == second
    assert set(first) == {
        "130300-kexie-2021-budget.zip", "130300-kexie-2021-budget.xlsx", "expenditure.excel.csv",
        "fixed_assets.excel.csv", "performance_goals.excel.csv",
    }  # fmt: skip
    for name in ("130300-kexie-2021-budget.zip", "130300-kexie-2021-budget.xlsx"):
        with zipfile.ZipFile(io.BytesIO(first[name])) as archive:
            assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_one_sheet_per_resource_and_one_that_explains(package: PublishedPackage) -> None:
    opened = book(package)
    assert len(opened.sheetnames) == len(package.resources) + 1
    first = "\n".join(str(cell.value) for row in opened["说明"] for cell in row if cell.value)
    for expected in ("CC BY 4.0", "[DS/OL]", "https://example.org/data/units/130300-kexie/2021-budget/", CAVEATS[0][0]):
        assert expected in first
    without = disclosure_files(package, files(package), PUBLISHER, without=("cells",))
    names = openpyxl.load_workbook(io.BytesIO(without[f"{package.name}.xlsx"])).sheetnames
    assert len(names) == len(opened.sheetnames) - 1


def test_columns_are_typed_and_the_header_stays(package: PublishedPackage) -> None:
    found, at = sheet(package, "expenditure")
    assert found.freeze_panes == "A3"
    assert found.cell(1, at["total"]).value == "合计（元）"
    assert found.cell(3, at["total"]).value == 6044200
    assert found.cell(3, at["total"]).number_format.startswith("#,##0.00")
    assert found.cell(3, at["basic"]).value is None
    assert (found.cell(4, at["function_code"]).value, found.cell(4, at["function_code"]).data_type) == ("0206", "s")
    assert found.cell(3, at["fiscal_year"]).value == 2021
    assets, at = sheet(package, "fixed_assets")
    assert assets.cell(3, at["value"]).value == 0
    assert assets.cell(3, at["as_of"]).value.date().isoformat() == "2020-12-31"


def test_the_numbers_are_those_of_the_csv(package: PublishedPackage) -> None:
    for name, rows in package.resources.items():
        found, at = sheet(package, name)
        for number, row in enumerate(rows, 3):
            for field in RESOURCES[name].fields:
                value = row[field.name]
                if field.type == "number" and value is not None:
                    assert Decimal(str(found.cell(number, at[field.name]).value)) == value


def test_a_number_that_a_spreadsheet_would_round_is_text(package: PublishedPackage) -> None:
    found, at = sheet(package, "expenditure")
    assert (found.cell(5, at["total"]).value, found.cell(5, at["total"]).data_type) == ("12345678901234567.89", "s")


def test_digits_of_two_cells_are_never_in_one_line(package: PublishedPackage) -> None:
    made = disclosure_files(package, files(package), PUBLISHER)[f"{package.name}.xlsx"]
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        sheets = [archive.read(name).decode() for name in archive.namelist() if name.startswith("xl/worksheets/")]
    rows = [line for one in sheets[1:] for line in one.split("\n") if '<c r="B3"' in line or '<c r="C4"' in line]
    assert len(rows) > 2
    assert all(line.count("</c>") == 1 for line in rows)


def test_no_text_becomes_a_formula_or_is_lost_without_a_word(package: PublishedPackage) -> None:
    found, at = sheet(package, "expenditure")
    assert (found.cell(4, at["function_name"]).value, found.cell(4, at["function_name"]).data_type) == (EVIL, "s")
    assert not any(cell.data_type == "f" for one in book(package) for row in one for cell in row)
    goals, at = sheet(package, "performance_goals")
    assert goals.cell(3, at["text"]).value == "长" * LONGEST + CUT


def test_the_zip_holds_data_schema_and_a_readme_in_two_languages(package: PublishedPackage) -> None:
    made = disclosure_files(package, files(package), PUBLISHER)
    with zipfile.ZipFile(io.BytesIO(made[f"{package.name}.zip"])) as archive:
        inside = {name: archive.read(name) for name in archive.namelist()}
    readme = inside.pop("README.md").decode()
    assert inside == files(package)
    for zh, en in CAVEATS:
        assert zh in readme
        assert en in readme
    assert "CC BY 4.0" in readme
    assert "引用格式" in readme


def test_programs_for_data_packages_open_the_zip_as_it_is(package: PublishedPackage, tmp_path: Path) -> None:
    from frictionless import Package

    target = tmp_path / "some.zip"
    target.write_bytes(disclosure_files(package, files(package), PUBLISHER)[f"{package.name}.zip"])
    opened = Package(str(target))
    assert opened.name == package.name
    assert len(opened.get_resource("expenditure").read_rows()) == 3


def test_the_csv_for_excel_is_the_csv_with_a_mark(package: PublishedPackage) -> None:
    made = disclosure_files(package, files(package), PUBLISHER)
    assert made["expenditure.excel.csv"] == b"\xef\xbb\xbf" + files(package)["expenditure.csv"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("=1+1", True), ("+86", True), ("@SUM(A1)", True), ("\t部门", True), ("\r", True), ("-办公费", True), ("--1a", True),
        ("-12.5", False), ("-1,234.50", False), ("-35%", False), ("-", False), ("——", False), ("--", False),
        ("", False), ("科学技术", False), ("1=1", False), (" =1", False), ("206", False),
    ],
)  # fmt: skip
def test_what_a_spreadsheet_takes_for_a_formula(text: str, expected: bool) -> None:
    assert is_formula_like(text) is expected


def test_text_like_a_formula_is_a_finding_with_its_place(tmp_path: Path) -> None:
    cell = {"cell_id": "t01r1c1", "table_id": "t01", "row": 1, "column": 1, "source_file": "原文.txt", "line": 7}
    sections = [
        {"row_id": "p1", "kind": "furniture", "text": "-1-", "source_file": "原文.txt"},
        {"row_id": "p2", "kind": "text", "text": "=三公", "source_file": "原文.txt", "line_start": 9},
    ]
    write(build({"cells": [{**cell, "text": EVIL}], "amounts": [], "sections": sections}), tmp_path, "1")
    found = list(formula_findings(load(tmp_path).resources))
    assert [(one.code, one.place.line, one.table) for one in found] == [
        ("formula-like-text", 7, "t01r1c1"), ("formula-like-text", 9, "p2"),
    ]  # fmt: skip
    assert all(one.level == "note" for one in found)


def test_names_of_sheets_are_short_allowed_and_different() -> None:
    names = list(sheet_names(list(RESOURCES.values())).values())
    assert len({name.lower() for name in names}) == len(names)
    assert all(0 < len(name) <= 31 and not set(name) & set("[]:*?/\\'") for name in names)
