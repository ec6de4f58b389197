"""What a published column and a published file are."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

MONEY_PATTERN = r"^-?\d+(\.\d+)?$"
"""Exact decimals only: no exponent, no separators, no NaN."""


@dataclass(frozen=True, slots=True)
class Field:
    """One published column, defined once.

    `type` is a Table Schema type. `money` marks amounts in 元 (type number, exact decimal). `column_type` is the
    Fiscal Data Package column type where one exists.
    """

    name: str
    title_zh: str
    title_en: str
    description_zh: str = ""
    description_en: str = ""
    type: str = "string"
    money: bool = False
    enum: tuple[str, ...] = ()
    required: bool = False
    column_type: str = ""


@dataclass(frozen=True)
class Resource:
    """One published file: its fields after the three keys, and what makes a row unique (with the three keys)."""

    name: str
    title_zh: str
    title_en: str
    fields: tuple[Field, ...]
    key: tuple[str, ...] = ("row_id",)
    always: bool = False
    """True for resources that exist even without rows."""
    keyed: bool = True
    """True where the three keys come before the fields."""

    @cached_property
    def by_name(self) -> dict[str, Field]:
        """The fields by name."""
        return {field.name: field for field in self.fields}


@dataclass(frozen=True, slots=True)
class Link:
    """A foreign key: columns of a resource that point to columns of another one. Blank points nowhere."""

    resource: str
    fields: tuple[str, ...]
    target: str
    target_fields: tuple[str, ...]
