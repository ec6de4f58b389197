from __future__ import annotations

import pytest
from grids import grid  # type: ignore[import-not-found]

from gongkai.knowledge import load
from gongkai.tables.headers import find_layout
from gongkai.tables.vocabulary import Vocabulary

VOCABULARY = Vocabulary(load())


def layout(*rows):
    found = find_layout(grid(*rows), VOCABULARY)
    return found.head, found.header, found.ordinals


def test_captions_headings_ordinals_and_body() -> None:
    rows = ("某局收支总表", "单位：万元", "序号|项目|预算数", "栏次|1|2", "1|一、科学技术支出|5")
    assert layout(*rows) == ((1, 2), (3,), (4,))


def test_a_row_of_years_is_no_body() -> None:
    assert layout("项目|2023年|2024年", "基本支出|1|2") == ((), (1,), ())


@pytest.mark.parametrize("row", ["1|2|3", "**|**|1", "栏次|1|2", "行次||1"])
def test_rows_of_ordinals_are_never_body(row: str) -> None:
    assert layout("科目编码|科目名称|合计", row, "206|科学|5")[2] == (2,)


def test_amounts_that_happen_to_be_small_are_body() -> None:
    assert layout("科目编码|科目名称|合计", "206|科学|3")[2] == ()


def test_headings_repeated_after_a_page_break_are_headings() -> None:
    rows = ("科目编码|科目名称|合计", "206|科学|5", "科目编码|科目名称|合计", "208|社保|6")
    assert layout(*rows)[1] == (1, 3)


def test_a_body_without_amounts_is_not_taken_for_headings() -> None:
    rows = ("项目|预算数|项目|预算数", "一、财政拨款||一、外交支出|", "二、事业收入||二、国防支出|")
    assert layout(*rows)[1] == (1,)
