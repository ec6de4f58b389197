"""Every cell of the performance tables of the seeds is published, and equals the source."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest
from chain import convert_text  # type: ignore[import-not-found]

from gongkai.knowledge.text import fold
from gongkai.model.package import Package, Row

ROOT = Path(__file__).parents[2]
SEEDS = {
    "130532-kexie/2019-budget": {"activities": 8, "performance_indicators": 7},
    "130821-kexie/2023-performance": {"projects": 4, "performance_goals": 10, "performance_indicators": 37},
    "130300-kexie/2021-budget": {"projects": 2, "performance_goals": 6, "performance_indicators": 23},
    "110102-kexie/2019-budget": {"projects": 4, "performance_goals": 15, "performance_indicators": 85, "staffing": 7},
    "131000-kexie/2023-budget": {"projects": 5, "performance_goals": 5, "performance_indicators": 71},
}
MINE = ("projects", "performance_goals", "performance_indicators", "activities", "staffing")
FORMS = {"performance", "activities"}
# What these labels stand beside is in no field, and stands in `cells` alone.
KEPT_IN_CELLS = re.compile(r"负责人|主管领导|填报人|单位地址|项目类型|职能概述|其他说明")


@cache
def package(folder: str) -> Package:
    path = next((ROOT / "disclosures" / folder).glob("*.txt"))
    year, stage = folder.split("/")[1].split("-")
    converted: Package = convert_text(path, int(year), stage)
    return converted


def source(folder: str) -> list[str]:
    path = next((ROOT / "disclosures" / folder).glob("*.txt"))
    return path.read_text(encoding="utf-8").split("\n")


def cells(folder: str) -> list[Row]:
    tables = {row["table_id"] for row in package(folder).rows("tables") if row["form"] in FORMS}
    return [row for row in package(folder).rows("cells") if row["table_id"] in tables and str(row["text"]).strip()]


@pytest.mark.parametrize("folder", SEEDS)
def test_as_many_rows_as_are_printed(folder: str) -> None:
    expected = SEEDS[folder]
    assert {name: len(package(folder).rows(name)) for name in MINE} == {name: expected.get(name, 0) for name in MINE}


@pytest.mark.parametrize("folder", SEEDS)
def test_nothing_printed_is_lost(folder: str) -> None:
    beside: dict[tuple[object, object], str] = {}
    for cell in cells(folder):
        beside[(cell["table_id"], cell["row"])] = beside.get((cell["table_id"], cell["row"]), "") + str(cell["text"])
    for cell in cells(folder):
        known = cell["used_by"] or cell["role"] in {"heading", "label", "caption", "code", "amount"}
        assert known or KEPT_IN_CELLS.search(beside[(cell["table_id"], cell["row"])]), cell
    left = {name.split("r")[0] for name in package(folder).coverage.left_over}
    assert not left & {str(cell["table_id"]) for cell in cells(folder)}


@pytest.mark.parametrize("folder", SEEDS)
def test_every_value_is_that_of_its_cell(folder: str) -> None:
    rows = {(name, str(row["row_id"])): row for name in MINE for row in package(folder).rows(name)}
    seen = set()
    for cell in cells(folder):
        printed = fold(str(cell["text"]))
        for use in str(cell["used_by"]).split():
            resource, row_id, field = use.split(".")
            seen.add((resource, row_id, field))
            value = rows[(resource, row_id)][field]
            if isinstance(value, Decimal):
                number = re.sub(r"[^\d.].*$", "", re.sub(r"^\D*", "", printed))
                amounts = [row for row in package(folder).rows("amounts") if row["cell_id"] == cell["cell_id"]]
                factor = Decimal(str(amounts[0]["factor"])) if amounts else Decimal(1)
                assert value == Decimal(number) * factor, use
            else:
                assert fold(str(value)) in printed, use
                assert resource == "performance_goals" or field == "operator" or fold(str(value)) == printed, use
    aside = {"row_id", "subject_id", "parent_id", "scope", "goal_no", "level1", "level2", "operator", "value_unit"}
    aside |= {"unit_code", "unit_name", "project_name"} if folder != "110102-kexie/2019-budget" else set()
    for (resource, row_id), row in rows.items():
        for field, value in row.items():
            if value not in {None, ""} and field not in aside and resource != "staffing":
                assert (resource, row_id, field) in seen, (resource, row_id, field)


@pytest.mark.parametrize("folder", ["130821-kexie/2023-performance", "130300-kexie/2021-budget"])
def test_indicators_equal_the_lines_of_the_source(folder: str) -> None:
    """The lists are read again here in the plainest way: cells between tabs, blanks filled from the line above."""
    expected, above, inside = [], ["", ""], False
    for line in source(folder):
        parts = [re.sub(r"\s", "", part) for part in line.split("\t")]
        if len(parts) < 6 or parts[0] == "项目编码":
            inside = inside and not line.strip()
            continue
        if parts[0] == "一级指标":
            inside = True
            continue
        if inside:
            above = [parts[0] or above[0], parts[1] or ("" if parts[0] else above[1])]
            expected.append((*above, parts[2], parts[3], parts[4], parts[5]))
    fields = ("level1", "level2", "level3", "description", "value_text", "basis")
    found = [
        tuple(re.sub(r"\s", "", str(row.get(field) or "")) for field in fields)
        for row in package(folder).rows("performance_indicators")
    ]
    assert found == expected


def test_spending_plans() -> None:
    plans = [
        [row.get(f"schedule_{month}") for month in ("march", "june", "october", "december")]
        for folder in ("130821-kexie/2023-performance", "130300-kexie/2021-budget")
        for row in package(folder).rows("projects")
    ]
    assert plans == [
        [None, None, 100, None],
        [30, 60, 85, 100],
        [30, 60, 85, 100],
        [30, 60, 85, None],
        [20, 60, 90, None],
        [25, 60, 75, 100],
    ]
    codes = [f.code for folder in SEEDS for f in package(folder).findings]
    assert codes.count("schedule-cut-off") == 2
    assert not {"number-left-over", "unknown-heading", "not-a-number"} & set(codes)


def test_heads() -> None:
    found = [
        (row["scope"], row.get("unit_code", ""), str(row.get("project_name", ""))[:8], row.get("budget"))
        for folder in list(SEEDS)[1:]
        for row in package(folder).rows("projects")
    ]
    assert found == [
        ("project", "731001", "安可设备购置", 9100),
        ("project", "731001", "科协科普工作经费", 48600),
        ("project", "731001", "老科协科普工作经", 30000),
        ("project", "731001", "科学技术协会关于", 60000),
        ("project", "731002", "科普综合业务管理", 370000),
        ("project", "731002", "科协物业管理费", 150000),
        ("unit", "", "", 5079700),
        ("project", "", "全区科普经费", 2610000),
        ("project", "", "科普特色经费", 1600000),
        ("project", "", "科普协作经费", Decimal("850500")),
        ("project", "", "市科协运行保障经", None),
        ("project", "", "2023年基层科", None),
        ("project", "", "2023年支持市", None),
        ("project", "", "科技工作者之家建", None),
        ("project", "", "科学技术普及和服", None),
    ]


def test_activities_and_their_places() -> None:
    rows = package("130532-kexie/2019-budget").rows("activities")
    assert [(row["name"], row["parent_id"], row["budget"]) for row in rows] == [
        ("一、科学技术普及", "", 380000),
        ("1、开展科普活动", "t02r4", 315000),
        ("2、科普能力建设", "t02r4", 65000),
        ("二、助力创新驱动发展", "", None),
        ("1、培育、扶持科技型中小企业", "t02r9", None),
        ("三、政务管理", "", 10000),
        ("1、综合业务管理", "t02r11", 10000),
        ("四、自行车行业会展交流", "", None),
    ]


def test_staffing_in_sentences() -> None:
    rows = package("110102-kexie/2019-budget").rows("staffing")
    assert [(row["row_id"], row["kind"], row["count"], row["line"]) for row in rows] == [
        ("staff01", "行政编制", 9, 18),
        ("staff02", "事业编制", 3, 18),
        ("staff03", "实际", 11, 18),
        ("staff04", "长期聘用临时工", 0, 18),
        ("staff05", "离退休人员", 21, 19),
        ("staff06", "离休", 0, 19),
        ("staff07", "退休", 21, 19),
    ]
