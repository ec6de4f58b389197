from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
import yaml

from gongkai.documents import discover
from gongkai.errors import SettingsError, SourceError
from gongkai.intake import Entry, Filed, division_of_code, file_disclosure
from gongkai.paths import Paths

DIVISION = division_of_code("130532", 2019)
assert DIVISION is not None
ENTRY = Entry(
    "130532-jiaoyuju", "平乡县教育局", DIVISION, 2019, "budget", "department", "平乡县教育局2019年部门预算",
    source_address="https://example.org/a", notes=("记",),
)  # fmt: skip


class Project:
    def __init__(self, root: Path) -> None:
        self.paths = Paths(root)

    def file(self, *files: tuple[str, str], entry: Entry = ENTRY, **options: bool) -> Filed:
        made = []
        for name, text in files:
            (self.paths.root / name).write_text(text, encoding="utf-8")
            made.append((self.paths.root / name, "pdf-text"))
        existing, problems = discover(self.paths)
        assert not problems
        return file_disclosure(self.paths, entry, made, existing, **options)

    def yml(self, place: str) -> dict[str, object]:
        found = yaml.safe_load((self.paths.disclosures / place).read_text(encoding="utf-8"))
        assert isinstance(found, dict)
        return found

    @property
    def held(self) -> dict[str, str]:
        """Names and texts of the documents filed for ENTRY, as disclosure.yml lists them."""
        (one,) = [one for one in discover(self.paths)[0] if one.name == "130532-jiaoyuju-2019-budget"]
        return {file.name: (one.folder / file.name).read_text(encoding="utf-8") for file in one.files}


@pytest.fixture
def project(tmp_path: Path) -> Project:
    (tmp_path / "disclosures").mkdir()
    return Project(tmp_path)


def test_new(project: Project) -> None:
    filed = project.file(("任意 名.txt", "收入"), ("b.txt", "支出"))
    assert filed.state == "new"
    names = ["jiaoyuju-2019-budget.txt", "jiaoyuju-2019-budget-2.txt"]
    assert project.held == dict(zip(names, ["收入", "支出"], strict=True))
    found, problems = discover(project.paths)
    assert not problems
    one = found[0]
    assert (one.title, one.publisher, one.notes) == ("平乡县教育局2019年部门预算", "平乡县教育局", ("记",))
    assert (one.unit.name, one.unit.level, one.unit.county) == ("平乡县教育局", "county", "平乡县")


def test_a_duplicate_is_told_with_its_place(project: Project) -> None:
    project.file(("a.txt", "收入"))
    again = project.file(("other.txt", "收入"), entry=replace(ENTRY, fiscal_year=2020))
    assert (again.state, again.folder.name) == ("unchanged", "2019-budget")
    with pytest.raises(SourceError, match=r"already filed in disclosures/130532-jiaoyuju/2019-budget"):
        project.file(("other.txt", "收入"), ("c.txt", "新"), entry=replace(ENTRY, fiscal_year=2020))
    assert not (project.paths.disclosures / "130532-jiaoyuju" / "2020-budget").exists()


def test_the_same_file_twice_is_filed_once(project: Project) -> None:
    project.file(("a.txt", "收入"), ("b.txt", "收入"))
    assert list(project.held.values()) == ["收入"]


def test_other_files_need_a_word(project: Project) -> None:
    project.file(("a.txt", "收入"))
    with pytest.raises(SettingsError, match=r"--replace .* --further"):
        project.file(("b.txt", "支出"))
    assert list(project.held.values()) == ["收入"]


def test_further_files_are_added_under_free_names(project: Project) -> None:
    project.file(("a.txt", "收入"))
    assert project.file(("a.txt", "收入"), ("b.txt", "支出"), further=True).state == "added"
    assert project.held == {"jiaoyuju-2019-budget.txt": "收入", "jiaoyuju-2019-budget-2.txt": "支出"}


def test_a_newer_version_takes_the_place(project: Project) -> None:
    project.file(("a.txt", "收入"), ("b.txt", "支出"))
    assert project.file(("c.txt", "更正"), replace=True).state == "replaced"
    assert project.held == {"jiaoyuju-2019-budget.txt": "更正"}
    assert sorted(path.name for path in (project.paths.disclosures / "130532-jiaoyuju/2019-budget").iterdir()) == [
        "disclosure.yml",
        "jiaoyuju-2019-budget.txt",
    ]


def test_what_people_wrote_is_kept(project: Project) -> None:
    folder = project.file(("a.txt", "收入")).folder
    unit, disclosure = folder.parent / "unit.yml", folder / "disclosure.yml"
    unit.write_text(unit.read_text("utf-8") + "aliases: [平乡教育局]\n", encoding="utf-8")
    disclosure.write_text(disclosure.read_text("utf-8") + "published: 2019-03-01\n", encoding="utf-8")
    before = unit.read_bytes()
    project.file(("b.txt", "支出"), entry=replace(ENTRY, agency="别名", title="别题", source_address=""), further=True)
    assert unit.read_bytes() == before
    found = project.yml("130532-jiaoyuju/2019-budget/disclosure.yml")
    assert (found["title"], found["source_address"]) == ("平乡县教育局2019年部门预算", "https://example.org/a")
    assert str(found["published"]) == "2019-03-01" and len(project.held) == 2


def test_a_broken_disclosure_is_not_overwritten(project: Project) -> None:
    folder = project.paths.disclosures / "130532-jiaoyuju" / "2019-budget"
    folder.mkdir(parents=True)
    (folder / "disclosure.yml").write_text("titel: x\n", encoding="utf-8")
    with pytest.raises(SettingsError, match="not in order"):
        file_disclosure(project.paths, ENTRY, [(folder / "disclosure.yml", "pdf-text")], [])
    assert (folder / "disclosure.yml").read_text("utf-8") == "titel: x\n"
