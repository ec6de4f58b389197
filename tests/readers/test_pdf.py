from __future__ import annotations

import re
import tracemalloc

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from readers.making import make_pdf, ruled

from gongkai.errors import SourceError
from gongkai.model.document import Document
from gongkai.model.grid import Grid
from gongkai.readers import Limits
from gongkai.readers.pdf import read_pdf

XS = (50.0, 250.0, 350.0, 450.0)
YS = (100.0, 120.0, 140.0, 160.0)
ROWS = (("项目", "预算数", "决算数"), ("一、收入", "1,234.56", ""), ("合计", "1,234.56", "0.00"))


def read(ops, **options) -> Document:
    pages = ops if ops and isinstance(ops[0], list) else [ops]
    return read_pdf(make_pdf(pages, **options), "a.pdf", Limits())


def rows(grid: Grid) -> list[list[str]]:
    return [[cell.text for cell in cells] for cells in grid.by_row.values()]


def squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)


def text_of(document: Document) -> str:
    return "".join(
        "".join(cell.text for cell in block.cells) if isinstance(block, Grid) else block.text
        for block in document.blocks
    )


def test_ruled_table_with_caption_and_unit_line():
    document = read([("text", 200, 60, 14, "收支总表"), ("text", 380, 85, 10, "单位：万元"), *ruled(XS, YS, ROWS)])
    assert [p.text for p in document.paragraphs] == ["收支总表", "单位：万元"]
    (grid,) = document.grids
    assert rows(grid) == [list(row) for row in ROWS]
    assert grid.place.page == 1 and grid.place.box == pytest.approx((50, 100, 450, 160), abs=0.5)
    assert grid.at(2, 2).place.box == pytest.approx((250, 120, 350, 140), abs=0.5)


def test_merged_cells_have_their_spans():
    ops = [("line", 50, y, 450, y) for y in (100, 140, 160)]
    ops += [("line", 250, 120, 450, 120)]
    ops += [("line", x, 100, x, 160) for x in (50, 250, 450)] + [("line", 350, 120, 350, 160)]
    ops += [("text", 60, 112, 10, "科目"), ("text", 330, 104, 10, "支出"), ("text", 270, 124, 10, "合计")]
    ops += [("text", 370, 124, 10, "基本支出"), ("text", 60, 144, 10, "行政运行"), ("text", 270, 144, 10, "5.00")]
    (grid,) = read(ops).grids
    spans = {cell.text: (cell.row, cell.column, cell.rowspan, cell.colspan) for cell in grid.cells}
    assert spans["科目"] == (1, 1, 2, 1)
    assert spans["支出"] == (1, 2, 1, 2)
    assert spans["5.00"] == (3, 2, 1, 1)
    assert set(grid.covered) == {(row, column) for row in (1, 2, 3) for column in (1, 2, 3)}


def test_text_of_two_cells_drawn_close_is_parted_and_overflow_is_not():
    close = [*ruled(XS, YS, (("项目",),)), ("text", 317, 124, 10, "134.56"), ("text", 351, 124, 10, "7.00")]
    (grid,) = read(close).grids
    assert rows(grid)[1] == ["", "134.56", "7.00"]
    over = [*ruled(XS, YS, (("项目", "数"),)), ("text", 53, 124, 10, "机关事业单位基本养老保险缴费支出合计数及其他")]
    (grid,) = read(over).grids
    assert rows(grid)[1] == ["机关事业单位基本养老保险缴费支出合计数及其他", "", ""]


def test_forced_breaks_in_cells_vanish_and_meant_ones_stay():
    xs, ys = (50.0, 100.0, 300.0), (100.0, 120.0, 200.0)
    ops = [*ruled(xs, ys, (("金额", "内容"),))]
    ops += [("text", 52, 124, 10, "76,142."), ("text", 52, 138, 10, "10")]
    ops += [("text", 103, 124, 10, "1.目标一"), ("text", 103, 138, 10, "2.目标二")]
    (grid,) = read(ops).grids
    assert rows(grid)[1] == ["76,142.10", "1.目标一\n2.目标二"]


def test_two_numbers_under_each_other_stay_two():
    ops = [*ruled((50.0, 150.0, 300.0), (100.0, 120.0, 200.0), (("金额", "数"),))]
    ops += [("text", 52, 124, 10, "12"), ("text", 52, 138, 10, "34"), ("text", 160, 124, 10, "甲")]
    (grid,) = read(ops).grids
    assert rows(grid)[1][0] == "12\n34"


def test_paragraph_lines_are_joined_over_lines_and_pages():
    long = "二〇二六年本部门收入预算三千九百四十四万元比上年增加二百八十六万元主要原因"
    first = [("text", 70, 700, 12, "　　" + long[:34]), ("text", 50, 724, 12, long[:37] + "，")]
    first += [("text", 50, 748, 12, long[:38]), ("text", 290, 800, 9, "- 1 -")]
    second = [
        ("text", 50, 60, 12, "是人员增加。"),
        ("text", 74, 84, 12, "二、支出预算"),
        ("text", 290, 800, 9, "- 2 -"),
    ]
    document = read([first, second])
    texts = [p.text for p in document.paragraphs if p.kind == "text"]
    assert len(texts) == 2 and texts[0].endswith(long[:38] + "是人员增加。") and texts[1] == "二、支出预算"
    assert [p.text for p in document.paragraphs if p.kind == "furniture"] == ["- 1 -", "- 2 -"]


def test_running_heads_are_furniture_but_captions_are_not():
    pages = [
        [("text", 200, 40, 9, "某市科技局预算公开"), ("text", 60, 300, 12, f"第{i}段"), ("text", 290, 810, 9, str(i))]
        for i in range(1, 6)
    ]
    captions = [[("text", 200, 40, 9, "表3 支出总表"), ("text", 60, 300, 12, "正文")] for _ in range(5)]
    assert {p.kind for p in read(pages).paragraphs if "公开" in p.text} == {"furniture"}
    assert {p.kind for p in read(captions).paragraphs if "总表" in p.text} == {"text"}


def test_order_is_that_of_the_page_not_of_the_drawing():
    document = read([*ruled(XS, YS, ROWS), ("text", 200, 60, 14, "收支总表")])
    assert not isinstance(document.blocks[0], Grid) and document.blocks[0].text == "收支总表"


def test_frames_around_text_are_no_tables():
    frame = [("line", 50, 100, 450, 100), ("line", 50, 160, 450, 160), ("line", 50, 100, 50, 160)]
    frame += [("line", 450, 100, 450, 160), ("line", 50, 130, 450, 130)]
    frame += [("text", 60, 110, 10, "说明一"), ("text", 60, 140, 10, "说明二")]
    assert not read(frame).grids
    contents = ruled((50.0, 400.0, 450.0), (100.0, 120.0, 140.0, 160.0), [(f"表{i}........", str(i)) for i in range(3)])
    assert not read(contents).grids


def test_table_without_lines():
    ops = [("text", 60, 60, 14, "支出总表"), ("text", 60, 100, 10, "项目"), ("text", 260, 100, 10, "合计")]
    ops += [("text", 360, 100, 10, "基本支出")]
    for i, row in enumerate((("一、科学技术", "12.00", "10.00"), ("二、教育", "3.50", ""), ("合计", "15.50", "10.00"))):
        ops += [("text", x, 120 + 20 * i, 10, text) for x, text in zip((60, 260, 370), row, strict=True) if text]
    ops += [("text", 60, 260, 10, "注：无")]
    document = read(ops)
    (grid,) = document.grids
    assert grid.hints == ("unruled",)
    assert rows(grid) == [
        ["项目", "合计", "基本支出"],
        ["一、科学技术", "12.00", "10.00"],
        ["二、教育", "3.50", ""],
        ["合计", "15.50", "10.00"],
    ]
    assert [p.text for p in document.paragraphs] == ["支出总表", "注：无"]


def test_prose_with_wide_gaps_is_no_table():
    ops = [("text", 60, 100 + 20 * i, 10, "负责人：张") for i in range(3)]
    ops += [("text", 300, 100 + 20 * i, 10, "日期：二月") for i in range(3)]
    assert not read(ops).grids


def test_rows_without_lines_between_them():
    ops = [*ruled(XS, (100.0, 120.0, 220.0), (ROWS[0],))]
    for i, row in enumerate((("一、收入", "1.00", "2.00"), ("二、其他", "3.00", ""), ("合计", "4.00", "2.00"))):
        ops += [("text", x + 3, 124 + 20 * i, 10, text) for x, text in zip(XS, row, strict=False) if text]
    (grid,) = read(ops).grids
    assert grid.hints == ("unruled-rows",)
    assert rows(grid)[1:] == [["一、收入", "1.00", "2.00"], ["二、其他", "3.00", ""], ["合计", "4.00", "2.00"]]


def test_sideways_page_is_read_upright():
    table = ruled((100.0, 300.0, 400.0), (50.0, 70.0, 90.0), (("项目", "金额"), ("合计", "5.00")))
    turned = []
    for op in table:
        if op[0] == "text":
            _, x, top, size, string = op
            turned.append(("upward", top + 0.88 * size, 842 - x, size, string))
        else:
            _, x0, top, x1, bottom = op
            turned.append(("line", top, 842 - x0, bottom, 842 - x1))
    (grid,) = read(turned).grids
    assert rows(grid) == [["项目", "金额"], ["合计", "5.00"]]
    assert grid.place.box == pytest.approx((50, 442, 90, 742), abs=1)


@pytest.mark.parametrize("rotate", [90, 270])
def test_rotated_page_keeps_its_table(rotate):
    document = read(ruled(XS, YS, ROWS), rotate=rotate)
    assert sorted(squeezed(text_of(document))) == sorted(squeezed("".join(map("".join, ROWS))))


def test_pictures_of_pages_are_findings():
    scanned = read([[("image",)], [("image",)]])
    assert [f.code for f in scanned.findings] == ["scanned"] and "scanned: no text" in str(scanned.findings[0])
    mixed = read([[("image",)], [("text", 60, 60, 12, "正文")]])
    assert [(f.code, f.place.page) for f in mixed.findings] == [("scanned-page", 1)]


def test_characters_outside_the_page_and_drawn_twice():
    document = read([("text", 60, 60, 12, "正文"), ("text", 60.2, 60, 12, "正文"), ("text", 60, 900, 12, "裁去")])
    assert text_of(document) == "正文"
    cropped = read([("text", 60, 60, 12, "正文"), ("text", 60, 700, 12, "裁去")], crop="0 400 595 842")
    assert text_of(cropped) == "正文"


@settings(max_examples=15, deadline=None)
@given(
    st.lists(
        st.lists(st.text(st.sampled_from("收入支出12.,0"), max_size=6), min_size=3, max_size=3), min_size=2, max_size=6
    ),
    st.lists(st.text(st.sampled_from("预算说明：万元12"), min_size=1, max_size=30), max_size=4),
)
def test_every_character_is_in_exactly_one_block(table, lines):
    ys = [300.0 + 20 * i for i in range(len(table) + 1)]
    ops = [*ruled(XS, ys, table), *(("text", 50, 60 + 20 * i, 10, line) for i, line in enumerate(lines))]
    document = read(ops)
    given_text = "".join("".join(row) for row in table) + "".join(lines)
    assert sorted(squeezed(text_of(document))) == sorted(given_text)


def test_bad_files_give_one_message():
    whole = make_pdf([ruled(XS, YS, ROWS)] * 3)
    with pytest.raises(SourceError, match="encrypted"):
        read_pdf(make_pdf([[]], encrypt=True), "a.pdf", Limits())
    with pytest.raises(SourceError, match="damaged PDF"):
        read_pdf(b"%PDF-1.4\n" + b"garbage" * 50 + b"%%EOF", "a.pdf", Limits())
    with pytest.raises(SourceError, match="cut off"):
        read_pdf(whole[: len(whole) // 2], "a.pdf", Limits())
    with pytest.raises(SourceError, match="max_pages"):
        read_pdf(whole, "a.pdf", Limits(max_pages=2))
    with pytest.raises(SourceError, match="max_cells"):
        read_pdf(whole, "a.pdf", Limits(max_cells=10))
    with pytest.raises(SourceError, match="max_seconds"):
        read_pdf(whole, "a.pdf", Limits(max_seconds=0.0))


@pytest.mark.parametrize("left", [0.5, 0.9, 1.0])
def test_damaged_streams_are_findings(left):
    import re
    import zlib

    whole = make_pdf([ruled(XS, YS, ROWS), ruled(XS, YS, ROWS)])

    def packed(match):
        data = zlib.compress(match.group(2))
        data = data[: int(len(data) * left)]
        return b"<< /Filter /FlateDecode /Length %d >>\nstream\n%s\nendstream" % (len(data), data)

    parts = re.compile(rb"<< /Length (?:\d+) >>\nstream\n()(.*?)\nendstream", re.DOTALL)
    document = read_pdf(parts.sub(packed, whole, count=1), "a.pdf", Limits())
    found = [(one.code, one.place.page) for one in document.findings if one.code == "damaged-stream"]
    assert found == ([("damaged-stream", 1)] if left < 1 else [])


def test_memory_holds_one_page_at_a_time():
    """Only what is read stays: a page more costs some kilobytes, not the hundred that its characters take."""
    page = [("text", 60, 60 + 24 * i, 10, "二〇二三年部门预算总收入一百二十万元") for i in range(4)]

    def peak(pages: int) -> int:
        data = make_pdf([page] * pages)
        tracemalloc.start()
        read_pdf(data, "a.pdf", Limits())
        used = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return used

    peak(2)
    assert peak(90) - peak(20) < 70 * 20_000
