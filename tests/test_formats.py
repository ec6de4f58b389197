"""The same disclosure in every format gives the same typed rows."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from formats import FORMATS, TABLES, TEXT, docx, xlsx

from gongkai import pipeline
from gongkai.model.disclosure import Disclosure, Unit
from gongkai.model.package import Package
from gongkai.settings import Settings

_PLACES = {"row_id", "amount_id", "cell_id", "section_id", "source_file", "line", "page"}
_AS_READ = {"cells", "tables", "sections", "checks"}


def convert(folder: Path, files: dict[str, bytes]) -> Package:
    for name, data in files.items():
        (folder / name).write_bytes(data)
    masked = pipeline.read_files([(folder / name, name) for name in files], Settings())
    unit = Unit("000000-kexie", "海川县科学技术协会", "000000", "county")
    return pipeline.interpret(
        Disclosure(unit, 2023, "budget", "测试", unit.name, folder, ()), [one.document for one in masked]
    )[0]


def typed(package: Package) -> dict[str, list[dict[str, object]]]:
    """The typed rows without what names a place in the file."""
    return {
        name: [{key: value for key, value in row.items() if key not in _PLACES} for row in rows]
        for name, rows in package.resources.items()
        if name not in _AS_READ and rows
    }


@pytest.fixture(scope="module")
def expected(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[dict[str, object]]]:
    name = "dump.txt"
    return typed(convert(tmp_path_factory.mktemp("dump"), {name: FORMATS[name](TABLES, TEXT)}))


def test_every_printed_amount_is_there(expected: dict[str, list[dict[str, object]]]) -> None:
    printed = [cell.text for one in TABLES for row in one.rows for cell in row if "." in cell.text[1:-2]]
    printed = [text for text in printed if text.replace(".", "").removeprefix("-").isdigit()]
    in_tables = [row for row in expected["amounts"] if row["resource"] not in {"statements", "sections"}]
    assert sorted(Decimal(text) * 10000 for text in printed) == sorted(row["amount"] for row in in_tables)


@pytest.mark.parametrize("name", list(FORMATS)[1:])
def test_same_typed_rows(name: str, tmp_path: Path, expected: dict[str, list[dict[str, object]]]) -> None:
    package = convert(tmp_path, {name: FORMATS[name](TABLES, TEXT)})
    _same(typed(package), expected)
    assert package.coverage.placed == package.coverage.numbers
    assert package.coverage.recognised == package.coverage.tables == len(TABLES)
    assert not package.findings


def test_text_in_word_and_tables_in_excel(tmp_path: Path, expected: dict[str, list[dict[str, object]]]) -> None:
    _same(typed(convert(tmp_path, {"1.xlsx": xlsx(TABLES, ()), "2.docx": docx((), TEXT)})), expected)


def test_one_file_for_each_table(tmp_path: Path, expected: dict[str, list[dict[str, object]]]) -> None:
    makers = list(FORMATS.items())
    files = {f"{at}-{makers[at][0]}": makers[at][1]((table,), ()) for at, table in enumerate(TABLES, start=1)}
    _same(typed(convert(tmp_path, {**files, "9.docx": docx((), TEXT)})), expected)


def _same(found: dict[str, list[dict[str, object]]], expected: dict[str, list[dict[str, object]]]) -> None:
    assert found.keys() == expected.keys()
    for resource, rows in expected.items():
        assert found[resource] == rows, resource
