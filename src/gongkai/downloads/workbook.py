"""XLSX of one disclosure: a first sheet that explains, then one sheet per resource with typed columns."""

from __future__ import annotations

import io
import re
import unicodedata
from collections.abc import Collection, Sequence
from datetime import UTC, datetime
from itertools import groupby
from typing import Any

from gongkai.downloads.texts import CAVEATS, Publisher, facts
from gongkai.downloads.values import HEADER_ROWS, is_blank
from gongkai.model.common_fields import columns
from gongkai.model.field import Resource
from gongkai.model.fields import RESOURCES
from gongkai.model.package import Row
from gongkai.model.published import PublishedPackage

NOT_MAIN = frozenset({"sections", "tables", "cells", "statements", "amounts", "checks"})
"""The resources whose sheets come last and that have no CSV for Excel; every other one is a main table."""

_A4 = 9
_WIDE = 100
_LINE = 15
_CREATED = datetime(1980, 1, 1, tzinfo=UTC).replace(tzinfo=None)
_FORBIDDEN = re.compile(r"[\[\]:*?/\\']")
_LONGEST_NAME = 31
_EMPTY = 6
"""The width of a column without values, so that those with values stand close together."""
_WIDTHS = {"number": 16, "integer": 9, "boolean": 9, "date": 12, "string": 18}


def workbook(package: PublishedPackage, publisher: Publisher, without: Collection[str] = ()) -> bytes:
    """The bytes of the XLSX, the same for the same package; `without` names resources that get no sheet.

    Text is written as text whatever it starts with, codes keep their zeros, and a number that a spreadsheet would
    round (more than 15 digits) is written as text.
    """
    import xlsxwriter

    from gongkai.downloads.sheet import Sheet

    buffer = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(buffer, options)
    book.set_properties(
        {"title": str(package.descriptor.get("title", "")), "author": publisher.name, "created": _CREATED}
    )
    ordered = sorted(package.resources.items(), key=lambda one: one[0] in NOT_MAIN)
    shown = {name: rows for name, rows in ordered if name not in without}
    names = sheet_names([RESOURCES[name] for name in shown])
    formats = _formats(book)
    _explain(book.add_worksheet("说明"), package, publisher, names, formats)
    for name, rows in shown.items():
        _table(book.add_worksheet(names[name], Sheet), RESOURCES[name], rows, package, formats)
    book.close()
    return buffer.getvalue()


def sheet_names(resources: Sequence[Resource]) -> dict[str, str]:
    """The name of the sheet of each resource: its Chinese title, as far as a spreadsheet takes it, each once."""
    taken = {"说明"}
    names = {}
    for resource in resources:
        name = _FORBIDDEN.sub("", resource.title_zh)[:_LONGEST_NAME]
        if name.lower() in taken:
            name = f"{name[: _LONGEST_NAME - len(resource.name) - 1]} {resource.name}"[:_LONGEST_NAME]
        taken.add(name.lower())
        names[resource.name] = name
    return names


def _formats(book: Any) -> dict[str, Any]:
    """The cell formats."""
    return {
        "header": book.add_format(
            {"bold": True, "bg_color": "#E8EEF4", "border": 1, "text_wrap": True, "valign": "top"}
        ),
        "name": book.add_format({"italic": True, "font_color": "#555555", "bottom": 1}),
        "money": book.add_format({"num_format": "#,##0.00##"}),
        "number": book.add_format({"num_format": "0.########"}),
        "integer": book.add_format({"num_format": "0"}),
        "date": book.add_format({"num_format": "yyyy-mm-dd"}),
        "text": book.add_format({"num_format": "@"}),
        "wrap": book.add_format({"num_format": "@", "text_wrap": True, "valign": "top"}),
        "bold": book.add_format({"bold": True, "valign": "top"}),
    }


def _explain(
    sheet: Any, package: PublishedPackage, publisher: Publisher, names: dict[str, str], formats: dict[str, Any]
) -> None:
    """The first sheet: what this is, how to cite it, what to beware of, what is on the other sheets."""
    sheet.set_column(0, 0, 24)
    sheet.set_column(1, 1, _WIDE)
    lines = [(f"{zh} {en}", value) for zh, en, value in facts(package, publisher) if value]
    lines += [("", ""), ("使用须知 Caveats", "")]
    lines += [("", f"{zh}\n{en}") for zh, en in CAVEATS]
    lines += [
        ("", ""),
        ("工作表 Sheets", "每表第一行为中文名称，第二行为字段名 / row 1: Chinese titles, row 2: field names"),
    ]
    for name, sheet_name in names.items():
        rows = len(package.rows(name))
        lines.append((sheet_name, f"{RESOURCES[name].title_en}（{name}.csv，{rows} 行 rows）"))
    _printable(sheet)
    for number, (label, value) in enumerate(lines):
        sheet.write_string(number, 0, label, formats["bold"])
        sheet.write_string(number, 1, value, formats["wrap"])
        sheet.set_row(number, _LINE * sum(max(1, -(-_width(one) // _WIDE)) for one in value.split("\n")))


def _width(text: str) -> int:
    """How many Latin letters wide a text is: a Chinese character is two."""
    return sum(2 if unicodedata.east_asian_width(letter) in "WFA" else 1 for letter in text)


def _printable(sheet: Any) -> None:
    """On A4, all columns on one page, with the name of the sheet and the number of the page."""
    sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.fit_to_pages(1, 0)
    sheet.set_header("&C&A")
    sheet.set_footer("&C&P / &N")


def _table(
    sheet: Any, resource: Resource, rows: Sequence[Row], package: PublishedPackage, formats: dict[str, Any]
) -> None:
    """One sheet: two header rows that stay in view, then the rows."""
    fields = columns(resource)
    keys = package.keys
    values = [[keys[one.name]] * len(rows) if one.name in keys else [row[one.name] for row in rows] for one in fields]
    widths = [_EMPTY if is_blank(column) else _WIDTHS[field.type] for field, column in zip(fields, values, strict=True)]
    place = 0
    for width, alike in groupby(widths):
        last = place + len(list(alike)) - 1
        sheet.set_column(place, last, width)
        place = last + 1
    sheet.freeze_panes(HEADER_ROWS, 0)
    _printable(sheet)
    sheet.repeat_rows(0, HEADER_ROWS - 1)
    if rows:
        sheet.autofilter(1, 0, HEADER_ROWS + len(rows) - 1, len(fields) - 1)
    sheet.fill(fields, values, formats)
