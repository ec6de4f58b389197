"""Sections: every paragraph once, verbatim, with its kind, level, number and heading above."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from speaking import told

LINES = st.lists(
    st.sampled_from(
        [
            "目 录", "一、收入说明", "一、收入说明.....3", "（一）概况", "1.其他", "12", "- 3 -", "第一部分", "说明如下：",
            "2021年收入预算5万元，其中：一般公共预算收入5万元。", "", " ", "注：空表列示。", "单位：万元", "[bookmark: _T]二、支出",
            "（（", "①5万元", "本年支出因基数调整比上年有所增加，主要用于以下各个方面的工作，具体包括以下", "内容5万元",
        ]
    ),
    max_size=12,
)  # fmt: skip


@settings(deadline=None)
@given(LINES)
def test_every_paragraph_is_one_section_verbatim(lines: list[str]) -> None:
    found = told(*lines).sections
    assert [row["text"] for row in found] == lines
    assert [row["row_id"] for row in found] == [f"p{number:03d}" for number in range(1, len(lines) + 1)]


@settings(deadline=None)
@given(LINES)
def test_parents_are_earlier_headings_of_lower_level(lines: list[str]) -> None:
    found = {row["row_id"]: row for row in told(*lines).sections}
    for name, row in found.items():
        if row["parent_id"] is None:
            continue
        parent = found[row["parent_id"]]
        assert str(row["parent_id"]) < str(name)
        assert parent["kind"] == "heading"
        assert row["kind"] != "heading" or parent["level"] < row["level"]


@pytest.mark.parametrize(
    ("text", "kind", "level", "number", "heading"),
    [
        ("第一部分 部门概况", "heading", 2, "第一部分", "部门概况"),
        ("[bookmark: _Toc1]一、收入说明", "heading", 3, "一、", "收入说明"),
        ("（一）机构设置", "heading", 4, "（一）", "机构设置"),
        ("(四) 科普活动，弘扬科学精神", "heading", 4, "(四)", "科普活动，弘扬科学精神"),
        ("1. 办公设备购置", "heading", 5, "1.", "办公设备购置"),
        ("2.公务接待费", "heading", 5, "2.", "公务接待费"),
        ("（1） 开展学术交流活动。", "list", 0, "（1）", None),
        ("3、负责教育工作；推动改革", "list", 0, "3、", None),
        ("- 4.部门预算收支总表", "heading", 5, "4.", "部门预算收支总表"),
        ("2021年部门预算信息公开情况说明", "heading", 1, None, "2021年部门预算信息公开情况说明"),
        ("机构设置：", "heading", 8, None, "机构设置："),
        ("1.5万元用于维修。", "text", 0, None, None),
        ("22", "furniture", 0, None, None),
        ("- 3 -", "furniture", 0, None, None),
        ("第 3 页 共 9 页", "furniture", 0, None, None),
        ("单位：万元", "unit", 0, None, None),
        ("注：无此项预算，空表列示。", "note", 0, None, None),
        ("本部门收支包含在预算中。", "text", 0, None, None),
    ],
)
def test_kinds(text: str, kind: str, level: int, number: str | None, heading: str | None) -> None:
    row = told(text).sections[0]
    assert (row["kind"], row["level"], row["number"], row["heading"]) == (kind, level, number, heading)


def test_words_of_a_number_that_stands_alone() -> None:
    found = told("第一部分", "部门整体目标", "一、总体目标").sections
    assert [(row["kind"], row["parent_id"]) for row in found] == [
        ("heading", None),
        ("heading", None),
        ("heading", "p002"),
    ]


def test_contents_end_where_the_body_begins() -> None:
    lines = [
        "目 录",
        "第一部分 整体目标",
        "一、总体.....2",
        "二、分项.....3",
        "第一部分",
        "整体目标",
        "一、总体",
        "正文。",
    ]
    assert [row["kind"] for row in told(*lines).sections] == [*["contents"] * 4, *["heading"] * 3, "text"]
    lines = ["2021年预算公开目录", "1.收支总表", "2.收入总表", "收支总表", "说明。"]
    assert [row["kind"] for row in told(*lines).sections] == [*["contents"] * 3, "text", "text"]


def test_given_kinds_overrule() -> None:
    found = told("收支总表", "5", kinds={0: "caption", 1: "text"}).sections
    assert [row["kind"] for row in found] == ["caption", "text"]
