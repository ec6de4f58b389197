"""A worksheet whose rows are written column by column: XlsxWriter makes all of the workbook but these rows.

Its own way handles one cell at a time, which takes ten times as long. Imported only where a workbook is written, for
XlsxWriter takes long to import.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any

from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from gongkai.downloads.values import HEADER_ROWS, SPREADSHEET_DIGITS, fits_spreadsheet, is_blank, plain
from gongkai.model.field import Field
from gongkai.model.package import Value

LONGEST = 32_000
"""A cell of a spreadsheet holds 32,767 UTF-16 units; longer text is cut here and says so."""

CUT = "…（单元格容纳不下，全文见 CSV / cut here, see the CSV）"

Styles = Mapping[str, Any]
"""Cell formats of XlsxWriter by name: `header`, `name`, `money`, `number`, `integer`, `date`, `text`."""

_DAY_0 = date(1899, 12, 30)
_REPLACED = re.compile(r"[&<>\x00-\x08\x0b-\x1f\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")
_ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}


class Sheet(Worksheet):  # type: ignore[misc]
    """A worksheet that has a heading of two rows and then the rows of a resource, none of them written the usual way.

    Every cell is a line of its own, so that whoever looks for numbers in the file without its tags, such as the gate
    against personal data, never takes the digits of two cells for one number.
    """

    def fill(self, fields: Sequence[Field], values: Sequence[Sequence[Value]], styles: Styles) -> None:
        """Put the titles and names of `fields` above `values`, one sequence for each of them, from the first row on."""
        style = {name: f' s="{one._get_xf_index()}"' for name, one in styles.items()}
        count = len(values[0])
        numbers = range(HEADER_ROWS + 1, HEADER_ROWS + 1 + count)
        cells = [
            _column(xl_col_to_name(place), field, column, numbers, style)
            for place, (field, column) in enumerate(zip(fields, values, strict=True))
            if not is_blank(column)
        ]
        self.dim_rowmin, self.dim_colmin = 0, 0
        self.dim_rowmax, self.dim_colmax = HEADER_ROWS + count - 1, len(fields) - 1
        self.filled = [_heading(tuple(fields), style["header"], style["name"])]
        self.filled += [
            f'<row r="{number}">{"".join(row)}</row>\n'
            for number, row in zip(numbers, zip(*cells, strict=True), strict=True)
        ]

    def _write_sheet_data(self) -> None:
        """The rows of the sheet, called by XlsxWriter when the workbook is closed."""
        self.fh.write(f"<sheetData>{''.join(self.filled)}</sheetData>")


@cache
def _heading(fields: Sequence[Field], header: str, name: str) -> str:
    """Row 1 with Chinese titles, row 2 with field names, in these styles."""
    titles = [f"{field.title_zh}（元）" if field.money else field.title_zh for field in fields]
    rows = ((1, header, titles), (2, name, [field.name for field in fields]))
    return "".join(
        f'<row r="{number}">{"".join(_heading_cell(place, number, style, one) for place, one in enumerate(texts))}</row>\n'
        for number, style, texts in rows
    )


def _heading_cell(place: int, number: int, style: str, text: str) -> str:
    return f'<c r="{xl_col_to_name(place)}{number}"{style} t="inlineStr"><is>{_text(text)}</is></c>\n'


def _column(
    name: str, field: Field, values: Sequence[Value], numbers: Iterable[int], style: Mapping[str, str]
) -> list[str]:
    """The cells of one column, blank ones left out; equal values are written once."""
    different = set(values) - {None, ""}
    if field.type == "string":
        rest = _texts([str(one) for one in different], style["text"])
    else:
        write = _writer(field, style)
        rest = {value: write(value) for value in different}
    return [
        f'<c r="{name}{number}{rest[value]}' if value in rest else ""
        for number, value in zip(numbers, values, strict=True)
    ]


def _texts(texts: Sequence[str], style: str) -> dict[Value, str]:
    """What follows the address of a cell with each of these texts."""
    start, end = f'"{style} t="inlineStr"><is>', "</is></c>\n"
    if len(max(texts, key=len)) > LONGEST // 2 or _REPLACED.search("\n".join(texts)):
        return {text: f"{start}{_text(text)}{end}" for text in texts}
    return {text: f"{start}<t{_space(text)}>{text}</t>{end}" for text in texts}


def _writer(field: Field, style: Mapping[str, str]) -> Callable[[Value], str]:
    """The function that writes what follows the address of a cell with a value of this field, which is no text."""
    of_number = style["money" if field.money else "number"]

    def number(value: Value) -> str:
        """An exact number; as text where a spreadsheet would round it."""
        exact = value if isinstance(value, Decimal) else Decimal(str(value))
        digits = plain(exact)
        if len(digits) > SPREADSHEET_DIGITS and not fits_spreadsheet(exact):
            return _texts([digits], style["text"])[digits]
        return f'"{of_number}><v>{digits}</v></c>\n'

    def integer(value: Value) -> str:
        return f'"{style["integer"]}><v>{value}</v></c>\n'

    def boolean(value: Value) -> str:
        return f'" t="b"><v>{int(value is True)}</v></c>\n'

    def day(value: Value) -> str:
        return f'"{style["date"]}><v>{(date.fromisoformat(str(value)) - _DAY_0).days}</v></c>\n'

    return {"number": number, "integer": integer, "boolean": boolean, "date": day}[field.type]


def _text(text: str) -> str:
    """Text as XML; what XML cannot hold is written `_x0007_`, as spreadsheets do."""
    if len(text) > LONGEST // 2 and len(units := text.encode("utf-16-le")) > 2 * LONGEST:
        text = units[: 2 * LONGEST].decode("utf-16-le", errors="ignore") + CUT
    return f"<t{_space(text)}>{_REPLACED.sub(_escaped, text)}</t>"


def _space(text: str) -> str:
    return "" if text == text.strip() else ' xml:space="preserve"'


def _escaped(found: re.Match[str]) -> str:
    return _ENTITIES.get(found[0]) or f"_x{ord(found[0]):04X}_"
