from __future__ import annotations

from dataclasses import replace

from grids import boxed, grid  # type: ignore[import-not-found]

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


def lines(page: int, *texts: str) -> list[Paragraph]:
    return [Paragraph(text, Place("x.txt", page=page)) for text in texts]


TITLE = ("表3", "部门支出总表", "单位：万元")


def test_a_table_goes_on_behind_its_caption_and_headings_printed_again() -> None:
    first = grid("科目编码|科目名称|合计", "206|科学|5", ragged=False, page=1)
    second = grid("科目编码|科目名称|合计", "208|社保|6", ragged=False, page=2)
    blocks = stitch([*lines(1, *TITLE), first, *lines(2, *TITLE), second], Vocabulary(load()))
    (joined,) = [block for block in blocks if not isinstance(block, Paragraph)]
    assert joined.height == 4
    assert [block.kind for block in blocks[4:]] == ["furniture"] * 3


def test_the_same_headings_under_the_caption_of_another_agency_begin_another_table() -> None:
    one = grid("科目编码|科目名称|合计", "206|科学|5", ragged=False, page=1)
    two = grid("科目编码|科目名称|合计", "208|社保|6", ragged=False, page=2)
    blocks = [*lines(1, "部门支出总表", "单位名称：甲"), one, *lines(2, "部门支出总表", "单位名称：乙"), two]
    assert len(one_grid(blocks)) == 2


def test_forms_under_one_caption_that_begin_differently_are_several_tables() -> None:
    one = grid("项目名称|基础测绘", "一级指标|二级指标", ragged=False, page=1)
    two = grid("项目名称|地图审核", "一级指标|二级指标", ragged=False, page=2)
    blocks = [*lines(1, "项目支出绩效目标表"), one, *lines(2, "项目支出绩效目标表"), two]
    assert len(one_grid(blocks)) == 2


def test_a_total_alone_on_the_next_page_gets_its_columns_by_their_edges() -> None:
    above = boxed(1, "科目编码|科目名称|合计|基本支出", "206|科学|5|5", edges=(0, 50, 150, 200, 250))
    below = boxed(2, "合计|5|5", edges=(0, 150, 200, 250))
    (joined,) = one_grid([above, below])
    assert [(cell.column, cell.colspan, cell.text) for cell in joined.by_row[3]] == [
        (1, 2, "合计"),
        (3, 1, "5"),
        (4, 1, "5"),
    ]


def test_a_row_whose_edges_fit_no_column_is_a_table_of_its_own() -> None:
    above = boxed(1, "科目编码|科目名称|合计|基本支出", "206|科学|5|5", edges=(0, 50, 150, 200, 250))
    assert len(one_grid([above, boxed(2, "合计|5|5", edges=(0, 120, 190, 250))])) == 2


def test_a_table_with_headings_of_its_own_does_not_go_on() -> None:
    blocks = [grid("科目编码|合计", "206|5", ragged=False, page=1), grid("资产名称|数量", "车|2", ragged=False, page=2)]
    assert len(one_grid(blocks)) == 2


def test_a_line_of_agency_and_unit_taken_for_a_table_is_part_of_the_next() -> None:
    line = grid("部门：云溪市测绘局|金额单位：万元")
    assert len(one_grid([line, grid("科目编码|合计", "206|5")])) == 1
    assert len(one_grid([grid("科学技术支出|金额单位：万元"), grid("科目编码|合计", "206|5")])) == 2


def test_a_label_cut_by_the_page_is_printed_again_above_the_rest() -> None:
    above = boxed(1, "整体目标|指标|值", "|数量|5", edges=(0, 50, 100, 150))
    label, *others = above.cells
    kept = [cell for cell in others if cell.column > 1 or cell.row == 1]
    above = replace(above, cells=(replace(label, rowspan=2), *kept))
    below = boxed(2, "|质量|6", edges=(0, 50, 100, 150))
    assert len(one_grid([above, *lines(2, "整体目标"), below])) == 1
    assert len(one_grid([above, *lines(2, "其他目标"), below])) == 2
