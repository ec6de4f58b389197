"""Performance forms with merged cells, over pages, and with money in columns: grids as PDF and workbook readers give."""

from __future__ import annotations

import os
from decimal import Decimal
from pathlib import Path

import pytest
from chain import convert_text  # type: ignore[import-not-found]

from gongkai import recognisers, records, tables
from gongkai.knowledge import load
from gongkai.model.disclosure import Disclosure, Unit
from gongkai.model.document import Block, Document, Paragraph
from gongkai.model.grid import Cell, Grid
from gongkai.model.package import Package
from gongkai.model.place import Place

CORPUS = os.environ.get("GONGKAI_CORPUS", "")


def merged(*rows: str, page: int = 1) -> Grid:
    """A grid with merged cells: `<` belongs to the cell on the left, `^` to the one above."""
    parts = [row.split("|") for row in rows]
    cells = []
    for i, row in enumerate(parts):
        for j, text in enumerate(row):
            if text in {"<", "^"}:
                continue
            wide = 1 + next((k for k, one in enumerate(row[j + 1 :]) if one != "<"), len(row) - j - 1)
            below = [one[j] for one in parts[i + 1 :]]
            tall = 1 + next((k for k, one in enumerate(below) if one != "^"), len(below))
            cells.append(Cell(i + 1, j + 1, text, Place("x.pdf", page=page), tall, wide))
    return Grid(tuple(cells), Place("x.pdf", page=page))


def package(*blocks: Block | str) -> Package:
    made = tuple(Paragraph(one, Place("x.pdf", page=1)) if isinstance(one, str) else one for one in blocks)
    knowledge = load()
    tidied = tables.tidy([Document("x.pdf", made)], knowledge)
    recognised = recognisers.recognise(tidied, 2026, "budget", knowledge)
    unit = Unit("000000-test", "测试单位", "000000", "county")
    disclosure = Disclosure(unit, 2026, "budget", "测试", "测试单位", Path(), ())
    return records.build(disclosure, recognised, {}, tidied.findings, knowledge, paragraphs=tidied.paragraphs)


def levels(found: Package) -> list[tuple[object, object]]:
    return [(row.get("level1"), row.get("level2")) for row in found.rows("performance_indicators")]


HEAD = "绩效指标|一级指标|二级指标|三级指标|指标值|分值权重（90分）"


def test_a_blank_cell_of_its_own_is_not_the_level_above() -> None:
    found = package(
        "界桩维护绩效目标表",
        merged(
            "项目名称|界桩维护|<|<|<|<",
            "资金金额（万元）|资金总额：|50.00|<|执行率分值（10分）|10",
            "^|其中：财政拨款|50.00|<|<|<",
            "年度目标|维护界桩|<|<|<|<",
            HEAD,
            "^|产出指标|数量指标|界桩数|≥9座|40",
            "^|^|质量指标|完好率|≥95%|30",
            "^||社会效益指标|使用|长期|20",
        ),
    )
    assert levels(found) == [("产出指标", "数量指标"), ("产出指标", "质量指标"), ("", "社会效益指标")]
    (project,) = found.rows("projects")
    assert (project["budget"], project["fiscal_funds"]) == (500000, 500000)
    assert [row["weight"] for row in found.rows("performance_indicators")] == [40, 30, 20]


def test_a_level_goes_on_over_a_page_break() -> None:
    first = merged("项目名称|界桩维护|<|<|<|<", HEAD, "^|产出指标|数量指标|界桩数|≥9座|40", page=1)
    second = merged("|||巡检|4次|30", "^|效益指标|社会效益指标|使用|长期|20", page=2)
    found = package("界桩维护绩效目标表", first, second)
    assert levels(found) == [("产出指标", "数量指标"), ("产出指标", "数量指标"), ("效益指标", "社会效益指标")]
    assert {row["subject_id"] for row in found.rows("performance_indicators")} == {"t01r1"}


def test_one_grid_may_hold_several_forms() -> None:
    rows = ("项目名称|{}|<|<|<|<", "资金总额（万元）|{}|<|<|<|<", HEAD, "^|产出指标|数量指标|座数|{}座|40")
    one = [row.format(*values) for row, values in zip(rows, (["甲"], ["1"], [""], ["3"]), strict=True)]
    two = [row.format(*values) for row, values in zip(rows, (["乙"], ["2"], [""], ["4"]), strict=True)]
    found = package("项目支出绩效目标表", merged(*one, *two))
    assert [(row["row_id"], row["project_name"], row["budget"]) for row in found.rows("projects")] == [
        ("t01r1", "甲", 10000),
        ("t01r5", "乙", 20000),
    ]
    assert [(r["subject_id"], r["value"]) for r in found.rows("performance_indicators")] == [("t01r1", 3), ("t01r5", 4)]


LIST = (
    "单位编码|单位（项目）名称|资金总额|绩效目标|绩效指标|<|<|<",
    "^|^|^|^|一级指标|二级指标|三级指标|指标值",
)


def test_a_project_printed_again_on_the_next_page_is_one_project() -> None:
    first = merged(*LIST, "合计||12|||||", "471003|界桩维护|12|维护|产出指标|数量指标|界桩|9座", page=1)
    second = merged(*LIST, "471003|界桩维护|12|维护|效益指标|社会效益指标|使用|长期", page=2)
    title, unit = "2026年项目支出绩效目标表", "单位：万元"
    found = package(title, unit, first, title, unit, second)
    assert [(row["scope"], row["project_name"], row["budget"]) for row in found.rows("projects")] == [
        ("unit", "合计", 120000),
        ("project", "界桩维护", 120000),
    ]
    assert {row["subject_id"] for row in found.rows("performance_indicators")} == {"t01r4"}
    assert len(found.rows("performance_goals")) == 1
    assert {row["cell_id"]: row["role"] for row in found.rows("cells")}["t01r7c3"] == "amount"
    assert not found.coverage.left_over


def test_money_under_headings_side_by_side() -> None:
    found = package(
        "部门整体支出绩效目标表",
        merged(
            "部门名称|云溪市测绘局|<|<|<|<",
            "总体资金情况（万元）|预算支出总额|财政拨款|<|<|其他资金",
            "^|^|合计|基本支出|项目支出|合计",
            "^|57.9|50|40|10|7.9",
            "整体绩效目标|管好基准点|<|<|<|<",
            "绩效指标|一级指标|二级指标|三级指标|指标值|分值",
            "^|产出指标|数量指标|基准点|9座|10",
        ),
    )
    (unit,) = found.rows("projects")
    assert unit["scope"] == "unit"
    assert (unit["budget"], unit["fiscal_funds"], unit["other_funds"]) == (579000, 500000, 79000)
    assert "basic" not in unit, "a part of one source is not the basic expenditure of the unit"
    parts = {row["printed"]: row["amount"] for row in found.rows("amounts") if not row["resource"]}
    assert parts == {"40": Decimal(400000), "10": Decimal(100000)}
    assert not found.coverage.left_over


def test_tasks_with_money_give_no_budget_but_their_sum_does() -> None:
    found = package(
        "部门整体支出绩效目标表",
        merged(
            "部门名称|云溪市测绘局|<|<|<|<",
            "年度主要任务|任务名称|主要内容|预算金额（万元）|<|<",
            "^|^|^|总额|财政拨款|其他资金",
            "^|保运转|工资|30|30|",
            "^|测图|新图|20|15|5",
            "^|金额合计|<|50|45|5",
            "绩效指标|一级指标|二级指标|三级指标|指标值|分值",
            "^|产出指标|数量指标|基准点|9座|10",
        ),
    )
    (unit,) = found.rows("projects")
    assert (unit["budget"], unit["fiscal_funds"], unit["other_funds"]) == (500000, 450000, 50000)
    assert not found.coverage.left_over


def test_a_self_evaluation_keeps_what_was_planned_and_what_was_reached() -> None:
    found = package(
        "项目绩效自评表",
        merged(
            "项目名称|<|界桩维护|<|<|<|<|<",
            "项目资金（万元）|<||年初预算数|全年预算数|全年执行数|分值|得分",
            "^|<|年度资金总额：|12.00|13.00|11.50|10|9",
            "^|<|其中：财政拨款|12.00|13.00|11.50|--|--",
            "年度总体目标|预期目标|<|<|实际完成情况|<|<|<",
            "^|维护界桩|<|<|已维护|<|<|<",
            "绩效指标|一级指标|二级指标|三级指标|年度指标值|实际完成值|分值|得分",
            "^|产出指标|数量指标|界桩|≥9座|10座|90|89",
            "总分|<|<|<|<|<|100|98",
        ),
    )
    (project,) = found.rows("projects")
    assert (project["budget"], project["fiscal_funds"]) == (120000, 120000)
    assert [row["text"] for row in found.rows("performance_goals")] == ["维护界桩"]
    (indicator,) = found.rows("performance_indicators")
    assert (indicator["value"], indicator["actual"], indicator["weight"], indicator["score"]) == (9, "10座", 90, 89)
    assert sorted((row["measure"], row["amount"]) for row in found.rows("amounts") if not row["resource"]) == [
        ("adjusted_budget", 130000),
        ("adjusted_budget", 130000),
        ("final", 115000),
        ("final", 115000),
    ]
    assert not found.coverage.left_over


def test_money_without_a_unit_stays_blank_and_is_reported() -> None:
    found = package(
        "项目支出绩效目标表",
        merged("项目名称|界桩维护|资金总额|12", "一级指标|二级指标|三级指标|指标值", "产出指标|数量指标|界桩|9座"),
    )
    assert found.rows("projects")[0]["budget"] is None
    assert [finding.code for finding in found.findings] == ["unit-not-stated"]


@pytest.mark.skipif(not CORPUS, reason="GONGKAI_CORPUS is not set: real documents are not kept in the project")
@pytest.mark.parametrize(
    ("name", "stage", "projects", "indicators", "budget"),
    [
        ("beijing-audit-2026-budget-tables.pdf", "budget", 18, 200, "173980"),
        ("central-petitions-2026-budget.pdf", "budget", 3, 29, "21348700"),
        ("central-petitions-2024-final.pdf", "final", 5, 46, "1806100"),
        ("fuzhou-gulou-environment-2026-budget.pdf", "budget", 1, 13, "3430000"),
        ("quanzhou-market-monitoring-2026-budget.pdf", "budget", 1, 6, "2303800"),
        ("chongqing-water-2026-budget.pdf", "budget", 3, 24, "127000000"),
        ("changsha-petitions-2026-budget.pdf", "budget", 7, 101, "4174100"),
        ("xian-petitions-2026-budget.pdf", "budget", 10, 77, "500000"),
    ],
)
def test_real_layouts(name: str, stage: str, projects: int, indicators: int, budget: str) -> None:
    found = convert_text(Path(CORPUS) / name, 2026, stage)
    mine = {row["table_id"] for row in found.rows("tables") if row["form"] == "performance"}
    rows = found.rows("projects")
    assert (len(rows), len(found.rows("performance_indicators"))) == (projects, indicators)
    assert rows[0]["budget"] == Decimal(budget)
    assert not [left for left in found.coverage.left_over if left.split("r")[0] in mine]
