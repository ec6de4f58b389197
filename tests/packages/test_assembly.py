"""A dataset with tables in parts: frictionless and our own validation read it, and find what is wrong in any file."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import frictionless
import pytest

from gongkai.model.common_fields import UNIT_ID, money, text
from gongkai.model.field import Link, Resource
from gongkai.packages import About, Assembly, PartFile, describe_joined, header, put_in_place, validate_dataset
from gongkai.paths import table_files

UNITS = Resource("units", "单位", "Units", (UNIT_ID, text("name", "名称", "Name")), key=("unit_id",), keyed=False)
SUMS = Resource("sums", "金额", "Sums", (UNIT_ID, money("amount", "金额", "Amount")), key=("unit_id",), keyed=False)
TABLES = {"units": UNITS, "sums": SUMS}
LINKS = (Link("sums", ("unit_id",), "units", ("unit_id",)),)
ABOUT = About("c", "目录", "c", "1.0.0", LINKS)
PARTS = {"1": b"1,5\n2,\n", "3": b"3,7.5\n"}


def assemble(root: Path, parts: dict[str, bytes]) -> dict[str, str]:
    """Publish the dataset to `root`/catalog; the digests of its files."""
    whole = Assembly(root / "new", root / "catalog", TABLES, ABOUT)
    whole.add("units", "1,甲\n2,乙\n".encode())
    whole.add("units", "3,丙\n".encode())
    for name, lines in parts.items():
        content = header(SUMS) + lines
        source = root / "catalog" / "sums" / f"{name}.csv"
        if not source.is_file() or source.read_bytes() != content:
            source = root / name
            source.write_bytes(content)
        whole.place("sums", PartFile(f"sums/{name}.csv", len(content), hashlib.sha256(content).hexdigest()), source)
    staged, digests = whole.finish()
    put_in_place([staged] if staged else [])
    return digests


def test_frictionless_and_we_read_the_parts_as_one_table(tmp_path: Path) -> None:
    digests = assemble(tmp_path, PARTS)
    folder = tmp_path / "catalog"
    report = validate_dataset(folder, TABLES, LINKS)
    assert (report.valid, report.rows) == (True, 6)
    package = frictionless.Package(str(folder / "datapackage.json"))
    assert package.validate().valid
    assert [row["unit_id"] for row in package.get_resource("sums").read_rows()] == ["1", "2", "3"]
    assert [path.name for path in table_files(folder, "sums")] == ["1.csv", "3.csv"]
    assert table_files(folder, "units") == (folder / "units.csv",)
    found = {name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in digests}
    assert digests == found


@pytest.mark.parametrize(
    ("parts", "code"),
    [
        ({"1": b"1,5\n", "3": b"3,x\n"}, "not-plain-number"),
        ({"1": b"1,5\n", "3": b"4,5\n"}, "dangling-pointer"),
        ({"1": b"1,5\n", "3": b"1,5\n"}, "duplicate-key"),
    ],
)
def test_faults_in_any_part(tmp_path: Path, parts: dict[str, bytes], code: str) -> None:
    assemble(tmp_path, parts)
    assert code in {one.code for one in validate_dataset(tmp_path / "catalog", TABLES, LINKS).findings}


def test_a_changed_part_and_one_too_many(tmp_path: Path) -> None:
    assemble(tmp_path, PARTS)
    (tmp_path / "catalog" / "sums" / "3.csv").write_bytes(header(SUMS) + b"3,8\n")
    (tmp_path / "catalog" / "sums" / "4.csv").write_bytes(header(SUMS))
    found = {one.code for one in validate_dataset(tmp_path / "catalog", TABLES, LINKS).findings}
    assert found == {"changed-file", "unnamed-file"}


def test_a_part_that_stays_is_the_very_same_file(tmp_path: Path) -> None:
    assemble(tmp_path, PARTS)
    folder = tmp_path / "catalog"
    before = {path.name: (path.stat().st_ino, path.stat().st_mtime_ns) for path in folder.rglob("*") if path.is_file()}
    assemble(tmp_path, {**PARTS, "3": b"3,8\n"})
    after = {path.name: (path.stat().st_ino, path.stat().st_mtime_ns) for path in folder.rglob("*") if path.is_file()}
    assert after["1.csv"] == before["1.csv"]
    assert after["units.csv"][1] == before["units.csv"][1]
    assert after["3.csv"] != before["3.csv"]


def test_joined_the_descriptor_is_that_of_one_file(tmp_path: Path) -> None:
    assemble(tmp_path, PARTS)
    content = header(SUMS) + b"".join(PARTS.values())
    (tmp_path / "sums.csv").write_bytes(content)
    describe_joined(tmp_path / "catalog", tmp_path, ("sums",))
    sums = json.loads((tmp_path / "datapackage.json").read_text(encoding="utf-8"))["resources"][1]
    assert (sums["path"], sums["bytes"]) == ("sums.csv", len(content))
    assert sums["hash"] == f"sha256:{hashlib.sha256(content).hexdigest()}"
    assert "files" not in sums
