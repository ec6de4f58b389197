"""Plain rows as they come: values of CSV files are text, values of records are typed; pages take both."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from operator import itemgetter
from typing import Any

from gongkai.errors import PublishError
from gongkai.model.field import MONEY_PATTERN
from gongkai.model.package import Row

_NUMBER = re.compile(MONEY_PATTERN, re.ASCII)


def text(row: Row, name: str) -> str:
    """The value as text, empty where it is blank or left out."""
    value = row.get(name)
    return value if isinstance(value, str) else "" if value is None else str(value)


def columns(rows: Sequence[Row], texts: Sequence[str], wholes: Sequence[str]) -> list[tuple[Any, ...]]:
    """The values of some fields, row by row: texts as they come, then whole numbers; None where one is blank or left out.

    Whether numbers come as text is told from the first row.
    """
    names = (*texts, *wholes)
    try:
        found = list(map(itemgetter(*names), rows))
    except KeyError:
        found = [tuple([row.get(name) for name in names]) for row in rows]
    if found and any(isinstance(value, str) for value in found[0][len(texts) :]):
        return [
            (*one[: len(texts)], *[whole(row, name) for name in wholes]) for row, one in zip(rows, found, strict=True)
        ]
    return found


def amount(row: Row, name: str) -> Decimal | None:
    """The exact number, None where it is blank. PublishError where it is not a number."""
    value = row.get(name)
    if isinstance(value, Decimal):
        return value
    written = text(row, name)
    if not written:
        return None
    if not _NUMBER.match(written):
        raise PublishError(
            f"field {name}", f"{written!r} is not a number", "validate the package before pages are made"
        )
    return Decimal(written)


def whole(row: Row, name: str) -> int | None:
    """The whole number, None where it is blank."""
    value = row.get(name)
    if value is None or isinstance(value, int):
        return value
    number = amount(row, name)
    return None if number is None else int(number)


def flag(row: Row, name: str) -> bool | None:
    """True or false, None where it is blank."""
    written = text(row, name).lower()
    return None if not written else written == "true"


def by(rows: Iterable[Row], name: str) -> Mapping[str, list[Row]]:
    """The rows by the value of one field, in printed order."""
    groups: dict[str, list[Row]] = {}
    for row in rows:
        groups.setdefault(text(row, name), []).append(row)
    return groups
