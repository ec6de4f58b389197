"""`gongkai add` and `gongkai inspect` through the command line."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from formats import TABLES, TEXT, docx, pdf_text, xlsx

from gongkai import pipeline
from gongkai.cli import main
from gongkai.documents import discover
from gongkai.model.disclosure import Disclosure
from gongkai.paths import Paths
from gongkai.settings import Settings

NAME = "平乡县科学技术协会"


def named(data: bytes, name: str = NAME) -> bytes:
    return data.decode().replace("海川县科学技术协会", name).encode()


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "disclosures").mkdir()
    return tmp_path


def run(root: Path, *arguments: str) -> Result:
    return CliRunner().invoke(main, [arguments[0], "--root", str(root), *arguments[1:]])


def put(root: Path, data: bytes, name: str = "a.txt") -> str:
    (root / name).write_bytes(data)
    return str(root / name)


def filed(root: Path) -> dict[str, Disclosure]:
    found, problems = discover(Paths(root))
    assert not problems
    return {one.name: one for one in found}


def test_add_says_what_it_found_and_files_it(root: Path) -> None:
    result = run(root, "add", put(root, named(pdf_text())), "--source", "https://example.org/x")
    assert result.exit_code == 0, result.output
    for words in (f"agency: {NAME}", "130532", "2023", "new: disclosures/130532-kexie/2023-budget", "4 of 4 tables"):
        assert words in result.output
    one = filed(root)["130532-kexie-2023-budget"]
    assert (one.title, one.source_address, one.notes) == (f"{NAME}2023年部门预算公开", "https://example.org/x", ())
    assert run(root, "add", str(root / "a.txt")).output.count("unchanged: disclosures/130532-kexie/2023-budget") == 1


def test_without_a_terminal_it_stops_and_names_the_option(root: Path) -> None:
    file = put(root, pdf_text())
    result = run(root, "add", file)
    assert result.exit_code == 1 and "give --unit" in result.stderr and not filed(root)
    assert run(root, "add", file, "--unit", "130532-kexie").exit_code == 0
    assert filed(root)["130532-kexie-2023-budget"].unit.name == "海川县科学技术协会"


@pytest.mark.parametrize(
    ("old", "new", "option"),
    [("2023年", "", "--year"), ("海川县科学技术协会", "", "--unit")],
)
def test_each_gap_names_its_option(root: Path, old: str, new: str, option: str) -> None:
    text = pdf_text(TABLES[:3], ()).decode().replace(old, new).encode()
    text = text if option == "--unit" else named(text)
    result = run(root, "add", put(root, text))
    assert result.exit_code == 1 and f"give {option}" in result.stderr
    assert not filed(root)


def test_a_new_unit_without_a_name_asks_for_it(root: Path) -> None:
    text = pdf_text().decode().replace("海川县科学技术协会", "")
    result = run(root, "add", put(root, text.encode()), "--unit", "130532-kexie")
    assert result.exit_code == 1 and "give --agency" in result.stderr and not filed(root)
    assert run(root, "add", str(root / "a.txt"), "--unit", "130532-kexie", "--agency", NAME).exit_code == 0
    one = filed(root)["130532-kexie-2023-budget"]
    assert one.unit.name == NAME and one.title == f"{NAME}2023年预算公开"
    assert one.notes and "没有印出" in one.notes[0]


def test_no_division_with_that_code(root: Path) -> None:
    result = run(root, "add", put(root, pdf_text()), "--unit", "999999-kexie")
    assert result.exit_code == 1 and "no division 999999 in 2023" in result.stderr


def test_a_new_version_needs_a_word(root: Path) -> None:
    run(root, "add", put(root, named(pdf_text())))
    newer = put(root, named(pdf_text(TABLES[:3])), "b.txt")
    result = run(root, "add", newer)
    assert result.exit_code == 1 and "--replace" in result.stderr and "--further" in result.stderr
    assert run(root, "add", newer, "--replace").output.count("replaced: ") == 1
    assert run(root, "add", str(root / "a.txt"), "--further").output.count("added: ") == 1
    assert len(filed(root)["130532-kexie-2023-budget"].files) == 2


def test_two_agencies_never_share_an_id(root: Path) -> None:
    """学区 and 雪区 sound alike; the agency itself and its department have the same name."""
    for name, file in (("平乡县教育局", "a.txt"), ("平乡县郊域局", "b.txt")):
        assert run(root, "add", put(root, named(pdf_text(), name), file)).exit_code == 0
    own = (
        named(pdf_text(), "平乡县教育局")
        .decode()
        .replace("部门预算公开", "单位预算公开")
        .replace("年部门预算", "年单位预算")
    )
    assert run(root, "add", put(root, own.encode(), "c.txt")).exit_code == 0
    assert {one.unit.unit_id: (one.unit.name, one.unit.scope) for one in filed(root).values()} == {
        "130532-jiaoyuju": ("平乡县教育局", "department"),
        "130532-jiaoyuju-2": ("平乡县郊域局", "department"),
        "130532-jiaoyuju-benji": ("平乡县教育局", "unit"),
    }


def test_an_agency_of_another_place_is_another_unit(root: Path) -> None:
    run(root, "add", put(root, named(pdf_text())))
    run(root, "add", put(root, named(pdf_text(), "廊坊市科学技术协会"), "b.txt"))
    result = run(root, "add", put(root, named(pdf_text(), "科学技术协会"), "c.txt"))
    assert result.exit_code == 1 and "give --unit" in result.stderr
    assert set(filed(root)) == {"130532-kexie-2023-budget", "131000-kexie-2023-budget"}


def test_text_and_tables_in_two_files(root: Path) -> None:
    files = [put(root, docx((), TEXT), "文.docx"), put(root, xlsx(TABLES, ()), "表.xlsx")]
    assert run(root, "add", *files, "--unit", "130532-kexie", "--agency", NAME).exit_code == 0
    names = [file.name for file in filed(root)["130532-kexie-2023-budget"].files]
    assert names == ["kexie-2023-budget.docx", "kexie-2023-budget.xlsx"]


def test_a_file_that_cannot_be_read_is_not_filed(root: Path) -> None:
    result = run(root, "add", put(root, b"%PDF-1.4\n%broken"), "--unit", "130532-kexie", "--year", "2023")
    assert result.exit_code == 1 and result.stderr.count("\n") == 1 and "a.txt" in result.stderr
    assert not filed(root)


def test_inspect_shows_forms_reasons_and_left_overs(root: Path) -> None:
    file = put(root, named(pdf_text()))
    plain, cells = run(root, "inspect", file), run(root, "inspect", file, "--cells")
    assert plain.exit_code == cells.exit_code == 0
    for words in ("t01  revenue_expenditure", "because: ", "unit: ", "column 1: ", "4 of 4 tables recognised"):
        assert words in plain.output
    assert len(cells.output) > len(plain.output) and not filed(root)


CORPUS = {
    "beijing-audit-2026-budget-tables.pdf": ("北京市审计局", "110000", 0, "", "department"),
    "beijing-audit-2026-budget-text.pdf": ("北京市审计局", "110000", 2026, "budget", "department"),
    "central-petitions-2024-final.pdf": ("国家信访局", "100000", 2024, "final", "department"),
    "central-petitions-2026-budget.pdf": ("国家信访局", "100000", 2026, "budget", "department"),
    "changsha-petitions-2026-budget.pdf": ("长沙市信访局", "430100", 2026, "budget", "department"),
    "chongqing-publicity-2026-budget.html": ("中共重庆市委宣传部", "500000", 2026, "budget", "department"),
    "chongqing-water-2026-budget.pdf": ("重庆市水利局", "500000", 2026, "budget", "department"),
    "fuzhou-gulou-environment-2026-budget.pdf": ("福州市鼓楼生态环境局", "350102", 2026, "budget", "unit"),
    "guangzhou-petitions-2026-budget.pdf": ("广州市信访局", "440100", 2026, "budget", "department"),
    "hangzhou-justice-2026-budget.pdf": ("杭州市司法局", "330100", 2026, "budget", "department"),
    "jiangsu-party-office-2018-budget.pdf": ("中共江苏省委办公厅", "320000", 2018, "budget", "department"),
    "jiangsu-party-office-2019-budget.pdf": ("中共江苏省委办公厅", "320000", 2019, "budget", "department"),
    "kunming-office-2026-budget.html": ("昆明市人民政府办公室机关", "530100", 2026, "budget", "department"),
    "putuo-commerce-2025-budget.pdf": ("上海市普陀区商务委员会", "310107", 2025, "budget", "department"),
    "putuo-planning-2024-final.pdf": ("上海市普陀区规划和自然资源局", "310107", 2024, "final", "department"),
    "quanzhou-market-monitoring-2026-budget.pdf": (
        "泉州市市场监管综合监测与技术保障中心", "350500", 2026, "budget", "unit"),
    "shanghai-marine-2026-budget.pdf": ("上海市海洋监测预报中心", "310000", 2026, "budget", "unit"),
    "shenzhen-planning-yantian-2026-budget.pdf": (
        "深圳市规划和自然资源局盐田管理局", "440300", 2026, "budget", "department"),
    "suzhou-science-2026-budget.pdf": ("苏州市科学技术局", "320500", 2026, "budget", "unit"),
    "wanli-subdistrict-2024-budget.pdf": ("上海市普陀区人民政府万里街道办事处", "310107", 2024, "budget", "department"),
    "wanli-subdistrict-2025-budget.pdf": ("上海市普陀区人民政府万里街道办事处", "310107", 2025, "budget", "department"),
    "wuxi-statistics-2026-budget.pdf": ("无锡市统计局", "320200", 2026, "budget", "department"),
    "xian-petitions-2026-budget.pdf": ("西安市信访局", "610100", 2026, "budget", "department"),
}  # fmt: skip
"""Agency, division, year (0: not certain), stage and scope, read in the documents."""
FOLDER = os.environ.get("GONGKAI_CORPUS", "")


@pytest.mark.skipif(not FOLDER, reason="set GONGKAI_CORPUS to the folder of the real documents")
@pytest.mark.parametrize("name", CORPUS)
def test_real_documents_say_whose_they_are(name: str) -> None:
    (masked,) = pipeline.read_files([(Path(FOLDER) / name, name)], Settings())
    found = pipeline.identify([masked.document])
    year = 0 if "year" in found.unsure else found.fiscal_year
    assert (found.agency, ",".join(one.code for one in found.divisions), year, found.stage, found.scope) == CORPUS[name]
    assert set(found.unsure) == ({"year", "stage"} if "audit-2026-budget-tables" in name else set())
