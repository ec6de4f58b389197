from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.errors import SourceError
from gongkai.model.document import Document
from gongkai.model.grid import Grid
from gongkai.readers import Limits, read
from gongkai.readers.dump import read_dump
from gongkai.readers.pdf_text import read_pdf_text
from gongkai.readers.sniff import sniff

SEEDS = sorted((Path(__file__).parents[2] / "disclosures").glob("*/*/*.txt"))
LINES = st.lists(
    st.one_of(
        st.sampled_from(
            ["", " ", "\t", "\t\t甲", " \t乙", "\t1.00", "甲\t乙\t", "一、收入", "，其中", "[bookmark: _Toc1]目", "22"]
        ),
        st.text(st.sampled_from("收入12.，。（）\t \u3000"), max_size=12),
    ),
    max_size=40,
)


def squeezed(text: str) -> str:
    return re.sub(r"\s", "", re.sub(r"\[bookmark:[^\[\]]*\]", "", text))


def text_of(document: Document) -> str:
    parts = []
    for block in document.blocks:
        parts.extend(cell.text for cell in block.cells) if isinstance(block, Grid) else parts.append(block.text)
    return "".join(parts)


@pytest.mark.parametrize("reader", [read_dump, read_pdf_text])
@given(lines=LINES)
def test_nothing_is_lost_and_order_is_kept(reader, lines):
    source = "\n".join(lines)
    document = reader(source.encode(), "a.txt", Limits())
    assert squeezed(text_of(document)) == squeezed(source)


@pytest.mark.parametrize("reader", [read_dump, read_pdf_text])
@given(lines=LINES)
def test_places_point_at_their_text(reader, lines):
    document = reader("\n".join(lines).encode(), "a.txt", Limits())
    pieces = [p for b in document.blocks for p in (b.cells if isinstance(b, Grid) else (b,))]
    for piece in pieces:
        place = piece.place
        assert place.file == "a.txt" and place.line is not None and place.line_end is not None
        assert squeezed(piece.text) in squeezed("".join(lines[place.line - 1 : place.line_end]))
    starts = [piece.place.line for piece in pieces]
    assert starts == sorted(starts)


@pytest.mark.parametrize("path", SEEDS, ids=[f"{p.parent.parent.name}-{p.parent.name}" for p in SEEDS])
def test_disclosed_texts_are_read_whole(path):
    document = read(path, path.name)
    assert squeezed(text_of(document)) == squeezed(path.read_text(encoding="utf-8"))
    assert document.grids


def rows(document: Document, grid: int = 0) -> list[list[str]]:
    return [[cell.text for cell in cells] for cells in document.grids[grid].by_row.values()]


def test_dump_cells_rows_and_tables():
    source = "表1：收支\n\t项目\n\t金额\n\n\t其中：\n补贴\n\t\t1.00\n \t合计\n\t　\n\n\n\n\t末\n\n注：无\n\t次表\n"
    document = read_dump(source.encode(), "a.txt", Limits())
    assert rows(document) == [["项目", "金额"], ["其中：\n补贴", "\t1.00"], ["合计", "　"], ["末"]]
    assert rows(document, 1) == [["次表"]]
    assert [p.text for p in document.paragraphs] == ["表1：收支", "注：无"]
    first = document.grids[0]
    assert first.ragged and (first.place.line, first.place.line_end) == (2, 13)
    assert (first.cells[2].place.line, first.cells[2].place.line_end) == (5, 6)


def test_dump_page_number_is_furniture():
    document = read_dump("\t甲\n\n\n22\n\n二、支出\n".encode(), "a.txt", Limits())
    assert [p.kind for p in document.paragraphs] == ["furniture", "text"]


def test_pdf_text_rows_keep_blank_cells():
    document = read_pdf_text("序号\t收入\t\n\t1\t\n\n1\t2\t\n".encode(), "a.txt", Limits())
    assert rows(document) == [["序号", "收入", ""], ["", "1", ""]]
    assert rows(document, 1) == [["1", "2", ""]]
    assert [grid.hints for grid in document.grids] == [(), ("blank-line-before",)]


def test_pdf_text_contents_line_is_no_table():
    document = read_pdf_text("目录\n一、总体目标.....\t2\n".encode(), "a.txt", Limits())
    assert not document.grids


@pytest.mark.parametrize(
    ("first", "second", "joined"),
    [
        ("安排资金37万元，提", "前下达37.80万元。", True),
        ("机关运行费为保障（含参照", "管理的单位)运行", True),
        ("三、实施行动，加强建设", "绩效目标：甲", False),
        ("收入604.42万元，比上年增加。", "主要原因", False),
        ("开展学术交流，促进发展", "2、组织竞赛", False),
        ("部门预算收支总表", "部门编码及名称", False),
    ],
)
def test_pdf_text_sentence_over_a_page_break(first, second, joined):
    document = read_pdf_text(f"{first}\n\n{second}\n".encode(), "a.txt", Limits())
    assert ([p.text for p in document.paragraphs] == [first + second]) is joined


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_encodings_and_line_ends(encoding, end, tmp_path):
    path = tmp_path / "a.txt"
    path.write_bytes(f"部门预算{end}\t项目{end}\t金额{end}".encode(encoding))
    document = read(path, "a.txt")
    assert document.paragraphs[0].text == "部门预算"
    assert rows(document) == [["项目", "金额"]]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "is empty"),
        (b" \n\n", "is empty"),
        (b"\x89PNG\r\n\x1a\n123", "image"),
        (b"Rar!\x1a\x07", "archive"),
        ("预算公开收入支出".encode()[:-1] * 3, "is not text"),
        (bytes(range(256)) * 4, "is not text"),
    ],
)
def test_unreadable_files_give_one_message(data, words, tmp_path):
    path = tmp_path / "a.pdf"
    path.write_bytes(data)
    with pytest.raises(SourceError, match=words) as caught:
        read(path, "a.pdf")
    assert str(caught.value).startswith("a.pdf: ") and caught.value.advice


def test_missing_and_oversized_files(tmp_path):
    with pytest.raises(SourceError, match="cannot be read"):
        read(tmp_path / "none.txt", "none.txt")
    (tmp_path / "big.txt").write_text("预算" * 100, encoding="utf-8")
    with pytest.raises(SourceError, match="max_file_bytes"):
        read(tmp_path / "big.txt", "big.txt", Limits(max_file_bytes=10))


def test_style_is_told_by_content():
    assert sniff("表\n\t甲\n\t乙\n\n\t1\n\t2\n".encode(), "a") == "dump"
    assert sniff("表\n甲\t乙\n1\t2\n".encode(), "a") == "pdf-text"
    assert sniff("<!DOCTYPE html><html><body>甲</body></html>".encode("gbk"), "a.pdf") == "html"
