"""A version rises with released data alone, and none is lost; a diff lists every value."""

from __future__ import annotations

import csv
import io
import json
from decimal import Decimal
from pathlib import Path

import pytest
from sample_packages import UNIT, build, disclosure

from gongkai import packages, versions
from gongkai.errors import PublishError
from gongkai.model.disclosure import SourceFile
from gongkai.model.package import Package
from gongkai.packages.write import write

KEY = "2021-budget"


def put(root: Path, package: Package, version: int = 1) -> str:
    """Write a package where it belongs; its content hash."""
    folder = root / UNIT.unit_id / KEY
    write(package, folder, f"{version}.0.0")
    return versions.content_hash(json.loads((folder / "datapackage.json").read_text(encoding="utf-8")))


def hash_of(package: Package, version: str = "1.0.0") -> str:
    return versions.content_hash(json.loads(packages.render(package, version)["datapackage.json"]))


def test_the_hash_is_of_content_alone() -> None:
    one = hash_of(build())
    assert hash_of(build(), "7.0.0") == one
    assert hash_of(build({"checks": [{"check_id": "c1", "rule": "a1", "state": "pass"}]})) == one
    assert hash_of(build(total="604.43")) != one
    assert hash_of(build(files=(SourceFile("原文.txt", "cd" * 32),))) != one


def test_the_form_of_the_descriptor_is_no_content() -> None:
    """The next gongkai may write schemas in another way, and every version stays what it is."""
    descriptor = json.loads(packages.render(build(), "1.0.0")["datapackage.json"])
    bare = [{name: one[name] for name in ("name", "hash")} for one in descriptor["resources"]]
    assert versions.content_hash({"sources": descriptor["sources"], "resources": bare}) == hash_of(build())


def test_numbers_rise_only_over_releases() -> None:
    assert versions.number(None, "a") == 1
    assert versions.number((1, "a"), "a") == 1
    assert versions.number((3, "a"), "b") == 4


def test_a_released_version_is_kept_once_and_found_again(tmp_path: Path) -> None:
    first = put(tmp_path, build())
    for total in ("700", "800"):
        versions.keep(tmp_path, UNIT.unit_id, KEY, (1, first), hash_of(build(total=total)))
        put(tmp_path, build(total=total), 2)
    ((number, folder),) = versions.earlier(tmp_path, UNIT.unit_id, KEY)
    assert number == 1
    assert packages.load(folder).rows("expenditure")[0]["total"] == Decimal(6044200)
    kept = versions.edition(folder, 1, UNIT)
    assert kept.address == "units/130300-kexie/2021-budget/v1/"
    assert (kept.title, kept.files, kept.published) == (disclosure().title, disclosure().files, disclosure().published)
    assert folder not in packages.package_folders(tmp_path)


def test_a_change_taken_back_before_its_release_leaves_nothing(tmp_path: Path) -> None:
    first = put(tmp_path, build())
    versions.keep(tmp_path, UNIT.unit_id, KEY, (1, first), hash_of(build(total="700")))
    versions.keep(tmp_path, UNIT.unit_id, KEY, (1, first), first)
    assert versions.earlier(tmp_path, UNIT.unit_id, KEY) == ()


def test_a_released_version_that_is_nowhere_stops_the_package(tmp_path: Path) -> None:
    put(tmp_path, build(total="1"))
    with pytest.raises(PublishError, match="not version 2 as released"):
        versions.keep(tmp_path, UNIT.unit_id, KEY, (2, "ab" * 32), hash_of(build()))


def test_every_difference_is_listed(tmp_path: Path) -> None:
    more = {"three_public": [{"row_id": "t02r1", "measure": "budget", "item_name": "合|计", "total": Decimal(5)}]}
    put(tmp_path / "a", build())
    put(tmp_path / "b", build(more, total="700"))
    found = versions.compare_folders(tmp_path / "a", tmp_path / "b")
    listed = [(one.resource, one.row, one.field, one.kind, one.old, one.new) for one in found]
    assert listed == [
        ("expenditure", "t01r1 budget", "total", "changed", "6044200", "7000000"),
        ("three_public", "t02r1 budget", "item_name", "added", "", "合|计"),
        ("three_public", "t02r1 budget", "total", "added", "", "5"),
    ]
    back = versions.compare_folders(tmp_path / "b", tmp_path / "a")
    assert [(one.resource, one.row, one.field, one.new, one.old) for one in back if one.kind != "changed"] == [
        (one.resource, one.row, one.field, one.old, one.new) for one in found if one.kind != "changed"
    ]
    assert versions.compare_folders(tmp_path / "a", tmp_path / "a") == ()


def test_whole_packages_come_and_go(tmp_path: Path) -> None:
    put(tmp_path / "a", build())
    (tmp_path / "b").mkdir()
    found = versions.compare_folders(tmp_path / "a", tmp_path / "b")
    assert found and {one.kind for one in found} == {"removed"}


def test_all_layouts_hold_the_same(tmp_path: Path) -> None:
    put(tmp_path / "a", build({"three_public": [{"row_id": "t02r1", "measure": "budget", "item_name": "合|计`<b>"}]}))
    put(tmp_path / "b", build())
    found = versions.compare_folders(tmp_path / "a", tmp_path / "b")
    rows = list(csv.DictReader(io.StringIO(versions.layout(found, "csv"))))
    assert [(row["field"], row["old"]) for row in rows] == [(one.field, one.old) for one in found]
    markdown = versions.layout(found, "markdown")
    assert r"合\|计\`&lt;b>" in markdown
    assert versions.layout((), "text") == "0 values differ in 0 packages: 0 changed, 0 added, 0 removed\n"
    assert versions.layout(found, "text").splitlines()[0].startswith("- 130300-kexie/2021-budget three_public t02r1")
