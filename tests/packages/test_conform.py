"""A planted error in any of many packages is named with its package, file and row."""

from __future__ import annotations

import hashlib
import json
import socket
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from sample_packages import UNIT, build

from gongkai.model.fields import RESOURCES
from gongkai.packages import conform, kinds, profile, schema
from gongkai.packages.write import render, write


@pytest.fixture
def folders(tmp_path: Path) -> list[Path]:
    """Four valid packages of four units, with the names of real folders."""
    made = []
    for number in range(4):
        unit = replace(UNIT, unit_id=f"13030{number}-kexie")
        folder = tmp_path / unit.unit_id / "2021-budget"
        write(build(unit=unit), folder, "1")
        made.append(folder)
    return made


def edit(folder: Path, name: str, old: str, new: str, rehash: bool = True) -> None:
    """Change the bytes of a file, and by default make its descriptor agree."""
    path = folder / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8", newline="\n")
    if rehash and name.endswith(".csv"):
        path_json = folder / "datapackage.json"
        descriptor = json.loads(path_json.read_text(encoding="utf-8"))
        for one in descriptor["resources"]:
            if one["path"] == name:
                one["bytes"] = path.stat().st_size
                one["hash"] = f"sha256:{hashlib.sha256(path.read_bytes()).hexdigest()}"
        path_json.write_text(json.dumps(descriptor, ensure_ascii=False), encoding="utf-8")


def test_packages_are_valid_without_a_network(folders: list[Path], monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("validation opened a socket")

    monkeypatch.setattr(socket, "socket", refuse)
    monkeypatch.setattr(socket, "create_connection", refuse)
    report = conform.validate_many(folders)
    assert report.findings == ()
    assert (report.packages, report.resources, report.rows) == (4, 24, 4 * 6)
    assert conform.validate(folders[0]).valid
    assert json.loads(report.to_json())["valid"] is True


PLANTED = [
    ("expenditure.csv", "6044200", "NaN", "not-plain-number", 2),
    ("expenditure.csv", "6044200", "6_044_200", "not-plain-number", 2),
    ("expenditure.csv", "6044200", "６０４４２００", "not-plain-number", 2),
    ("expenditure.csv", "6044200", "about", "frictionless-type-error", 2),
    ("expenditure.csv", ",budget,,,,", ",planned,,,,", "frictionless-constraint-error", 2),
    ("cells.csv", "t01r1c2,t01,", ",t01,", "frictionless-constraint-error", 3),
    ("cells.csv", "t01r1c2,t01,", "t01r1c1,t01,", "duplicate-key", 3),
    ("cells.csv", "t01r1c2,t01,", "t01r1c1,t01,", "duplicate-key", 3),
    ("cells.csv", "t01r1c2,t01,", "t01r1c2,t09,", "dangling-pointer", 3),
    ("amounts.csv", "expenditure,t01r1,", "expenditure,t01r9,", "amount-without-row", 2),
    ("amounts.csv", "6044200", "6044201", "amount-differs", 2),
    ("amounts.csv", ",total,", ",totals,", "amount-without-field", 2),
    ("cells.csv", ",2021,budget,t01r1c2", ",2022,budget,t01r1c2", "foreign-row", 3),
    ("tables.csv", ",true", ",yes", "frictionless-type-error", 2),
    ("sections.csv", "unit_id,fiscal_year", "unit,fiscal_year", "header", None),
    ("sections.csv", "2021,budget,p001", "2021,budget,p001,", "row-length", 2),
    ("sections.csv", "第一部分", '"第一部分', "not-csv", None),
    ("datapackage.json", '"CC-BY-4.0"', '"CC BY"', "profile", None),
]


@pytest.mark.parametrize(("name", "old", "new", "code", "row"), PLANTED)
def test_a_planted_error_is_named(
    folders: list[Path], name: str, old: str, new: str, code: str, row: int | None
) -> None:
    edit(folders[2], name, old, new)
    report = conform.validate_many(folders)
    assert report.invalid == (folders[2],)
    assert {finding.place.file.split("/")[0] for finding in report.findings} == {"130302-kexie-2021-budget"}
    named = {(finding.code, finding.place.file.split("/")[1], finding.row) for finding in report.findings}
    assert (code, name, row) in named
    assert [one for one in json.loads(report.to_json())["findings"] if one["code"] == code]
    assert not conform.validate(folders[2]).valid


def test_bytes_that_changed_after_publication_are_noticed(folders: list[Path]) -> None:
    edit(folders[1], "expenditure.csv", "6044200", "6044300", rehash=False)
    codes = {finding.code for finding in conform.validate_many(folders).findings}
    assert codes == {"changed-file", "amount-differs"}


@pytest.mark.parametrize(
    ("spoil", "code"),
    [
        (lambda folder: (folder / "cells.csv").unlink(), "missing-file"),
        (lambda folder: (folder / "extra.csv").write_bytes(b"a\n"), "unnamed-file"),
        (lambda folder: (folder / "datapackage.json").unlink(), "descriptor"),
        (lambda folder: (folder / "datapackage.json").write_bytes(b"[]"), "descriptor"),
        (lambda folder: (folder / "datapackage.json").write_bytes(b'{"name": "a"}'), "profile"),
        (lambda folder: (folder / "cells.csv").write_bytes(b"\xff\xfe"), "not-csv"),
    ],
)
def test_a_spoiled_folder_is_named(folders: list[Path], spoil: Callable[[Path], object], code: str) -> None:
    spoil(folders[0])
    report = conform.validate_many(folders)
    assert code in {finding.code for finding in report.findings}
    assert report.invalid == (folders[0],)


def test_an_error_is_found_again_in_a_stack_cut_in_pieces(folders: list[Path], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(conform, "STACK_ROWS", 3)
    edit(folders[3], "cells.csv", "t01r1c2,t01,1,2", "t01r1c2,t01,1,two")
    found = [one for one in conform.validate_many(folders).findings if one.code == "frictionless-type-error"]
    assert [(one.place.file, one.row) for one in found] == [("130303-kexie-2021-budget/cells.csv", 3)]


def test_the_split_profile_refuses_what_the_whole_one_refuses() -> None:
    from jsonschema import Draft7Validator

    whole = Draft7Validator(json.loads(profile.PROFILE_FILE.read_text(encoding="utf-8")))
    descriptor = json.loads(render(build(), "1")["datapackage.json"])
    assert whole.is_valid(descriptor)
    assert profile.faults(descriptor) == []

    def spoiled(*path: str | int, value: object) -> dict[str, object]:
        copy = json.loads(json.dumps(descriptor))
        at = copy
        for step in path[:-1]:
            at = at[step]
        at[path[-1]] = value
        return copy

    for bad in (
        spoiled("licenses", value=[]),
        spoiled("created", value=2021),
        spoiled("resources", value=[]),
        spoiled("resources", 0, "path", value="../secret.csv"),
        spoiled("resources", 0, "hash", value="sha256:?"),
        spoiled("resources", 0, "schema", "fields", value=[]),
        spoiled("resources", 0, "schema", "fields", 0, "name", value=1),
        spoiled("resources", 0, "schema", "fields", 0, "type", value="money"),
        spoiled("resources", 0, "schema", "primaryKey", value=7),
    ):
        assert whole.is_valid(bad) == (profile.faults(bad) == [])
        assert profile.faults(bad)


def test_values_of_every_type_pass_frictionless(tmp_path: Path) -> None:
    more = {
        "fixed_assets": [
            {"row_id": "t02r1", "quantity": Decimal("0.5"), "value": Decimal("1E-7"), "as_of": "2020-12-31"}
        ],
        "staffing": [{"row_id": "t03r1", "kind": "甲\r\n乙", "count": -3}],
        "checks": [{"check_id": "c1", "state": "pass", "left": Decimal("123456789012345678901234567890.12")}],
    }
    write(build(more), tmp_path, "1")
    assert conform.validate(tmp_path).findings == ()


def test_frictionless_is_shown_every_kind_of_value_once() -> None:
    resource = replace(RESOURCES["checks"], name="checks_once")
    names = [one["name"] for one in schema.table_schema(resource)["fields"]]

    def rows(*values: tuple[str, str]) -> list[list[str]]:
        return [[{"state": state, "left": left}.get(name, "甲") for name in names] for state, left in values]

    def shown(unseen: kinds.Unseen) -> dict[str, set[str]]:
        places, few = unseen.shown()
        return {names[place]: {row[at] for row in few} for at, place in enumerate(places)}

    values = ("pass", "12.5"), ("pass", "99.9"), ("fail", "1e3"), ("", "NaN"), ("fail", ""), ("pass", "１")
    unseen = kinds.Unseen(resource)
    unseen.add(kinds.kinds_in(resource, list(zip(*rows(*values), strict=True))))
    found = shown(unseen)
    assert found["state"] == {"pass", "fail", ""}
    assert found["left"] in ({number, "1e3", "NaN", "", "１"} for number in ("12.5", "99.9"))
    assert found["message_zh"] == {"甲"}
    assert len(unseen.shown()[1]) == 5
    assert not unseen.are_good()


def test_only_what_is_good_is_known_from_then_on() -> None:
    resource = replace(RESOURCES["checks"], name="checks_known")
    names = [one["name"] for one in schema.table_schema(resource)["fields"]]
    plain = {
        "fiscal_year": "2021",
        "stage": "budget",
        "state": "pass",
        "left": "1",
        "right": "",
        "difference": "",
        "tolerance": "",
    }

    def unseen(**changed: str) -> kinds.Unseen:
        row = [{**plain, **changed}.get(name, "甲") for name in names]
        made = kinds.Unseen(resource)
        made.add(kinds.kinds_in(resource, list(zip(row, strict=True))))
        return made

    assert unseen().are_good()
    later = unseen(left="12.5", message_zh="乙")
    assert [names[place] for place in later.shown()[0]] == ["unit_id", "left"]
    assert later.are_good()
    for _ in range(2):
        assert not unseen(left="about").are_good()
    assert not unseen(state="").are_good() or not RESOURCES["checks"].by_name["state"].required
