"""A worksheet whose rows are written column by column: XlsxWriter makes all of the workbook but these rows.

Its own way handles one cell at a time, which takes ten times as long. Imported only where a workbook is written, for
XlsxWriter takes long to import.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from gongkai.downloads.values import fits_spreadsheet, plain
from gongkai.model.field import Field
from gongkai.model.package import Value

LONGEST = 32_000
"""A cell of a spreadsheet holds 32,767 UTF-16 units; longer text is cut here and says so."""

CUT = "…（单元格容纳不下，全文见 CSV / cut here, see the CSV）"

Styles = Mapping[str, Any]
"""Cell formats of XlsxWriter by name: `money`, `number`, `integer`, `date`, `text`."""

_DAY_0 = date(1899, 12, 30)
_REPLACED = re.compile(r"[&<>\x00-\x08\x0b-\x1f\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")
_ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}


class Sheet(Worksheet):  # type: ignore[misc]
    """A worksheet with rows below those that were written the usual way."""

    def fill(self, first: int, fields: Sequence[Field], values: Sequence[Sequence[Value]], styles: Styles) -> None:
        """Put `values`, one sequence for each of `fields`, below each other, from row `first` on (counted from 0)."""
        self.below: Iterable[str] = ()
        self.usual = first - 1
        count = len(values[0])
        self.dim_rowmax: int = first + count - 1
        numbers = range(first + 1, first + 1 + count)
        cells = [
            _column(xl_col_to_name(place), field, column, numbers, styles)
            for place, (field, column) in enumerate(zip(fields, values, strict=True))
            if any(value is not None and value != "" for value in column)
        ]
        self.below = [
            f'<row r="{number}">{"".join(row)}</row>'
            for number, row in zip(numbers, zip(*cells, strict=True), strict=True)
        ]

    def _write_rows(self) -> None:
        """The rows of the sheet, called by XlsxWriter when the workbook is closed."""
        if hasattr(self, "below"):
            self.dim_rowmax = self.usual
        super()._write_rows()
        self.fh.write("".join(getattr(self, "below", ())))


def _column(name: str, field: Field, values: Sequence[Value], numbers: Iterable[int], styles: Styles) -> list[str]:
    """The cells of one column, blank ones left out; equal values are written once."""
    write = _writer(field, styles)
    rest = {value: write(value) for value in set(values) if value is not None and value != ""}
    return [
        f'<c r="{name}{number}{rest[value]}' if value in rest else ""
        for number, value in zip(numbers, values, strict=True)
    ]


def _writer(field: Field, styles: Styles) -> Callable[[Value], str]:
    """The function that writes what follows the address of a cell with a value of this field."""
    style = {name: f' s="{one._get_xf_index()}"' for name, one in styles.items()}

    def text(value: Value) -> str:
        return f'"{style["text"]} t="inlineStr"><is>{_text(str(value))}</is></c>'

    def number(value: Value) -> str:
        """An exact number; as text where a spreadsheet would round it."""
        exact = value if isinstance(value, Decimal) else Decimal(str(value))
        if not fits_spreadsheet(exact):
            return text(plain(exact))
        return f'"{style["money" if field.money else "number"]}><v>{plain(exact)}</v></c>'

    def integer(value: Value) -> str:
        return f'"{style["integer"]}><v>{value}</v></c>'

    def boolean(value: Value) -> str:
        return f'" t="b"><v>{int(value is True)}</v></c>'

    def day(value: Value) -> str:
        return f'"{style["date"]}><v>{(date.fromisoformat(str(value)) - _DAY_0).days}</v></c>'

    return {"number": number, "integer": integer, "boolean": boolean, "date": day, "string": text}[field.type]


def _text(text: str) -> str:
    """Text as XML; what XML cannot hold is written `_x0007_`, as spreadsheets do."""
    if len(text) > LONGEST // 2 and len(units := text.encode("utf-16-le")) > 2 * LONGEST:
        text = units[: 2 * LONGEST].decode("utf-16-le", errors="ignore") + CUT
    space = "" if text == text.strip() else ' xml:space="preserve"'
    return f"<t{space}>{_REPLACED.sub(_escaped, text)}</t>"


def _escaped(found: re.Match[str]) -> str:
    return _ENTITIES.get(found[0]) or f"_x{ord(found[0]):04X}_"
