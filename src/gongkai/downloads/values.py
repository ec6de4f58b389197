"""Values as the formats of downloads need them, exact: no amount passes through a binary fraction of ours."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from gongkai.model.package import Value

HEADER_ROWS = 2
"""Of a sheet: row 1 has Chinese titles, row 2 field names; data starts in row 3."""

SPREADSHEET_DIGITS = 15
"""A spreadsheet keeps so many digits of a number and drops the rest without a word."""

Lines = list[list[str]]
"""Rows of a CSV as they are printed, without the header."""

_FORMULA = ("=", "+", "@", "\t", "\r")


def plain(value: Decimal) -> str:
    """A decimal in digits, without exponent and without zeros at the end of its fraction."""
    digits = format(value, "f")
    if "." in digits:
        digits = digits.rstrip("0").rstrip(".")
    return "0" if digits == "-0" else digits


def is_blank(values: Sequence[Value]) -> bool:
    """True for a column without any value."""
    return not any(value is not None and value != "" for value in values)


def fits_spreadsheet(value: Decimal) -> bool:
    """True where a spreadsheet keeps every digit of a number."""
    return len(plain(value).lstrip("-").replace(".", "").lstrip("0")) <= SPREADSHEET_DIGITS


def is_formula_like(text: str) -> bool:
    """True for text that a spreadsheet would take for a formula when it opens a CSV.

    It starts with `=`, `+`, `@`, a tab or a carriage return, or with `-` before something that is neither a number nor
    just more dashes (which are printed for an empty cell).
    """
    if text.startswith(_FORMULA):
        return True
    if not text.startswith("-"):
        return False
    rest = text.lstrip("-").strip()
    return bool(rest) and not _is_number(rest)


def _is_number(text: str) -> bool:
    """True for digits with separators."""
    return text.replace(",", "").removesuffix("%").replace(".", "", 1).isdecimal()
