from __future__ import annotations

import pytest

from gongkai.errors import SourceError
from gongkai.model.grid import Grid
from gongkai.readers import Limits, read
from gongkai.readers.html import read_html, tidy

PAGE = """<!DOCTYPE html>
<html><head><title>某市科协2026年预算公开-某市门户网站</title><style>p {color: red}</style></head>
<body><div class="nav"><ul><li><a href="/">首页</a></li><li><a href="/a">政务公开</a></li></ul></div>
<div class="box"><h1>某市科协2026年预算公开</h1><div class="text">
<p>一、收入预算604.42万元，其中一般公共预算拨款收入604.42万元，比上年增加51.93万元，主要是增加人员经费。</p>
<p>二、支出<b>预算</b><br>三、说明</p><script>var x = '不是正文';</script>
<table><tr><th rowspan="2">科目</th><th colspan="2">支出</th></tr><tr><td>合计</td><td>基本</td></tr>
<tr><td>行政<br>运行</td><td>5.00</td><td></td></tr></table>
</div></div><div class="footer"><a href="/x">友情链接</a>主办单位：某市人民政府</div></body></html>"""


def html(text: str, encoding: str = "utf-8"):
    return read_html(text.encode(encoding), "a.html", Limits())


def test_document_is_told_from_the_page():
    document = html(PAGE)
    texts = [(b.text, b.kind) for b in document.paragraphs]
    assert ("首页", "furniture") in texts and ("友情链接主办单位：某市人民政府", "furniture") in texts
    assert ("某市科协2026年预算公开", "heading") in texts
    assert ("二、支出预算", "text") in texts and ("三、说明", "text") in texts
    assert not any("不是正文" in text or "color" in text for text, _ in texts)
    assert next(b.place.line for b in document.paragraphs if b.text.startswith("一、")) == 5


def test_spans():
    (grid,) = html(PAGE).grids
    spans = {c.text: (c.row, c.column, c.rowspan, c.colspan) for c in grid.cells}
    assert spans["科目"] == (1, 1, 2, 1) and spans["支出"] == (1, 2, 1, 2) and spans["基本"] == (2, 3, 1, 1)
    assert spans["行政\n运行"] == (3, 1, 1, 1) and len(grid.covered) == 9


@pytest.mark.parametrize("declared", ["gbk", "gb2312", "gb18030", ""])
def test_chinese_encodings(declared, tmp_path):
    meta = f'<meta charset="{declared}">' if declared else ""
    page = f"<html><head>{meta}</head><body><p>预算公开：㎡</p></body></html>"
    (tmp_path / "a.pdf").write_bytes(page.encode("gb18030"))
    assert [b.text for b in read(tmp_path / "a.pdf", "a.pdf").paragraphs] == ["预算公开：㎡"]


def test_nested_and_layout_tables():
    layout = (
        "<table><tr><td><p>正文一段，很长的正文</p><table><tr><td>项目</td><td>金额</td></tr></table></td></tr></table>"
    )
    document = html(f"<html><body>{layout}</body></html>")
    assert [type(b) for b in document.blocks] != [Grid, Grid] and len(document.grids) == 1
    data = (
        "<table><tr><td>甲</td><td>1</td></tr><tr><td>乙<table><tr><td>内</td><td>2</td></tr></table></td>"
        "<td>3</td></tr></table>"
    )
    outer, nested = html(f"<html><body>{data}</body></html>").grids
    assert [c.text for c in outer.cells] == ["甲", "1", "乙", "3"]
    assert [c.text for c in nested.cells] == ["内", "2"] and nested.hints == ("nested",)


def test_spans_that_overlap_or_run_out_give_way():
    page = (
        '<table><tr><td rowspan="9">甲</td><td>1</td></tr><tr><td colspan="5">2</td></tr>'
        '<tr><td colspan="x">3</td></tr></table>'
    )
    (grid,) = html(f"<html><body>{page}</body></html>").grids
    assert grid.cells[0].rowspan == 3 and grid.height == 3
    positions = [
        (row, column)
        for cell in grid.cells
        for row in range(cell.row, cell.bottom + 1)
        for column in range(cell.column, cell.right + 1)
    ]
    assert len(positions) == len(set(positions))


def test_white_space_is_as_in_a_browser():
    assert tidy("预算\n   公开") == "预算公开"
    assert tidy("ab\n cd") == "ab cd"
    assert tidy("单位\xa0\xa0万元  整") == "单位  万元 整"


def test_bad_pages_give_one_message():
    with pytest.raises(SourceError, match="max_depth"):
        html("<html><body>" + "<div>" * 300 + "深" + "</div>" * 300 + "</body></html>")
    with pytest.raises(SourceError, match="max_cells"):
        read_html(PAGE.encode(), "a.html", Limits(max_cells=3))
