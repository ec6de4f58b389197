"""Pieces of HTML that pages hold by the thousand, as text: no template is asked for each.

Whatever a document or a file says goes through `words` or `quoted`, and every id through `ident`, but for those that
`places.anchor` made.
"""

from __future__ import annotations

from html import escape


def words(text: str) -> str:
    """Text as it is shown: nothing in it is markup."""
    return escape(text, quote=False)


def quoted(text: str) -> str:
    """Text as the value of an attribute, in its quotes."""
    return f'"{escape(text)}"'


def ident(name: str) -> str:
    """The attribute `id` for letters, digits, hyphens and `_`; nothing for another name, which could end the attribute."""
    return f" id={name}" if name.replace("-", "").replace("_", "").isalnum() else ""


def named(name: str) -> str:
    """The attribute `id` for any name, in quotes where it needs them."""
    return ident(name) or f" id={quoted(name)}"


def spans(columns: int, rows: int) -> str:
    """How many columns and rows a cell takes, where it is more than one."""
    if columns == rows == 1:
        return ""
    return f"{f' colspan={columns}' if columns > 1 else ''}{f' rowspan={rows}' if rows > 1 else ''}"


def heading(text: str, columns: int, rows: int) -> str:
    """A cell over columns; one without text heads nothing."""
    return f"<{'th scope=col' if text else 'td'}{spans(columns, rows)}>{words(text)}"


def label(text: str, columns: int, rows: int, check: str) -> str:
    """The cell that heads its row."""
    return f"<th scope=row{_doubted(check)}{spans(columns, rows)}>{words(text)}{_mark(check)}"


def cell(text: str, anchor: str, columns: int, rows: int, check: str) -> str:
    """Any other cell; one that holds an amount or a quantity has an anchor."""
    name = f" id={anchor}" if anchor else ""
    if columns == rows == 1 and not check:
        return f"<td{name}>{words(text)}"
    return f"<td{name}{_doubted(check)}{spans(columns, rows)}>{words(text)}{_mark(check)}"


def _doubted(check: str) -> str:
    """The class of a cell that does not fit another place."""
    return " class=x" if check else ""


def _mark(check: str) -> str:
    """The way from such a cell to the check."""
    return f'<a href={quoted("#" + check)} title="与另一处不符">✗</a>' if check else ""
