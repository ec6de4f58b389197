from __future__ import annotations

from grids import grid  # type: ignore[import-not-found]

from gongkai.knowledge import load
from gongkai.model.document import Paragraph
from gongkai.model.place import Place
from gongkai.tables.stitch import stitch
from gongkai.tables.vocabulary import Vocabulary

FURNITURE = Paragraph("- 3 -", Place("x.txt", page=1), "furniture")


def one_grid(blocks):
    return [block for block in stitch(blocks, Vocabulary(load())) if not isinstance(block, Paragraph)]


def test_a_table_goes_on_over_the_page_behind_a_page_number() -> None:
    above = grid("编码|名称|合计", "206|科学|5", ragged=False, page=1)
    below = grid("208|社保|6", ragged=False, page=2)
    (joined,) = one_grid([above, FURNITURE, below])
    assert joined.height == 3
    assert joined.by_row[3][0].place.page == 2


def test_a_caption_between_begins_another_table() -> None:
    blocks = [
        grid("编码|合计", ragged=False, page=1),
        Paragraph("部门支出总表", Place("x.txt", page=2)),
        grid("编码|合计", ragged=False, page=2),
    ]
    assert len(one_grid(blocks)) == 2


def test_a_caption_inside_the_grid_begins_another_table() -> None:
    above = grid("编码|合计", "206|5", ragged=False, page=1)
    assert len(one_grid([above, grid("部门支出总表|", "编码|合计", ragged=False, page=2)])) == 2


def test_different_columns_begin_another_table() -> None:
    blocks = [grid("编码|合计", ragged=False, page=1), grid("编码|名称|合计", ragged=False, page=2)]
    assert len(one_grid(blocks)) == 2


def test_tables_two_pages_apart_are_not_joined() -> None:
    blocks = [grid("编码|合计", ragged=False, page=1), grid("206|5", ragged=False, page=3)]
    assert len(one_grid(blocks)) == 2


def test_a_blank_line_inside_a_text_table_is_closed() -> None:
    blocks = [grid("项目|数量"), grid("房屋|1", hints=("blank-line-before",))]
    assert len(one_grid(blocks)) == 1
    assert len(one_grid([grid("项目|数量"), grid("房屋|1")])) == 2
