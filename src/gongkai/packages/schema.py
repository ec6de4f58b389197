"""Table Schema (Data Package v2) of every resource, made from the one definition of its fields."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from types import MappingProxyType
from typing import Any

from gongkai.model.field import MONEY_PATTERN, Field, Resource
from gongkai.model.fields import KEYS

Links = Mapping[tuple[str, str], tuple[str, str]]
"""Resource and field that point, to resource and field that are pointed to."""

FOREIGN_KEYS: Links = MappingProxyType(
    {
        ("sections", "parent_id"): ("sections", "row_id"),
        ("cells", "table_id"): ("tables", "table_id"),
        ("statements", "section_id"): ("sections", "row_id"),
        ("amounts", "cell_id"): ("cells", "cell_id"),
        ("amounts", "statement_id"): ("statements", "row_id"),
        ("activities", "parent_id"): ("activities", "row_id"),
    }
)
"""Columns that point to a row of the same package, and the column they point to. Blank points nowhere."""


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


def table_schema(
    resource: Resource, present: Collection[str] = (), keys: tuple[Field, ...] = KEYS, foreign: Links = FOREIGN_KEYS
) -> dict[str, Any]:
    """The schema of a resource: keys first. Foreign keys go only to resources that are `present` in the package."""
    fields = (*keys, *resource.fields)
    schema: dict[str, Any] = {
        "fields": [field_descriptor(field) for field in fields],
        "missingValues": [""],
        "primaryKey": [*(field.name for field in keys), *resource.key],
    }
    links = [
        {"fields": [field], "reference": {"resource": "" if target == resource.name else target, "fields": [column]}}
        for (name, field), (target, column) in foreign.items()
        if name == resource.name and target in present
    ]
    if links:
        schema["foreignKeys"] = links
    return schema
