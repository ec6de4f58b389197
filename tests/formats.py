"""One invented disclosure, made in every format that gongkai reads."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import escape

from readers.making import Op, make_docx, make_pdf


@dataclass(frozen=True)
class Made:
    """A cell as the maker knows it: text, rows and columns covered."""

    text: str
    rows: int = 1
    columns: int = 1


@dataclass(frozen=True)
class Drawn:
    """A table: caption, unit line, rows of cells (merged ones once, where they begin)."""

    caption: str
    unit: str
    rows: Sequence[Sequence[Made]]

    def placed(self) -> list[tuple[int, int, Made]]:
        """Each cell with its row and column from 0."""
        taken: set[tuple[int, int]] = set()
        found = []
        for i, row in enumerate(self.rows):
            j = 0
            for cell in row:
                while (i, j) in taken:
                    j += 1
                found.append((i, j, cell))
                taken |= {(i + y, j + x) for y in range(cell.rows) for x in range(cell.columns)}
        return found

    def filled(self) -> list[list[str]]:
        """A text for each position, blank where a merged cell goes on."""
        width = max(j + cell.columns for _, j, cell in self.placed())
        texts = [[""] * width for _ in self.rows]
        for i, j, cell in self.placed():
            texts[i][j] = cell.text
        return texts


def _rows(text: str) -> list[list[Made]]:
    """Cells separated by `|`; `合计^2` covers two rows, `收入>2` two columns."""
    return [[_cell(part.strip()) for part in line.strip().split("|")] for line in text.strip().splitlines()]


def _cell(text: str) -> Made:
    for mark, name in (("^", "rows"), (">", "columns")):
        head, found, count = text.rpartition(mark)
        if found:
            return Made(head, **{name: int(count)})
    return Made(text)


TITLE = "海川县科学技术协会2023年部门预算公开"
TABLES = (
    Drawn("部门收支总表", "单位：万元", _rows("""
        收入>2 | 支出>2
        项目 | 预算数 | 项目 | 预算数
        一、一般公共预算拨款收入 | 118.00 | 一、科学技术支出 | 97.50
        二、政府性基金预算拨款收入 |  | 二、社会保障和就业支出 | 12.30
        三、其他收入 | 2.00 | 三、住房保障支出 | 10.20
        收入总计 | 120.00 | 支出总计 | 120.00
    """)),
    Drawn("部门支出总表", "单位：万元", _rows("""
        科目编码 | 科目名称 | 合计 | 基本支出 | 项目支出
        合计>2 | 120.00 | 85.00 | 35.00
        206 | 科学技术支出 | 97.50 | 62.50 | 35.00
        20607 | 科学技术普及 | 97.50 | 62.50 | 35.00
        2060701 | 机构运行 | 62.50 | 62.50 | 0.00
        2060702 | 科普活动 | 35.00 | - | 35.00
        208 | 社会保障和就业支出 | 12.30 | 12.30 |
        20805 | 行政事业单位养老支出 | 12.30 | 12.30 |
        2080505 | 机关事业单位基本养老保险缴费支出 | 12.30 | 12.30 |
        221 | 住房保障支出 | 10.20 | 10.20 |
        22102 | 住房改革支出 | 10.20 | 10.20 |
        2210201 | 住房公积金 | 10.20 | 10.20 |
    """)),
    Drawn("一般公共预算支出表", "单位：万元", _rows("""
        科目编码^2 | 科目名称^2 | 合计^2 | 基本支出>3 | 项目支出^2
        小计 | 人员经费 | 公用经费
        合计>2 | 118.00 | 85.00 | 80.00 | 5.00 | 33.00
        206 | 科学技术支出 | 95.50 | 62.50 | 57.50 | 5.00 | 33.00
        20607 | 科学技术普及 | 95.50 | 62.50 | 57.50 | 5.00 | 33.00
        2060701 | 机构运行 | 62.50 | 62.50 | 57.50 | 5.00 |
        2060702 | 科普活动 | 33.00 |  |  |  | 33.00
        208 | 社会保障和就业支出 | 12.30 | 12.30 | 12.30 |  |
        20805 | 行政事业单位养老支出 | 12.30 | 12.30 | 12.30 |  |
        2080505 | 机关事业单位基本养老保险缴费支出 | 12.30 | 12.30 | 12.30 |  |
        221 | 住房保障支出 | 10.20 | 10.20 | 10.20 |  |
        22102 | 住房改革支出 | 10.20 | 10.20 | 10.20 |  |
        2210201 | 住房公积金 | 10.20 | 10.20 | 10.20 |  |
    """)),
    Drawn("一般公共预算“三公”经费支出表", "单位：万元", _rows("""
        项目 | 2022年预算数 | 2023年预算数 | 增减额
        合计 | 3.50 | 3.00 | -0.50
        1.因公出国（境）费 | 0.00 | 0.00 | 0.00
        2.公务接待费 | 0.50 | 0.50 |
        3.公务用车购置及运行费 | 3.00 | 2.50 | -0.50
        其中：公务用车购置费 | 0.00 | 0.00 |
        公务用车运行费 | 3.00 | 2.50 | -0.50
    """)),
)  # fmt: skip
TEXT = (
    "部门预算情况说明",
    "一、收支总体情况",
    "2023年部门预算总收入120.00万元，比2022年增加20.00万元，增长20.00%。",
    "2023年部门预算总支出120.00万元，其中基本支出85.00万元，项目支出35.00万元。",
    "二、“三公”经费情况",
    "2023年“三公”经费预算3.00万元，比上年减少0.50万元，下降14.29%。",
)


def dump(tables: Sequence[Drawn] = TABLES, text: Sequence[str] = TEXT) -> bytes:
    """The text export of a word processor: merged headings stand once, what is merged downwards is blank below."""
    lines = [TITLE, ""]
    for one in tables:
        lines += [one.caption, "", one.unit, ""]
        columns = {(i + y, j): (cell if y == 0 else Made("")) for i, j, cell in one.placed() for y in range(cell.rows)}
        for i in range(len(one.rows)):
            lines += ["\t" + columns[place].text for place in sorted(columns) if place[0] == i] + [""]
    return _lines([*lines, *(part for line in text for part in (line, ""))])


def pdf_text(tables: Sequence[Drawn] = TABLES, text: Sequence[str] = TEXT) -> bytes:
    """The text taken from a PDF: a row a line."""
    lines = [TITLE, ""]
    for one in tables:
        lines += [one.caption, "", one.unit, "", *("\t".join(row) for row in one.filled()), ""]
    return _lines([*lines, *(part for line in text for part in (line, ""))])


def _lines(lines: Sequence[str]) -> bytes:
    return ("\n".join(lines) + "\n").encode()


def html(tables: Sequence[Drawn] = TABLES, text: Sequence[str] = TEXT) -> bytes:
    """A web page with spans."""
    body = [f"<h1>{TITLE}</h1>"]
    for one in tables:
        body.append(f"<p>{one.caption}</p><p>{one.unit}</p><table>")
        for row in one.rows:
            cells = (f'<td rowspan="{c.rows}" colspan="{c.columns}">{escape(c.text)}</td>' for c in row)
            body.append("<tr>" + "".join(cells) + "</tr>")
        body.append("</table>")
    body += [f"<p>{line}</p>" for line in text]
    head = f'<!DOCTYPE html><html><head><meta charset="utf-8"><title>{TITLE}</title></head><body>'
    return (head + "\n".join(body) + "</body></html>").encode()


_WIDTH = 1500
"""Of a column, in twentieths of a point."""


def docx(tables: Sequence[Drawn] = TABLES, text: Sequence[str] = TEXT) -> bytes:
    """A Word document with grid spans and vertical merges."""
    body = [_p(TITLE)]
    for one in tables:
        body += [_p(one.caption), _p(one.unit), "<w:tbl>"]
        columns = {(i + y, j): (cell, y) for i, j, cell in one.placed() for y in range(cell.rows)}
        width = max(j + cell.columns for _, j, cell in one.placed())
        body.append("<w:tblGrid>" + f'<w:gridCol w:w="{_WIDTH}"/>' * width + "</w:tblGrid>")
        for i in range(len(one.rows)):
            body.append("<w:tr>" + "".join(_tc(*columns[at]) for at in sorted(columns) if at[0] == i) + "</w:tr>")
        body.append("</w:tbl>")
    return make_docx("".join([*body, *map(_p, text)]))


def _p(text: str) -> str:
    return f"<w:p><w:r><w:t>{escape(text)}</w:t></w:r></w:p>"


def _tc(cell: Made, below: int) -> str:
    merge = "" if cell.rows == 1 else "<w:vMerge/>" if below else '<w:vMerge w:val="restart"/>'
    span = f'<w:tcW w:w="{_WIDTH * cell.columns}" w:type="dxa"/><w:gridSpan w:val="{cell.columns}"/>'
    return f"<w:tc><w:tcPr>{span}{merge}</w:tcPr>{_p('' if below else cell.text)}</w:tc>"


def xlsx(tables: Sequence[Drawn] = TABLES, text: Sequence[str] = TEXT, stacked: bool = False) -> bytes:
    """A workbook: a sheet for each table, or all on one sheet with a blank row between; amounts are numbers."""
    import openpyxl

    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "封面"
    sheet.append([TITLE])
    row = 3
    for one in tables:
        if not stacked:
            sheet, row = book.create_sheet(one.caption.translate({ord("“"): "", ord("”"): ""})), 1
        width = len(one.filled()[0])
        sheet.cell(row, 1, one.caption)
        sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=width)
        sheet.cell(row + 1, width, one.unit)
        for i, j, cell in one.placed():
            _put(sheet, row + 2 + i, j + 1, cell)
        row += 3 + len(one.rows)
    if text:
        sheet, row = book.create_sheet("说明"), 1
        for line in text:
            sheet.cell(row, 1, line)
            row += 1
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _put(sheet: object, row: int, column: int, cell: Made) -> None:
    from openpyxl.worksheet.worksheet import Worksheet

    assert isinstance(sheet, Worksheet)
    amount = cell.text.replace(".", "", 1).removeprefix("-").isdigit() and "." in cell.text
    target = sheet.cell(row, column, float(cell.text) if amount else cell.text or None)
    if amount:
        target.number_format = "#,##0.00"
    if cell.rows * cell.columns > 1:
        end = {"end_row": row + cell.rows - 1, "end_column": column + cell.columns - 1}
        sheet.merge_cells(start_row=row, start_column=column, **end)


def pdf(tables: Sequence[Drawn] = TABLES, text: Sequence[str] = TEXT) -> bytes:
    """A PDF with a ruled table a page, and the text on the last one."""
    pages: list[list[Op]] = [[("text", 150, 60, 16, TITLE)]]
    for one in tables:
        pages.append([("text", 200, 40, 14, one.caption), ("text", 490, 64, 10, one.unit), *_ruled(one)])
    pages.append([("text", 60, 60 + 24 * i, 10.5, line) for i, line in enumerate(text)])
    return make_pdf(pages)


def _ruled(table: Drawn) -> list[Op]:
    """Lines around each cell and its text inside."""
    filled = table.filled()
    widest = [max(len(row[j]) for row in filled) for j in range(len(filled[0]))]
    weights = [max(5, min(width, 16)) for width in widest]
    xs = [40.0]
    for weight in weights:
        xs.append(xs[-1] + 515 * weight / sum(weights))
    ys = [80.0 + 24 * i for i in range(len(filled) + 1)]
    ops: list[Op] = []
    for i, j, cell in table.placed():
        x0, x1, y0, y1 = xs[j], xs[j + cell.columns], ys[i], ys[i + cell.rows]
        ops += [("line", x0, y0, x1, y0), ("line", x0, y1, x1, y1), ("line", x0, y0, x0, y1), ("line", x1, y0, x1, y1)]
        if cell.text:
            ops.append(("text", x0 + 2, (y0 + y1) / 2 - 4, 8, cell.text))
    return ops


FORMATS: dict[str, Callable[[Sequence[Drawn], Sequence[str]], bytes]] = {
    "dump.txt": dump, "pdf-text.txt": pdf_text, "a.docx": docx, "a.xlsx": xlsx, "a.html": html, "a.pdf": pdf,
    "stacked.xlsx": lambda tables, text: xlsx(tables, text, stacked=True),
}  # fmt: skip
