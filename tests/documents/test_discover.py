from __future__ import annotations

import hashlib
import shutil
from pathlib import Path

import pytest

from gongkai.documents import discover
from gongkai.errors import SettingsError, SourceError
from gongkai.paths import Paths

ROOT = Path(__file__).parents[2]
UNIT = """\
unit_id: 130532-kexie
name: 平乡县科学技术协会
division_code: 130532
level: county
scope: department
"""
TEXT = "预算收入228.48万元\n".encode()
DISCLOSURE = f"""\
title: 平乡县科学技术协会2019年部门预算信息公开
publisher: 平乡县科学技术协会
files:
  - name: a.txt
    sha256: {hashlib.sha256(TEXT).hexdigest()}
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project with two units, each with one disclosure in order."""
    for unit_id in ("130532-kexie", "130300-kexie"):
        folder = tmp_path / "disclosures" / unit_id
        (folder / "2019-budget").mkdir(parents=True)
        level = "county" if unit_id == "130532-kexie" else "city"
        text = UNIT.replace("130532", unit_id[:6]).replace("county", level)
        (folder / "unit.yml").write_text(text, encoding="utf-8")
        (folder / "2019-budget" / "disclosure.yml").write_text(DISCLOSURE, encoding="utf-8")
        (folder / "2019-budget" / "a.txt").write_bytes(TEXT)
    return tmp_path


def names(root: Path) -> list[str]:
    return [disclosure.name for disclosure in discover(Paths(root))[0]]


def problem(root: Path) -> str:
    """The only problem, when the other disclosure is still found."""
    found, problems = discover(Paths(root))
    assert [disclosure.name for disclosure in found] == ["130300-kexie-2019-budget"]
    assert [str(error) for error in problems] == [str(problems[0])]
    assert isinstance(problems[0], SourceError | SettingsError)
    assert str(root) not in str(problems[0])
    return str(problems[0])


def test_seeds_are_in_order() -> None:
    found, problems = discover(Paths(ROOT))
    assert not problems
    assert {
        "110102-kexie-2019-budget",
        "130300-kexie-2021-budget",
        "130532-kexie-2019-budget",
        "130821-kexie-2023-performance",
        "131000-kexie-2023-budget",
    } <= {disclosure.name for disclosure in found}


def test_values(project: Path) -> None:
    found, problems = discover(Paths(project))
    assert not problems
    assert [one.name for one in found] == ["130300-kexie-2019-budget", "130532-kexie-2019-budget"]
    one = found[1]
    assert (one.fiscal_year, one.stage, one.unit.division_code) == (2019, "budget", "130532")
    assert (one.source_address, one.published, one.notes) == ("", None, ())
    assert one.folder / one.files[0].name == project / "disclosures/130532-kexie/2019-budget/a.txt"


def test_no_disclosures(tmp_path: Path) -> None:
    found, problems = discover(Paths(tmp_path))
    assert not found
    assert "no such folder" in str(problems[0])


UNIT_FAULTS = {
    "unknown key 'nickname'": UNIT + "nickname: 科协\n",
    "name is missing or blank": UNIT.replace("name: 平乡县科学技术协会\n", ""),
    "name is a list, not a text": UNIT.replace("平乡县科学技术协会", "[a]"),
    "name is '731'": UNIT.replace("平乡县科学技术协会", "731"),
    "aliases is a text, not a list": UNIT + "aliases: 平乡县科协\n",
    "aliases 2 is a mapping, not a text": UNIT + "aliases: [平乡县科协, {a: b}]\n",
    "former_names 1 is a text, not a mapping": UNIT + "former_names: [平乡县科协]\n",
    "former_names 1: unknown key 'since'": UNIT + "former_names: [{name: 科协, since: 2018}]\n",
    "use one of: department, unit": UNIT.replace("department", "agency"),
    "six digits of GB/T 2260": UNIT.replace("division_code: 130532", "division_code: 13053"),
    "does not start with division_code 130533": UNIT.replace("division_code: 130532", "division_code: 130533"),
    "130532 is the code of a county division": UNIT.replace("level: county", "level: city"),
    "unit_id is '130532_kexie'": UNIT.replace("unit_id: 130532-kexie", "unit_id: 130532_kexie"),
    "unit_id is '130532-jiaoyu' in a folder named": UNIT.replace("unit_id: 130532-kexie", "unit_id: 130532-jiaoyu"),
    "wrong check digit": UNIT + "credit_code: 91110000600037341M\n",
    "not valid YAML (line 2": UNIT.replace("name: ", "name: @"),
    "name is given twice": UNIT + "name: 科协\n",
    "anchor or alias": UNIT + "aliases: &a [*a]\n",
    "a tag": UNIT + "aliases: !!python/object/apply:os.getcwd []\n",
    "not a mapping": "- 1\n",
    "empty": " \n",
    "nested deeper": UNIT + "aliases: " + "[" * 90_000 + "]" * 90_000 + "\n",
    "keep it below": UNIT + "#" * 300_000,
    "a second document": UNIT + "---\na: b\n",
    "a key that is not a text": UNIT + "[a]: b\n",
}


@pytest.mark.parametrize("message", UNIT_FAULTS)
def test_unit_faults(project: Path, message: str) -> None:
    (project / "disclosures/130532-kexie/unit.yml").write_text(UNIT_FAULTS[message], encoding="utf-8")
    found, problems = discover(Paths(project))
    assert [disclosure.name for disclosure in found] == ["130300-kexie-2019-budget"]
    assert any(message in str(error) for error in problems), [str(error)[:300] for error in problems]
    assert all(error.where.startswith("disclosures/130532-kexie/unit.yml") for error in problems)
    assert "(left out with it: 2019-budget)" in problems[0].found


def test_unit_not_utf8(project: Path) -> None:
    (project / "disclosures/130532-kexie/unit.yml").write_bytes(UNIT.encode("gb18030"))
    assert "not UTF-8" in problem(project)


def test_unit_with_byte_order_mark(project: Path) -> None:
    (project / "disclosures/130532-kexie/unit.yml").write_text(UNIT, encoding="utf-8-sig")
    assert len(names(project)) == 2


def test_unknown_unit(project: Path) -> None:
    (project / "disclosures/130532-kexie/unit.yml").unlink()
    assert "disclosures/130532-kexie/unit.yml: missing, so the unit is unknown" in problem(project)


DISCLOSURE_FAULTS = {
    "unknown key 'year'; use only: files, title": DISCLOSURE + "year: 2019\n",
    "title is missing or blank": DISCLOSURE.replace("title:", "#"),
    "title is 'null'": DISCLOSURE.replace("平乡县科学技术协会2019年部门预算信息公开", "null"),
    "title is 'a\\u202eb'": DISCLOSURE.replace("平乡县科学技术协会2019年部门预算信息公开", "a\u202eb"),
    "files is missing or blank": DISCLOSURE.partition("files")[0],
    "files is a text, not a list": DISCLOSURE.partition("files")[0] + "files: a.txt\n",
    "published is '2019-02-30', not a day": DISCLOSURE + "published: 2019-02-30\n",
    "retrieved is '20190203', not a day": DISCLOSURE + "retrieved: 20190203\n",
    "starts with http:// or https://": DISCLOSURE + "source_address: javascript:alert(1)\n",
    "notes is a text, not a list": DISCLOSURE + "notes: 注\n",
    "64 hexadecimal digits": DISCLOSURE.partition("sha256")[0] + "sha256: abc\n",
    "A.TXT is listed twice": DISCLOSURE + f"  - name: A.TXT\n    sha256: {'0' * 64}\n",
    "files 1: unknown key 'size'": DISCLOSURE + "    size: 3\n",
    "its SHA-256 is": DISCLOSURE.partition("sha256")[0] + f"sha256: {'0' * 64}\n",
    "2019-budget/b.txt: missing; put the file there": DISCLOSURE + f"  - name: b.txt\n    sha256: {'0' * 64}\n",
}


@pytest.mark.parametrize("message", DISCLOSURE_FAULTS)
def test_disclosure_faults(project: Path, message: str) -> None:
    path = project / "disclosures/130532-kexie/2019-budget/disclosure.yml"
    path.write_text(DISCLOSURE_FAULTS[message], encoding="utf-8")
    assert message in problem(project)


@pytest.mark.parametrize(
    "name",
    ["../a.txt", "/etc/passwd", "..\\a.txt", "C:a.txt", "nul", "COM1.txt", "LPT¹", "a.txt.", "a／b.txt", ".git", "..",
     "disclosure.yml", "表" * 80 + ".txt"],
)  # fmt: skip
def test_unsafe_file_names(project: Path, name: str) -> None:
    path = project / "disclosures/130532-kexie/2019-budget/disclosure.yml"
    path.write_text(DISCLOSURE.replace("a.txt", f"'{name}'"), encoding="utf-8")
    found, problems = discover(Paths(project))
    assert len(found) == 1
    assert f"file name {name!r}" in str(problems[0])


def test_chinese_file_name(project: Path) -> None:
    folder = project / "disclosures/130532-kexie/2019-budget"
    name = "附件1：2019年部门预算（公开）.txt"
    (folder / "a.txt").rename(folder / name)
    (folder / "disclosure.yml").write_text(DISCLOSURE.replace("a.txt", name), encoding="utf-8")
    assert len(names(project)) == 2


def test_empty_file(project: Path) -> None:
    (project / "disclosures/130532-kexie/2019-budget/a.txt").write_bytes(b"")
    assert "2019-budget/a.txt: empty (0 bytes); download it again" in problem(project)


def test_changed_file(project: Path) -> None:
    (project / "disclosures/130532-kexie/2019-budget/a.txt").write_bytes(TEXT + b" ")
    assert "2019-budget/a.txt: its SHA-256 is" in problem(project)


def test_unreadable_file(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = Path.open

    def refuse(path: Path, *arguments: object, **options: object) -> object:
        if path.parts[-3:] == ("130532-kexie", "2019-budget", "a.txt"):
            raise PermissionError(13, "Permission denied")
        return real(path, *arguments, **options)

    monkeypatch.setattr(Path, "open", refuse)
    assert "2019-budget/a.txt: cannot be read (Permission denied)" in problem(project)


def test_file_that_is_a_folder(project: Path) -> None:
    path = project / "disclosures/130532-kexie/2019-budget/a.txt"
    path.unlink()
    path.mkdir()
    assert "a.txt: missing" in problem(project)


def test_symbolic_link(project: Path) -> None:
    path = project / "disclosures/130532-kexie/2019-budget/a.txt"
    path.unlink()
    try:
        path.symlink_to(project / "disclosures/130300-kexie/2019-budget/a.txt")
    except OSError:
        pytest.skip("this system does not let us make symbolic links")
    assert "a symbolic link" in problem(project)


def test_undeclared_file(project: Path) -> None:
    (project / "disclosures/130532-kexie/2019-budget/b.pdf").write_bytes(b"x")
    assert "b.pdf: not listed in disclosure.yml" in problem(project)


def test_clutter_is_ignored(project: Path) -> None:
    for place in ("disclosures", "disclosures/130532-kexie", "disclosures/130532-kexie/2019-budget"):
        for name in (".DS_Store", "Thumbs.db", "README.md"):
            (project / place / name).write_bytes(b"x")
    (project / "disclosures/130532-kexie/2019-budget/corrections.yml").write_bytes(b"[]")
    assert len(names(project)) == 2
    assert not discover(Paths(project))[1]


def test_stray_file(project: Path) -> None:
    (project / "disclosures/130532-kexie/b.pdf").write_bytes(b"x")
    found, problems = discover(Paths(project))
    assert len(found) == 2
    assert "disclosures/130532-kexie/b.pdf: a file that belongs to no disclosure" in str(problems[0])


@pytest.mark.parametrize("name", ["2019", "2019-plan", "2019-Budget", "１９１９-budget", "201-budget", "9999-budget"])
def test_folder_name(project: Path, name: str) -> None:
    folder = project / "disclosures/130532-kexie"
    (folder / "2019-budget").rename(folder / name)
    assert "name it <year>-<stage>" in problem(project)


def test_missing_disclosure_file(project: Path) -> None:
    (project / "disclosures/130532-kexie/2019-budget/disclosure.yml").unlink()
    assert "2019-budget/disclosure.yml: missing" in problem(project)


def test_every_problem_is_told_in_one_run(project: Path) -> None:
    path = project / "disclosures/130532-kexie/2019-budget/disclosure.yml"
    path.write_text("titel: x\npublished: soon\n", encoding="utf-8")
    assert len(discover(Paths(project))[1]) == 5


def test_order_does_not_depend_on_the_file_system(project: Path) -> None:
    for year in ("2021-budget", "2020-final", "2020-budget"):
        source = project / "disclosures/130532-kexie/2019-budget"
        shutil.copytree(source, source.with_name(year))
    keys = ["2019-budget", "2020-budget", "2020-final", "2021-budget"]
    assert names(project)[1:] == [f"130532-kexie-{key}" for key in keys]
