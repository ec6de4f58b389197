"""Kinds of values: frictionless judges each kind of value of a column once.

It judges a cell by its column alone, so of numbers that differ in their digits only, and of free text, one stands for
all. A kind that it found good once is good wherever it stands. What is known may be kept and learned again.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import chain, zip_longest
from typing import Any

from gongkai.model.common_fields import columns
from gongkai.model.field import Field, Resource
from gongkai.packages.schema import table_schema

MOST_ERRORS = 1000
"""More errors than this of one resource in one stack are not listed."""

Columns = Sequence[Sequence[str]]
Kinds = dict[str, str]
"""The kinds of values in a column, with one value of each."""

_DIGITS = str.maketrans("123456789", "000000000")


def kinds_of(field: Field, values: Sequence[str]) -> Kinds:
    """What frictionless must see of a column: of values that it judges alike, one."""
    if field.type == "string" and not field.enum:
        text = next(filter(None, values), None)
        return ({"": ""} if "" in values else {}) | ({"text": text} if text else {})
    if field.type in ("number", "integer") and not field.enum:
        return {value.translate(_DIGITS): value for value in set(values)}
    return {value: value for value in set(values)}


def kinds_in(resource: Resource, found: Columns) -> tuple[Kinds, ...]:
    """The kinds of all columns of some rows."""
    return tuple(kinds_of(one, values) for one, values in zip(columns(resource), found, strict=True))


class Unseen:
    """The kinds of values of a resource that frictionless has not judged yet."""

    def __init__(self, resource: Resource) -> None:
        self.resource = resource
        self._new: list[Kinds] = [{} for _ in columns(resource)]
        self._first = ""

    def add(self, kinds: Sequence[Kinds]) -> None:
        """Note what is new among the kinds of some rows."""
        self._first = self._first or next(iter(kinds[0].values()), "")
        for new, good, found in zip(self._new, _good(self.resource), kinds, strict=True):
            new.update((kind, found[kind]) for kind in found.keys() - good)

    def shown(self) -> tuple[list[int], list[list[str]]]:
        """The columns that hold something new, and rows that show each new value: as few as there can be.

        The first column, a key, is always among them, so that no row is blank as a whole.
        """
        shown = {place: list(new.values()) for place, new in enumerate(self._new) if new}
        shown.setdefault(0, [self._first])
        places = sorted(shown)
        rows = zip_longest(*(shown[place] for place in places))
        return places, [
            [shown[place][0] if value is None else value for place, value in zip(places, row, strict=True)]
            for row in rows
        ]

    def are_good(self) -> bool:
        """True where frictionless finds no fault in what is new; that is then known."""
        if not any(self._new):
            return True
        places, rows = self.shown()
        if judged(self.resource, rows, places):
            return False
        for new, good in zip(self._new, _good(self.resource), strict=True):
            good.update(new)
        return True


KNOWN: dict[str, tuple[set[str], ...]] = {}
"""By resource (`_name`) and column, the kinds of values in which frictionless found no fault, here or where the same
gongkai looked before."""


def _good(resource: Resource) -> tuple[set[str], ...]:
    """By column, the kinds of values in which frictionless found no fault."""
    return KNOWN.setdefault(_name(resource), tuple(set() for _ in columns(resource)))


@cache
def _name(resource: Resource) -> str:
    """The digest of its name and of everything that frictionless is told of it."""
    return hashlib.sha256(repr((resource.name, table_schema(resource))).encode("utf-8")).hexdigest()


def judged(resource: Resource, rows: Sequence[list[str]], places: Sequence[int] = ()) -> list[Any]:
    """The errors of frictionless in rows of a resource, or of its columns at some `places` alone.

    Keys are left to integrity.py, which looks across files.
    """
    from frictionless import Checklist, Schema
    from frictionless import Resource as Rows

    every = table_schema(resource)["fields"]
    fields = [every[place] for place in places] or every
    header = [one["name"] for one in fields]
    schema = Schema.from_descriptor({"fields": fields, "missingValues": [""]})

    def lines() -> Iterator[list[str]]:  # a list would be copied
        return chain([header], rows)

    return errors(Rows(data=lines, schema=schema).validate(Checklist(), limit_errors=MOST_ERRORS))


def errors(report: Any) -> list[Any]:
    """All errors of a report: those of the tables, and those that kept it from looking at them."""
    return [*report.errors, *(error for task in report.tasks for error in task.errors)]
