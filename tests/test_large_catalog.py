"""A catalogue too large for one file a table: parts in datapackages/, one file a table on the site, Parquet in its zip."""

from __future__ import annotations

import csv
import hashlib
import html
import json
import shutil
import zipfile
from collections import Counter
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import duckdb
import frictionless
import pandas as pd
import pytest

from gongkai import catalog, pipeline
from gongkai.catalog import divide
from gongkai.pages.data import snippet
from gongkai.paths import Paths, table_files
from gongkai.settings import Settings

ROOT = Path(__file__).parents[1]
UNITS = ("130532-kexie", "130821-kexie", "130300-kexie")
LONG = ("checks", "economics", "functions")


def tree(folder: Path) -> dict[str, bytes]:
    """Everything below a folder."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture(autouse=True)
def small_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every unit is a part."""
    monkeypatch.setattr(catalog, "divide", partial(divide, most=2_000))


@pytest.fixture
def project(tmp_path: Path) -> Paths:
    """A project of a few units, not built."""
    shutil.copy(ROOT / "mkdocs.yml", tmp_path)
    shutil.copytree(ROOT / "site_src", tmp_path / "site_src")
    for unit in UNITS:
        if (ROOT / "disclosures" / unit).is_dir():
            shutil.copytree(ROOT / "disclosures" / unit, tmp_path / "disclosures" / unit)
    return Paths(tmp_path)


def rows(paths: Paths, table: str) -> list[dict[str, str]]:
    """The rows of a table, from all its files."""
    found: list[dict[str, str]] = []
    for path in table_files(paths.catalog, table):
        with path.open(encoding="utf-8", newline="") as file:
            found += csv.DictReader(file)
    return found


def test_parts_are_a_valid_package_and_the_site_has_one_file_a_table(project: Paths) -> None:
    pipeline.build(project, Settings(workers=1))
    described = json.loads((project.catalog / "datapackage.json").read_text(encoding="utf-8"))
    listed = {one["name"]: one["path"] for one in described["resources"]}
    assert {name for name, path in listed.items() if isinstance(path, list)} == set(LONG)
    assert all(len(listed[name]) == len(list(project.disclosures.iterdir())) for name in LONG)
    assert frictionless.Package(str(project.catalog / "datapackage.json")).validate().valid
    data = project.site / "data"
    offered = json.loads((data / "datapackage.json").read_text(encoding="utf-8"))["resources"]
    assert {one["name"] for one in offered} == set(listed)
    for one in offered:
        content = (data / one["path"]).read_bytes()
        assert one["path"] == f"{one['name']}.csv"
        assert one["hash"] == f"sha256:{hashlib.sha256(content).hexdigest()}"
        assert len(list(csv.reader(content.decode().splitlines()))) >= len(rows(project, one["name"])) + 1
    with (data / "checks.csv").open(encoding="utf-8", newline="") as file:
        assert list(csv.DictReader(file)) == rows(project, "checks")
    assert "checks.csv" in (data / "index.html").read_text(encoding="utf-8")


def test_zip_has_everything_for_pandas_and_duckdb(project: Paths, tmp_path: Path) -> None:
    pipeline.build(project, Settings(workers=2, site_files="zip"))
    with zipfile.ZipFile(project.site / "data/catalog.zip") as archive:
        assert archive.testzip() is None
        archive.extractall(tmp_path / "out")
    inside = tmp_path / "out" / "gongkai"
    described = json.loads((inside / "datapackage.json").read_text(encoding="utf-8"))
    for one in described["resources"]:
        name, whole = one["name"], rows(project, one["name"])
        if name in LONG:
            assert [str(path.relative_to(inside)) for path in sorted((inside / name).iterdir())] == one["path"]
            frame = pd.read_parquet(inside / name)
            assert list(frame.columns) == list(whole[0])
            assert [str(value) for value in frame["unit_id"]] == [row["unit_id"] for row in whole]
            read = duckdb.sql(f"SELECT * FROM '{inside}/{name}/*.parquet'").fetchall()
            texts = [["" if value is None else str(value) for value in row] for row in read]
            assert [[value.lower() for value in row] for row in texts] == [
                [value.lower() for value in row.values()] for row in whole
            ]
        else:
            assert (inside / f"{name}.csv").read_bytes() == (project.catalog / f"{name}.csv").read_bytes()


def test_the_page_of_data_tells_how_to_open_the_zip(
    project: Paths, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    pipeline.build(project, Settings(workers=1, site_files="zip"))
    told = html.unescape((project.site / "data/index.html").read_text(encoding="utf-8"))
    for gone in ("gongkai.zip", "gongkai.sqlite", "XLSX"):
        assert gone not in told
    for name in ("catalog", "tables"):
        with zipfile.ZipFile(project.site / f"data/{name}.zip") as archive:
            archive.extractall(tmp_path / "out")
    monkeypatch.chdir(tmp_path / "out")
    code = snippet("zip_pandas.txt")
    assert code.strip() in told
    exec(compile(code, "zip_pandas", "exec"), {})
    first, second, third = capsys.readouterr().out.split("\n\n")[:3]
    queries = [one for one in snippet("zip_duckdb.sql").split(";") if one.strip()]
    asked = [sorted(",".join(map(str, row)) for row in duckdb.sql(query).fetchall()) for query in queries]
    totals = [
        f"{row['unit_id']},{row['fiscal_year']},{row['amount']}"
        for row in rows(project, "indicators")
        if (row["indicator"], row["stage"], row["rank"]) == ("total_expenditure", "budget", "1")
    ]
    assert sorted(line.split(",")[0] + "," + ",".join(line.split(",")[2:]) for line in first.splitlines()[1:]) == totals
    assert len(asked[0]) == len(totals)
    failed = Counter(
        (row["unit_id"], row["fiscal_year"], row["stage"]) for row in rows(project, "checks") if row["state"] == "fail"
    )
    counted = [f"{','.join(key)},{count}" for key, count in sorted(failed.items())]
    assert second.split()[1:] == counted
    assert asked[1] == counted
    traced = sorted(third.splitlines()[1:])
    assert traced == sorted(one.replace("None", "") for one in asked[2])
    unit = rows(project, "units")[0]["unit_id"]
    assert traced == sorted(printed_at(project, unit))


def printed_at(project: Paths, unit_id: str) -> Iterator[str]:
    """Where the amounts of the tables of a unit are printed, from its packages."""
    for folder in sorted((project.datapackages / unit_id).iterdir()):
        cells = {row["cell_id"]: row for row in table(folder / "cells.csv")}
        for row in table(folder / "amounts.csv"):
            if row["cell_id"]:
                place = cells[row["cell_id"]]
                named = (row["fiscal_year"], row["stage"], row["amount"], row["printed"], row["cell_id"])
                yield ",".join((*named, place["source_file"], place["line"]))


def table(path: Path) -> list[dict[str, str]]:
    """The rows of a CSV, none where there is no such file."""
    if not path.is_file():
        return []
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_stacked_tables_have_every_row_of_every_package(project: Paths, tmp_path: Path) -> None:
    pipeline.build(project, Settings(workers=2, site_files="none"))
    with zipfile.ZipFile(project.site / "data/tables.zip") as archive:
        assert archive.testzip() is None
        archive.extractall(tmp_path)
    inside = tmp_path / "gongkai-tables"
    described = json.loads((inside / "datapackage.json").read_text(encoding="utf-8"))
    folders = sorted(project.datapackages.glob("[0-9]*/*"))
    there = {path.stem for folder in folders for path in folder.glob("*.csv")} - {"checks"}
    assert {one["name"] for one in described["resources"]} == there
    for one in described["resources"]:
        whole = [row for folder in folders for row in table(folder / f"{one['name']}.csv")]
        assert [str(path.relative_to(inside)) for path in sorted((inside / one["name"]).iterdir())] == one["path"]
        assert len(one["path"]) > 1 or len({row["unit_id"] for row in whole}) == 1, "more than one part"
        frame = pd.read_parquet(inside / one["name"])
        assert [field["name"] for field in one["schema"]["fields"]] == list(frame.columns)
        read = duckdb.sql(f"SELECT * FROM '{inside}/{one['name']}/*.parquet'").fetchall()
        texts = [["" if value is None else str(value).lower() for value in row] for row in read]
        assert texts == [[value.lower() for value in row.values()] for row in whole]
        assert len(frame) == len(whole)


@pytest.mark.parametrize("site_files", ["all", "zip", "none"])
def test_a_change_gives_what_a_fresh_build_gives(project: Paths, site_files: str) -> None:
    settings = Settings(workers=2, site_files=site_files)
    pipeline.build(project, settings)
    before = {path: path.stat().st_mtime_ns for path in project.catalog.rglob("*.csv")}
    unit = project.disclosures / "130821-kexie" / "unit.yml"
    unit.write_text(unit.read_text(encoding="utf-8").replace("name: ", "name: 新"), encoding="utf-8", newline="\n")
    shutil.rmtree(project.disclosures / "130300-kexie", ignore_errors=True)
    pipeline.build(project, settings)
    other = project.catalog / "checks" / "130532-kexie.csv"
    assert other.stat().st_mtime_ns == before[other], "another part stays as it is"
    changed, site = tree(project.datapackages), tree(project.site)
    pipeline.build(project, replace_workers(settings), fresh=True)
    assert tree(project.datapackages) == changed
    assert tree(project.site) == site


def replace_workers(settings: Settings) -> Settings:
    """The same with one process."""
    return Settings(workers=1, site_files=settings.site_files)


def test_a_part_that_somebody_edited_is_made_again(project: Paths) -> None:
    settings = Settings(workers=1, site_files="zip")
    pipeline.build(project, settings)
    whole = tree(project.catalog)
    part = project.catalog / "checks" / "130532-kexie.csv"
    part.write_bytes(part.read_bytes().replace(b",pass,", b",fail,", 1))
    pipeline.build(project, settings)
    assert tree(project.catalog) == whole
    shutil.rmtree(project.catalog / "functions")
    pipeline.build(project, settings)
    assert tree(project.catalog) == whole
