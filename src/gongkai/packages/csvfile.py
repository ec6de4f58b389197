"""Canonical bytes of a CSV, and back: UTF-8, LF, no BOM, quotes only where RFC 4180 needs them.

A decimal is printed without exponent and without zeros after the last digit of its fraction, so that equal amounts
have equal bytes. Blank is None; blank text and None are the same in a CSV.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import cache
from itertools import chain, islice
from typing import cast

from gongkai.errors import PublishError
from gongkai.model.common_fields import columns
from gongkai.model.field import MONEY_PATTERN, Field, Resource
from gongkai.model.package import Row, Value

MOST_DIGITS = 60
"""More digits than this in one number are not data but an accident."""

BATCH = 5_000
"""So many rows are read at a time."""

PLAIN = re.compile(MONEY_PATTERN, re.ASCII)
_WHOLE = re.compile(r"^-?(0|[1-9]\d*)$", re.ASCII)
csv.field_size_limit(2**31 - 1)  # the csv module refuses longer paragraphs than 128 KiB by default

_SPECIAL = re.compile(r'[,"\r\n]')

Encoder = Callable[[Value], str]


def plain(value: Decimal) -> str:
    """A finite decimal in digits: 604.42 × 10000 is `6044200`, 0.50 is `0.5`, -0 is `0`. Raises ValueError."""
    if not value.is_finite():
        raise ValueError("not a finite number")
    text = str(value)
    if "E" in text or len(text) > MOST_DIGITS // 2:
        _, digits, exponent = value.as_tuple()
        if not isinstance(exponent, int) or len(digits) + abs(exponent) > MOST_DIGITS:
            raise ValueError(f"more than {MOST_DIGITS} digits")
        text = format(value, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def encode(resource: Resource, rows: Iterable[Row], keys: Mapping[str, Value], where: str) -> bytes:
    """The CSV of a resource: header, then `keys` and the fields of every row, in order.

    Raises PublishError naming `where` (the package), resource, row and field for an unknown field, a missing required
    value, a value of the wrong type (a float always is), a value outside a closed list, or an infinite number.
    """
    return header(resource) + encode_rows(resource, rows, keys, where)


def header(resource: Resource) -> bytes:
    """The first line of the CSV of a resource."""
    return _bytes([[field.name] for field in columns(resource)], resource.name)


def encode_rows(
    resource: Resource, rows: Iterable[Row], keys: Mapping[str, Value], where: str, first: int = 1
) -> bytes:
    """The lines of some rows, without header. Rows are counted from `first` in messages; errors as in `encode`."""
    fields = columns(resource)
    known = frozenset(field.name for field in fields)
    found = list(rows)
    for number, row in enumerate(found, first):
        if not row.keys() <= known:
            unknown = ", ".join(sorted(row.keys() - known))
            raise _refused(where, resource, row, number, unknown, "an unknown field", "add it to model/fields.py")
    printed = []
    for field in fields:
        name = field.name
        values = [keys[name]] * len(found) if name in keys else [row.get(name) for row in found]
        try:
            printed.append(_printed(field, values))
        except (ValueError, TypeError):
            _refuse_first(where, resource, field, found, values, first)
            raise
    return _bytes(printed, f"{where} {resource.name}.csv")


def _printed(field: Field, values: Sequence[Value]) -> Sequence[str]:
    """The values of a column as text; each different value is looked at once. ValueError as `_encoder`."""
    encoder = _encoder(field)
    types = set(map(type, values))
    if types == {type(None)}:
        return [encoder(None)] * len(values)
    if types <= {str, type(None)} and field.type == "string" and not field.enum:
        if field.required and not all(values):
            raise ValueError("a required value is missing")
        return cast(Sequence[str], values) if types == {str} else [cast(str, value or "") for value in values]
    if len(types - {type(None)}) > 1:  # 1, True and Decimal(1) are equal, and not the same
        return [encoder(value) for value in values]
    known = {value: encoder(value) for value in set(values)}
    return [known[value] for value in values]


def _refuse_first(
    where: str, resource: Resource, field: Field, rows: Sequence[Row], values: Sequence[Value], first: int
) -> None:
    """Raise PublishError for the first value of a column that cannot be printed."""
    for number, (row, value) in enumerate(zip(rows, values, strict=True), first):
        try:
            _encoder(field)(value)
        except ValueError as error:
            found = f"{value!r}: {error}"
            raise _refused(where, resource, row, number, field.name, found, "mend the record") from error


def _bytes(printed: Sequence[Sequence[str]], where: str) -> bytes:
    """Columns as the lines of a CSV in UTF-8."""
    lines = map(",".join, zip(*map(_quoted, printed), strict=True))
    try:
        return "".join([f"{line}\n" for line in lines]).encode("utf-8")
    except UnicodeEncodeError as error:
        found = f"text that is not Unicode ({error.object[error.start : error.start + 1]!r})"
        raise PublishError(where, found, "mend the reader") from error


def decode(resource: Resource, content: bytes, where: str, skipped: int = 0) -> Iterator[dict[str, Value]]:
    """The rows of a CSV, typed, every field present but the first `skipped`; the inverse of `encode`.

    Raises PublishError where it is not ours.
    """
    return _typed(resource, iter(read_lines(content, f"{where} {resource.name}.csv")), where, skipped)


def decode_earlier(resource: Resource, content: bytes, where: str, skipped: int = 0) -> Iterator[dict[str, Value]]:
    """As `decode`, of a file with the columns of its day: those that are gone are dropped, later ones are blank."""
    first, *lines = read_lines(content, f"{where} {resource.name}.csv")
    names = [field.name for field in columns(resource)]
    places = [first.index(name) if name in first else len(first) for name in names]
    padded = ([(*line, "")[place] for place in places] for line in lines if len(line) == len(first))
    return _typed(resource, chain([names], padded), where, skipped)


def _typed(resource: Resource, lines: Iterator[list[str]], where: str, skipped: int = 0) -> Iterator[dict[str, Value]]:
    """The rows of the lines of a CSV, the header first; without the first `skipped` columns."""
    fields = columns(resource)
    names = [field.name for field in fields]
    first = next(lines, [])
    if first != names:
        raise PublishError(f"{where} {resource.name}.csv", f"header {first}", "rebuild the package")
    number = 1
    while batch := list(islice(lines, BATCH)):
        if set(map(len, batch)) != {len(fields)}:
            wrong = next(at for at, line in enumerate(batch) if len(line) != len(fields))
            place = f"{where} {resource.name}.csv row {number + wrong}"
            raise PublishError(place, f"{len(batch[wrong])} values", "rebuild the package")
        parsed = []
        for field, texts in zip(fields, zip(*batch, strict=True), strict=True):
            try:
                parsed.append(_parsed(field, texts))
            except ValueError as error:
                at, text, fault = _first_wrong(field, texts)
                place = f"{where} {resource.name}.csv row {number + at} {field.name}"
                raise PublishError(place, f"{text!r}: {fault}", "rebuild the package") from error
        kept = names[skipped:]
        yield from [dict(zip(kept, row, strict=True)) for row in zip(*parsed[skipped:], strict=True)]
        number += len(batch)


def _parsed(field: Field, texts: Sequence[str]) -> list[Value]:
    """The values of a column; each different text is read once. ValueError where one is none."""
    parse = _PARSERS[field.type]
    if parse is str:
        return [text or None for text in texts]
    known = {text: parse(text) if text else None for text in set(texts)}
    return list(map(known.__getitem__, texts))


def _first_wrong(field: Field, texts: Sequence[str]) -> tuple[int, str, ValueError]:
    """Place and text of the first value that cannot be read, and why."""
    for place, text in enumerate(texts):
        try:
            _parsed(field, (text,))
        except ValueError as error:
            return place, text, error
    raise AssertionError("a value that cannot be read was there")


def read_lines(content: bytes, where: str) -> list[list[str]]:
    """The values of a CSV line by line, the header first. PublishError where it is not UTF-8 or not well-formed."""
    try:
        text = content.decode("utf-8")
        quoted = '"' in text or "\r" in text
        lines = list(csv.reader(io.StringIO(text, newline=""), strict=True)) if quoted else _unquoted(text)
    except (UnicodeDecodeError, csv.Error) as error:
        raise PublishError(where, f"not a CSV in UTF-8 ({error})", "rebuild the package") from error
    if not lines:
        raise PublishError(where, "empty, without a header", "rebuild the package")
    return lines


def _unquoted(text: str) -> list[list[str]]:
    """The lines of a CSV without quotes, which needs no parser."""
    return [line.split(",") if line else [] for line in text.removesuffix("\n").split("\n")] if text else []


def _refused(
    where: str, resource: Resource, row: Row, number: int, field: str, found: str, advice: str
) -> PublishError:
    """The error for one value, with its row as people know it."""
    key = " ".join(str(row[name]) for name in resource.key if row.get(name) is not None)
    return PublishError(f"{where} {resource.name} row {key or number} field {field}", found, advice)


def _quoted(values: Sequence[str]) -> Sequence[str]:
    """The values of a column, with quotes where needed; a look at all of them together shows where none is needed."""
    if not _SPECIAL.search("".join(values)):
        return values
    return ['"' + value.replace('"', '""') + '"' if _SPECIAL.search(value) else value for value in values]


@cache
def _encoder(field: Field) -> Encoder:
    """The function that prints a value of this field or raises ValueError."""
    allowed = frozenset(field.enum)
    kinds = {"string": _string, "number": _number, "integer": _integer, "boolean": _boolean, "date": _date}
    printer = kinds[field.type]

    def encoder(value: Value) -> str:
        if value is None or value == "":
            if field.required:
                raise ValueError("a required value is missing")
            return ""
        text = printer(value)
        if allowed and text not in allowed:
            raise ValueError(f"not one of {', '.join(field.enum)}")
        return text

    return encoder


def _string(value: Value) -> str:
    """Text as it is; an enumeration of ours prints its value."""
    if not isinstance(value, str):
        raise ValueError("not text")
    return str(value)


def _number(value: Value) -> str:
    """An exact number."""
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    if not isinstance(value, Decimal):
        raise ValueError("not an exact decimal")
    return plain(value)


def _integer(value: Value) -> str:
    """A whole number."""
    if not isinstance(value, int) or isinstance(value, bool):
        raise ValueError("not a whole number")
    return str(value)


def _boolean(value: Value) -> str:
    """`true` or `false`."""
    if not isinstance(value, bool):
        raise ValueError("neither true nor false")
    return "true" if value else "false"


def _date(value: Value) -> str:
    """A date as text, 2021-03-01."""
    if not isinstance(value, str) or date.fromisoformat(value).isoformat() != value:
        raise ValueError("not a date like 2021-03-01")
    return value


def _read_number(text: str) -> Decimal:
    """A number in plain ASCII digits; `NaN`, `1_000`, `1e3` and full-width digits are none."""
    if not PLAIN.fullmatch(text):
        raise ValueError("not a plain decimal")
    return Decimal(text)


def _read_integer(text: str) -> int:
    """A whole number in plain ASCII digits."""
    if not _WHOLE.fullmatch(text):
        raise ValueError("not a whole number")
    return int(text)


def _read_boolean(text: str) -> bool:
    """`true` or `false`."""
    if text not in ("true", "false"):
        raise ValueError("neither true nor false")
    return text == "true"


_PARSERS: dict[str, Callable[[str], Value]] = {
    "string": str,
    "number": _read_number,
    "integer": _read_integer,
    "boolean": _read_boolean,
    "date": str,
}
