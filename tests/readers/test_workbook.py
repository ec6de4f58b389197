from __future__ import annotations

import datetime
import io

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st
from readers.making import make_xls, zipped

from gongkai.errors import SourceError
from gongkai.readers import Limits, read
from gongkai.readers.number_format import exact, plain, shown
from gongkai.readers.sniff import sniff
from gongkai.readers.workbook import read_xls, read_xlsx


def workbook(fill) -> bytes:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    fill(book)
    book.close()
    return out.getvalue()


def rows(grid):
    return [[cell.text for cell in cells] for cells in grid.by_row.values()]


@pytest.mark.parametrize(
    ("value", "code", "text"),
    [
        (604.42, "", "604.42"),
        (604.4200000000001, "", "604.42"),
        (12.0, "", "12"),
        (1234.5, "#,##0.00", "1,234.50"),
        (0.125, "0.00", "0.13"),
        (2.675, "0.00", "2.68"),
        (-2.5, "0", "-3"),
        (-0.001, "0.00", "0.00"),
        (0.0, "#,##0.00", "0.00"),
        (0.0, '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ ', "-"),
        (-1234.5, '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ ', "-1,234.50"),
        (-1234.5, "#,##0.00_);(#,##0.00)", "(1,234.50)"),
        (0.0, "#,##0.00;-#,##0.00;", ""),
        (0.3515, "0.00%", "35.15%"),
        (12345678.0, '#,##0,"千元"', "12,346千元"),
        (5.0, '0"万元"', "5万元"),
        (7.0, "000", "007"),
        (0.5, "#.##", ".5"),
        (3.0, "#.##", "3"),
        (8.0, "[Red]0.0", "8.0"),
        (8.0, "[$¥-804]#,##0.00", "¥8.00"),
        (8.0, "@", "8"),
        (8.0, "[>5]0.0;0", "8"),
        ("文字", "0.00", "文字"),
        (True, "", "TRUE"),
        (datetime.date(2019, 2, 11), 'yyyy"年"m"月"d"日"', "2019年2月11日"),
        (datetime.datetime.fromisoformat("2019-02-11T09:05"), "yyyy-mm-dd hh:mm", "2019-02-11 09:05"),
    ],
)
def test_number_formats(value, code, text):
    assert shown(value, code) == text


@given(st.decimals(min_value=-(10**11), max_value=10**11, places=2))
def test_amounts_round_trip(amount):
    assert exact(float(amount)) == amount
    assert exact(float(shown(float(amount), "#,##0.00").replace(",", ""))) == amount
    assert "E" not in plain(exact(float(amount)))


def test_sheets_merged_cells_and_formats():
    def fill(book):
        money = book.add_format({"num_format": "#,##0.00"})
        sheet = book.add_worksheet("收支总表")
        sheet.merge_range("B2:C2", "收入")
        sheet.write("B3", "合计")
        sheet.write("C3", 1234.5, money)
        sheet.write("B4", "人数")
        sheet.write("C4", 12)
        book.add_worksheet("空表")
        book.add_worksheet("藏").hide()

    document = read_xlsx(workbook(fill), "a.xlsx", Limits())
    assert [(p.text, p.kind) for p in document.paragraphs] == [("收支总表", "heading"), ("空表", "heading")]
    (grid,) = document.grids
    assert rows(grid) == [["收入"], ["合计", "1,234.50"], ["人数", "12"]]
    assert grid.cells[0].colspan == 2
    assert grid.at(2, 2).place.ref == "收支总表!C3" and grid.place.ref == "收支总表!B2:C4"
    assert [f.code for f in document.findings] == ["hidden-sheet"]


def test_formula_without_value_is_blank_and_a_finding():
    def fill(book):
        sheet = book.add_worksheet("表")
        sheet.write_row("A1", ["甲", 3, 4])
        sheet.write_formula("D1", "=B1+C1")
        sheet.write_formula("E1", "=B1*C1", None, 12)

    document = read_xlsx(workbook(fill), "a.xlsx", Limits())
    assert rows(document.grids[0]) == [["甲", "3", "4", "", "12"]]
    assert [(f.code, f.place.ref) for f in document.findings] == [("formula-without-value", "表!D1")]


def test_old_workbook():
    data = make_xls([["收入", "", "备注"], ["合计", 604.42, "无"]], merged=[(0, 0, 0, 1)])
    assert sniff(data, "a.xls") == "xls"
    document = read_xls(data, "a.xls", Limits())
    (grid,) = document.grids
    assert rows(grid) == [["收入", "备注"], ["合计", "604.42", "无"]]
    assert grid.cells[0].colspan == 2 and document.paragraphs[0].text == "表"


def test_bad_files_give_one_message(tmp_path):
    good = workbook(lambda book: book.add_worksheet("表").write_row("A1", range(100)))
    with pytest.raises(SourceError, match="damaged"):
        read_xlsx(good[: len(good) // 2], "a.xlsx", Limits())
    with pytest.raises(SourceError, match="max_cells"):
        read_xlsx(good, "a.xlsx", Limits(max_cells=50))
    with pytest.raises(SourceError, match="max_uncompressed_bytes"):
        read_xlsx(good, "a.xlsx", Limits(max_uncompressed_bytes=100))
    with pytest.raises(SourceError, match="max_ratio"):
        read_xlsx(zipped({"xl/workbook.xml": b" " * 5_000_000}), "a.xlsx", Limits())
    locked = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le")
    (tmp_path / "a.xlsx").write_bytes(locked)
    with pytest.raises(SourceError, match="encrypted"):
        read(tmp_path / "a.xlsx", "a.xlsx")
