from __future__ import annotations

import pytest

from gongkai.knowledge import load
from gongkai.model.grid import Cell, Grid
from gongkai.model.place import Place
from gongkai.tables.unstack import unstack
from gongkai.tables.vocabulary import Vocabulary

FIRST = ["部门收支总表||", "||单位：万元", "科目编码|科目名称|合计", "206|科学技术支出|5.00", "||"]
SECOND = ["部门支出总表||", "||单位：万元", "科目编码|科目名称|合计", "206|科学技术支出|7.00"]


def grid(lines: list[str]) -> Grid:
    cells = tuple(
        Cell(i, j, text, Place("a.xlsx", ref=f"表!{'ABC'[j - 1]}{i}"))
        for i, line in enumerate(lines, start=1)
        for j, text in enumerate(line.split("|"), start=1)
    )
    return Grid(cells, Place("a.xlsx", ref="表!A1:C9"), hints=("sheet 表",))


def cut(lines: list[str]) -> list[Grid]:
    return list(unstack(grid(lines), Vocabulary(load())))


def test_tables_with_a_blank_row_between_are_cut() -> None:
    one, other = cut(FIRST + SECOND)
    assert [cell.text for cell in other.by_row[1]] == ["部门支出总表", "", ""]
    assert (one.height, other.height) == (5, 4)
    assert (one.place.ref, other.place.ref) == ("表!A1:C5", "表!A6:C9")
    assert other.at(4, 3).place.ref == "表!C9"


def test_no_cell_is_lost() -> None:
    whole = grid(FIRST + SECOND)
    parts = unstack(whole, Vocabulary(load()))
    assert [(c.text, c.place) for part in parts for c in part.cells] == [(c.text, c.place) for c in whole.cells]


@pytest.mark.parametrize(
    "lines",
    [
        pytest.param(FIRST + FIRST, id="the caption again after a page break"),
        pytest.param(FIRST[:4] + SECOND, id="no blank row"),
        pytest.param([*FIRST, "208|社会保障支出|3.00"], id="a blank row inside"),
        pytest.param([*FIRST, "项目支出表||", "甲|乙|丙"], id="a caption without known headings"),
        pytest.param([*FIRST, "注：见部门支出总表||"], id="a note that ends like a caption"),
        pytest.param([], id="nothing"),
    ],
)
def test_all_else_stays_whole(lines: list[str]) -> None:
    whole = grid(lines)
    assert unstack(whole, Vocabulary(load())) == (whole,)
