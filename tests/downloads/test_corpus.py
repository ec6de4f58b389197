"""The corpus in SQLite, Parquet and one zip says the same as the CSVs, and is the same on every build."""

from __future__ import annotations

import shutil
import sqlite3
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pyarrow
import pytest
from assembled import assembled, catalogue
from pyarrow import parquet
from sample_packages import UNIT
from sample_packages import build as build_package

from gongkai.catalog import CatalogInput
from gongkai.downloads import PARQUET, SQLITE, Publisher, disclosure_files, write_archive, write_tables
from gongkai.errors import PublishError
from gongkai.knowledge import load as load_knowledge
from gongkai.model.catalog_fields import LINKS
from gongkai.model.field import Resource
from gongkai.packages.dataset import About
from gongkai.packages.publish import publish
from gongkai.packages.read import load, package_folders
from gongkai.packages.write import write

KNOWLEDGE = load_knowledge()
Resources = dict[str, Resource]
TOTALS = {
    ("130300-kexie", 2021): "604.42",
    ("130300-kexie", 2022): "0.07",
    ("130532-kexie", 2021): "123456789.012345",
}
SUM = sum((Decimal(total) * 10000 for total in TOTALS.values()), Decimal(0))


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Resources]:
    """A folder of three packages and their catalogue."""
    root = tmp_path_factory.mktemp("datapackages")
    units = {unit_id: replace(UNIT, unit_id=unit_id) for unit_id, _ in TOTALS}
    for (unit_id, year), total in TOTALS.items():
        package = build_package(unit=units[unit_id], year=year, total=total)
        write(package, root / unit_id / f"{year}-budget", "1")
    inputs = (
        (unit, [CatalogInput(load(folder)) for folder in package_folders(root) if folder.parent.name == unit_id])
        for unit_id, unit in sorted(units.items())
    )
    (batches, resources), about = catalogue(inputs, KNOWLEDGE), About("c", "目录", "c", "1", LINKS)
    staged = assembled(batches, resources, about, root.with_name("staging"), root / "catalog")
    assert staged is not None
    publish([staged])
    return root, resources


def tables(root: tuple[Path, Resources], target: Path) -> Path:
    """The database and the Parquet files."""
    folder, resources = root
    target.mkdir()
    write_tables(target, folder / "catalog", resources, package_folders(folder), KNOWLEDGE)
    return target


@pytest.fixture(scope="module")
def made(root: tuple[Path, Resources], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The database and the Parquet files, made once."""
    return tables(root, tmp_path_factory.mktemp("corpus") / "made")


@pytest.fixture
def database(made: Path) -> Iterator[sqlite3.Connection]:
    """The database as anyone opens it."""
    connection = sqlite3.connect(made / SQLITE)
    yield connection
    connection.close()


def test_the_same_corpus_gives_the_same_bytes(root: tuple[Path, Resources], made: Path, tmp_path: Path) -> None:
    again = tables(root, tmp_path / "again")
    names = sorted(path.relative_to(made) for path in made.rglob("*") if path.is_file())
    assert names == sorted(path.relative_to(again) for path in again.rglob("*") if path.is_file())
    assert all((made / name).read_bytes() == (again / name).read_bytes() for name in names)


def test_the_database_is_whole_and_its_keys_hold(database: sqlite3.Connection) -> None:
    assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert database.execute("PRAGMA foreign_key_check").fetchall() == []
    with pytest.raises(sqlite3.IntegrityError):
        database.execute("INSERT INTO units SELECT * FROM units LIMIT 1")


def test_amounts_come_out_of_the_database_as_they_went_in(database: sqlite3.Connection) -> None:
    stored = [row[0] for row in database.execute("SELECT total FROM expenditure")]
    assert sum((Decimal(str(value)) for value in stored), Decimal(0)) == SUM
    assert {type(value) for value in stored} == {int, float}


def test_codes_and_years_have_their_types(database: sqlite3.Connection) -> None:
    assert database.execute("SELECT typeof(fiscal_year), typeof(recognised) FROM tables").fetchone() == (
        "integer",
        "integer",
    )
    assert database.execute("SELECT typeof(code) FROM functional_codes LIMIT 1").fetchone() == ("text",)
    assert database.execute("SELECT count(*) FROM expenditure WHERE basic IS NULL").fetchone() == (3,)


def test_a_view_for_each_core_indicator(database: sqlite3.Connection) -> None:
    views = {name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'view'")}
    assert views == {f"indicator_{one.key}" for one in KNOWLEDGE.indicators.values() if one.core}
    found = database.execute("SELECT unit_id, fiscal_year, amount FROM indicator_total_expenditure").fetchall()
    assert found[:2] == [("130300-kexie", 2021, 6044200), ("130300-kexie", 2022, 700)]


def test_chinese_is_found_in_the_middle_of_a_sentence(database: sqlite3.Connection) -> None:
    question = "SELECT unit_id, resource, row_id FROM search WHERE search MATCH ? ORDER BY rank"
    assert ("130300-kexie", "sections", "p001") in database.execute(question, ['"公”经费"']).fetchall()
    assert database.execute("SELECT count(*) FROM search WHERE instr(text, '三公')").fetchone() == (3,)


def test_parquet_holds_exact_decimals(made: Path, root: tuple[Path, Resources]) -> None:
    table = parquet.read_table(made / PARQUET / "expenditure.parquet")
    assert pyarrow.types.is_decimal(table.schema.field("total").type)
    assert sum(table["total"].to_pylist(), Decimal(0)) == SUM
    assert table.schema.field("total").metadata[b"title_zh"] == "合计".encode()
    assert set(table["basic"].to_pylist()) == {None}
    assert {path.stem for path in (made / PARQUET).iterdir()} >= set(root[1])


def test_an_amount_that_parquet_cannot_hold_is_refused(root: tuple[Path, Resources], tmp_path: Path) -> None:
    spoiled = tmp_path / "spoiled"
    shutil.copytree(package_folders(root[0])[0], spoiled)
    path = spoiled / "expenditure.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("6044200", "1" + 31 * "0"), encoding="utf-8")
    with pytest.raises(PublishError, match="expenditure"):
        write_tables(tmp_path, tmp_path, {}, [spoiled], KNOWLEDGE)


def test_one_zip_of_all(root: tuple[Path, Resources], tmp_path: Path) -> None:
    folder, _ = root
    hidden = folder / "130300-kexie" / ".2021-budget.old"
    hidden.mkdir()
    (hidden / "cells.csv").write_bytes(b"half")
    first, second = tmp_path / "1.zip", tmp_path / "2.zip"
    for target in (first, second):
        write_archive(target, folder, Publisher("预算公开数据"))
    assert first.read_bytes() == second.read_bytes()
    with zipfile.ZipFile(first) as archive:
        names = archive.namelist()
        same = archive.read("gongkai/130300-kexie/2021-budget/cells.csv")
        assert "CC BY 4.0" in archive.read("gongkai/README.md").decode()
    assert same == (folder / "130300-kexie" / "2021-budget" / "cells.csv").read_bytes()
    assert not any(".old" in name for name in names)
    assert "gongkai/catalog/units.csv" in names
    assert {path.name for path in tmp_path.iterdir()} == {"1.zip", "2.zip"}


def test_what_is_compressed_already_is_copied(root: tuple[Path, Resources], tmp_path: Path) -> None:
    folder, _ = root
    publisher = Publisher("预算公开数据")
    for number, place in enumerate(package_folders(folder)):
        package = load(place)
        inside = {path.name: path.read_bytes() for path in place.iterdir()}
        if number == 0:
            inside["cells.csv"] = b"of an earlier build"
        target = tmp_path / "units" / package.unit_id / f"{package.fiscal_year}-{package.stage}"
        target.mkdir(parents=True)
        (target / f"{package.name}.zip").write_bytes(
            disclosure_files(package, inside, publisher)[f"{package.name}.zip"]
        )
    write_archive(tmp_path / "anew.zip", folder, publisher)
    write_archive(tmp_path / "copied.zip", folder, publisher, tmp_path)
    assert (tmp_path / "anew.zip").read_bytes() == (tmp_path / "copied.zip").read_bytes()
    with zipfile.ZipFile(tmp_path / "copied.zip") as archive:
        assert archive.testzip() is None
