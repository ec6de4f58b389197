"""Realistic rows for tests: a printed text in miniature → the rows its package would hold."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

from gongkai import citing, knowledge
from gongkai.model.disclosure import Disclosure, FormerName, SourceFile, Unit
from gongkai.model.package import Row
from gongkai.pages import DisclosureInput, Download, Lasting, PageInputs

WAN = Decimal(10000)

TEXT = """\
2021 年部门预算信息公开目录
一、2021 年部门预算公开表
部门预算收支总表
部门编码及名称：[731]秦皇岛市科学技术协会
预算年度：2021 金额单位：万元
序号\t收入\t\t支出\t
\t项 目\t预算数\t项 目\t预算数
栏次\t1\t2\t3\t4
1\t一、财政拨款收入\t604.42\t一、一般公共服务支出\t0.00
2\t二、上级拨款收入\t0.00\t六、科学技术支出\t604.42
30\t本年收入合计\t604.42\t本年支出合计\t604.42
33\t合计\t604.42\t合计\t604.42

部门预算一般公共预算财政拨款支出表
金额单位：万元
序号\t科目\t\t合计\t基本支出\t项目支出
\t功能分类科目\t科目名称\t\t\t
栏次\t1\t2\t3\t4\t5
1\t\t合计\t604.42\t514.62\t89.80
2\t206\t科学技术支出\t604.42\t514.62\t89.80
3\t20601\t科学技术管理事务\t514.62\t514.62\t
4\t2060101\t行政运行\t514.62\t514.62\t
5\t20607\t科学技术普及\t89.80\t0.00\t89.80
6\t2060702\t科普活动\t89.80\t0.00\t89.80

部门预算一般公共预算财政拨款基本支出表
金额单位：万元
序号\t科目\t\t基本支出\t\t
\t经济分类科目\t科目名称\t合计\t人员经费\t公用经费
栏次\t1\t2\t3\t4\t5
1\t\t合计\t514.62\t458.04\t56.58
2\t301\t工资福利支出\t432.18\t432.18\t
3\t30101\t基本工资\t111.08\t111.08\t
4\t30102\t津贴补贴\t321.10\t321.10\t
12\t302\t商品和服务支出\t56.58\t\t56.58
23\t30217\t公务接待费\t0.30\t\t0.30
26\t30231\t公务用车运行维护费\t1.93\t\t1.93
28\t30299\t其他商品和服务支出\t54.35\t\t54.35
29\t303\t对个人和家庭的补助\t25.86\t25.86\t
30\t30302\t退休费\t25.86\t25.86\t

部门预算政府基金预算财政拨款支出表
金额单位：万元
序号\t科目\t\t合计\t基本支出\t项目支出
\t功能分类科目\t科目名称\t\t\t
栏次\t1\t2\t3\t4\t5
\t\t合计\t-\t-\t-
注：无政府基金预算，空表列示。

部门预算财政拨款“三公”经费支出表
金额单位：万元
序号\t项 目\t资金来源\t\t
\t\t合计\t一般公共预算财政拨\t政府性基金财政拨款
栏次\t1\t2\t3\t4
1\t合计\t2.23\t2.23\t0.00
3\t一、因公出国（境）费\t1.93\t1.93\t0.00
6\t二、公务用车购置及运维费\t0.30\t0.30\t0.00
8\t公务用车运行维护费\t1.93\t1.93\t0.00
9\t三、公务接待费\t0.20\t0.20\t0.00

2021 年部门预算信息公开情况说明
一、部门职责及机构设置情况
开展学术交流，活跃学术思想，促进学科发展，推动自主创新；
二、部门预算安排总体情况
反映本部门当年全部收入。2021年预算收入604.42万元，其中：一般公共预算收入604.42万元。
四、财政拨款“三公”经费预算情况及增减变化原因
2021 年，我部门财政拨款“三公”经费预算安排 2.23 万元，其中因公出国（境）费 0.00 万元。
"""

HOSTILE = "<script>alert(\"1\")</script> {{ 7*7 }} {% raw %} {# x #} `code` **b** & 'q' \u202eabc"
"""Text that must show as itself wherever it appears."""


@dataclass(frozen=True)
class Spec:
    """What one table of the sample is: its resource, and for each column (counted from 1) its role and field."""

    resource: str
    form: str
    columns: Mapping[int, tuple[str, str]]
    pair: Mapping[int, tuple[str, str]] | None = None


SPECS = {
    "部门预算收支总表": Spec(
        "revenue_expenditure",
        "revenue_expenditure",
        {1: ("ordinal", ""), 2: ("label", "item_name"), 3: ("amount", "amount")},
        {4: ("label", "item_name"), 5: ("amount", "amount")},
    ),
    "部门预算一般公共预算财政拨款支出表": Spec(
        "general_budget_expenditure",
        "general_budget_expenditure",
        {
            1: ("ordinal", ""),
            2: ("code", "function_code"),
            3: ("label", "function_name"),
            4: ("amount", "total"),
            5: ("amount", "basic"),
            6: ("amount", "project"),
        },
    ),
    "部门预算一般公共预算财政拨款基本支出表": Spec(
        "basic_expenditure",
        "basic_expenditure",
        {
            1: ("ordinal", ""),
            2: ("code", "economic_code"),
            3: ("label", "economic_name"),
            4: ("amount", "total"),
            5: ("amount", "personnel"),
            6: ("amount", "public"),
        },
    ),
    "部门预算政府基金预算财政拨款支出表": Spec(
        "government_fund_expenditure",
        "government_fund_expenditure",
        {
            1: ("ordinal", ""),
            2: ("code", "function_code"),
            3: ("label", "function_name"),
            4: ("amount", "total"),
            5: ("amount", "basic"),
            6: ("amount", "project"),
        },
    ),
    "部门预算财政拨款“三公”经费支出表": Spec(
        "three_public",
        "three_public",
        {
            1: ("ordinal", ""),
            2: ("label", "item_name"),
            3: ("amount", "total"),
            4: ("amount", "general_budget"),
            5: ("amount", "government_fund"),
        },
    ),
}


def resources(text: str, file: str = "sample.txt") -> dict[str, list[Row]]:
    """The rows of a package for a tab-separated text whose tables are named in SPECS."""
    found: dict[str, list[Row]] = {
        name: [] for name in ("sections", "tables", "cells", "amounts", "checks", "statements")
    }
    caption, table, number = "", "", 0
    for line, words in enumerate(text.split("\n"), 1):
        if "\t" in words:
            if not table:
                table, number = f"t{len(found['tables']) + 1:02d}", 0
                spec = SPECS[caption]
                found["tables"].append(
                    {
                        "table_id": table,
                        "caption": caption,
                        "form": spec.form,
                        "state": "data",
                        "unit": "万元",
                        "unit_evidence": f"{file}:{line - 1} 金额单位：万元",
                        "unit_factor": "10000",
                        "columns": "6",
                        "source_file": file,
                        "line_start": str(line),
                        "recognised": "true",
                    }
                )
            number += 1
            _row(found, table, number, words.split("\t"), line, file, SPECS[caption])
            continue
        table = ""
        if words in SPECS:
            caption = words
        if words.strip():
            kind = "caption" if words in SPECS else "heading" if words[:2] in ("一、", "二、", "四、") else "text"
            found["sections"].append(
                {
                    "row_id": f"p{len(found['sections']) + 1:03d}",
                    "kind": kind,
                    "level": "1" if kind == "heading" else "0",
                    "text": words,
                    "source_file": file,
                    "line_start": str(line),
                    "line_end": str(line),
                }
            )
    return found


def _row(
    found: dict[str, list[Row]], table: str, number: int, texts: list[str], line: int, file: str, spec: Spec
) -> None:
    head = number <= 3
    for columns, side in ((spec.columns, "revenue"), (spec.pair or {}, "expenditure")):
        row: dict[str, str | Decimal] = {}
        for column, (role, field) in columns.items():
            printed = texts[column - 1] if column <= len(texts) else ""
            row_id = f"{table}r{number}" if column < 4 or not spec.pair else f"{table}r{number}c4"
            used = ""
            if not head and printed and field:
                value: str | Decimal = printed
                if role == "amount" and printed != "-":
                    value = Decimal(printed) * WAN
                    found["amounts"].append(
                        {
                            "amount_id": f"{table}r{number}c{column}",
                            "resource": spec.resource,
                            "row_id": row_id,
                            "field": field,
                            "amount": value,
                            "printed": printed,
                            "unit": "万元",
                            "factor": WAN,
                            "basis": "printed",
                            "cell_id": f"{table}r{number}c{column}",
                        }
                    )
                if printed != "-":
                    row[field] = value
                used = f"{spec.resource}.{row_id}.{field}"
            shown = ("ordinal" if texts[0] == "栏次" else "heading") if head else role
            found["cells"].append(
                {
                    "cell_id": f"{table}r{number}c{column}",
                    "table_id": table,
                    "row": number,
                    "column": column,
                    "rowspan": 1,
                    "colspan": 1,
                    "text": printed,
                    "role": shown if printed else "empty",
                    "source_file": file,
                    "line": line,
                    "used_by": used,
                }
            )
        if row and not head:
            row_id = f"{table}r{number}" if side == "revenue" else f"{table}r{number}c4"
            typed = {"row_id": row_id, "measure": "budget", **row}
            if spec.pair:
                typed |= {
                    "side": side,
                    "item": "total_revenue"
                    if row.get("item_name") == "合计"
                    else "current_year_revenue"
                    if str(row.get("item_name")).startswith("本年")
                    else "",
                }
            found.setdefault(spec.resource, []).append(typed)


UNIT = Unit(
    "130300-kexie",
    "秦皇岛市科学技术协会",
    "130300",
    "city",
    "河北省",
    "秦皇岛市",
    aliases=("秦皇岛市科协",),
    former_names=(FormerName("秦皇岛市科普协会", "2001"),),
)

CHECKS: tuple[Row, ...] = (
    {
        "check_id": "c001",
        "rule": "A4",
        "subject": "t01",
        "state": "pass",
        "left_label": "收入合计",
        "left": "6044200.00",
        "left_source": "t01r7c3",
        "right_label": "支出合计",
        "right": "6044200.00",
        "right_source": "t01r7c5",
        "message_zh": "收入合计与支出合计相等。",
    },
    {
        "check_id": "c002",
        "rule": "A5",
        "subject": "t05",
        "state": "fail",
        "left_label": "合计",
        "left": "22300.00",
        "left_source": "t05r4c3",
        "right_label": "出国 + 用车 + 接待",
        "right": "24300.00",
        "right_source": "t05r5c3 t05r6c3 t05r8c3",
        "difference": "-2000.00",
        "message_zh": "“三公”经费合计印为 2.23 万元，三项相加为 2.43 万元。",
    },
    {
        "check_id": "c003",
        "rule": "C1",
        "subject": "s002",
        "state": "fail",
        "left_label": "文字：因公出国（境）费",
        "left": "0",
        "left_source": "s004",
        "right_label": "表：因公出国（境）费",
        "right": "19300.00",
        "right_source": "t05r5c3",
        "difference": "-19300.00",
        "message_zh": "文字写 0.00 万元，表中印 1.93 万元。",
    },
    {
        "check_id": "c004",
        "rule": "B7",
        "subject": "",
        "state": "note",
        "left_label": "机关运行经费",
        "left": "563700.00",
        "left_source": "",
        "right_label": "公用经费",
        "right": "565800.00",
        "right_source": "t03r4c6",
        "difference": "-2100.00",
        "message_zh": "两者定义不同，相差不等于错误。",
    },
)

RULES: tuple[Row, ...] = (
    {"rule": "A4", "title_zh": "收支平衡", "explanation_zh": "收入总计等于支出总计。"},
    {"rule": "A5", "title_zh": "“三公”经费合计", "explanation_zh": "合计等于出国、用车、接待三项之和。"},
    {"rule": "B7", "title_zh": "公用经费与机关运行经费", "explanation_zh": "定义不同，只作提示。"},
    {"rule": "C1", "title_zh": "文字与表格", "explanation_zh": "文字里说的数等于表格里同一项的数。"},
)


def _statements(rows: dict[str, list[Row]]) -> list[Row]:
    printed = (
        ("反映本部门", "604.42万元", "total_revenue"),
        ("反映本部门", "604.42万元", "general_budget"),
        ("2021 年，我部门", "2.23 万元", "three_public_total"),
        ("2021 年，我部门", "0.00 万元", "overseas"),
    )
    found: list[Row] = []
    for number, (start, words, indicator) in enumerate(printed, 1):
        section = next(row for row in rows["sections"] if str(row["text"]).startswith(start))
        found.append(
            {
                "row_id": f"s{number:03d}",
                "section_id": section["row_id"],
                "sentence": section["text"],
                "printed": words,
                "indicator": indicator,
                "amount": Decimal(words.replace("万元", "").strip()) * WAN,
                "year": 2021,
                "source_file": "sample.txt",
                "line": section["line_start"],
            }
        )
    return found


def _indicators(scale: Decimal, year: int) -> list[Row]:
    values = {
        "total_revenue": ("604.42", "t01r7c3"),
        "total_expenditure": ("604.42", "t01r7c5"),
        "basic_expenditure": ("514.62", "t02r4c5"),
        "project_expenditure": ("89.80", "t02r4c6"),
        "personnel": ("458.04", "t03r4c5"),
        "public": ("56.58", "t03r4c6"),
        "three_public_total": ("2.23", "t05r4c3"),
        "overseas": ("1.93", "t05r5c3"),
        "vehicle_operation": ("0.30", "t05r6c3"),
        "reception": ("0.0030", "t05r8c3"),
    }
    rows: list[Row] = [
        {
            "indicator": key,
            "amount": Decimal(amount) * WAN * scale,
            "basis": "table",
            "from_fiscal_year": year,
            "amount_id": cell,
            "comparable_with_previous": "false" if key == "project_expenditure" and year == 2022 else "",
        }
        for key, (amount, cell) in values.items()
    ]
    if year == 2021:
        rows.append(
            {
                "indicator": "three_public_total",
                "fiscal_year": 2020,
                "amount": Decimal("21300"),
                "basis": "derived",
                "from_fiscal_year": 2021,
                "amount_id": "s003",
            }
        )
    return rows


def _codes(rows: dict[str, list[Row]], resource: str, code: str, name: str) -> list[Row]:
    return [
        {
            "code": row[code],
            "name": row[name],
            "resource": resource,
            "whole": "true",
            "field": "total",
            "amount": row["total"],
            "row_id": row["row_id"],
        }
        for row in rows[resource]
        if row.get(code)
    ]


def disclosure(unit: Unit, year: int, stage: str = "budget", title: str = "") -> Disclosure:
    """A disclosure of one text file."""
    return Disclosure(
        unit,
        year,
        stage,
        title or f"{year} 年部门预算信息公开",
        unit.name,
        Path("disclosures"),
        (SourceFile("sample.txt", "ab" * 32),),
        "http://www.example.gov.cn/budget",
        date(2026, 3, 1),
        date(year, 2, 20),
    )


def one(unit: Unit, year: int, scale: str = "1", text: str = TEXT, stage: str = "budget") -> DisclosureInput:
    """One disclosure with everything around it."""
    rows = resources(text)
    rows["statements"] = _statements(rows)
    rows["checks"] = list(CHECKS)
    catalog: dict[str, list[Row]] = {
        "indicators": _indicators(Decimal(scale), year),
        "functions": _codes(rows, "general_budget_expenditure", "function_code", "function_name"),
        "economics": _codes(rows, "basic_expenditure", "economic_code", "economic_name"),
        "completeness": [
            {"item": "revenue_expenditure", "state": "disclosed", "evidence": "t01"},
            {"item": "government_fund", "state": "empty_with_note", "evidence": "t04"},
            {"item": "state_capital", "state": "missing", "evidence": ""},
        ],
    }
    downloads = (
        Download("datapackage.json", "数据包说明", 5120),
        Download("general_budget_expenditure.csv", "一般公共预算支出表", 812),
    )
    about = disclosure(unit, year, stage)
    record = citing.of_disclosure(
        about, "1.0.0", "ab" * 32, citing.Publication("公开", "公开", "https://example.org/g/")
    )
    references = (("GB/T 7714—2025", citing.gbt7714(record)), ("English", citing.plain(record)))
    lasting = Lasting(references, citing.head(record))
    return DisclosureInput(about, rows, catalog, downloads, lasting=lasting)


def inputs(*more: DisclosureInput) -> PageInputs:
    """Three units, five disclosures, and what a test adds."""
    county = Unit(
        "130532-kexie",
        "平乡县科学技术协会",
        "130532",
        "county",
        "河北省",
        "邢台市",
        "平乡县",
        aliases=("平乡县科协", "科协"),
    )
    district = Unit(
        "110102-kexie",
        "北京市西城区科学技术协会",
        "110102",
        "county",
        "北京市",
        county="西城区",
        aliases=("西城区科协",),
    )
    everything = (
        one(UNIT, 2021),
        one(UNIT, 2022, "1.08"),
        one(UNIT, 2023, "0.97"),
        one(UNIT, 2021, "0.95", stage="final"),
        one(county, 2019, "0.3"),
        one(district, 2019, "0.9"),
        *more,
    )
    return PageInputs(everything, knowledge.load(), "公开", "", RULES)
