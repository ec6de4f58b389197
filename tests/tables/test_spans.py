from __future__ import annotations

from grids import grid  # type: ignore[import-not-found]

from gongkai.tables.spans import align_short_rows, infer_header_spans, spread_ragged_header


def spans(one, row):
    return [(cell.column, cell.colspan, cell.text) for cell in one.by_row[row]]


def test_a_heading_merged_over_columns_stands_once_in_a_dump() -> None:
    one = grid("科目|合计|结转", "编码|名称||", "206|科学|5|1")
    assert spans(spread_ragged_header(one, (1, 2)), 1) == [(1, 2, "科目"), (3, 1, "合计"), (4, 1, "结转")]


def test_a_dump_header_whose_counts_do_not_agree_stays_as_printed() -> None:
    one = grid("科目|合计", "编码|名称||", "206|科学|5|1")
    assert spread_ragged_header(one, (1, 2)) == one


def test_blank_headings_join_the_left_one_where_a_heading_stands_below() -> None:
    one = infer_header_spans(grid("序号|收入||支出|", "|项目|金额|项目|金额"), (1, 2))
    assert spans(one, 1) == [(1, 1, "序号"), (2, 2, "收入"), (4, 2, "支出")]
    assert one.at(2, 1).text == "序号"


def test_blank_headings_do_not_join_over_the_border_of_the_heading_above() -> None:
    one = infer_header_spans(grid("用车||接待|", "小计||"[:-1] + "||", "预算|决算|预算|决算"), (1, 2, 3))
    assert spans(one, 2)[0] == (1, 2, "小计")


def test_a_short_total_row_moves_under_its_columns() -> None:
    one = grid("编码|名称|合计|基本", "合计|9|4", "206|科学|9|4")
    assert [c.column for c in align_short_rows(one, (2, 3), 4, 2).by_row[2]] == [1, 3, 4]


def test_a_total_missing_more_cells_than_it_can_cover_is_short_at_the_end() -> None:
    one = grid("a|b|c|d|e|金额|采购|其中", "总   计|9", "1|2|3|4|5|9|否|")
    assert [(c.column, c.colspan) for c in align_short_rows(one, (2, 3), 8, 5).by_row[2]] == [(1, 5), (6, 1)]


def test_a_short_row_that_is_no_total_is_not_moved() -> None:
    one = grid("编码|名称|合计", "206|9", "206|科学|9")
    assert align_short_rows(one, (2, 3), 3, 2) == one
