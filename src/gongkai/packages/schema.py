"""Table Schema (Data Package v2) of every resource, made from the one definition of its fields."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from gongkai.model.common_fields import KEYS, columns
from gongkai.model.field import MONEY_PATTERN, Field, Link, Resource

LINKS: tuple[Link, ...] = (
    Link("sections", ("parent_id",), "sections", ("row_id",)),
    Link("cells", ("table_id",), "tables", ("table_id",)),
    Link("statements", ("section_id",), "sections", ("row_id",)),
    Link("amounts", ("cell_id",), "cells", ("cell_id",)),
    Link("amounts", ("statement_id",), "statements", ("row_id",)),
    Link("activities", ("parent_id",), "activities", ("row_id",)),
)
"""The columns of a disclosure's package that point to a row of the same package."""


def field_descriptor(field: Field) -> dict[str, Any]:
    """One field of a Table Schema.

    `title_en` and `description_en` are properties of our own, and so is `pattern` beside `constraints`: Data Package v2
    knows patterns only for strings, and gongkai's own validation holds every number to it.
    """
    descriptor: dict[str, Any] = {"name": field.name, "type": field.type, "title": field.title_zh}
    descriptor["title_en"] = field.title_en
    if field.description_zh:
        descriptor["description"] = field.description_zh
    if field.description_en:
        descriptor["description_en"] = field.description_en
    if field.type == "number":
        descriptor["pattern"] = MONEY_PATTERN
    if field.type == "boolean":
        descriptor |= {"trueValues": ["true"], "falseValues": ["false"]}
    if field.money:
        descriptor["unit"] = "CNY"
    constraints: dict[str, Any] = {}
    if field.required:
        constraints["required"] = True
    if field.enum:
        constraints["enum"] = list(field.enum)
    if constraints:
        descriptor["constraints"] = constraints
    if field.column_type:
        descriptor["columnType"] = field.column_type
    return descriptor


def table_schema(resource: Resource, present: Collection[str] = (), links: Sequence[Link] = LINKS) -> dict[str, Any]:
    """The schema of a resource: keys first. Foreign keys go only to resources that are `present` in the package."""
    schema: dict[str, Any] = {
        "fields": [field_descriptor(field) for field in columns(resource)],
        "missingValues": [""],
        "primaryKey": list(primary_key(resource)),
    }
    foreign = [
        {
            "fields": list(link.fields),
            "reference": {
                "resource": "" if link.target == resource.name else link.target,
                "fields": list(link.target_fields),
            },
        }
        for link in links
        if link.resource == resource.name and link.target in present
    ]
    if foreign:
        schema["foreignKeys"] = foreign
    return schema


def primary_key(resource: Resource) -> tuple[str, ...]:
    """The columns that tell rows apart."""
    return (*(field.name for field in KEYS), *resource.key) if resource.keyed else resource.key
