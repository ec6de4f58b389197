from __future__ import annotations

import shutil

import pytest
from readers.making import make_docx, zipped

from gongkai.errors import SourceError
from gongkai.model.grid import Grid
from gongkai.readers import Limits, read
from gongkai.readers.docx import read_docx
from gongkai.readers.docx_numbering import numeral
from gongkai.readers.sniff import sniff


def p(text: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


def tc(content: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{content}</w:tc>"


def tbl(*rows: str) -> str:
    return "<w:tbl>" + "".join(f"<w:tr>{row}</w:tr>" for row in rows) + "</w:tbl>"


def doc(body: str, **parts: str):
    return read_docx(make_docx(body, **parts), "a.docx", Limits())


def test_paragraphs_headings_and_soft_breaks():
    styles = '<w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/></w:style>'
    body = p("一、收入", '<w:pStyle w:val="1"/>') + "<w:p><w:r><w:t>甲</w:t><w:br/><w:t>乙</w:t><w:tab/></w:r></w:p>"
    document = doc(body, styles=styles)
    assert [(b.text, b.kind, b.level) for b in document.paragraphs] == [
        ("一、收入", "heading", 1),
        ("甲", "text", 0),
        ("乙\t", "text", 0),
    ]
    assert document.paragraphs[1].place.ref == "paragraph 2"


def test_spans_and_vertical_merges():
    span, start, on = '<w:gridSpan w:val="2"/>', '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    body = tbl(
        tc(p("科目"), start) + tc(p("支出"), span),
        tc(p(""), on) + tc(p("合计")) + tc(p("基本")),
        tc(p("行政")) + tc(p("5.00")) + tc(p("")),
    )
    (grid,) = doc(body).grids
    spans = {c.text: (c.row, c.column, c.rowspan, c.colspan) for c in grid.cells if c.text}
    assert spans["科目"] == (1, 1, 2, 1) and spans["支出"] == (1, 2, 1, 2) and spans["基本"] == (2, 3, 1, 1)
    assert len(grid.covered) == 9
    assert grid.at(3, 2).place.ref == "table 1 row 3 column 2"


def test_row_that_begins_late_keeps_its_columns():
    late = '<w:tr><w:trPr><w:gridBefore w:val="1"/></w:trPr>' + tc(p("7")) + "</w:tr>"
    body = "<w:tbl><w:tr>" + tc(p("甲")) + tc(p("乙")) + "</w:tr>" + late + "</w:tbl>"
    (grid,) = doc(body).grids
    assert grid.at(2, 2).text == "7" and grid.at(2, 1) is None


def test_nested_tables_text_boxes_content_controls_and_footnotes():
    inner = tbl(tc(p("内")) + tc(p("1")))
    box = (
        "<w:p><w:r><mc:AlternateContent><mc:Choice><w:txbxContent>" + p("框") + "</w:txbxContent></mc:Choice>"
        "<mc:Fallback><w:txbxContent>" + p("框") + "</w:txbxContent></mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )
    control = f"<w:sdt><w:sdtPr/><w:sdtContent>{p('控件')}</w:sdtContent></w:sdt>"
    notes = (
        f'<w:footnote w:id="1">{p("脚注")}</w:footnote><w:footnote w:type="separator" w:id="0">{p("x")}</w:footnote>'
    )
    document = doc(tbl(tc(p("外") + inner) + tc(p("2"))) + box + control, footnotes=notes, header1=p("页眉"))
    outer, nested = document.grids
    assert [c.text for c in outer.cells] == ["外", "2"] and [c.text for c in nested.cells] == ["内", "1"]
    assert nested.hints == ("nested",)
    assert [(b.text, b.kind) for b in document.blocks if not isinstance(b, Grid)] == [
        ("页眉", "furniture"),
        ("框", "textbox"),
        ("控件", "text"),
        ("脚注", "footnote"),
    ]


def test_numbers_that_word_prints_are_part_of_the_text():
    numbering = (
        '<w:abstractNum w:abstractNumId="7"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/>'
        '<w:lvlText w:val="%1、"/></w:lvl><w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/>'
        '<w:lvlText w:val="%2."/></w:lvl></w:abstractNum><w:num w:numId="3"><w:abstractNumId w:val="7"/></w:num>'
    )
    first = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="3"/></w:numPr>'
    second = '<w:numPr><w:ilvl w:val="1"/><w:numId w:val="3"/></w:numPr>'
    body = p("收入", first) + p("甲", second) + p("乙", second) + p("支出", first) + p("丙", second)
    document = doc(body, numbering=numbering)
    assert [b.text for b in document.paragraphs] == ["一、收入", "1.甲", "2.乙", "二、支出", "1.丙"]


@pytest.mark.parametrize(
    ("value", "form", "text"),
    [
        (10, "chineseCounting", "十"),
        (12, "chineseCountingThousand", "十二"),
        (20, "chineseCounting", "二十"),
        (21, "chineseCounting", "二十一"),
        (3, "decimalEnclosedCircle", "③"),
        (2, "upperLetter", "B"),
        (4, "lowerRoman", "iv"),
        (7, "decimal", "7"),
        (7, "decimalZero", "07"),
    ],
)
def test_numerals(value, form, text):
    assert numeral(value, form) == text


def test_deleted_and_hidden_text_is_not_read_but_noted():
    body = (
        "<w:p><w:del><w:r><w:delText>旧数12</w:delText></w:r></w:del><w:ins><w:r><w:t>新数13</w:t></w:r></w:ins>"
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>藏</w:t></w:r></w:p>"
    )
    document = doc(body)
    assert [b.text for b in document.paragraphs] == ["新数13"]
    assert [(f.code, f.found) for f in document.findings] == [("tracked-deletion", "旧数12"), ("hidden-text", "藏")]


def test_macros_are_noted():
    data = make_docx(p("正文"))
    import io
    import zipfile

    archive = zipfile.ZipFile(io.BytesIO(data))
    parts = {entry: archive.read(entry) for entry in archive.namelist()}
    parts["word/vbaProject.bin"] = b"x"
    document = read_docx(zipped(parts), "a.docm", Limits())
    assert [f.code for f in document.findings] == ["macros-ignored"] and document.paragraphs[0].text == "正文"


def test_bad_files_give_one_message(tmp_path, monkeypatch):
    good = make_docx(p("正文"))
    assert sniff(good, "a.pdf") == "docx"
    with pytest.raises(SourceError, match="damaged"):
        read_docx(good[: len(good) // 2], "a.docx", Limits())
    with pytest.raises(SourceError, match="nested"):
        doc("<w:sdt><w:sdtContent>" * 150 + p("深") + "</w:sdtContent></w:sdt>" * 150)
    with pytest.raises(SourceError, match="max_ratio"):
        read_docx(zipped({"word/document.xml": b"0" * 3_000_000}), "a.docx", Limits())
    with pytest.raises(SourceError, match="damaged Word document"):
        read_docx(zipped({"word/document.xml": b"<a/>"}), "a.docx", Limits())
    monkeypatch.setattr(shutil, "which", lambda name: None)
    (tmp_path / "a.doc").write_bytes(
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "WordDocument".encode("utf-16-le")
    )
    with pytest.raises(SourceError, match="LibreOffice was not found"):
        read(tmp_path / "a.doc", "a.doc")


def hairs(*rows: tuple[tuple[str, int], ...]):
    """A table of two columns with one of a twentieth of a point between them; cells are text and span."""
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in (1500, 1, 1500))
    lines = ["".join(tc(p(text), f'<w:gridSpan w:val="{span}"/>') for text, span in row) for row in rows]
    (grid,) = doc(tbl(*lines).replace("<w:tbl>", f"<w:tbl><w:tblGrid>{columns}</w:tblGrid>")).grids
    return grid


def test_columns_of_a_hairs_breadth_are_none() -> None:
    grid = hairs((("科目", 1), ("合计", 2)), (("教育", 2), ("5", 1)))
    assert [(one.row, one.column, one.colspan, one.text) for one in grid.cells] == [
        (1, 1, 1, "科目"),
        (1, 2, 1, "合计"),
        (2, 1, 1, "教育"),
        (2, 2, 1, "5"),
    ]


def test_a_cell_of_a_hairs_breadth_is_not_lost() -> None:
    grid = hairs((("科目", 1), ("x", 1), ("合计", 1)))
    assert [one.text for one in grid.cells] == ["科目", "x", "合计"]
