"""Packages as folders: the same bytes, only what changed, nothing stale, back again."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from sample_packages import build

from gongkai.errors import PublishError
from gongkai.model.fields import RESOURCES
from gongkai.packages.read import load, package_folders
from gongkai.packages.write import render, write


def test_a_package_holds_what_always_exists_and_what_has_rows() -> None:
    files = render(build(), "1.0.0")
    always = {name for name, resource in RESOURCES.items() if resource.always}
    assert set(files) == {"datapackage.json", *(f"{name}.csv" for name in always | {"expenditure", "amounts"})}


def test_the_same_package_gives_the_same_bytes() -> None:
    assert render(build(), "1.0.0") == render(build(), "1.0.0")


def test_the_descriptor_says_everything_and_nothing_of_the_clock() -> None:
    descriptor = json.loads(render(build(), "1.2.0")["datapackage.json"])
    assert descriptor["name"] == "130300-kexie-2021-budget"
    assert descriptor["version"] == "1.2.0"
    assert descriptor["created"] == "2021-03-01T00:00:00+08:00"
    assert descriptor["sources"][0]["file"] == "原文.txt"
    assert descriptor["sources"][0]["sha256"] == "ab" * 32
    resource = next(one for one in descriptor["resources"] if one["name"] == "expenditure")
    assert resource["title"] == "支出总表"
    assert resource["title_en"] == "Expenditure"
    assert resource["encoding"] == "utf-8"
    assert resource["hash"].startswith("sha256:")
    assert resource["schema"]["primaryKey"] == ["unit_id", "fiscal_year", "stage", "row_id", "measure"]
    names = [field["name"] for field in resource["schema"]["fields"]]
    assert names[:5] == ["unit_id", "fiscal_year", "stage", "row_id", "measure"]
    undated = json.loads(render(build(published=None), "1")["datapackage.json"])
    assert "created" not in undated


def test_a_field_of_the_descriptor_is_a_line() -> None:
    """What changes in a schema is seen in a diff, and nothing is written over many lines."""
    text = render(build(), "1.2.0")["datapackage.json"].decode()
    fields = [field for one in json.loads(text)["resources"] for field in one["schema"]["fields"]]
    lines = [line.strip().rstrip(",") for line in text.splitlines()]
    assert [json.loads(line) for line in lines if line.startswith('{"name": ') and '"type": ' in line] == fields


def test_foreign_keys_only_to_what_is_there() -> None:
    descriptor = json.loads(render(build(), "1")["datapackage.json"])
    amounts = next(one for one in descriptor["resources"] if one["name"] == "amounts")["schema"]
    assert [link["reference"]["resource"] for link in amounts["foreignKeys"]] == ["cells"]


def test_a_source_address_that_is_none_is_refused() -> None:
    with pytest.raises(PublishError, match="javascript"):
        render(build(source_address="javascript:alert(1)"), "1")


def test_only_what_changed_is_written_and_stale_files_go(tmp_path: Path) -> None:
    folder = tmp_path / "package"
    with_staff = build({"staffing": [{"row_id": "t02r1", "kind": "在职", "count": 12}]})
    assert {path.name for path in write(with_staff, folder, "1")} == set(render(with_staff, "1"))
    assert write(with_staff, folder, "1") == ()
    times = {path.name: path.stat().st_mtime_ns for path in folder.iterdir()}
    changed = {path.name for path in write(build(), folder, "1")}
    assert changed == {"datapackage.json", "staffing.csv"}
    assert not (folder / "staffing.csv").exists()
    assert (folder / "cells.csv").stat().st_mtime_ns == times["cells.csv"]


def test_a_package_comes_back_as_it_was(tmp_path: Path) -> None:
    package = build()
    write(package, tmp_path / "130300-kexie" / "2021-budget", "1")
    assert package_folders(tmp_path) == (tmp_path / "130300-kexie" / "2021-budget",)
    back = load(tmp_path / "130300-kexie" / "2021-budget")
    for name, rows in package.resources.items():
        for row, got in zip(rows, back.rows(name), strict=True):
            assert {key: value for key, value in got.items() if value is not None} == row
    assert back.keys == {"unit_id": "130300-kexie", "fiscal_year": 2021, "stage": "budget"}
    assert load(back.folder, {"amounts"}).resources.keys() == {"amounts"}


@pytest.mark.parametrize(
    ("name", "content"), [("datapackage.json", b"{"), ("cells.csv", b"a,b\n"), ("cells.csv", None)]
)
def test_a_broken_folder_is_named(tmp_path: Path, name: str, content: bytes | None) -> None:
    write(build(), tmp_path, "1")
    if content is None:
        (tmp_path / name).unlink()
    else:
        (tmp_path / name).write_bytes(content)
    with pytest.raises(PublishError, match=name):
        load(tmp_path)
