"""Targets, goals and numbers of people, taken out of printed text."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.knowledge import load
from gongkai.knowledge.performance import performance_words
from gongkai.model.document import Paragraph
from gongkai.model.money import split_unit
from gongkai.model.place import Place
from gongkai.records.goals import split_goals
from gongkai.records.staffing import read_staffing
from gongkai.records.targets import Target, read_target

WORDS = performance_words(load())


@pytest.mark.parametrize(
    ("text", "target"),
    [
        ("≥1.00 个", Target("≥", Decimal("1.00"), "个")),
        ("＜4.8", Target("<", Decimal("4.8"), "")),
        ("≧95%", Target("≥", Decimal(95), "%")),
        ("≤4.00 元/平方米.月", Target("≤", Decimal("4.00"), "元/平方米.月")),
        ("≥145㎡", Target("≥", Decimal(145), "㎡")),
        ("≥330台（套）", Target("≥", Decimal(330), "台(套)")),
        ("1,234册", Target("", Decimal(1234), "册")),
        ("0件", Target("", Decimal(0), "件")),
        ("0", Target("", Decimal(0), "")),
    ],
)
def test_plain_targets(text: str, target: Target) -> None:
    assert read_target(text, WORDS) == target


@pytest.mark.parametrize(
    "text",
    [
        "",
        "及时性",
        "3次以上",
        "8-10个",
        "≤1次；≤1次",
        "次年2月份前",
        "12月底前",
        "1,23册",
        "约5次",
        "11,12月",
        "—",
        "≥",
    ],
)
def test_prose_is_no_target(text: str) -> None:
    assert read_target(text, WORDS) == Target()


@given(st.text(max_size=30))
def test_any_text_is_read(text: str) -> None:
    target = read_target(text, WORDS)
    assert target.value is None or any(character.isdigit() for character in text)


@pytest.mark.parametrize(
    ("text", "goals"),
    [
        ("1、甲 2、乙", [("1", "甲"), ("2", "乙")]),
        ("1.甲；2.乙。\n3.丙", [("1", "甲；"), ("2", "乙。"), ("3", "丙")]),
        ("总的：\n1.甲。2.乙", [("", "总的："), ("1", "甲。"), ("2", "乙")]),
        ("1.甲增长 2.5 倍", [("1", "甲增长 2.5 倍")]),
        ("完成 2、3 号楼", [("", "完成 2、3 号楼")]),
        ("预计 1.甲", [("", "预计 1.甲")]),
        ("（1）甲（2）乙", [("1", "甲（2）乙")]),
        ("", []),
    ],
)
def test_goals(text: str, goals: list[tuple[str, str]]) -> None:
    assert list(split_goals(text)) == goals


@given(st.lists(st.sampled_from(["1.", "2、", "3.", "甲", "。", " ", "2.5", "\n", "：", "（1）"]), max_size=12))
def test_no_word_of_a_goal_is_lost(parts: list[str]) -> None:
    text = "".join(parts)
    assert sum(goal.count("甲") for _, goal in split_goals(text)) == text.count("甲")


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("261万元", ("261", "万元")),
        ("85.05 万元", ("85.05", "万元")),
        ("1,234.5元", ("1,234.5", "元")),
        ("约261万元", ("约261万元", None)),
        ("万元", ("万元", None)),
        ("261", ("261", None)),
    ],
)
def test_units_behind_a_number(text: str, parts: tuple[str, str | None]) -> None:
    assert split_unit(text) == parts


def paragraphs(*texts: str) -> list[Paragraph]:
    return [Paragraph(text, Place("a.txt", line)) for line, text in enumerate(texts, 1)]


def test_staffing_stands_below_its_heading_only() -> None:
    found = read_staffing(
        paragraphs(
            "（一）职责", "服务职工 300 人。", "（二）人员构成情况",
            "云溪市测绘局核定行政编制 12 名，事业编制3人，实有在职人员14人（其中：女5人）；离退休人员21人。培训800人次。",
            "（三）任务", "培训 90 人。",
        ),
        load(),
    )  # fmt: skip
    assert [(row["kind"], row["count"], row["line"]) for row in found] == [
        ("行政编制", 12, 4),
        ("事业编制", 3, 4),
        ("实有在职人员", 14, 4),
        ("女", 5, 4),
        ("离退休人员", 21, 4),
    ]
