"""Workbook (.xlsx, .xlsm, .xls) → a heading and a grid per visible sheet, or its lines of text, as a person sees them."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from typing import Any

from gongkai.errors import SourceError
from gongkai.model.document import Block, Document, Paragraph
from gongkai.model.finding import Finding, Level
from gongkai.model.grid import Cell, Grid
from gongkai.model.place import Place
from gongkai.readers.limits import Limits
from gongkai.readers.number_format import Value, shown
from gongkai.readers.xlsx_styles import SheetNotes, notes
from gongkai.readers.zipped import opened

_DAMAGED = "open it in Excel and save it again, or file another format"
_NO_NOTES = SheetNotes({}, ())

Range = tuple[tuple[int, int], tuple[int, int]]


def read_xlsx(data: bytes, name: str, limits: Limits) -> Document:
    """The blocks of an .xlsx or .xlsm file; a formula whose value was not stored is a finding and a blank cell."""
    from lxml import etree

    archive = opened(data, name, limits)
    try:
        known = notes(archive)
    except (etree.XMLSyntaxError, KeyError, ValueError) as error:
        raise SourceError(name, f"is a damaged workbook ({type(error).__name__})", _DAMAGED) from error
    document = _read(data, name, limits, known)
    if not any(entry.filename.endswith("vbaProject.bin") for entry in archive.infolist()):
        return document
    advice = "nothing to do; file the .xlsx instead if there is one"
    macros = Finding(Level.NOTE, "macros-ignored", Place(name), "holds macros, which are not run", advice)
    return Document(name, document.blocks, (*document.findings, macros))


def read_xls(data: bytes, name: str, limits: Limits) -> Document:
    """The blocks of an .xls file. Number formats are not applied: values show all digits that they have."""
    return _read(data, name, limits, {})


def _read(data: bytes, name: str, limits: Limits, known: dict[str, SheetNotes]) -> Document:
    import python_calamine as calamine

    blocks: list[Block] = []
    findings: list[Finding] = []
    cells = 0
    try:
        book = calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
        for sheet in book.sheets_metadata:
            if sheet.typ != calamine.SheetTypeEnum.WorkSheet:
                continue
            place = Place(name, ref=sheet.name)
            if sheet.visible != calamine.SheetVisibleEnum.Visible:
                advice = "unhide the sheet and file the workbook again if it should be published"
                findings.append(Finding(Level.NOTE, "hidden-sheet", place, sheet.name, advice))
                continue
            blocks.append(Paragraph(sheet.name, place, "heading", 1))
            source = book.get_sheet_by_name(sheet.name)
            _check_size(source, name, limits, cells)
            noted = known.get(sheet.name, _NO_NOTES)
            grid = _grid(source, name, noted)
            findings.extend(_unvalued(noted, sheet.name, name))
            if grid is not None:
                cells += len(grid.cells)
                blocks += _lines(grid) or [grid]
    except calamine.PasswordError as error:
        raise SourceError(name, "is encrypted", "file a copy without a password") from error
    except (calamine.CalamineError, OSError) as error:
        raise SourceError(name, f"is a damaged workbook ({type(error).__name__})", _DAMAGED) from error
    return Document(name, tuple(blocks), tuple(findings))


def _check_size(sheet: Any, name: str, limits: Limits, before: int) -> None:
    if before + sheet.height * sheet.width > limits.max_cells:
        found = f"has more than max_cells {limits.max_cells} cells (sheet {sheet.name})"
        raise SourceError(name, found, "delete what lies outside the tables, or raise the limit")


def _grid(sheet: Any, name: str, noted: SheetNotes) -> Grid | None:
    rows: list[list[Value]] = sheet.to_python(skip_empty_area=True)
    top, left = sheet.start or (0, 0)
    unvalued = set(noted.unvalued)

    def text_of(i: int, j: int, value: Value) -> str:
        ref = _ref(top + i, left + j)
        return "" if ref in unvalued else _text(value, noted.formats.get(ref, ""))

    texts = [[text_of(i, j, value) for j, value in enumerate(row)] for i, row in enumerate(rows)]
    merged = list(_inside(sheet.merged_cell_ranges or [], top, left))
    height, width = _extent(texts)
    if not height:
        return None
    spans = {start: (end[0] - start[0] + 1, end[1] - start[1] + 1) for start, end in merged}
    hidden = {
        (i, j)
        for (i0, j0), (i1, j1) in merged
        for i in range(i0, min(i1, height - 1) + 1)
        for j in range(j0, min(j1, width - 1) + 1)
    } - set(spans)
    cells = []
    for i in range(height):
        for j in range(width):
            if (i, j) in hidden:
                continue
            rowspan, colspan = spans.get((i, j), (1, 1))
            place = Place(name, ref=f"{sheet.name}!{_ref(top + i, left + j)}")
            text = texts[i][j]
            cells.append(Cell(i + 1, j + 1, text, place, min(rowspan, height - i), min(colspan, width - j)))
    area = f"{sheet.name}!{_ref(top, left)}:{_ref(top + height - 1, left + width - 1)}"
    return Grid(tuple(cells), Place(name, ref=area), hints=(f"sheet {sheet.name}",))


def _lines(grid: Grid) -> list[Paragraph]:
    """The paragraphs of a sheet that holds running text, a line a row; empty where any row has two filled cells."""
    filled = [[cell for cell in row if not cell.blank] for row in grid.by_row.values()]
    if any(len(row) > 1 for row in filled):
        return []
    return [Paragraph(cell.text, cell.place) for row in filled for cell in row]


def _text(value: Value, code: str) -> str:
    return shown(value, code).replace("\r\n", "\n").replace("\r", "\n")


def _inside(ranges: Sequence[Range], top: int, left: int) -> Iterator[Range]:
    """Merged ranges counted from the first used cell; a range that begins before it begins there."""
    for (i0, j0), (i1, j1) in ranges:
        if i1 >= top and j1 >= left:
            yield (max(i0 - top, 0), max(j0 - left, 0)), (i1 - top, j1 - left)


def _extent(texts: Sequence[Sequence[str]]) -> tuple[int, int]:
    """Rows and columns up to the last one with text."""
    height = max((i + 1 for i, row in enumerate(texts) if any(text.strip() for text in row)), default=0)
    width = max((j + 1 for row in texts for j, text in enumerate(row) if text.strip()), default=0)
    return height, width


def _unvalued(noted: SheetNotes, sheet: str, name: str) -> Iterator[Finding]:
    for ref in noted.unvalued:
        advice = "open the workbook in Excel, let it calculate, save it and file it again"
        place = Place(name, ref=f"{sheet}!{ref}")
        yield Finding(Level.WARNING, "formula-without-value", place, "a formula whose value was not stored", advice)


def _ref(row: int, column: int) -> str:
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return f"{letters}{row + 1}"
