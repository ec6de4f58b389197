"""Where things stand: anchors of tables, rows, cells, statements and source lines, and the ways between them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from gongkai.model.package import Row
from gongkai.pages.rows import text, whole

_ANCHOR = re.compile(r"^(?:t\d+(?:r\d+(?:c\d+)?)?|s\d+|p\d+)$")
_TABLE = re.compile(r"^t\d+")
_ROW = re.compile(r"^t\d+r\d+")

SOURCE = "source/index.html"
"""The source view, relative to the page of the disclosure."""


def is_anchor(name: str) -> bool:
    """True for ids of tables, rows, cells, statements and paragraphs: safe as an HTML id and in an address."""
    return bool(_ANCHOR.match(name))


def table_of(name: str) -> str:
    """`t05` of `t05r12c3`; empty for ids that are not of a table."""
    found = _TABLE.match(name)
    return found.group() if found else ""


def row_of(name: str) -> str:
    """`t05r12` of `t05r12c3`; empty for ids that are not of a row or cell."""
    found = _ROW.match(name)
    return found.group() if found else ""


def anchor(name: str) -> str:
    """The anchor on the page for a published id: itself, or the row of it (`t01r03c4-x` stands in `t01r03`)."""
    return name if is_anchor(name) else row_of(name) or table_of(name)


def spoken(name: str) -> str:
    """`表 5 第 12 行` for `t05r12c3`, `文中` for statements and paragraphs."""
    table, row = table_of(name), row_of(name)
    if not table:
        return "文中"
    number = f"表 {int(table[1:])}"
    return f"{number} 第 {row.rpartition('r')[2]} 行" if row else number


def files(resources: Mapping[str, Sequence[Row]]) -> tuple[str, ...]:
    """The source files of a package, in the order in which they are read."""
    rows = [row for resource in ("sections", "tables", "cells") for row in resources.get(resource, ())]
    names = dict.fromkeys([row.get("source_file") for row in rows])
    return tuple(str(name) for name in names if name)


def line_prefix(line: int | None, file: str, names: Iterable[str]) -> str:
    """`L`, or `p` where there are only pages; with `f2-` before it in the second file, and so on."""
    order = tuple(names)
    number = order.index(file) + 1 if file in order else 1
    return f"{'' if number == 1 else f'f{number}-'}{'p' if line is None else 'L'}"


def line_anchor(line: int | None, page: int | None, file: str, names: Iterable[str]) -> str:
    """`L120`, or `p3` where there are only pages, or the top of the file where there is neither."""
    prefix = line_prefix(line, file, names)
    number = page if line is None else line
    return f"{prefix[:-1]}top" if number is None else f"{prefix}{number}"


def source_link(row: Row, names: Iterable[str], line_field: str = "line_start") -> str:
    """The address of a row's place in the source view, relative to the page of the disclosure."""
    where = line_anchor(whole(row, line_field), whole(row, "page"), text(row, "source_file"), names)
    return f"{SOURCE}#{where}"
