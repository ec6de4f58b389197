from __future__ import annotations

from grids import grid  # type: ignore[import-not-found]

from gongkai.tables.repair import join_broken_rows

ROWS = ("绩效指标|一级|二级|内容", "|产出|数量|甲", "|||乙", "|效果", "经济效益|无", "||社会|丙")


def test_a_row_broken_by_a_blank_paragraph_is_joined_and_other_rows_keep_their_numbers() -> None:
    one = join_broken_rows(grid(*ROWS))
    assert [cell.text for cell in one.by_row[4]] == ["", "效果", "经济效益", "无"]
    assert 5 not in one.by_row
    assert [cell.text for cell in one.by_row[6]] == ["", "", "社会", "丙"]


def test_two_pairs_of_label_and_value_are_not_joined() -> None:
    one = grid("名称|甲", "目标|乙", "|一级|二级|内容", "|产出|数量|丙")
    assert join_broken_rows(one) == one
